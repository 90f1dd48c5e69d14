/** Messages of the review that follows each use of the break-glass purpose. */
import * as z from 'zod';
import { administrative } from '../vocabulary/classification.ts';
import {
  AgencyId,
  ClientId,
  EntryId,
  Instant,
  prose,
} from '../vocabulary/shapes.ts';

const Finding = z.enum(['JUSTIFIED', 'NOT_JUSTIFIED']);

export const ReviewList = administrative(
  z.strictObject({
    reviews: z.array(
      z.strictObject({
        reviewId: EntryId,
        usedAt: Instant,
        reviewBy: Instant,
        overdue: z.boolean(),
        agency: AgencyId,
        clientId: ClientId,
        practitioner: z.string(),
        endpoint: z.string(),
        originators: z.array(AgencyId),
      }),
    ),
    ledgerEntry: EntryId,
  }),
);

export const ReviewConclusion = z.strictObject({
  finding: Finding,
  /** The reason, and where it was not justified, the remedy. */
  note: prose(1000),
});

export const ReviewReceipt = administrative(
  z.strictObject({ reviewId: EntryId, finding: Finding }),
);

export const ReviewParams = z.strictObject({ id: z.string().max(80) });
