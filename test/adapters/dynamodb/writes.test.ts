/** W: it is made whole or not at all, it says which of its conditions failed, and what cannot fit is never sent. */
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { itemOf } from '../../../adapters/dynamodb/items.ts';
import {
  disclosedKey,
  keyAt,
  keyOf,
  pendingPartition,
  postingKey,
  SHARDS,
  spentKey,
} from '../../../adapters/dynamodb/keys.ts';
import { writes } from '../../../adapters/dynamodb/writes.ts';
import type { Write } from '../../../adapters/ports.ts';
import type { Effect, Expectation } from '../../../schemas/store/effects.ts';
import type { Entity } from '../../../schemas/store/entities.ts';
import { HMAC, testDatabase } from './store.ts';

const store = testDatabase();
const { record, spend } = {
  record: (write: Write) => writes(store.db, HMAC).record(write),
  spend: (...spent: [string, string, number]) =>
    writes(store.db, HMAC).spend(...spent),
};

const NOW = '2026-11-23T10:00:00.000Z';
const SECONDS = Date.parse(NOW) / 1000;
const DAY = 86_400;
let made = 0;
const newId = () => {
  made += 1;
  return made.toString(16).padStart(32, '0');
};

const entry = (): Write['entry'] => ({
  kept: {
    entryId: `le_${newId()}`,
    occurredAt: NOW,
    operation: 'CONSULTATION',
    endpoint: 'queryYoungPerson',
    outcome: 'NIL',
    status: 404,
    actor: { agency: 'croydon-yjs', clientId: 'croydon-yjs-case-system' },
    recipient: 'croydon-yjs',
    released: [],
    withheld: [],
    requestId: 'a',
  },
  erasable: {},
  salt: 's',
});

const writing = (effects: Effect[], more: Partial<Write> = {}): Write => ({
  guards: [],
  effects,
  entry: entry(),
  ...more,
});

const CASE = {
  type: 'Case',
  personId: newId(),
  version: 1,
  panel: 'south-bcu',
  borough: 'E09000008',
  state: 'NOMINATED',
  salt: 's',
  copies: 0,
  expiresAt: '2027-06-30T22:59:59.000Z',
} as const;
type Case = Extract<Entity, { type: 'Case' }>;
const someCase = (): Case => ({ ...CASE, caseId: `case_${newId()}` });

const put = (entity: Entity, expects: Expectation): Effect => ({
  do: 'put',
  entity,
  expects,
});
const stored = async (Key: { pk: string; sk: string }) =>
  (
    await store.db.client.send(
      new GetCommand({ TableName: 'exchange', Key, ConsistentRead: true }),
    )
  ).Item;
const caseAsStored = ({ personId, caseId }: Case) =>
  stored(keyAt('Case', { personId, caseId }));
const held = async (opened = someCase()) => {
  expect(await record(writing([put(opened, 'ABSENT')]))).toEqual(WRITTEN);
  return opened;
};

const WRITTEN = { written: true };
const refused = (because: string, more: object = {}) => ({
  written: false,
  refusal: { because, ...more },
});

describe('what an effect expects of the item', () => {
  it.each<[Expectation, 'there' | 'gone', object]>([
    ['ABSENT', 'gone', WRITTEN],
    ['ABSENT', 'there', refused('ABSENCE')],
    ['FIRST', 'gone', WRITTEN],
    ['FIRST', 'there', refused('VERSION')],
    ['PRESENT', 'gone', refused('VERSION')],
    ['PRESENT', 'there', WRITTEN],
    ['ANY', 'gone', WRITTEN],
    ['ANY', 'there', WRITTEN],
    [1, 'gone', refused('VERSION')],
    [1, 'there', WRITTEN],
    [2, 'there', refused('VERSION')],
  ])('%s, where it is %s', async (expects, standing, outcome) => {
    const opened = standing === 'there' ? await held() : someCase();
    const written = await record(writing([put(opened, expects)]));
    expect(written).toEqual(outcome);
  });

  it.each<['PRESENT' | 'ANY', object]>([
    ['PRESENT', refused('VERSION')],
    ['ANY', WRITTEN],
  ])('%s, where what is removed is gone', async (expects, outcome) => {
    const entity = {
      type: 'Task',
      panel: 'p',
      borough: 'b',
      dueAt: NOW,
      caseId: newId(),
      kind: 'SCREEN',
      about: 'x',
      expiresAt: NOW,
    } as Extract<Entity, { type: 'Task' }>;
    const remove = writing([{ do: 'remove', entity, expects }]);
    expect(await record(remove)).toEqual(outcome);
    await record(writing([put(entity, 'ABSENT')]));
    expect(await record({ ...remove, entry: entry() })).toEqual(WRITTEN);
    expect(await stored(keyOf(entity))).toBeUndefined();
  });
});

