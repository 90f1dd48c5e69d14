/** Behind API Gateway the same application answers: proxy events of a REST API in, proxy results out. */
import type {
  APIGatewayProxyEvent,
  APIGatewayProxyResult,
  Context,
} from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../adapters/ports.ts';
import { lambdaHandler } from '../../entrance/lambda.ts';
import { partnerApp } from '../../functions/partner/app.ts';
import { requestToken, systemFile } from '../../local/client.ts';
import { SAID, subjectOf, testExchange } from '../exchange.ts';

const exchange = testExchange();
let told: Fault[] = [];
beforeEach(() => {
  told = [];
});

const event = (
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string | null,
  base64 = false,
) =>
  ({
    httpMethod: method,
    path,
    resource: path,
    headers: { host: 'api.example', ...headers },
    multiValueHeaders: {},
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    body,
    isBase64Encoded: base64,
    requestContext: {
      path,
      stage: 'live',
      httpMethod: method,
      domainName: 'api.example',
    },
  }) as unknown as APIGatewayProxyEvent;

const invoke = async (
  sent: APIGatewayProxyEvent,
  ready = Promise.resolve(partnerApp(exchange.running.world)),
) =>
  (await lambdaHandler(ready, { fault: (fault) => void told.push(fault) })(
    sent as never,
    {} as Context,
  )) as APIGatewayProxyResult;

const headers = async () => {
  const { url, folder } = exchange.running;
  const { access_token } = await requestToken(
    url,
    systemFile(folder.path, 'croydon-yjs-case-system'),
  );
  return {
    authorization: `Bearer ${access_token}`,
    'content-type': 'application/json',
    'sharing-purpose': SAID.purpose,
    'sharing-practitioner': SAID.practitioner,
    'sharing-reason': SAID.reason,
  };
};

describe('a proxy event', () => {
  it('is answered as the same request over HTTP', async () => {
    const [person] = exchange.people;
    if (!person) throw new Error('no cohort');
    await exchange.nominate(person);
    const body = JSON.stringify({ subject: subjectOf(person) });
    const overHttp = await exchange.ask('croydon-yjs-case-system', {
      method: 'POST',
      path: '/v1/queries',
      body,
    });
    for (const [text, base64] of [
      [body, false],
      [Buffer.from(body).toString('base64'), true],
    ] as const) {
      const result = await invoke(
        event('POST', '/v1/queries', await headers(), text, base64),
      );
      expect(result.statusCode).toBe(200);
      const { records, reference } = JSON.parse(result.body);
      expect({ records, reference }).toEqual({
        records: overHttp.body.records,
        reference: overHttp.body.reference,
      });
    }
  });

  it('without a token is refused as over HTTP', async () => {
    const { authorization: _, ...rest } = await headers();
    const result = await invoke(event('POST', '/v1/queries', rest, '{}'));
    expect(result.statusCode).toBe(401);
    expect(JSON.parse(result.body).code).toBe('TOKEN_INVALID');
  });

  it('that reaches a function which could not start gets a problem document, and no word of why', async () => {
    const ids = {
      'X-Request-Id': '7f0c2f5e-1111-4222-8333-444455556666',
      'x-correlation-id': '8a0c2f5e-1111-4222-8333-444455556666',
    };
    const result = await invoke(
      event('GET', '/v1/flags/x', ids, null),
      Promise.reject(new RangeError('secret missing')),
    );
    expect(result).toMatchObject({
      statusCode: 500,
      headers: {
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
        'x-request-id': ids['X-Request-Id'],
        'x-correlation-id': ids['x-correlation-id'],
      },
    });
    expect(result.body).not.toContain('secret');
    expect(JSON.parse(result.body).code).toBe('FAULT');
    expect(told).toMatchObject([
      {
        requestId: ids['X-Request-Id'],
        correlationId: ids['x-correlation-id'],
        code: 'FAULT',
        causes: [{ name: 'RangeError' }],
      },
    ]);
  });

  it('that has no headers, or none that are, is answered all the same', async () => {
    for (const headers of [null, undefined, { 'x y\n': 'z' }]) {
      const result = await invoke(
        { ...event('GET', '/v1/flags/x', {}, null), headers } as never,
        Promise.reject(new Error('secret missing')),
      );
      expect(result.statusCode).toBe(500);
    }
  });
});
