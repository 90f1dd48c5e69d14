/**
 * The pack: what the panel sees before it decides. Views stand side by side; what is missing and what differs is named.
 * Nothing is averaged, scored or ranked. Masking comes first: gaps, divergences and the digest are made of what the panel
 * and the attendees may see, so that they cannot say what they may not.
 */
import { panelRecipient } from '../../schemas/contract/agreement/agreement.ts';
import type { PackMessage, ReturnLine } from '../../schemas/contract/pack.ts';
import type { ViewRequest } from '../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../schemas/store/personal-record.ts';
import { canonical, sha256 } from '../canonical.ts';
import {
  type CaseFile,
  givenToPanel,
  inForce,
  judgedOn,
  latestDecision,
  type OtherCase,
  subjectOf,
} from '../cases/case-file.ts';
import { eligibilityOf } from '../cases/eligibility.ts';
import { isPending } from '../delivery/visit-state.ts';
import { notAsked, type ServingAgency } from '../returns/asking.ts';
import { isUnanswered } from '../returns/reply-ledger.ts';
import { composeRecords } from '../sharing/compose.ts';
import type { RecordDecision } from '../sharing/decide.ts';
import { londonDate } from '../time/london-time.ts';
import { startOfLondonDay } from '../time/working-days.ts';
import { bareOf, covers, heardByAttendees, hiddenFrom } from './attendees.ts';
import { divergencesOf } from './divergence.ts';
import { freshnessOf } from './freshness.ts';
import { gapsOf } from './gaps.ts';
import {
  backgroundOf,
  type PanelQuestion,
  panelDecider,
  recordsShown,
  standingFor,
} from './panel-decisions.ts';
import { inMedium, type Medium } from './printing.ts';

/** All of the pack but the account of its disclosure, which is another one at each reading. */
export type Pack = Omit<PackMessage, 'disclosure'>;
type AgencyReturn = PackMessage['returns'][number];

export interface PackQuestion extends PanelQuestion {
  /** The agencies of the panels' boroughs: those that no agreement reaches are gaps too. */
  serving?: readonly ServingAgency[];
  /** The agencies present at a meeting, where the pack is read in it. Where nobody is recorded as present, nothing is hidden. */
  attendees?: readonly string[] | undefined;
  /** Where the pack will be read; left out, on a screen. */
  medium?: Medium;
}

export interface ComposedPack {
  pack: Pack;
  /** Every decision that made it, for the ledger. */
  decisions: RecordDecision[];
  /** The same before attendees were looked at: whether the panel may know of the case at all does not depend on who is there. */
  permitted: RecordDecision[];
  /** The reply ledger, as the pack shows it. */
  ledger: ReturnLine[];
}

export const composePack = (question: PackQuestion): ComposedPack => {
  const disclosed = disclosedTo(question);
  const content = contentOf(question, disclosed);
  const { salt } = question.file.case;
  const digest = sha256(salt + canonical(digested(content)));
  const { permitted, decisions } = disclosed;
  const ledger = disclosed.composed.map(({ line }) => line);
  return { pack: { ...content, digest }, decisions, permitted, ledger };
};

type Content = Omit<Pack, 'digest'>;

interface Decided {
  /** What flows to the panel. */
  permitted: RecordDecision[];
  /** What of it the attendees may hear, in this medium. */
  decisions: RecordDecision[];
}

interface Disclosed extends Decided {
  background: RecordDecision[];
  composed: ReturnType<typeof composeReturn>[];
}

/** Decides every record once: the background first, then one agency's answer after another. */
const disclosedTo = (question: PackQuestion): Disclosed => {
  const background = decideAll(backgroundOf(question), question);
  const composed = question.file.viewRequests
    .toSorted((a, b) => (a.agency < b.agency ? -1 : 1))
    .map((request) => composeReturn(request, question));
  const all = [background, ...composed];
  return {
    background: background.decisions,
    composed,
    permitted: all.flatMap((each) => each.permitted),
    decisions: all.flatMap((each) => each.decisions),
  };
};

