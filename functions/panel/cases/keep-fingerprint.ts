/** What a pack was made of is kept under its digest, so that who decides on a stale one is told what has changed. */

import type { Call } from '../../../entrance/call.ts';
import { sha256 } from '../../../rules/canonical.ts';
import { fingerprintOf } from '../../../rules/pack/fingerprint.ts';
import type { Pack } from '../../../rules/pack/pack.ts';
import type { Effect } from '../../../schemas/store/effects.ts';
import type { Case } from '../../../schemas/store/entities.ts';

type At = Pick<Call, 'now'>;

export const keptFingerprint = (
  at: At,
  { personId, caseId, salt }: Case,
  pack: Pack,
): Effect =>
  kept(at, {
    personId,
    caseId,
    digest: pack.digest,
    fingerprint: fingerprintOf(pack, salt),
  });

/** As many actions where there is no such case: what is kept of nobody's pack is found by nobody. */
export const keptOfNobody = (
  call: Pick<Call, 'now' | 'world' | 'entryId'>,
): Effect =>
  kept(call, {
    personId: call.world.randomId(),
    caseId: `case_${call.world.randomId()}`,
    digest: sha256(call.entryId),
    fingerprint: {},
  });

/** What was cited is told apart from what is for as long as a case is before its panel. */
const KEPT_MS = 90 * 86_400_000;

const kept = (
  { now }: At,
  of: {
    personId: string;
    caseId: string;
    digest: string;
    fingerprint: Record<string, string>;
  },
): Effect => ({
  do: 'put',
  entity: {
    type: 'PackFingerprint',
    ...of,
    expiresAt: new Date(now + KEPT_MS).toISOString(),
  },
  expects: 'ANY',
});
