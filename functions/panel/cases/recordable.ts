/**
 * Checks what the panel may record for an agency that it has asked.
 *
 * INVARIANT: whether an agency under a restricted agreement has replied is never looked at: the
 * refusal says nothing of it.
 */
import type { Call } from '../../../entrance/call.ts';
import { contentInvalid, type Problem } from '../../../entrance/problem.ts';
import { advanced } from '../../../entrance/transition.ts';
import { ownReturn } from '../../../rules/cases/case-file.ts';
import { isRestricted } from '../../../rules/returns/reply-ledger.ts';
import { notPermitted } from '../../../rules/returns/reply-schema.ts';
import {
  type LiveAgreement,
  notInForce,
} from '../../../rules/sharing/agreement.ts';
import type { Return, ViewRequest } from '../../../schemas/store/entities.ts';
import type { Opened } from './open-case.ts';

type Recording = Call<'recordReturn'>;

export interface Recordable {
  request: ViewRequest;
  agreement: LiveAgreement;
}

/** @throws Problem CONTENT_INVALID, ILLEGAL_TRANSITION. */
export const recordable = (call: Recording, opened: Opened): Recordable => {
  const found = askedIn(call, opened);
  // Once the panel has decided, the agency says itself what comes.
  advanced(opened.standing(), 'RECORD_RETURN');
  checkBeside(call, ownReturn(opened.file, call.params.agency));
  checkReply(call, found);
  return found;
};

const refused = (message: string): Problem =>
  contentInvalid([{ pointer: '/path/agency', message }]);

const askedIn = (
  { params, now }: Recording,
  { file, agreements }: Opened,
): Recordable => {
  const request = file.viewRequests.find(
    ({ agency }) => agency === params.agency,
  );
  if (!request) throw refused('was not asked about this child');
  const agreement = agreements.find(({ id }) => id === request.agreement);
  if (!agreement || isRestricted(agreement)) {
    throw refused('answers for itself: its agreement lets nobody do so for it');
  }
  if (notInForce(agreement, now).length > 0) {
    throw refused('was asked under an agreement that is not in force');
  }
  return { request, agreement };
};

/** Beside what it shares, what an agency withholds would be forgotten. */
const checkBeside = (
  { body: { reply } }: Recording,
  own: Return | undefined,
): void => {
  if (own?.kind === 'WITHHELD') {
    throw refused(
      'withholds something: what it says beside that it says itself',
    );
  }
  if (own && reply.kind !== 'VIEW') {
    const message = 'adds nothing to what the agency has said itself';
    throw contentInvalid([{ pointer: '/reply/kind', message }]);
  }
};

const checkReply = (
  { body: { reply } }: Recording,
  { request, agreement }: Recordable,
): void => {
  const linked =
    'localIdentifier' in reply && reply.localIdentifier !== undefined;
  const message = 'is the agency’s own to give';
  const errors = [
    ...notPermitted(reply, request, agreement),
    ...(linked ? [{ pointer: '/localIdentifier', message }] : []),
  ];
  if (errors.length === 0) return;
  throw contentInvalid(
    errors.map((each) => ({ ...each, pointer: `/reply${each.pointer}` })),
  );
};
