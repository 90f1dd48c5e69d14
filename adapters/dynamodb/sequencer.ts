/**
 * The sequencer takes up what transactions left in the outbox and appends it to the log. One batch
 * is one transaction that moves the head from n: whoever else does the same finds the head moved
 * and nothing done twice.
 *
 * What concerns more recipients than one transaction holds claims the next place first, in the
 * head. Until the claim is met nothing else is appended. Whoever finds one tells everyone, in as
 * many transactions as that takes, and then appends. Wherever it stops, the next one does the same
 * again: the same items under the same keys.
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
import { type Action, LIMITS } from './actions.ts';
import type { Database } from './client.ts';
import { feedItemsOf } from './fan-out.ts';
import type { Item } from './items.ts';
import {
  type Key,
  LOG_HEAD,
  logKey,
  pendingPartition,
  SHARDS,
} from './keys.ts';

/** Two actions an entry and one for the head stay within a transaction. */
const BATCH = 40;

/** Feed items that fit beside an entry and the head. */
const TOLD_AT_ONCE = LIMITS.ACTIONS - 3;

const Pending = z.object({
  pk: z.string(),
  sk: z.string(),
  entryId: z.string(),
  occurredAt: z.string(),
  leaf: z.string(),
  notices: z.array(Notice).default([]),
});
type Pending = z.infer<typeof Pending>;

const Head = z.object({
  size: z.number(),
  /** The outbox item for which the next place is kept, as long as not all have been told of it. */
  claim: z.object({ pk: z.string(), sk: z.string() }).optional(),
});
type Head = z.infer<typeof Head>;

export const sequencer = (db: Database): LedgerWriter => ({
  sequence: async () => {
    let appended = 0;
    for (;;) {
      const head = await readHead(db);
      const batch = await nextOf(db, head);
      if (batch.length === 0 && !head.claim) return appended;
      if (batch.length > 0 && (await takeUp(db, head, batch)))
        appended += batch.length;
    }
  },
});

const readHead = async (db: Database): Promise<Head> =>
  Head.parse((await ledgerItem(db, LOG_HEAD)) ?? { size: 0 });

/** The batch that is appended next: one that has claimed its place, or the first of the outbox. */
const nextOf = async (db: Database, head: Head): Promise<Pending[]> => {
  if (!head.claim) return batchOf(await readPending(db));
  const item = await ledgerItem(db, head.claim);
  if (!item && (await stands(db, head)))
    throw new Error(`what claimed place ${head.size} of the log is gone`);
  return item ? [Pending.parse(item)] : [];
};

/** Tests that the head is still as it was read. */
const stands = async (db: Database, head: Head): Promise<boolean> => {
  const now = await readHead(db);
  return now.size === head.size && now.claim?.sk === head.claim?.sk;
};

