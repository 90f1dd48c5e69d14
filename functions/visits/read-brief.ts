/**
 * GET /v1/visits/{id}/brief: what the allocated officer may know before they knock, and nothing
 * beside it.
 */
import { conclude } from '../../entrance/conclude.ts';
import { endpoint } from '../../entrance/endpoint.ts';
import { notFound } from '../../entrance/problem.ts';
import { disclosureOf } from '../../rules/sharing/compose.ts';
import { VISITING_OFFICER } from '../../schemas/contract/agreement/agreement.ts';
import { openVisit } from './open-visit.ts';

export const readBrief = endpoint('readBrief', async (call) => {
  const { about, opened } = await openVisit(call); // R1, R2
  const brief = opened?.brief;
  if (!opened || !brief)
    return conclude(call, { ...about, answer: { problem: notFound() } });
  const { visitId, state, hold, venue, dueBy, overrideReason, acknowledged } =
    opened.visit;
  const { records, digest, decisions } = brief;
  const body = {
    visitId,
    state,
    hold: state === 'HOLD' ? hold?.reason : undefined,
    venue,
    dueBy,
    overrideReason,
    records,
    digest,
    acknowledged: acknowledged.some((each) => each.digest === digest),
    // No panel: of a record of which nothing is released to them an officer does not learn that
    // there is one.
    disclosure: disclosureOf(decisions, VISITING_OFFICER, [], call.entryId),
  };
  return conclude(call, {
    ...about,
    decisions,
    answer: { body, headers: { etag: `"${digest}"` } },
    outcome: 'PERMIT',
  }); // W
});
