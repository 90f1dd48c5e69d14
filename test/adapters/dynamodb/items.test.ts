/** How an entity stands in its table: until when, and where retention finds it. */
import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { bare, itemOf, live } from '../../../adapters/dynamodb/items.ts';
import { SHARDS } from '../../../adapters/dynamodb/keys.ts';
import { TABLES } from '../../../adapters/dynamodb/tables.ts';
import { type Entity, STORED } from '../../../schemas/store/entities.ts';
import { testDatabase } from './store.ts';

const EXPIRES = '2027-06-30T22:59:59.000Z';
const THIRTY_DAYS_LATER = Date.parse('2027-07-30T22:59:59.000Z') / 1000;

/** Every part of any key. */
const parts = {
  ...Object.fromEntries(
    Object.values(STORED)
      .flatMap(({ schema }) => Object.keys(schema.shape))
      .map((name) => [name, `${name}-1`]),
  ),
  of: 'case_1',
  found: { month: 3 },
};

const example = (type: string, expiresAt = EXPIRES) =>
  ({ ...parts, type, expiresAt }) as unknown as Entity;

const types = (expiring: boolean): string[] =>
  Object.entries(STORED)
    .filter(([, { schema }]) => 'expiresAt' in schema.shape === expiring)
    .map(([type]) => type);

describe('an entity that expires', () => {
  it.each(types(true))(
    'is given a time to live thirty days beyond its expiry: %s',
    (type) => expect(itemOf(example(type)).ttl).toBe(THIRTY_DAYS_LATER),
  );

  const SOUGHT = [
    'Person',
    'Flag',
    'Case',
    'Meeting',
    'Tally',
    'ServiceFeedback',
    'Review',
  ];

  it.each(SOUGHT)(
    'stands under the day on which it expires, where retention looks for it: %s',
    (type) =>
      expect(itemOf(example(type)).expiryDay).toMatch(/^2027-06-30#[0-3]$/),
  );

  it.each(types(true).filter((type) => !SOUGHT.includes(type)))(
    'goes with what it hangs on, and has no entry of its own: %s',
    (type) => expect(itemOf(example(type))).not.toHaveProperty('expiryDay'),
  );

  it('is spread over all the shards of its day', () => {
    const days = Array.from({ length: 40 }, (_, i) =>
      itemOf({ ...example('Flag'), flagId: `flag_${i}` } as Entity),
    ).map(({ expiryDay }) => expiryDay);
    expect(new Set(days).size).toBe(SHARDS);
  });

  it('is there up to its expiry, and not at it', () => {
    const at = Date.parse(EXPIRES);
    expect(live(example('Flag'), at - 1)).toBe(true);
    expect(live(example('Flag'), at)).toBe(false);
  });
});

describe('an entity that does not expire', () => {
  it.each(types(false))('has no time to live: %s', (type) => {
    const { expiresAt: _, ...entity } = example(type) as { expiresAt: string };
    const item = itemOf(entity as unknown as Entity);
    expect(item).not.toHaveProperty('ttl');
    expect(item).not.toHaveProperty('expiryDay');
  });
});

it('an item gives back the entity, without what only the table needs', () => {
  for (const type of types(true))
    expect(bare(itemOf(example(type)))).toEqual(example(type));
});

describe('the index of what expires', () => {
  const store = testDatabase();
  const put = (entity: Entity) =>
    store.db.client.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName: 'exchange', Item: itemOf(entity) } },
        ],
      }),
    );
  const onDay = async (date: string) => {
    const shards = Array.from({ length: SHARDS }, (_, shard) =>
      store.db.client.send(
        new QueryCommand({
          TableName: 'exchange',
          IndexName: TABLES.exchange.index.name,
          KeyConditionExpression: 'expiryDay = :day',
          ExpressionAttributeValues: { ':day': `${date}#${shard}` },
        }),
      ),
    );
    return (await Promise.all(shards)).flatMap(({ Items = [] }) => Items);
  };

  it('names what expires on a day by its key, and says nothing else of it', async () => {
    await put(example('Case'));
    const { pk, sk, expiryDay } = itemOf(example('Case'));
    expect(await onDay('2027-06-30')).toEqual([{ pk, sk, expiryDay }]);
  });

  it('follows an expiry that moves, and leaves nothing where it was', async () => {
    await put(example('Case', '2028-01-31T00:00:00.000Z'));
    expect(await onDay('2028-01-31')).toHaveLength(1);
    expect(await onDay('2027-06-30')).toEqual([]);
  });
});
