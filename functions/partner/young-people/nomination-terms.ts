/** Under what a nomination is made, and what is wrong with it, if anything. */
import type { Call } from '../../../entrance/call.ts';
import { type Admitted, standing } from '../../../entrance/caller.ts';
import { contentInvalid, Problem } from '../../../entrance/problem.ts';
import { inForce, panelOf } from '../../../rules/cases/case-file.ts';
import { profileErrors } from '../../../rules/cases/profile.ts';
import { birthDateErrors } from '../../../rules/recognition/birth-date.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import {
  type Contribution,
  mayContribute,
} from '../../../rules/sharing/contribute.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { Panel } from '../../../schemas/contract/agreement/agreement.ts';

type Nominating = Call<'nominate'>;

/** A nomination on which nobody decides is erased after this long. */
const UNDECIDED_DAYS = 365;

export const expiryOf = (now: number): string =>
  new Date(now + UNDECIDED_DAYS * 86_400_000).toISOString();

/**
 * The panel and the agreement that declares it, then the others, each of which must let the police
 * say whom they ask about.
 */
export const agreementsOf = (
  call: Nominating,
  { agency }: Admitted,
): { panel: Panel; under: [LiveAgreement, ...LiveAgreement[]] } => {
  const { claims, sharing, body, now } = call;
  const live = standing(agency.agreements, sharing, now);
  const declared = panelOf(body.panel, live);
  if (
    !declared ||
    !mayContribute(declared.agreement, claims.agencyId, 'incident', now)
  ) {
    throw new Problem(
      'NO_AGREEMENT',
      'No agreement in force lets your agency nominate to this panel.',
    );
  }
  const others = additionalAgreements(call, agency.agreements);
  const further = new Set(
    others.filter((agreement) => agreement !== declared.agreement),
  );
  return { panel: declared.panel, under: [declared.agreement, ...further] };
};

/** @throws Problem CONTENT_INVALID. */
const additionalAgreements = (
  { claims, body, now }: Nominating,
  agreements: readonly LiveAgreement[],
): LiveAgreement[] =>
  body.additionalAgreements.map((wanted, i) => {
    const agreement = inForce(agreements, now).find(({ id }) => id === wanted);
    if (mayContribute(agreement, claims.agencyId, 'identity', now))
      return agreement;
    const message = 'is no agreement in force under which you may give this';
    throw contentInvalid([{ pointer: `/additionalAgreements/${i}`, message }]);
  });

export const contributionOf = ({
  world,
  claims,
  body,
  now,
}: Nominating): Contribution => {
  const { birthDate, borough, formerBoroughs } = body.subject;
  return {
    originator: claims.agencyId,
    contributedAt: new Date(now).toISOString(),
    subject: {
      birthDate,
      borough,
      formerBoroughs,
      category: body.incident.subjectCategory,
    },
    handling: body.handling,
    approved: false,
    expiresAt: expiryOf(now),
    newRecordId: () => `rec_${world.randomId()}`,
  };
};

/** @throws Problem CONTENT_INVALID. */
export const checkContent = (
  { body: { subject, incident }, now }: Nominating,
  { agency }: Admitted,
): void => {
  const pointer = '/incident/incidentOn';
  const { incidentOn } = incident;
  // Somebody who has come of age is for the panel to refuse, not for this.
  const unborn = birthDateErrors(subject.birthDate, now, false);
  const future =
    incidentOn > londonDate(now)
      ? [{ pointer, message: 'is in the future' }]
      : [];
  const before =
    unborn.length === 0 && incidentOn < subject.birthDate
      ? [{ pointer, message: 'is before the birth' }]
      : [];
  const errors = [
    ...unborn,
    ...future,
    ...before,
    ...profileErrors(incident, agency.agreements),
  ];
  if (errors.length > 0) throw contentInvalid(errors);
};
