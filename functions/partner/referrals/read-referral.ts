/**
 * GET /v1/referrals/{id}: whom the service is asked to help, as far and as soon as the agreement
 * lets it know.
 */
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { notFound } from '../../../entrance/problem.ts';
import { circumstancesOf } from '../../../rules/cases/case-file.ts';
import { recordsOf } from '../../../rules/delivery/referral.ts';
import { wasAccepted } from '../../../rules/delivery/referral-state.ts';
import {
  composeRecords,
  disclosureOf,
} from '../../../rules/sharing/compose.ts';
import { decide } from '../../../rules/sharing/decide.ts';
import { askedBy } from '../asked-by.ts';
import { openReferral } from './open-referral.ts';

export const readReferral = endpoint('readReferral', async (call) => {
  const { claims, now, entryId } = call;
  const { agreements, personId, opened } = await openReferral(call); // R1, R2
  if (!opened)
    return conclude(call, {
      answer: { problem: notFound() },
      markedWith: personId,
    });
  const { referral, file } = opened;
  const { agency } = referral;
  const circumstances = {
    ...circumstancesOf(file),
    referralAcceptedBy:
      agency !== undefined && wasAccepted(referral) ? [agency] : [],
  };
  const decisions = recordsOf(referral, file, claims.agencyId).map((record) =>
    decide({ record, asked: askedBy(call), circumstances, agreements, now }),
  );
  const { referralId, serviceId, agreement, need, state, sentAt, dueBy } =
    referral;
  const body = {
    referralId,
    serviceId,
    agreement,
    need,
    state,
    sentAt,
    dueBy,
    records: composeRecords(decisions),
    disclosure: disclosureOf(decisions, claims.agencyId, agreements, entryId),
  };
  // That there is a referral its parties know from their inbox; of the child they may not be told
  // before they accept.
  return conclude(call, {
    decisions,
    personId,
    caseId: referral.caseId,
    markedWith: personId,
    answer: { body },
  }); // W
});