describe('a change that does not replace its item', () => {
  it('counts a case’s version up, in the state that it should be in and in no other', async () => {
    const opened = await held();
    const touch = (state?: Case['state']) =>
      record(
        writing([
          { do: 'touch', entity: opened, ...(state && { while: state }) },
        ]),
      );
    expect(await touch('NOMINATED')).toEqual(WRITTEN);
    expect(await touch('LISTED')).toEqual(refused('VERSION'));
    expect(await touch()).toEqual(WRITTEN);
    expect(await caseAsStored(opened)).toEqual({
      ...itemOf({ ...opened, version: 3 }),
    });
  });

  it('makes nothing of a case that is gone', async () => {
    const touch: Effect = { do: 'touch', entity: someCase() };
    expect(await record(writing([touch]))).toEqual(refused('VERSION'));
  });

  it('counts a copy of a pack, unless another was printed since', async () => {
    const opened = await held();
    const copy: Effect = { do: 'copy', entity: opened };
    expect(await record(writing([copy]))).toEqual(WRITTEN);
    expect(await record(writing([copy]))).toEqual(refused('VERSION'));
    expect(await caseAsStored(opened)).toMatchObject({ copies: 1, version: 2 });
  });

  it('takes one case off an agenda and leaves the others', async () => {
    const meetingId = `mtg_${newId()}`;
    const [first, second] = [`case_${newId()}`, `case_${newId()}`] as const;
    const meeting = {
      type: 'Meeting',
      meetingId,
      version: 1,
      panel: 'south-bcu',
      meetingOn: '2026-12-03',
      agenda: { [first]: 0, [second]: 1 },
      attendance: [],
      expiresAt: '2027-06-30T22:59:59.000Z',
    } as unknown as Entity;
    const unlist: Effect = { do: 'unlist', meetingId, caseId: first };
    expect(await record(writing([unlist]))).toEqual(refused('VERSION'));
    await record(writing([put(meeting, 'ABSENT')]));
    expect(await record(writing([unlist]))).toEqual(WRITTEN);
    expect(await stored(keyAt('Meeting', { meetingId }))).toMatchObject({
      agenda: { [second]: 1 },
      version: 2,
    });
  });

  it('rests on a request as it was read, its meeting and its day', async () => {
    const request = {
      type: 'ViewRequest',
      personId: newId(),
      caseId: `case_${newId()}`,
      agency: 'slam',
      meetingId: 'mtg_1',
      replyBy: '2026-12-01',
      expiresAt: '2027-06-30T22:59:59.000Z',
    } as unknown as Extract<Entity, { type: 'ViewRequest' }>;
    await record(writing([put(request, 'ABSENT')]));
    const check = (change: object) =>
      record(writing([{ do: 'check', entity: { ...request, ...change } }]));
    expect(await check({})).toEqual(WRITTEN);
    expect(await check({ meetingId: 'mtg_2' })).toEqual(refused('VERSION'));
    expect(await check({ replyBy: '2026-12-02' })).toEqual(refused('VERSION'));
  });

  it('files a person under a feature, as long as nobody has come there since it was read', async () => {
    const value = `number ${newId()}`;
    const post = (personId: string, expects: 'ANY' | number[]): Effect => ({
      do: 'post',
      personId,
      features: [{ kind: 'nhsNumber', value }],
      expiresAt: NOW,
      expects,
    });
    expect(await record(writing([post('a', [0])]))).toEqual(WRITTEN);
    expect(await record(writing([post('b', [0])]))).toEqual(refused('VERSION'));
    expect(await record(writing([post('b', [1])]))).toEqual(WRITTEN);
    expect(await record(writing([post('c', [1])]))).toEqual(refused('VERSION'));
    expect(await record(writing([post('c', 'ANY')]))).toEqual(WRITTEN);
    const key = postingKey(HMAC.posting('nhsNumber', value));
    expect(await stored(key)).toEqual({
      ...key,
      type: 'Posting',
      ids: new Set(['a', 'b', 'c']),
      ttl: SECONDS + 30 * DAY,
    });
  });
});

