/** Finds what is wrong with the birth date of a child that a request is about. */
import type { ContentError } from '../../schemas/contract/problems.ts';
import { birthday, londonDate } from '../time/london-time.ts';

/** Nobody older is a young person, or was one when the record was made. */
const OLDEST_YEARS = 30;

/** @param minor whether the request makes sense of a child only. */
export const birthDateErrors = (
  birthDate: string,
  now: number,
  minor: boolean,
): ContentError[] => {
  const today = londonDate(now);
  const pointer = '/subject/birthDate';
  if (birthDate > today) return [{ pointer, message: 'is in the future' }];
  return birthday(birthDate, minor ? 18 : OLDEST_YEARS) <= today
    ? [{ pointer, message: 'is of an adult' }]
    : [];
};
