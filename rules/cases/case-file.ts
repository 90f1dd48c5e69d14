/** All that the exchange holds of one case, and what follows from it for every reader alike. */
import {
  type Panel,
  panelRecipient,
} from '../../schemas/contract/agreement/agreement.ts';
import type {
  Case,
  Decision,
  EligibilityCheck,
  Flag,
  FollowUpEntity,
  Nomination,
  PackFingerprint,
  Person,
  Question,
  Referral,
  Return,
  Seen,
  Triage,
  ViewRequest,
  Visit,
} from '../../schemas/store/entities.ts';
import type { SubjectFacts } from '../../schemas/store/personal-record.ts';
import { type LiveAgreement, notInForce } from '../sharing/agreement.ts';
import type { Circumstances } from '../sharing/conditions.ts';
import { ageOn, londonDate } from '../time/london-time.ts';
import { isOpen } from './case-state.ts';

export interface CaseFile {
  case: Case;
  nominations: readonly Nomination[];
  checks: readonly EligibilityCheck[];
  viewRequests: readonly ViewRequest[];
  returns: readonly Return[];
  seen: readonly Seen[];
  questions: readonly Question[];
  triages: readonly Triage[];
  fingerprints: readonly PackFingerprint[];
  decisions: readonly Decision[];
  visits: readonly Visit[];
  referrals: readonly Referral[];
  followUps: readonly FollowUpEntity[];
  flags: readonly Flag[];
  /** The other cases of the child before the same panel, with what it decided in them. */
  others: readonly OtherCase[];
}

export interface OtherCase {
  case: Case;
  nominations: readonly Nomination[];
  decisions: readonly Decision[];
  visits: readonly Visit[];
}

/** A case of which there is nothing yet but its nominations. */
export const fileOf = (
  opened: Case,
  nominations: readonly Nomination[],
): CaseFile => ({
  case: opened,
  nominations,
  checks: [],
  viewRequests: [],
  returns: [],
  seen: [],
  questions: [],
  triages: [],
  fingerprints: [],
  decisions: [],
  visits: [],
  referrals: [],
  followUps: [],
  flags: [],
  others: [],
});

/** The facts of the case that conditions may ask for. */
export const circumstancesOf = (file: CaseFile): Circumstances => ({
  case: {
    open: isOpen(file.case.state),
    asked: file.viewRequests.map(({ agency }) => agency),
    finalDecisionOn: panelDoneOn(file.case),
  },
});

/** The one that was recorded last; a deferral is one too. */
export const latestDecision = ({
  decisions,
}: Pick<CaseFile, 'decisions'>): Decision | undefined =>
  decisions.toSorted((a, b) =>
    a.taken.recordedAt < b.taken.recordedAt ? 1 : -1,
  )[0];

/** @param on London date. */
export const isOfAge = (file: CaseFile, on: string): boolean => {
  const subject = subjectOf(file);
  return subject !== undefined && ageOn(subject.birthDate, on) >= 18;
};

/**
 * The day on which the panel ended its work, however it did: knowledge until a decision must not
 * last for ever without one.
 */
const panelDoneOn = ({
  state,
  finalDecisionOn,
  closedOn,
  deliveredOn,
}: Case): string | undefined =>
  finalDecisionOn ?? (isOpen(state) ? undefined : (deliveredOn ?? closedOn));

/** The panel and the agreement that declares it, among those held, in force or not. */
export const panelOf = (
  panelId: string,
  agreements: readonly LiveAgreement[],
): { panel: Panel; agreement: LiveAgreement } | undefined => {
  for (const agreement of agreements) {
    const panel = agreement.panels.find(({ id }) => id === panelId);
    if (panel) return { panel, agreement };
  }
  return undefined;
};

/** The agreements in force at an instant. */
export const inForce = (
  agreements: readonly LiveAgreement[],
  now: number,
): LiveAgreement[] =>
  agreements.filter((agreement) => notInForce(agreement, now).length === 0);

/** The return that counts: an agency's latest. */
export const currentReturn = (
  { returns }: CaseFile,
  agency: string,
): Return | undefined =>
  returns
    .filter((each) => each.agency === agency)
    .toSorted((a, b) => b.version - a.version)[0];

