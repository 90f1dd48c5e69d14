/** Each failure of the exchange is told of once, with the ids by which its caller can ask for help; a refusal never. */
import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../adapters/ports.ts';
import type { Asked } from '../../local/client.ts';
import { testExchange } from '../exchange.ts';
import { queryAbout, stranger, YJS } from '../functions/requests.ts';
import { operationOf, standBetween } from '../sender.ts';

let told: Fault[] = [];
const exchange = testExchange({
  sequencing: false,
  telemetry: { fault: (fault) => void told.push(fault) },
});
/** How many calls of a command fail from now on. */
let failing: { command: string; times: number } | undefined;

const outage = () =>
  Object.assign(new Error('an outage, injected'), {
    name: 'InternalServerError',
  });

beforeAll(() => {
  standBetween(exchange.running.database, (command, send) => {
    const name = `${operationOf(command)}Command`;
    if (failing?.command !== name || failing.times === 0) return send(command);
    failing.times -= 1;
    throw outage();
  });
});
beforeEach(async () => {
  await exchange.ask(YJS, query);
  told = [];
  failing = undefined;
});

const query = queryAbout(stranger());
const CORRELATION = randomUUID();
const ask = (asked: Partial<Asked> = {}) =>
  exchange.ask(YJS, {
    ...query,
    ...asked,
    headers: { 'x-correlation-id': CORRELATION, ...asked.headers },
  });

describe('one fault is told of', () => {
  it('where a read of the store fails, with the ids that the caller has', async () => {
    failing = { command: 'BatchGetItemCommand', times: 1 };
    const answer = await ask();
    expect([answer.status, answer.body.code]).toEqual([500, 'FAULT']);
    expect(told).toEqual([
      {
        requestId: answer.headers.get('x-request-id'),
        correlationId: CORRELATION,
        operation: 'queryYoungPerson',
        code: 'FAULT',
        causes: [
          {
            name: 'InternalServerError',
            code: undefined,
            at: expect.arrayContaining([
              expect.stringMatching(/^\S+ entrance\/caller\.ts:\d+:\d+$/),
            ]),
          },
        ],
      },
    ]);
  });

  it('where the request cannot be recorded, but that it failed can', async () => {
    failing = { command: 'TransactWriteItemsCommand', times: 1 };
    const answer = await ask();
    expect([answer.status, answer.body.code]).toEqual([503, 'NOT_RECORDED']);
    expect(told).toMatchObject([
      {
        requestId: answer.headers.get('x-request-id'),
        code: 'NOT_RECORDED',
        causes: [{ name: 'InternalServerError' }],
      },
    ]);
  });

  it('where neither can be recorded, with what went wrong first and then', async () => {
    failing = { command: 'TransactWriteItemsCommand', times: 2 };
    const answer = await ask();
    expect([answer.status, answer.body.code]).toEqual([503, 'NOT_RECORDED']);
    expect(told).toMatchObject([
      {
        requestId: answer.headers.get('x-request-id'),
        correlationId: CORRELATION,
        operation: 'queryYoungPerson',
        code: 'NOT_RECORDED',
        causes: [
          { name: 'AggregateError' },
          { name: 'InternalServerError' },
          { name: 'Problem', code: 'NOT_RECORDED' },
          { name: 'InternalServerError' },
        ],
      },
    ]);
  });

  it('where a refusal cannot be recorded', async () => {
    failing = { command: 'TransactWriteItemsCommand', times: 1 };
    const answer = await ask({ body: { subject: 1 } });
    expect([answer.status, answer.body.code]).toEqual([503, 'NOT_RECORDED']);
    expect(told).toMatchObject([
      {
        requestId: answer.headers.get('x-request-id'),
        code: 'NOT_RECORDED',
        causes: [
          { name: 'AggregateError' },
          { name: 'InternalServerError' },
          { name: 'Problem', code: 'CONTENT_INVALID' },
        ],
      },
    ]);
  });

  it('where a token cannot be issued, though nobody is authenticated yet', async () => {
    failing = { command: 'GetItemCommand', times: 1 };
    const requestId = randomUUID();
    const head = Buffer.from('{"alg":"ES256","kid":"k"}').toString('base64url');
    const claims = Buffer.from(`{"iss":"${YJS}"}`).toString('base64url');
    const answer = await fetch(`${exchange.running.url}/oauth2/token`, {
      method: 'POST',
      headers: { 'x-request-id': requestId },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type:
          'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: `${head}.${claims}.AAAA`,
      }),
    });
    expect(answer.status).toBe(500);
    expect(answer.headers.get('x-request-id')).toBe(requestId);
    expect(await answer.json()).toMatchObject({ code: 'FAULT' });
    expect(told).toMatchObject([
      { requestId, operation: 'issueToken', code: 'FAULT' },
    ]);
  });
});

it('a refusal is told to nobody but its caller and the ledger', async () => {
  const refusals = [
    await ask(),
    await ask({ body: '{' }),
    await ask({ headers: { authorization: 'Bearer x.y.z' } }),
    await ask({ path: '/v1/nowhere' }),
    await ask({ purpose: 'CURIOSITY' }),
  ];
  expect(refusals.map(({ status }) => status)).toEqual([
    404, 400, 401, 404, 400,
  ]);
  expect(told).toEqual([]);
});
