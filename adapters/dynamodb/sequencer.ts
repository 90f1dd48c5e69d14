/**
 * The sequencer takes up what transactions left in the outbox and appends it to the log. One batch is one transaction
 * that moves the head from n: whoever else does the same finds the head moved and nothing done twice.
 */
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { londonDate } from '../../rules/time/london-time.ts';
import { Notice } from '../../schemas/store/notices.ts';
import type { LedgerWriter } from '../ports.ts';
import type { Database } from './client.ts';
import {
  disclosedPartition,
  feedKey,
  LOG_HEAD,
  logKey,
  pendingPartition,
  SHARDS,
} from './keys.ts';

/** Two actions an entry and one for the head stay within DynamoDB's 100. */
const BATCH = 40;

const Pending = z.object({
  pk: z.string(),
  sk: z.string(),
  entryId: z.string(),
  occurredAt: z.string(),
  leaf: z.string(),
  notices: z.array(Notice).default([]),
});
type Pending = z.infer<typeof Pending>;

export const sequencer = (db: Database): LedgerWriter => ({
  sequence: async () => {
    let appended = 0;
    for (;;) {
      const size = await readHead(db);
      const batch = batchOf(await readPending(db));
      if (batch.length === 0) return appended;
      if (await append(db, size, batch)) appended += batch.length;
    }
  },
});

const readHead = async (db: Database): Promise<number> => {
  const { Item } = await db.client.send(
    new GetCommand({
      TableName: db.names.ledger,
      Key: LOG_HEAD,
      ConsistentRead: true,
    }),
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

/** A notice that reaches many takes a transaction of its own; entries without one go together. */
const batchOf = (pending: Pending[]): Pending[] => {
  const first = pending.findIndex(({ notices }) => notices.length > 0);
  if (first === 0) return pending.slice(0, 1);
  return pending.slice(0, Math.min(BATCH, first < 0 ? pending.length : first));
};

/** So many notices of one entry may go to one recipient; its positions keep room for them. */
const PLACES = 100;

/** The feed items of an entry's notices: one for each and for each recipient whom it concerns. */
const feedItems = async (db: Database, pending: Pending, index: number) => {
  const { notices, entryId, occurredAt } = pending;
  const items = await Promise.all(
    notices.map((notice) => told(db, notice, entryId)),
  );
  return items.flat().map(({ recipient, kind, about }, n) => {
    const position = index * PLACES + n;
    return {
      Put: {
        TableName: db.names.ledger,
        Item: {
          ...feedKey(recipient, position),
          position,
          kind,
          at: occurredAt,
          ...about,
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    };
  });
};

interface FeedItem {
  recipient: string;
  kind: Notice['kind'];
  about: Record<string, string>;
}

/** Who is told of a notice, and what it is about to each. */
const told = async (
  db: Database,
  notice: Notice,
  entryId: string,
): Promise<FeedItem[]> => {
  const { kind } = notice;
  const all = (recipients: string[], about: Record<string, string>) =>
    recipients.map((recipient) => ({ recipient, kind, about }));
  switch (notice.kind) {
    case 'BREAK_GLASS_USED':
      return all(notice.agencies, {
        reviewId: entryId,
        reviewBy: notice.reviewBy,
      });
    case 'VISIT_HELD':
      return all(notice.recipients, { visitId: notice.visitId });
    case 'CASE_DECIDED':
      return notice.requests.map(({ agency, viewRequestId }) => ({
        recipient: agency,
        kind,
        about: { viewRequestId },
      }));
    default:
      return all(await whoHolds(db, notice.personId, notice.recordId), {
        flagId: notice.flagId,
      });
  }
};

/** The recipients whose marker says that they were given the record. */
const whoHolds = async (
  db: Database,
  personId: string,
  recordId: string,
): Promise<string[]> => {
  const { Items = [] } = await db.client.send(
    new QueryCommand({
      TableName: db.names.exchange,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      FilterExpression: 'contains(#records, :record)',
      ExpressionAttributeNames: { '#records': 'records' },
      ExpressionAttributeValues: {
        ':pk': disclosedPartition(personId),
        ':record': recordId,
      },
    }),
  );
  return Items.map(({ sk }) => String(sk));
};

/** False where another sequencer was first. */
const append = async (
  db: Database,
  size: number,
  batch: Pending[],
): Promise<boolean> => {
  const TableName = db.names.ledger;
  const items = batch.flatMap(({ pk, sk, entryId, occurredAt, leaf }, i) => [
    {
      Put: {
        TableName,
        Item: {
          ...logKey(londonDate(Date.parse(occurredAt)), size + i),
          index: size + i,
          entryId,
          leaf,
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    {
      Delete: {
        TableName,
        Key: { pk, sk },
        ConditionExpression: 'attribute_exists(pk)',
      },
    },
  ]);
  const feeds = await Promise.all(
    batch.map((pending, i) => feedItems(db, pending, size + i)),
  );
  const head = {
    Put: {
      TableName,
      Item: { ...LOG_HEAD, size: size + batch.length },
      ConditionExpression:
        size === 0 ? 'attribute_not_exists(pk)' : '#size = :size',
      ...(size > 0 && {
        ExpressionAttributeNames: { '#size': 'size' },
        ExpressionAttributeValues: { ':size': size },
      }),
    },
  };
  try {
    await db.client.send(
      new TransactWriteCommand({
        TransactItems: [...items, ...feeds.flat(), head],
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const refused = error.CancellationReasons?.some(
      ({ Code }) => Code === 'ConditionalCheckFailed',
    );
    // INVARIANT: places below the head are taken and those above it are free. A store that was restored to an earlier head
    // breaks that, and is for people to mend: going on would write a second history.
    if (refused && (await readHead(db)) === size)
      throw new Error(`the log has entries beyond its head ${size}`);
    return false;
  }
};
