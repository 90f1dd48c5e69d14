/** A flag that changes takes its history along; one that goes takes with it only what was known for its sake. */
import { describe, expect, it } from 'vitest';
import { changedFlag, personWithFlag } from '../../../rules/sharing/flagged.ts';
import type { Flag } from '../../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../../schemas/store/personal-record.ts';
import { idOf, NOW, nomination, PERSON_ID, person, record } from '../given.ts';

const LINE = {
  change: 'CORRECTED',
  changedAt: '2026-11-23T10:00:00.000Z',
  changedBy: 'croydon-yjs/w-1',
  note: 'Synthetic.',
} as const;
const flagRecord = (
  n: number,
  over: Partial<PersonalRecord> = {},
): PersonalRecord =>
  record({
    recordId: idOf('rec', n),
    category: 'flag',
    fields: { flagKind: 'NEED', statement: `Statement ${n}.` },
    expiresAt: '2027-01-01T00:00:00.000Z',
    ...over,
  });
const flag = (n: number, over: Partial<Flag> = {}): Flag => ({
  type: 'Flag',
  personId: PERSON_ID,
  flagId: idOf('flag', n),
  version: 3,
  record: flagRecord(n),
  withdrawn: false,
  history: [{ ...LINE, version: 1, change: 'RAISED' }],
  expiresAt: '2027-01-01T00:00:00.000Z',
  ...over,
});
const identity = (
  n: number,
  over: Partial<PersonalRecord> = {},
): PersonalRecord =>
  record({
    recordId: idOf('rec', n),
    category: 'identity',
    fields: { givenName: 'Ada', familyName: 'Okoro' },
    expiresAt: '2027-06-01T00:00:00.000Z',
    ...over,
  });

describe('a flag that was changed', () => {
  const corrected = flagRecord(1, {
    fields: { statement: 'Corrected.' },
    expiresAt: '2027-02-01T00:00:00.000Z',
  });

  it('is what it now says, for as long as that stands, with the record before it in its history', () => {
    expect(changedFlag(flag(1), corrected, LINE)).toEqual({
      ...flag(1),
      record: corrected,
      expiresAt: '2027-02-01T00:00:00.000Z',
      history: [
        ...flag(1).history,
        { ...LINE, version: 4, before: flagRecord(1) },
      ],
    });
  });

  it('is withdrawn by a withdrawal alone', () => {
    for (const change of [
      'REVIEWED',
      'CONTESTED',
      'CORRECTED',
      'WITHDRAWN',
    ] as const)
      expect(
        changedFlag(flag(1), corrected, { ...LINE, change }).withdrawn,
      ).toBe(change === 'WITHDRAWN');
  });
});

describe('the person of a flag', () => {
  const NOTHING = { flags: [], nominations: [] };
  const withdrawn = flag(1, { withdrawn: true });
  const left = (
    records: PersonalRecord[],
    held: Parameters<typeof personWithFlag>[2] = NOTHING,
  ): string[] =>
    personWithFlag(
      person(PERSON_ID, records),
      withdrawn,
      held,
      NOW,
    ).records.map(({ recordId }) => recordId);

  it('has the flag as it now is, beside all else as it was, as long as the longest of it', () => {
    const changed = flagRecord(1, { fields: { statement: 'Corrected.' } });
    const records = [identity(7), flagRecord(1), flagRecord(2)];
    const after = personWithFlag(
      person(PERSON_ID, records),
      flag(1, { record: changed }),
      NOTHING,
      NOW,
    );
    expect(after).toEqual({
      ...person(PERSON_ID, [identity(7), changed, flagRecord(2)]),
      expiresAt: '2027-06-01T00:00:00.000Z',
    });
  });

  it('has nothing of a withdrawn flag, nor what identified the child for it', () => {
    expect(
      left([
        identity(7),
        identity(8, { category: 'identifiers' }),
        flagRecord(1),
      ]),
    ).toEqual([]);
    const after = personWithFlag(
      person(PERSON_ID, [flagRecord(1)]),
      withdrawn,
      NOTHING,
      NOW,
    );
    expect(after.expiresAt).toBe('2026-11-23T10:00:00.000Z');
  });

  it.each([
    ['another agency', { originator: 'met-police' }],
    ['the same agency under another agreement', { agreement: 'MD-SUT-004' }],
  ])('has what identifies the child for %s, and what that says', (_, over) => {
    const others = [identity(7, over), flagRecord(2, over)];
    expect(left([...others, flagRecord(1)])).toEqual(
      others.map(({ recordId }) => recordId),
    );
  });

  it('has what identifies the child where another flag of the agency stands, and not for the sake of one that has gone', () => {
    const records = [identity(7), flagRecord(1), flagRecord(2)];
    const kept = [idOf('rec', 7), idOf('rec', 2)];
    expect(left(records, { ...NOTHING, flags: [withdrawn, flag(2)] })).toEqual(
      kept,
    );
    const gone = [withdrawn, flag(2, { withdrawn: true })];
    expect(left(records, { ...NOTHING, flags: gone })).toEqual([
      idOf('rec', 2),
    ]);
    const ofAnother = [
      flag(1),
      flag(2, { record: flagRecord(2, { originator: 'met-police' }) }),
    ];
    expect(left(records, { ...NOTHING, flags: ofAnother })).toEqual([
      idOf('rec', 2),
    ]);
  });

  it('has what a nomination of the agency says still, and no more', () => {
    const said = identity(9);
    const nominations = [nomination({ records: [said] })];
    expect(
      left([identity(7), flagRecord(1)], { ...NOTHING, nominations }),
    ).toEqual([idOf('rec', 7)]);
    const other = identity(7, {
      fields: { givenName: 'Ada', familyName: 'Adeyemi' },
    });
    expect(left([other, flagRecord(1)], { ...NOTHING, nominations })).toEqual(
      [],
    );
    const ofPolice = [
      nomination({ records: [identity(9, { originator: 'met-police' })] }),
    ];
    expect(
      left([identity(7), flagRecord(1)], { ...NOTHING, nominations: ofPolice }),
    ).toEqual([]);
  });
});
