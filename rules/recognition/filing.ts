/**
 * Files contributed records under the person they are about: one the exchange knows, or a new one.
 */
import type { Person } from '../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../schemas/store/personal-record.ts';
import { headRecords } from '../sharing/head.ts';

/**
 * The person with the records. The same is written, in number and kind, for one who was known and
 * for one who was not: who contributes must not learn which it was.
 *
 * @param known undefined where nobody is meant whom the exchange knows.
 * @param personId the id of one who is new.
 */
export const personWith = (
  known: Person | undefined,
  records: readonly PersonalRecord[],
  personId: string,
  now: number,
): Person => {
  const before = known ?? newPerson(personId);
  const kept = headRecords(before.records, records, now);
  return {
    ...before,
    records: kept,
    expiresAt: longest([...kept, ...records]) ?? before.expiresAt,
  };
};

/** A person is kept as long as the longest of what is known of them. */
export const longest = (
  records: readonly PersonalRecord[],
): string | undefined =>
  records
    .map(({ expiresAt }) => expiresAt)
    .toSorted()
    .at(-1);

const newPerson = (personId: string): Person => ({
  type: 'Person',
  personId,
  version: 1,
  openCases: [],
  records: [],
  expiresAt: '',
});
