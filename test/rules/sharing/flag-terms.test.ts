/** How long a flag may stand: a year and a day at most, to the end of its last day, and never beyond childhood. */
import { describe, expect, it } from 'vitest';
import { expiryErrors, flagExpiry } from '../../../rules/sharing/flag-terms.ts';

/** Already the 24th in London. */
const NOW = Date.parse('2026-07-23T23:30:00Z');

describe('the last day of a flag', () => {
  it.each([
    ['the day before', '2026-07-23', 'is in the past'],
    ['this day in London', '2026-07-24', undefined],
    ['a year and a day ahead', '2027-07-25', undefined],
    ['a day later than that', '2027-07-26', 'is more than a year ahead'],
  ])('may be %s or not: %s', (_, expiresOn, message) => {
    const errors =
      message === undefined ? [] : [{ pointer: '/flag/expiresOn', message }];
    expect(expiryErrors(expiresOn, NOW, '/flag')).toEqual(errors);
  });
});

describe('a flag is served', () => {
  it('to the end of its last day', () => {
    expect(flagExpiry('2026-12-31', '2011-05-04')).toBe(
      '2027-01-01T00:00:00.000Z',
    );
  });

  it('until the child is eighteen, where that comes first', () => {
    expect(flagExpiry('2029-05-03', '2011-05-04')).toBe(
      '2029-05-04T00:00:00.000Z',
    );
    expect(flagExpiry('2029-05-04', '2011-05-04')).toBe(
      '2029-05-04T00:00:00.000Z',
    );
    expect(flagExpiry('2029-12-31', '2011-05-04')).toBe(
      '2029-05-04T00:00:00.000Z',
    );
  });
});
