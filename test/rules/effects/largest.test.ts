/** The largest changes that the bounds allow: how many actions of DynamoDB's hundred each takes. */
import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { consequencesOf } from '../../../rules/effects/derive.ts';
import { overflowOf } from '../../../rules/effects/overflow.ts';
import { BOUNDS } from '../../../schemas/vocabulary/bounds.ts';
import {
  AGREEMENTS,
  caseFile,
  check,
  idOf,
  NOW,
  nomination,
  panelNamed,
  person,
  returned,
  viewRequest,
} from '../given.ts';
import { decisionOf, STEPS, type Step, visitTo } from './generated-changes.ts';

const times = <T>(n: number, make: (i: number) => T): T[] =>
  Array.from({ length: n }, (_, i) => make(i));

/** A case of which every list is as long as it may be. */
const full: CaseFile = caseFile({
  nominations: times(BOUNDS.nominationsOfCase - 1, (i) =>
    nomination({
      nominationId: idOf('nom', i),
      nominatedAt: `2026-11-${String(10 + i).padStart(2, '0')}T09:00:00.000Z`,
      expiresAt: '2027-11-10T09:00:00.000Z',
    }),
  ),
  checks: times(BOUNDS.checksOfCase - 1, (i) => ({
    ...check(),
    checkId: `c${i}`,
    checkedAt: '2026-11-01T09:00:00.000Z',
  })),
  viewRequests: times(BOUNDS.viewRequestsOfCase - 1, (i) =>
    viewRequest({ viewRequestId: idOf('vr', i), agency: `agency-${i}` }),
  ),
  returns: [returned({ viewRequestId: idOf('vr', 0), agency: 'agency-0' })],
  questions: times(
    BOUNDS.viewRequestsOfCase - 1,
    (i) =>
      ({
        questionId: idOf('qn', i),
        viewRequestId: idOf('vr', i),
        agency: `agency-${i}`,
        askedAt: '2026-11-20T09:00:00.000Z',
      }) as CaseFile['questions'][number],
  ),
  decisions: times(3, (i) => decisionOf('DEFER', idOf('dec', i))),
  visits: times(BOUNDS.openVisitsOfCase - 1, (i) => visitTo(idOf('visit', i))),
});

/** Entry, outbox item, marker and idempotency key stand beside what is derived. */
const BESIDE = 4;
/** DynamoDB takes a hundred; the rest is room for what is to come. */
const MOST = 60;

const actionsOf = (step: Step): number => {
  const child = {
    ...person(full.case.personId, []),
    openCases: [
      {
        caseId: full.case.caseId,
        panel: 'south-bcu',
        borough: full.case.borough,
      },
    ],
  };
  const change = {
    before: { file: full, person: child },
    after: { file: STEPS[step](full) },
  };
  expect(overflowOf(change)).toBeUndefined();
  let ids = 0;
  const newId = () => {
    ids += 1;
    return String(ids).padStart(32, '0');
  };
  const occasion = {
    now: NOW,
    newId,
    panel: panelNamed('south-bcu'),
    agreements: AGREEMENTS,
  };
  return consequencesOf(change, occasion).effects.length + BESIDE;
};

describe('at the largest size that the bounds allow', () => {
  const steps = (Object.keys(STEPS) as Step[]).filter(
    (step) => step !== 'nothing',
  );

  it.each(steps)('has room in one transaction: %s', (step) => {
    expect(actionsOf(step)).toBeLessThanOrEqual(MOST);
  });

  it('says how many actions each takes', () => {
    console.log(steps.map((step) => `${step} ${actionsOf(step)}`).join(' · '));
  });
});
