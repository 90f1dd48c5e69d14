/**
 * What happened to a case, as something to count. INVARIANT: of a child's data a tally holds codes alone, of fields that an
 * agreement releases to the panel for MONITORING now, and nothing in it leads back: no id, no date, no instant. What an
 * agency under a restricted agreement says, or that it says anything, changes no tally.
 */
import { type Panel, panelRecipient, type Sector } from '../schemas/agreement.ts';
import type { PermittedRecords } from '../schemas/disclosure.ts';
import type { Decision, FollowUpEntity, Referral, Tally, Triage, ViewRequest, Visit } from '../schemas/entities.ts';
import type { PersonalRecord } from '../schemas/personal-record.ts';
import type { LiveAgreement } from './agreement.ts';
import { type CaseFile, circumstancesOf, currentReturn, givenOf, inForce, subjectOf } from './case-file.ts';
import { composeRecords } from './compose.ts';
import { decide } from './decide.ts';
import { divergencesOf } from './divergence.ts';
import { ethnicGroupOf } from './ethnic-group.ts';
import { ageOn, londonDate } from './london-time.ts';
import { keptUntil, quarterOf } from './quarter.ts';
import { isRestricted } from './reply-ledger.ts';

/** A tally that has yet no id: who writes it gives it a random one. */
export type Counted = Omit<Tally, 'tallyId'>;

export interface Counting {
  /** As it was before the event. */
  file: CaseFile;
  panel: Panel;
  agreements: readonly LiveAgreement[];
  now: number;
}

/** The panel and the time are all that an event needs of which nothing of the child is counted. */
export interface Within {
  panel: Pick<Panel, 'id'>;
  now: number;
}

/** @param gapIds of the gaps of the pack that it was taken on. */
export const decisionTally = (
  { taken }: Decision,
  gapIds: readonly string[],
  counting: Counting,
  minutes?: number,
): Counted => {
  const { file } = counting;
  const before = file.decisions.some((earlier) => earlier.taken.outcome !== 'DEFER');
  const counted = countedAgencies(counting);
  const gaps = gapIds.map((gapId) => gapId.split(':')).filter(([, agency = '']) => counted.has(agency));
  return tally('DECISION', counting, {
    decision: [taken.outcome, ...(taken.reason === undefined ? [] : [taken.reason])].join('/'),
    final: taken.outcome === 'DEFER' ? 'NO' : before ? 'AGAIN' : 'FIRST',
    ...childFacts(counting),
    sinceNomination: bandBetween(nominatedAt(file), Date.parse(taken.decidedAt)),
    replies: file.viewRequests.flatMap((request) => replyFact(request, file, counted)).sort(),
    gaps: kindsOf(gaps.map(([kind = '']) => kind)),
    divergences: kindsOf(divergencesOf(monitoredReturns(counting, counted)).map(({ about }) => about)),
    ...minutesFact('DECISION', minutes),
  });
};

export const triageTally = ({ taken }: Triage, within: Within, minutes?: number): Counted =>
  tally('TRIAGE', within, { outcome: taken.outcome, ...minutesFact('TRIAGE', minutes) });

/** Of a visit that has ended. @returns undefined as long as it has not. */
export const visitTally = ({ result }: Visit, counting: Counting): Counted | undefined => {
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
    ...placeFact(counting),
    ...(made && { sinceNomination: bandBetween(nominatedAt(file), at), sinceDecision: bandBetween(decidedAt, at) }),
    ...(made && { signposted: result.signposted.length > 0 ? 'YES' : 'NO' }),
    ...minutesFact('VISIT', result.officerMinutes),
  });
};

/** What a change of a referral adds. @returns undefined where it adds nothing to count. */
export const referralTally = (
  before: Referral | undefined,
  after: Referral,
  within: Within & Pick<Counting, 'agreements'>,
): Counted | undefined => {
  const made = before === undefined ? [after.kind === 'SIGNPOSTED' ? 'SIGNPOSTED' : 'MADE'] : [];
  // What a service under a restricted agreement does with it is not counted: that it was referred is the panel's own act.
  const answered = restrictedBy(after.agreement, within.agreements) ? [] : answersOf(before, after);
  const steps = [...made, ...answered];
  const minutes = before === undefined ? minutesFact('REFERRAL', after.officerMinutes) : {};
  return steps.length === 0 ? undefined : tally('REFERRAL', within, { steps, ...minutes });
};

export const followUpTally = ({ found }: FollowUpEntity, within: Within, minutes?: number): Counted =>
  tally('FOLLOW_UP', within, {
    cameToNotice: `${found.month}/${found.cameToNotice}`,
    ...minutesFact('FOLLOW_UP', minutes),
  });

/** Nothing but what it took. @returns undefined where nobody said. */
export const closingTally = (within: Within, minutes: number | undefined): Counted | undefined =>
  minutes === undefined ? undefined : tally('CLOSE', within, minutesFact('CLOSE', minutes));

const tally = (kind: Tally['kind'], { panel, now }: Within, facts: Tally['facts']): Counted => {
  // Of when it is written, not of when it is said to have been: so that none comes after its tables were made.
  const quarter = quarterOf(londonDate(now));
  const expiresAt = new Date(keptUntil(quarter)).toISOString();
  return { type: 'Tally', panel: panel.id, quarter, kind, facts, expiresAt };
};

const kindsOf = (kinds: readonly string[]): string[] => [...new Set(kinds)].sort();

const minutesFact = (step: string, minutes: number | undefined): Tally['facts'] =>
  minutes === undefined ? {} : { step, minutes };

const NOT_GIVEN = 'NOT_GIVEN';

