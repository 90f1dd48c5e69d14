/** Until when a case is kept: what the retention clauses of MD-SBCU-001 and MD-SUT-004 say, and not a day by closing late. */
import { describe, expect, it } from 'vitest';
import {
  keptAfterClosing,
  keptAfterDecision,
  nominationsKept,
  personKept,
} from '../../../rules/cases/retention.ts';
import type { Decision } from '../../../schemas/store/entities.ts';
import { caseFile, idOf, nomination, person, theCase } from '../given.ts';

const decided = (
  outcome: Decision['taken']['outcome'],
  recordedAt = '2026-11-26T15:00:00.000Z',
) => ({ taken: { outcome, recordedAt } }) as Decision;
const closing = (over: Parameters<typeof theCase>[0], decisions: Decision[]) =>
  keptAfterClosing(
    caseFile({ case: theCase(over), decisions }),
    '2027-03-31',
  ).slice(0, 10);
const on = { finalDecisionOn: '2026-11-26' };

it.each([
  ['EXCLUDE', '2027-05-26'],
  ['INCLUDE', '2028-11-26'],
  ['REFER_PARTNER', '2028-11-26'],
] as const)('after %s it is kept until %s', (outcome, until) => {
  expect(keptAfterDecision(outcome, '2026-11-26')).toBe(
    `${until}T00:00:00.000Z`,
  );
});

describe('after closing', () => {
  it.each([
    [
      'what was not selected, from its decision',
      on,
      [decided('EXCLUDE')],
      '2027-05-26',
    ],
    [
      'what was selected, from its closing',
      on,
      [decided('INCLUDE')],
      '2029-03-31',
    ],
    [
      'what was referred, from its closing',
      on,
      [decided('REFER_PARTNER')],
      '2029-03-31',
    ],
    [
      'what was delivered, from its closing, whatever is left of its decisions',
      { ...on, deliveredOn: '2026-12-01' },
      [],
      '2029-03-31',
    ],
    ['what no panel decided on, six months', {}, [], '2027-10-01'],
    [
      'what was only ever deferred, six months',
      {},
      [decided('DEFER')],
      '2027-10-01',
    ],
  ])('%s', (_, over, decisions, until) => {
    expect(closing(over, decisions)).toBe(until);
  });

  it('the latest decision counts, in whatever order they stand', () => {
    const both = [
      decided('INCLUDE', '2026-11-12T15:00:00.000Z'),
      decided('EXCLUDE'),
    ];
    for (const decisions of [both, both.toReversed()])
      expect(closing(on, decisions)).toBe('2027-05-26');
  });
});

describe('with its case lives', () => {
  const until = '2028-11-26T00:00:00.000Z';
  it('a nomination that would end before, and each of its records; none is cut short', () => {
    const short = nomination({ expiresAt: '2027-11-10T09:00:00.000Z' });
    const long = nomination({
      nominationId: idOf('nom', 2),
      expiresAt: '2030-01-01T00:00:00.000Z',
    });
    const kept = nominationsKept(
      caseFile({ nominations: [short, long] }),
      until,
    );
    expect(
      kept.map(({ nominationId, expiresAt }) => [nominationId, expiresAt]),
    ).toEqual([[short.nominationId, until]]);
    for (const { expiresAt } of kept[0]?.records ?? [])
      expect(expiresAt >= until).toBe(true);
  });

  it('at most six nominations, the latest: a write has room for no more', () => {
    const many = Array.from({ length: 14 }, (_, i) =>
      nomination({
        nominationId: idOf('nom', i),
        nominatedAt: `2026-11-${String(i + 1).padStart(2, '0')}T09:00:00.000Z`,
        expiresAt: '2027-01-01T00:00:00.000Z',
      }),
    );
    const kept = nominationsKept(caseFile({ nominations: many }), until).map(
      ({ nominatedAt }) => nominatedAt,
    );
    expect(kept).toHaveLength(6);
    expect(kept.toSorted()[0]).toBe('2026-11-09T09:00:00.000Z');
  });

  it('the child, and no shorter than before', () => {
    const child = {
      ...person('a'.repeat(32), []),
      expiresAt: '2027-01-01T00:00:00.000Z',
    };
    expect(personKept(child, until).expiresAt).toBe(until);
    expect(
      personKept({ ...child, expiresAt: '2031-01-01T00:00:00.000Z' }, until)
        .expiresAt,
    ).toBe('2031-01-01T00:00:00.000Z');
  });
});
