/** Working days in England, held against the bank holidays that were published on gov.uk for England and Wales. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter } from '../../../rules/time/london-time.ts';
import {
  bankHolidays,
  endOfLondonDay,
  isWorkingDay,
  workingDaysAfter,
} from '../../../rules/time/working-days.ts';
import { proving } from '../../prove.ts';

/**
 * As published, substitute days in their place. Not among them, for they are not computed and lie before this exchange: the
 * moved early May of 2020 (8 May), the Platinum Jubilee of 2022 (2 and 3 June, and no 30 May), the State Funeral of
 * 19 September 2022, and the Coronation of 8 May 2023. One that is proclaimed from now on goes into PROCLAIMED.
 */
const PUBLISHED: Record<number, string[]> = {
  2021: [
    '01-01',
    '04-02',
    '04-05',
    '05-03',
    '05-31',
    '08-30',
    '12-27',
    '12-28',
  ],
  2024: [
    '01-01',
    '03-29',
    '04-01',
    '05-06',
    '05-27',
    '08-26',
    '12-25',
    '12-26',
  ],
  2025: [
    '01-01',
    '04-18',
    '04-21',
    '05-05',
    '05-26',
    '08-25',
    '12-25',
    '12-26',
  ],
  2026: [
    '01-01',
    '04-03',
    '04-06',
    '05-04',
    '05-25',
    '08-31',
    '12-25',
    '12-28',
  ],
  2027: [
    '01-01',
    '03-26',
    '03-29',
    '05-03',
    '05-31',
    '08-30',
    '12-27',
    '12-28',
  ],
  2028: [
    '01-03',
    '04-14',
    '04-17',
    '05-01',
    '05-29',
    '08-28',
    '12-25',
    '12-26',
  ],
};

describe.each(Object.entries(PUBLISHED))(
  'the bank holidays of %s',
  (year, days) => {
    it('are those that were published', () => {
      expect([...bankHolidays(Number(year))].sort()).toEqual(
        days.map((day) => `${year}-${day}`),
      );
    });

    it('are no working days', () => {
      for (const day of days)
        expect(isWorkingDay(`${year}-${day}`)).toBe(false);
    });
  },
);

/** Easter Sunday as tables give it (Book of Common Prayer; Meeus). */
const EASTER = {
  2020: '04-12',
  2022: '04-17',
  2023: '04-09',
  2029: '04-01',
  2030: '04-21',
  2038: '04-25',
  2049: '04-18',
  2076: '04-19',
  2100: '03-28',
  2200: '04-06',
  2285: '03-22',
};

it.each(Object.entries(EASTER))(
  'of %s, Good Friday and Easter Monday lie round the Easter of the tables',
  (year, easter) => {
    const sunday = `${year}-${easter}`;
    expect(bankHolidays(Number(year)).has(daysAfter(sunday, -2))).toBe(true);
    expect(bankHolidays(Number(year)).has(daysAfter(sunday, 1))).toBe(true);
  },
);

describe('a fixed holiday on a weekend', () => {
  it.each([
    [
      'Christmas on a Saturday is kept on Monday, and Boxing Day on Tuesday',
      2021,
      ['12-27', '12-28'],
    ],
    [
      'Christmas on a Sunday is kept on Tuesday, for Boxing Day has the Monday',
      2022,
      ['12-26', '12-27'],
    ],
    ['Boxing Day on a Saturday is kept on Monday', 2026, ['12-25', '12-28']],
    ['New Year on a Saturday is kept on Monday', 2028, ['01-03']],
    ['New Year on a Sunday is kept on Monday', 2023, ['01-02']],
  ])('%s', (_, year, days) => {
    for (const day of days)
      expect(bankHolidays(year).has(`${year}-${day}`)).toBe(true);
  });
});

describe('the working day after', () => {
  it.each([
    ['a Monday is Tuesday', '2026-11-23', 1, '2026-11-24'],
    ['a Friday is Monday', '2026-11-27', 1, '2026-11-30'],
    ['a Saturday is Monday', '2026-11-28', 1, '2026-11-30'],
    [
      'Maundy Thursday is the Tuesday after Easter',
      '2026-04-02',
      1,
      '2026-04-07',
    ],
    ['Christmas Eve of 2026 is 29 December', '2026-12-24', 1, '2026-12-29'],
    ['New Year’s Eve of 2026 is 4 January', '2026-12-31', 1, '2027-01-04'],
    ['none is the day itself, working or not', '2026-11-28', 0, '2026-11-28'],
    ['and two before a Thursday is Tuesday', '2026-11-26', -2, '2026-11-24'],
    [
      'and two before Tuesday after Easter is Wednesday before it',
      '2026-04-07',
      -2,
      '2026-04-01',
    ],
  ])('%s', (_, date, days, expected) => {
    expect(workingDaysAfter(date, days)).toBe(expected);
  });
});

/** Any London date of the years of this exchange. */
const dates = fc
  .integer({ min: 0, max: 3652 })
  .map((n) => daysAfter('2026-01-01', n));

describe('whatever the date', () => {
  it('so many working days on there are so many working days between, and the last is one', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 12 }), (date, days) => {
        const end = workingDaysAfter(date, days);
        let counted = 0;
        for (let at = date; at < end; ) {
          at = daysAfter(at, 1);
          if (isWorkingDay(at)) counted += 1;
        }
        expect(isWorkingDay(end)).toBe(true);
        expect(counted).toBe(days);
      }),
      proving(2000),
    );
  });

  it('there and back from a working day is where one was', () => {
    fc.assert(
      fc.property(
        dates.filter(isWorkingDay),
        fc.integer({ min: 1, max: 12 }),
        (date, days) => {
          expect(workingDaysAfter(workingDaysAfter(date, days), -days)).toBe(
            date,
          );
        },
      ),
      proving(2000),
    );
  });

  it('a day ends where the next begins, also where the clocks change', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const hours =
          (endOfLondonDay(date) - endOfLondonDay(daysAfter(date, -1))) /
          3_600_000;
        expect([23, 24, 25]).toContain(hours);
      }),
      proving(2000),
    );
    expect(new Date(endOfLondonDay('2026-03-29')).toISOString()).toBe(
      '2026-03-29T23:00:00.000Z',
    );
    expect(new Date(endOfLondonDay('2026-10-25')).toISOString()).toBe(
      '2026-10-26T00:00:00.000Z',
    );
  });
});
