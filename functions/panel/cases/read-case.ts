/** GET /v1/cases/{id}: how a case stands. What the agencies say is in the pack. */
import type { Call } from '../../../entrance/call.ts';
import { type AnswerOf, conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { notFound } from '../../../entrance/problem.ts';
import { yjsClockOf } from '../../../rules/cases/yjs-clock.ts';
import {
  referralViews,
  visitViews,
} from '../../../rules/delivery/delivery-view.ts';
import { type Opened, openCase } from './open-case.ts';

export const readCase = endpoint('readCase', async (call) => {
  const { about, opened } = await openCase(call); // R1, R2
  if (!opened)
    return conclude(call, { ...about, answer: { problem: notFound() } });
  const body = messageOf(call, opened);
  return conclude(call, { ...about, outcome: 'PERMIT', answer: { body } }); // W
});

const messageOf = (
  { now, entryId }: Call<'readCase'>,
  { file, composed, standing }: Opened,
): AnswerOf<'readCase'> => {
  const { caseId, panel, borough, listingReason } = file.case;
  const { pack, ledger } = composed();
  return {
    caseId,
    panel,
    borough,
    ...standing(),
    listingReason,
    eligibility: pack.eligibility,
    clock: yjsClockOf(file, now),
    investigation: pack.investigation,
    strategyDiscussion: pack.strategyDiscussion,
    triage: pack.triage,
    viewRequests: ledger,
    decisions: pack.decisions,
    ...deliveryOf(file),
    ledgerEntry: entryId,
  };
};

/** Shows what came of the decision. */
const deliveryOf = ({
  case: { closedOn, closingReason, closedBy },
  ...file
}: Opened['file']) => ({
  visits: visitViews(file.visits),
  referrals: referralViews(file.referrals),
  followUps: file.followUps
    .map(({ found }) => found)
    .toSorted((a, b) => a.month - b.month),
  closedOn,
  closingReason,
  closedBy,
});
