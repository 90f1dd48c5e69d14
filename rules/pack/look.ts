/** What a pack was made of is kept under its digest, so that who decides on a stale one is told what has changed. */
import type { Case, PackFingerprint } from '../../schemas/store/entities.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Pack } from './pack.ts';

/** What was cited is told apart from what is for as long as a case is before its panel. */
const KEPT_MS = 90 * 86_400_000;

export const fingerprintKept = (
  { personId, caseId, salt }: Case,
  pack: Pack,
  now: number,
): PackFingerprint => ({
  type: 'PackFingerprint',
  personId,
  caseId,
  digest: pack.digest,
  fingerprint: fingerprintOf(pack, salt),
  expiresAt: new Date(now + KEPT_MS).toISOString(),
});

/** As many items where there is no such case: what is kept of nobody's pack is found by nobody. */
export const fingerprintOfNobody = (
  nobody: Pick<PackFingerprint, 'personId' | 'caseId' | 'digest'>,
  now: number,
): PackFingerprint => ({
  type: 'PackFingerprint',
  ...nobody,
  fingerprint: {},
  expiresAt: new Date(now + KEPT_MS).toISOString(),
});
