/**
 * Works out what a handover adds to a referral: to whom, under which agreement, with what, and by
 * when it should be acknowledged.
 */
import type { Call } from '../../../entrance/call.ts';
import { contentInvalid, Problem } from '../../../entrance/problem.ts';
import { latestNomination } from '../../../rules/cases/case-file.ts';
import {
  acknowledgeBy,
  leadingTo,
  notCarried,
  referralRecords,
} from '../../../rules/delivery/referral.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { Referral, Service } from '../../../schemas/store/entities.ts';
import type { Opened } from './open-case.ts';

type Referring = Call<'makeReferral'>;

/** Empty where a service is only named. @throws Problem NO_AGREEMENT, CONTENT_INVALID. */
export const handover = (
  call: Referring,
  opened: Opened,
  service: Service,
): Partial<Referral> => {
  const { claims, body, now } = call;
  if (body.kind === 'SIGNPOSTED') return {};
  const agreement = agreementFor(call, opened, service);
  const errors = notCarried(body, agreement, claims.agencyId, now);
  if (errors.length > 0) throw contentInvalid(errors);
  const dueBy = acknowledgeBy(londonDate(now), body.need);
  if (!agreement) return { dueBy };
  const nomination = latestNomination(opened.file);
  const records = referralRecords(
    body,
    agreement,
    nomination,
    givenBy(call, opened),
    now,
  );
  return { dueBy, agency: service.agency, agreement: agreement.id, records };
};

const givenBy = ({ world, claims, now }: Referring, { file }: Opened) => ({
  originator: claims.agencyId,
  contributedAt: new Date(now).toISOString(),
  approved: false,
  expiresAt: file.case.expiresAt,
  newRecordId: () => `rec_${world.randomId()}`,
});

/** Undefined for a service outside. @throws Problem NO_AGREEMENT. */
const agreementFor = (
  { claims, now }: Referring,
  { file, agreements }: Opened,
  service: Service,
): LiveAgreement | undefined => {
  if (service.route === 'OUTSIDE') return undefined;
  const agreement = leadingTo(service, claims.agencyId, file, agreements, now);
  if (agreement) return agreement;
  throw new Problem(
    'NO_AGREEMENT',
    'No agreement in force lets this service be told whom it is asked to help.',
  );
};
