/** POST /v1/nominations: the police propose a young person to a panel. */

import type { Call } from '../../../entrance/call.ts';
import { type Admitted, admit, standing } from '../../../entrance/caller.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, Problem } from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { inForce, panelOf } from '../../../rules/cases/case-file.ts';
import { nominationRecords } from '../../../rules/cases/nomination.ts';
import { profileErrors } from '../../../rules/cases/profile.ts';
import { birthDateErrors } from '../../../rules/recognition/birth-date.ts';
import { blockingFeatures } from '../../../rules/recognition/matching.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import { mayContribute } from '../../../rules/sharing/contribute.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { Panel } from '../../../schemas/contract/agreement/agreement.ts';
import type { Nomination, Person } from '../../../schemas/store/entities.ts';
import { filePerson } from './file-person.ts';
import { caseEffects } from './open-case.ts';

/** A nomination on which nobody decides is erased after this long. */
const UNDECIDED_DAYS = 365;

export const nominate = endpoint('nominate', async (call) => {
  const { world, operation, claims, body, idempotency, now } = call;
  const features = blockingFeatures(body.subject);
  const entered = await admit(
    world,
    operation,
    claims,
    { features, idempotency },
    now,
  ); // R1
  const { panel, under } = agreementsOf(call, entered);
  // Under today's agreements, and before the content: an honest retry may come a day late.
  if (entered.earlier)
    return replayed(call, entered.earlier, ({ nominationId, caseId }) => ({
      nominationId,
      caseId,
    }));
  checkContent(call, entered);
  const candidates = await world.store.candidates(entered.candidateIds, now); // R2

  const { subject, incident } = body;
  const { agreements } = entered.agency;
  const nominatedAt = new Date(now).toISOString();
  const expiresAt = new Date(now + UNDECIDED_DAYS * 86_400_000).toISOString();
  const contribution = {
    originator: claims.agencyId,
    contributedAt: nominatedAt,
    subject: {
      birthDate: subject.birthDate,
      borough: subject.borough,
      formerBoroughs: subject.formerBoroughs,
      category: incident.subjectCategory,
    },
    handling: body.handling,
    approved: false,
    expiresAt,
    newRecordId: () => `rec_${world.randomId()}`,
  };
  const records = nominationRecords(body, under, contribution, now);
  const newCase = `case_${world.randomId()}`;
  const ofPanel = ({ panel }: Person['openCases'][number]) =>
    panel === body.panel;
  const { person, effects } = filePerson(
    call,
    entered,
    candidates,
    records,
    ({ openCases }) =>
      // A child whose case is open is nominated into that case: one child, one discussion.
      openCases.some(ofPanel)
        ? {}
        : {
            openCases: [
              ...openCases,
              { caseId: newCase, panel: body.panel, borough: subject.borough },
            ],
          },
  );
  const caseId = person.openCases.find(ofPanel)?.caseId ?? newCase;
  const nominationId = `nom_${world.randomId()}`;
  const nomination: Nomination = {
    type: 'Nomination',
    personId: person.personId,
    caseId,
    nominationId,
    nominatedAt,
    nominatedBy: `${claims.agencyId}/${call.sharing.practitioner.id}`,
    birthDate: subject.birthDate,
    borough: subject.borough,
    incidentType: incident.incidentType,
    records,
    expiresAt,
  };
  // Its co-ordinator is that of the borough in which the case was opened.
  const borough = person.openCases.find(ofPanel)?.borough ?? subject.borough;
  return conclude(call, {
    told: { body: { nominationId, caseId } },
    outcome: 'PERMIT',
    personId: person.personId,
    caseId,
    made: { nominationId, caseId },
    effects: [
      ...effects,
      ...caseEffects(world, {
        nomination,
        isNew: caseId === newCase,
        borough,
        counting: { panel, agreements, now },
      }),
      { do: 'put', expects: 'ABSENT', entity: nomination },
    ],
  }); // W
});

/** The panel and the agreement that declares it, then the others, each of which must let the police say whom they ask about. */
const agreementsOf = (
  call: Call<'nominate'>,
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
  const others = body.additionalAgreements.map((wanted, i) => {
    const agreement = inForce(agency.agreements, now).find(
      ({ id }) => id === wanted,
    );
    if (mayContribute(agreement, claims.agencyId, 'identity', now))
      return agreement;
    const message = 'is no agreement in force under which you may give this';
    throw contentInvalid([{ pointer: `/additionalAgreements/${i}`, message }]);
  });
  const further = new Set(
    others.filter((agreement) => agreement !== declared.agreement),
  );
  return { panel: declared.panel, under: [declared.agreement, ...further] };
};

/** @throws Problem CONTENT_INVALID. */
const checkContent = (
  { body: { subject, incident }, now }: Call<'nominate'>,
  { agency }: Admitted,
): void => {
  const { incidentOn } = incident;
  const pointer = '/incident/incidentOn';
  // Somebody who has come of age is for the panel to refuse, not for this.
  const unborn = birthDateErrors(subject.birthDate, now, false);
  const errors = [
    ...unborn,
    ...(incidentOn > londonDate(now)
      ? [{ pointer, message: 'is in the future' }]
      : []),
    ...(unborn.length === 0 && incidentOn < subject.birthDate
      ? [{ pointer, message: 'is before the birth' }]
      : []),
    ...profileErrors(incident, agency.agreements),
  ];
  if (errors.length > 0) throw contentInvalid(errors);
};
