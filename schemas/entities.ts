/**
 * What the store holds, entity by entity. `adapters/dynamodb/keys.ts` says where each one stands. Entities are parsed
 * with these when they are read: what drifted from its schema is a fault, never an answer.
 */
import * as z from 'zod';
import { CaseState, DecisionTaken } from './cases.ts';
import { PersonalRecord } from './personal-record.ts';
import {
  AgencyId,
  AgreementId,
  CalendarDate,
  CaseId,
  ClientId,
  DecisionId,
  EntryId,
  FlagId,
  GssCode,
  Instant,
  NominationId,
  PanelId,
  ViewRequestId,
} from './shapes.ts';
import { VIEW_CATEGORIES } from './view-requests.ts';
import { EligibilityRule, Finding, IncidentType, ReplyKind, Scope, WithholdingReason } from './vocabulary.ts';

/** The exchange's own id of a young person: 128 random bits, never on the wire. */
export const PersonId = z.string().regex(/^[0-9a-f]{32}$/);

export const System = z.strictObject({
  type: z.literal('System'),
  clientId: ClientId,
  agencyId: AgencyId,
  name: z.string(),
  scopes: z.array(Scope),
  active: z.boolean(),
  accountableOfficer: z.string(),
  /** The system's public keys (RFC 7517), ES256 or EdDSA. */
  keys: z.array(z.looseObject({ kty: z.enum(['EC', 'OKP']), kid: z.string(), alg: z.enum(['ES256', 'EdDSA']) })),
});
export type System = z.infer<typeof System>;

/** An agency with the live agreements it is a party to, so that one read brings what every decision needs. */
export const Agency = z.strictObject({
  type: z.literal('Agency'),
  agencyId: AgencyId,
  name: z.string(),
  borough: GssCode.optional(),
  sector: z.string(),
  /** Hash and JSON of each rules/agreement.ts `LiveAgreement`; the hash lets a reader parse each version once. */
  agreements: z.array(z.strictObject({ key: z.string(), json: z.string() })),
});
export type Agency = z.infer<typeof Agency>;

/** The published text of one version of an agreement. */
export const PublishedAgreement = z.strictObject({
  type: z.literal('PublishedAgreement'),
  id: AgreementId,
  version: z.int(),
  json: z.string(),
});

/** A young person: the identity by which they are matched, and the records that a query may release. */
export const Person = z.strictObject({
  type: z.literal('Person'),
  personId: PersonId,
  version: z.int(),
  openCases: z.array(z.strictObject({ caseId: CaseId, panel: PanelId })),
  records: z.array(PersonalRecord),
  expiresAt: Instant,
});
export type Person = z.infer<typeof Person>;

export const Flag = z.strictObject({
  type: z.literal('Flag'),
  personId: PersonId,
  flagId: FlagId,
  version: z.int(),
  /** The flag as it is; a withdrawn one is served to nobody. */
  record: PersonalRecord,
  withdrawn: z.boolean(),
  /** Each change, and the record as it was before it. */
  history: z.array(
    z.strictObject({
      version: z.int(),
      change: z.enum(['RAISED', 'REVIEWED', 'CONTESTED', 'CORRECTED', 'WITHDRAWN']),
      changedAt: Instant,
      changedBy: z.string(),
      note: z.string().optional(),
      before: PersonalRecord.optional(),
    }),
  ),
  expiresAt: Instant,
});
export type Flag = z.infer<typeof Flag>;

export const Case = z.strictObject({
  type: z.literal('Case'),
  personId: PersonId,
  caseId: CaseId,
  version: z.int(),
  panel: PanelId,
  state: CaseState,
  meetingOn: CalendarDate.optional(),
  /** Salts the pack's digest, so that a digest says nothing to who has not read the pack. */
  salt: z.string(),
  finalDecisionOn: CalendarDate.optional(),
  expiresAt: Instant,
});
export type Case = z.infer<typeof Case>;

export const Nomination = z.strictObject({
  type: z.literal('Nomination'),
  personId: PersonId,
  caseId: CaseId,
  nominationId: NominationId,
  nominatedAt: Instant,
  nominatedBy: z.string(),
  birthDate: CalendarDate,
  borough: GssCode,
  incidentType: IncidentType,
  /** Identity, identifiers, incident and source, once for each agreement they were given under. */
  records: z.array(PersonalRecord),
  expiresAt: Instant,
});
export type Nomination = z.infer<typeof Nomination>;

