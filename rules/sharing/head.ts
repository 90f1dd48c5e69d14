/**
 * The records of a person's head, which answers queries in one read and so must stay small. Nothing is lost by what it leaves
 * out: flags and nominations stand by themselves beside it.
 */
import type { PersonalRecord } from '../../schemas/store/personal-record.ts';
import { canonical } from '../canonical.ts';

/** Below the 64 KB that one candidate may take of a search. */
const HEAD_BYTES = 56 * 1024;

const IDENTIFYING = new Set(['identity', 'identifiers']);

/** Adds records: the same identity given twice by the same agency under the same agreement is one. */
export const headRecords = (
  before: readonly PersonalRecord[],
  added: readonly PersonalRecord[],
  now: number,
): PersonalRecord[] => {
  const current = before.filter(({ expiresAt }) => Date.parse(expiresAt) > now);
  const known = new Map(
    current.filter(isIdentifying).map((record) => [sameness(record), record]),
  );
  const fresh = added.filter(
    (record) => !isIdentifying(record) || !known.has(sameness(record)),
  );
  // What identifies a child is kept as long as the longest reason to keep the child.
  const renewed = new Map(
    added
      .filter(isIdentifying)
      .map((record) => [sameness(record), record.expiresAt]),
  );
  const kept = current.map((record) => {
    const until = isIdentifying(record)
      ? renewed.get(sameness(record))
      : undefined;
    return until !== undefined && until > record.expiresAt
      ? { ...record, expiresAt: until }
      : record;
  });
  return bounded([...kept, ...fresh]);
};

const bounded = (records: PersonalRecord[]): PersonalRecord[] => {
  const size = (all: PersonalRecord[]) =>
    Buffer.byteLength(JSON.stringify(all));
  let left = records;
  // The oldest go first, and what identifies the child last of all.
  const order = records.toSorted(
    (a, b) => rank(a) - rank(b) || (a.contributedAt < b.contributedAt ? -1 : 1),
  );
  for (const oldest of order) {
    if (size(left) <= HEAD_BYTES) break;
    left = left.filter(({ recordId }) => recordId !== oldest.recordId);
  }
  return left;
};

/** Who the child is, as opposed to what is said of them. */
export const isIdentifying = ({ category }: PersonalRecord): boolean =>
  IDENTIFYING.has(category);

const rank = (record: PersonalRecord): number =>
  isIdentifying(record) ? 1 : 0;

/** Two records that are one: given by the same agency, under the same agreement, saying the same. */
export const sameness = ({
  category,
  originator,
  agreement,
  fields,
  subject,
  handling,
}: PersonalRecord): string =>
  canonical({ category, originator, agreement, fields, subject, handling });