describe('several conditions that fail at once', () => {
  const key = (more: Partial<Write> = {}): Partial<Write> => ({
    idempotency: { key: 'k', request: 'r', made: {} },
    ...more,
  });
  const guard = (name: 'PROOF_ID' | 'USE_WINDOW', entity: Entity) => ({
    name,
    effect: put(entity, 'FIRST'),
  });

  it('are told as the guard by its name: the request does not count at all', async () => {
    const spent = await held();
    await record(writing([], key()));
    const write = writing(
      [put(await held(), 'ABSENT'), put(await held(), 7)],
      key({
        guards: [guard('USE_WINDOW', someCase()), guard('PROOF_ID', spent)],
      }),
    );
    expect(await record(write)).toEqual(
      refused('GUARD', { guard: 'PROOF_ID' }),
    );
  });

  it('are told as the key before what it led to: it is there because of it', async () => {
    const first = writing([put(someCase(), 'ABSENT')], key());
    expect(await record(writing([], key()))).toEqual(
      refused('IDEMPOTENCY_KEY'),
    );
    const again = writing(
      [put(await held(), 'ABSENT'), put(await held(), 7)],
      key(),
    );
    expect(await record(again)).toEqual(refused('IDEMPOTENCY_KEY'));
    expect(await record({ ...first, idempotency: undefined })).toEqual(WRITTEN);
  });

  it('are told as the version before an absence: what was read is old, and is read again', async () => {
    const write = writing([put(await held(), 'ABSENT'), put(await held(), 7)]);
    expect(await record(write)).toEqual(refused('VERSION'));
  });
});

describe('a write that is refused', () => {
  it('leaves nothing behind, neither an effect nor an entry', async () => {
    const fresh = someCase();
    const write = writing([put(fresh, 'ABSENT'), put(await held(), 7)]);
    const pending = async () => {
      const shards = Array.from({ length: SHARDS }, (_, shard) =>
        store.db.client.send(
          new QueryCommand({
            TableName: 'ledger',
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': pendingPartition(shard) },
          }),
        ),
      );
      const found = await Promise.all(shards);
      return found.flatMap(({ Items = [] }) => Items).length;
    };
    const before = await pending();
    expect(await record(write)).toEqual(refused('VERSION'));
    expect(await caseAsStored(fresh)).toBeUndefined();
    expect(await pending()).toBe(before);
  });
});

