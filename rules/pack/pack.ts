/**
 * The pack: what the panel sees before it decides. Views stand side by side; what is missing and what differs is named.
 * Nothing is averaged, scored or ranked. Masking comes first: gaps, divergences and the digest are made of what the panel
 * and those in the room may see, so that they cannot say what they may not.
 */
import {
  type Panel,
  panelRecipient,
} from '../../schemas/contract/agreement/agreement.ts';
import type { PackMessage, ReturnLine } from '../../schemas/contract/pack.ts';
import type { ViewRequest } from '../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../schemas/store/personal-record.ts';
import { canonical, sha256 } from '../canonical.ts';
import {
  type CaseFile,
  circumstancesOf,
  givenOf,
  givenToPanel,
  inForce,
  judgedOn,
  latestDecision,
  subjectOf,
} from '../cases/case-file.ts';
import { eligibilityOf } from '../cases/eligibility.ts';
import { isPending } from '../delivery/visit-state.ts';
import { notAsked, type ServingAgency } from '../returns/asking.ts';
import { isUnanswered, standingOf } from '../returns/reply-ledger.ts';
import type { LiveAgreement } from '../sharing/agreement.ts';
import { composeRecords } from '../sharing/compose.ts';
import type { Asked } from '../sharing/conditions.ts';
import { decide, type RecordDecision } from '../sharing/decide.ts';
import { londonDate } from '../time/london-time.ts';
import { startOfLondonDay } from '../time/working-days.ts';
import { bareOf, covers, heardByAttendees, hiddenFrom } from './attendees.ts';
import { divergencesOf } from './divergence.ts';
import { freshnessOf } from './freshness.ts';
import { gapsOf } from './gaps.ts';
import { inMedium, type Medium } from './printing.ts';

/** All of the pack but the account of its disclosure, which is another one at each reading. */
export type Pack = Omit<PackMessage, 'disclosure'>;
type AgencyReturn = PackMessage['returns'][number];

export interface PackQuestion {
  file: CaseFile;
  panel: Panel;
  /** The agreement that declares the panel: the police's facts are given to it under this one. */
  declaredBy: string;
  agreements: readonly LiveAgreement[];
  /** The agencies of the panels' boroughs: those that no agreement reaches are gaps too. */
  serving?: readonly ServingAgency[];
  /** The agencies present at a meeting, where the pack is read in it. Where nobody is recorded as present, nothing is hidden. */
  attendees?: readonly string[] | undefined;
  asked: Omit<Asked, 'recipient'>;
  now: number;
  /** Where the pack will be read; left out, on a screen. */
  medium?: Medium;
}

export interface ComposedPack {
  pack: Pack;
  /** Every decision that made it, for the ledger. */
  decisions: RecordDecision[];
  /** The same before the room was looked at: whether the panel may know of the case at all does not depend on who is there. */
  permitted: RecordDecision[];
  /** The reply ledger, as the pack shows it. */
  ledger: ReturnLine[];
}

