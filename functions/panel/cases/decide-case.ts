/** POST /v1/cases/{id}/decisions: what the panel decided, on the pack that it had before it. */

import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, notFound } from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { tallyEffects } from '../../../entrance/tallies.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import { holdNotices, visitEffects } from '../../../entrance/visits.ts';
import {
  type CaseFile,
  currentReturn,
  isOfAge,
} from '../../../rules/cases/case-file.ts';
import { consideredAt } from '../../../rules/cases/considered-evidence.ts';
import { quorumOf } from '../../../rules/cases/quorum.ts';
import {
  keptAfterDecision,
  personKept,
} from '../../../rules/cases/retention.ts';
import {
  endedBy,
  heldBy,
  withVisits,
} from '../../../rules/delivery/visit-hold.ts';
import { presentAs } from '../../../rules/pack/decision-gate.ts';
import type { Pack } from '../../../rules/pack/pack.ts';
import {
  decisionTally,
  visitTally,
} from '../../../rules/statistics/tallies.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { Panel } from '../../../schemas/contract/agreement/agreement.ts';
import type { DecisionTaken } from '../../../schemas/contract/decisions.ts';
import type {
  Case,
  Decision,
  Meeting,
  Visit,
} from '../../../schemas/store/entities.ts';
import type { Notice } from '../../../schemas/store/notices.ts';
import { advanced } from './advanced.ts';
import { blockedBy, decidedOn } from './blocked-by.ts';
import { closedRequests, withoutCase } from './end-panel-work.ts';
import { keptUntil } from './kept-until.ts';
import { type OpenedCase, openCase } from './open-case.ts';

export const decideCase = endpoint('decideCase', async (call) => {
  const { world, body } = call;
  const { about, earlier, opened } = await openCase(call, {
    meetingId: body.meetingId,
  }); // R1, R2
  if (!opened)
    return conclude(call, { ...about, told: { problem: notFound() } });
  const { file, person, panel, decisions, agreements } = opened;
  const { personId, caseId, version } = file.case;
  if (earlier)
    return replayed(call, earlier, ({ decisionId }) => ({
      decisionId,
      caseId,
    }));
  const state = advanced(
    file.case,
    body.outcome === 'DEFER' ? 'DEFER' : 'DECIDE',
  );
  const meeting = meetingOf(call, opened);
  const on = decidedOn(call, opened, meeting);
  const blocked = blockedBy(call, opened, meeting, on);
  // The blockers say what the pack says, so the refusal is as much a disclosure as the pack was.
  if (blocked)
    return conclude(call, { ...about, decisions, told: { problem: blocked } });
  checkAcknowledged(body, on.pack);
  checkNextDate(body, file);

  const decisionId = `dec_${world.randomId()}`;
  const taken = takenIn(call, decisionId, { meeting, panel, at: on.at });
  const next = { ...after(file.case, taken), state, version: version + 1 };
  const considered = consideredAt(on.file, agreements, on.at);
  const { expiresAt } = next;
  const decision: Decision = {
    type: 'Decision',
    personId,
    caseId,
    decisionId,
    taken,
    considered,
    gaps: on.pack.gaps.map(({ gapId }) => gapId),
    officerMinutes: body.officerMinutes,
    expiresAt,
  };
  const decided = state === 'DECIDED';
  const known = decided
    ? withoutCase(person, caseId)
    : { ...person, version: person.version + 1 };
  const visits = visitsAfter(file, taken, call.now);
  return conclude(call, {
    ...about,
    told: { body: { decisionId, caseId } },
    outcome: 'PERMIT',
    made: { decisionId },
    notices: [...(decided ? [heardBy(file)] : []), ...holdNotices(visits)],
    effects: [
      // Conditional on the versions that the pack was composed of: a flag or a return that came meanwhile is not overlooked.
      { do: 'put', entity: next, expects: version },
      // And on the attendance: who decides was there, and whoever was there might hear it.
      {
        do: 'put',
        entity: { ...meeting, version: meeting.version + 1 },
        expects: meeting.version,
      },
      {
        do: 'put',
        entity: personKept(known, expiresAt),
        expects: person.version,
      },
      { do: 'put', entity: decision, expects: 'ABSENT' },
      ...(decided
        ? [...closedRequests(file), ...keptUntil(file, expiresAt)]
        : []),
      ...tallyEffects(
        world,
        decisionTally(decision, { ...opened, file: on.file, now: call.now }),
      ),
      ...visitEffects(visits),
      ...visits.flatMap((over) =>
        tallyEffects(world, visitTally(over, { ...opened, now: call.now })),
      ),
      ...taskEffects(
        file,
        withVisits(
          { ...file, case: next, decisions: [...file.decisions, decision] },
          visits,
        ),
      ),
    ],
  }); // W
});

