/** The referral that a triage makes: to the service whose duty it is, through the exchange where an agreement lets it know. */

import type { Call } from '../../../entrance/call.ts';
import {
  type CaseFile,
  givenToPanel,
  subjectOf,
} from '../../../rules/cases/case-file.ts';
import { runningClocks } from '../../../rules/cases/yjs-clock.ts';
import {
  DUTIES,
  referralTarget,
} from '../../../rules/delivery/referral-target.ts';
import { boroughCounted } from '../../../rules/statistics/tallies.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import { workingDaysAfter } from '../../../rules/time/working-days.ts';
import type { Effect } from '../../../schemas/store/effects.ts';
import type { Case, Referral } from '../../../schemas/store/entities.ts';
import type { OpenedCase } from './open-case.ts';

export const referralBy = (
  { world, claims, sharing, body, now }: Call<'triageCase'>,
  {
    question: { file },
    panel: declared,
    agreements,
  }: NonNullable<OpenedCase['opened']>,
  { personId, caseId, panel, expiresAt }: Case,
): Referral | undefined => {
  if (body.outcome === 'NOT_ELIGIBLE_ON_FACTS') return undefined;
  const { sector, need, basis, outside } = DUTIES[body.outcome];
  const given = givenToPanel(file);
  const target = referralTarget({
    from: claims.agencyId,
    sector,
    subject: subjectOf(file),
    agreements,
    given,
    now,
  });
  const sentAt = new Date(now).toISOString();
  const sentBy = `${claims.agencyId}/${sharing.practitioner.id}`;
  return {
    type: 'Referral',
    ...{
      personId,
      caseId,
      referralId: `ref_${world.randomId()}`,
      version: 1,
      panel,
    },
    kind: 'REFERRED',
    serviceId: target?.agency ?? outside,
    ...target,
    ...{ need, basis, state: 'SENT', sentAt, sentBy },
    dueBy: dueBy(file, need, now),
    // Whoever receives it reads what the nomination gave, under the agreement that it was given under.
    records: [],
    countedIn: boroughCounted({ file, panel: declared, agreements, now }),
    history: [{ state: 'SENT', at: sentAt, by: sentBy }],
    expiresAt,
  };
};

/** The day on which the clock of confirmed possession lapses, where one runs; else the next working day. */
const dueBy = (file: CaseFile, need: Referral['need'], now: number): string => {
  const [clock] = need === 'YOUTH_JUSTICE' ? runningClocks(file) : [];
  return clock
    ? londonDate(clock.dueAt - 1)
    : workingDaysAfter(londonDate(now), 1);
};

export const referralEffects = (referral: Referral): Effect[] => {
  const {
    personId,
    caseId,
    referralId,
    serviceId,
    agency,
    agreement,
    expiresAt,
  } = referral;
  const { need, state, sentAt, dueBy: due } = referral;
  const item = {
    referralId,
    caseId,
    serviceId,
    need,
    state,
    sentAt,
    dueBy: due,
    expiresAt,
  };
  return [
    { do: 'put', entity: referral, expects: 'ABSENT' },
    {
      do: 'put',
      entity: { type: 'Locator', of: referralId, personId, caseId, expiresAt },
      expects: 'ABSENT',
    },
    ...(agency && agreement
      ? [
          {
            do: 'put' as const,
            entity: {
              type: 'ReferralItem' as const,
              agency,
              agreement,
              ...item,
            },
            expects: 'ABSENT' as const,
          },
        ]
      : []),
  ];
};

/** What the caller is told: where no agency of the exchange receives it, somebody has to send it another way. */
export const toldOf = (referral: Referral | undefined) =>
  referral && {
    referralId: referral.referralId,
    referralRoute: referral.agency
      ? ('EXCHANGE' as const)
      : ('OUTSIDE' as const),
    ...(referral.agency && { referredTo: referral.agency }),
  };
