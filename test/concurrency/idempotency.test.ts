/** The same POST again: one effect, one answer, and only as long as today's registry lets it be answered. */
import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Asked } from '../../local/client.ts';
import { nominationOf } from '../../local/sandbox.ts';
import type { Agency } from '../../schemas/store/entities.ts';
import { subjectOf, testExchange } from '../exchange.ts';
import {
  CARE,
  date,
  expectProblem,
  flagOn,
  meetingIn,
  PANEL,
  POLICE,
  person,
  screenAndList,
  YJS,
} from '../functions/requests.ts';
import {
  entriesOf,
  type Faults,
  fileAt,
  injectFaults,
  itemsOf,
  withKey,
} from './faults.ts';

const exchange = testExchange({ sequencing: false });
let faults: Faults;
let caseId = '';
let flagId = '';

type Post = [
  name: string,
  clientId: string,
  asked: (change?: string) => Pick<Asked, 'method' | 'path'> & Partial<Asked>,
];

const raising = (statement = 'Synthetic.') =>
  ({
    method: 'POST',
    path: '/v1/flags',
    body: flagOn(subjectOf(person(exchange, 1)), { statement }),
  }) as const;

const posts: Post[] = [
  ['raiseFlag', YJS, raising],
  [
    'contestFlag',
    CARE,
    (statement = 'Not so.') => ({
      method: 'POST',
      path: `/v1/flags/${flagId}/contest`,
      body: { statement },
    }),
  ],
  [
    'correctFlag',
    YJS,
    (note = 'Misheard.') => {
      const { expiresOn: _, ...flag } = flagOn({}).flag;
      return {
        method: 'POST',
        path: `/v1/flags/${flagId}/correction`,
        body: { flag, note },
      };
    },
  ],
  [
    'reviewFlag',
    YJS,
    (note = 'Stands.') => ({
      method: 'POST',
      path: `/v1/flags/${flagId}/review`,
      body: { expiresOn: date(50), note },
    }),
  ],
  [
    'nominate',
    POLICE,
    (sourceReference = 'REF-1') => {
      const body = nominationOf(person(exchange, 4));
      return {
        method: 'POST',
        path: '/v1/nominations',
        body: {
          ...body,
          sources: body.sources.map((source) => ({
            ...source,
            sourceReference,
          })),
        },
      };
    },
  ],
  [
    'askForViews',
    PANEL,
    (change = '') => ({
      method: 'POST',
      path: `/v1/cases/${caseId}/view-requests`,
      case: caseId,
      body: {
        urgent: {
          replyBy: date(5),
          reason: change ? 'NEW_INCIDENT' : 'LATE_NOMINATION',
        },
      },
    }),
  ],
  [
    'openMeeting',
    PANEL,
    (place = 'Croydon') => ({
      method: 'POST',
      path: '/v1/meetings',
      body: { panel: 'south-bcu', meetingOn: date(7), place },
    }),
  ],
];

beforeAll(async () => {
  faults = injectFaults(exchange);
  caseId = (await exchange.nominate(person(exchange, 1))).body.caseId;
  await screenAndList(exchange, caseId, await meetingIn(exchange, 7));
  flagId = (await exchange.ask(YJS, raising())).body.flagId;
});

const WRITE = 'TransactWriteItems';
const made = ({ body: { notice: _, ...ids } }: Answer) => ids;
/** Everything that a POST leaves: entities by kind, and the versions that it counts up. */
const effects = async () => {
  const items = await itemsOf(exchange, 'exchange');
  const counted = items
    .filter(({ type }) =>
      [
        'Flag',
        'Nomination',
        'ViewRequest',
        'Case',
        'Person',
        'Meeting',
        'MeetingDay',
        'Task',
      ].includes(String(type)),
    )
    .map(({ type, pk, sk, version }) => `${type} ${pk} ${sk} ${version ?? ''}`);
  return counted.sort();
};

