/**
 * The referral that a triage makes: to the service whose duty it is, through the exchange where an
 * agreement lets it know.
 */
import type { Call } from '../../../entrance/call.ts';
import {
  type CaseFile,
  givenToPanel,
  subjectOf,
} from '../../../rules/cases/case-file.ts';
import { runningClocks } from '../../../rules/cases/yjs-clock.ts';
import {
  DUTIES,
  type ReferralDuty,
  referralTarget,
} from '../../../rules/delivery/referral-target.ts';
import { boroughCounted } from '../../../rules/statistics/tallies.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import { workingDaysAfter } from '../../../rules/time/working-days.ts';
import type { Referral } from '../../../schemas/store/entities.ts';
import type { Opened } from './open-case.ts';

type Triaging = Call<'triageCase'>;

/** Undefined where the facts end the matter. */
export const referralBy = (
  call: Triaging,
  opened: Opened,
): Referral | undefined => {
  const { outcome } = call.body;
  if (outcome === 'NOT_ELIGIBLE_ON_FACTS') return undefined;
  const duty: ReferralDuty = DUTIES[outcome];
  const { file, panel, agreements } = opened;
  const { personId, caseId, expiresAt } = file.case;
  return {
    type: 'Referral',
    personId,
    caseId,
    referralId: `ref_${call.world.randomId()}`,
    version: 1,
    panel: panel.id,
    kind: 'REFERRED',
    ...addressOf(call, opened, duty),
    ...sentBy(call),
    dueBy: dueBy(file, duty.need, call.now),
    // Whoever receives it reads what the nomination gave, under the agreement that it was given
    // under.
    records: [],
    countedIn: boroughCounted({ file, panel, agreements, now: call.now }),
    expiresAt,
  };
};

const addressOf = (
  { claims, now }: Triaging,
  { file, agreements }: Opened,
  { sector, need, basis, outside }: ReferralDuty,
) => {
  const target = referralTarget({
    from: claims.agencyId,
    sector,
    subject: subjectOf(file),
    agreements,
    given: givenToPanel(file),
    now,
  });
  return { serviceId: target?.agency ?? outside, ...target, need, basis };
};

const sentBy = ({ actor, now }: Triaging) => {
  const sentAt = new Date(now).toISOString();
  const state = 'SENT' as const;
  return {
    state,
    sentAt,
    sentBy: actor,
    history: [{ state, at: sentAt, by: actor }],
  };
};

/**
 * The day on which the clock of confirmed possession lapses, where one runs; else the next working
 * day.
 */
const dueBy = (file: CaseFile, need: Referral['need'], now: number): string => {
  const [clock] = need === 'YOUTH_JUSTICE' ? runningClocks(file) : [];
  return clock
    ? londonDate(clock.dueAt - 1)
    : workingDaysAfter(londonDate(now), 1);
};

/**
 * What the caller reads of it: where no agency of the exchange receives it, somebody has to send it
 * another way.
 */
export const routeOf = (referral: Referral | undefined) =>
  referral && {
    referralId: referral.referralId,
    referralRoute: referral.agency
      ? ('EXCHANGE' as const)
      : ('OUTSIDE' as const),
    ...(referral.agency && { referredTo: referral.agency }),
  };
