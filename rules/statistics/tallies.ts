/**
 * Makes tallies of what happened to a case. INVARIANT: of a child's data a tally holds codes alone,
 * of fields that an agreement releases to the panel for MONITORING now (of a referral's answer:
 * when it was made), and nothing in it leads back: no id, no date, no instant. What an agency under
 * a restricted agreement says, or that it says anything, changes no tally.
 */
import {
  type Panel,
  panelRecipient,
  type Sector,
} from '../../schemas/contract/agreement/agreement.ts';
import type { PermittedRecords } from '../../schemas/contract/disclosure.ts';
import type {
  Decision,
  FollowUpEntity,
  Referral,
  Return,
  Tally,
  Triage,
  ViewRequest,
  Visit,
} from '../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../schemas/store/personal-record.ts';
import {
  type CaseFile,
  circumstancesOf,
  currentReturn,
  givenOf,
  inForce,
  subjectOf,
} from '../cases/case-file.ts';
import { divergencesOf } from '../pack/divergence.ts';
import { isRestricted } from '../returns/reply-ledger.ts';
import type { LiveAgreement } from '../sharing/agreement.ts';
import { composeRecords } from '../sharing/compose.ts';
import { decide } from '../sharing/decide.ts';
import { ageOn, londonDate } from '../time/london-time.ts';
import { ethnicGroupOf } from './ethnic-group.ts';
import { keptUntil, quarterOf } from './quarter.ts';

/** A tally that has yet no id: who writes it gives it a random one. */
export type Counted = Omit<Tally, 'tallyId'>;

type Place = { borough: string };
type Child = Place & {
  sex: string;
  ethnicity: string;
  age: string;
  incidentType: string;
  additionalOffence: string;
  priorContact: string[];
  background: string[];
};
/** The minutes that it took, where somebody says. */
type Minutes = { step?: string; minutes?: number };

/** The facts of each kind of tally. The tables count by these names. */
export type Facts = {
  NOMINATION: Child;
  DECISION: Child &
    Minutes & {
      decision: string;
      final: string;
      sinceNomination: string;
      replies: string[];
      gaps: string[];
      divergences: string[];
    };
  TRIAGE: Pick<Child, 'borough' | 'sex' | 'ethnicity'> &
    Minutes & { outcome: string };
  VISIT: Place &
    Minutes & {
      ended: string;
      sinceNomination?: string;
      sinceDecision?: string;
      signposted?: string;
    };
  REFERRAL: Place & Minutes & { steps: string[] };
  FOLLOW_UP: Place & { cameToNotice: string };
  MINUTES: Required<Minutes>;
};

export interface Counting {
  /** The case as it was before the event. */
  file: CaseFile;
  panel: Panel;
  agreements: readonly LiveAgreement[];
  now: number;
}

/** The panel and the time are all that is needed where nothing of the child is looked at. */
export interface Within {
  panel: Pick<Panel, 'id'>;
  now: number;
}

/** Tallies a case that is opened: the denominator of everything that is decided. */
export const nominationTally = (counting: Counting): Counted =>
  tally('NOMINATION', counting, childFacts(counting));

export const decisionTally = (
  { taken, gaps: gapIds, officerMinutes }: Decision,
  counting: Counting,
): Counted => {
  const { file } = counting;
  const before = file.decisions.some(
    (earlier) => earlier.taken.outcome !== 'DEFER',
  );
  const counted = countedAgencies(counting);
  const gaps = gapIds
    .map((gapId) => gapId.split(':'))
    .filter(([, agency = '']) => counted.has(agency));
  return tally('DECISION', counting, {
    decision: [
      taken.outcome,
      ...(taken.reason === undefined ? [] : [taken.reason]),
    ].join('/'),
    final: taken.outcome === 'DEFER' ? 'NO' : before ? 'AGAIN' : 'FIRST',
    ...childFacts(counting),
    sinceNomination: bandBetween(
      nominatedAt(file),
      Date.parse(taken.decidedAt),
    ),
    replies: file.viewRequests
      .flatMap((request) => replyFact(request, file, counted))
      .sort(),
    gaps: kindsOf(gaps.map(([kind = '']) => kind)),
    divergences: kindsOf(
      divergencesOf(monitoredReturns(counting, counted)).map(
        ({ about }) => about,
      ),
    ),
    ...minutesFact('DECISION', officerMinutes),
  });
};

export const triageTally = (
  { taken, officerMinutes }: Triage,
  counting: Counting,
): Counted => {
  const { borough, sex, ethnicity } = childFacts(counting);
  return tally('TRIAGE', counting, {
    outcome: taken.outcome,
    ...{ borough, sex, ethnicity },
    ...minutesFact('TRIAGE', officerMinutes),
  });
};

