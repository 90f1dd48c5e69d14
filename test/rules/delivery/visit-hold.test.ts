/** What comes up against a visit holds every visit of the child that has not been made, and no visit that has. */
import { describe, expect, it } from 'vitest';
import type { CaseFile, OtherCase } from '../../../rules/cases/case-file.ts';
import {
  bringsDoNotVisit,
  doNotVisitOf,
  endedBy,
  heldBy,
  heldByCheck,
  heldEverywhere,
  withVisits,
} from '../../../rules/delivery/visit-hold.ts';
import type { Eligibility } from '../../../schemas/contract/case-parts.ts';
import type { Return, Visit } from '../../../schemas/store/entities.ts';
import { VisitState } from '../../../schemas/vocabulary/codes.ts';
import { visit } from '../events.ts';
import { caseFile, idOf, NOW, record, returned, theCase } from '../given.ts';

const AT = '2026-11-23T10:00:00.000Z';
const stood = (state: Visit['state'], n = 1): Visit => ({
  ...visit(undefined),
  visitId: idOf('visit', n),
  state,
});
const all = VisitState.options.map((state, n) => stood(state, n));
const other = (visits: readonly Visit[]): OtherCase => ({
  case: theCase({ caseId: idOf('case', 2) }),
  nominations: [],
  decisions: [],
  visits,
});
/** One visit in this case, and one in another of the same child. */
const twice = (over: Partial<CaseFile> = {}): CaseFile =>
  caseFile({
    visits: [stood('ALLOCATED', 1)],
    others: [other([stood('ATTEMPTED', 2)])],
    ...over,
  });
const both = [idOf('visit', 1), idOf('visit', 2)];
const idsOf = (visits: readonly Visit[]): string[] =>
  visits.map(({ visitId }) => visitId);

const saying = (
  reasons: readonly string[],
  over: Partial<Return> = {},
): Return =>
  returned({
    kind: 'VIEW',
    records: reasons.map((doNotVisitReason) =>
      record({ category: 'approach', fields: { doNotVisitReason } }),
    ),
    ...over,
  });

describe('a visit that has not been made', () => {
  it('is held, with the reason and the time, and every other is left as it is', () => {
    const held = heldBy({ visits: all }, 'STRATEGY_DISCUSSION', NOW);
    expect(held).toEqual(
      (['ALLOCATED', 'ATTEMPTED'] as const).map((before) => ({
        ...all.find(({ state }) => state === before),
        state: 'HOLD',
        hold: { reason: 'STRATEGY_DISCUSSION', at: AT },
      })),
    );
  });

  it('is over where the panel ends it, held or not, and says why and when', () => {
    const ended = endedBy(all, 'NOT_SELECTED', NOW);
    expect(ended).toEqual(
      all
        .filter(({ state }) =>
          ['ALLOCATED', 'ATTEMPTED', 'HOLD'].includes(state),
        )
        .map((before) => ({
          ...before,
          state: 'NOT_DONE',
          result: { state: 'NOT_DONE', at: AT, reason: 'NOT_SELECTED' },
        })),
    );
  });
});

describe('what speaks against visiting the child', () => {
  it('holds the visits of every case of theirs', () => {
    expect(idsOf(heldEverywhere(twice(), 'DO_NOT_VISIT', NOW))).toEqual(both);
  });

  it('is a reason that the agency had not given', () => {
    const before = twice({ returns: [saying(['A dog.'])] });
    expect(bringsDoNotVisit(before, saying(['A dog.']))).toBe(false);
    expect(bringsDoNotVisit(before, saying([]))).toBe(false);
    expect(bringsDoNotVisit(before, saying(['A dog.', 'A threat.']))).toBe(
      true,
    );
    expect(
      bringsDoNotVisit(
        before,
        saying(['A dog.'], { agency: 'croydon-education' }),
      ),
    ).toBe(true);
    expect(bringsDoNotVisit(twice(), saying(['A dog.']))).toBe(true);
  });

  it('is read in what is said of the approach, and nowhere else', () => {
    const records = [
      record({ category: 'approach', fields: { doNotVisitReason: 'A dog.' } }),
      record({
        category: 'approach',
        fields: { safeApproachAdvice: 'By day.' },
      }),
      record({ category: 'view', fields: { doNotVisitReason: 'Elsewhere.' } }),
    ];
    expect(doNotVisitOf({ records })).toEqual(['A dog.']);
    expect(doNotVisitOf(undefined)).toEqual([]);
  });
});

describe('a rule that is no longer met', () => {
  const found = (rule: Eligibility['rule'], finding: Eligibility['finding']) =>
    ({ rule, finding }) as Eligibility;
  const heldWith = (...eligibility: Eligibility[]): string[] =>
    idsOf(heldByCheck(twice(), eligibility, NOW));

  it('is of the child, and holds the visits of every case of theirs', () => {
    expect(heldWith(found('NO_WEAPON_CONVICTION', 'NOT_MET'))).toEqual(both);
    expect(
      heldWith(
        found('EVIDENCE_OF_CARRYING', 'NOT_MET'),
        found('NO_WEAPON_CONVICTION', 'NOT_MET'),
      ),
    ).toEqual(both);
  });

  it('and is of one case alone where it is the evidence of one incident', () => {
    expect(heldWith(found('EVIDENCE_OF_CARRYING', 'NOT_MET'))).toEqual([
      idOf('visit', 1),
    ]);
    expect(
      heldWith(
        found('EVIDENCE_OF_CARRYING', 'NOT_MET'),
        found('NO_WEAPON_CONVICTION', 'MET'),
      ),
    ).toEqual([idOf('visit', 1)]);
  });

  it('alone holds a visit: what is met, or not known, does not', () => {
    expect(
      heldWith(
        found('NO_WEAPON_CONVICTION', 'MET'),
        found('EVIDENCE_OF_CARRYING', 'NOT_KNOWN'),
      ),
    ).toEqual([]);
    expect(heldWith()).toEqual([]);
  });

  it('is why the visit is held', () => {
    const [held] = heldByCheck(
      twice(),
      [found('NO_WEAPON_CONVICTION', 'NOT_MET')],
      NOW,
    );
    expect(held?.hold).toEqual({ reason: 'NOT_ELIGIBLE', at: AT });
  });
});

it('a file with changed visits has these in the case that each is of, and all else as it was', () => {
  const file = twice({ visits: [stood('ALLOCATED', 1), stood('DONE', 3)] });
  const changed = [stood('HOLD', 1), stood('HOLD', 2)];
  expect(withVisits(file, changed)).toEqual({
    ...file,
    visits: [stood('HOLD', 1), stood('DONE', 3)],
    others: [other([stood('HOLD', 2)])],
  });
});
