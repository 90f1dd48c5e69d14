/** What stands in the way of a panel's decision. All of it is named at once. */
import type { DecisionRequest } from '../schemas/decisions.ts';
import type { Blocker } from '../schemas/problems.ts';
import type { Pack } from './pack.ts';

/** @param pack the pack as it is now, judged on the meeting of the request. */
export const blockersOf = (request: DecisionRequest, pack: Pack, meetingOn: string): Blocker[] => [
  ...(request.packDigest === pack.digest
    ? []
    : [{ code: 'STALE_PACK' as const, message: 'The pack has changed since the one that the decision cites.' }]),
  ...(request.outcome === 'INCLUDE' ? notEligible(pack) : []),
  ...(request.outcome === 'DEFER' ? incompleteDeferral(request, meetingOn) : unacknowledged(request, pack)),
  ...(request.outcome === 'EXCLUDE' && request.exclusionReason === undefined
    ? [{ code: 'EXCLUSION_REASON_MISSING' as const, message: 'Not selecting a child needs a reason.' }]
    : []),
];

const notEligible = ({ eligibility }: Pack): Blocker[] =>
  eligibility
    .filter(({ finding }) => finding !== 'MET')
    .map(({ rule, finding, evidence }) => ({
      code: 'ELIGIBILITY_NOT_MET',
      about: rule,
      message: `${rule} is ${finding}. ${evidence}`,
    }));

const incompleteDeferral = ({ deferralReason, nextDate }: DecisionRequest, meetingOn: string): Blocker[] => {
  if (deferralReason !== undefined && nextDate !== undefined && nextDate > meetingOn) return [];
  return [{ code: 'DEFERRAL_INCOMPLETE', message: 'A deferral states its reason and a next date after this meeting.' }];
};

/** A deferral needs none of this: that something is missing is what it says. */
const unacknowledged = ({ acknowledgements }: DecisionRequest, { gaps, divergences }: Pack): Blocker[] => {
  const acknowledged = new Set(acknowledgements.map(({ about }) => about));
  return [
    ...gaps
      .filter(({ gapId }) => !acknowledged.has(gapId))
      .map(({ gapId, question }) => ({ code: 'GAP_NOT_ACKNOWLEDGED' as const, about: gapId, message: question })),
    ...divergences
      .filter(({ divergenceId }) => !acknowledged.has(divergenceId))
      .map(({ divergenceId, question }) => ({
        code: 'DIVERGENCE_NOT_ACKNOWLEDGED' as const,
        about: divergenceId,
        message: question,
      })),
  ];
};
