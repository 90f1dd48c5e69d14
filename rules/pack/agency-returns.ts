/** Composes what each agency that was asked says, as far as the attendees may hear it. */
import { panelRecipient } from '../../schemas/contract/agreement/agreement.ts';
import type { PackMessage, ReturnLine } from '../../schemas/contract/pack.ts';
import type {
  Question,
  Return,
  ViewRequest,
} from '../../schemas/store/entities.ts';
import { inForce } from '../cases/case-file.ts';
import { isUnanswered } from '../returns/reply-ledger.ts';
import type { LiveAgreement } from '../sharing/agreement.ts';
import { composeRecords } from '../sharing/compose.ts';
import type { RecordDecision } from '../sharing/decide.ts';
import { startOfLondonDay } from '../time/working-days.ts';
import {
  type DecidedReading,
  decideReading,
  heardByAll,
  type PanelReading,
} from './attendees.ts';
import { recordsShown, standingFor } from './panel-decisions.ts';

export type AgencyReturn = PackMessage['returns'][number];

/** One agency's answer with its line of the reply ledger and the decisions that made it. */
export interface ComposedReturn extends DecidedReading {
  line: ReturnLine;
  answer: AgencyReturn;
}

/** Sorted by agency. */
export const composeReturns = (reading: PanelReading): ComposedReturn[] =>
  reading.file.viewRequests
    .toSorted((a, b) => (a.agency < b.agency ? -1 : 1))
    .map((request) => composeReturn(request, reading));

const composeReturn = (
  request: ViewRequest,
  reading: PanelReading,
): ComposedReturn => {
  const standing = standingFor(request, reading);
  const decided = decideReading(recordsShown(standing), reading);
  // Any answer, "nothing held" as much as a view, is given under the agreement of the request and
  // heard under it.
  const hidden =
    !isUnanswered(standing.line.state) &&
    !heardByAll(request.agreement, reading);
  const line = hidden ? { ...standing.line, ...HIDDEN } : standing.line;
  const decisions = standing.restricted
    ? undated(decided.decisions, request)
    : decided.decisions;
  const answer = {
    ...answerOf(
      line,
      standing.restricted || hidden ? undefined : standing.shown,
    ),
    records: composeRecords(decisions),
  };
  return { line, answer, ...decided };
};

/** @param dated the return, where when it came may be told. */
const answerOf = (
  { agency, state, replyBy, onBehalf }: ReturnLine,
  dated: Return | undefined,
) => ({
  agency,
  state,
  replyBy,
  receivedAt: dated?.receivedAt,
  withholdingReason: dated?.withholdingReason,
  onBehalf,
});

const HIDDEN = {
  state: 'HIDDEN_FROM_ATTENDEES',
  late: false,
  corrected: false,
  onBehalf: undefined,
} as const;

/**
 * Dates a restricted answer by the day it was asked for: nothing may tell when it came, nor that
 * another came before it.
 */
const undated = (
  decisions: readonly RecordDecision[],
  { replyBy }: ViewRequest,
): RecordDecision[] => {
  const contributedAt = new Date(startOfLondonDay(replyBy)).toISOString();
  return decisions.map(({ record, fields }) => ({
    record: { ...record, contributedAt },
    fields,
  }));
};

/**
 * An agency asks under the agreement of its request, as it answers. Its question is shown while
 * that is in force, to those who may hear the answer, and on paper where something that it answers
 * may be printed.
 */
export const questionsShown = (
  reading: PanelReading,
): PackMessage['questions'] => {
  const heard = requestsHeard(reading);
  return reading.file.questions
    .filter(({ viewRequestId }) => heard.has(viewRequestId))
    .toSorted((a, b) => (askedKey(a) < askedKey(b) ? -1 : 1))
    .map(({ questionId, agency, text, askedAt, answer }) => ({
      questionId,
      agency,
      text,
      askedAt,
      ...(answer && { answer: answer.text }),
    }));
};

const requestsHeard = (reading: PanelReading): Set<string> => {
  const heard = reading.file.viewRequests
    .filter((request) => heardByAll(request.agreement, reading))
    .filter((request) => mayBeRead(request, reading));
  return new Set(heard.map(({ viewRequestId }) => viewRequestId));
};

const askedKey = ({ askedAt, questionId }: Question): string =>
  askedAt + questionId;

const mayBeRead = (
  { agency, agreement }: ViewRequest,
  { agreements, panel, medium = 'SCREEN', now }: PanelReading,
): boolean =>
  inForce(agreements, now)
    .filter(({ id }) => id === agreement)
    .some(
      (each) =>
        medium === 'SCREEN' || mayPrint(each, agency, panelRecipient(panel.id)),
    );

const mayPrint = (
  { flows }: LiveAgreement,
  from: string,
  recipient: string,
): boolean =>
  flows.some(
    (flow) =>
      flow.printable && flow.from.includes(from) && flow.to.includes(recipient),
  );
