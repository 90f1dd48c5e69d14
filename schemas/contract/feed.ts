/**
 * Messages of an agency's feed: what it must know of what it was told before. No notice names a
 * child.
 */
import * as z from 'zod';
import { administrative } from '../vocabulary/classification.ts';
import {
  EntryId,
  FlagId,
  Instant,
  PanelId,
  ViewRequestId,
  VisitId,
} from '../vocabulary/shapes.ts';

/** Whose feed the operator reads: notices go to a role, whoever holds it. */
export const OPERATOR_RECIPIENT = 'operator';

export const NoticeKind = z.enum([
  'FLAG_REVIEWED',
  'FLAG_CONTESTED',
  'FLAG_CORRECTED',
  'FLAG_WITHDRAWN',
  'BREAK_GLASS_USED',
  /**
   * The panel has decided a case in which your agency wished to hear of it. It does not say what.
   */
  'CASE_DECIDED',
  /** Do not make this visit: read the brief, or ask the panel. */
  'VISIT_HELD',
]);

export const FeedQuery = z.strictObject({
  /** The position of the last notice that was dealt with. */
  after: z.coerce.number().int().min(-1).max(999_999_999_999).default(-1),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  /** A panel's feed, for the system of the agency that hosts it. */
  panel: PanelId.optional(),
});

export const Feed = administrative(
  z.strictObject({
    notices: z.array(
      z.strictObject({
        /** Ascending, with gaps. */
        position: z.int(),
        kind: NoticeKind,
        at: Instant,
        flagId: FlagId.optional(),
        viewRequestId: ViewRequestId.optional(),
        visitId: VisitId.optional(),
        reviewId: EntryId.optional(),
        reviewBy: Instant.optional(),
      }),
    ),
  }),
);
