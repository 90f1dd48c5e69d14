/** The parts of a case that several messages and the store share. */
import * as z from 'zod';
import {
  CameToNotice,
  EligibilityRule,
  Finding,
  PractitionerRole,
  SafeguardingRoute,
  SourceSystem,
  TriageOutcome,
} from '../vocabulary/codes.ts';
import {
  CalendarDate,
  Instant,
  PractitionerId,
  TriageId,
} from '../vocabulary/shapes.ts';

/** The life of a case. `rules/cases/case-state.ts` says what leads from one to the next. */
export const CaseState = z.enum([
  'NOMINATED',
  'SCREENED',
  'LISTED',
  'DECIDED',
  'DELIVERED',
  'CLOSED',
]);
export type CaseState = z.infer<typeof CaseState>;

/** A named human who answers for a step. */
export const Officer = z.strictObject({
  practitioner: PractitionerId,
  role: PractitionerRole,
});
export type Officer = z.infer<typeof Officer>;

/**
 * Minutes that the step took, where somebody gives them, so that the cost of a visit can be
 * computed.
 */
export const officerMinutes = z.int().min(1).max(2880).optional();

/** The checker of a finding that no person made: the exchange, out of the nominations. */
export const COMPUTED = 'computed';

export const Eligibility = z.strictObject({
  rule: EligibilityRule,
  finding: Finding,
  /** The evidence of the finding, in a sentence. */
  evidence: z.string(),
  /** The system in which a person looked; `PNC` for a check of the Police National Computer. */
  checkedIn: SourceSystem.optional(),
  /**
   * The person of the panel who found it, or `computed`. Absent only where some attendee may not
   * hear why.
   */
  checkedBy: z.string().optional(),
  /** The instant of the check; of a computed finding, that of the nomination that it rests on. */
  checkedAt: Instant.optional(),
});
export type Eligibility = z.infer<typeof Eligibility>;

export const Marker = z.strictObject({
  status: z.enum(['ONGOING', 'CONCLUDED']),
  officer: z.string(),
  since: Instant,
  reviewOn: CalendarDate.optional(),
  concludedAt: Instant.optional(),
  outcome: z.string().optional(),
});
export type Marker = z.infer<typeof Marker>;

export const TriageTaken = z.strictObject({
  triageId: TriageId,
  outcome: TriageOutcome,
  route: SafeguardingRoute.optional(),
  rule: EligibilityRule.optional(),
  continues: z.boolean(),
  officer: z.string(),
  reason: z.string(),
  takenAt: Instant,
});
export type TriageTaken = z.infer<typeof TriageTaken>;

/** The duty to refer confirmed possession to the YJS within one working day. */
export const YjsClock = z.strictObject({
  startedAt: Instant,
  dueAt: Instant,
  state: z.enum(['RUNNING', 'LAPSES_SOON', 'LAPSED', 'STOPPED']),
  acknowledgedAt: Instant.optional(),
});
export type YjsClock = z.infer<typeof YjsClock>;

export const FollowUpMonth = z.union([
  z.literal(3),
  z.literal(6),
  z.literal(12),
]);

export const FollowUp = z.strictObject({
  month: FollowUpMonth,
  cameToNotice: CameToNotice,
  checkedIn: SourceSystem,
  checkedBy: z.string(),
  checkedAt: Instant,
});
export type FollowUp = z.infer<typeof FollowUp>;
