/**
 * Working days in England: not Saturday, Sunday or a bank holiday. Bank holidays are those of the Banking and Financial
 * Dealings Act 1971, Schedule 1, and Good Friday and Christmas Day at common law, with substitute days as gov.uk announces
 * them. They are computed, so that no list runs out; a holiday that is proclaimed for one year stands in PROCLAIMED.
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

/** The working day so many after a date; negative counts back. Zero is the date itself, working or not. */
export const workingDaysAfter = (date: string, days: number): string => {
  const step = Math.sign(days);
  let at = date;
  for (let left = Math.abs(days); left > 0; ) {
    at = daysAfter(at, step);
    if (isWorkingDay(at)) left -= 1;
  }
  return at;
};

/** The instant a London date ends. */
export const endOfLondonDay = (date: string): number => {
  // London is at UTC or an hour ahead: its midnight is one of two instants.
  const utc = Date.parse(`${daysAfter(date, 1)}T00:00:00Z`);
  return londonDate(utc - 3_600_000) === date ? utc : utc - 3_600_000;
};

/** The instant at which it begins. */
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
  const fixed = [`${year}-01-01`, `${year}-12-25`, `${year}-12-26`];
  const moved: string[] = [];
  // A fixed holiday on a weekend is kept on the next weekday that is not one itself.
  for (const day of fixed) {
    let at = day;
    while (
      weekday(at) > 5 ||
      moved.includes(at) ||
      (at !== day && fixed.includes(at))
    )
      at = daysAfter(at, 1);
    moved.push(at);
  }
  return new Set([
    ...moved,
    daysAfter(easter, -2),
    daysAfter(easter, 1),
    firstMonday(`${year}-05-01`),
    daysAfter(firstMonday(`${year}-06-01`), -7),
    daysAfter(firstMonday(`${year}-09-01`), -7),
  ]);
};

/** The first Monday on or after a date. */
const firstMonday = (date: string): string =>
  daysAfter(date, (8 - weekday(date)) % 7);

/** Gregorian Easter (Meeus, Astronomical Algorithms, chapter 8). */
const easterSunday = (year: number): string => {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
};
