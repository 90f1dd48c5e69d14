/**
 * Keeps the fingerprint of a pack under its digest, so that a decision on a stale pack is refused
 * with what has changed.
 */
import type { Case, PackFingerprint } from '../../schemas/store/entities.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Pack } from './pack.ts';

/** A fingerprint is kept for as long as the case is before its panel. */
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

/**
 * Writes as many items where there is no such case: nobody finds the fingerprint of nobody's pack.
 */
export const fingerprintOfNobody = (
  nobody: Pick<PackFingerprint, 'personId' | 'caseId' | 'digest'>,
  now: number,
): PackFingerprint => ({
  type: 'PackFingerprint',
  ...nobody,
  fingerprint: {},
  expiresAt: new Date(now + KEPT_MS).toISOString(),
});
