/**
 * GET /v1/feed: what an agency, or the panel that it hosts, must know of what it was told before.
 */
import { admit } from '../../entrance/caller.ts';
import { conclude } from '../../entrance/conclude.ts';
import { endpoint } from '../../entrance/endpoint.ts';
import { Problem } from '../../entrance/problem.ts';
import { panelOf } from '../../rules/cases/case-file.ts';
import { panelRecipient } from '../../schemas/contract/agreement/agreement.ts';
import { OPERATOR_RECIPIENT } from '../../schemas/contract/feed.ts';

export const readFeed = endpoint('readFeed', async (call) => {
  const { world, operation, claims, query, now } = call;
  const { agency, system } = await admit(world, operation, claims, {}, now); // R1
  const hosted =
    query.panel === undefined
      ? undefined
      : panelOf(query.panel, agency.agreements)?.panel;
  // Another panel's feed and one that does not exist are the same refusal.
  if (
    query.panel !== undefined &&
    !(hosted?.host === claims.agencyId && system?.scopes.includes('panel'))
  ) {
    throw new Problem(
      'SCOPE_MISSING',
      'This system does not act for that panel.',
    );
  }
  const own =
    agency.sector === 'OPERATOR' ? OPERATOR_RECIPIENT : claims.agencyId;
  const recipient = hosted ? panelRecipient(hosted.id) : own;
  const notices = await world.feeds.read(recipient, query.after, query.limit); // R2
  return conclude(call, { answer: { body: { notices } }, outcome: 'NIL' }); // W
});
