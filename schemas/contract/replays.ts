/**
 * The trace of a POST under its Idempotency-Key: the ids that the same answer is made of again, and
 * no personal data.
 */
import * as z from 'zod';
import {
  CaseId,
  DecisionId,
  FlagId,
  Instant,
  MeetingId,
  NominationId,
  QuestionId,
  ReferralId,
  VisitId,
} from '../vocabulary/shapes.ts';
import { OutcomeReceipt, TriageReceipt } from './cases.ts';
import type { OperationId } from './operations.ts';
import { ReviewReceipt } from './reviews.ts';

const flagVersion = z.strictObject({ flagId: FlagId, version: z.string() });

/** Values are text, since the store keeps them as such. */
export const MADE = {
  raiseFlag: z.strictObject({ flagId: FlagId }),
  reviewFlag: flagVersion,
  contestFlag: flagVersion,
  correctFlag: flagVersion,
  withdrawFlag: flagVersion,
  nominate: z.strictObject({ nominationId: NominationId, caseId: CaseId }),
  askForViews: z.strictObject({
    /** The ids of the requests, with commas between them. */
    asked: z.string(),
  }),
  decideCase: z.strictObject({ decisionId: DecisionId }),
  triageCase: TriageReceipt,
  recordOutcome: OutcomeReceipt,
  openMeeting: z.strictObject({ meetingId: MeetingId }),
  makeReferral: z.strictObject({ referralId: ReferralId }),
  allocateVisit: z.strictObject({ visitId: VisitId }),
  askQuestion: z.strictObject({ questionId: QuestionId, askedAt: Instant }),
  confirmReturn: z.strictObject({ confirmedAt: Instant }),
  concludeReview: ReviewReceipt,
} as const satisfies Partial<Record<OperationId, z.ZodType>>;

export type OnceOperation = keyof typeof MADE;

/**
 * The trace that an operation leaves for its repetition; none where it takes no Idempotency-Key.
 */
export type MadeOf<Id extends OperationId> = Id extends OnceOperation
  ? z.infer<(typeof MADE)[Id]>
  : undefined;
