/** A view request as it stands in the inbox of the agency that was asked. It names no child. */
import type { InboxItem, ViewRequest } from '../schemas/entities.ts';

/** Field by field: what a view request comes to say beside these does not stand in an inbox by itself. */
export const inboxItemOf = (request: ViewRequest, state: InboxItem['state']): InboxItem => ({
  type: 'InboxItem',
  agency: request.agency,
  viewRequestId: request.viewRequestId,
  caseId: request.caseId,
  panel: request.panel,
  agreement: request.agreement,
  categories: request.categories,
  meetingOn: request.meetingOn,
  replyBy: request.replyBy,
  state,
  expiresAt: request.expiresAt,
});
