/** Nominations: children of the cohort, with words of their own in every field, under every agreement that takes them. */
import { expect } from 'vitest';
import type { CohortPerson } from '../../local/cohort/cohort.ts';
import { pick } from '../../local/cohort/random.ts';
import { AGENCIES } from '../../local/registry/agencies.ts';
import { nominationOf } from '../../local/sandbox.ts';
import * as v from '../../schemas/vocabulary/codes.ts';
import { type Child, type Making, POLICE } from './making.ts';
import { canGive, type Given } from './model.ts';

const { BROMLEY, CROYDON, SUTTON } = v.BOROUGHS;

/** Where these lived before. */
const FORMERLY = new Map([
  [1, [BROMLEY]],
  [4, [SUTTON]],
  [6, [CROYDON]],
  [8, [SUTTON, CROYDON]],
]);
export const ADULT = 13;
const RESTRICTED = new Map([
  [7, ['panel:south-bcu']],
  [9, ['panel:sutton', 'sutton-education']],
  [2, ['panel:south-bcu', 'bromley-yjs', 'slam']],
]);

type Body = ReturnType<typeof nominationOf>;

const OUTWARD: Record<string, string> = {
  [CROYDON]: 'CR0',
  [BROMLEY]: 'BR1',
  [SUTTON]: 'SM1',
};

const nominationBody = (making: Making, person: CohortPerson): Body => {
  const { mint, random } = making;
  const body = nominationOf(person);
  const { number, borough } = person;
  const recipients = RESTRICTED.get(number);
  const birthDate =
    number === ADULT
      ? `${Number(person.birthDate.slice(0, 4)) - 8}${person.birthDate.slice(4)}`
      : person.birthDate;
  const assessment = pick(random, v.IntelligenceAssessment.options);
  return {
    ...body,
    additionalAgreements: [
      'MD-CAMHS-003',
      ...(borough === SUTTON ? ['MD-SUT-002'] : []),
      ...(number % 2 === 0 ? ['MD-VCS-005'] : []),
      // Given under the agreement of another borough too: what covers the child there is for that agreement to say.
      ...(number % 4 === 0 && borough !== SUTTON ? ['MD-SUT-004'] : []),
      ...(number % 3 === 0 && borough === SUTTON ? ['MD-SBCU-001'] : []),
    ],
    subject: {
      ...body.subject,
      givenName: mint.word(),
      familyName: mint.word(),
      otherNames: [mint.word(), mint.word()],
      birthDate,
      addressLines: [mint.word(), mint.word()],
      postcode: mint.postcode(OUTWARD[borough] ?? 'CR0'),
      formerBoroughs: FORMERLY.get(number) ?? [],
      identifiers: {
        nhsNumber: mint.nhsNumber(),
        upn: mint.upn(),
        pncId: mint.pncId(),
      },
    },
    incident: {
      ...body.incident,
      incidentOn: mint.dayLived(),
      incidentSummary: mint.text(),
      additionalOffences: [pick(random, v.AdditionalOffence.options)],
      venue: pick(random, v.IncidentVenue.options),
      incidentRelation: pick(random, v.IncidentRelation.options),
      aggressionReported: random() < 0.5,
      assessment,
      factOrOpinion: (assessment === 'E'
        ? 'OPINION'
        : pick(random, v.FactOrOpinion.options)) as 'FACT',
      priorContact: [profiled(making, v.PriorContact.options, assessment)],
      background: [profiled(making, v.Background.options, assessment)],
    },
    handling: {
      code: recipients ? 'C' : 'P',
      conditions: mint.text(),
      recipients: recipients ?? [],
    } as Body['handling'],
    sources: [sourceOf(making), sourceOf(making)] as Body['sources'],
  };
};

/** Trusts speak under their restricted agreement alone. */
const SOURCES = AGENCIES.filter(({ sector }) => sector !== 'HEALTH');

