/**
 * The order in which the cases of a meeting are talked about, and what becomes of it when a case is
 * listed elsewhere.
 */
import type { Case, Meeting } from '../../schemas/store/entities.ts';

type Agenda = Meeting['agenda'];

/** The listed cases, the first to be talked about first. */
export const inOrder = ({ agenda }: Pick<Meeting, 'agenda'>): string[] =>
  Object.entries(agenda)
    .toSorted(([, a], [, b]) => a - b)
    .map(([caseId]) => caseId);

export const placesOf = (cases: readonly string[]): Agenda =>
  Object.fromEntries(cases.map((caseId, i) => [caseId, i]));

/** At the end, or where it stands already. */
export const withCase = (
  meeting: Pick<Meeting, 'agenda'>,
  caseId: string,
): Agenda => {
  const cases = inOrder(meeting);
  return placesOf(cases.includes(caseId) ? cases : [...cases, caseId]);
};

/**
 * The meeting whose agenda a case leaves when it is listed for another one, or for none: the one
 * that it waits for. What a meeting that was held had before it is not rewritten.
 *
 * @param today London date.
 */
export const leavesAgendaOf = (
  {
    state,
    meetingId,
    meetingOn,
  }: Pick<Case, 'state' | 'meetingId' | 'meetingOn'>,
  today: string,
): string | undefined =>
  state === 'LISTED' && meetingOn !== undefined && meetingOn >= today
    ? meetingId
    : undefined;
