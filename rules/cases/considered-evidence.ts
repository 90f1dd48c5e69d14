/**
 * Lists the evidence that a decision considered, by id and kept with it. Times cannot tell: a reply
 * that was begun before the decision may be stored after it, and one that a restricted agreement
 * hides until its day was stored before the panel could see it.
 */
import type { Return } from '../../schemas/store/entities.ts';
import { standingOf } from '../returns/reply-ledger.ts';
import type { LiveAgreement } from '../sharing/agreement.ts';
import type { CaseFile } from './case-file.ts';

/** @param at when the decision was taken. @returns the ids, sorted. */
export const consideredAt = (
  file: CaseFile,
  agreements: readonly LiveAgreement[],
  at: number,
): string[] => {
  const shown = new Map(
    file.viewRequests.map((request) => [
      request.agency,
      standingOf(request, file, agreements, at).shown?.version ?? 0,
    ]),
  );
  const { nominations, checks, viewRequests, returns, questions } = file;
  return [
    ...nominations.map(({ nominationId }) => nominationId),
    ...checks.map(({ checkId }) => checkId),
    ...viewRequests.map(({ viewRequestId }) => viewRequestId),
    ...returns
      .filter(({ agency, version }) => version <= (shown.get(agency) ?? 0))
      .map(idOfReturn),
    ...questions.map(({ questionId }) => questionId),
  ].sort();
};

/** The file with only what is among the ids. */
export const fileConsidered = (
  file: CaseFile,
  considered: readonly string[],
): CaseFile => {
  const had = new Set(considered);
  return {
    ...file,
    nominations: file.nominations.filter(({ nominationId }) =>
      had.has(nominationId),
    ),
    checks: file.checks.filter(({ checkId }) => had.has(checkId)),
    viewRequests: file.viewRequests.filter(({ viewRequestId }) =>
      had.has(viewRequestId),
    ),
    returns: file.returns.filter((each) => had.has(idOfReturn(each))),
    questions: file.questions.filter(({ questionId }) => had.has(questionId)),
  };
};

export const idOfReturn = ({ viewRequestId, version }: Return): string =>
  `${viewRequestId}/${version}`;
