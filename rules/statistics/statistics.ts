/**
 * Makes the tables of a quarter out of its tallies. They are fixed: nobody chooses what is crossed
 * with what, and every row is there whatever was counted. Each count is blurred by itself and
 * rounded to five; fewer than five, blurred or not, is not published.
 */
import {
  type Panel,
  Sector,
} from '../../schemas/contract/agreement/agreement.ts';
import { Gap } from '../../schemas/contract/pack.ts';
import type {
  StatisticsRow,
  StatisticsTable,
  TableName,
} from '../../schemas/contract/statistics.ts';
import type { Tally } from '../../schemas/store/entities.ts';
import {
  Background,
  CameToNotice,
  DeferralReason,
  ExclusionReason,
  IncidentType,
  NotDoneReason,
  PriorContact,
  Sex,
  Suitability,
  TriageOutcome,
} from '../../schemas/vocabulary/codes.ts';
import { FOLLOW_UP_MONTHS } from '../cases/tasks.ts';
import { type Blur, blurOf } from './blur.ts';
import { ETHNIC_GROUPS } from './ethnic-group.ts';
import type { Facts } from './tallies.ts';

/** The tables are the same for the same tallies in any order. */
export const tablesOf = (
  tallies: readonly Tally[],
  { area }: Panel,
  blur: Blur = blurOf(tallies),
): StatisticsTable[] => [
  ...tablesFor(area).map((table) => computed(table, tallies, blur)),
  officerMinutes(tallies, blur),
];

const ROUND_TO = 5;
const ROUND_MINUTES_TO = 30;

/**
 * Publishes a count, or that it is suppressed. INVARIANT: a published number is of at least five,
 * whatever chance adds.
 */
export const published = (
  count: number,
  blur: number,
): Pick<StatisticsRow, 'count' | 'suppressed'> =>
  Math.min(count, count + blur) < ROUND_TO
    ? { count: null, suppressed: true }
    : { count: rounded(count + blur, ROUND_TO) };

const rounded = (value: number, to: number): number =>
  Math.round(value / to) * to;

type Kind = Tally['kind'];

interface Column<Fact extends string = string> {
  fact: Fact;
  labels: readonly string[];
}

interface Table {
  table: TableName;
  of: Kind;
  /** A child who is decided about twice is counted once among the children. */
  onlyFirst?: boolean;
  columns: readonly Column[];
}

const column = <Fact extends string>(
  fact: Fact,
  labels: readonly string[],
): Column<Fact> => ({ fact, labels });
const under = (name: string, labels: readonly string[]): string[] =>
  labels.map((label) => `${name}/${label}`);

/** A table may be counted only by facts that its tallies have. */
const table = <K extends Kind>(
  name: TableName,
  of: K,
  ...columns: Column<keyof Facts[K] & string>[]
): Table => ({
  table: name,
  of,
  columns,
});

/** Counts the children who are decided about. */
const children = (
  name: TableName,
  ...columns: Column<keyof Facts['DECISION']>[]
): Table => ({
  ...table(name, 'DECISION', ...columns),
  onlyFirst: true,
});

/** The row of every borough together. */
const ALL = 'ALL';
const NOT_GIVEN = 'NOT_GIVEN';
const BANDS = ['0_7', '8_14', '15_28', '29_56', 'OVER_56', NOT_GIVEN];
const DECISION = column('decision', [
  'INCLUDE',
  ...under('EXCLUDE', ExclusionReason.options),
  ...under('DEFER', DeferralReason.options),
  'REFER_PARTNER',
]);
const SEX = column('sex', [...Sex.options, NOT_GIVEN]);
const ETHNICITY = column('ethnicity', ETHNIC_GROUPS);
const OUTCOME = column('outcome', TriageOutcome.options);
const ENDED = column('ended', [
  'DONE',
  'DECLINED',
  ...under('NOT_DONE', NotDoneReason.options),
]);
const SINCE_NOMINATION = column('sinceNomination', BANDS);
/** Health is never among them: no agreement gives anything of it for statistics. */
const SECTORS = Sector.options.filter((sector) =>
  ['YOUTH_JUSTICE', 'SOCIAL_CARE', 'EDUCATION'].includes(sector),
);
const REPLIES = SECTORS.flatMap((of) =>
  under(of, ['IN_TIME', 'LATE', 'ON_BEHALF', 'CANNOT_IDENTIFY', 'NO_REPLY']),
);
const STEPS_OF_REFERRAL = [
  'MADE',
  'ACKNOWLEDGED',
  'TAKEN_UP',
  ...Suitability.options,
];
const REFERRALS = [
  ...under('OFFER', STEPS_OF_REFERRAL),
  ...under('DUTY', STEPS_OF_REFERRAL),
  'UNFOLLOWED/MADE',
  'SIGNPOSTED',
];
const NOTICES = FOLLOW_UP_MONTHS.flatMap((month) =>
  under(String(month), CameToNotice.options),
);

const AGE = column('age', ['UNDER_16', '16_17', '18_AND_OVER', NOT_GIVEN]);
const INCIDENT = column('incidentType', [...IncidentType.options, NOT_GIVEN]);
const OFFENCE = column('additionalOffence', ['YES', 'NO', NOT_GIVEN]);
const CONTACT = column('priorContact', [
  ...PriorContact.options,
  'NONE',
  NOT_GIVEN,
]);
const BACKGROUND = column('background', [
  ...Background.options,
  'NONE',
  NOT_GIVEN,
]);
const GAPS = column('gaps', Gap.shape.kind.options);
const DIVERGENCES = column('divergences', [
  'RISK_TO_OTHERS',
  'SAFETY_AND_WELLBEING',
]);
const SIGNPOSTED = column('signposted', ['YES', 'NO']);