const ledgerItem = async (
  { client, names }: Database,
  key: Key,
): Promise<Item | undefined> => {
  const { Item } = await client.send(
    new GetCommand({
      TableName: names.ledger,
      Key: key,
      ConsistentRead: true,
    }),
  );
  return Item;
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

/** An entry with notices takes a transaction of its own; entries without go together. */
const batchOf = (pending: Pending[]): Pending[] => {
  const first = pending.findIndex(({ notices }) => notices.length > 0);
  if (first === 0) return pending.slice(0, 1);
  return pending.slice(0, Math.min(BATCH, first < 0 ? pending.length : first));
};

/**
 * @returns whether the batch was appended; false where another sequencer was first, or its place is
 * only claimed yet.
 */
const takeUp = async (
  db: Database,
  head: Head,
  batch: Pending[],
): Promise<boolean> => {
  const TableName = db.names.ledger;
  const told = await Promise.all(
    batch.map((each, i) => feedItemsOf(db, each, head.size + i)),
  );
  const feeds = told.flat().map((Item) => tell(TableName, Item));
  if (feeds.length > TOLD_AT_ONCE && !head.claim) {
    await claim(db, head, batch);
    return false;
  }
  const last = await tellMost(db, head, feeds);
  return last !== undefined && append(db, head, { batch, feeds: last });
};

/** Refused where the place is another entry's, and not where the same was told before. */
const tell = (TableName: string, Item: Item): Action => ({
  Put: {
    TableName,
    Item,
    ConditionExpression: 'attribute_not_exists(pk) OR #entry = :entry',
    ExpressionAttributeNames: { '#entry': 'entryId' },
    ExpressionAttributeValues: { ':entry': Item.entryId },
  },
});

/** Keeps the next place for the one entry of a batch. */
const claim = async (
  db: Database,
  head: Head,
  batch: Pending[],
): Promise<void> => {
  const [claimed] = batch.map(({ pk, sk }) => ({ pk, sk }));
  const to = { size: head.size, claim: claimed };
  await transact(db, head, [movedHead(db, head, to)]);
};

/**
 * Tells all but so many as fit beside the entry. @returns those; undefined where another sequencer
 * was first.
 */
const tellMost = async (
  db: Database,
  head: Head,
  feeds: Action[],
): Promise<Action[] | undefined> => {
  let left = feeds;
  while (left.length > TOLD_AT_ONCE) {
    const now = left.slice(0, TOLD_AT_ONCE);
    const sent = [unmovedHead(db, head), ...now];
    if (!(await transact(db, head, sent))) return undefined;
    left = left.slice(TOLD_AT_ONCE);
  }
  return left;
};

const append = async (
  db: Database,
  head: Head,
  { batch, feeds }: { batch: Pending[]; feeds: Action[] },
): Promise<boolean> => {
  const { size } = head;
  const entries = batch.flatMap((each, i) => logged(db, each, size + i));
  const moved = movedHead(db, head, { size: size + batch.length });
  return transact(db, head, [...entries, ...feeds, moved]);
};

/** The place of an entry in the log, and that it is pending no more. */
const logged = (
  { names }: Database,
  pending: Pending,
  index: number,
): Action[] => {
  const { pk, sk, entryId, occurredAt, leaf } = pending;
  const TableName = names.ledger;
  const place = logKey(londonDate(Date.parse(occurredAt)), index);
  return [
    {
      Put: {
        TableName,
        Item: { ...place, index, entryId, leaf },
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
  ];
};

const movedHead = ({ names }: Database, from: Head, to: Head): Action => ({
  Put: {
    TableName: names.ledger,
    Item: { ...LOG_HEAD, ...to },
    ...unmoved(from),
  },
});

const unmovedHead = ({ names }: Database, head: Head): Action => ({
  ConditionCheck: {
    TableName: names.ledger,
    Key: LOG_HEAD,
    ...unmoved(head),
  },
});

/** That nobody has appended or claimed since the head was read. */
const unmoved = ({ size, claim: claimed }: Head) => {
  if (size === 0 && !claimed)
    return { ConditionExpression: 'attribute_not_exists(pk)' };
  const claimIs = claimed ? '#claim.sk = :sk' : 'attribute_not_exists(#claim)';
  return {
    ConditionExpression: `#size = :size AND ${claimIs}`,
    ExpressionAttributeNames: { '#size': 'size', '#claim': 'claim' },
    ExpressionAttributeValues: {
      ':size': size,
      ...(claimed && { ':sk': claimed.sk }),
    },
  };
};

/** @returns false where another sequencer was first, or in the way for a moment. */
const transact = async (
  db: Database,
  head: Head,
  TransactItems: Action[],
): Promise<boolean> => {
  try {
    await db.client.send(new TransactWriteCommand({ TransactItems }));
    return true;
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    // INVARIANT: places below the head are taken and those above it are free. A store that was
    // restored to an earlier head breaks that, and is for people to mend: going on would write a
    // second history.
    if (refused(error) && (await stands(db, head)))
      throw new Error(`the log has entries beyond its head ${head.size}`);
    return false;
  }
};

const refused = ({
  CancellationReasons = [],
}: TransactionCanceledException): boolean =>
  CancellationReasons.some(({ Code }) => Code === 'ConditionalCheckFailed');
