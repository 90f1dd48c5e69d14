/**
 * Numbers that satisfy their check characters and belong to nobody: NHS numbers of the 999 range,
 * which is kept for tests. No range of UPNs or PNC IDs is kept for tests, so those are invented and
 * every person is marked synthetic.
 */

import { BOROUGHS } from '../../schemas/vocabulary/codes.ts';
import {
  nhsCheckDigit,
  pncCheckLetter,
  upnCheckLetter,
} from '../../schemas/vocabulary/identifiers.ts';
import type { Borough } from './margins.ts';
import { digits, integer, pick, type Random, untaken } from './random.ts';

/** The three-digit number of the local authority for education (Department for Education). */
const LA_NUMBERS: Readonly<Record<Borough, string>> = {
  [BOROUGHS.BROMLEY]: '305',
  [BOROUGHS.CROYDON]: '306',
  [BOROUGHS.SUTTON]: '319',
};

// Primary schools: a UPN is given when a child first enters a maintained school, and kept.
const SCHOOL_NUMBERS = [
  '2003',
  '2017',
  '2041',
  '2068',
  '3302',
  '3409',
  '3500',
] as const;

export const issueNhsNumber = (taken: Set<string>, random: Random): string =>
  untaken(taken, () => {
    let first9 = `999${digits(random, 6)}`;
    while (nhsCheckDigit(first9) === undefined)
      first9 = `999${digits(random, 6)}`;
    return `${first9}${nhsCheckDigit(first9)}`;
  });

export const issueUpn = (
  borough: Borough,
  birthDate: string,
  taken: Set<string>,
  random: Random,
): string =>
  untaken(taken, () => {
    // Entry to school at four or five.
    const year = String(
      (Number(birthDate.slice(0, 4)) + integer(random, 4, 5)) % 100,
    ).padStart(2, '0');
    const number = `${LA_NUMBERS[borough]}${pick(random, SCHOOL_NUMBERS)}${year}${digits(random, 3)}`;
    return `${upnCheckLetter(number)}${number}`;
  });

/**
 * First recorded in a year in which the child was at least ten, the age of criminal responsibility,
 * throughout.
 */
export const issuePncId = (
  birthDate: string,
  referenceDate: string,
  taken: Set<string>,
  random: Random,
): string =>
  untaken(taken, () => {
    const lastYear = Number(referenceDate.slice(0, 4));
    const year = String(
      integer(
        random,
        Math.min(Number(birthDate.slice(0, 4)) + 11, lastYear),
        lastYear,
      ),
    );
    const serial = digits(random, 7);
    return `${year}/${serial}${pncCheckLetter(year, serial)}`;
  });
