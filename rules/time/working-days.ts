/**
 * Working days in England: not Saturday, Sunday or a bank holiday. Bank holidays are those of the
 * Banking and Financial Dealings Act 1971, Schedule 1, and Good Friday and Christmas Day at common
 * law, with substitute days as gov.uk announces them. They are computed, so that no list runs out;
 * a holiday that is proclaimed for one year stands in PROCLAIMED.
 */
import { daysAfter, londonDate } from './london-time.ts';

/** One-off bank holidays by royal proclamation. */
const PROCLAIMED: ReadonlySet<string> = new Set([]);

/** 1 Monday to 7 Sunday. */
const weekday = (date: string): number =>
  ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;

export const isWorkingDay = (date: string): boolean =>
  weekday(date) <= 5 &&
  !PROCLAIMED.has(date) &&
  !bankHolidays(Number(date.slice(0, 4))).has(date);

/**
 * Counts so many working days on from a date; negative counts back. Zero is the date itself,
 * working or not.
 */
export const workingDaysAfter = (date: string, days: number): string => {
  const step = Math.sign(days);
  let at = date;
  for (let left = Math.abs(days); left > 0; ) {
    at = daysAfter(at, step);
    if (isWorkingDay(at)) left -= 1;
  }
  return at;
};

/** The instant at which a London date ends. */
export const endOfLondonDay = (date: string): number => {
  // London is at UTC or an hour ahead: its midnight is one of two instants.
  const utc = Date.parse(`${daysAfter(date, 1)}T00:00:00Z`);
  return londonDate(utc - 3_600_000) === date ? utc : utc - 3_600_000;
};

/** The instant at which a London date begins. */
export const startOfLondonDay = (date: string): number =>
  endOfLondonDay(daysAfter(date, -1));

const known = new Map<number, ReadonlySet<string>>();

/** The bank holidays of a year, `YYYY-MM-DD`. */
export const bankHolidays = (year: number): ReadonlySet<string> => {
  const found = known.get(year) ?? computed(year);
  known.set(year, found);
  return found;
};

const computed = (year: number): ReadonlySet<string> => {
  const easter = easterSunday(year);
  return new Set([
    ...withSubstitutes([`${year}-01-01`, `${year}-12-25`, `${year}-12-26`]),
    daysAfter(easter, -2),
    daysAfter(easter, 1),
    firstMonday(`${year}-05-01`),
    daysAfter(firstMonday(`${year}-06-01`), -7),
    daysAfter(firstMonday(`${year}-09-01`), -7),
  ]);
};

/** A fixed holiday on a weekend is kept on the next weekday that is not one itself. */
const withSubstitutes = (fixed: readonly string[]): string[] => {
  const kept: string[] = [];
  for (const day of fixed) {
    const taken = [...kept, ...fixed.filter((other) => other !== day)];
    kept.push(firstFree(day, taken));
  }
  return kept;
};

const firstFree = (day: string, taken: readonly string[]): string => {
  let at = day;
  while (weekday(at) > 5 || taken.includes(at)) at = daysAfter(at, 1);
  return at;
};

/** The first Monday on or after a date. */
const firstMonday = (date: string): string =>
  daysAfter(date, (8 - weekday(date)) % 7);

/** Gregorian Easter (Meeus, Astronomical Algorithms, chapter 8). */
const easterSunday = (year: number): string => {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const h = daysToFullMoon(a, b);
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return isoDate(year, Math.floor(n / 31), (n % 31) + 1);
};

/**
 * From 21 March to the full moon before Easter. @param a year of the lunar cycle. @param b century.
 */
const daysToFullMoon = (a: number, b: number): number => {
  const g = Math.floor((8 * b + 13) / 25);
  return (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
};

const isoDate = (year: number, month: number, day: number): string =>
  [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join(
    '-',
  );