/** A code of the case profile, from an agency, as fact or as opinion. */
const profiled = <C extends string>(
  { random }: Making,
  codes: readonly C[],
  assessment: string,
) => ({
  code: pick(random, codes),
  source: pick(random, SOURCES).id,
  factOrOpinion: (assessment === 'E'
    ? 'OPINION'
    : pick(random, v.FactOrOpinion.options)) as 'FACT',
});

const sourceOf = ({ mint, random }: Making) => ({
  sourceSystem: pick(random, v.SourceSystem.options),
  sourceReference: mint.word(),
  sourceEvaluation: pick(random, v.SourceEvaluation.options),
  sourceReport: mint.text(),
});

/** The facts of a nomination as records: under each agreement those of which it has a flow. */
const nominationGiven = ({
  panel,
  additionalAgreements,
  subject,
  incident,
  handling,
  sources,
}: Body): Given[] => {
  const { identifiers, ...identity } = subject;
  const { birthDate, borough, formerBoroughs } = subject;
  const about = {
    originator: POLICE,
    subject: {
      birthDate,
      borough,
      formerBoroughs,
      category: incident.subjectCategory,
    },
    handling: { code: handling.code, recipients: handling.recipients },
    approved: false,
  };
  const declared = panel === 'sutton' ? 'MD-SUT-004' : 'MD-SBCU-001';
  const facts: [string, Record<string, unknown>][] = [
    ['identity', identity],
    ['identifiers', identifiers],
    [
      'incident',
      {
        ...incident,
        handlingCode: handling.code,
        handlingConditions: handling.conditions,
      },
    ],
  ];
  return [
    ...[declared, ...additionalAgreements].flatMap((agreement) =>
      facts
        .filter(([category]) => canGive(agreement, POLICE, category))
        .map(([category, fields]) => ({
          ...about,
          agreement,
          category,
          fields,
        })),
    ),
    ...sources.map((fields) => ({
      ...about,
      agreement: declared,
      category: 'incidentSource',
      fields,
    })),
  ];
};

const INTELLIGENCE = 'met-police-intelligence';

const nominate = async ({ done }: Making, body: Body): Promise<string> =>
  (await done(INTELLIGENCE, { method: 'POST', path: '/v1/nominations', body }))
    .body.caseId;

export const nominated = async (
  making: Making,
  person: CohortPerson,
): Promise<Child> => {
  const body = nominationBody(making, person);
  const { givenName, familyName, birthDate, identifiers } = body.subject;
  return {
    number: person.number,
    panel: body.panel,
    caseId: await nominate(making, body),
    subject: {
      givenName,
      familyName,
      birthDate,
      identifiers: { nhsNumber: identifiers.nhsNumber },
    },
    nominated: nominationGiven(body),
    flags: [],
    kept: [],
    requests: [],
    returns: new Map(),
    evidence: new Map(),
    listing: undefined,
    deciding: [],
    decidedOn: undefined,
    heard: [],
    away: false,
    process: [],
    delivery: [],
    questions: [],
    toConfirm: new Map(),
    spoken: new Map(),
    linked: new Map(),
    visits: [],
    referrals: [],
  };
};

/** The same children into the same cases, by the same number, with other words; one has another address by now. */
export const nominatedAgain = async (
  making: Making,
  children: Child[],
): Promise<void> => {
  for (const child of children.filter(
    ({ number }) => number === 4 || number === 10,
  )) {
    const person = making.exchange.people.find(
      ({ number }) => number === child.number,
    );
    if (!person) continue;
    const body = nominationBody(making, person);
    const identifiers = { nhsNumber: child.subject.identifiers.nhsNumber };
    const { birthDate } = child.subject;
    const sent = {
      ...body,
      subject: { ...body.subject, birthDate, formerBoroughs: [], identifiers },
    } as unknown as Body;
    expect(await nominate(making, sent)).toBe(child.caseId);
    child.nominated.push(...nominationGiven(sent));
  }
};