/**
 * The nominations of which the panel may know. INVARIANT: what it is told of the child, and what it
 * does with the case, rests on these: what is handled with conditions (C) leaves its stated
 * recipients in no derived fact either.
 */
export const toldToPanel = ({
  case: { panel },
  nominations,
}: Nominated): Nomination[] =>
  nominations.filter(({ records }) =>
    records.some(
      ({ handling: { code, recipients } }) =>
        code === 'P' || recipients.includes(panelRecipient(panel)),
    ),
  );

type Nominated = Pick<CaseFile, 'case' | 'nominations'>;

/**
 * The agency's own latest answer, or one that it confirmed: the panel adds to it, and replaces
 * nothing of it.
 */
export const ownReturn = (
  { returns }: Pick<CaseFile, 'returns'>,
  agency: string,
): Return | undefined =>
  returns
    .filter(
      (each) =>
        each.agency === agency &&
        (!each.onBehalf || each.onBehalf.confirmedAt !== undefined),
    )
    .toSorted((a, b) => b.version - a.version)[0];

/** The police's facts of the child, from the latest nomination that the panel may know of. */
export const subjectOf = (file: Nominated): SubjectFacts | undefined =>
  newest(toldToPanel(file))?.records[0]?.subject;

/** The latest that the panel may know of. @throws where the case has none, which no case is. */
export const latestNomination = (file: Nominated): Nomination => {
  const latest = newest(toldToPanel(file));
  if (!latest) throw new TypeError('a case without a nomination');
  return latest;
};

export const newest = (
  nominations: readonly Nomination[],
): Nomination | undefined =>
  nominations.toSorted((a, b) => (a.nominatedAt < b.nominatedAt ? 1 : -1))[0];

/** The police's records of the child, in all nominations. */
export const givenOf = ({ nominations }: CaseFile) =>
  nominations.flatMap(({ records }) => records);

/**
 * Those of them that the panel may know of: whom it can ask and hand over to rests on these, and
 * tells of them.
 */
export const givenToPanel = (file: CaseFile) =>
  toldToPanel(file).flatMap(({ records }) => records);

/**
 * The day on which eligibility is judged: the meeting's, or where none is set, the day of the
 * nomination.
 */
export const judgedOn = (file: CaseFile): string =>
  file.case.meetingOn ??
  londonDate(
    Math.max(
      0,
      ...toldToPanel(file).map(({ nominatedAt }) => Date.parse(nominatedAt)),
    ),
  );

/** All that one person's partition holds. */
export interface PersonFile extends Omit<CaseFile, 'case' | 'others'> {
  person: Person | undefined;
  cases: readonly Case[];
}

/**
 * The file of one case, out of all that is held of the person. Flags are the person's, and stand in
 * each.
 */
export const caseFileOf = (
  file: PersonFile,
  caseId: string,
): CaseFile | undefined => {
  const found = file.cases.find((each) => each.caseId === caseId);
  const ofCase = <T extends { caseId: string }>(all: readonly T[]) =>
    all.filter((each) => each.caseId === caseId);
  return (
    found && {
      case: found,
      nominations: ofCase(file.nominations),
      checks: ofCase(file.checks),
      viewRequests: ofCase(file.viewRequests),
      returns: ofCase(file.returns),
      seen: ofCase(file.seen),
      questions: ofCase(file.questions),
      triages: ofCase(file.triages),
      fingerprints: ofCase(file.fingerprints),
      decisions: ofCase(file.decisions),
      visits: ofCase(file.visits),
      referrals: ofCase(file.referrals),
      followUps: ofCase(file.followUps),
      flags: file.flags,
      others: file.cases
        .filter(
          (other) => other.caseId !== caseId && other.panel === found.panel,
        )
        .map((other) => ({
          case: other,
          nominations: file.nominations.filter(
            (each) => each.caseId === other.caseId,
          ),
          decisions: file.decisions.filter(
            (each) => each.caseId === other.caseId,
          ),
          visits: file.visits.filter((each) => each.caseId === other.caseId),
        })),
    }
  );
};