describe.each(posts)('%s', (_, clientId, asked) => {
  it('that is repeated has one effect and the same answer', async () => {
    const key = withKey(randomUUID());
    const first = await exchange.ask(clientId, { ...asked(), ...key });
    expect(first.status).toBe(201);
    const after = await effects();
    const again = await exchange.ask(clientId, { ...asked(), ...key });
    expect(again.status).toBe(201);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(made(again)).toEqual(made(first));
    expect(await effects()).toEqual(after);
  });

  it('with a key that came with another body is refused, and has no effect', async () => {
    const key = withKey(randomUUID());
    expect((await exchange.ask(clientId, { ...asked(), ...key })).status).toBe(
      201,
    );
    const after = await effects();
    expectProblem(
      await exchange.ask(clientId, { ...asked('Otherwise'), ...key }),
      'IDEMPOTENCY_KEY_REUSED',
    );
    expect(await effects()).toEqual(after);
  });

  it('that was done and whose answer was lost has one effect, and the retry says what came of it', async () => {
    const key = withKey(randomUUID());
    let lost = false;
    const { result } = await faults.during(
      ({ command }) => {
        const fault = command === WRITE && !lost ? 'AFTER' : undefined;
        lost ||= fault !== undefined;
        return fault;
      },
      () => exchange.ask(clientId, { ...asked(), ...key }),
    );
    expectProblem(result, 'NOT_RECORDED');
    const after = await effects();
    const retried = await exchange.ask(clientId, { ...asked(), ...key });
    expect(retried.status).toBe(201);
    expect(retried.headers.get('idempotency-replayed')).toBe('true');
    expect(await effects()).toEqual(after);
    expect(made(await exchange.ask(clientId, { ...asked(), ...key }))).toEqual(
      made(retried),
    );
  });

  it('sent twenty times at once with one key has one effect, and one answer', async () => {
    const key = withKey(randomUUID());
    const before = await effects();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        exchange.ask(clientId, { ...asked(), ...key }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    const [first] = answers as [Answer];
    for (const answer of answers) expect(made(answer)).toEqual(made(first));
    expect(
      answers.filter(
        ({ headers }) => headers.get('idempotency-replayed') !== 'true',
      ),
    ).toHaveLength(1);
    const after = await effects();
    const once = await exchange.ask(clientId, {
      ...asked(),
      ...withKey(randomUUID()),
    });
    expect(once.status).toBe(201);
    // What one more does, the twenty did once.
    expect(Math.abs((await effects()).length - after.length)).toBe(
      Math.abs(after.length - before.length),
    );
  });
});

describe('a key', () => {
  it('is its own system’s: another’s same key is another request', async () => {
    const key = withKey(randomUUID());
    const one = await exchange.ask(YJS, { ...raising('One.'), ...key });
    const other = await exchange.ask(CARE, { ...raising('Other.'), ...key });
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(one.body.flagId).not.toBe(other.body.flagId);
    expect(other.headers.get('idempotency-replayed')).toBeNull();
    const { flags } = await fileAt(exchange, one.body.flagId);
    const statements = flags.map(({ record }) => record.fields.statement);
    expect(statements).toContain('One.');
    expect(statements).toContain('Other.');
  });
});

/** Changes an item of the registry while something is tried, and puts it back. */
const registryWith = async <T>(
  Key: { pk: string; sk: string },
  change: (item: Record<string, unknown>) => Record<string, unknown>,
  work: () => Promise<T>,
): Promise<T> => {
  const { client, names } = exchange.running.database;
  const TableName = names.exchange;
  const { Item = {} } = await client.send(new GetCommand({ TableName, Key }));
  await client.send(new PutCommand({ TableName, Item: change(Item) }));
  return work().finally(() => client.send(new PutCommand({ TableName, Item })));
};

const suspended = (item: Record<string, unknown>) => ({
  ...item,
  agreements: (item as Pick<Agency, 'agreements'>).agreements.map(
    ({ text, state }) => ({
      text,
      state: JSON.stringify({
        ...JSON.parse(state),
        suspensions: [{ from: '2026-01-01T00:00:00.000Z' }],
      }),
    }),
  ),
});

describe('a repetition is answered as the registry is today', () => {
  // The day of a meeting is nobody's data: no agreement is asked for it.
  const ofChildren = posts.filter(([id]) => id !== 'openMeeting');

  it.each(ofChildren)(
    '%s under agreements that were suspended meanwhile is refused',
    async (_, clientId, asked) => {
      const key = withKey(randomUUID());
      expect(
        (await exchange.ask(clientId, { ...asked(), ...key })).status,
      ).toBe(201);
      const { agencyId } = exchange.client(clientId);
      const again = await registryWith(
        { pk: `AGENCY#${agencyId}`, sk: 'AGENCY' },
        suspended,
        () => exchange.ask(clientId, { ...asked(), ...key }),
      );
      expectProblem(again, 'NO_AGREEMENT');
    },
  );

  it.each(posts)(
    '%s by a system that was deactivated meanwhile is refused',
    async (_, clientId, asked) => {
      const key = withKey(randomUUID());
      expect(
        (await exchange.ask(clientId, { ...asked(), ...key })).status,
      ).toBe(201);
      const again = await registryWith(
        { pk: `SYSTEM#${clientId}`, sk: 'SYSTEM' },
        (item) => ({ ...item, active: false }),
        () => exchange.ask(clientId, { ...asked(), ...key }),
      );
      expectProblem(again, 'SYSTEM_NOT_ACTIVE');
    },
  );

  it('and leaves an entry of its own each time', async () => {
    const key = withKey(randomUUID());
    const answers = [];
    for (let i = 0; i < 3; i += 1)
      answers.push(await exchange.ask(YJS, { ...raising(), ...key }));
    const entries = await entriesOf(exchange);
    for (const { headers } of answers) {
      expect(
        entries.filter(
          ({ kept }) => kept.requestId === headers.get('x-request-id'),
        ),
      ).toHaveLength(1);
    }
  });
});