const tablesFor = (area: readonly string[]): Table[] => {
  const borough = column('borough', [
    ALL,
    ...area.toSorted(),
    'ELSEWHERE',
    NOT_GIVEN,
  ]);
  return [
    ...ofNominations(borough),
    ...ofChildren(borough),
    ...ofDecisions(borough),
    ...ofTriage(borough),
    ...ofVisits(borough),
    table('REFERRALS', 'REFERRAL', column('steps', REFERRALS), borough),
    table(
      'CAME_TO_NOTICE',
      'FOLLOW_UP',
      column('cameToNotice', NOTICES),
      borough,
    ),
  ];
};

type Borough = Column<'borough'>;

const ofNominations = (borough: Borough): Table[] => [
  table('NOMINATIONS', 'NOMINATION', borough),
  table('NOMINATIONS_BY_ETHNICITY', 'NOMINATION', ETHNICITY),
  table('NOMINATIONS_BY_SEX', 'NOMINATION', SEX),
];

const ofChildren = (borough: Borough): Table[] => [
  children('SEX', SEX, borough),
  children('AGE', AGE, borough),
  children('INCIDENT_TYPE', INCIDENT, borough),
  children('ADDITIONAL_OFFENCE', OFFENCE, borough),
  children('PRIOR_CONTACT', CONTACT, borough),
  children('BACKGROUND', BACKGROUND, borough),
];

const ofDecisions = (borough: Borough): Table[] => [
  table('DECISIONS', 'DECISION', DECISION, borough),
  table('DECISIONS_BY_ETHNICITY', 'DECISION', DECISION, ETHNICITY),
  table('DECISIONS_BY_SEX', 'DECISION', DECISION, SEX),
  children('NOMINATION_TO_DECISION', SINCE_NOMINATION, borough),
  children('REPLIES', column('replies', REPLIES), borough),
  table('GAPS', 'DECISION', GAPS, borough),
  table('DIVERGENCES', 'DECISION', DIVERGENCES, borough),
];

const ofTriage = (borough: Borough): Table[] => [
  table('TRIAGE', 'TRIAGE', OUTCOME, borough),
  table('TRIAGE_BY_ETHNICITY', 'TRIAGE', OUTCOME, ETHNICITY),
  table('TRIAGE_BY_SEX', 'TRIAGE', OUTCOME, SEX),
];

const ofVisits = (borough: Borough): Table[] => [
  table('VISITS', 'VISIT', ENDED, borough),
  table('NOMINATION_TO_VISIT', 'VISIT', SINCE_NOMINATION, borough),
  table('DECISION_TO_VISIT', 'VISIT', column('sinceDecision', BANDS), borough),
  table('SIGNPOSTED_AT_VISIT', 'VISIT', SIGNPOSTED, borough),
];

const computed = (
  { table: name, of, onlyFirst, columns }: Table,
  tallies: readonly Tally[],
  blur: Blur,
) => {
  const counted = tallies.filter(
    ({ kind, facts }) => kind === of && (!onlyFirst || facts.final === 'FIRST'),
  );
  return {
    table: name,
    columns: columns.map(({ fact }) => fact),
    rows: crossed(columns).map((labels) => {
      const times = counted.reduce(
        (sum, { facts }) => sum + timesIn(facts, columns, labels),
        0,
      );
      return { labels, ...published(times, blur(cellOf(name, labels))) };
    }),
  };
};

const cellOf = (name: TableName, labels: readonly string[]): string =>
  [name, ...labels].join(' ');

const crossed = (columns: readonly Column[]): string[][] =>
  columns.reduce<string[][]>(
    (rows, { labels }) =>
      rows.flatMap((row) => labels.map((label) => [...row, label])),
    [[]],
  );

/**
 * Counts how often a tally stands in a row: a fact that is a list may hold a label more than once.
 */
const timesIn = (
  facts: Tally['facts'],
  columns: readonly Column[],
  labels: readonly string[],
): number =>
  columns.reduce(
    (times, { fact }, i) => times * timesOf(facts[fact], labels[i]),
    1,
  );

const timesOf = (
  fact: Tally['facts'][string] | undefined,
  label: string | undefined,
): number =>
  label === ALL
    ? 1
    : [fact ?? []].flat().filter((value) => value === label).length;

const STEPS = [
  'TRIAGE',
  'DECISION',
  'ALLOCATION',
  'ATTEMPT',
  'VISIT',
  'REFERRAL',
  'FOLLOW_UP',
  'CLOSE',
];

/**
 * The minutes that officers gave, and the steps that they gave them for: the cost of a visit can be
 * worked out of both.
 */
const officerMinutes = (
  tallies: readonly Tally[],
  blur: Blur,
): StatisticsTable => ({
  table: 'OFFICER_MINUTES',
  columns: ['step', 'measure'],
  rows: STEPS.flatMap((step) => {
    const given = tallies
      .filter(({ facts }) => facts.step === step)
      .map(({ facts }) => Number(facts.minutes));
    const labels = [step, 'STEPS'];
    const steps = published(
      given.length,
      blur(cellOf('OFFICER_MINUTES', labels)),
    );
    return [
      { labels, ...steps },
      { labels: [step, 'MINUTES'], ...minutesOf(given, steps) },
    ];
  }),
});

/**
 * The minutes that the published number of steps would take: the true sum would tell how many steps
 * there were.
 */
const minutesOf = (
  given: readonly number[],
  steps: ReturnType<typeof published>,
): ReturnType<typeof published> => {
  if (steps.count === null) return steps;
  const mean =
    given.reduce((total, minutes) => total + minutes, 0) / given.length;
  return { count: rounded(mean * steps.count, ROUND_MINUTES_TO) };
};