describe('what cannot fit', () => {
  const large = (bytes: number): Entity =>
    ({ ...someCase(), listingReason: 'x'.repeat(bytes) }) as Entity;
  const cases = (count: number, bytes = 0) =>
    Array.from({ length: count }, () => put(large(bytes), 'ABSENT'));

  it.each<[string, Effect[], object]>([
    ['a hundred actions, with the two of the ledger', cases(98), WRITTEN],
    ['one more', cases(99), refused('FULL', { what: 'ACTIONS' })],
    ['an item of 399 KB', cases(1, 399 * 1024), WRITTEN],
    [
      'an item of 400 KB',
      cases(1, 400 * 1024),
      refused('FULL', { what: 'ITEM' }),
    ],
    ['eleven of 370 KB', cases(11, 370 * 1024), WRITTEN],
    [
      'twelve of 370 KB',
      cases(12, 370 * 1024),
      refused('FULL', { what: 'BYTES' }),
    ],
  ])('is said: %s', async (_, effects, outcome) => {
    let sent = 0;
    const { send } = store.db.client;
    const counting = { ...store.db, client: Object.create(store.db.client) };
    counting.client.send = (...command: Parameters<typeof send>) => {
      sent += 1;
      return send.apply(store.db.client, command);
    };
    const written = await writes(counting, HMAC).record(writing(effects));
    expect(written).toEqual(outcome);
    expect(sent).toBe(outcome === WRITTEN ? 1 : 0);
  });

  it('counts what an update brings', async () => {
    const marker = {
      personId: newId(),
      recipient: 'r',
      recordIds: Array.from({ length: 12_000 }, () => `rec_${newId()}`),
    };
    expect(await record(writing([], { marker }))).toEqual(
      refused('FULL', { what: 'ITEM' }),
    );
  });
});

describe('who holds what', () => {
  it('is known for two years from the last time, record by record', async () => {
    const personId = newId();
    const marker = (...recordIds: string[]) =>
      record(
        writing([], { marker: { personId, recipient: 'slam', recordIds } }),
      );
    await marker('rec_1', 'rec_2');
    await marker();
    await marker('rec_2', 'rec_3');
    expect(await stored(disclosedKey(personId, 'slam'))).toEqual({
      ...disclosedKey(personId, 'slam'),
      records: new Set(['rec_1', 'rec_2', 'rec_3', 'NOTHING']),
      lastAt: NOW,
      ttl: SECONDS + 2 * 365 * DAY,
    });
  });

  it('is one item for each recipient, however many cases one answer shows', async () => {
    const personId = newId();
    const marker = (recordIds: string[], recipient = 'slam') => ({
      personId,
      recipient,
      recordIds,
    });
    const also = [
      { entry: entry(), marker: marker(['rec_2']) },
      { entry: entry(), marker: marker(['rec_3'], 'panel:south-bcu') },
    ];
    const write = writing([], { marker: marker(['rec_1']), also });
    expect(await record(write)).toEqual(WRITTEN);
    expect(await stored(disclosedKey(personId, 'slam'))).toMatchObject({
      records: new Set(['rec_1', 'rec_2']),
    });
    expect(
      await stored(disclosedKey(personId, 'panel:south-bcu')),
    ).toMatchObject({ records: new Set(['rec_3']) });
  });
});

describe('an idempotency key', () => {
  const used = (occurredAt: string) => {
    const { kept, ...rest } = entry();
    return record({
      ...writing([]),
      entry: { ...rest, kept: { ...kept, occurredAt } },
      idempotency: { key: 'week', request: 'r', made: { id: 'x' } },
    });
  };

  it('is taken for seven days, and free again at their end', async () => {
    expect(await used(NOW)).toEqual(WRITTEN);
    expect(await used('2026-11-30T09:59:59.999Z')).toEqual(
      refused('IDEMPOTENCY_KEY'),
    );
    expect(await used('2026-11-30T10:00:00.000Z')).toEqual(WRITTEN);
  });
});

describe('the id of an assertion', () => {
  it('is spent once, by one client', async () => {
    expect(await spend('a', 'jti', SECONDS)).toBe(true);
    expect(await spend('a', 'jti', SECONDS)).toBe(false);
    expect(await spend('b', 'jti', SECONDS)).toBe(true);
    expect(await spend('a', 'other', SECONDS)).toBe(true);
  });

  it('stays spent until a day after the assertion has expired', async () => {
    await spend('a', 'kept', SECONDS);
    expect(await stored(spentKey('a', 'kept'))).toEqual({
      ...spentKey('a', 'kept'),
      ttl: SECONDS + DAY,
    });
  });
});