/** One check of an eligibility rule. Checks are added, never changed; the latest counts. */
export const EligibilityCheck = z.strictObject({
  type: z.literal('EligibilityCheck'),
  /** Two officers may check the same rule in the same instant. */
  checkId: z.string(),
  personId: PersonId,
  caseId: CaseId,
  rule: EligibilityRule,
  finding: Finding,
  evidence: z.string(),
  checkedIn: z.string(),
  checkedBy: z.string(),
  checkedAt: Instant,
  expiresAt: Instant,
});
export type EligibilityCheck = z.infer<typeof EligibilityCheck>;

export const ViewRequest = z.strictObject({
  type: z.literal('ViewRequest'),
  personId: PersonId,
  caseId: CaseId,
  viewRequestId: ViewRequestId,
  agency: AgencyId,
  panel: PanelId,
  agreement: AgreementId,
  categories: z.array(z.enum(VIEW_CATEGORIES)),
  meetingOn: CalendarDate,
  replyBy: CalendarDate,
  askedAt: Instant,
  expiresAt: Instant,
});
export type ViewRequest = z.infer<typeof ViewRequest>;

/** One version of an agency's return. The highest version counts; the others are its history. */
export const Return = z.strictObject({
  type: z.literal('Return'),
  personId: PersonId,
  caseId: CaseId,
  viewRequestId: ViewRequestId,
  agency: AgencyId,
  version: z.int(),
  kind: ReplyKind,
  withholdingReason: WithholdingReason.optional(),
  note: z.string().optional(),
  records: z.array(PersonalRecord),
  receivedAt: Instant,
  /** SHA-256 of the reply, so that the same reply sent again is known as such. */
  contentHash: z.string(),
  expiresAt: Instant,
});
export type Return = z.infer<typeof Return>;

export const Decision = z.strictObject({
  type: z.literal('Decision'),
  personId: PersonId,
  caseId: CaseId,
  decisionId: DecisionId,
  taken: DecisionTaken,
  expiresAt: Instant,
});
export type Decision = z.infer<typeof Decision>;

/** A use of the break-glass purpose, which a data protection officer reviews within 24 hours. */
export const Review = z.strictObject({
  type: z.literal('Review'),
  /** The ledger entry of the use. */
  reviewId: EntryId,
  state: z.enum(['OPEN', 'CONCLUDED']),
  usedAt: Instant,
  reviewBy: Instant,
  agency: AgencyId,
  clientId: ClientId,
  practitioner: z.string(),
  endpoint: z.string(),
  /** Whose data was released: their data protection officers see the review too. */
  originators: z.array(AgencyId),
  conclusion: z
    .strictObject({ finding: z.enum(['JUSTIFIED', 'NOT_JUSTIFIED']), note: z.string(), by: z.string(), at: Instant })
    .optional(),
  expiresAt: Instant,
});
export type Review = z.infer<typeof Review>;

/** Finds whose partition a case, a flag or a view request stands in. */
export const Locator = z.strictObject({
  type: z.literal('Locator'),
  of: z.string(),
  personId: PersonId,
  caseId: CaseId.optional(),
  expiresAt: Instant,
});
export type Locator = z.infer<typeof Locator>;

/** A request in an agency's inbox; it names no child. */
export const InboxItem = z.strictObject({
  type: z.literal('InboxItem'),
  agency: AgencyId,
  viewRequestId: ViewRequestId,
  caseId: CaseId,
  panel: PanelId,
  agreement: AgreementId,
  categories: z.array(z.enum(VIEW_CATEGORIES)),
  meetingOn: CalendarDate,
  replyBy: CalendarDate,
  state: z.enum(['OPEN', 'REPLIED', 'CLOSED']),
  expiresAt: Instant,
});
export type InboxItem = z.infer<typeof InboxItem>;

/** What a POST led to, so that its repetition has no second effect. */
export const Idempotency = z.strictObject({
  type: z.literal('Idempotency'),
  clientId: ClientId,
  /** HMAC of the key, and of the request that first used it. */
  keyHash: z.string(),
  requestHash: z.string(),
  /** The ids that the answer is made of again. */
  made: z.record(z.string(), z.string()),
  expiresAt: Instant,
});
export type Idempotency = z.infer<typeof Idempotency>;

export const Entity = z.discriminatedUnion('type', [
  System,
  Agency,
  PublishedAgreement,
  Person,
  Flag,
  Case,
  Nomination,
  EligibilityCheck,
  ViewRequest,
  Return,
  Decision,
  Locator,
  InboxItem,
  Idempotency,
  Review,
]);
export type Entity = z.infer<typeof Entity>;
