/**
 * The incident that brought each young person to notice, with its 3x5x2 grading. Frequencies are
 * invented.
 */
import {
  AdditionalOffence,
  type IncidentType,
} from '../../schemas/vocabulary/codes.ts';
import type { CohortIncident } from './cohort-person.ts';
import { addDays } from './dates.ts';
import { type Draft, incidentRelationOf, incidentTypeOf } from './drafts.ts';
import {
  chance,
  digits,
  integer,
  pick,
  type Random,
  shuffled,
  untaken,
} from './random.ts';
import { summarise } from './summaries.ts';

type Venue = CohortIncident['venue'];
type Source = Pick<
  CohortIncident,
  'sourceSystem' | 'sourceEvaluation' | 'assessment'
>;

/** A place repeated is a place more likely. */
const VENUES: Readonly<
  Record<CohortIncident['incidentRelation'], readonly Venue[]>
> = {
  FAMILY: ['HOME', 'HOME', 'HOME', 'HOME', 'HOME', 'STREET'],
  CARER: ['HOME', 'HOME', 'HOME', 'OTHER'],
  PEER: ['SCHOOL', 'SCHOOL', 'STREET', 'STREET', 'TRANSPORT', 'OTHER'],
  STRANGER: ['STREET', 'STREET', 'TRANSPORT', 'OTHER'],
  NONE: ['STREET', 'STREET', 'SCHOOL', 'TRANSPORT', 'OTHER'],
};

// CRIS gave way to CONNECT in February 2024 (MPS FOI 01.FOI.25.042468), before any of these
// incidents.
const SOURCES: Readonly<Record<IncidentType, readonly Source[]>> = {
  INC_CONFIRMED: [
    { sourceSystem: 'CONNECT', sourceEvaluation: '1', assessment: 'A' },
    { sourceSystem: 'CONNECT', sourceEvaluation: '1', assessment: 'B' },
    { sourceSystem: 'MERLIN', sourceEvaluation: '1', assessment: 'A' },
    { sourceSystem: 'MERLIN', sourceEvaluation: '2', assessment: 'B' },
  ],
  INC_SUSPECTED: [
    { sourceSystem: 'CRIMINT', sourceEvaluation: '2', assessment: 'B' },
    { sourceSystem: 'CRIMINT', sourceEvaluation: '2', assessment: 'C' },
    { sourceSystem: 'CRIMINT', sourceEvaluation: '3', assessment: 'D' },
    { sourceSystem: 'CONNECT', sourceEvaluation: '2', assessment: 'C' },
  ],
  INC_VICTIM_OR_NO_SUSPICION: [
    { sourceSystem: 'MERLIN', sourceEvaluation: '1', assessment: 'A' },
    { sourceSystem: 'MERLIN', sourceEvaluation: '2', assessment: 'C' },
    { sourceSystem: 'CONNECT', sourceEvaluation: '1', assessment: 'B' },
  ],
};

/** Affray and robbery are committed on others, and seldom within a home. */
const OFFENCES_AT_HOME = AdditionalOffence.exclude(['AFFRAY', 'ROBBERY']);

const CONDITIONS = [
  'Not to be discussed with the young person or their family without the intelligence officer.',
  "For members of the panel only; not to be placed on another agency's case file.",
] as const;

export const incidentOf = (
  draft: Draft,
  referenceDate: string,
  taken: Set<string>,
  random: Random,
): CohortIncident => {
  const incidentType = incidentTypeOf(draft);
  const incidentRelation = incidentRelationOf(draft);
  const incidentOn = addDays(referenceDate, -integer(random, 1, 60));
  const source = pick(random, SOURCES[incidentType]);
  const venue = draft.protagonist
    ? 'STREET'
    : pick(random, VENUES[incidentRelation]);
  const told = {
    incidentType,
    incidentOn,
    venue,
    incidentRelation,
    aggressionReported: draft.has.has('AGGRESSION_REPORTED'),
    additionalOffences: additionalOffencesOf(draft, venue, random),
    subjectCategory: subjectCategoryOf(incidentType, incidentRelation, random),
    ...source,
    sourceReference: referenceOf(source, incidentOn, taken, random),
    ...handlingOf(source, random),
  } satisfies Omit<CohortIncident, 'incidentSummary'>;
  return { ...told, incidentSummary: summarise(told, random) };
};

const referenceOf = (
  { sourceSystem }: Source,
  incidentOn: string,
  taken: Set<string>,
  random: Random,
): string => {
  const year = incidentOn.slice(2, 4);
  return untaken(taken, () => `${sourceSystem}-${year}-${digits(random, 7)}`);
};

const additionalOffencesOf = (
  draft: Draft,
  venue: Venue,
  random: Random,
): CohortIncident['additionalOffences'] => {
  if (!draft.has.has('INC_ADDITIONAL_OFFENCE')) return [];
  const possible =
    venue === 'HOME' ? OFFENCES_AT_HOME.options : AdditionalOffence.options;
  return shuffled<(typeof possible)[number]>(random, possible).slice(
    0,
    chance(random, 0.2) ? 2 : 1,
  );
};

/** INVARIANT: a child under no suspicion is a victim, a witness or another, never a suspect. */
const subjectCategoryOf = (
  incidentType: IncidentType,
  relation: CohortIncident['incidentRelation'],
  random: Random,
): CohortIncident['subjectCategory'] => {
  if (incidentType !== 'INC_VICTIM_OR_NO_SUSPICION') return 'SUSPECT';
  return relation === 'NONE'
    ? pick(random, ['WITNESS', 'OTHER'])
    : pick(random, ['VICTIM', 'VICTIM', 'VICTIM', 'WITNESS']);
};

/** Only intelligence carries conditions here; officers' own observations may be shared. */
const handlingOf = (
  source: Source,
  random: Random,
): Pick<CohortIncident, 'handlingCode' | 'handlingConditions'> =>
  source.sourceSystem === 'CRIMINT' && chance(random, 0.4)
    ? { handlingCode: 'C', handlingConditions: pick(random, CONDITIONS) }
    : { handlingCode: 'P' };
