/**
 * The actions of a transaction, each with what it means that its condition fails; what fits into
 * one transaction; and why DynamoDB cancelled one. A write is counted before it is sent: what can
 * never fit is not worth another try.
 */
import type { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Refusal } from '../ports.ts';
import { bytesOf } from './item-size.ts';

export type Action = NonNullable<
  TransactWriteCommandInput['TransactItems']
>[number];

/** The refusal that a failed condition of an action means. */
export type Means = Exclude<Refusal, { because: 'FULL' }>;

export interface Marked {
  action: Action;
  means: Means;
}

/**
 * Of one transaction, and of one item (DynamoDB developer guide, "Service, account, and table
 * quotas").
 */
export const LIMITS = {
  ACTIONS: 100,
  BYTES: 4 * 1024 * 1024,
  ITEM: 400 * 1024,
} as const;

type Full = Extract<Refusal, { because: 'FULL' }>;

/**
 * Finds what does not fit, if anything. An update counts as its own bytes: only DynamoDB knows how
 * large the item is already.
 */
export const overLimit = (actions: readonly Marked[]): Full | undefined => {
  const sizes = actions.map(({ action }) => actionBytes(action));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (actions.length > LIMITS.ACTIONS) return full('ACTIONS');
  if (sizes.some((size) => size > LIMITS.ITEM)) return full('ITEM');
  return bytes > LIMITS.BYTES ? full('BYTES') : undefined;
};

const full = (what: Full['what']): Full => ({ because: 'FULL', what });

const actionBytes = ({
  Put,
  Update,
  Delete,
  ConditionCheck,
}: Action): number => {
  if (Put) return bytesOf(Put.Item ?? {});
  const { Key = {} } = Update ?? Delete ?? ConditionCheck ?? {};
  return bytesOf(Key) + bytesOf(Update?.ExpressionAttributeValues ?? {});
};

/**
 * Orders the refusals, for several conditions that fail at once. A request whose guard fails does
 * not count at all, whatever else is so. A key that was used before says that this very write, or
 * another under its key, is there already: then of course its ids exist and its versions have
 * moved. A version says that what was read is old, and that alone may be why an id exists.
 */
const PRECEDENCE = ['GUARD', 'IDEMPOTENCY_KEY', 'VERSION', 'ABSENCE'] as const;

/**
 * Reads why a transaction was cancelled. Undefined where that says nothing of the write: it met
 * another one, or the store failed.
 */
export const refusalOf = (
  error: TransactionCanceledException,
  actions: readonly Marked[],
): Refusal | undefined => {
  const reasons = error.CancellationReasons ?? [];
  const failed = reasons.flatMap(({ Code }, i) =>
    Code === 'ConditionalCheckFailed' ? present(actions[i]?.means) : [],
  );
  const [gravest] = PRECEDENCE.flatMap((because) =>
    failed.filter((means) => means.because === because),
  );
  return gravest ?? reasons.flatMap(outgrown)[0];
};

/**
 * An update may make too large what was not: DynamoDB says so with a word of its own only for an
 * item collection.
 */
const outgrown = ({
  Code,
  Message = '',
}: NonNullable<
  TransactionCanceledException['CancellationReasons']
>[number]): Full[] => {
  if (Code === 'ItemCollectionSizeLimitExceeded') return [full('BYTES')];
  return Code === 'ValidationError' && /item size/i.test(Message)
    ? [full('ITEM')]
    : [];
};

/** Another transaction held an item for a moment: nothing was decided. */
export const metAnother = ({
  CancellationReasons = [],
}: TransactionCanceledException): boolean =>
  CancellationReasons.some(({ Code }) => Code === 'TransactionConflict');

const present = <T>(value: T | undefined): T[] =>
  value === undefined ? [] : [value];
