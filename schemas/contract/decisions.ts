/** Messages of the panel's decision. */
import * as z from 'zod';
import { BOUNDS } from '../vocabulary/bounds.ts';
import { administrative } from '../vocabulary/classification.ts';
import {
  DecisionOutcome,
  DeferralReason,
  ExclusionReason,
  PractitionerRole,
} from '../vocabulary/codes.ts';
import {
  CalendarDate,
  CaseId,
  DecisionId,
  Instant,
  line,
  MeetingId,
  prose,
  Sha256,
} from '../vocabulary/shapes.ts';
import { officerMinutes } from './case-parts.ts';
import { Attendee } from './meetings.ts';

export const DecisionTaken = z.strictObject({
  decisionId: DecisionId,
  outcome: DecisionOutcome,
  reason: z.string().optional(),
  nextDate: CalendarDate.optional(),
  decidedAt: Instant,
  /** Later than `decidedAt` where the exchange was out of reach when it was taken. */
  recordedAt: Instant,
  meetingId: MeetingId,
  meetingOn: CalendarDate,
  /** It was taken while the exchange was out of reach. */
  outage: z.literal(true).optional(),
  /**
   * The attendees when it was taken: an attendance that is corrected afterwards does not change it.
   */
  present: z.array(Attendee),
  /** The panel was not quorate, and its agreement lets that stand. */
  notQuorate: z.boolean(),
  decider: z.string(),
  rationale: z.string(),
  dissent: z.string().optional(),
  packDigest: Sha256,
  acknowledgements: z.array(
    z.strictObject({ about: z.string(), note: z.string() }),
  ),
});
export type DecisionTaken = z.infer<typeof DecisionTaken>;

const DecisionBody = z.strictObject({
  /** The digest of the pack that the panel had before it. */
  packDigest: Sha256,
  meetingId: MeetingId,
  outcome: DecisionOutcome,
  exclusionReason: ExclusionReason.optional(),
  deferralReason: DeferralReason.optional(),
  /** With DEFER: the meeting to which it returns. */
  nextDate: CalendarDate.optional(),
  decider: z.strictObject({ practitioner: line(64), role: PractitionerRole }),
  rationale: prose(2000),
  dissent: prose(2000).optional(),
  officerMinutes,
  /** The exchange was out of reach when the panel met: when it decided, on the pack that it had. */
  outage: z.strictObject({ takenAt: Instant }).optional(),
  /** One for each gap and divergence of the pack, by its id. */
  acknowledgements: z
    .array(z.strictObject({ about: line(120), note: prose(600) }))
    .max(BOUNDS.acknowledgementsOfDecision)
    .default([]),
});
/** A reason belongs to the outcome that it explains. */
export const DecisionRequest = DecisionBody.refine(
  ({ outcome, exclusionReason }) =>
    exclusionReason === undefined || outcome === 'EXCLUDE',
  { message: 'belongs to EXCLUDE', path: ['exclusionReason'] },
)
  .refine(
    ({ outcome, deferralReason }) =>
      deferralReason === undefined || outcome === 'DEFER',
    {
      message: 'belongs to DEFER',
      path: ['deferralReason'],
    },
  )
  .refine(
    ({ outcome, nextDate }) => nextDate === undefined || outcome === 'DEFER',
    {
      message: 'belongs to DEFER',
      path: ['nextDate'],
    },
  );
export type DecisionRequest = z.infer<typeof DecisionRequest>;

export const DecisionReceipt = z.strictObject({
  decisionId: administrative(DecisionId),
  caseId: administrative(CaseId),
});
