/**
 * The tables of a quarter, out of what was counted in it. Fixed: nobody chooses what is crossed with what, every row is
 * there whatever was counted, each number is rounded to five by itself, and fewer than five is not said, none included.
 */
import { type Panel, Sector } from '../schemas/agreement.ts';
import type { Tally } from '../schemas/entities.ts';
import { Gap } from '../schemas/pack.ts';
import type { StatisticsRow, StatisticsTable, TableName } from '../schemas/statistics.ts';
import {
  Background,
  CameToNotice,
  DeferralReason,
  ExclusionReason,
  IncidentType,
  NotDoneReason,
  PriorContact,
  Sex,
  TriageOutcome,
} from '../schemas/vocabulary.ts';
import { ETHNIC_GROUPS } from './ethnic-group.ts';
import { FOLLOW_UP_MONTHS } from './tasks.ts';

/** The same for the same tallies in any order. */
export const tablesOf = (tallies: readonly Tally[], { area }: Panel): StatisticsTable[] => [
  ...tablesFor(area).map((table) => computed(table, tallies)),
  officerMinutes(tallies),
];

const ROUND_TO = 5;
/** A sum of minutes is rounded to half an hour, and said only of so many steps that no one of them can be made out. */
const ROUND_MINUTES_TO = 30;

/** What is published of a count. */
export const published = (count: number): Pick<StatisticsRow, 'count' | 'suppressed'> =>
  count < ROUND_TO ? { count: null, suppressed: true } : { count: rounded(count, ROUND_TO) };

const rounded = (value: number, to: number): number => Math.round(value / to) * to;

interface Column {
  fact: string;
  labels: readonly string[];
}

interface Table {
  table: TableName;
  of: Tally['kind'];
  /** A child who is decided about twice is counted once among the children. */
  onlyFirst?: true;
  columns: readonly Column[];
}

const column = (fact: string, labels: readonly string[]): Column => ({ fact, labels });
const under = (name: string, labels: readonly string[]): string[] => labels.map((label) => `${name}/${label}`);

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
const ENDED = column('ended', ['DONE', 'DECLINED', ...under('NOT_DONE', NotDoneReason.options)]);
/** Never health: no agreement gives anything of it for this. */
const SECTORS = Sector.options.filter((sector) => ['YOUTH_JUSTICE', 'SOCIAL_CARE', 'EDUCATION'].includes(sector));

const child = (table: TableName, asked: Column): Table => ({
  table,
  of: 'DECISION',
  onlyFirst: true,
  columns: [asked],
});

