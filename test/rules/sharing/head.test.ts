/** The head of a person: who the child is stays known as long as anybody has reason to keep the child. */
import { describe, expect, it } from 'vitest';
import {
  headRecords,
  isIdentifying,
  sameness,
} from '../../../rules/sharing/head.ts';
import type { PersonalRecord } from '../../../schemas/store/personal-record.ts';
import { idOf, NOW, record, subject } from '../given.ts';

const SOON = '2026-12-01T00:00:00.000Z';
const LATER = '2028-12-01T00:00:00.000Z';

const identity = (
  n: number,
  over: Partial<PersonalRecord> = {},
): PersonalRecord =>
  record({
    recordId: idOf('rec', n),
    category: 'identity',
    fields: { givenName: 'Ada', familyName: 'Okoro' },
    ...over,
  });
const flag = (n: number, over: Partial<PersonalRecord> = {}): PersonalRecord =>
  record({
    recordId: idOf('rec', n),
    category: 'flag',
    fields: { statement: `Synthetic ${n}.` },
    ...over,
  });

const idsOf = (records: readonly PersonalRecord[]): string[] =>
  records.map(({ recordId }) => recordId);

describe('an identity that is given again', () => {
  const again = (before: string, now: string): PersonalRecord[] =>
    headRecords(
      [identity(1, { expiresAt: before })],
      [identity(2, { expiresAt: now })],
      NOW,
    );

  it('is one record, and is kept as long as the longest reason to keep the child', () => {
    expect(again(SOON, LATER)).toEqual([identity(1, { expiresAt: LATER })]);
    expect(again(LATER, SOON)).toEqual([identity(1, { expiresAt: LATER })]);
  });

  it.each([
    ['by another agency', { originator: 'met-police' }],
    ['under another agreement', { agreement: 'MD-SUT-004' }],
    [
      'with another name',
      { fields: { givenName: 'Ada', familyName: 'Adeyemi' } },
    ],
    ['as a number', { category: 'identifiers' }],
    [
      'of a child who is now in another role',
      { subject: subject({ category: 'VICTIM' }) },
    ],
    [
      'under another handling',
      { handling: { code: 'C' as const, recipients: ['croydon-yjs'] } },
    ],
  ])('%s is another record, and renews nothing', (_, over) => {
    const [before, added] = [
      identity(1, { expiresAt: SOON }),
      identity(2, { ...over, expiresAt: LATER }),
    ];
    expect(headRecords([before], [added], NOW)).toEqual([before, added]);
  });

  it('is new where the former has expired, to the millisecond', () => {
    const at = (ms: number) =>
      identity(1, { expiresAt: new Date(ms).toISOString() });
    expect(idsOf(headRecords([at(NOW)], [identity(2)], NOW))).toEqual([
      idOf('rec', 2),
    ]);
    expect(idsOf(headRecords([at(NOW + 1)], [identity(2)], NOW))).toEqual([
      idOf('rec', 1),
    ]);
  });
});

describe('what is said of the child', () => {
  it('stands as often as it is said, and is renewed by nothing', () => {
    const same = { fields: { statement: 'Synthetic.' } };
    const [before, added] = [
      flag(1, { ...same, expiresAt: SOON }),
      flag(2, { ...same, expiresAt: LATER }),
    ];
    expect(headRecords([before], [added], NOW)).toEqual([before, added]);
  });

  it('does not say who the child is; a name and a number do', () => {
    const identifying = ['identity', 'identifiers', 'flag', 'incident'].filter(
      (category) => isIdentifying(record({ category })),
    );
    expect(identifying).toEqual(['identity', 'identifiers']);
  });
});

it('records are the same whoever looks, and whenever they were given', () => {
  const other = identity(2, {
    contributedAt: LATER,
    expiresAt: SOON,
    approved: true,
  });
  expect(sameness(identity(1))).toBe(sameness(other));
});

describe('a head that is too large for a search', () => {
  const KILOBYTE = 1024;
  /** Of about ten kilobytes; the number is also the hour at which it was given. */
  const large = (
    n: number,
    over: Partial<PersonalRecord> = {},
  ): PersonalRecord =>
    flag(n, {
      fields: { statement: 'x'.repeat(10 * KILOBYTE) },
      contributedAt: `2026-11-20T${String(n).padStart(2, '0')}:00:00.000Z`,
      ...over,
    });
  const sizeOf = (records: readonly PersonalRecord[]): number =>
    Buffer.byteLength(JSON.stringify(records));

  it('is cut to what fits, the oldest first, in whatever order they stand', () => {
    const all = [4, 2, 7, 1, 6, 3, 5].map((n) => large(n));
    const kept = headRecords(all, [], NOW);
    expect(idsOf(kept)).toEqual([4, 7, 6, 3, 5].map((n) => idOf('rec', n)));
    expect(sizeOf(kept)).toBeLessThanOrEqual(56 * KILOBYTE);
  });

  it('gives up what is said of the child before who the child is, however long that has been known', () => {
    const known = large(0, { category: 'identity' });
    const kept = headRecords(
      [known, ...[1, 2, 3, 4, 5, 6].map((n) => large(n))],
      [],
      NOW,
    );
    expect(kept).toContainEqual(known);
    expect(kept).toHaveLength(5);
  });

  it('is left whole where it fits to the byte', () => {
    const filled = (bytes: number): PersonalRecord[] => {
      const empty = [flag(1), flag(2, { fields: { statement: '' } })];
      return [
        flag(1),
        flag(2, { fields: { statement: 'x'.repeat(bytes - sizeOf(empty)) } }),
      ];
    };
    expect(headRecords(filled(56 * KILOBYTE), [], NOW)).toHaveLength(2);
    expect(headRecords(filled(56 * KILOBYTE + 1), [], NOW)).toHaveLength(1);
  });
});
