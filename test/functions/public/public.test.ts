/** What is open to all says where everything is, and nothing of anybody; what is not there is one problem. */
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../local/client.ts';
import {
  OPERATIONS,
  operationIds,
} from '../../../schemas/contract/operations.ts';
import { ProblemDocument } from '../../../schemas/contract/problems.ts';
import { testExchange, textOf } from '../../exchange.ts';
import { expectProblem, send } from '../requests.ts';

const exchange = testExchange({ sequencing: false });
const ask = (
  method: string,
  path: string,
  headers: Record<string, string> = {},
) => send(exchange.running.url, path, { method, headers });

const expectNotThere = (answer: Answer) => {
  expect([answer.status, answer.body.code]).toEqual([404, 'NO_SUCH_ENDPOINT']);
  expect(ProblemDocument.safeParse(answer.body).error).toBeUndefined();
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(textOf(answer)).not.toContain('canary');
};

it('GET /health: up', async () => {
  const answer = await ask('GET', '/health');
  expect([answer.status, answer.body]).toEqual([200, { status: 'up' }]);
});

it('GET /openapi.json: an OpenAPI 3.1.0 document of exactly the operations that are served', async () => {
  const { status, body } = await ask('GET', '/openapi.json');
  expect([status, body.openapi]).toEqual([200, '3.1.0']);
  const described = Object.entries<object>(body.paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((key) => ['get', 'put', 'post', 'delete', 'patch'].includes(key))
      .map((method) => `${method.toUpperCase()} ${path}`),
  );
  const served = operationIds.map(
    (id) => `${OPERATIONS[id].method} ${OPERATIONS[id].path}`,
  );
  expect(described.sort()).toEqual(served.sort());
});

it('GET /.well-known/oauth-authorization-server: an issuer that is this very address, and a token endpoint below it', async () => {
  const { status, body } = await ask(
    'GET',
    '/.well-known/oauth-authorization-server',
  );
  expect(status).toBe(200);
  expect(body).toMatchObject({
    issuer: exchange.running.url,
    token_endpoint: `${exchange.running.url}/oauth2/token`,
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    grant_types_supported: ['client_credentials'],
  });
  // RFC 8414 section 2: neither "none" nor a symmetric algorithm.
  expect(body.token_endpoint_auth_signing_alg_values_supported).toEqual([
    'ES256',
    'EdDSA',
  ]);
});

describe('what is not there is one problem for everybody, with or without a token', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/v1'],
    ['GET', '/v1/young-people'],
    ['GET', '/v1/queries'],
    ['GET', '/v1/nominations'],
    ['DELETE', '/v1/flags/flag_00000000000000000000000000000000'],
    ['PATCH', '/v1/flags'],
    ['POST', '/v1/view-requests'],
    ['PUT', '/v1/cases/x/decisions'],
    ['GET', '/oauth2/token'],
    ['POST', '/health'],
    ['OPTIONS', '/v1/queries'],
    ['GET', '/V1/agreements'],
    ['GET', '/v1/agreements/'],
    ['GET', '//v1/agreements'],
    ['GET', '/.divan/keys.json'],
    ['GET', '/canary?canary=canary'],
  ])('%s %s', async (method, path) => {
    const answer = await ask(method, path);
    expectNotThere(answer);
  });

  it('and carries what every problem carries: a request id, and that it is not to be stored', async () => {
    expectProblem(await ask('GET', '/v1/nothing'), 'NO_SUCH_ENDPOINT');
  });

  it.each(['/v1/flags/%E0%A4%A', '/v1/flags/..%2f..%2fsystems'])(
    'but first who asks: %s',
    async (path) => {
      expectProblem(await ask('GET', path), 'TOKEN_INVALID');
    },
  );

  it('a method that a header claims is not the method', async () => {
    const override = {
      'x-http-method-override': 'POST',
      'x-method-override': 'POST',
      'content-type': 'application/json',
    };
    expectNotThere(await ask('GET', '/v1/queries', override));
  });
});
