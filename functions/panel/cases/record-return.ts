/**
 * PUT /v1/cases/{id}/returns/{agency}: what an agency without a system says, or a fact that is spoken in the room, recorded in
 * its name. It is provisional until the agency confirms it. INVARIANT: it is added to what the agency has said itself, and
 * replaces nothing of that.
 */
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, notFound } from '../../../entrance/problem.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import { holdNotices, visitEffects } from '../../../entrance/visits.ts';
import { hashOf } from '../../../rules/canonical.ts';
import { currentReturn, ownReturn } from '../../../rules/cases/case-file.ts';
import { heldByReply, withVisits } from '../../../rules/delivery/visit-hold.ts';
import { inboxItemOf, requestState } from '../../../rules/returns/inbox.ts';
import { isRestricted } from '../../../rules/returns/reply-ledger.ts';
import { notPermitted } from '../../../rules/returns/reply-schema.ts';
import { returnOf } from '../../../rules/returns/returns.ts';
import {
  type LiveAgreement,
  notInForce,
} from '../../../rules/sharing/agreement.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import { workingDaysAfter } from '../../../rules/time/working-days.ts';
import type { Return, ViewRequest } from '../../../schemas/store/entities.ts';
import { advanced } from './advanced.ts';
import { type OpenedCase, openCase } from './open-case.ts';

type Opened = NonNullable<OpenedCase['opened']>;

/** Working days in which the agency is to confirm. */
const CONFIRM_DAYS = 2;

export const recordReturn = endpoint('recordReturn', async (call) => {
  const { world, params, body, claims, sharing, now } = call;
  const { about, opened } = await openCase(call); // R1, R2
  if (!opened)
    return conclude(call, { ...about, told: { problem: notFound() } });
  // As it is held: one that is to be decided again stands as listed to its reader.
  const { file } = opened.question;
  const { request, agreement } = recordable(call, opened);
  const before = currentReturn(file, params.agency);
  const contentHash = hashOf(body);
  const confirmBy = workingDaysAfter(londonDate(now), CONFIRM_DAYS);
  const told = ({ version, kind, onBehalf }: Return) => {
    const { caseId, viewRequestId, agency } = request;
    return {
      body: {
        caseId,
        viewRequestId,
        agency,
        kind,
        version,
        confirmBy: onBehalf?.confirmBy,
      },
    };
  };
  // The same again is the same version, and gives the agency no other day to confirm it.
  if (before?.contentHash === contentHash)
    return conclude(call, { ...about, told: told(before), outcome: 'PERMIT' });
  const recordedBy = `${claims.agencyId}/${sharing.practitioner.id}`;
  const onBehalf = {
    person: body.person,
    channel: body.channel,
    recordedBy,
    confirmBy,
  };
  const version = (before?.version ?? 0) + 1;
  const newRecordId = () => `rec_${world.randomId()}`;
  const said = { reply: body.reply, contentHash, version, onBehalf };
  const spoken = returnOf(request, said, { file, agreement, now, newRecordId });
  const own = ownReturn(file, params.agency);
  const given = {
    ...spoken,
    records: [...(own?.records ?? []), ...spoken.records],
  };
  const next = { ...file.case, version: file.case.version + 1 };
  // What is spoken in the room holds a visit as what is written does.
  const held = heldByReply(file, given, now);
  const after = withVisits(
    { ...file, case: next, returns: [...file.returns, given] },
    held,
  );
  return conclude(call, {
    ...about,
    told: told(given),
    outcome: 'PERMIT',
    notices: holdNotices(held),
    effects: [
      { do: 'put', entity: given, expects: 'ABSENT' },
      ...visitEffects(held),
      { do: 'put', entity: next, expects: file.case.version },
      {
        do: 'put',
        entity: inboxItemOf(request, requestState(after, request.agency)),
        expects: 'ANY',
      },
      ...taskEffects(file, after),
    ],
  }); // W
});

/**
 * What the panel may record for an agency that it has asked.
 *
 * INVARIANT: whether an agency under a restricted agreement has replied is never looked at: the refusal says nothing of it.
 *
 * @throws Problem CONTENT_INVALID, ILLEGAL_TRANSITION.
 */
const recordable = (
  { params, body: { reply }, now }: Call<'recordReturn'>,
  { file, agreements }: Opened,
): { request: ViewRequest; agreement: LiveAgreement } => {
  const refused = (message: string) =>
    contentInvalid([{ pointer: '/path/agency', message }]);
  const request = file.viewRequests.find(
    ({ agency }) => agency === params.agency,
  );
  if (!request) throw refused('was not asked about this child');
  const agreement = agreements.find(({ id }) => id === request.agreement);
  if (!agreement || isRestricted(agreement))
    throw refused('answers for itself: its agreement lets nobody do so for it');
  if (notInForce(agreement, now).length > 0)
    throw refused('was asked under an agreement that is not in force');
  // Once the panel has decided, the agency says itself what comes.
  advanced(file.case, 'RECORD_RETURN');
  const own = ownReturn(file, params.agency);
  // Beside what it shares, what it withholds would be forgotten.
  if (own?.kind === 'WITHHELD')
    throw refused(
      'withholds something: what it says beside that it says itself',
    );
  if (own && reply.kind !== 'VIEW') {
    throw contentInvalid([
      {
        pointer: '/reply/kind',
        message: 'adds nothing to what the agency has said itself',
      },
    ]);
  }
  const linked =
    'localIdentifier' in reply && reply.localIdentifier !== undefined;
  const errors = [
    ...notPermitted(reply, request, agreement),
    ...(linked
      ? [
          {
            pointer: '/localIdentifier',
            message: 'is the agency’s own to give',
          },
        ]
      : []),
  ];
  if (errors.length > 0)
    throw contentInvalid(
      errors.map((each) => ({ ...each, pointer: `/reply${each.pointer}` })),
    );
  return { request, agreement };
};
