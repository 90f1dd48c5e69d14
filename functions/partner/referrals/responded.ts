/** A referral as a response leaves it. */
import type { Call } from '../../../entrance/call.ts';
import { contentInvalid } from '../../../entrance/problem.ts';
import { stepped } from '../../../entrance/transition.ts';
import { latestNomination } from '../../../rules/cases/case-file.ts';
import { takeUpOf } from '../../../rules/delivery/referral.ts';
import { advanceReferral } from '../../../rules/delivery/referral-state.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import {
  mayContribute,
  recordUnder,
} from '../../../rules/sharing/contribute.ts';
import type { Referral } from '../../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../../schemas/store/personal-record.ts';
import type { Opened } from './open-referral.ts';

type Responding = Call<'respondToReferral'>;

/** @throws Problem ILLEGAL_TRANSITION, naming what the state allows; CONTENT_INVALID. */
export const responded = (
  call: Responding,
  opened: Opened,
  agreement: LiveAgreement,
): Referral => {
  const { actor, body, now } = call;
  const { referral } = opened;
  const state = stepped(
    advanceReferral(referral.state, body.state),
    `A referral that is ${referral.state} does not allow ${body.state}.`,
  );
  const at = new Date(now).toISOString();
  return {
    ...referral,
    state,
    // Declining is no acknowledgement: the duty to refer is then not yet discharged.
    acknowledgedAt:
      referral.acknowledgedAt ?? (state === 'DECLINED' ? undefined : at),
    ...saidIn(body),
    records: withTakeUp(call, opened, agreement),
    history: [...referral.history, { state, at, by: actor }],
  };
};

const saidIn = (body: Responding['body']): Partial<Referral> => ({
  ...(body.state === 'DECLINED' && { declineReason: body.reason }),
  ...('suitability' in body &&
    body.suitability && { suitability: body.suitability }),
});

/**
 * With what the response says of take-up, in place of what was said before. @throws Problem
 * CONTENT_INVALID.
 */
const withTakeUp = (
  call: Responding,
  opened: Opened,
  agreement: LiveAgreement,
): PersonalRecord[] => {
  const { records } = opened.referral;
  const before = records.find(({ category }) => category === 'takeUp');
  const said = takeUpOf(call.body, before);
  const carried = isCarried(call, opened, agreement);
  if (said?.outcome !== undefined && !carried) {
    const message = 'is carried by no flow of the agreement';
    throw contentInvalid([{ pointer: '/outcome', message }]);
  }
  if (!said || !carried) return records;
  const given = recordUnder(
    agreement,
    'takeUp',
    said,
    contributionOf(call, opened),
  );
  return [...records.filter((record) => record !== before), given];
};

/**
 * What the host keeps of a referral outside the exchange tells nobody: there is no flow that it
 * would need.
 */
const isCarried = (
  { claims, now }: Responding,
  { referral, asHost }: Opened,
  agreement: LiveAgreement,
): boolean =>
  (referral.agency === undefined && asHost !== undefined) ||
  mayContribute(agreement, claims.agencyId, 'takeUp', now);

const contributionOf = (
  { world, claims, now }: Responding,
  opened: Opened,
) => ({
  originator: claims.agencyId,
  contributedAt: new Date(now).toISOString(),
  subject: subjectIn(opened),
  handling: { code: 'P' as const, recipients: [] },
  approved: false,
  expiresAt: opened.referral.expiresAt,
  newRecordId: () => `rec_${world.randomId()}`,
});

const subjectIn = ({ referral, file }: Opened): PersonalRecord['subject'] => {
  const [record] = [...referral.records, ...latestNomination(file).records];
  if (!record) throw new TypeError('a nomination without records');
  return record.subject;
};
