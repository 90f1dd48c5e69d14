/** A view request as it stands in the inbox of the agency that was asked. It names no child. */
import type {
  InboxItem,
  Return,
  ViewRequest,
} from '../../schemas/store/entities.ts';
import { type CaseFile, currentReturn } from '../cases/case-file.ts';
import { isOpen } from '../cases/case-state.ts';

/**
 * Field by field: what a view request comes to say beside these does not stand in an inbox by
 * itself.
 */
export const inboxItemOf = (
  request: ViewRequest,
  state: InboxItem['state'],
): InboxItem => ({
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

/**
 * The state of a request to the agency that was asked: the list and the request itself say the
 * same.
 */
export const requestState = (
  file: CaseFile,
  agency: string,
): InboxItem['state'] => {
  if (!isOpen(file.case.state)) return 'CLOSED';
  const current = currentReturn(file, agency);
  if (!current) return 'OPEN';
  return awaitsConfirmation(current) ? 'TO_CONFIRM' : 'REPLIED';
};

export const awaitsConfirmation = ({
  onBehalf,
}: Pick<Return, 'onBehalf'>): boolean =>
  onBehalf !== undefined && onBehalf.confirmedAt === undefined;
