/** The log takes up every entry once, in order, however many sequencers run and wherever one of them stops. */
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { pendingPartition, SHARDS } from '../../../adapters/dynamodb/keys.ts';
import { sequencer } from '../../../adapters/dynamodb/sequencer.ts';
import { leafHash } from '../../../rules/ledger/leaf.ts';
import { testExchange } from '../../exchange.ts';

const exchange = testExchange({ sequencing: false });
const ask = () =>
  exchange.ask('croydon-yjs-case-system', {
    method: 'GET',
    path: '/v1/view-requests',
  });
const today = () =>
  new Date(exchange.running.world.clock()).toISOString().slice(0, 10);
const log = async () =>
  (
    await exchange.running.world.ledger.page(
      { date: today(), index: 0 },
      today(),
      100,
    )
  ).entries;

const pending = async () => {
  const { client, names } = exchange.running.database;
  const shards = Array.from({ length: SHARDS }, (_, shard) =>
    client.send(
      new QueryCommand({
        TableName: names.ledger,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pendingPartition(shard) },
      }),
    ),
  );
  return (await Promise.all(shards)).flatMap(({ Items = [] }) => Items);
};

describe('the sequencer', () => {
  it('appends what is pending, each once, numbered without gaps, in the order of time', async () => {
    for (let i = 0; i < 12; i += 1) await ask();
    expect(await pending()).toHaveLength(12);
    expect(await exchange.running.sequence()).toBe(12);
    expect(await pending()).toEqual([]);
    const entries = await log();
    expect(entries.map(({ index }) => index)).toEqual(
      Array.from({ length: 12 }, (_, i) => i),
    );
    const times = entries.map(({ entry }) => entry.kept.occurredAt);
    expect(times).toEqual(times.toSorted());
  });

  it('run five times at once does nothing twice', async () => {
    const before = (await log()).length;
    for (let i = 0; i < 20; i += 1) await ask();
    const appended = await Promise.all(
      Array.from({ length: 5 }, () =>
        sequencer(exchange.running.database).sequence(),
      ),
    );
    expect(appended.reduce((a, b) => a + b)).toBe(20);
    const entries = await log();
    expect(entries).toHaveLength(before + 20);
    expect(new Set(entries.map(({ entry }) => entry.kept.entryId)).size).toBe(
      before + 20,
    );
    expect(entries.map(({ index }) => index)).toEqual(entries.map((_, i) => i));
  });

  it('writes the leaf that the entry itself gives', async () => {
    for (const { leaf, entry } of await log())
      expect(leafHash(entry)).toBe(leaf);
  });

  it('never overwrites what the log holds', async () => {
    const { client, names } = exchange.running.database;
    const [first] = await log();
    const put = new PutCommand({
      TableName: names.ledger,
      Item: { pk: 'HEAD', sk: 'HEAD', size: 0 },
    });
    // A head that was set back, as a careless restore would: the next batch finds its places taken.
    await client.send(put);
    await ask();
    await expect(exchange.running.sequence()).rejects.toThrow(
      'beyond its head',
    );
    expect((await log())[0]).toEqual(first);
  });
});
