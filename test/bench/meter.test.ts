/** That what we count of a command is what the engine counts of it, to the unit. */
import {
  CreateTableCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, database } from '../../adapters/dynamodb/client.ts';
import { sizeOf } from '../../bench/item-size.ts';
import { type Meter, startMeter } from '../../bench/meter.ts';
import { type Engine, startEngine } from '../../local/engine/embedded.ts';
import { proving } from '../prove.ts';
import type { Command } from '../sender.ts';

const TableName = 'exchange';
const LEDGER = 'ledger';
let engine: Engine;
let db: Database;
let meter: Meter;

beforeAll(async () => {
  engine = await startEngine();
  db = database({ exchange: TableName, ledger: LEDGER }, engine.endpoint);
  for (const table of [TableName, LEDGER]) await create(table);
  meter = await startMeter(db);
});

afterAll(async () => {
  meter.stop();
  await engine.stop();
});

/** With an index by day, which carries keys alone. */
const create = (table: string) =>
  (db.client as unknown as DynamoDBClient).send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'day'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-day',
          KeySchema: [
            { AttributeName: 'day', KeyType: 'HASH' },
            { AttributeName: 'pk', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );

const metered = async (command: Command) => {
  const { calls } = await meter.during(() =>
    db.client.send(command as PutCommand),
  );
  const [call] = calls;
  if (!call || calls.length > 1) throw new Error(`${calls.length} calls`);
  return call;
};

const at = (pk: string, sk = 'a') => ({ pk, sk });
const text = (length: number) => 'x'.repeat(length);
const put = (command: ConstructorParameters<typeof PutCommand>[0]['Item']) =>
  new PutCommand({ TableName, Item: command });

it('counts what a transaction writes, checks, changes and deletes', async () => {
  for (const pk of ['checked', 'changed', 'deleted', 'overwritten'])
    await metered(put({ ...at(pk), v: text(2500) }));
  const Put = (pk: string, length: number, more = {}) => ({
    Put: { TableName, Item: { ...at(pk), v: text(length), ...more } },
  });
  const { call, counted, engine } = await metered(
    new TransactWriteCommand({
      TransactItems: [
        Put('small', 10), // 2
        Put('dated', 10, { day: '2027-01-01' }), // 2, and 1 of the index
        Put('overwritten', 10), // 6
        {
          Put: { TableName: LEDGER, Item: { ...at('entry'), v: text(1100) } }, // 4
        },
        {
          ConditionCheck: {
            TableName,
            Key: at('checked'),
            ConditionExpression: 'attribute_exists(pk)',
          }, // 6
        },
        {
          Update: {
            TableName,
            Key: at('changed'),
            UpdateExpression: 'ADD n :one',
            ExpressionAttributeValues: { ':one': 1 },
          }, // 6
        },
        { Delete: { TableName, Key: at('deleted') } }, // 6
      ],
    }),
  );
  expect({ call, counted, engine }).toEqual({
    call: 'TransactWriteItems 7',
    counted: { read: 0, write: 33 },
    engine: { read: 0, write: 33 },
  });
});

it('counts what is read, found and not found', async () => {
  await metered(put({ ...at('fat'), v: text(5000) }));
  for (let i = 0; i < 5; i += 1)
    await metered(put({ ...at('partition', String(i)), v: text(1000) }));
  const keys = ['fat', 'nobody', 'no one'].map((pk) => at(pk));
  const asked: [Command, string, number][] = [
    [
      new BatchGetCommand({
        RequestItems: { [TableName]: { Keys: keys, ConsistentRead: true } },
      }),
      'BatchGetItem 3',
      4,
    ],
    [new GetCommand({ TableName, Key: at('fat') }), 'GetItem', 1],
    [new GetCommand({ TableName, Key: at('nobody') }), 'GetItem', 0.5],
    [
      new QueryCommand({
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': 'partition' },
      }),
      'Query',
      2,
    ],
  ];
  for (const [command, call, read] of asked) {
    const { sent, received, ...rest } = await metered(command);
    const units = { read, write: 0 };
    expect(rest).toEqual({ call, counted: units, engine: units });
    expect([sent > 50, received > 20]).toEqual([true, true]);
  }
});

it('counts a put and an update outside of a transaction once', async () => {
  const written = await metered(put({ ...at('plain'), v: text(1500) }));
  const updated = await metered(
    new UpdateCommand({
      TableName,
      Key: at('plain'),
      UpdateExpression: 'SET #day = :day',
      ExpressionAttributeNames: { '#day': 'day' },
      ExpressionAttributeValues: { ':day': '2027-01-01' },
    }),
  );
  expect([written.counted.write, updated.counted.write]).toEqual([2, 3]);
  expect([written.engine.write, updated.engine.write]).toEqual([2, 3]);
});

it('does not guess: what it cannot count is refused', async () => {
  await expect(metered(new ScanCommand({ TableName }))).rejects.toThrow(
    'not counted',
  );
});

it('knows the size of any item to the byte, as the engine does', async () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.integer(),
      fc.double({ noNaN: true, min: -1e6, max: 1e6 }).map((n) => +n.toFixed(4)),
      fc.boolean(),
      fc.constant(null),
      fc
        .uniqueArray(fc.string({ minLength: 1, maxLength: 5 }), {
          minLength: 1,
          maxLength: 4,
        })
        .map((all) => new Set(all)),
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(fc.string({ minLength: 1, maxLength: 5 }), tie('any'), {
        maxKeys: 4,
      }),
    ),
  })).any;
  let number = 0;
  await fc.assert(
    fc.asyncProperty(value, async (v) => {
      const writes = async (fill: number) => {
        number += 1;
        const Item = {
          ...at(String(number).padStart(9, '0')),
          v,
          fill: text(fill),
        };
        return { size: sizeOf(Item), ...(await metered(put(Item))) };
      };
      const { size } = await writes(0);
      const full = await writes(Math.ceil((size + 1) / 1024) * 1024 - size);
      expect(full.size % 1024).toBe(0);
      expect(full.engine.write).toBe(full.size / 1024);
      const over = await writes(full.size - size + 1);
      expect(over.engine.write).toBe(full.size / 1024 + 1);
      expect(over.counted.write).toBe(over.engine.write);
    }),
    proving(300),
  );
});
