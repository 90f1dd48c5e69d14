/** Quarters of the calendar, in London. */
import { endOfLondonDay } from '../time/working-days.ts';

/**
 * Longer than any request runs: everything begun in a quarter has been written when its tables are
 * made.
 */
const SETTLED_MS = 10 * 60_000;
/**
 * Tallies are kept so long after their quarter. Tables that nobody asked for by then are not made.
 */
const KEPT_MS = 2 * 365 * 86_400_000;

export const quarterOf = (date: string): string =>
  `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;

/** The instant at which a quarter ends. */
export const quarterEnd = (quarter: string): number =>
  endOfLondonDay(
    `${quarter.slice(0, 5)}${LAST_DAYS[Number(quarter.slice(6)) - 1]}`,
  );

const LAST_DAYS = ['03-31', '06-30', '09-30', '12-31'];

export const isOver = (quarter: string, now: number): boolean =>
  now >= quarterEnd(quarter) + SETTLED_MS;

/** One instant for all tallies of a quarter: an instant of its own would lead back to the event. */
export const keptUntil = (quarter: string): number =>
  quarterEnd(quarter) + KEPT_MS;
