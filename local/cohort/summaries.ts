/**
 * Summarises an incident in one to three plain sentences. This file is mostly a table of invented
 * phrases. They are sanitised: none says who gave the information or how it was come by, and none
 * names anyone.
 */
import type { CohortIncident } from './cohort-person.ts';
import { chance, pick, type Random } from './random.ts';

type Told = Omit<CohortIncident, 'incidentSummary'>;

const ITEMS = [
  'a kitchen knife',
  'a lock knife',
  'a folding knife',
  'a craft knife',
  'a screwdriver',
  'a metal bar',
  'a hammer',
  'a multi-tool with a blade',
  'a large knife in a sheath',
] as const;

const WHO = {
  FAMILY: ['a relative', 'a sibling', 'a parent'],
  CARER: ['a carer', 'a member of staff of the placement'],
  PEER: ['another young person', 'a fellow pupil', 'two other young people'],
  STRANGER: ['a person not known to them', 'a passer-by'],
  NONE: ['someone else'],
} as const;

const PLACES = {
  HOME: ['at home'],
  SCHOOL: ['at school', 'outside school', 'on the way home from school'],
  STREET: ['in the street', 'by a parade of shops', 'near a bus shelter'],
  TRANSPORT: ['on a bus', 'at a tram stop', 'at a railway station'],
  OTHER: ['in a park', 'at a leisure centre', 'in a shopping centre'],
} as const;

const CONFIRMED_WITH = [
  'Picked up {item} during an argument with {who} {place}.',
  'Threatened {who} with {item} {place}.',
  'Was holding {item} {place} during a dispute with {who}, and put it down when asked.',
  'Was found with {item} {place} shortly after a fight with {who}.',
  'Showed {item} to {who} {place} before adults stepped in.',
] as const;
const CONFIRMED_ALONE = [
  'Was stopped {place} and found to be carrying {item}.',
  'Had {item} in a bag {place} and handed it over without difficulty.',
  'Dropped {item} {place}; it was recovered.',
  'Was found with {item} hidden in clothing {place}.',
] as const;
const SUSPECTED_WITH = [
  'Is believed to have threatened {who} with {item} {place}; nothing was found.',
  'Is believed to have had {item} {place} during a dispute with {who}; no item was recovered.',
  'May have planned to bring {item} to a meeting with {who} {place}; this has not been confirmed.',
] as const;
const SUSPECTED_ALONE = [
  'Is believed to have carried {item} {place}; a search found nothing.',
  'May be holding {item} for other young people; this has not been confirmed.',
  'Was with others {place}, one of whom had {item}; whose it was is not established.',
] as const;
const VICTIM = [
  'Was threatened with {item} by {who} {place}.',
  'Was slightly hurt {place} when {who} used {item}, and has recovered.',
  'Was surrounded {place} and shown {item} by {who}.',
] as const;
const WITNESS = [
  'Was present {place} when {item} was produced between two other people.',
  'Saw {item} being used to threaten someone else {place}.',
] as const;
const NO_SUSPICION = [
  'Was first thought to have had {item} {place}; enquiries found no reason to suspect this young person.',
  'Was with others {place} when {item} was recovered; no suspicion remains.',
] as const;

const AGGRESSIVE = [
  'Was shouting and took some time to calm down.',
  'Pushed a person who tried to step in.',
  'Made threats while being spoken to.',
] as const;
const CALM = [
  'No one was injured.',
  'Was calm when spoken to.',
  'The reason given was protection.',
  'There was no earlier dispute that is known of.',
] as const;

const OFFENCES = {
  CRIMINAL_DAMAGE: 'Property was damaged.',
  ROBBERY: 'A robbery is also being investigated.',
  DRUGS: 'Cannabis was also found.',
  THEFT: 'A theft is also being investigated.',
  AFFRAY:
    'Others were fighting nearby and an affray is also being investigated.',
  OTHER: 'Another offence is also being investigated.',
} as const;

export const summarise = (told: Told, random: Random): string => {
  const happened = pick(random, openings(told))
    .replace('{item}', pick(random, ITEMS))
    .replace('{who}', pick(random, WHO[told.incidentRelation]))
    .replace('{place}', pick(random, PLACES[told.venue]));
  return [
    happened,
    ...told.additionalOffences.map((code) => OFFENCES[code]),
    ...manner(told, random),
  ].join(' ');
};

const openings = ({
  incidentType,
  incidentRelation,
  subjectCategory,
}: Told): readonly string[] => {
  const alone = incidentRelation === 'NONE';
  if (incidentType === 'INC_CONFIRMED')
    return alone ? CONFIRMED_ALONE : CONFIRMED_WITH;
  if (incidentType === 'INC_SUSPECTED')
    return alone ? SUSPECTED_ALONE : SUSPECTED_WITH;
  if (subjectCategory === 'VICTIM') return VICTIM;
  return subjectCategory === 'WITNESS' ? WITNESS : NO_SUSPICION;
};

const manner = (
  { incidentType, aggressionReported }: Told,
  random: Random,
): string[] => {
  if (aggressionReported) return [pick(random, AGGRESSIVE)];
  return incidentType === 'INC_CONFIRMED' && chance(random, 0.6)
    ? [pick(random, CALM)]
    : [];
};
