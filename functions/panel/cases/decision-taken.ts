import type { Call } from '../../../entrance/call.ts';
import { actorOf } from '../../../rules/actor.ts';
import { quorumOf } from '../../../rules/cases/quorum.ts';
import { presentAs } from '../../../rules/pack/decision-gate.ts';
import type { Panel } from '../../../schemas/contract/agreement/agreement.ts';
import type { DecisionTaken } from '../../../schemas/contract/decisions.ts';
import type { Meeting } from '../../../schemas/store/entities.ts';

/** A decision as it is kept. @param at when it was taken, in milliseconds since the epoch. */
export const takenIn = (
  call: Call<'decideCase'>,
  { panel }: { panel: Panel },
  meeting: Meeting,
  at: number,
): DecisionTaken => {
  const { world, body, now } = call;
  return {
    decisionId: `dec_${world.randomId()}`,
    outcome: body.outcome,
    reason: body.exclusionReason ?? body.deferralReason,
    nextDate: body.nextDate,
    decidedAt: new Date(at).toISOString(),
    recordedAt: new Date(now).toISOString(),
    meetingId: meeting.meetingId,
    meetingOn: meeting.meetingOn,
    ...(body.outage && { outage: true as const }),
    present: meeting.attendance,
    notQuorate: !quorumOf(meeting, panel).met,
    decider: deciderOf(call, meeting, panel),
    rationale: body.rationale,
    dissent: body.dissent,
    packDigest: body.packDigest,
    acknowledgements: body.acknowledgements,
  };
};

/** Names the decider, with the agency that they sat for. */
const deciderOf = (
  { body: { decider }, claims }: Call<'decideCase'>,
  meeting: Meeting,
  panel: Panel,
): string => {
  const agency = presentAs(decider, meeting, panel)?.agency ?? claims.agencyId;
  return `${actorOf(agency, decider.practitioner)} (${decider.role})`;
};
