/**
 * Fills the sandbox: the cohort into the partners' own systems, and the first nominations through
 * the API.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exchangeClient } from '../client/client.ts';
import { answered } from '../client/problem.ts';
import { londonDate } from '../rules/time/london-time.ts';
import { BOROUGHS } from '../schemas/vocabulary/codes.ts';
import { connectionOf, systemFile } from './client.ts';
import { type CohortPerson, cohort } from './cohort/cohort.ts';
import type { Exchange } from './exchange.ts';
import type { Folder } from './folder.ts';
import { type Holding, holdingsOf } from './partners/holdings.ts';
import { AGENCIES } from './registry/agencies.ts';

export const SEED = 1;
const NOMINATED = 12;

/**
 * The police's knowledge: neither what partners hold, nor any class that an analysis would put the
 * child in.
 */
type PoliceRecord = Omit<CohortPerson, 'latentClass' | 'knownTo'>;

/** The agencies whose own systems hold what they know of the cohort. */
const PARTNERS = AGENCIES.filter(({ sector }) =>
  ['YOUTH_JUSTICE', 'SOCIAL_CARE', 'EDUCATION', 'HEALTH'].includes(sector),
).map(({ id }) => id);

/**
 * The police's own intelligence desk and the partners' case systems, each in its own file under
 * `partners/`.
 */
export const loadPartners = (
  folder: Folder,
  seed: number,
  now: number,
): CohortPerson[] => {
  const people = cohort({ seed, referenceDate: londonDate(now) });
  load(
    folder,
    'met-police',
    people.map(({ latentClass: _, knownTo: _known, ...person }) => person),
  );
  for (const agency of PARTNERS)
    load(folder, agency, holdingsOf(agency, people));
  return people;
};

const load = (
  folder: Folder,
  agency: string,
  records: readonly unknown[],
): void => {
  mkdirSync(folder.at('partners', agency), { recursive: true, mode: 0o700 });
  folder.write(`partners/${agency}/records.json`, records);
};

/** Reads what a partner's own system holds. @param folder the path of a local exchange's folder. */
export const partnerRecordsIn = (folder: string, agency: string): Holding[] =>
  JSON.parse(
    readFileSync(join(folder, 'partners', agency, 'records.json'), 'utf8'),
  );

/** Reads what the police's own desk knows of one number of the cohort. */
export const policeRecordIn = (
  folder: string,
  number: number,
): PoliceRecord => {
  const known: PoliceRecord[] = JSON.parse(
    readFileSync(
      join(folder, 'partners', 'met-police', 'records.json'),
      'utf8',
    ),
  );
  const found = known.find((person) => person.number === number);
  if (!found) throw new RangeError(`the cohort has no number ${number}`);
  return found;
};

/** Writes the body of a nomination, as the intelligence desk would from an intelligence report. */
export const nominationOf = (person: PoliceRecord) => {
  const { sourceSystem, sourceReference, sourceEvaluation } = person.incident;
  const panel = person.borough === BOROUGHS.SUTTON ? 'sutton' : 'south-bcu';
  return {
    panel,
    additionalAgreements: ['MD-CAMHS-003'],
    subject: subjectOf(person),
    incident: incidentOf(person),
    handling: handlingOf(person, panel),
    sources: [{ sourceSystem, sourceReference, sourceEvaluation }],
  };
};

const subjectOf = (person: PoliceRecord) => ({
  givenName: person.givenName,
  familyName: person.familyName,
  otherNames: person.otherNames,
  birthDate: person.birthDate,
  sex: person.sex,
  ethnicity: person.ethnicity,
  addressLines: person.addressLines,
  postcode: person.postcode,
  borough: person.borough,
  formerBoroughs: person.formerBoroughs,
  identifiers: {
    nhsNumber: person.nhsNumber,
    upn: person.upn,
    pncId: person.pncId,
  },
});

const incidentOf = ({ incident, priorContact, background }: PoliceRecord) => {
  const {
    sourceSystem: _system,
    sourceReference: _reference,
    sourceEvaluation: _evaluation,
    handlingCode: _code,
    handlingConditions: _conditions,
    ...facts
  } = incident;
  // An account that is suspected to be false is no fact.
  const factOrOpinion =
    facts.assessment === 'E' ? ('OPINION' as const) : ('FACT' as const);
  // The intelligence desk names itself as the source of each code of a profile.
  const byPolice = { source: 'met-police', factOrOpinion };
  return {
    ...facts,
    factOrOpinion,
    priorContact: priorContact.map((code) => ({ code, ...byPolice })),
    background: background.map((code) => ({ code, ...byPolice })),
  };
};

/** A restricted report may reach the panel that decides about it, and nobody else. */
const handlingOf = ({ incident }: PoliceRecord, panel: string) => ({
  code: incident.handlingCode,
  conditions: incident.handlingConditions,
  recipients: incident.handlingCode === 'C' ? [`panel:${panel}`] : [],
});

/**
 * Nominates the first of the cohort as the police would: over HTTP, one request each. @throws
 * Refused
 */
export const nominateFirst = async ({
  url,
  folder,
}: Exchange): Promise<string[]> => {
  const file = systemFile(folder.path, 'met-police-intelligence');
  const police = exchangeClient(connectionOf(url, file), {
    purpose: 'PANEL_SELECTION',
    practitioner: 'int-0417; role=INTELLIGENCE_OFFICER',
    reason: 'NEW_INCIDENT',
  });
  const cases: string[] = [];
  for (let number = 1; number <= NOMINATED; number += 1) {
    const body = nominationOf(policeRecordIn(folder.path, number));
    const { caseId } = await answered(police.POST('/v1/nominations', { body }));
    cases.push(caseId);
  }
  return cases;
};
