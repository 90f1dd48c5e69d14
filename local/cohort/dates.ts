/**
 * Calendar arithmetic on `YYYY-MM-DD` text, in UTC throughout so that no clock change can move a
 * birthday.
 */

export const addDays = (date: string, days: number): string => {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
};

/** Whole days from one date to a later one; negative when it is earlier. */
export const daysBetween = (from: string, to: string): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) /
  86_400_000;

/** The same day so many years earlier; 29 February becomes 1 March where there is none. */
export const yearsBefore = (date: string, years: number): string =>
  new Date(
    Date.UTC(
      Number(date.slice(0, 4)) - years,
      Number(date.slice(5, 7)) - 1,
      Number(date.slice(8)),
    ),
  )
    .toISOString()
    .slice(0, 10);
