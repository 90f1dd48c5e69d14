/**
 * PUT /v1/referrals/{id}/response: what the service makes of it. For one that was sent outside, the
 * panel's host says so.
 */
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { notFound, Problem } from '../../../entrance/problem.ts';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import {
  type LiveAgreement,
  notInForce,
} from '../../../rules/sharing/agreement.ts';
import type { ReferralResponse } from '../../../schemas/contract/referrals.ts';
import type { Referral } from '../../../schemas/store/entities.ts';
import { type Opened, openReferral } from './open-referral.ts';
import { responded } from './responded.ts';

export const respondToReferral = endpoint('respondToReferral', async (call) => {
  const { claims, body } = call;
  const { agreements, personId, opened } = await openReferral(call); // R1, R2
  if (!opened || !maySpeak(opened, claims.agencyId)) {
    return conclude(call, {
      answer: { problem: notFound() },
      markedWith: personId,
    });
  }
  const { referral, file } = opened;
  const { caseId } = referral;
  const about = {
    personId,
    markedWith: personId,
    caseId,
    outcome: 'PERMIT' as const,
  };
  // The same response again, e.g. after a time-out, is the one that there is.
  if (referral.state === body.state && saidBefore(referral, body)) {
    return conclude(call, { ...about, answer: receipt(referral) });
  }
  const next = responded(call, opened, agreementOf(call, opened, agreements));
  return conclude(call, {
    ...about,
    answer: receipt(next),
    within: { agreements },
    changes: [{ before: { file }, after: { file: withReferral(file, next) } }],
  }); // W
});

const receipt = ({ referralId, state, history, sentAt }: Referral) => ({
  body: { referralId, state, respondedAt: history.at(-1)?.at ?? sentAt },
});

const withReferral = (file: CaseFile, next: Referral): CaseFile => ({
  ...file,
  referrals: file.referrals.map((each) =>
    each.referralId === next.referralId ? next : each,
  ),
});

const saidBefore = (
  { records, declineReason, suitability }: Referral,
  body: ReferralResponse,
): boolean => {
  const outcome = records.find(({ category }) => category === 'takeUp')?.fields
    .outcome;
  return (
    ('reason' in body ? body.reason : undefined) === declineReason &&
    ('outcome' in body ? body.outcome : undefined) === outcome &&
    ('suitability' in body ? body.suitability : undefined) === suitability
  );
};

/**
 * The service for itself. The host reads what a service makes of a referral, and speaks for those
 * alone that cannot say it here.
 */
const maySpeak = (
  { referral: { agency }, asHost }: Opened,
  caller: string,
): boolean => (agency === undefined ? asHost !== undefined : agency === caller);

/**
 * The agreement of the referral; for one outside, the panel's own. @throws Problem NO_AGREEMENT.
 */
const agreementOf = (
  { now }: Call<'respondToReferral'>,
  { referral, asHost }: Opened,
  agreements: readonly LiveAgreement[],
): LiveAgreement => {
  const agreement =
    referral.agency === undefined
      ? asHost
      : agreements.find(({ id }) => id === referral.agreement);
  if (agreement && notInForce(agreement, now).length === 0) return agreement;
  throw new Problem(
    'NO_AGREEMENT',
    'The agreement under which the referral was made is not in force.',
  );
};
