/** PUT /v1/view-requests/{id}/reply: the agency's view, or its explicit nil return. Each version is kept. */
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, notFound } from '../../../entrance/problem.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import { holdNotices, visitEffects } from '../../../entrance/visits.ts';
import { hashOf } from '../../../rules/canonical.ts';
import { currentReturn, ownReturn } from '../../../rules/cases/case-file.ts';
import {
  bringsDoNotVisit,
  heldByReply,
  withVisits,
} from '../../../rules/delivery/visit-hold.ts';
import { inboxItemOf, requestState } from '../../../rules/returns/inbox.ts';
import { notPermitted } from '../../../rules/returns/reply-schema.ts';
import { returnOf } from '../../../rules/returns/returns.ts';
import type { Return } from '../../../schemas/store/entities.ts';
import { askedUnder, openViewRequest } from './open-view-request.ts';

export const replyToViewRequest = endpoint(
  'replyToViewRequest',
  async (call) => {
    const { world, body, now } = call;
    const opened = await openViewRequest(call); // R1, R2
    const { personId, asked } = opened;
    if (!asked)
      return conclude(call, {
        told: { problem: notFound() },
        markedWith: personId,
      });
    const { request, file } = asked;
    const agreement = askedUnder(opened, request, now);
    const errors = notPermitted(body, request, agreement);
    if (errors.length > 0) throw contentInvalid(errors);

    const before = currentReturn(file, request.agency);
    const contentHash = hashOf(body);
    const about = {
      personId,
      markedWith: personId,
      caseId: request.caseId,
      outcome: 'PERMIT' as const,
    };
    // The same reply again, e.g. after a time-out, is the same version, also where the panel has added to it since.
    const own = ownReturn(file, request.agency);
    if (own?.contentHash === contentHash && !own.onBehalf)
      return conclude(call, { ...about, told: told(own) });
    const version = (before?.version ?? 0) + 1;
    const newRecordId = () => `rec_${world.randomId()}`;
    const given = returnOf(
      request,
      { reply: body, contentHash, version },
      { file, agreement, now, newRecordId },
    );
    const held = heldByReply(file, given, now);
    const after = withVisits(
      { ...file, returns: [...file.returns, given] },
      held,
    );
    return conclude(call, {
      ...about,
      told: told(given),
      notices: holdNotices(held),
      effects: [
        { do: 'put', entity: given, expects: 'ABSENT' },
        // The panel may be moving it to another meeting: the inbox and the worklist then say another day.
        { do: 'check', entity: request },
        ...visitEffects(held),
        ...taskEffects(file, after),
        // Whoever decides on the pack as it was before this reply finds that the case has moved.
        // And a visit that is allocated at this moment is held, or not allocated: never overlooked.
        bringsDoNotVisit(file, given)
          ? {
              do: 'put',
              entity: { ...file.case, version: file.case.version + 1 },
              expects: file.case.version,
            }
          : // And what is to be done about it depends on whether the panel has decided meanwhile.
            { do: 'touch', entity: file.case, while: file.case.state },
        {
          do: 'put',
          entity: inboxItemOf(request, requestState(after, request.agency)),
          expects: 'ANY',
        },
      ],
    }); // W
  },
);

const told = ({ viewRequestId, kind, version, receivedAt }: Return) => ({
  body: { viewRequestId, kind, version, receivedAt },
  headers: { etag: `"${version}"` },
});
