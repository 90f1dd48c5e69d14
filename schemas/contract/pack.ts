/** The pack: what the panel sees before it decides. */
import * as z from 'zod';
import { administrative, derived } from '../vocabulary/classification.ts';
import {
  DecisionOutcome,
  FactTopic,
  Judgement,
  RecordingChannel,
  VisitState,
  WithholdingReason,
} from '../vocabulary/codes.ts';
import {
  AgencyId,
  AgreementId,
  CalendarDate,
  CaseId,
  Instant,
  line,
  MeetingId,
  PanelId,
  QuestionId,
  Sha256,
  ViewRequestId,
} from '../vocabulary/shapes.ts';
import { CaseState, Eligibility, Marker, TriageTaken } from './case-parts.ts';
import { DecisionTaken } from './decisions.ts';
import { Disclosure, PermittedRecords } from './disclosure.ts';

/**
 * The standing of an agency in the reply ledger, as far as the panel may know. Under a restricted
 * agreement only ASKED, ANSWERED and CANNOT_IDENTIFY are told apart, and FAILED where the agreement
 * itself is out of force.
 */
export const ReturnState = z.enum([
  'ASKED',
  'SEEN',
  /** The day to answer has passed without an answer. */
  'LATE',
  'REPLIED',
  'NOTHING_HELD',
  'WITHHELD',
  'CANNOT_IDENTIFY',
  'ANSWERED',
  /** The agency cannot answer: the agreement under which it was asked is not in force. */
  'FAILED',
  /** Some attendee may not hear it. */
  'HIDDEN_FROM_ATTENDEES',
]);
export type ReturnState = z.infer<typeof ReturnState>;

/** The reason why an agency of the child's boroughs was not asked. */
export const NotAskedReason = z.enum([
  /** Nobody has asked yet. */
  'NOT_YET',
  /** A structural gap: no agreement lets the panel ask it. */
  'NO_AGREEMENT',
  'AGREEMENT_NOT_IN_FORCE',
  /** The handling code of what the police gave keeps it from this agency. */
  'HANDLING_RESTRICTED',
]);
export type NotAskedReason = z.infer<typeof NotAskedReason>;

const onBehalf = z.strictObject({
  /** The person who said it for the agency. */
  person: z.string(),
  channel: RecordingChannel,
  recordedBy: z.string(),
  confirmBy: CalendarDate,
  confirmed: z.boolean(),
});

/** One line of the reply ledger. */
export const ReturnLine = z.strictObject({
  viewRequestId: ViewRequestId,
  agency: AgencyId,
  agreement: AgreementId,
  state: ReturnState,
  replyBy: CalendarDate,
  /** The reply came after `replyBy`. Never told of a restricted agreement. */
  late: z.boolean(),
  /** A later version replaced an earlier one. Never told of a restricted agreement. */
  corrected: z.boolean(),
  /** Present where the panel recorded it in the agency's name; provisional until confirmed. */
  onBehalf: onBehalf.optional(),
});
export type ReturnLine = z.infer<typeof ReturnLine>;

/** A question of an agency to the panel, and what it was answered. */
export const QuestionLine = z.strictObject({
  questionId: QuestionId,
  agency: AgencyId,
  text: z.string(),
  askedAt: Instant,
  answer: z.string().optional(),
});

/**
 * Every agency of the child's boroughs, and how it stands. Never a share or a percentage: the kinds
 * are not one kind.
 */
const Completeness = z.strictObject({
  asked: z.array(
    z.strictObject({
      agency: AgencyId,
      state: ReturnState,
      provisional: z.boolean(),
    }),
  ),
  notAsked: z.array(
    z.strictObject({ agency: AgencyId, reason: NotAskedReason }),
  ),
});

/** A place where a view is missing. The panel decides in its knowledge, or not at all. */
export const Gap = z.strictObject({
  /**
   * `<kind>:<agency>`, so that an acknowledgement belongs to this gap and survives changes
   * elsewhere.
   */
  gapId: z.string(),
  agency: AgencyId,
  kind: z.enum([
    'NO_REPLY',
    'CANNOT_IDENTIFY',
    'WITHHELD',
    'NOT_ASKED',
    'NO_AGREEMENT',
    'FAILED',
    'UNCONFIRMED',
    'OPEN_QUESTION',
    'HIDDEN_FROM_ATTENDEES',
  ]),
  question: z.string(),
});
export type Gap = z.infer<typeof Gap>;

