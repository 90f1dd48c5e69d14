/** What concerns more recipients than one transaction holds reaches each of them once, wherever the sequencer stops. */
import {
  BatchWriteCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../adapters/dynamodb/client.ts';
import { feedReader } from '../../../adapters/dynamodb/feed-reader.ts';
import {
  disclosedKey,
  logPartition,
  pendingPartition,
  SHARDS,
} from '../../../adapters/dynamodb/keys.ts';
import { sequencer } from '../../../adapters/dynamodb/sequencer.ts';
import { writes } from '../../../adapters/dynamodb/writes.ts';
import type { Notice } from '../../../schemas/store/notices.ts';
import { HMAC, testDatabase } from './store.ts';

const store = testDatabase();
const MANY = 250;
/** One to claim the place, two for the most, and one for the rest with the entry. */
const TRANSACTIONS = 4;
const DATE = '2026-11-23';

let made = 0;
const newId = () => {
  made += 1;
  return made.toString(16).padStart(32, '0');
};
const recipients = (of: string, count = MANY) =>
  Array.from({ length: count }, (_, i) => `${of}-${i}`);
const held = (of: string, count = MANY): Notice => ({
  kind: 'VISIT_HELD',
  recipients: recipients(of, count),
  visitId: `visit_${'0'.repeat(32)}`,
});

const leave = async (notices: Notice[], at = '10:00:00.000') => {
  const entryId = `le_${newId()}`;
  const { record } = writes(store.db, HMAC);
  const written = await record({
    guards: [],
    effects: [],
    notices,
    entry: {
      kept: {
        entryId,
        occurredAt: `${DATE}T${at}Z`,
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
    },
  });
  expect(written).toEqual({ written: true });
  return entryId;
};

const itemsIn = async (pk: string) => {
  const query = new QueryCommand({
    TableName: 'ledger',
    ConsistentRead: true,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
  });
  return (await store.db.client.send(query)).Items ?? [];
};
const log = async () =>
  (await itemsIn(logPartition(DATE))).map(({ entryId }) => entryId);
const pending = async () => {
  const shards = Array.from({ length: SHARDS }, (_, i) => pendingPartition(i));
  return (await Promise.all(shards.map(itemsIn))).flat();
};
const feeds = (of: string, count = MANY) =>
  Promise.all(
    recipients(of, count).map((each) =>
      feedReader(store.db).read(each, -1, 100),
    ),
  );

/** Stops at one of its transactions: before it is sent, or after it was done and nobody heard. */
const stopping = (nth: number, when: 'BEFORE' | 'AFTER'): Database => {
  let sent = 0;
  const client = Object.create(store.db.client) as Database['client'];
  client.send = (async (command: TransactWriteCommand) => {
    const stops = command instanceof TransactWriteCommand && sent++ === nth;
    if (stops && when === 'BEFORE') throw new Error('stopped');
    const answer = await store.db.client.send(command);
    if (stops) throw new Error('stopped');
    return answer;
  }) as Database['client']['send'];
  return { ...store.db, client };
};

beforeEach(async () => {
  await sequencer(store.db).sequence();
});

describe('a notice to 250 recipients', () => {
  const crashes = Array.from({ length: TRANSACTIONS }, (_, nth) =>
    (['BEFORE', 'AFTER'] as const).map((when) => [when, nth] as const),
  ).flat();

  it.each(crashes)(
    'reaches each once where the sequencer stops %s its transaction %i, and an earlier entry turns up meanwhile',
    async (when, nth) => {
      const of = `stopped-${when}-${nth}`;
      const before = await log();
      const entry = await leave([held(of)]);
      const stopped = sequencer(stopping(nth, when)).sequence();
      await expect(stopped).rejects.toThrow('stopped');
      const earlier = await leave([held(of, 3)], '09:00:00.000');

      await sequencer(store.db).sequence();
      expect(await pending()).toEqual([]);
      const taken = (await log()).filter((id) => !before.includes(id));
      expect(taken.toSorted()).toEqual([entry, earlier].toSorted());
      for (const [i, feed] of (await feeds(of)).entries()) {
        expect(feed).toHaveLength(i < 3 ? 2 : 1);
        const positions = feed.map(({ position }) => position);
        expect(new Set(positions).size).toBe(feed.length);
      }
    },
  );

  it('is told before anything later is appended', async () => {
    const entry = await leave([held('first')]);
    const next = await leave([held('first', 2)], '11:00:00.000');
    await expect(sequencer(stopping(2, 'AFTER')).sequence()).rejects.toThrow();
    expect(await log()).not.toContain(next);
    await sequencer(store.db).sequence();
    const all = await log();
    expect(all.indexOf(entry)).toBeLessThan(all.indexOf(next));
    const [feed = []] = await feeds('first');
    expect(feed.map(({ at }) => at.slice(11, 13))).toEqual(['10', '11']);
  });

  it('reaches each once where five sequencers take it up at once', async () => {
    await leave([held('five')]);
    const appended = await Promise.all(
      Array.from({ length: 5 }, () => sequencer(store.db).sequence()),
    );
    expect(appended.reduce((a, b) => a + b)).toBe(1);
    for (const feed of await feeds('five')) expect(feed).toHaveLength(1);
  });

  it('stays in one transaction where that holds it', async () => {
    await leave([held('fits', 97)]);
    const stopped = sequencer(stopping(0, 'AFTER')).sequence();
    await expect(stopped).rejects.toThrow('stopped');
    expect(await pending()).toEqual([]);
    for (const feed of await feeds('fits', 97)) expect(feed).toHaveLength(1);
  });
});

describe('several notices of one entry', () => {
  it('stand one after another in the feed of whom they all concern', async () => {
    await leave([held('several', 2), held('several', 1), held('other', 1)]);
    await sequencer(store.db).sequence();
    const [both = [], one = []] = await feeds('several', 2);
    expect([both.length, one.length]).toEqual([2, 1]);
    const [first, second] = both.map(({ position }) => position);
    expect(second).toBe((first ?? 0) + 1);
    // What others are told does not show in the positions of a feed.
    const [[other] = []] = await feeds('other', 1);
    expect(other?.position).toBe(first);
  });
});

describe('a flag that 250 recipients were given', () => {
  const personId = newId();
  const recordId = `rec_${newId()}`;
  const flagged: Notice = {
    kind: 'FLAG_WITHDRAWN',
    flagId: `flag_${'0'.repeat(32)}`,
    personId,
    recordId,
  };
  const marked = (recipient: string, records: string[]) => ({
    PutRequest: {
      Item: {
        ...disclosedKey(personId, recipient),
        records: new Set(records),
        // Together the markers take more than the megabyte that one page of a Query holds.
        filler: 'x'.repeat(6000),
      },
    },
  });

  it('reaches each of them, over as many pages as their markers fill, and nobody else', async () => {
    const markers = [
      ...recipients('holder').map((each) => marked(each, ['rec_0', recordId])),
      marked('bystander-0', ['rec_0']),
    ];
    for (let i = 0; i < markers.length; i += 25)
      await store.db.client.send(
        new BatchWriteCommand({
          RequestItems: { exchange: markers.slice(i, i + 25) },
        }),
      );
    await leave([flagged]);
    expect(await sequencer(store.db).sequence()).toBe(1);
    for (const feed of await feeds('holder'))
      expect(feed).toMatchObject([
        { kind: 'FLAG_WITHDRAWN', flagId: flagged.flagId },
      ]);
    expect(await feeds('bystander', 1)).toEqual([[]]);
  });
});
