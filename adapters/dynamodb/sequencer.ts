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

const PendingNotice = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum([
      'FLAG_REVIEWED',
      'FLAG_CONTESTED',
      'FLAG_CORRECTED',
      'FLAG_WITHDRAWN',
    ]),
    flagId: z.string(),
    personId: z.string(),
    recordId: z.string(),
  }),
  z.object({
    kind: z.literal('CASE_DECIDED'),
    requests: z.array(
      z.object({ agency: z.string(), viewRequestId: z.string() }),
    ),
    ended: z
      .object({ recipients: z.array(z.string()), visitId: z.string() })
      .optional(),
  }),
  z.object({
    kind: z.literal('VISIT_HELD'),
    recipients: z.array(z.string()),
    visitId: z.string(),
  }),
  z.object({
    kind: z.literal('BREAK_GLASS_USED'),
    agencies: z.array(z.string()),
    reviewBy: z.string(),
  }),
]);

const Pending = z.object({
  pk: z.string(),
  sk: z.string(),
  entryId: z.string(),
  occurredAt: z.string(),
  leaf: z.string(),
  notice: PendingNotice.optional(),
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
  const first = pending.findIndex(({ notice }) => notice !== undefined);
  if (first === 0) return pending.slice(0, 1);
  return pending.slice(0, Math.min(BATCH, first < 0 ? pending.length : first));
};

/** The feed items of an entry's notice: one for each recipient whom it concerns. */
const feedItems = async (
  db: Database,
  { notice, entryId, occurredAt }: Pending,
  index: number,
) =>
  (notice ? await told(db, notice, entryId) : []).map(
    ({ recipient, kind = notice?.kind, about }) => ({
      Put: {
        TableName: db.names.ledger,
        Item: {
          ...feedKey(recipient, index),
          position: index,
          kind,
          at: occurredAt,
          ...about,
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    }),
  );

/** Who is told of a notice, and what it is about to each. */
const told = async (
  db: Database,
  notice: NonNullable<Pending['notice']>,
  entryId: string,
): Promise<
  {
    recipient: string;
    kind?: NonNullable<Pending['notice']>['kind'];
    about: Record<string, string>;
  }[]
> => {
  const all = (recipients: string[], about: Record<string, string>) =>
    recipients.map((recipient) => ({ recipient, about }));
  switch (notice.kind) {
    case 'BREAK_GLASS_USED':
      return all(notice.agencies, {
        reviewId: entryId,
        reviewBy: notice.reviewBy,
      });
    case 'VISIT_HELD':
      return all(notice.recipients, { visitId: notice.visitId });
    case 'CASE_DECIDED':
      return [
        ...notice.requests.map(({ agency, viewRequestId }) => ({
          recipient: agency,
          about: { viewRequestId },
        })),
        ...all(notice.ended?.recipients ?? [], {
          visitId: notice.ended?.visitId ?? '',
        }).map((each) => ({
          ...each,
          kind: 'VISIT_HELD' as const,
        })),
      ];
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
