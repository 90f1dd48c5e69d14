/** Endpoints stand under the method and path of their operation, and whatever else is asked for is no operation. */
import { describe, expect, it } from 'vitest';
import { application, honoPath } from '../../entrance/application.ts';

const app = application([
  {
    id: 'readFlag',
    serve: async (_, params) => Response.json(params),
  },
  {
    id: 'raiseFlag',
    serve: async (request) =>
      Response.json(await request.json(), { status: 201 }),
  },
  {
    id: 'listAgreements',
    serve: async () => {
      throw new Error('Canary');
    },
  },
]);
const ID = '7f0c2f5e-1111-4222-8333-444455556666';

it('an endpoint is given its request and what the path names', async () => {
  const read = await app.request('/v1/flags/flag_1');
  expect([read.status, await read.json()]).toEqual([200, { id: 'flag_1' }]);
  const raised = await app.request('/v1/flags', {
    method: 'POST',
    body: '{"a":1}',
  });
  expect([raised.status, await raised.json()]).toEqual([201, { a: 1 }]);
});

describe('no operation is', () => {
  it.each([
    ['GET', '/v1/flags'],
    ['DELETE', '/v1/flags/flag_1'],
    ['GET', '/v1/flags/flag_1/x'],
    ['GET', '/'],
  ])(
    '%s %s, and the answer carries the ids of the request',
    async (method, path) => {
      const answer = await app.request(path, {
        method,
        headers: { 'x-request-id': ID, 'x-correlation-id': ID },
      });
      expect(answer.status).toBe(404);
      expect([...answer.headers]).toEqual(
        expect.arrayContaining([
          ['x-request-id', ID],
          ['x-correlation-id', ID],
          ['cache-control', 'no-store'],
        ]),
      );
      expect(await answer.json()).toMatchObject({
        code: 'NO_SUCH_ENDPOINT',
        detail:
          'No operation has this method and path. /openapi.json lists them all.',
      });
    },
  );
});

it('what an endpoint throws is its host’s to answer', async () => {
  await expect(app.request('/v1/agreements')).rejects.toThrow('Canary');
});

it('each name in a path is one of hono’s', () => {
  expect(honoPath('/v1/cases/{id}/questions/{question}')).toBe(
    '/v1/cases/:id/questions/:question',
  );
  expect(honoPath('/health')).toBe('/health');
});