const contentOf = (question: PackQuestion, disclosed: Disclosed): Content => {
  const { file, panel } = question;
  const content = {
    caseId: file.case.caseId,
    panel: panel.id,
    meetingId: file.case.meetingId,
    meetingOn: file.case.meetingOn,
    marking: 'OFFICIAL-SENSITIVE' as const,
    records: composeRecords(disclosed.background),
    ...preparationOf(question),
    ...viewsOf(question, disclosed),
    ...pastOf(question.file),
  };
  return heardByAll(question.declaredBy, question) ? content : bareOf(content);
};

/** What the panel's officers have settled before it sits. */
const preparationOf = ({ file, panel }: PackQuestion) => ({
  listingReason: file.case.listingReason,
  eligibility: eligibilityOf({
    ...file,
    area: panel.area,
    on: judgedOn(file),
  }),
  investigation: file.case.investigation,
  strategyDiscussion: file.case.strategyDiscussion,
});

/** What the agencies say, side by side, and what is missing and differs in it. */
const viewsOf = (
  question: PackQuestion,
  { composed, permitted, decisions }: Disclosed,
) => {
  const returns = composed.map(({ answer }) => answer);
  const questions = questionsOf(question);
  const unasked = unaskedOf(question);
  return {
    returns,
    completeness: { asked: returns.map(completedBy), notAsked: unasked },
    questions,
    gaps: gapsOf({ returns, questions }, unasked),
    divergences: divergencesOf(returns),
    freshness: freshnessOf(returns, judgedOn(question.file)),
    hiddenFromAttendees: hiddenFrom(permitted, decisions),
  };
};

const completedBy = ({ agency, state, onBehalf }: AgencyReturn) => ({
  agency,
  state,
  provisional: onBehalf !== undefined && !onBehalf.confirmed,
});

/** What has been taken in this case so far, and in the child's others. */
const pastOf = (file: CaseFile) => ({
  triage: file.triages
    .map(({ taken }) => taken)
    .toSorted((a, b) => (a.takenAt < b.takenAt ? -1 : 1)),
  decisions: file.decisions
    .map(({ taken }) => taken)
    .toSorted((a, b) => (a.decidedAt < b.decidedAt ? -1 : 1)),
  otherCases: otherCases(file),
});

/** A child is one child, however often they are nominated. */
const otherCases = ({ others }: CaseFile): Pack['otherCases'] =>
  others
    .map(otherCase)
    .toSorted((a, b) =>
      (a.decidedOn ?? a.caseId) < (b.decidedOn ?? b.caseId) ? -1 : 1,
    );

const otherCase = ({ case: other, decisions, visits }: OtherCase) => {
  const { caseId, state, finalDecisionOn, deliveredOn, closedOn } = other;
  const last = latestDecision({ decisions })?.taken;
  const decidedOn =
    finalDecisionOn ?? (last && londonDate(Date.parse(last.decidedAt)));
  return {
    caseId,
    state,
    outcome: last?.outcome,
    reason: last?.reason,
    decidedOn,
    deliveredOn,
    closedOn,
    visit: visits.map((each) => each.state).find(isPending),
  };
};

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

/** What flows to the panel, and what of it the attendees may hear. */
const decideAll = (
  records: readonly PersonalRecord[],
  question: PackQuestion,
): Decided => {
  const { panel, agreements, attendees, medium = 'SCREEN' } = question;
  const permitted = records
    .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
    .map(panelDecider(question));
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

/** What one agency that was asked says, with its line of the reply ledger and the decisions that made it. */
const composeReturn = (request: ViewRequest, question: PackQuestion) => {
  const standing = standingFor(request, question);
  const decided = decideAll(recordsShown(standing), question);
  // What an answer says, "nothing held" as much as a view, is given under the agreement of the request and heard under it.
  const hidden =
    !isUnanswered(standing.line.state) &&
    !heardByAll(request.agreement, question);
  const line = hidden ? { ...standing.line, ...HIDDEN } : standing.line;
  const told = standing.restricted || hidden ? undefined : standing.shown;
  const { decisions } = decided;
  const answer: AgencyReturn = {
    agency: request.agency,
    state: line.state,
    replyBy: request.replyBy,
    receivedAt: told?.receivedAt,
    withholdingReason: told?.withholdingReason,
    onBehalf: line.onBehalf,
    records: composeRecords(
      standing.restricted ? undated(decisions, request) : decisions,
    ),
  };
  return { line, answer, ...decided };
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
