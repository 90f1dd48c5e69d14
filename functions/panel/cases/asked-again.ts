/** A request for another meeting or another day, and what its agency's list says of it. */

import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { inboxItemOf, requestState } from '../../../rules/returns/inbox.ts';
import type { Effect } from '../../../schemas/store/effects.ts';
import type { ViewRequest } from '../../../schemas/store/entities.ts';

/**
 * Of whom a decision had closed it, it is open again. Whose answer does not show yet has answered all the same, and its own
 * list goes on saying so.
 */
export const askedAgain = (request: ViewRequest, file: CaseFile): Effect[] => [
  { do: 'put', entity: request, expects: 'ANY' },
  {
    do: 'put',
    entity: inboxItemOf(request, requestState(file, request.agency)),
    expects: 'ANY',
  },
];
