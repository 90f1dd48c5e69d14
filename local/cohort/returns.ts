/**
 * Makes a partner agency's answer to a view request, from its own case notes. Judgements follow
 * rules here only so that the sandbox has agencies that agree and agencies that do not; nothing
 * outside this folder derives a judgement of a child.
 */
import {
  type AssessmentTool,
  type InvolvementStatus,
  Judgement,
  type ThriveGroup,
  type VisitVenue,
} from '../../schemas/vocabulary/codes.ts';
import {
  FACTS,
  HEALTH_NEEDS,
  LEADS,
  NEEDS,
  type Note,
  OPINIONS,
  type OwnView,
  PROTAGONIST_VIEWS,
  PROTECTIVE_FACTORS,
  type Remarks,
} from './case-notes.ts';
import type { CohortPerson, KnownTo } from './cohort-person.ts';
import { addDays, daysBetween } from './dates.ts';
import type { Service } from './known-to.ts';
import { chance, integer, pick, type Random, shuffled } from './random.ts';

/** Field names are those of the registry in schemas/categories.ts. */
export type StatutoryReturn = {
  involvement: {
    knownToService: true;
    status: (typeof InvolvementStatus.options)[number];
    startedOn: string;
    endedOn?: string;
    leadProfessional: string;
    leadContact: string;
  };
  view: OwnView & {
    assessmentTool?: (typeof AssessmentTool.options)[number];
    assessedOn?: string;
    needs: string[];
    protectiveFactors: string[];
    wishesToHearOutcome: boolean;
  };
  approach: {
    safeApproachAdvice: string;
    recommendedVenue: (typeof VisitVenue.options)[number];
    doNotVisitReason?: string;
  };
};

/** All that a health trust may say: no diagnosis, medication, score or appointment. */
export type HealthReturn = {
  health: {
    knownToService: true;
    openStatus: 'OPEN' | 'CLOSED';
    thriveGroup: (typeof ThriveGroup.options)[number];
    needSummary: string;
    riskToOthers: Judgement;
    safetyAndWellbeing: Judgement;
    safeApproachAdvice: string;
    contactRoute: string;
    validUntil: string;
  };
};

/** One person as one service of an agency knows them, with the chance that is that record's own. */
export type Held = {
  person: CohortPerson;
  known: KnownTo;
  service: Service;
  random: Random;
};

export const statutoryReturn = (
  held: Held,
  service: Exclude<Service, 'CAMHS'>,
): StatutoryReturn => {
  const { person, known, random } = held;
  const endedOn = known.closed ? endOf(held) : undefined;
  return {
    involvement: {
      knownToService: true,
      status: statusOf(held),
      startedOn: known.since,
      ...(endedOn !== undefined && { endedOn }),
      ...leadOf(held),
    },
    view: {
      ...ownView(held, service),
      ...assessmentToolOf(held),
      assessedOn:
        endedOn ?? addDays(person.incident.incidentOn, -integer(random, 1, 29)),
      needs: remarksOn(person, NEEDS, 3),
      protectiveFactors: shuffled<string>(random, PROTECTIVE_FACTORS).slice(
        0,
        integer(random, 1, 2),
      ),
      wishesToHearOutcome: !known.closed,
    },
    approach: approachOf(held),
  };
};

export const healthReturn = (held: Held): HealthReturn => {
  const { person, known, random } = held;
  const { riskToOthers, safetyAndWellbeing } =
    PROTAGONIST_VIEWS[protagonistKey(held)] ?? judge(held);
  const group = pick(random, known.closed ? GROUPS.CLOSED : GROUPS.OPEN);
  return {
    health: {
      knownToService: true,
      openStatus: known.closed ? 'CLOSED' : 'OPEN',
      thriveGroup: group,
      needSummary: remarksOn(person, HEALTH_NEEDS, 2).join(' '),
      riskToOthers,
      safetyAndWellbeing,
      safeApproachAdvice: adviceOf(person),
      contactRoute: `Duty desk of the trust, duty@${known.agencyId}.example.org`,
      validUntil: addDays(person.incident.incidentOn, 180),
    },
  };
};

/** A group repeated is a group more likely. */
const GROUPS = {
  CLOSED: ['THRIVING', 'GETTING_ADVICE'],
  OPEN: [
    'GETTING_HELP',
    'GETTING_HELP',
    'GETTING_MORE_HELP',
    'GETTING_RISK_SUPPORT',
  ],
} as const;

/** The protagonist's return is written by hand; nobody else's key is in that table. */
const protagonistKey = ({ person, known }: Held): string =>
  person.number === 1 ? known.agencyId : '';

const statusOf = ({
  person,
  known,
  service,
  random,
}: Held): StatutoryReturn['involvement']['status'] => {
  if (known.closed) return 'CLOSED';
  if (service !== 'SOCIAL_CARE') return 'OPEN';
  if (person.background.includes('BG_LIVED_AWAY'))
    return pick(random, ['LAC', 'LAC', 'CIN']);
  return person.background.includes('BG_FAMILY_INSTABILITY')
    ? pick(random, ['CIN', 'CP'])
    : 'EARLY_HELP';
};

