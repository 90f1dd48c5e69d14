/** What is held of a person, as a request looks at it. */
import { describe, expect, it } from 'vitest';
import { personFileOf } from '../../../adapters/dynamodb/person-file.ts';

const NOW = Date.parse('2026-11-24T12:00:00.000Z');
const PERSON = '0'.repeat(32);

const person = (expiresAt: string) => ({
  pk: `PERSON#${PERSON}`,
  sk: 'HEAD',
  ttl: 1,
  type: 'Person',
  personId: PERSON,
  version: 1,
  openCases: [],
  records: [],
  expiresAt,
});
const spoilt = {
  pk: `PERSON#${PERSON}`,
  sk: 'FLAG#x',
  type: 'Flag',
  flagId: 'not a flag',
};

describe('the file of a person', () => {
  it('holds what has not expired, without the keys that it stands under', () => {
    const { person: found, flags } = personFileOf(
      [person('2026-11-24T12:00:00.001Z')],
      NOW,
    );
    expect(found).toMatchObject({ personId: PERSON, version: 1 });
    expect(found).not.toHaveProperty('pk');
    expect(flags).toEqual([]);
  });

  it('does not hold what expires now', () => {
    expect(
      personFileOf([person('2026-11-24T12:00:00.000Z')], NOW).person,
    ).toBeUndefined();
  });

  it('is refused where an item that is looked at is not as its schema says, and only then', () => {
    const file = personFileOf(
      [person('2026-12-01T00:00:00.000Z'), spoilt],
      NOW,
    );
    expect(file.person?.personId).toBe(PERSON);
    expect(() => file.flags).toThrow();
    expect(() => file.flags).toThrow();
  });

  it('gives the same again, also of a copy', () => {
    const file = personFileOf([person('2026-12-01T00:00:00.000Z')], NOW);
    expect(file.person).toBe(file.person);
    expect({ ...file }).toEqual({ ...file });
    expect(Object.keys({ ...file })).toContain('viewRequests');
  });
});
