/** The Hono application of one function: its endpoints under the paths of the operations table. */
import { Hono } from 'hono';
import { OPERATIONS } from '../schemas/contract/operations.ts';
import { requestIds, withIds } from './call.ts';
import type { Endpoint } from './endpoint.ts';
import { Problem, problemResponse } from './problem.ts';

export const application = (endpoints: readonly Endpoint[]): Hono => {
  const app = new Hono();
  for (const { id, serve } of endpoints) {
    const { method, path } = OPERATIONS[id];
    app.on(method, honoPath(path), (c) =>
      serve(c.req.raw, c.req.param() as Record<string, string>),
    );
  }
  app.notFound((c) =>
    withIds(problemResponse(noSuchEndpoint()), requestIds(c.req.raw.headers)),
  );
  // The host answers an error that no endpoint caught: it knows where faults are told.
  app.onError((error) => {
    throw error;
  });
  return app;
};

export const noSuchEndpoint = (): Problem =>
  new Problem(
    'NO_SUCH_ENDPOINT',
    'No operation has this method and path. /openapi.json lists them all.',
  );

/** `{name}` of OpenAPI is `:name` of Hono. */
export const honoPath = (path: string): string =>
  path.replaceAll(/\{(\w+)\}/g, ':$1');
