/** POST /v1/cases/{id}/referrals: information about a service, or a handover to it. One is never counted as the other. */

import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import {
  contentInvalid,
  notFound,
  Problem,
} from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { tallyEffects } from '../../../entrance/tallies.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import {
  type CaseFile,
  latestNomination,
} from '../../../rules/cases/case-file.ts';
import { misfits } from '../../../rules/delivery/directory.ts';
import {
  acknowledgeBy,
  leadingTo,
  notCarried,
  referralItemOf,
  referralRecords,
} from '../../../rules/delivery/referral.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import {
  boroughCounted,
  referralTally,
} from '../../../rules/statistics/tallies.ts';
import { ageOn, londonDate } from '../../../rules/time/london-time.ts';
import type { Effect } from '../../../schemas/store/effects.ts';
import type { Referral, Service } from '../../../schemas/store/entities.ts';
import { advanced } from '../cases/advanced.ts';
import { type OpenedCase, openCase } from '../cases/open-case.ts';

type Opened = NonNullable<OpenedCase['opened']>;

export const makeReferral = endpoint('makeReferral', async (call) => {
  const { about, earlier, opened } = await openCase(call, {
    serviceId: call.body.serviceId,
  }); // R1, R2
  if (!opened)
    return conclude(call, { ...about, told: { problem: notFound() } });
  const { file } = opened;
  const { caseId, version } = file.case;
  if (earlier)
    return replayed(call, earlier, ({ referralId }) => ({
      referralId,
      caseId,
    }));
  const next = {
    ...file.case,
    state: advanced(file.case, 'REFER'),
    version: version + 1,
  };
  const service = serviceFor(call, opened);
  const referral = referralOf(call, opened, service);
  return conclude(call, {
    ...about,
    told: { body: { referralId: referral.referralId, caseId } },
    outcome: 'PERMIT',
    made: { referralId: referral.referralId },
    effects: [
      { do: 'put', entity: next, expects: version },
      ...referred(referral),
      ...tallyEffects(
        call.world,
        referralTally(undefined, referral, { ...opened, now: call.now }),
      ),
      ...taskEffects(file, {
        ...file,
        case: next,
        referrals: [...file.referrals, referral],
      }),
    ],
  }); // W
});

/** @throws Problem CONTENT_INVALID where there is no such service, or it is not for this child. */
const serviceFor = (
  { body, now }: Call<'makeReferral'>,
  { file, service }: Opened,
): Service => {
  if (!service)
    throw contentInvalid([
      { pointer: '/serviceId', message: 'is no service of the directory' },
    ]);
  const { birthDate, borough } = latestNomination(file);
  const errors = misfits(service, {
    need: body.need,
    borough,
    age: ageOn(birthDate, londonDate(now)),
  });
  if (errors.length > 0) throw contentInvalid(errors);
  return service;
};

const referralOf = (
  call: Call<'makeReferral'>,
  opened: Opened,
  service: Service,
): Referral => {
  const { world, claims, sharing, body, now } = call;
  const { personId, caseId, panel, expiresAt } = opened.file.case;
  const by = `${claims.agencyId}/${sharing.practitioner.id}`;
  const sentAt = new Date(now).toISOString();
  return {
    type: 'Referral',
    personId,
    caseId,
    referralId: `ref_${world.randomId()}`,
    version: 1,
    panel,
    kind: body.kind,
    serviceId: service.serviceId,
    need: body.need,
    basis: body.basis,
    state: 'SENT',
    sentAt,
    sentBy: by,
    records: [],
    history: [{ state: 'SENT', at: sentAt, by }],
    officerMinutes: body.officerMinutes,
    countedIn: boroughCounted({ ...opened, now }),
    expiresAt,
    ...handover(call, opened, service),
  };
};

/** What a handover adds: to whom, under which agreement, with what, and by when it should be acknowledged. */
const handover = (
  { world, claims, body, now }: Call<'makeReferral'>,
  { file, agreements }: Opened,
  service: Service,
): Partial<Referral> => {
  if (body.kind === 'SIGNPOSTED') return {};
  const agreement = agreementFor(
    service,
    claims.agencyId,
    file,
    agreements,
    now,
  );
  const errors = notCarried(body, agreement, claims.agencyId, now);
  if (errors.length > 0) throw contentInvalid(errors);
  const dueBy = acknowledgeBy(londonDate(now), body.need);
  if (!agreement) return { dueBy };
  const contribution = {
    originator: claims.agencyId,
    contributedAt: new Date(now).toISOString(),
    approved: false,
    expiresAt: file.case.expiresAt,
    newRecordId: () => `rec_${world.randomId()}`,
  };
  const records = referralRecords(
    body,
    agreement,
    latestNomination(file),
    contribution,
    now,
  );
  return { dueBy, agency: service.agency, agreement: agreement.id, records };
};

/** None for a service outside. @throws Problem NO_AGREEMENT. */
const agreementFor = (
  service: Service,
  host: string,
  file: CaseFile,
  agreements: readonly LiveAgreement[],
  now: number,
): LiveAgreement | undefined => {
  if (service.route === 'OUTSIDE') return undefined;
  const agreement = leadingTo(service, host, file, agreements, now);
  if (agreement) return agreement;
  throw new Problem(
    'NO_AGREEMENT',
    'No agreement in force lets this service be told whom it is asked to help.',
  );
};

const referred = (referral: Referral): Effect[] => {
  const { referralId, personId, caseId, expiresAt } = referral;
  const item = referralItemOf(referral);
  return [
    { do: 'put', entity: referral, expects: 'ABSENT' },
    {
      do: 'put',
      entity: { type: 'Locator', of: referralId, personId, caseId, expiresAt },
      expects: 'ABSENT',
    },
    ...(item
      ? [{ do: 'put' as const, entity: item, expects: 'ABSENT' as const }]
      : []),
  ];
};
