/**
 * Chooses the records of a person's head, which answers queries in one read and so must stay small.
 * Nothing that it leaves out is lost: flags and nominations stand by themselves beside it.
 */
import type { PersonalRecord } from '../../schemas/store/personal-record.ts';
import { canonical } from '../canonical.ts';

/** Below the 64 KB that one candidate may take of a search. */
const HEAD_BYTES = 56 * 1024;

const IDENTIFYING = new Set(['identity', 'identifiers']);

/**
 * Adds records: the same identity given twice by the same agency under the same agreement is one.
 */
export const headRecords = (
  before: readonly PersonalRecord[],
  added: readonly PersonalRecord[],
  now: number,
): PersonalRecord[] => {
  const current = before.filter(({ expiresAt }) => Date.parse(expiresAt) > now);
  const known = new Set(current.filter(isIdentifying).map(sameness));
  const fresh = added.filter(
    (record) => !isIdentifying(record) || !known.has(sameness(record)),
  );
  return bounded([...renewed(current, added), ...fresh]);
};

/** Keeps what identifies a child as long as the longest reason to keep the child. */
const renewed = (
  current: readonly PersonalRecord[],
  added: readonly PersonalRecord[],
): PersonalRecord[] => {
  const untils = new Map(
    added
      .filter(isIdentifying)
      .map((record) => [sameness(record), record.expiresAt]),
  );
  return current.map((record) => {
    if (!isIdentifying(record)) return record;
    const until = untils.get(sameness(record)) ?? record.expiresAt;
    return until > record.expiresAt ? { ...record, expiresAt: until } : record;
  });
};

/** Drops the oldest first, and what identifies the child last of all. */
const bounded = (records: PersonalRecord[]): PersonalRecord[] => {
  const order = records.toSorted(
    (a, b) => rank(a) - rank(b) || (a.contributedAt < b.contributedAt ? -1 : 1),
  );
  let left = records;
  for (const oldest of order) {
    if (sizeOf(left) <= HEAD_BYTES) break;
    left = left.filter(({ recordId }) => recordId !== oldest.recordId);
  }
  return left;
};

const sizeOf = (records: readonly PersonalRecord[]): number =>
  Buffer.byteLength(JSON.stringify(records));

/** Tells records of who the child is from records of what is said of them. */
export const isIdentifying = ({ category }: PersonalRecord): boolean =>
  IDENTIFYING.has(category);

const rank = (record: PersonalRecord): number =>
  isIdentifying(record) ? 1 : 0;

/**
 * One key for two records that the same agency gave under the same agreement and that say the same.
 */
export const sameness = ({
  category,
  originator,
  agreement,
  fields,
  subject,
  handling,
}: PersonalRecord): string =>
  canonical({ category, originator, agreement, fields, subject, handling });