/** What nobody has seen nobody has talked about: an acknowledgement is of something in the pack. @throws Problem CONTENT_INVALID. */
const checkAcknowledged = (
  { acknowledgements }: Call<'decideCase'>['body'],
  { gaps, divergences, freshness }: Pack,
): void => {
  const known = new Set([
    ...gaps.map(({ gapId }) => gapId),
    ...divergences.map(({ divergenceId }) => divergenceId),
    ...freshness.map(({ stalenessId }) => stalenessId),
  ]);
  const errors = acknowledgements.flatMap(({ about }, i) =>
    known.has(about)
      ? []
      : [
          {
            pointer: `/acknowledgements/${i}/about`,
            message: 'is nothing that the pack names',
          },
        ],
  );
  if (errors.length > 0) throw contentInvalid(errors);
};

/**
 * A case is talked about again while it is there, and while its child is one. @throws Problem CONTENT_INVALID.
 */
const checkNextDate = (
  { nextDate }: Call<'decideCase'>['body'],
  file: CaseFile,
): void => {
  if (nextDate === undefined) return;
  const refused = (message: string) =>
    contentInvalid([{ pointer: '/nextDate', message }]);
  if (nextDate >= file.case.expiresAt.slice(0, 10))
    throw refused('is after the day on which the case is erased');
  if (isOfAge(file, nextDate))
    throw refused('is a day on which the child is of age');
};

/** @throws Problem CONTENT_INVALID where it is not the meeting for which the case is listed, or its day has not come. */
const meetingOf = (
  { now }: Call<'decideCase'>,
  { file, meeting }: NonNullable<OpenedCase['opened']>,
): Meeting => {
  const refused = (message: string) =>
    contentInvalid([{ pointer: '/meetingId', message }]);
  if (meeting === undefined || meeting.meetingId !== file.case.meetingId) {
    throw refused('is not the meeting for which the case is listed');
  }
  // A day that has not come has heard nobody: who was there, and what a trust may still answer, is not yet so.
  if (meeting.meetingOn > londonDate(now))
    throw refused('is a meeting that has not been held');
  return meeting;
};

const takenIn = (
  { body, claims, now }: Call<'decideCase'>,
  decisionId: string,
  { meeting, panel, at }: { meeting: Meeting; panel: Panel; at: number },
): DecisionTaken => ({
  decisionId,
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
  decider: `${presentAs(body.decider, meeting, panel)?.agency ?? claims.agencyId}/${body.decider.practitioner} (${body.decider.role})`,
  rationale: body.rationale,
  dissent: body.dissent,
  packDigest: body.packDigest,
  acknowledgements: body.acknowledgements,
});

/** What a decision makes of the case. A deferral leaves it without a meeting until it is listed again for its next date. */
const after = (
  before: Case,
  { outcome, nextDate, decidedAt }: DecisionTaken,
): Case => {
  if (outcome === 'DEFER')
    return { ...before, meetingId: undefined, meetingOn: nextDate };
  const finalDecisionOn = londonDate(Date.parse(decidedAt));
  return {
    ...before,
    finalDecisionOn,
    expiresAt: keptAfterDecision(outcome, finalDecisionOn),
  };
};

/** What becomes of a visit that an earlier decision led to, and that has not been made. */
const visitsAfter = (
  file: CaseFile,
  { outcome }: DecisionTaken,
  now: number,
): Visit[] => {
  if (outcome === 'INCLUDE') return [];
  return outcome === 'DEFER'
    ? heldBy(file, 'DEFERRED', now)
    : endedBy(file.visits, 'NOT_SELECTED', now);
};

/** The agencies that wish to hear that the panel has decided. */
const heardBy = (file: CaseFile): Notice => ({
  kind: 'CASE_DECIDED',
  requests: file.viewRequests
    .filter(({ agency }) =>
      currentReturn(file, agency)?.records.some(
        ({ fields }) => fields.wishesToHearOutcome === true,
      ),
    )
    .map(({ agency, viewRequestId }) => ({ agency, viewRequestId })),
});
