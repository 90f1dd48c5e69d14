/** What becomes of the rest when the panel is done with a case. */

import { contentInvalid } from '../../../entrance/problem.ts';
import { leavesAgendaOf } from '../../../rules/cases/agenda.ts';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { isPending } from '../../../rules/delivery/visit-state.ts';
import { inboxItemOf } from '../../../rules/returns/inbox.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { Effect } from '../../../schemas/store/effects.ts';
import type { Case, Person } from '../../../schemas/store/entities.ts';

/** Nobody would record how it went any more. @throws Problem CONTENT_INVALID while a visit is still to be made. */
export const checkNoVisitPending = (
  { visits }: CaseFile,
  pointer: string,
): void => {
  if (!visits.some(({ state }) => isPending(state))) return;
  throw contentInvalid([
    { pointer, message: 'closes a case whose visit is still to be made' },
  ]);
};

/** The meeting that the case waited for does not talk about it any more. */
export const offAgenda = (waited: Case, now: number): Effect[] => {
  const meetingId = leavesAgendaOf(waited, londonDate(now));
  return meetingId === undefined
    ? []
    : [{ do: 'unlist', meetingId, caseId: waited.caseId }];
};

/** Nobody is asked any longer for what has been decided. */
export const closedRequests = ({ viewRequests }: CaseFile): Effect[] =>
  viewRequests.map((request) => ({
    do: 'put',
    entity: inboxItemOf(request, 'CLOSED'),
    expects: 'ANY',
  }));

/** The next nomination of the child opens a case of its own. */
export const withoutCase = (person: Person, caseId: string): Person => ({
  ...person,
  openCases: person.openCases.filter((open) => open.caseId !== caseId),
  version: person.version + 1,
});
