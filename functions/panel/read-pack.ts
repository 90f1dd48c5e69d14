/** GET /v1/cases/{id}/pack: what the panel sees before it decides. */
import { conclude } from '../../entrance/conclude.ts';
import { endpoint } from '../../entrance/endpoint.ts';
import { notFound } from '../../entrance/problem.ts';
import { anyReleased, disclosureOf } from '../../rules/compose.ts';
import { openCase, packFor } from './open-case.ts';

export const readPack = endpoint('readPack', async (call) => {
  const { agreements, personId, opened } = await openCase(call); // R1, R2
  if (!opened) return conclude(call, { told: { problem: notFound() }, markedWith: personId });
  const { recipient } = opened;
  const { pack, decisions } = packFor(call, opened, agreements);
  const about = { recipient, decisions, personId, markedWith: personId };
  // A panel to which nothing of the child flows any more has no case to see.
  if (!anyReleased(decisions)) return conclude(call, { ...about, told: { problem: notFound() } });
  const body = { ...pack, disclosure: disclosureOf(decisions, recipient, agreements, call.entryId) };
  return conclude(call, { ...about, told: { body, headers: { etag: `"${pack.digest}"` } } }); // W
});