/** Tallies a visit that has ended. @returns undefined as long as it has not. */
export const visitTally = (
  { result }: Visit,
  counting: Counting,
): Counted | undefined => {
  if (!result) return undefined;
  const { file } = counting;
  const at = Date.parse(result.at);
  const decidedAt = file.decisions
    .filter(({ taken }) => taken.outcome === 'INCLUDE')
    .map(({ taken }) => Date.parse(taken.decidedAt))
    .toSorted((a, b) => b - a)[0];
  const made = result.state !== 'NOT_DONE';
  return tally('VISIT', counting, {
    ended: made ? result.state : `${result.state}/${result.reason}`,
    borough: boroughCounted(counting),
    ...(made && {
      sinceNomination: bandBetween(nominatedAt(file), at),
      sinceDecision: bandBetween(decidedAt, at),
    }),
    ...(made && { signposted: result.signposted.length > 0 ? 'YES' : 'NO' }),
    ...minutesFact('VISIT', result.officerMinutes),
  });
};

/** Tallies a change of a referral. @returns undefined where it adds nothing to count. */
export const referralTally = (
  before: Referral | undefined,
  after: Referral,
  within: Within & Pick<Counting, 'agreements'>,
): Counted | undefined => {
  const made = before === undefined;
  const steps = stepsOf(before, after, within.agreements);
  const borough = after.countedIn ?? NOT_GIVEN;
  const minutes = made ? minutesFact('REFERRAL', after.officerMinutes) : {};
  return steps.length === 0
    ? undefined
    : tally('REFERRAL', within, { borough, steps, ...minutes });
};

export const followUpTally = (
  { found }: Pick<FollowUpEntity, 'found'>,
  counting: Counting,
): Counted =>
  tally('FOLLOW_UP', counting, {
    borough: boroughCounted(counting),
    cameToNotice: `${found.month}/${found.cameToNotice}`,
  });

/** Tallies the minutes of a step. @returns undefined where nobody said what it took. */
export const minutesTally = (
  step: 'ALLOCATION' | 'ATTEMPT' | 'FOLLOW_UP' | 'CLOSE',
  within: Within,
  minutes: number | undefined,
): Counted | undefined =>
  minutes === undefined
    ? undefined
    : tally('MINUTES', within, { step, minutes });

/** The borough as far as it may be counted. */
export const boroughCounted = (counting: Counting): string => {
  const borough = latest(
    monitored(givenOf(counting.file), counting).identity,
  )?.borough;
  if (borough === undefined) return NOT_GIVEN;
  return counting.panel.area.includes(borough) ? borough : 'ELSEWHERE';
};

const tally = <K extends Tally['kind']>(
  kind: K,
  { panel, now }: Within,
  given: Facts[K],
): Counted => {
  // Of when it is written, not of when it is said to have been: so that none comes after its tables
  // were made.
  const quarter = quarterOf(londonDate(now));
  const expiresAt = new Date(keptUntil(quarter)).toISOString();
  const facts: Tally['facts'] = given;
  return { type: 'Tally', panel: panel.id, quarter, kind, facts, expiresAt };
};

const kindsOf = (kinds: readonly string[]): string[] =>
  [...new Set(kinds)].sort();

const minutesFact = (step: string, minutes: number | undefined): Minutes =>
  minutes === undefined ? {} : { step, minutes };

const NOT_GIVEN = 'NOT_GIVEN';

const childFacts = (counting: Counting): Child => {
  const { file, now } = counting;
  const shown = monitored(givenOf(file), counting);
  const identity = latest(shown.identity);
  const incident = latest(shown.incident);
  const subject = subjectOf(file);
  const codes = (all: readonly string[] | undefined) =>
    all?.length === 0 ? ['NONE'] : kindsOf(all ?? [NOT_GIVEN]);
  return {
    borough: boroughCounted(counting),
    sex: identity?.sex ?? NOT_GIVEN,
    ethnicity: ethnicGroupOf(identity?.ethnicity),
    // No flow gives the birth date for MONITORING: the band is of the fact by which eligibility is
    // judged.
    age:
      identity && subject
        ? ageBand(ageOn(subject.birthDate, londonDate(now)))
        : NOT_GIVEN,
    incidentType: incident?.incidentType ?? NOT_GIVEN,
    additionalOffence: incident?.additionalOffences
      ? yesNo(incident.additionalOffences.length > 0)
      : NOT_GIVEN,
    priorContact: codes(incident?.priorContact?.map(({ code }) => code)),
    background: codes(incident?.background?.map(({ code }) => code)),
  };
};

const yesNo = (is: boolean): string => (is ? 'YES' : 'NO');
const ageBand = (age: number): string =>
  age < 16 ? 'UNDER_16' : age < 18 ? '16_17' : '18_AND_OVER';

const latest = <T extends { contributedAt: string }>(
  records: readonly T[] | undefined,
): T | undefined =>
  records?.toSorted((a, b) => (a.contributedAt < b.contributedAt ? 1 : -1))[0];

/** What is released of records to the panel for MONITORING, and nothing beside it. */
const monitored = (
  records: readonly PersonalRecord[],
  { file, panel, agreements, now }: Counting,
): PermittedRecords => {
  const asked = {
    recipient: panelRecipient(panel.id),
    purpose: 'MONITORING',
    practitionerRole: 'JOB',
  } as const;
  const circumstances = circumstancesOf(file);
  return composeRecords(
    records.map((record) =>
      decide({ record, asked, circumstances, agreements, now }),
    ),
  );
};

