/** Plays API Gateway: sends each request to the function that serves its operation. */
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { World } from '../adapters/ports.ts';
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
import type { SandboxClock } from './clock.ts';
import { clockApp } from './clock-endpoint.ts';
import { docsPage } from './docs/docs-page.ts';

type Served = Hono<{ Bindings: HttpBindings }>;

export const router = (world: World, clock: SandboxClock): Served => {
  const app: Served = new Hono();
  const functions = functionsOf(world);
  for (const id of operationIds) {
    const { method, path, function: serving } = OPERATIONS[id];
    app.on(method, honoPath(path), (c) => functions[serving].fetch(c.req.raw));
  }
  app.route('/', clockApp(clock));
  app.route('/', docsPage());
  app.notFound((c) =>
    withIds(problemResponse(noSuchEndpoint()), requestIds(c.req.raw.headers)),
  );
  app.onError((error, c) =>
    failureResponse(world.telemetry, error, requestIds(c.req.raw.headers)),
  );
  return app;
};

const functionsOf = (world: World) => ({
  partner: partnerApp(world),
  panel: panelApp(world),
  visits: visitsApp(world),
  statistics: statisticsApp(world),
  sync: syncApp(world),
  governance: governanceApp(world),
  token: tokenApp(world),
  public: publicApp(world.tokens.issuer),
});
