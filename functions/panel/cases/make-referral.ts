/**
 * POST /v1/cases/{id}/referrals: information about a service, or a handover to it. One is never
 * counted as the other.
 */
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, notFound } from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { advanced } from '../../../entrance/transition.ts';
import { latestNomination } from '../../../rules/cases/case-file.ts';
import { misfits } from '../../../rules/delivery/directory.ts';
import { boroughCounted } from '../../../rules/statistics/tallies.ts';
import { ageOn, londonDate } from '../../../rules/time/london-time.ts';
import type { Referral, Service } from '../../../schemas/store/entities.ts';
import { handover } from './handover.ts';
import { type Opened, openCase } from './open-case.ts';

export const makeReferral = endpoint('makeReferral', async (call) => {
  const { about, earlier, opened } = await openCase(call, {
    serviceId: call.body.serviceId,
  }); // R1, R2
  if (!opened)
    return conclude(call, { ...about, answer: { problem: notFound() } });
  const { file } = opened;
  const { caseId } = file.case;
  if (earlier)
    return replayed(call, earlier, ({ referralId }) => ({
      referralId,
      caseId,
    }));
  advanced(opened.standing(), 'REFER');
  const referral = referralOf(call, opened, serviceFor(call, opened));
  const { referralId } = referral;
  const after = { ...file, referrals: [...file.referrals, referral] };
  return conclude(call, {
    ...about,
    answer: { body: { referralId, caseId } },
    outcome: 'PERMIT',
    made: { referralId },
    changes: [{ before: { file }, after: { file: after } }],
  }); // W
});

/** @throws Problem CONTENT_INVALID where there is no such service, or it is not for this child. */
const serviceFor = (
  { body, now }: Call<'makeReferral'>,
  { file, service }: Opened,
): Service => {
  if (!service) {
    throw contentInvalid([
      { pointer: '/serviceId', message: 'is no service of the directory' },
    ]);
  }
  const { birthDate, borough } = latestNomination(file);
  const age = ageOn(birthDate, londonDate(now));
  const errors = misfits(service, { need: body.need, borough, age });
  if (errors.length > 0) throw contentInvalid(errors);
  return service;
};

const referralOf = (
  call: Call<'makeReferral'>,
  opened: Opened,
  { serviceId, ...service }: Service,
): Referral => {
  const { world, actor, body, now } = call;
  const { personId, caseId, panel, expiresAt } = opened.file.case;
  const sentAt = new Date(now).toISOString();
  return {
    type: 'Referral',
    personId,
    caseId,
    referralId: `ref_${world.randomId()}`,
    version: 1,
    panel,
    kind: body.kind,
    serviceId,
    need: body.need,
    basis: body.basis,
    state: 'SENT',
    sentAt,
    sentBy: actor,
    records: [],
    history: [{ state: 'SENT', at: sentAt, by: actor }],
    officerMinutes: body.officerMinutes,
    countedIn: boroughCounted({ ...opened, now }),
    expiresAt,
    ...handover(call, opened, { serviceId, ...service }),
  };
};