interface CountedAgency {
  sector: Sector | undefined;
  agreement: string;
}

/**
 * The agencies of whose returns something flows to the panel for MONITORING, by an agreement that
 * is not restricted.
 */
const countedAgencies = ({
  panel,
  agreements,
  now,
}: Counting): Map<string, CountedAgency> => {
  const open = inForce(agreements, now).filter(
    (agreement) => !isRestricted(agreement),
  );
  return new Map(
    open.flatMap(({ id, flows, parties }) =>
      flows
        .filter(
          ({ to, purposes }) =>
            to.includes(panelRecipient(panel.id)) &&
            purposes.includes('MONITORING'),
        )
        .filter(
          ({ category }) => category === 'involvement' || category === 'view',
        )
        .flatMap(({ from }) => from)
        .map((agency) => [
          agency,
          {
            sector: parties.find((party) => party.agency === agency)?.sector,
            agreement: id,
          },
        ]),
    ),
  );
};

const restrictedBy = (
  id: string | undefined,
  agreements: readonly LiveAgreement[],
): boolean =>
  id !== undefined &&
  isRestricted(agreements.find((agreement) => agreement.id === id));

const isCounted = (
  { agency, agreement }: ViewRequest,
  counted: ReadonlyMap<string, CountedAgency>,
): boolean => counted.get(agency)?.agreement === agreement;

const replyFact = (
  request: ViewRequest,
  { returns }: CaseFile,
  counted: ReadonlyMap<string, CountedAgency>,
): string[] => {
  if (!isCounted(request, counted)) return [];
  const given = returns
    .filter(({ agency }) => agency === request.agency)
    .toSorted((a, b) => a.version - b.version);
  return [
    `${counted.get(request.agency)?.sector}/${replied(given, request.replyBy)}`,
  ];
};

/**
 * INVARIANT: what the panel wrote down for an agency, and that it cannot tell who is meant, is no
 * reply in time.
 */
const replied = (given: readonly Return[], replyBy: string): string => {
  const last = given.at(-1);
  if (last === undefined) return 'NO_REPLY';
  if (last.kind === 'CANNOT_IDENTIFY') return last.kind;
  const own = given.find(
    ({ kind, onBehalf }) => !onBehalf && kind !== 'CANNOT_IDENTIFY',
  );
  if (own === undefined) return 'ON_BEHALF';
  return londonDate(Date.parse(own.receivedAt)) > replyBy ? 'LATE' : 'IN_TIME';
};

/**
 * The returns as far as they may be used for MONITORING: graded judgements, never advice on how to
 * approach the child.
 */
const monitoredReturns = (
  counting: Counting,
  counted: ReadonlyMap<string, CountedAgency>,
) =>
  counting.file.viewRequests
    .filter((request) => isCounted(request, counted))
    .map(({ agency, replyBy }) => ({
      agency,
      replyBy,
      state: 'REPLIED' as const,
      records: monitored(
        currentReturn(counting.file, agency)?.records ?? [],
        counting,
      ),
    }));

/**
 * Each under what may be held against each other: take-up is measured by what could be seen to be
 * taken up, duties apart.
 */
const stepsOf = (
  before: Referral | undefined,
  after: Referral,
  agreements: readonly LiveAgreement[],
): string[] => {
  if (after.kind === 'SIGNPOSTED') return before ? [] : ['SIGNPOSTED'];
  // What a service under a restricted agreement does with it is not counted: that it was referred
  // is the panel's own act.
  if (restrictedBy(after.agreement, agreements))
    return before ? [] : ['UNFOLLOWED/MADE'];
  const onDuty =
    after.basis === 'LEGAL_DUTY' || after.basis === 'SAFEGUARDING_DUTY';
  const steps = [...(before ? [] : ['MADE']), ...answersOf(before, after)];
  return steps.map((step) => `${onDuty ? 'DUTY' : 'OFFER'}/${step}`);
};

const answersOf = (before: Referral | undefined, after: Referral): string[] => {
  const takenUp = ({ history, state }: Referral) =>
    state === 'STARTED' || history.some((step) => step.state === 'STARTED');
  return [
    ...(after.acknowledgedAt && !before?.acknowledgedAt
      ? ['ACKNOWLEDGED']
      : []),
    ...(takenUp(after) && !(before && takenUp(before)) ? ['TAKEN_UP'] : []),
    ...(after.suitability && !before?.suitability ? [after.suitability] : []),
  ];
};

/** The first nomination of the case. */
const nominatedAt = ({ nominations }: CaseFile): number | undefined =>
  nominations
    .map((nomination) => Date.parse(nomination.nominatedAt))
    .toSorted((a, b) => a - b)[0];

/** Days of the calendar in London, in bands: a number of days would lead back to a date. */
const bandBetween = (from: number | undefined, to: number): string => {
  if (from === undefined) return NOT_GIVEN;
  const days =
    (Date.parse(londonDate(to)) - Date.parse(londonDate(from))) / 86_400_000;
  return days <= 7
    ? '0_7'
    : days <= 14
      ? '8_14'
      : days <= 28
        ? '15_28'
        : days <= 56
          ? '29_56'
          : 'OVER_56';
};
