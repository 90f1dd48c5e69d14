/**
 * Names everything that stands in the way of a visit at once. Only a reason not to visit can be
 * overcome, with a note.
 */
import type { Blocker } from '../../schemas/contract/problems.ts';
import type { VisitRequest } from '../../schemas/contract/visits.ts';
import {
  type CaseFile,
  currentReturn,
  latestDecision,
} from '../cases/case-file.ts';
import { eligibilityOf } from '../cases/eligibility.ts';
import { doNotVisitOf } from './visit-hold.ts';

/**
 * @param area GSS codes of the panel's area. Age is judged on the last day on which the visit may
 * be made.
 */
export const visitBlockers = (
  file: CaseFile,
  { dueBy, overrideReason }: Pick<VisitRequest, 'dueBy' | 'overrideReason'>,
  area: readonly string[],
): Blocker[] => [
  ...(latestDecision(file)?.taken.outcome === 'INCLUDE'
    ? []
    : [
        {
          code: 'NOT_SELECTED' as const,
          message: 'The panel has not selected this child for a visit.',
        },
      ]),
  ...([file, ...file.others].some(
    (each) => each.case.strategyDiscussion?.status === 'ONGOING',
  )
    ? [
        {
          code: 'STRATEGY_DISCUSSION' as const,
          message: 'A strategy discussion about this child is under way.',
        },
      ]
    : []),
  ...eligibilityOf({ ...file, area, on: dueBy })
    .filter(({ finding }) => finding === 'NOT_MET')
    .map(({ rule, evidence }) => ({
      code: 'ELIGIBILITY_NOT_MET' as const,
      about: rule,
      message: `${rule} is NOT_MET on the day by which the visit is due. ${evidence}`,
    })),
  ...(overrideReason === undefined ? doNotVisit(file) : []),
];

/**
 * INVARIANT: from the returns themselves, not from what the panel may still read: a reason not to
 * visit does not lapse with its flow.
 */
const doNotVisit = (file: CaseFile): Blocker[] =>
  file.viewRequests
    .filter(
      ({ agency }) => doNotVisitOf(currentReturn(file, agency)).length > 0,
    )
    .map(({ agency }) => ({
      code: 'DO_NOT_VISIT',
      about: agency,
      message: `${agency} gives a reason not to visit. Say in \`overrideReason\` why the visit is made all the same.`,
    }));

export const givesReasonNotToVisit = (file: CaseFile): boolean =>
  doNotVisit(file).length > 0;
