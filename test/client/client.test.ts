/** A program that uses the typed client sends what the contract asks for, and can decide on every refusal. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Connection, exchangeClient } from '../../client/client.ts';
import { answered, Refused } from '../../client/problem.ts';
import { SAID, subjectOf, testExchange } from '../exchange.ts';
import { date, person, stranger } from '../functions/requests.ts';

const ROOT = join(import.meta.dirname, '../..');
const YJS = 'croydon-yjs-case-system';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('client/openapi.d.ts', () => {
  it('is made of the published document', () => {
    const generator = join(ROOT, 'node_modules/.bin/openapi-typescript');
    const { scripts } = JSON.parse(
      readFileSync(join(ROOT, 'package.json'), 'utf8'),
    );
    const [, ...args] = scripts.client.split(' ');
    const { status } = spawnSync(generator, [...args, '--check'], {
      cwd: ROOT,
    });
    expect(status, 'client/openapi.d.ts is out of date: npm run client').toBe(
      0,
    );
  });
});

/** Answers every request alike, and keeps it. */
const recording = (answer: () => Response) => {
  const sent: Request[] = [];
  const connection: Connection = {
    baseUrl: 'https://exchange.example',
    token: async () => 'a-token',
    send: async (request) => {
      sent.push(request);
      return answer();
    },
  };
  const headers = (): Headers => {
    const [request] = sent.splice(0);
    if (!request) throw new Error('nothing was sent');
    return request.headers;
  };
  return { connection, headers };
};

const subject = {
  givenName: 'Synthetic',
  familyName: 'Child',
  birthDate: '2011-04-10',
};

describe('a request', () => {
  const { connection, headers } = recording(() => Response.json({}));

  it('says whose it is, why it is made and for whom', async () => {
    const client = exchangeClient(connection, {
      ...SAID,
      case: 'case_1',
      agreement: 'MD-SBCU-001',
    });
    await client.POST('/v1/queries', { body: { subject } });
    expect(Object.fromEntries(headers())).toMatchObject({
      authorization: 'Bearer a-token',
      'content-type': 'application/json',
      'sharing-purpose': 'PANEL_SELECTION',
      'sharing-practitioner': 'prac-1; role=YJS_PRACTITIONER',
      'sharing-reason': 'NEW_INCIDENT',
      'sharing-case': 'case_1',
      'sharing-agreement': 'MD-SBCU-001',
    });
  });

  it('has an id of its own, and where it may have an effect a key of its own', async () => {
    const client = exchangeClient(connection, SAID);
    const posted: Headers[] = [];
    for (let count = 0; count < 2; count += 1) {
      await client.POST('/v1/meetings', {
        body: { panel: 'south-bcu', meetingOn: date(7) },
      });
      posted.push(headers());
    }
    for (const name of ['x-request-id', 'idempotency-key']) {
      const [first, second] = posted.map((each) => each.get(name));
      expect(first).toMatch(UUID);
      expect(second).toMatch(UUID);
      expect(second).not.toBe(first);
    }
    await client.GET('/v1/worklist', {
      params: { query: { panel: 'south-bcu', borough: 'E09000008' } },
    });
    expect(headers().has('idempotency-key')).toBe(false);
  });

  it('keeps the key and the ids that it is given', async () => {
    const correlationId = '2b7e1516-28ae-4d2a-a6ab-f7158809cf4f';
    const client = exchangeClient({ ...connection, correlationId }, SAID);
    await client.POST('/v1/meetings', {
      params: {
        header: {
          'idempotency-key': 'once-and-only-once',
          'x-request-id': '7d9f2c34-5b1a-4e8d-9c0f-1a2b3c4d5e6f',
        },
      },
      body: { panel: 'south-bcu', meetingOn: date(7) },
    });
    expect(Object.fromEntries(headers())).toMatchObject({
      'idempotency-key': 'once-and-only-once',
      'x-request-id': '7d9f2c34-5b1a-4e8d-9c0f-1a2b3c4d5e6f',
      'x-correlation-id': correlationId,
    });
  });

  it('is not compiled where the contract would refuse its headers', async () => {
    const client = exchangeClient(connection, SAID);
    const params = { path: { id: 'any' } };
    // @ts-expect-error A case is read within itself: `case` is not said.
    await client.GET('/v1/cases/{id}', { params });
    // @ts-expect-error A visit is prepared for its own purpose, and for no other.
    await client.GET('/v1/visits/{id}/brief', { params });
    await exchangeClient(connection, { ...SAID, case: 'case_1' }).GET(
      '/v1/cases/{id}',
      { params },
    );
    await exchangeClient(connection, { ...SAID, purpose: 'VISIT_SAFETY' }).GET(
      '/v1/visits/{id}/brief',
      { params },
    );
  });
});

describe('a refusal', () => {
  const exchange = testExchange({ sequencing: false });
  const yjs = () => exchangeClient(exchange.connection(YJS), SAID);
  const refusalOf = (asked: Parameters<typeof answered>[0]) =>
    answered(asked).then(
      () => undefined,
      (error: unknown) => error,
    );

  it('is a problem document with a code, and quotes the id of its request', async () => {
    const refused = await refusalOf(
      yjs().POST('/v1/queries', {
        params: {
          header: { 'x-request-id': '7d9f2c34-5b1a-4e8d-9c0f-1a2b3c4d5e6f' },
        },
        body: { subject: stranger() },
      }),
    );
    expect(refused).toBeInstanceOf(Refused);
    expect(refused).toMatchObject({
      code: 'NOT_FOUND',
      status: 404,
      requestId: '7d9f2c34-5b1a-4e8d-9c0f-1a2b3c4d5e6f',
      problem: { title: expect.any(String), detail: expect.any(String) },
    });
  });

  it('by a gateway, which knows no codes, is a refusal without one', async () => {
    const { connection } = recording(() =>
      Response.json({ message: 'Too Many Requests' }, { status: 429 }),
    );
    const client = exchangeClient(connection, SAID);
    const refused = await refusalOf(
      client.POST('/v1/queries', { body: { subject } }),
    );
    expect(refused).toBeInstanceOf(Refused);
    expect(refused).toMatchObject({ status: 429, code: undefined });
  });

  it('is not thrown where there is an answer', async () => {
    await exchange.nominate(person(exchange, 1));
    const answer = await answered(
      yjs().POST('/v1/queries', {
        body: { subject: subjectOf(person(exchange, 1)) },
      }),
    );
    expect(answer.reference).toMatch(/^yp_/);
    expect(answer.disclosure.ledgerEntry).toMatch(/^le_/);
  });
});
