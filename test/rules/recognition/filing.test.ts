/** What is contributed is filed with whom it is about, and writes as much for a stranger as for somebody known. */
import { describe, expect, it } from 'vitest';
import { longest, personWith } from '../../../rules/recognition/filing.ts';
import { idOf, NOW, PERSON_ID, person, record } from '../given.ts';

const until = (n: number, expiresAt: string, category = 'identity') =>
  record({
    recordId: idOf('rec', n),
    category,
    fields: { givenName: `Ada ${n}` },
    expiresAt,
  });
const SOON = '2026-12-01T00:00:00.000Z';
const LATER = '2028-12-01T00:00:00.000Z';

describe('a person with what was contributed', () => {
  it('is new where nobody is known, under the id that was given', () => {
    expect(personWith(undefined, [until(1, LATER)], PERSON_ID, NOW)).toEqual({
      type: 'Person',
      personId: PERSON_ID,
      version: 1,
      openCases: [],
      records: [until(1, LATER)],
      expiresAt: LATER,
    });
  });

  it('keeps who they are and all that was known, as long as the longest of it', () => {
    const known = {
      ...person(PERSON_ID, [until(1, LATER)]),
      openCases: [{ caseId: 'case', panel: 'south-bcu', borough: 'E09000008' }],
      version: 7,
    };
    const after = personWith(known, [until(2, SOON)], 'b'.repeat(32), NOW);
    expect(after).toEqual({
      ...known,
      records: [until(1, LATER), until(2, SOON)],
      expiresAt: LATER,
    });
  });

  it('is known no longer than what is still known of them', () => {
    const known = person(PERSON_ID, []);
    expect(personWith(known, [until(2, SOON)], PERSON_ID, NOW).expiresAt).toBe(
      SOON,
    );
    expect(personWith(known, [], PERSON_ID, NOW).expiresAt).toBe(
      known.expiresAt,
    );
  });
});

it('the longest of several is the latest, and of none there is none', () => {
  expect(longest([until(1, SOON), until(2, LATER), until(3, SOON)])).toBe(
    LATER,
  );
  expect(longest([])).toBeUndefined();
});
