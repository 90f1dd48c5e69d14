/** Limits how long a flag may stand. */
import type { ContentError } from '../../schemas/contract/problems.ts';
import { birthday, daysAfter, londonDate } from '../time/london-time.ts';

const LONGEST_DAYS = 366;

/**
 * Finds what is wrong with the dates of a flag. @param within JSON pointer of the object that
 * `expiresOn` is in.
 */
export const expiryErrors = (
  expiresOn: string,
  now: number,
  within: string,
): ContentError[] => {
  const today = londonDate(now);
  const pointer = `${within}/expiresOn`;
  return [
    ...(expiresOn < today ? [{ pointer, message: 'is in the past' }] : []),
    ...(expiresOn > daysAfter(today, LONGEST_DAYS)
      ? [{ pointer, message: 'is more than a year ahead' }]
      : []),
  ];
};

/**
 * The instant from which a flag is served no longer: the end of its last day, or the child's 18th
 * birthday if that comes first. Days end at UTC midnight here, at most an hour after London's; a
 * decision on age is to the London instant.
 */
export const flagExpiry = (expiresOn: string, birthDate: string): string => {
  const adult = birthday(birthDate, 18);
  const dayAfter = daysAfter(expiresOn, 1);
  return `${dayAfter < adult ? dayAfter : adult}T00:00:00.000Z`;
};
