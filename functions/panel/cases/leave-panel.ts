/** What becomes of the rest when the panel is done with a case. */
import type { Effect } from '../../../adapters/ports.ts';
import type { CaseFile } from '../../../rules/case-file.ts';
import { inboxItemOf } from '../../../rules/inbox.ts';
import type { Person } from '../../../schemas/entities.ts';

/** Nobody is asked any longer for what has been decided. */
export const closedRequests = ({ viewRequests }: CaseFile): Effect[] =>
  viewRequests.map((request) => ({ do: 'put', entity: inboxItemOf(request, 'CLOSED'), expects: 'ANY' }));

/** The next nomination of the child opens a case of its own. */
export const withoutCase = (person: Person, caseId: string): Person => ({
  ...person,
  openCases: person.openCases.filter((open) => open.caseId !== caseId),
  version: person.version + 1,
});
