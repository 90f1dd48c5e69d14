/**
 * Canaries: values that nobody else has, so that wherever one turns up it says which field of which record it came from.
 * Text carries a word made up for it; numbers, postcodes and dates are distinct valid ones.
 */
import {
  nhsCheckDigit,
  pncCheckLetter,
  upnCheckLetter,
} from '../../schemas/vocabulary/identifiers.ts';

export interface Mint {
  /** Letters only, so that it can be a name too. */
  word(): string;
  /** A sentence around a word. */
  text(): string;
  /** A day long before anybody of the cohort was born, and after London first kept Greenwich time: pages know no other. */
  day(): string;
  /** A day after the youngest of the cohort was born, and long past. */
  dayLived(): string;
  instant(): string;
  nhsNumber(): string;
  upn(): string;
  pncId(): string;
  postcode(outward: string): string;
}

const LETTERS = 'ABCDEFGHIJKLMNOPRSTUVWYZ';
const INWARD = 'ABDEFGHJLNPQRSTUWXYZ';

export const newMint = (): Mint => {
  let made = 0;
  const next = () => {
    made += 1;
    return made;
  };
  const letters = (n: number, width: number, alphabet: string) =>
    Array.from({ length: width }, (_, at) =>
      alphabet.charAt(Math.floor(n / alphabet.length ** at) % alphabet.length),
    )
      .reverse()
      .join('');
  const word = () => `QX${letters(next(), 5, LETTERS)}XQ`;
  const since = (year: number) =>
    new Date(Date.UTC(year, 0, 1) + next() * 86_400_000)
      .toISOString()
      .slice(0, 10);
  const day = () => since(1850);
  return {
    word,
    text: () => `Synthetic ${word()} said.`,
    day,
    dayLived: () => since(2017),
    instant: () => `${day()}T12:34:56.789Z`,
    nhsNumber: () => {
      for (;;) {
        const first9 = `999${String(next()).padStart(6, '0')}`;
        const check = nhsCheckDigit(first9);
        if (check !== undefined) return `${first9}${check}`;
      }
    },
    upn: () => {
      const digits = `3062003${String(next()).padStart(5, '0')}`;
      return upnCheckLetter(digits) + digits;
    },
    pncId: () => {
      const serial = String(next()).padStart(7, '0');
      return `2025/${serial}${pncCheckLetter('2025', serial)}`;
    },
    postcode: (outward) => {
      const n = next();
      return `${outward} ${n % 10}${letters(Math.floor(n / 10), 2, INWARD)}`;
    },
  };
};

const WORD = /QX[A-Z]{5}XQ/g;
const NUMBER =
  /999\d{7}|[A-HJ-NP-RT-Z]\d{12}|\d{4}\/\d{7}[A-Z]|\b[A-Z]{1,2}\d[A-Z0-9]? \d[A-Z]{2}\b/g;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T12:34:56\.789Z$/;
/** Days that say when something was done, and not what a record says. */
const OF_THE_PROCESS = new Set([
  ...[
    'changedOn',
    'meetingOn',
    'replyBy',
    'nextDate',
    'startsOn',
    'endsOn',
    'reviewOn',
  ],
  ...['dueBy', 'closedOn', 'confirmBy'],
]);
/** As a page writes it. */
const PRINTED_DAY = /\b\d{1,2} [A-Z][a-z]{2,8} \d{4}\b/g;
const isoOf = (printed: string): string[] => {
  const at = Date.parse(`${printed} UTC`);
  return Number.isNaN(at) ? [] : [new Date(at).toISOString().slice(0, 10)];
};

/** Every canary in a value, wherever it stands, also as the name of a member. */
export const canariesIn = (
  value: unknown,
  found = new Set<string>(),
  name = '',
): Set<string> => {
  if (typeof value === 'string') {
    for (const [hit] of value.matchAll(WORD)) found.add(hit);
    for (const [hit] of value.matchAll(NUMBER)) found.add(hit);
    for (const [hit] of value.matchAll(PRINTED_DAY))
      for (const day of isoOf(hit)) found.add(day);
    if (INSTANT.test(value) || (DAY.test(value) && !OF_THE_PROCESS.has(name)))
      found.add(value);
  } else if (Array.isArray(value)) {
    for (const each of value) canariesIn(each, found, name);
  } else if (value instanceof Set) {
    for (const each of value) canariesIn(each, found, name);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      canariesIn(key, found);
      canariesIn(each, found, key);
    }
  }
  return found;
};
