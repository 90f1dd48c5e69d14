/** The calendar that people in London live by. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ageOn,
  birthday,
  daysAfter,
  londonDate,
} from '../../../rules/time/london-time.ts';
import { proving } from '../../prove.ts';

const DATES = fc
  .date({
    min: new Date('1990-01-01T00:00:00Z'),
    max: new Date('2060-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString().slice(0, 10));

describe('a date in London', () => {
  it.each([
    [
      'begins at UTC midnight in winter',
      '2026-01-15T00:00:00.000Z',
      '2026-01-15',
    ],
    [
      'is still the day before a millisecond earlier',
      '2026-01-14T23:59:59.999Z',
      '2026-01-14',
    ],
    [
      'begins an hour before UTC midnight in summer',
      '2026-07-14T23:00:00.000Z',
      '2026-07-15',
    ],
    [
      'is still the day before a millisecond earlier, in summer',
      '2026-07-14T22:59:59.999Z',
      '2026-07-14',
    ],
    [
      'of the change to summer time begins in winter time',
      '2026-03-29T00:00:00.000Z',
      '2026-03-29',
    ],
    [
      'of the change to summer time ends in summer time',
      '2026-03-29T23:00:00.000Z',
      '2026-03-30',
    ],
    [
      'of the change to winter time begins in summer time',
      '2026-10-24T23:00:00.000Z',
      '2026-10-25',
    ],
    [
      'of the change to winter time ends in winter time',
      '2026-10-25T23:59:59.999Z',
      '2026-10-25',
    ],
    [
      'of the last day of a year is of that year',
      '2026-12-31T23:59:59.999Z',
      '2026-12-31',
    ],
    [
      'of a year with five digits has them all',
      '+010000-01-01T00:00:00.000Z',
      '10000-01-01',
    ],
  ])('%s', (_, instant, date) => {
    expect(londonDate(Date.parse(instant))).toBe(date);
  });

  it('is what the calendar of London says, at any instant of any year', () => {
    const calendar = new Intl.DateTimeFormat('en-CA', {
      timeZone: 'Europe/London',
      dateStyle: 'short',
    });
    const instants = fc.integer({
      min: Date.parse('1900-01-01'),
      max: Date.parse('2399-12-31'),
    });
    const nearMidnight = fc
      .tuple(instants, fc.integer({ min: -2 * 3_600_000, max: 3_600_000 }))
      .map(([at, by]) => at - (at % 86_400_000) + by);
    fc.assert(
      fc.property(fc.oneof(instants, nearMidnight), (now) => {
        expect(londonDate(now)).toBe(calendar.format(now));
      }),
      proving(5000),
    );
  });

  it('never goes back while time goes on, and never skips a day', () => {
    fc.assert(
      fc.property(DATES, fc.nat(86_399_999), (date, within) => {
        const now = Date.parse(`${date}T00:00:00Z`) + within;
        const [today, tomorrow] = [
          londonDate(now),
          londonDate(now + 86_400_000),
        ];
        // In 24 hours a day of 25 may not be over; none is shorter than 23.
        expect([today, daysAfter(today, 1), daysAfter(today, 2)]).toContain(
          tomorrow,
        );
        expect(today <= tomorrow).toBe(true);
      }),
      proving(2000),
    );
  });

  it('is written YYYY-MM-DD, so that later dates sort later', () => {
    expect(londonDate(Date.parse('2026-01-02T12:00:00Z'))).toMatch(
      /^\d{4}-\d{2}-\d{2}$/,
    );
  });
});

describe('a birthday', () => {
  it.each([
    ['2008-07-10', 18, '2026-07-10'],
    ['2008-02-29', 18, '2026-03-01'],
    ['2008-02-29', 16, '2024-02-29'],
    ['2008-02-28', 18, '2026-02-28'],
    ['2000-02-29', 100, '2100-03-01'],
    ['2008-12-31', 18, '2026-12-31'],
  ])('of who was born on %s, the %ith, is on %s', (born, age, on) => {
    expect(birthday(born, age)).toBe(on);
  });

  it.each([
    ['2008-07-10', '2026-07-09', 17],
    ['2008-07-10', '2026-07-10', 18],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2008-02-29', '2028-02-28', 19],
    ['2008-02-29', '2028-02-29', 20],
    ['2010-12-31', '2026-01-01', 15],
  ])('makes who was born on %s, on %s, %i', (born, on, age) => {
    expect(ageOn(born, on)).toBe(age);
  });

  it('is the first day of a new age, for everybody', () => {
    fc.assert(
      fc.property(DATES, fc.integer({ min: 1, max: 40 }), (born, age) => {
        const on = birthday(born, age);
        expect(ageOn(born, on)).toBe(age);
        expect(ageOn(born, daysAfter(on, -1))).toBe(age - 1);
      }),
      proving(2000),
    );
  });
});

describe('days after a date', () => {
  it.each([
    ['2026-02-27', 2, '2026-03-01'],
    ['2028-02-27', 2, '2028-02-29'],
    ['2026-12-30', 3, '2027-01-02'],
    ['2026-03-28', 1, '2026-03-29'],
    ['2026-03-29', 1, '2026-03-30'],
    ['2026-10-25', 1, '2026-10-26'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-11-23', 0, '2026-11-23'],
  ])('%s and %i are %s, whatever the clocks do', (date, days, expected) => {
    expect(daysAfter(date, days)).toBe(expected);
  });
});
