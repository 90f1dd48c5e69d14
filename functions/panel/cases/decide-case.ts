/** POST /v1/cases/{id}/decisions: what the panel decided, on the pack that it had before it. */
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { notFound } from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { advanced } from '../../../entrance/transition.ts';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { consideredAt } from '../../../rules/cases/considered-evidence.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { DecisionTaken } from '../../../schemas/contract/decisions.ts';
import type { Case, Decision } from '../../../schemas/store/entities.ts';
import { blockedBy } from './blocked-by.ts';
import { type DecidedOn, decidedOn } from './decided-on.ts';
import {
  checkAcknowledged,
  checkNextDate,
  meetingOf,
} from './decision-checks.ts';
import { takenIn } from './decision-taken.ts';
import { type Opened, openCase } from './open-case.ts';

export const decideCase = endpoint('decideCase', async (call) => {
  const { body } = call;
  const { about, earlier, opened } = await openCase(call, {
    meetingId: body.meetingId,
  }); // R1, R2
  if (!opened)
    return conclude(call, { ...about, answer: { problem: notFound() } });
  const { file, person } = opened;
  const { caseId } = file.case;
  if (earlier)
    return replayed(call, earlier, ({ decisionId }) => ({
      decisionId,
      caseId,
    }));
  const state = advanced(
    opened.standing(),
    body.outcome === 'DEFER' ? 'DEFER' : 'DECIDE',
  );
  const meeting = meetingOf(call, opened);
  const on = decidedOn(call, opened, meeting);
  const problem = blockedBy(call, opened, meeting, on);
  // The blockers say what the pack says, so the refusal is as much a disclosure as the pack was.
  if (problem) {
    const { decisions } = opened.composed();
    return conclude(call, { ...about, decisions, answer: { problem } });
  }
  checkAcknowledged(body, on.pack);
  checkNextDate(body, file);
  const taken = takenIn(call, opened, meeting, on.at);
  const { decisionId } = taken;
  return conclude(call, {
    ...about,
    answer: { body: { decisionId, caseId } },
    outcome: 'PERMIT',
    made: { decisionId },
    changes: [
      {
        before: { file, person, meeting },
        after: { file: decidedFile(call, opened, on, taken, state) },
      },
    ],
  }); // W
});

const decidedFile = (
  { body }: Call<'decideCase'>,
  { file, agreements }: Opened,
  on: DecidedOn,
  taken: DecisionTaken,
  state: Case['state'],
): CaseFile => {
  const { personId, caseId, expiresAt } = file.case;
  const decision: Decision = {
    type: 'Decision',
    personId,
    caseId,
    decisionId: taken.decisionId,
    taken,
    considered: consideredAt(on.file, agreements, on.at),
    gaps: on.pack.gaps.map(({ gapId }) => gapId),
    officerMinutes: body.officerMinutes,
    expiresAt,
  };
  return {
    ...file,
    case: { ...caseAfter(file.case, taken), state },
    decisions: [...file.decisions, decision],
  };
};

/**
 * What a decision makes of the case. A deferral leaves it without a meeting until it is listed
 * again for its next date.
 */
const caseAfter = (
  before: Case,
  { outcome, nextDate, decidedAt }: DecisionTaken,
): Case =>
  outcome === 'DEFER'
    ? { ...before, meetingId: undefined, meetingOn: nextDate }
    : { ...before, finalDecisionOn: londonDate(Date.parse(decidedAt)) };
