/**
 * The sequencer takes up what transactions left in the outbox and appends it to the log. One batch is one transaction
 * that moves the head from n: whoever else does the same finds the head moved and nothing done twice.
 */
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { londonDate } from '../../rules/london-time.ts';
import type { LedgerWriter } from '../ports.ts';
import type { Database } from './client.ts';
import { LOG_HEAD, logKey, pendingPartition, SHARDS } from './keys.ts';

/** Two actions an entry and one for the head stay within DynamoDB's 100. */
const BATCH = 40;

const Pending = z.object({
  pk: z.string(),
  sk: z.string(),
  entryId: z.string(),
  occurredAt: z.string(),
  leaf: z.string(),
});
type Pending = z.infer<typeof Pending>;

export const sequencer = (db: Database): LedgerWriter => ({
  sequence: async () => {
    let appended = 0;
    for (;;) {
      const size = await readHead(db);
      const batch = (await readPending(db)).slice(0, BATCH);
      if (batch.length === 0) return appended;
      if (await append(db, size, batch)) appended += batch.length;
    }
  },
});

const readHead = async (db: Database): Promise<number> => {
  const { Item } = await db.client.send(
    new GetCommand({ TableName: db.names.ledger, Key: LOG_HEAD, ConsistentRead: true }),
  );
  return z.object({ size: z.number() }).parse(Item ?? { size: 0 }).size;
};

const readPending = async (db: Database): Promise<Pending[]> => {
  const shards = await Promise.all(
    Array.from({ length: SHARDS }, (_, shard) =>
      db.client.send(
        new QueryCommand({
          TableName: db.names.ledger,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pendingPartition(shard) },
          Limit: BATCH,
        }),
      ),
    ),
  );
  return shards
    .flatMap(({ Items = [] }) => Items.map((item) => Pending.parse(item)))
    .sort((a, b) => (a.sk < b.sk ? -1 : 1));
};

/** False where another sequencer was first. */
const append = async (db: Database, size: number, batch: Pending[]): Promise<boolean> => {
  const TableName = db.names.ledger;
  const items = batch.flatMap(({ pk, sk, entryId, occurredAt, leaf }, i) => [
    {
      Put: {
        TableName,
        Item: { ...logKey(londonDate(Date.parse(occurredAt)), size + i), index: size + i, entryId, leaf },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    { Delete: { TableName, Key: { pk, sk }, ConditionExpression: 'attribute_exists(pk)' } },
  ]);
  const head = {
    Put: {
      TableName,
      Item: { ...LOG_HEAD, size: size + batch.length },
      ConditionExpression: size === 0 ? 'attribute_not_exists(pk)' : '#size = :size',
      ...(size > 0 && { ExpressionAttributeNames: { '#size': 'size' }, ExpressionAttributeValues: { ':size': size } }),
    },
  };
  try {
    await db.client.send(new TransactWriteCommand({ TransactItems: [...items, head] }));
    return true;
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const refused = error.CancellationReasons?.some(({ Code }) => Code === 'ConditionalCheckFailed');
    // INVARIANT: places below the head are taken and those above it are free. A store that was restored to an earlier head
    // breaks that, and is for people to mend: going on would write a second history.
    if (refused && (await readHead(db)) === size) throw new Error(`the log has entries beyond its head ${size}`);
    return false;
  }
};
