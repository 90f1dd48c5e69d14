/**
 * GET and POST /sandbox/clock: shows and moves the clock of a local exchange. The token's wall time
 * stays as it is.
 */
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import * as z from 'zod';
import { accept, readJson } from '../entrance/accept.ts';
import { noSuchEndpoint } from '../entrance/application.ts';
import { problemResponse } from '../entrance/problem.ts';
import { Instant } from '../schemas/vocabulary/shapes.ts';
import type { SandboxClock } from './clock.ts';

export const clockApp = (
  clock: SandboxClock,
): Hono<{ Bindings: HttpBindings }> => {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.get('/sandbox/clock', () => shown(clock));
  app.post('/sandbox/clock', (c) =>
    moveClock(c.req.raw, c.env?.incoming?.socket.remoteAddress, clock),
  );
  return app;
};

const shown = (clock: SandboxClock): Response =>
  Response.json({ now: new Date(clock.now()).toISOString() });

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

const Move = z.strictObject({ to: Instant });

/**
 * HOSTILE: a web page elsewhere can make a browser call loopback, but not with this media type
 * unasked.
 */
const moveClock = async (
  request: Request,
  from: string | undefined,
  clock: SandboxClock,
): Promise<Response> => {
  if (from === undefined || !LOOPBACK.has(from))
    return problemResponse(noSuchEndpoint());
  const { to } = accept(Move, await readJson(request));
  clock.moveTo(Date.parse(to));
  return shown(clock);
};
