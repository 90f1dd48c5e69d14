/** GET /v1/cases/{id}: how a case stands. What the agencies say is in the pack. */
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { notFound } from '../../../entrance/problem.ts';
import { yjsClockOf } from '../../../rules/cases/yjs-clock.ts';
import {
  referralViews,
  visitViews,
} from '../../../rules/delivery/delivery-view.ts';
import { openCase } from './open-case.ts';

export const readCase = endpoint('readCase', async (call) => {
  const { about, opened } = await openCase(call); // R1, R2
  if (!opened)
    return conclude(call, { ...about, told: { problem: notFound() } });
  const { file, pack, ledger, reopened } = opened;
  const body = {
    caseId: file.case.caseId,
    panel: file.case.panel,
    borough: file.case.borough,
    state: file.case.state,
    reopened,
    meetingId: file.case.meetingId,
    meetingOn: file.case.meetingOn,
    listingReason: file.case.listingReason,
    eligibility: pack.eligibility,
    clock: yjsClockOf(file, call.now),
    investigation: pack.investigation,
    strategyDiscussion: pack.strategyDiscussion,
    triage: pack.triage,
    viewRequests: ledger,
    decisions: pack.decisions,
    visits: visitViews(file.visits),
    referrals: referralViews(file.referrals),
    followUps: file.followUps
      .map(({ found }) => found)
      .toSorted((a, b) => a.month - b.month),
    closedOn: file.case.closedOn,
    closingReason: file.case.closingReason,
    closedBy: file.case.closedBy,
    ledgerEntry: call.entryId,
  };
  return conclude(call, { ...about, outcome: 'PERMIT', told: { body } }); // W
});
