/** GET /v1/cases/{id}/pack: what the panel sees before it decides. */
import type { Effect } from '../../../adapters/ports.ts';
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, notFound } from '../../../entrance/problem.ts';
import { sha256 } from '../../../rules/canonical.ts';
import { disclosureOf } from '../../../rules/compose.ts';
import { partsOf } from '../../../rules/pack-parts.ts';
import { panelRecipient } from '../../../schemas/agreement.ts';
import { openCase } from './open-case.ts';

/** What was cited is told apart from what is for as long as a case is before its panel. */
const KEPT_MS = 90 * 86_400_000;

export const readPack = endpoint('readPack', async (call) => {
  const { query } = call;
  const { about, opened } = await openCase(call, query.meeting); // R1, R2
  if (!opened) {
    // As many actions where there is no such case: what is kept of nobody's pack is found by nobody.
    const nobody = { personId: call.world.randomId(), caseId: `case_${call.world.randomId()}` };
    const digest = sha256(call.entryId);
    const effects = [kept(call, nobody, digest, {})];
    return conclude(call, { ...about, told: { problem: notFound() }, effects });
  }
  const { file, pack, decisions, agreements, panel, meeting } = opened;
  if (query.meeting !== undefined && meeting?.panel !== panel.id) {
    throw contentInvalid([{ pointer: '/query/meeting', message: 'is no meeting of the panel of this case' }]);
  }
  const disclosure = disclosureOf(decisions, panelRecipient(panel.id), agreements, call.entryId);
  const told = { body: { ...pack, disclosure }, headers: { etag: `"${pack.digest}"` } };
  const effects = [kept(call, file.case, pack.digest, partsOf(pack, file.case.salt))];
  return conclude(call, { ...about, decisions, told, effects }); // W
});

const kept = (
  { now }: Call,
  { personId, caseId }: { personId: string; caseId: string },
  digest: string,
  parts: Record<string, string>,
): Effect => ({
  do: 'put',
  entity: {
    type: 'PackParts',
    personId,
    caseId,
    digest,
    parts,
    expiresAt: new Date(now + KEPT_MS).toISOString(),
  },
  expects: 'ANY',
});
