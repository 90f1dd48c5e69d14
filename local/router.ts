/** What API Gateway is in AWS: sends each request to the function whose operation it is. And the sandbox clock. */
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import * as z from 'zod';
import type { World } from '../adapters/ports.ts';
import { accept, readJson } from '../entrance/accept.ts';
import { honoPath, noSuchEndpoint } from '../entrance/application.ts';
import { requestIds, withIds } from '../entrance/call.ts';
import { failureResponse } from '../entrance/fault.ts';
import { problemResponse } from '../entrance/problem.ts';
import { governanceApp } from '../functions/governance/app.ts';
import { panelApp } from '../functions/panel/app.ts';
import { partnerApp } from '../functions/partner/app.ts';
import { publicApp } from '../functions/public/app.ts';
import { statisticsApp } from '../functions/statistics/app.ts';
import { syncApp } from '../functions/sync/app.ts';
import { tokenApp } from '../functions/token/app.ts';
import { visitsApp } from '../functions/visits/app.ts';
import { OPERATIONS, operationIds } from '../schemas/contract/operations.ts';
import { Instant } from '../schemas/vocabulary/shapes.ts';
import type { SandboxClock } from './clock.ts';
import { docsPage } from './docs/docs-page.ts';

export const router = (
  world: World,
  clock: SandboxClock,
): Hono<{ Bindings: HttpBindings }> => {
  const functions = {
    partner: partnerApp(world),
    panel: panelApp(world),
    visits: visitsApp(world),
    statistics: statisticsApp(world),
    sync: syncApp(world),
    governance: governanceApp(world),
    token: tokenApp(world),
    public: publicApp(world.tokens.issuer),
  };
  const app = new Hono<{ Bindings: HttpBindings }>();
  for (const id of operationIds) {
    const { method, path, function: serving } = OPERATIONS[id];
    app.on(method, honoPath(path), (c) => functions[serving].fetch(c.req.raw));
  }
  app.get('/sandbox/clock', () =>
    Response.json({ now: new Date(clock.now()).toISOString() }),
  );
  app.post('/sandbox/clock', (c) =>
    moveClock(c.req.raw, c.env?.incoming?.socket.remoteAddress, clock),
  );
  app.route('/', docsPage());
  app.notFound((c) =>
    withIds(problemResponse(noSuchEndpoint()), requestIds(c.req.raw.headers)),
  );
  app.onError((error, c) =>
    failureResponse(world.telemetry, error, requestIds(c.req.raw.headers)),
  );
  return app;
};

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Hostile input: a web page elsewhere can make a browser call loopback, but not with this media type unasked. */
const moveClock = async (
  request: Request,
  from: string | undefined,
  clock: SandboxClock,
): Promise<Response> => {
  if (from === undefined || !LOOPBACK.has(from))
    return problemResponse(noSuchEndpoint());
  const { to } = accept(
    z.strictObject({ to: Instant }),
    await readJson(request),
  );
  clock.moveTo(Date.parse(to));
  return Response.json({ now: new Date(clock.now()).toISOString() });
};
