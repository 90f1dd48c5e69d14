/**
 * The purpose IMMEDIATE_SAFETY works at once, where an agreement has it. What it costs comes after:
 * a review within 24 hours, and notice to the data protection officers of all whom it concerns.
 * Found or not found, permitted or not.
 */
import type { Review } from '../../schemas/store/entities.ts';
import type { RecordDecision } from '../sharing/decide.ts';

const REVIEW_WITHIN_MS = 24 * 3_600_000;
const REVIEW_KEPT_MS = 6 * 365 * 86_400_000;

export interface GlassBroken {
  /** The ledger entry of the use. */
  entryId: string;
  agency: string;
  clientId: string;
  practitioner: string;
  /** The operation that was called. */
  endpoint: string;
  now: number;
}

export const reviewOfUse = (
  { entryId, now, ...use }: GlassBroken,
  decisions: readonly RecordDecision[],
): Review => ({
  type: 'Review',
  reviewId: entryId,
  state: 'OPEN',
  usedAt: new Date(now).toISOString(),
  reviewBy: new Date(now + REVIEW_WITHIN_MS).toISOString(),
  ...use,
  originators: [
    ...new Set(decisions.map(({ record }) => record.originator)),
  ].sort(),
  expiresAt: new Date(now + REVIEW_KEPT_MS).toISOString(),
});
