/**
 * Calendar dates in Europe/London. The programme's dates (ages, starts, ends, reviews) are days
 * that people there live through, so a day begins at 00:00 London time, an hour before UTC midnight
 * in summer.
 */

const LONDON = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The London date, `YYYY-MM-DD`, at an instant in milliseconds since the epoch. */
export const londonDate = (now: number): string => {
  // One request asks for the date of one instant many times.
  if (now !== latest.now)
    latest = { now, date: sameInUtc(now) ? utcDate(now) : LONDON.format(now) };
  return latest.date;
};

let latest = { now: Number.NaN, date: '' };

/**
 * London has kept UTC or an hour more since 1972: in the first 23 hours of a day both have its
 * date. `Intl` is slow to ask.
 */
const sameInUtc = (now: number): boolean =>
  now >= SINCE && now < UNTIL && now % DAY < DAY - HOUR;

const utcDate = (now: number): string =>
  new Date(now).toISOString().slice(0, 10);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SINCE = Date.UTC(1972, 0, 1);
const UNTIL = Date.UTC(10_000, 0, 1);

/**
 * The day on which someone born on `birthDate` turns `age`: 1 March in a common year for a birth on
 * 29 February.
 */
export const birthday = (birthDate: string, age: number): string => {
  const year = Number(birthDate.slice(0, 4)) + age;
  const monthDay = birthDate.slice(4);
  const kept = monthDay !== '-02-29' || isLeap(year) ? monthDay : '-03-01';
  return String(year).padStart(4, '0') + kept;
};

const isLeap = (year: number): boolean =>
  year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** The whole years lived on a London date. */
export const ageOn = (birthDate: string, date: string): number => {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return date >= birthday(birthDate, years) ? years : years - 1;
};

/** The date so many days after another; negative counts back. */
export const daysAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY)
    .toISOString()
    .slice(0, 10);