/** Some time in the third quarter between the start and the incident. */
const endOf = ({ person, known, random }: Held): string =>
  addDays(
    known.since,
    Math.floor(
      daysBetween(known.since, person.incident.incidentOn) *
        (0.5 + random() / 4),
    ),
  );

const leadOf = ({ known, service, random }: Held) => {
  const domain = `${known.agencyId}.example.org`;
  if (known.closed)
    return { leadProfessional: 'Duty team', leadContact: `duty@${domain}` };
  const name = pick(random, LEADS[service].names);
  return {
    leadProfessional: `${name}, ${LEADS[service].title}`,
    leadContact: `${name.toLowerCase().replace(' ', '.')}@${domain}`,
  };
};

/**
 * PDAT is for prevention and diversion, AssetPlus for those who have offended; schools use neither.
 */
const assessmentToolOf = ({
  person,
  service,
}: Held): Pick<StatutoryReturn['view'], 'assessmentTool'> => {
  if (service === 'EDUCATION') return {};
  if (service === 'SOCIAL_CARE') return { assessmentTool: 'OTHER' };
  return {
    assessmentTool: person.priorContact.includes('PRIOR_OFFENCE')
      ? 'ASSETPLUS'
      : 'PDAT',
  };
};

/** Families prefer home, unless home is where it happens. */
const approachOf = ({
  person,
  service,
  random,
}: Held): StatutoryReturn['approach'] => {
  const safeApproachAdvice = adviceOf(person);
  const unsettled = person.background.includes('BG_FAMILY_INSTABILITY');
  const atHome = person.incident.venue === 'HOME';
  if (service === 'EDUCATION')
    return { safeApproachAdvice, recommendedVenue: 'SCHOOL' };
  const unsafe = service === 'SOCIAL_CARE' && unsettled && atHome;
  if (unsafe && chance(random, 0.5))
    return {
      safeApproachAdvice,
      recommendedVenue: 'OTHER_SAFE_PLACE',
      doNotVisitReason: NOT_AT_HOME,
    };
  const recommendedVenue = atHome || unsettled ? 'SCHOOL' : 'HOME';
  return { safeApproachAdvice, recommendedVenue };
};

const NOT_AT_HOME =
  'Not at home: an adult who lives there must not learn of the visit beforehand.';

const adviceOf = ({ incident, background }: CohortPerson): string => {
  if (incident.aggressionReported)
    return 'Two visitors, one of them known. Keep the door clear and stop if voices rise.';
  if (background.includes('BG_MH_BEHAV_LD'))
    return 'Say beforehand who is coming and why. Short sentences, one question at a time.';
  if (incident.subjectCategory === 'VICTIM')
    return 'Make clear at once that this is about safety, not blame.';
  return 'Ring the family first. Plain clothes are preferred.';
};

const ownView = (held: Held, service: Exclude<Service, 'CAMHS'>): OwnView =>
  PROTAGONIST_VIEWS[protagonistKey(held)] ?? {
    ...judge(held),
    facts: remarksOn(held.person, FACTS[service], 3),
    opinions: remarksOn(held.person, OPINIONS[service], 2),
  };

/**
 * Each agency judges what it sees: the same child may come out a step apart, and the panel is there
 * for that.
 */
const judge = ({
  person,
  service,
  random,
}: Held): Pick<OwnView, 'riskToOthers' | 'safetyAndWellbeing'> => {
  const noted = new Set<Note>([...person.priorContact, ...person.background]);
  const suspected = person.incident.subjectCategory === 'SUSPECT';
  const risk = suspected ? riskIn(noted, person.incident) : 0;
  const seesMore =
    suspected && chance(random, service === 'SOCIAL_CARE' ? 0.4 : 0.15);
  const worries = chance(random, service === 'YJS' ? 0.1 : 0.35);
  return {
    riskToOthers: step(risk + Number(seesMore)),
    safetyAndWellbeing: step(harmIn(noted) + Number(worries)),
  };
};

const riskIn = (
  noted: ReadonlySet<Note>,
  { aggressionReported }: CohortPerson['incident'],
): number => {
  if (!noted.has('PRIOR_OFFENCE') && !aggressionReported) return 0;
  return noted.has('PRIOR_GANG_ASSOCIATION') ? 2 : 1;
};

const harmIn = (noted: ReadonlySet<Note>): number => {
  if (noted.has('PRIOR_MISSING')) return 2;
  return noted.has('BG_FAMILY_INSTABILITY') || noted.has('PRIOR_VICTIM')
    ? 1
    : 0;
};

const step = (at: number): Judgement => Judgement.options[at] ?? 'VERY_HIGH';

/** The remarks on what is noted of this person, the most telling first. */
const remarksOn = (
  person: CohortPerson,
  remarks: Remarks,
  most: number,
): string[] =>
  [...person.priorContact, ...person.background.toReversed()]
    .map((code) => remarks[code])
    .filter((remark) => remark !== undefined)
    .slice(0, most);
