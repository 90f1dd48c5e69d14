/** POST /v1/cases/{id}/decisions: what the panel decided, on the pack that it had before it. */
import type { Effect } from '../../../adapters/ports.ts';
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, notFound, Problem } from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { tallyEffects } from '../../../entrance/tallies.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import { basisOf } from '../../../rules/basis.ts';
import type { CaseFile } from '../../../rules/case-file.ts';
import { blockersOf } from '../../../rules/decision-gate.ts';
import { eligibilityOf } from '../../../rules/eligibility.ts';
import { inboxItemOf } from '../../../rules/inbox.ts';
import { londonDate } from '../../../rules/london-time.ts';
import { decisionTally } from '../../../rules/tallies.ts';
import type { DecisionTaken } from '../../../schemas/decisions.ts';
import type { Case, Decision } from '../../../schemas/entities.ts';
import { advanced } from './advanced.ts';
import { type OpenedCase, openCase } from './open-case.ts';

export const decideCase = endpoint('decideCase', async (call) => {
  const { world, body } = call;
  const { about, earlier, opened } = await openCase(call, body.meetingId); // R1, R2
  if (!opened) return conclude(call, { ...about, told: { problem: notFound() } });
  const { file, person, decisions } = opened;
  const { personId, caseId, version, expiresAt } = file.case;
  if (earlier) return replayed(call, earlier, ({ decisionId }) => ({ decisionId, caseId }));
  const state = advanced(file.case, body.outcome === 'DEFER' ? 'DEFER' : 'DECIDE');
  const { meeting } = opened;
  if (meeting === undefined || meeting.meetingId !== file.case.meetingId) {
    throw contentInvalid([{ pointer: '/meetingId', message: 'is not the meeting for which the case is listed' }]);
  }
  const { meetingOn } = meeting;
  const blocked = blockedBy(call, opened, meetingOn);
  // The blockers say what the pack says, so the refusal is as much a disclosure as the pack was.
  if (blocked) return conclude(call, { ...about, decisions, told: { problem: blocked } });

  const decisionId = `dec_${world.randomId()}`;
  const decided = state === 'DECIDED';
  const next: Case = {
    ...file.case,
    state,
    version: version + 1,
    ...(body.outcome === 'DEFER' && { meetingId: undefined, meetingOn: body.nextDate }),
    finalDecisionOn: decided ? londonDate(call.now) : undefined,
  };
  const decision: Decision = {
    type: 'Decision',
    personId,
    caseId,
    decisionId,
    taken: taken(call, decisionId, meetingOn),
    basis: basisOf(opened.pack),
    expiresAt,
  };
  const openCases = decided ? person.openCases.filter((open) => open.caseId !== caseId) : person.openCases;
  return conclude(call, {
    ...about,
    told: { body: { decisionId, caseId } },
    outcome: 'PERMIT',
    made: { decisionId },
    effects: [
      // Conditional on the versions that the pack was composed of: a flag or a return that came meanwhile is not overlooked.
      { do: 'put', entity: next, expects: version },
      { do: 'put', entity: { ...person, openCases, version: person.version + 1 }, expects: person.version },
      {
        do: 'put',
        entity: decision,
        expects: 'ABSENT',
      },
      ...(decided ? closedRequests(file) : []),
      ...tallyEffects(world, decisionTally(decision, { ...opened, now: call.now })),
      ...taskEffects(file, {
        ...file,
        case: next,
        decisions: [...file.decisions, decision],
      }),
    ],
  }); // W
});

/** Nobody is asked any longer for what has been decided. */
const closedRequests = ({ viewRequests }: CaseFile): Effect[] =>
  viewRequests.map((request) => ({ do: 'put', entity: inboxItemOf(request, 'CLOSED'), expects: 'ANY' }));

/** DECISION_BLOCKED with every blocker, and the digest of the pack as it stands. */
const blockedBy = (
  { body, now }: Call<'decideCase'>,
  { file, panel, pack }: NonNullable<OpenedCase['opened']>,
  meetingOn: string,
): Problem | undefined => {
  // Eligibility is judged on the meeting's day and today, whatever day the pack was composed for.
  const days = [meetingOn, londonDate(now)];
  const judged = days.flatMap((on) => eligibilityOf({ ...file, area: panel.area, on }));
  const unmet = new Map(judged.filter(({ finding }) => finding !== 'MET').map((each) => [each.rule, each]));
  const eligibility = pack.eligibility.map((each) => unmet.get(each.rule) ?? each);
  const blockers = blockersOf(body, { ...pack, eligibility }, meetingOn);
  if (blockers.length === 0) return undefined;
  return new Problem(
    'DECISION_BLOCKED',
    'The decision was not recorded; everything that stands in its way is listed.',
    {
      blockers,
      packDigest: pack.digest,
    },
  );
};

const taken = ({ body, claims, now }: Call<'decideCase'>, decisionId: string, meetingOn: string): DecisionTaken => ({
  decisionId,
  outcome: body.outcome,
  reason: body.exclusionReason ?? body.deferralReason,
  nextDate: body.nextDate,
  decidedAt: new Date(now).toISOString(),
  meetingOn,
  decider: `${claims.agencyId}/${body.decider.practitioner} (${body.decider.role})`,
  rationale: body.rationale,
  dissent: body.dissent,
  packDigest: body.packDigest,
  acknowledgements: body.acknowledgements,
});