export const composePack = (question: PackQuestion): ComposedPack => {
  const { file, panel } = question;
  const known = givenOf(file).filter(
    ({ agreement }) => agreement === question.declaredBy,
  );
  const flags = file.flags
    .filter(({ withdrawn }) => !withdrawn)
    .map(({ record }) => record);
  const background = decideAll([...known, ...flags], question);
  const composed = file.viewRequests
    .toSorted((a, b) => (a.agency < b.agency ? -1 : 1))
    .map((request) => composeReturn(request, question));
  const returns = composed.map(({ answer }) => answer);
  const permitted = [
    ...background.permitted,
    ...composed.flatMap((each) => each.permitted),
  ];
  const decisions = [
    ...background.decisions,
    ...composed.flatMap((each) => each.decisions),
  ];
  const unasked = unaskedOf(question);
  const questions = questionsOf(question);
  const all = {
    caseId: file.case.caseId,
    panel: panel.id,
    meetingId: file.case.meetingId,
    meetingOn: file.case.meetingOn,
    marking: 'OFFICIAL-SENSITIVE' as const,
    records: composeRecords(background.decisions),
    listingReason: file.case.listingReason,
    eligibility: eligibilityOf({
      ...file,
      area: panel.area,
      on: judgedOn(file),
    }),
    investigation: file.case.investigation,
    strategyDiscussion: file.case.strategyDiscussion,
    returns,
    completeness: {
      asked: returns.map(({ agency, state, onBehalf }) => ({
        agency,
        state,
        provisional: onBehalf !== undefined && !onBehalf.confirmed,
      })),
      notAsked: unasked,
    },
    questions,
    gaps: gapsOf({ returns, questions }, unasked),
    divergences: divergencesOf(returns),
    freshness: freshnessOf(returns, judgedOn(file)),
    hiddenFromAttendees: hiddenFrom(permitted, decisions),
    triage: file.triages
      .map(({ taken }) => taken)
      .toSorted((a, b) => (a.takenAt < b.takenAt ? -1 : 1)),
    decisions: file.decisions
      .map(({ taken }) => taken)
      .toSorted((a, b) => (a.decidedAt < b.decidedAt ? -1 : 1)),
    otherCases: otherCases(file),
  };
  const content = heardByAll(question.declaredBy, question) ? all : bareOf(all);
  const digest = sha256(file.case.salt + canonical(digested(content)));
  return {
    pack: { ...content, digest },
    decisions,
    permitted,
    ledger: composed.map(({ line }) => line),
  };
};

/** A child is one child, however often they are nominated. */
const otherCases = ({ others }: CaseFile): Pack['otherCases'] =>
  others
    .map(
      ({
        case: { caseId, state, finalDecisionOn, deliveredOn, closedOn },
        decisions,
        visits,
      }) => {
        const last = latestDecision({ decisions })?.taken;
        const decidedOn =
          finalDecisionOn ?? (last && londonDate(Date.parse(last.decidedAt)));
        const visit = visits.map((each) => each.state).find(isPending);
        return {
          caseId,
          state,
          outcome: last?.outcome,
          reason: last?.reason,
          decidedOn,
          deliveredOn,
          closedOn,
          visit,
        };
      },
    )
    .toSorted((a, b) =>
      (a.decidedOn ?? a.caseId) < (b.decidedOn ?? b.caseId) ? -1 : 1,
    );

type Content = Omit<Pack, 'digest'>;

/**
 * The pack without what a clock or a look changes: that a request was seen, that its day has passed, when an answer came. What
 * the panel may know of the child is the same before and after.
 */
export const digested = <C extends Pick<Content, 'returns' | 'completeness'>>(
  content: C,
): C => {
  const still = (state: ReturnLine['state']) =>
    state === 'SEEN' || state === 'LATE' ? ('ASKED' as const) : state;
  const { returns, completeness } = content;
  return {
    ...content,
    returns: returns.map(({ receivedAt: _, ...each }) => ({
      ...each,
      state: still(each.state),
    })),
    completeness: {
      ...completeness,
      asked: completeness.asked.map((each) => ({
        ...each,
        state: still(each.state),
      })),
    },
  };
};

/** What flows to the panel, and what of it those in the room may hear. */
const decideAll = (
  records: readonly PersonalRecord[],
  question: PackQuestion,
) => {
  const {
    file,
    panel,
    agreements,
    asked,
    attendees,
    now,
    medium = 'SCREEN',
  } = question;
  const circumstances = circumstancesOf(file);
  const recipient = panelRecipient(panel.id);
  const permitted = records
    .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
    .map((record) =>
      decide({
        record,
        asked: { ...asked, recipient },
        circumstances,
        agreements,
        now,
      }),
    );
  const heard = attendees
    ? heardByAttendees(permitted, { present: attendees, panel, agreements })
    : permitted;
  return {
    permitted,
    decisions: heard.map((decision) => inMedium(medium, decision)),
  };
};