const tablesFor = (area: readonly string[]): Table[] => {
  const borough = column('borough', [...area.toSorted(), 'ELSEWHERE', NOT_GIVEN]);
  return [
    child('SEX', SEX),
    child('AGE', column('age', ['UNDER_16', '16_17', '18_AND_OVER', NOT_GIVEN])),
    child('INCIDENT_TYPE', column('incidentType', [...IncidentType.options, NOT_GIVEN])),
    child('ADDITIONAL_OFFENCE', column('additionalOffence', ['YES', 'NO', NOT_GIVEN])),
    child('PRIOR_CONTACT', column('priorContact', [...PriorContact.options, 'NONE', NOT_GIVEN])),
    child('BACKGROUND', column('background', [...Background.options, 'NONE', NOT_GIVEN])),
    { table: 'DECISIONS', of: 'DECISION', columns: [DECISION] },
    { table: 'DECISIONS_BY_BOROUGH', of: 'DECISION', columns: [DECISION, borough] },
    { table: 'DECISIONS_BY_ETHNICITY', of: 'DECISION', columns: [DECISION, ETHNICITY] },
    { table: 'DECISIONS_BY_SEX', of: 'DECISION', columns: [DECISION, SEX] },
    child('NOMINATION_TO_DECISION', column('sinceNomination', BANDS)),
    child(
      'REPLIES',
      column(
        'replies',
        SECTORS.flatMap((of) => under(of, ['IN_TIME', 'LATE', 'NO_REPLY'])),
      ),
    ),
    { table: 'GAPS', of: 'DECISION', columns: [column('gaps', Gap.shape.kind.options)] },
    {
      table: 'DIVERGENCES',
      of: 'DECISION',
      columns: [column('divergences', ['RISK_TO_OTHERS', 'SAFETY_AND_WELLBEING'])],
    },
    { table: 'TRIAGE', of: 'TRIAGE', columns: [column('outcome', TriageOutcome.options)] },
    { table: 'VISITS', of: 'VISIT', columns: [ENDED] },
    { table: 'VISITS_BY_BOROUGH', of: 'VISIT', columns: [ENDED, borough] },
    { table: 'NOMINATION_TO_VISIT', of: 'VISIT', columns: [column('sinceNomination', BANDS)] },
    { table: 'DECISION_TO_VISIT', of: 'VISIT', columns: [column('sinceDecision', BANDS)] },
    { table: 'SIGNPOSTED_AT_VISIT', of: 'VISIT', columns: [column('signposted', ['YES', 'NO'])] },
    { table: 'REFERRALS', of: 'REFERRAL', columns: [column('steps', REFERRAL_STEPS)] },
    { table: 'CAME_TO_NOTICE', of: 'FOLLOW_UP', columns: [column('cameToNotice', NOTICES)] },
  ];
};

const REFERRAL_STEPS = ['MADE', 'ACKNOWLEDGED', 'TAKEN_UP', 'SUITED', 'PARTLY', 'NOT_SUITED', 'SIGNPOSTED'];
const NOTICES = FOLLOW_UP_MONTHS.flatMap((month) => under(String(month), CameToNotice.options));

const computed = ({ table, of, onlyFirst, columns }: Table, tallies: readonly Tally[]): StatisticsTable => {
  const counted = tallies.filter(({ kind, facts }) => kind === of && (!onlyFirst || facts.final === 'FIRST'));
  return {
    table,
    columns: columns.map(({ fact }) => fact),
    rows: crossed(columns).map((labels) => {
      const times = counted.reduce((sum, { facts }) => sum + timesIn(facts, columns, labels), 0);
      return { labels, ...published(times) };
    }),
  };
};

const crossed = (columns: readonly Column[]): string[][] =>
  columns.reduce<string[][]>((rows, { labels }) => rows.flatMap((row) => labels.map((label) => [...row, label])), [[]]);

/** How often a tally stands in a row: a fact that is a list may hold a label more than once. */
const timesIn = (facts: Tally['facts'], columns: readonly Column[], labels: readonly string[]): number =>
  columns.reduce(
    (times, { fact }, i) => times * valuesOf(facts[fact]).filter((value) => value === labels[i]).length,
    1,
  );

const valuesOf = (fact: Tally['facts'][string] | undefined): string[] =>
  fact === undefined ? [] : Array.isArray(fact) ? fact : [String(fact)];

const STEPS = ['TRIAGE', 'DECISION', 'VISIT', 'REFERRAL', 'FOLLOW_UP', 'CLOSE'];

/** Minutes that officers gave, and of how many steps: what a visit costs can be worked out of them. */
const officerMinutes = (tallies: readonly Tally[]): StatisticsTable => ({
  table: 'OFFICER_MINUTES',
  columns: ['step', 'measure'],
  rows: STEPS.flatMap((step) => {
    const given = tallies.filter(({ facts }) => facts.step === step).map(({ facts }) => Number(facts.minutes));
    const steps = published(given.length);
    const sum = given.reduce((total, minutes) => total + minutes, 0);
    const minutes = steps.suppressed ? steps : { count: rounded(sum, ROUND_MINUTES_TO) };
    return [
      { labels: [step, 'STEPS'], ...steps },
      { labels: [step, 'MINUTES'], ...minutes },
    ];
  }),
});
