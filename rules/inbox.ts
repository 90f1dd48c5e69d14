/** A view request as it stands in the inbox of the agency that was asked. It names no child. */
import type { InboxItem, ViewRequest } from '../schemas/entities.ts';

export const inboxItemOf = (request: ViewRequest, state: InboxItem['state']): InboxItem => {
  const { type: _type, personId: _personId, askedAt: _askedAt, ...shown } = request;
  return { ...shown, type: 'InboxItem', state };
};
