/** POST /v1/view-requests/{id}/confirmation: what the panel recorded in the agency's name is what the agency says. */
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, notFound } from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import { currentReturn } from '../../../rules/cases/case-file.ts';
import {
  awaitsConfirmation,
  inboxItemOf,
  requestState,
} from '../../../rules/returns/inbox.ts';
import type { Return } from '../../../schemas/store/entities.ts';
import { askedUnder, openViewRequest } from './open-view-request.ts';

export const confirmReturn = endpoint('confirmReturn', async (call) => {
  const { body, claims, sharing, now } = call;
  const opened = await openViewRequest(call); // R1, R2
  const { earlier, personId, asked } = opened;
  if (!asked)
    return conclude(call, {
      told: { problem: notFound() },
      markedWith: personId,
    });
  const { request, file } = asked;
  const { viewRequestId, caseId, agency } = request;
  const receipt = ({ confirmedAt = '' }) => ({
    viewRequestId,
    version: body.version,
    confirmedAt,
  });
  if (earlier) return replayed(call, earlier, receipt);
  askedUnder(opened, request, now);
  const current = currentReturn(file, agency);
  if (
    !current?.onBehalf ||
    !awaitsConfirmation(current) ||
    current.version !== body.version
  ) {
    throw contentInvalid([
      {
        pointer: '/version',
        message: 'is no reply that waits for your confirmation',
      },
    ]);
  }
  const confirmedAt = new Date(now).toISOString();
  const confirmedBy = `${claims.agencyId}/${sharing.practitioner.id}`;
  const confirmed: Return = {
    ...current,
    onBehalf: { ...current.onBehalf, confirmedAt, confirmedBy },
  };
  const after = {
    ...file,
    returns: file.returns.map((each) => (each === current ? confirmed : each)),
  };
  return conclude(call, {
    personId,
    markedWith: personId,
    caseId,
    outcome: 'PERMIT',
    told: { body: receipt({ confirmedAt }) },
    made: { confirmedAt },
    effects: [
      { do: 'put', entity: confirmed, expects: current.version },
      // Conditional: a reply that came meanwhile has replaced what would be confirmed.
      {
        do: 'put',
        entity: { ...file.case, version: file.case.version + 1 },
        expects: file.case.version,
      },
      {
        do: 'put',
        entity: inboxItemOf(request, requestState(after, agency)),
        expects: 'ANY',
      },
      ...taskEffects(file, after),
    ],
  }); // W
});
