/** GET /v1/cases/{id}: how a case stands. What the agencies say is in the pack. */
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { notFound } from '../../../entrance/problem.ts';
import { referralViews, visitViews } from '../../../rules/delivery-view.ts';
import { openCase } from './open-case.ts';

export const readCase = endpoint('readCase', async (call) => {
  const { about, opened } = await openCase(call); // R1, R2
  if (!opened) return conclude(call, { ...about, told: { problem: notFound() } });
  const { file, pack, ledger, reopened } = opened;
  const body = {
    caseId: file.case.caseId,
    panel: file.case.panel,
    state: file.case.state,
    reopened,
    meetingOn: file.case.meetingOn,
    eligibility: pack.eligibility,
    viewRequests: ledger,
    decisions: pack.decisions,
    visits: visitViews(file.visits),
    referrals: referralViews(file.referrals),
    ledgerEntry: call.entryId,
  };
  return conclude(call, { ...about, outcome: 'PERMIT', told: { body } }); // W
});