const sortKey = ({
  category,
  originator,
  contributedAt,
  recordId,
}: PersonalRecord): string =>
  [category, originator, contributedAt, recordId].join('|');

const composeReturn = (request: ViewRequest, question: PackQuestion) => {
  const { file, agreements, now } = question;
  const standing = standingOf(request, file, agreements, now);
  const { shown, restricted } = standing;
  const { permitted, decisions } = decideAll(shown?.records ?? [], question);
  const { agency, replyBy } = request;
  // What an answer says, "nothing held" as much as a view, is given under the agreement of the request and heard under it.
  const hidden =
    !isUnanswered(standing.line.state) &&
    !heardByAll(request.agreement, question);
  const line: ReturnLine = hidden
    ? { ...standing.line, ...HIDDEN }
    : standing.line;
  const dated = shown !== undefined && !restricted && !hidden;
  const answer: AgencyReturn = {
    agency,
    state: line.state,
    replyBy,
    receivedAt: dated ? shown.receivedAt : undefined,
    withholdingReason: dated ? shown.withholdingReason : undefined,
    onBehalf: line.onBehalf,
    records: composeRecords(
      restricted ? undated(decisions, request) : decisions,
    ),
  };
  return { line, answer, permitted, decisions };
};

export const heardByAll = (
  agreement: string,
  { attendees, panel, agreements }: PackQuestion,
): boolean =>
  attendees === undefined ||
  covers(agreement, { present: attendees, panel, agreements });

const HIDDEN = {
  state: 'HIDDEN_FROM_ATTENDEES',
  late: false,
  corrected: false,
  onBehalf: undefined,
} as const;

/** Of a restricted answer nothing says when it came, nor that another came before it: each is dated by the day it was asked for. */
const undated = (
  decisions: readonly RecordDecision[],
  { replyBy }: ViewRequest,
): RecordDecision[] =>
  decisions.map(({ record, fields }) => ({
    record: {
      ...record,
      contributedAt: new Date(startOfLondonDay(replyBy)).toISOString(),
    },
    fields,
  }));

/**
 * What an agency asks is given under the agreement of its request, as its answer is: while that is in force, to those who may
 * hear the answer, and on paper where something that it answers may be printed.
 */
const questionsOf = (question: PackQuestion): Pack['questions'] => {
  const { file } = question;
  const heard = new Set(
    file.viewRequests
      .filter(
        (request) =>
          heardByAll(request.agreement, question) &&
          mayBeRead(request, question),
      )
      .map(({ viewRequestId }) => viewRequestId),
  );
  return file.questions
    .filter(({ viewRequestId }) => heard.has(viewRequestId))
    .toSorted((a, b) =>
      a.askedAt + a.questionId < b.askedAt + b.questionId ? -1 : 1,
    )
    .map(({ questionId, agency, text, askedAt, answer }) => ({
      questionId,
      agency,
      text,
      askedAt,
      ...(answer && { answer: answer.text }),
    }));
};

const mayBeRead = (
  { agency, agreement }: ViewRequest,
  { agreements, panel, medium = 'SCREEN', now }: PackQuestion,
): boolean =>
  inForce(agreements, now)
    .filter(({ id }) => id === agreement)
    .some(
      ({ flows }) =>
        medium === 'SCREEN' ||
        flows.some(
          (flow) =>
            flow.printable &&
            flow.from.includes(agency) &&
            flow.to.includes(panelRecipient(panel.id)),
        ),
    );

const unaskedOf = ({
  file,
  panel,
  agreements,
  serving = [],
  now,
}: PackQuestion) => {
  const subject = subjectOf(file);
  if (!subject) return [];
  const asked = file.viewRequests.map(({ agency }) => agency);
  return notAsked(asked, {
    panel,
    subject,
    agreements,
    now,
    given: givenToPanel(file),
    serving,
  });
};
