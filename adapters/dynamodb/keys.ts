/**
 * Places every item. One row an access pattern; one index, of what expires on a day, and no Scan.
 * Where an entity stands is said in schemas/store/entities.ts; where else an item stands, here.
 *
 * table     pk                     sk                              read by exchange  SYSTEM#client
 * SYSTEM                          R1, token exchange  AGENCY#agency          AGENCY
 * R1 exchange  AGREEMENT#id           V#version                       R2 of agreements exchange
 * AGREEMENT_TEXT#hash    TEXT                            R1, once a process exchange
 * SPENT#client#jti       SPENT                           token (put once) exchange
 * ONCE#client#hmac       ONCE                            R1 (idempotency) exchange  POSTING#hmac
 * POSTING                         R1 (matching) exchange  AT#kind#id             AT
 * R1 (locator of a case, flag, view request, visit, referral) exchange  PERSON#person          HEAD
 * R2 of a search exchange  PERSON#person          FLAG#flag · CASE#case#…         R2: one Query of
 * the partition exchange  INBOX#agency           viewRequest                     R2 of an agency's
 * view requests exchange  MEETING#meeting        MEETING                         R1 (by its id)
 * exchange  MEETINGS#panel         date#meeting                    R2 of a panel's meetings
 * exchange  TASKS#panel#borough    due#case#kind#about             R2 of the worklist exchange
 * SERVICES               service · service#feedback#…    R1 (a service); R2 of the directory
 * exchange  REFERRALS#agency       referral                        R2 of an agency's referrals
 * exchange  TALLY#panel#quarter    kind#tally                      R2 of the statistics, once a
 * quarter exchange  TABLES#panel           quarter                         R1 (the tables of a
 * quarter) exchange  DISCLOSED#person       recipient                       W; sequencer, to tell
 * who saw a record exchange  REVIEWS#state          entry                           R2 of
 * break-glass reviews exchange  (index expiry) date#shard                              retention
 * (keys alone) ledger    ENTRY#entry            ENTRY                           governance ledger
 * PENDING#shard          instant#entry                   sequencer (the outbox) ledger    LOG#date
 * index                           governance ledger    FEED#recipient         index
 * R2 of a feed ledger    HEAD                   HEAD                            sequencer
 */
import {
  type Entity,
  type EntityType,
  STORED,
} from '../../schemas/store/entities.ts';

export interface Key {
  pk: string;
  sk: string;
}

export const SHARDS = 4;
const INDEX_DIGITS = 12;

type Parts<Type extends EntityType> = Parameters<
  (typeof STORED)[Type]['place']
>[0];

/** The key of an entity, from the parts that it is made of. */
export const keyAt = <Type extends EntityType>(
  type: Type,
  parts: Parts<Type>,
): Key => {
  const place = STORED[type].place as (of: Parts<Type>) => [string, string];
  const [pk, sk] = place(parts);
  return { pk, sk };
};

export const keyOf = (entity: Entity): Key =>
  keyAt<EntityType>(entity.type, entity as Parts<EntityType>);

/** By an assertion's id, until it can no longer be presented. */
export const spentKey = (clientId: string, jti: string): Key => ({
  pk: `SPENT#${clientId}#${jti}`,
  sk: 'SPENT',
});
export const postingKey = (hmac: string): Key => ({
  pk: `POSTING#${hmac}`,
  sk: 'POSTING',
});
export const disclosedPartition = (personId: string): string =>
  `DISCLOSED#${personId}`;
export const disclosedKey = (personId: string, recipient: string): Key => ({
  pk: disclosedPartition(personId),
  sk: recipient,
});

/**
 * The partition in which retention looks for an item. The date is UTC: it only has to group what
 * one run looks at.
 */
export const expiryDay = (expiresAt: string, { sk }: Key): string =>
  `${expiresAt.slice(0, 10)}#${expiryShard(sk)}`;

export const entryKey = (entryId: string): Key => ({
  pk: `ENTRY#${entryId}`,
  sk: 'ENTRY',
});
export const pendingPartition = (shard: number): string => `PENDING#${shard}`;
export const pendingKey = (
  shard: number,
  occurredAt: string,
  entryId: string,
): Key => ({
  pk: pendingPartition(shard),
  sk: `${occurredAt}#${entryId}`,
});
export const logPartition = (date: string): string => `LOG#${date}`;
export const logKey = (date: string, index: number): Key => ({
  pk: logPartition(date),
  sk: String(index).padStart(INDEX_DIGITS, '0'),
});
/** A feed stands in the order of the log: its positions are the log's, with gaps. */
export const feedPartition = (recipient: string): string => `FEED#${recipient}`;
export const feedKey = (recipient: string, index: number): Key => ({
  pk: feedPartition(recipient),
  sk: String(index).padStart(INDEX_DIGITS, '0'),
});
export const LOG_HEAD: Key = { pk: 'HEAD', sk: 'HEAD' };

const expiryShard = (sk: string): number =>
  [...sk].reduce((sum, char) => sum + (char.codePointAt(0) ?? 0), 0) % SHARDS;

/** A shard from the last hex digit of an id: ids are random, so shards fill evenly. */
export const shardOf = (id: string): number =>
  Number.parseInt(id.slice(-1), 16) % SHARDS;
