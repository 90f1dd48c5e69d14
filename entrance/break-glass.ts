/**
 * The purpose IMMEDIATE_SAFETY works at once, where an agreement has it; what it costs comes after: a review within 24 hours,
 * and notice to the data protection officers of all whom it concerns. Found or not found, permitted or not.
 */

import type { RecordDecision } from '../rules/sharing/decide.ts';
import { OPERATOR_RECIPIENT } from '../schemas/contract/feed.ts';
import type { Effect } from '../schemas/store/effects.ts';
import type { Review } from '../schemas/store/entities.ts';
import type { Notice } from '../schemas/store/notices.ts';
import type { Call } from './call.ts';

const REVIEW_WITHIN_MS = 24 * 3_600_000;
const REVIEW_KEPT_MS = 6 * 365 * 86_400_000;

export const breakGlass = (
  { claims, sharing, id, entryId, now }: Call,
  decisions: readonly RecordDecision[],
): { effects: Effect[]; notice: Notice; reviewBy: string } => {
  const originators = [
    ...new Set(decisions.map(({ record }) => record.originator)),
  ].sort();
  const reviewBy = new Date(now + REVIEW_WITHIN_MS).toISOString();
  const review: Review = {
    type: 'Review',
    reviewId: entryId,
    state: 'OPEN',
    usedAt: new Date(now).toISOString(),
    reviewBy,
    agency: claims.agencyId,
    clientId: claims.clientId,
    practitioner: sharing.practitioner.id,
    endpoint: id,
    originators,
    expiresAt: new Date(now + REVIEW_KEPT_MS).toISOString(),
  };
  const agencies = [
    ...new Set([claims.agencyId, ...originators, OPERATOR_RECIPIENT]),
  ];
  return {
    effects: [{ do: 'put', entity: review, expects: 'ABSENT' }],
    notice: { kind: 'BREAK_GLASS_USED', agencies, reviewBy },
    reviewBy,
  };
};
