/** Behind API Gateway the same application answers: proxy events of a REST API in, proxy results out. */
import type {
  APIGatewayProxyEvent,
  APIGatewayProxyResult,
  Context,
} from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { lambdaHandler } from '../../entrance/lambda.ts';
import { partnerApp } from '../../functions/partner/app.ts';
import { requestToken, systemFile } from '../../local/client.ts';
import { SAID, subjectOf, testExchange } from '../exchange.ts';

const exchange = testExchange();

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
  (await lambdaHandler(ready)(
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
    const result = await invoke(
      event('GET', '/v1/flags/x', {}, null),
      Promise.reject(new Error('secret missing')),
    );
    expect(result.statusCode).toBe(500);
    expect(result.body).not.toContain('secret');
    expect(JSON.parse(result.body).code).toBe('FAULT');
  });
});
