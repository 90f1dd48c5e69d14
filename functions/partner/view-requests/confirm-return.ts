/**
 * POST /v1/view-requests/{id}/confirmation: what the panel recorded in the agency's name is what
 * the agency says.
 */
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, notFound } from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { currentReturn } from '../../../rules/cases/case-file.ts';
import { awaitsConfirmation } from '../../../rules/returns/inbox.ts';
import type { Return } from '../../../schemas/store/entities.ts';
import {
  type AskedOf,
  askedUnder,
  openViewRequest,
} from './open-view-request.ts';

export const confirmReturn = endpoint('confirmReturn', async (call) => {
  const { body, now } = call;
  const found = await openViewRequest(call); // R1, R2
  const { earlier, personId, asked } = found;
  if (!asked) {
    return conclude(call, {
      answer: { problem: notFound() },
      markedWith: personId,
    });
  }
  const { request, file } = asked;
  const { viewRequestId, caseId } = request;
  const { version } = body;
  if (earlier)
    return replayed(call, earlier, (made) => ({
      ...made,
      viewRequestId,
      version,
    }));
  askedUnder(found, request, now);
  const waiting = toBeConfirmed(call, asked);
  const confirmedAt = new Date(now).toISOString();
  const confirmed = confirmedBy(call, waiting, confirmedAt);
  const returns = file.returns.map((each) =>
    each === waiting ? confirmed : each,
  );
  return conclude(call, {
    personId,
    markedWith: personId,
    caseId,
    outcome: 'PERMIT',
    answer: { body: { confirmedAt, viewRequestId, version } },
    made: { confirmedAt },
    changes: [{ before: { file }, after: { file: { ...file, returns } } }],
  }); // W
});

/** @throws Problem CONTENT_INVALID. */
const toBeConfirmed = (
  { body }: Call<'confirmReturn'>,
  { request, file }: AskedOf,
): Return => {
  const current = currentReturn(file, request.agency);
  if (
    current &&
    awaitsConfirmation(current) &&
    current.version === body.version
  )
    return current;
  const message = 'is no reply that waits for your confirmation';
  throw contentInvalid([{ pointer: '/version', message }]);
};

const confirmedBy = (
  { actor }: Call<'confirmReturn'>,
  waiting: Return,
  confirmedAt: string,
): Return => ({
  ...waiting,
  onBehalf: waiting.onBehalf && {
    ...waiting.onBehalf,
    confirmedAt,
    confirmedBy: actor,
  },
});
