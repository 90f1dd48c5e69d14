/** GET /v1/cases/{id}/pack: what the panel sees before it decides. */
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { notFound } from '../../../entrance/problem.ts';
import { disclosureOf } from '../../../rules/compose.ts';
import { panelRecipient } from '../../../schemas/agreement.ts';
import { openCase } from './open-case.ts';

export const readPack = endpoint('readPack', async (call) => {
  const { about, opened } = await openCase(call); // R1, R2
  if (!opened) return conclude(call, { ...about, told: { problem: notFound() } });
  const { pack, decisions, agreements, panel } = opened;
  const disclosure = disclosureOf(decisions, panelRecipient(panel.id), agreements, call.entryId);
  const told = { body: { ...pack, disclosure }, headers: { etag: `"${pack.digest}"` } };
  return conclude(call, { ...about, decisions, told }); // W
});