const childFacts = (counting: Counting): Tally['facts'] => {
  const { file, now } = counting;
  const shown = monitored(givenOf(file), counting);
  const identity = latest(shown.identity);
  const incident = latest(shown.incident);
  const subject = subjectOf(file);
  const codes = (all: readonly string[] | undefined) => (all?.length === 0 ? ['NONE'] : kindsOf(all ?? [NOT_GIVEN]));
  return {
    ...placeFact(counting),
    sex: identity?.sex ?? NOT_GIVEN,
    ethnicity: ethnicGroupOf(identity?.ethnicity),
    // No flow gives the birth date for MONITORING: the band is of the fact by which eligibility is judged.
    age: identity && subject ? ageBand(ageOn(subject.birthDate, londonDate(now))) : NOT_GIVEN,
    incidentType: incident?.incidentType ?? NOT_GIVEN,
    additionalOffence: incident?.additionalOffences ? yesNo(incident.additionalOffences.length > 0) : NOT_GIVEN,
    priorContact: codes(incident?.priorContact?.map(({ code }) => code)),
    background: codes(incident?.background?.map(({ code }) => code)),
  };
};

const placeFact = (counting: Counting): Tally['facts'] => {
  const borough = latest(monitored(givenOf(counting.file), counting).identity)?.borough;
  if (borough === undefined) return { borough: NOT_GIVEN };
  return { borough: counting.panel.area.includes(borough) ? borough : 'ELSEWHERE' };
};

const yesNo = (is: boolean): string => (is ? 'YES' : 'NO');
const ageBand = (age: number): string => (age < 16 ? 'UNDER_16' : age < 18 ? '16_17' : '18_AND_OVER');

const latest = <T extends { contributedAt: string }>(records: readonly T[] | undefined): T | undefined =>
  records?.toSorted((a, b) => (a.contributedAt < b.contributedAt ? 1 : -1))[0];

/** What is released of records to the panel for MONITORING, and nothing beside it. */
const monitored = (
  records: readonly PersonalRecord[],
  { file, panel, agreements, now }: Counting,
): PermittedRecords => {
  const asked = { recipient: panelRecipient(panel.id), purpose: 'MONITORING', practitionerRole: 'JOB' } as const;
  const circumstances = circumstancesOf(file);
  return composeRecords(records.map((record) => decide({ record, asked, circumstances, agreements, now })));
};

interface CountedAgency {
  sector: Sector | undefined;
  agreement: string;
}

/** The agencies of whose returns something flows to the panel for MONITORING, by an agreement that is not restricted. */
const countedAgencies = ({ panel, agreements, now }: Counting): Map<string, CountedAgency> => {
  const open = inForce(agreements, now).filter((agreement) => !isRestricted(agreement));
  return new Map(
    open.flatMap(({ id, flows, parties }) =>
      flows
        .filter(({ to, purposes }) => to.includes(panelRecipient(panel.id)) && purposes.includes('MONITORING'))
        .filter(({ category }) => category === 'involvement' || category === 'view')
        .flatMap(({ from }) => from)
        .map((agency) => [agency, { sector: parties.find((party) => party.agency === agency)?.sector, agreement: id }]),
    ),
  );
};

const restrictedBy = (id: string | undefined, agreements: readonly LiveAgreement[]): boolean =>
  id !== undefined && isRestricted(agreements.find((agreement) => agreement.id === id));

const isCounted = ({ agency, agreement }: ViewRequest, counted: ReadonlyMap<string, CountedAgency>): boolean =>
  counted.get(agency)?.agreement === agreement;

const replyFact = (
  request: ViewRequest,
  { returns }: CaseFile,
  counted: ReadonlyMap<string, CountedAgency>,
): string[] => {
  if (!isCounted(request, counted)) return [];
  const first = returns.filter(({ agency }) => agency === request.agency).toSorted((a, b) => a.version - b.version)[0];
  const late = first !== undefined && londonDate(Date.parse(first.receivedAt)) > request.replyBy;
  const how = first === undefined ? 'NO_REPLY' : late ? 'LATE' : 'IN_TIME';
  return [`${counted.get(request.agency)?.sector}/${how}`];
};

/** The returns as far as they may be used for MONITORING: graded judgements, never advice on how to approach the child. */
const monitoredReturns = (counting: Counting, counted: ReadonlyMap<string, CountedAgency>) =>
  counting.file.viewRequests
    .filter((request) => isCounted(request, counted))
    .map(({ agency, replyBy }) => ({
      agency,
      replyBy,
      state: 'REPLIED' as const,
      records: monitored(currentReturn(counting.file, agency)?.records ?? [], counting),
    }));

const answersOf = (before: Referral | undefined, after: Referral): string[] => {
  const takenUp = ({ history, state }: Referral) =>
    state === 'STARTED' || history.some((step) => step.state === 'STARTED');
  return [
    ...(after.acknowledgedAt && !before?.acknowledgedAt ? ['ACKNOWLEDGED'] : []),
    ...(takenUp(after) && !(before && takenUp(before)) ? ['TAKEN_UP'] : []),
    ...(after.suitability && !before?.suitability ? [after.suitability] : []),
  ];
};

/** The first nomination of the case. */
const nominatedAt = ({ nominations }: CaseFile): number | undefined =>
  nominations.map((nomination) => Date.parse(nomination.nominatedAt)).toSorted((a, b) => a - b)[0];

/** Days of the calendar in London, in bands: a number of days would lead back to a date. */
const bandBetween = (from: number | undefined, to: number): string => {
  if (from === undefined) return NOT_GIVEN;
  const days = (Date.parse(londonDate(to)) - Date.parse(londonDate(from))) / 86_400_000;
  return days <= 7 ? '0_7' : days <= 14 ? '8_14' : days <= 28 ? '15_28' : days <= 56 ? '29_56' : 'OVER_56';
};
