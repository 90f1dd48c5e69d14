/** PUT /v1/referrals/{id}/response: what the service makes of it. For one that was sent outside, the panel's host says so. */

import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import {
  contentInvalid,
  notFound,
  Problem,
} from '../../../entrance/problem.ts';
import { tallyEffects } from '../../../entrance/tallies.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import { sha256 } from '../../../rules/canonical.ts';
import { latestNomination } from '../../../rules/cases/case-file.ts';
import { referralItemOf, takeUpOf } from '../../../rules/delivery/referral.ts';
import { advanceReferral } from '../../../rules/delivery/referral-state.ts';
import {
  type LiveAgreement,
  notInForce,
} from '../../../rules/sharing/agreement.ts';
import {
  mayContribute,
  recordUnder,
} from '../../../rules/sharing/contribute.ts';
import { referralTally } from '../../../rules/statistics/tallies.ts';
import type { ReferralResponse } from '../../../schemas/contract/referrals.ts';
import type { Effect } from '../../../schemas/store/effects.ts';
import type { Referral } from '../../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../../schemas/store/personal-record.ts';
import { type OpenedReferral, openReferral } from './open-referral.ts';

type Opened = NonNullable<OpenedReferral['opened']>;

/** So long a service's suitability is counted. */
const FEEDBACK_DAYS = 730;

export const respondToReferral = endpoint('respondToReferral', async (call) => {
  const { claims, body, now } = call;
  const { agreements, personId, opened } = await openReferral(call); // R1, R2
  if (!opened || !maySpeak(opened, claims.agencyId)) {
    return conclude(call, {
      told: { problem: notFound() },
      markedWith: personId,
    });
  }
  const { referral, file } = opened;
  const { referralId, state, caseId } = referral;
  const about = {
    personId,
    markedWith: personId,
    caseId,
    outcome: 'PERMIT' as const,
  };
  const told = (at: string) => ({
    body: { referralId, state: body.state, respondedAt: at },
  });
  const last = referral.history.at(-1);
  // The same response again, e.g. after a time-out, is the one that there is.
  if (last && state === body.state && saidBefore(referral, body))
    return conclude(call, { ...about, told: told(last.at) });
  const next = responded(call, opened, agreementOf(opened, agreements, now));
  return conclude(call, {
    ...about,
    told: told(new Date(now).toISOString()),
    effects: [
      { do: 'put', entity: next, expects: referral.version },
      // Whoever decides on the case as it was before this response finds that it has moved.
      { do: 'touch', entity: file.case },
      ...inInbox(next),
      ...feedback(next, now),
      ...tallyEffects(
        call.world,
        referralTally(referral, next, {
          panel: { id: next.panel },
          agreements,
          now,
        }),
      ),
      ...taskEffects(file, {
        ...file,
        referrals: file.referrals.map((each) =>
          each.referralId === referralId ? next : each,
        ),
      }),
    ],
  }); // W
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

/** The service for itself. The host reads what a service makes of a referral, and speaks for those alone that cannot say it here. */
const maySpeak = (
  { referral: { agency }, asHost }: Opened,
  caller: string,
): boolean => (agency === undefined ? asHost !== undefined : agency === caller);

/** The agreement of the referral; for one outside, the panel's own. @throws Problem NO_AGREEMENT. */
const agreementOf = (
  { referral, asHost }: Opened,
  agreements: readonly LiveAgreement[],
  now: number,
) => {
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

/** @throws Problem ILLEGAL_TRANSITION, naming what the state allows. */
const responded = (
  call: Call<'respondToReferral'>,
  opened: Opened,
  agreement: LiveAgreement,
): Referral => {
  const { claims, sharing, body, now } = call;
  const { referral } = opened;
  const step = advanceReferral(referral.state, body.state);
  if (!step.ok) {
    const { allowed } = step;
    throw new Problem(
      'ILLEGAL_TRANSITION',
      `A referral that is ${referral.state} does not allow ${body.state}.`,
      {
        allowed,
      },
    );
  }
  const at = new Date(now).toISOString();
  const { state } = step;
  return {
    ...referral,
    version: referral.version + 1,
    state,
    // Declining is no acknowledgement: the duty to refer is then not yet discharged.
    acknowledgedAt:
      referral.acknowledgedAt ?? (state === 'DECLINED' ? undefined : at),
    ...(body.state === 'DECLINED' && { declineReason: body.reason }),
    ...('suitability' in body &&
      body.suitability && { suitability: body.suitability }),
    records: withTakeUp(call, opened, agreement),
    history: [
      ...referral.history,
      { state, at, by: `${claims.agencyId}/${sharing.practitioner.id}` },
    ],
  };
};

/** With what the response says of take-up, in place of what was said before. @throws Problem CONTENT_INVALID. */
const withTakeUp = (
  { world, claims, body, now }: Call<'respondToReferral'>,
  { referral, file, asHost }: Opened,
  agreement: LiveAgreement,
): PersonalRecord[] => {
  const { records } = referral;
  const before = records.find(({ category }) => category === 'takeUp');
  const said = takeUpOf(body, before);
  // What the host keeps of a referral outside it tells nobody: there is no flow that it would need.
  const outside = referral.agency === undefined && asHost !== undefined;
  const carried =
    outside || mayContribute(agreement, claims.agencyId, 'takeUp', now);
  if (said?.outcome !== undefined && !carried) {
    throw contentInvalid([
      {
        pointer: '/outcome',
        message: 'is carried by no flow of the agreement',
      },
    ]);
  }
  if (!said || !carried) return records;
  const given = recordUnder(agreement, 'takeUp', said, {
    originator: claims.agencyId,
    contributedAt: new Date(now).toISOString(),
    subject: records[0]?.subject ?? subjectIn(file),
    handling: { code: 'P', recipients: [] },
    approved: false,
    expiresAt: referral.expiresAt,
    newRecordId: () => `rec_${world.randomId()}`,
  });
  return [...records.filter((record) => record !== before), given];
};

const subjectIn = (file: Opened['file']): PersonalRecord['subject'] => {
  const [record] = latestNomination(file).records;
  if (!record) throw new TypeError('a nomination without records');
  return record.subject;
};

const inInbox = (referral: Referral): Effect[] => {
  const item = referralItemOf(referral);
  return item ? [{ do: 'put', entity: item, expects: 'ANY' }] : [];
};

/** INVARIANT: what is said of a service leads back to no referral, and so to no child. */
const feedback = (
  { referralId, serviceId, suitability }: Referral,
  now: number,
): Effect[] => {
  if (suitability === undefined) return [];
  const expiresAt = new Date(now + FEEDBACK_DAYS * 86_400_000).toISOString();
  const feedbackId = sha256(referralId);
  return [
    {
      do: 'put',
      entity: {
        type: 'ServiceFeedback',
        feedbackId,
        serviceId,
        suitability,
        expiresAt,
      },
      expects: 'ANY',
    },
  ];
};