/** A point on which agencies differ. It is put as a question, and never averaged. */
export const Divergence = z.strictObject({
  /**
   * Made of the positions: who acknowledged LOW against HIGH has not acknowledged LOW against
   * VERY_HIGH.
   */
  divergenceId: z.string(),
  about: z.enum(['RISK_TO_OTHERS', 'SAFETY_AND_WELLBEING', 'APPROACH', 'FACT']),
  /** With FACT. */
  topic: FactTopic.optional(),
  question: z.string(),
  positions: z.array(
    z.strictObject({
      agency: AgencyId,
      says: z.union([Judgement, z.string()]),
    }),
  ),
});
export type Divergence = z.infer<typeof Divergence>;

/**
 * The age of an agency's view on the day of the meeting. The `asOf` of a health view is the last
 * day for which it was given.
 */
const Freshness = z.strictObject({
  /** `STALE:<agency>`; a decision acknowledges each that is stale. */
  stalenessId: z.string(),
  agency: AgencyId,
  asOf: CalendarDate.optional(),
  state: z.enum(['FRESH', 'STALE', 'UNDATED']),
});
export type Freshness = z.infer<typeof Freshness>;

/**
 * Another case of the same child before this panel: what it decided then, and whether a visit came
 * of it.
 */
const OtherCase = z.strictObject({
  caseId: CaseId,
  state: CaseState,
  /** The last that was taken. */
  outcome: DecisionOutcome.optional(),
  reason: z.string().optional(),
  decidedOn: CalendarDate.optional(),
  deliveredOn: CalendarDate.optional(),
  closedOn: CalendarDate.optional(),
  /** One that has still to be made. */
  visit: VisitState.optional(),
});
export type OtherCase = z.infer<typeof OtherCase>;

export const PackMessage = z.strictObject({
  caseId: administrative(CaseId),
  panel: administrative(PanelId),
  marking: administrative(z.literal('OFFICIAL-SENSITIVE')),
  /** The meeting for which the case is listed. */
  meetingId: administrative(MeetingId.optional()),
  meetingOn: administrative(CalendarDate.optional()),
  /**
   * SHA-256, salted per case, of all that follows but the account of its disclosure. A decision
   * cites it.
   */
  digest: administrative(Sha256),
  /** The police's facts of the child and the incident, and the agencies' flags. */
  records: PermittedRecords,
  listingReason: derived(line(400).optional()),
  eligibility: derived(z.array(Eligibility)),
  investigation: derived(Marker.optional()),
  strategyDiscussion: derived(Marker.optional()),
  /** The agencies' returns side by side, never merged. */
  returns: z.array(
    z.strictObject({
      agency: administrative(AgencyId),
      state: derived(ReturnState),
      replyBy: administrative(CalendarDate),
      receivedAt: derived(Instant.optional()),
      withholdingReason: derived(WithholdingReason.optional()),
      onBehalf: derived(onBehalf.optional()),
      records: PermittedRecords,
    }),
  ),
  completeness: derived(Completeness),
  questions: derived(z.array(QuestionLine)),
  gaps: derived(z.array(Gap)),
  divergences: derived(z.array(Divergence)),
  freshness: derived(z.array(Freshness)),
  /** The number of fields that some attendee may not hear, with `?meeting=`. */
  hiddenFromAttendees: derived(z.int()),
  triage: derived(z.array(TriageTaken)),
  decisions: derived(z.array(DecisionTaken)),
  otherCases: derived(z.array(OtherCase)),
  disclosure: Disclosure,
});
export type PackMessage = z.infer<typeof PackMessage>;

export const PackQuery = z.strictObject({
  /** Narrows the pack to what every agency present at this meeting may receive. */
  meeting: z.string().max(80).optional(),
});
