/** Messages of the panel: the case, the pack, the decision. */
import * as z from 'zod';
import { administrative, derived } from './classification.ts';
import { Disclosure, PermittedRecords } from './disclosure.ts';
import {
  AgencyId,
  CalendarDate,
  CaseId,
  DecisionId,
  Instant,
  line,
  PanelId,
  prose,
  Sha256,
  ViewRequestId,
} from './shapes.ts';
import {
  DecisionOutcome,
  DeferralReason,
  EligibilityRule,
  ExclusionReason,
  Finding,
  Judgement,
  PractitionerRole,
  WithholdingReason,
} from './vocabulary.ts';

/** The states of a case so far; screening, delivery and closing follow the decision. */
export const CaseState = z.enum(['NOMINATED', 'LISTED', 'DECIDED']);
export type CaseState = z.infer<typeof CaseState>;

export const Eligibility = z.strictObject({
  rule: EligibilityRule,
  finding: Finding,
  /** What the finding rests on, in a sentence. */
  evidence: z.string(),
  checkedBy: z.string().optional(),
  checkedAt: Instant.optional(),
});
export type Eligibility = z.infer<typeof Eligibility>;

/** The two rules that a person checks; age and residence are computed. */
export const EligibilityCheckRequest = z.strictObject({
  rule: EligibilityRule.extract(['NO_WEAPON_CONVICTION', 'EVIDENCE_OF_CARRYING']),
  finding: Finding,
  checkedIn: z.enum(['PNC', 'CRIS', 'CRIMINT', 'MERLIN', 'CONNECT', 'OTHER']),
  evidence: prose(400),
});

export const EligibilityMessage = z.strictObject({ eligibility: derived(z.array(Eligibility)) });

/** How an agency's return stands, as far as the panel may know. */
export const ReturnState = z.enum([
  'ASKED',
  'VIEW',
  'NOTHING_HELD',
  'WITHHELD',
  'CANNOT_IDENTIFY',
  'NO_INFORMATION_SHARED',
]);
export type ReturnState = z.infer<typeof ReturnState>;

export const DecisionTaken = z.strictObject({
  decisionId: DecisionId,
  outcome: DecisionOutcome,
  reason: z.string().optional(),
  nextDate: CalendarDate.optional(),
  decidedAt: Instant,
  meetingOn: CalendarDate,
  decider: z.string(),
  rationale: z.string(),
  dissent: z.string().optional(),
  packDigest: Sha256,
  acknowledgements: z.array(z.strictObject({ about: z.string(), note: z.string() })),
});
export type DecisionTaken = z.infer<typeof DecisionTaken>;

export const CaseMessage = z.strictObject({
  caseId: administrative(CaseId),
  panel: administrative(PanelId),
  state: derived(CaseState),
  meetingOn: administrative(CalendarDate.optional()),
  eligibility: derived(z.array(Eligibility)),
  viewRequests: derived(
    z.array(
      z.strictObject({ viewRequestId: ViewRequestId, agency: AgencyId, state: ReturnState, replyBy: CalendarDate }),
    ),
  ),
  decisions: derived(z.array(DecisionTaken)),
  ledgerEntry: administrative(z.string()),
});

/** A place where a view is missing. The panel decides in its knowledge, or not at all. */
export const Gap = z.strictObject({
  gapId: z.string(),
  agency: AgencyId,
  kind: z.enum(['NO_REPLY', 'CANNOT_IDENTIFY', 'WITHHELD', 'NOT_ASKED']),
  question: z.string(),
});
export type Gap = z.infer<typeof Gap>;

/** A point on which views differ. It is put as a question, and never averaged. */
export const Divergence = z.strictObject({
  divergenceId: z.string(),
  about: z.enum(['RISK_TO_OTHERS', 'SAFETY_AND_WELLBEING', 'VISIT_VENUE']),
  question: z.string(),
  positions: z.array(z.strictObject({ agency: AgencyId, says: z.union([Judgement, z.string()]) })),
});
export type Divergence = z.infer<typeof Divergence>;

export const PackMessage = z.strictObject({
  caseId: administrative(CaseId),
  panel: administrative(PanelId),
  marking: administrative(z.literal('OFFICIAL-SENSITIVE')),
  /** SHA-256, salted per case, of all that follows. A decision cites it. */
  digest: administrative(Sha256),
  /** Who the child is, what happened, and what agencies had flagged before. */
  records: PermittedRecords,
  eligibility: derived(z.array(Eligibility)),
  /** The agencies' returns side by side, never merged. */
  returns: z.array(
    z.strictObject({
      agency: administrative(AgencyId),
      state: derived(ReturnState),
      replyBy: administrative(CalendarDate),
      receivedAt: derived(Instant.optional()),
      withholdingReason: derived(WithholdingReason.optional()),
      records: PermittedRecords,
    }),
  ),
  gaps: derived(z.array(Gap)),
  divergences: derived(z.array(Divergence)),
  decisions: derived(z.array(DecisionTaken)),
  disclosure: Disclosure,
});
export type PackMessage = z.infer<typeof PackMessage>;

const DecisionBody = z.strictObject({
  /** The digest of the pack that the panel had before it. */
  packDigest: Sha256,
  meetingOn: CalendarDate,
  outcome: DecisionOutcome,
  exclusionReason: ExclusionReason.optional(),
  deferralReason: DeferralReason.optional(),
  /** With DEFER: the meeting to which it returns. */
  nextDate: CalendarDate.optional(),
  decider: z.strictObject({ practitioner: line(64), role: PractitionerRole }),
  rationale: prose(2000),
  dissent: prose(2000).optional(),
  /** One for each gap and divergence of the pack, by its id. */
  acknowledgements: z
    .array(z.strictObject({ about: line(120), note: prose(600) }))
    .max(40)
    .default([]),
});
/** A reason belongs to the outcome that it explains. */
export const DecisionRequest = DecisionBody.refine(
  ({ outcome, exclusionReason }) => exclusionReason === undefined || outcome === 'EXCLUDE',
  { message: 'belongs to EXCLUDE', path: ['exclusionReason'] },
)
  .refine(({ outcome, deferralReason }) => deferralReason === undefined || outcome === 'DEFER', {
    message: 'belongs to DEFER',
    path: ['deferralReason'],
  })
  .refine(({ outcome, nextDate }) => nextDate === undefined || outcome === 'DEFER', {
    message: 'belongs to DEFER',
    path: ['nextDate'],
  });
export type DecisionRequest = z.infer<typeof DecisionRequest>;

export const DecisionReceipt = z.strictObject({
  decisionId: administrative(DecisionId),
  caseId: administrative(CaseId),
});

export const CaseParams = z.strictObject({ id: z.string().max(80) });
