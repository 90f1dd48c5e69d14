/**
 * Tells the panel of the child's other cases before it: a child is one child, however often they
 * are nominated.
 */
import type { PackMessage } from '../../schemas/contract/pack.ts';
import { latestDecision, type OtherCase } from '../cases/case-file.ts';
import { isPending } from '../delivery/visit-state.ts';
import { londonDate } from '../time/london-time.ts';

type Told = PackMessage['otherCases'][number];

/** Sorted by the day on which each was decided. */
export const otherCasesOf = (others: readonly OtherCase[]): Told[] =>
  others
    .map(otherCase)
    .toSorted((a, b) =>
      (a.decidedOn ?? a.caseId) < (b.decidedOn ?? b.caseId) ? -1 : 1,
    );

const otherCase = ({ case: other, decisions, visits }: OtherCase): Told => {
  const { caseId, state, finalDecisionOn, deliveredOn, closedOn } = other;
  const last = latestDecision({ decisions })?.taken;
  const decidedOn =
    finalDecisionOn ?? (last && londonDate(Date.parse(last.decidedAt)));
  return {
    caseId,
    state,
    outcome: last?.outcome,
    reason: last?.reason,
    decidedOn,
    deliveredOn,
    closedOn,
    visit: visits.map((each) => each.state).find(isPending),
  };
};
