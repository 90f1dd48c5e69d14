/**
 * The entities of the store, and the place of each. Entities are parsed with these when they are
 * read: an item that drifted from its schema is a fault, never an answer. A new one is a schema and
 * its entry in `STORED`.
 */
import * as z from 'zod';
import { Agreement } from '../contract/agreement/agreement.ts';
import {
  CaseState,
  FollowUp,
  Marker,
  Officer,
  officerMinutes,
  TriageTaken,
} from '../contract/case-parts.ts';
import { DecisionTaken } from '../contract/decisions.ts';
import { VIEW_CATEGORIES } from '../contract/view-requests.ts';
import { Attempt, VisitResult } from '../contract/visits.ts';
import {
  EligibilityRule,
  Finding,
  HoldReason,
  IncidentType,
  Need,
  PractitionerRole,
  RecordingChannel,
  ReferralBasis,
  ReferralDeclineReason,
  ReferralKind,
  ReferralState,
  ReplyKind,
  Scope,
  SourceSystem,
  Suitability,
  UrgencyReason,
  VisitState,
  VisitVenue,
  WithholdingReason,
} from '../vocabulary/codes.ts';
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
  MeetingId,
  NominationId,
  PanelId,
  PractitionerId,
  Quarter,
  QuestionId,
  ReferralId,
  ServiceId,
  Sha256,
  TriageId,
  ViewRequestId,
  VisitId,
} from '../vocabulary/shapes.ts';
import { PersonalRecord } from './personal-record.ts';
import { type Place, stored, type With } from './stored.ts';

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
  keys: z.array(
    z.looseObject({
      kty: z.enum(['EC', 'OKP']),
      kid: z.string(),
      alg: z.enum(['ES256', 'EdDSA']),
    }),
  ),
});
export type System = z.infer<typeof System>;

/** The state of an agreement: everything of it that may change without its text changing. */
export const AgreementState = z.strictObject({
  id: AgreementId,
  version: z.int(),
  /** The version's hash, over all its terms. */
  hash: Sha256,
  status: Agreement.shape.status,
  startsOn: CalendarDate,
  reviewOn: CalendarDate,
  endsOn: CalendarDate,
  /** The instant at which each party signed this very version. */
  signedAt: z.record(AgencyId, Instant),
  suspensions: z.array(
    z.strictObject({ from: Instant, until: Instant.optional() }),
  ),
});
export type AgreementState = z.infer<typeof AgreementState>;

/** The text of an agreement, as it is executed, under the hash of just that. */
export const AgreementText = z.strictObject({
  type: z.literal('AgreementText'),
  hash: Sha256,
  /** A rules/sharing/agreement.ts `LiveAgreement` without its state. */
  json: z.string(),
});
export type AgreementText = z.infer<typeof AgreementText>;

/**
 * An agency and how the agreements stand that it is a party to, so that one read brings what every
 * decision needs.
 */
export const Agency = z.strictObject({
  type: z.literal('Agency'),
  agencyId: AgencyId,
  name: z.string(),
  borough: GssCode.optional(),
  sector: z.string(),
  /**
   * For each agreement the hash of its text and the JSON of its `AgreementState`, which a reader
   * parses once.
   */
  agreements: z.array(z.strictObject({ text: Sha256, state: z.string() })),
  /**
   * Every agency of the boroughs of the panels that it hosts, whether or not an agreement reaches
   * it.
   */
  serving: z
    .array(
      z.strictObject({
        agencyId: AgencyId,
        sector: z.string(),
        borough: GssCode,
      }),
    )
    .optional(),
});
export type Agency = z.infer<typeof Agency>;

/** The published text of one version of an agreement. */
export const PublishedAgreement = z.strictObject({
  type: z.literal('PublishedAgreement'),
  id: AgreementId,
  version: z.int(),
  json: z.string(),
});

/**
 * A young person: the identity by which they are matched, and the records that a query may release.
 */
export const Person = z.strictObject({
  type: z.literal('Person'),
  personId: PersonId,
  version: z.int(),
  openCases: z.array(
    z.strictObject({ caseId: CaseId, panel: PanelId, borough: GssCode }),
  ),
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
      change: z.enum([
        'RAISED',
        'REVIEWED',
        'CONTESTED',
        'CORRECTED',
        'WITHDRAWN',
      ]),
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
  /** Whose co-ordinator works on it: the child's borough when the case was opened. */
  borough: GssCode,
  state: CaseState,
  /**
   * The meeting that it is listed for. After a deferral there is none until it is listed again for
   * `meetingOn`.
   */
  meetingId: MeetingId.optional(),
  meetingOn: CalendarDate.optional(),
  listingReason: z.string().optional(),
  investigation: Marker.optional(),
  strategyDiscussion: Marker.optional(),
  /** Salts the pack's digest, so that a digest says nothing to who has not read the pack. */
  salt: z.string(),
  /** The number of printed copies of its pack. */
  copies: z.int(),
  finalDecisionOn: CalendarDate.optional(),
  deliveredOn: CalendarDate.optional(),
  closedOn: CalendarDate.optional(),
  closingReason: z.string().optional(),
  /** The named officer who closed it. */
  closedBy: z.string().optional(),
  /** Minutes that closing it took. */
  closingMinutes: officerMinutes,
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
  checkedIn: SourceSystem,
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
  meetingId: MeetingId,
  meetingOn: CalendarDate,
  replyBy: CalendarDate,
  /** The reason why less than the agreed time is given. */
  urgencyReason: UrgencyReason.optional(),
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
  /** The agency's own number for the child. It is told to that agency alone. */
  localIdentifier: z.string().optional(),
  /** Recorded by the panel in the agency's name, and provisional until the agency confirms it. */
  onBehalf: z
    .strictObject({
      person: z.string(),
      channel: RecordingChannel,
      recordedBy: z.string(),
      confirmBy: CalendarDate,
      confirmedAt: Instant.optional(),
      confirmedBy: z.string().optional(),
    })
    .optional(),
  receivedAt: Instant,
  /** SHA-256 of the reply, so that the same reply sent again is known as such. */
  contentHash: z.string(),
  expiresAt: Instant,
});
export type Return = z.infer<typeof Return>;

/**
 * That an agency has opened what it was asked. Never kept of an agency under a restricted
 * agreement.
 */
export const Seen = z.strictObject({
  type: z.literal('Seen'),
  personId: PersonId,
  caseId: CaseId,
  agency: AgencyId,
  seenAt: Instant,
  expiresAt: Instant,
});
export type Seen = z.infer<typeof Seen>;

/** The question of an agency to the panel before it answers. */
export const Question = z.strictObject({
  type: z.literal('Question'),
  personId: PersonId,
  caseId: CaseId,
  questionId: QuestionId,
  viewRequestId: ViewRequestId,
  agency: AgencyId,
  text: z.string(),
  /** Under a restricted agreement: why it may be asked. No flow leads from it. */
  approval: PersonalRecord.optional(),
  askedAt: Instant,
  answer: z
    .strictObject({
      text: z.string(),
      answeredAt: Instant,
      answeredBy: z.string(),
    })
    .optional(),
  expiresAt: Instant,
});
export type Question = z.infer<typeof Question>;

export const Triage = z.strictObject({
  type: z.literal('Triage'),
  personId: PersonId,
  caseId: CaseId,
  triageId: TriageId,
  taken: TriageTaken,
  officerMinutes,
  expiresAt: Instant,
});
export type Triage = z.infer<typeof Triage>;

/**
 * The fingerprint of the pack that a digest names: a salted hash for each part, so that the changes
 * since can be named.
 */
export const PackFingerprint = z.strictObject({
  type: z.literal('PackFingerprint'),
  personId: PersonId,
  caseId: CaseId,
  digest: Sha256,
  fingerprint: z.record(z.string(), z.string()),
  expiresAt: Instant,
});
export type PackFingerprint = z.infer<typeof PackFingerprint>;

export const Visit = z.strictObject({
  type: z.literal('Visit'),
  personId: PersonId,
  caseId: CaseId,
  visitId: VisitId,
  version: z.int(),
  panel: PanelId,
  state: VisitState,
  /** The allocated officer, of the panel's host. */
  officer: Officer,
  allocatedAt: Instant,
  allocatedBy: z.string(),
  dueBy: CalendarDate,
  venue: VisitVenue,
  /** The reason to make it although something stood against it. */
  overrideReason: z.string().optional(),
  /**
   * Each brief that the officer has read, by its digest: a newer one takes nothing from what was
   * read before.
   */
  acknowledged: z.array(z.strictObject({ digest: Sha256, at: Instant })),
  hold: z.strictObject({ reason: HoldReason, at: Instant }).optional(),
  /** Each with the minutes that it took. */
  attempts: z.array(Attempt.extend({ officerMinutes })),
  /** Minutes that allocating it took. */
  officerMinutes,
  /** Its result; the form is `VisitResult` of schemas/contract/visits.ts. */
  result: VisitResult.optional(),
  expiresAt: Instant,
});
export type Visit = z.infer<typeof Visit>;

export const Referral = z.strictObject({
  type: z.literal('Referral'),
  personId: PersonId,
  caseId: CaseId,
  referralId: ReferralId,
  version: z.int(),
  panel: PanelId,
  kind: ReferralKind,
  serviceId: ServiceId,
  /** The agency that receives it through the exchange; absent where it was sent outside. */
  agency: AgencyId.optional(),
  agreement: AgreementId.optional(),
  need: Need,
  basis: ReferralBasis,
  state: ReferralState,
  sentAt: Instant,
  sentBy: z.string(),
  /** The day by which it should be acknowledged. */
  dueBy: CalendarDate.optional(),
  acknowledgedAt: Instant.optional(),
  /** The records given with it and those that come back, each under its agreement. */
  records: z.array(PersonalRecord),
  declineReason: ReferralDeclineReason.optional(),
  suitability: Suitability.optional(),
  officerMinutes,
  /**
   * The borough in which it is counted, as far as it might be when it was made: who answers it may
   * not be told.
   */
  countedIn: z.string().optional(),
  history: z.array(
    z.strictObject({ state: ReferralState, at: Instant, by: z.string() }),
  ),
  expiresAt: Instant,
});
export type Referral = z.infer<typeof Referral>;

export const FollowUpEntity = z.strictObject({
  type: z.literal('FollowUp'),
  personId: PersonId,
  caseId: CaseId,
  found: FollowUp,
  officerMinutes,
  /**
   * The tally that it was last counted by, so that a correction takes its place. From the tally
   * nothing leads here.
   */
  counted: z.strictObject({ tallyId: z.string(), quarter: Quarter }).optional(),
  expiresAt: Instant,
});
export type FollowUpEntity = z.infer<typeof FollowUpEntity>;

export const Meeting = z.strictObject({
  type: z.literal('Meeting'),
  meetingId: MeetingId,
  version: z.int(),
  panel: PanelId,
  meetingOn: CalendarDate,
  startsAt: z.string().optional(),
  place: z.string().optional(),
  /**
   * Each listed case and its place: an item of a map can be taken off without the rest being read.
   */
  agenda: z.record(CaseId, z.int()),
  attendance: z.array(
    z.strictObject({
      agency: AgencyId,
      practitioner: PractitionerId,
      role: PractitionerRole,
    }),
  ),
  expiresAt: Instant,
});
export type Meeting = z.infer<typeof Meeting>;

/** A panel's meetings by day, so that they can be listed. */
export const MeetingDay = z.strictObject({
  type: z.literal('MeetingDay'),
  panel: PanelId,
  meetingOn: CalendarDate,
  meetingId: MeetingId,
  expiresAt: Instant,
});
export type MeetingDay = z.infer<typeof MeetingDay>;

export const TaskKind = z.enum([
  'SCREEN',
  'LIST',
  'CHECK_AGAIN',
  'ASK_FOR_VIEWS',
  'RECORD_DECISION',
  'RETURNING_DEFERRAL',
  'UNANSWERED_REQUEST',
  'OPEN_QUESTION',
  'UNCONFIRMED_RETURN',
  'YJS_CLOCK',
  'INVESTIGATION_REVIEW',
  'STRATEGY_DISCUSSION_REVIEW',
  'RETURN_SINCE',
  'REPLACED_REPLY',
  'CHECK_SINCE',
  'ALLOCATE_VISIT',
  'VISIT_OVERDUE',
  'VISIT_HELD',
  'MAKE_REFERRAL',
  'REFERRAL_UNACKNOWLEDGED',
  'REFERRAL_DECLINED',
  'REFERRAL_STALLED',
  'FOLLOW_UP',
]);
export type TaskKind = z.infer<typeof TaskKind>;

/**
 * A task about a case, with the day on which it is due. A projection of the case file
 * (rules/cases/tasks.ts): each write carries the difference.
 */
export const Task = z.strictObject({
  type: z.literal('Task'),
  panel: PanelId,
  borough: GssCode,
  caseId: CaseId,
  kind: TaskKind,
  /** Its subject: an agency, a visit, a referral, a month. */
  about: z.string(),
  dueAt: Instant,
  /** The child's initials, where the panel may know the name. */
  initials: z.string().optional(),
  /** The state of the case when the task was last written. */
  caseState: CaseState.optional(),
  expiresAt: Instant,
});
export type Task = z.infer<typeof Task>;

/** A service of the directory that children are signposted or referred to. */
export const Service = z.strictObject({
  type: z.literal('Service'),
  serviceId: ServiceId,
  name: z.string(),
  needs: z.array(Need),
  ageFrom: z.int(),
  ageTo: z.int(),
  boroughs: z.array(GssCode),
  /**
   * EXCHANGE: the agency receives referrals here. OUTSIDE: a referral is recorded as sent another
   * way.
   */
  route: z.enum(['EXCHANGE', 'OUTSIDE']),
  agency: AgencyId.optional(),
  contact: z.string(),
});
export type Service = z.infer<typeof Service>;

/** The finding of one referral about a service: never whose it was. */
export const ServiceFeedback = z.strictObject({
  type: z.literal('ServiceFeedback'),
  /** SHA-256 of the referral's id: the same referral counts once, and is not found from here. */
  feedbackId: Sha256,
  serviceId: ServiceId,
  suitability: Suitability,
  expiresAt: Instant,
});
export type ServiceFeedback = z.infer<typeof ServiceFeedback>;

/** A referral in an agency's inbox; it names no child. */
export const ReferralItem = z.strictObject({
  type: z.literal('ReferralItem'),
  agency: AgencyId,
  referralId: ReferralId,
  caseId: CaseId,
  serviceId: ServiceId,
  agreement: AgreementId,
  need: Need,
  state: ReferralState,
  sentAt: Instant,
  dueBy: CalendarDate.optional(),
  expiresAt: Instant,
});
export type ReferralItem = z.infer<typeof ReferralItem>;

/** One thing counted, in codes alone: nothing in it leads back to a child. */
export const Tally = z.strictObject({
  type: z.literal('Tally'),
  tallyId: z.string(),
  panel: PanelId,
  quarter: Quarter,
  kind: z.enum([
    'NOMINATION',
    'DECISION',
    'TRIAGE',
    'VISIT',
    'REFERRAL',
    'FOLLOW_UP',
    'MINUTES',
  ]),
  facts: z.record(
    z.string(),
    z.union([z.string(), z.int(), z.array(z.string())]),
  ),
  expiresAt: Instant,
});
export type Tally = z.infer<typeof Tally>;

/** The tables of a quarter, computed once. */
export const QuarterTables = z.strictObject({
  type: z.literal('QuarterTables'),
  panel: PanelId,
  quarter: Quarter,
  computedAt: Instant,
  json: z.string(),
});
export type QuarterTables = z.infer<typeof QuarterTables>;

export const Decision = z.strictObject({
  type: z.literal('Decision'),
  personId: PersonId,
  caseId: CaseId,
  decisionId: DecisionId,
  taken: DecisionTaken,
  /**
   * The considered evidence, by id (rules/cases/considered-evidence.ts): anything else came later.
   */
  considered: z.array(z.string()),
  /** The gaps of its pack, by id. */
  gaps: z.array(z.string()),
  /** Minutes that it took. */
  officerMinutes,
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
    .strictObject({
      finding: z.enum(['JUSTIFIED', 'NOT_JUSTIFIED']),
      note: z.string(),
      by: z.string(),
      at: Instant,
    })
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
  /** `TO_CONFIRM`: the panel recorded a reply in the agency's name. */
  state: z.enum(['OPEN', 'TO_CONFIRM', 'REPLIED', 'CLOSED']),
  expiresAt: Instant,
});
export type InboxItem = z.infer<typeof InboxItem>;

/** The result of a POST, so that its repetition has no second effect. */
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

/** The partitions that are read whole or in order. */
export const PARTITIONS = {
  person: (personId: string) => `PERSON#${personId}`,
  inbox: (agency: string) => `INBOX#${agency}`,
  referrals: (agency: string) => `REFERRALS#${agency}`,
  meetings: (panel: string) => `MEETINGS#${panel}`,
  tasks: (panel: string, borough: string) => `TASKS#${panel}#${borough}`,
  tallies: (panel: string, quarter: string) => `TALLY#${panel}#${quarter}`,
  /** Open ones stand apart, so that reading what is due never grows with what was. */
  reviews: (state: string) => `REVIEWS#${state}`,
  services: 'SERVICES',
};

type InCase = With<'personId' | 'caseId'>;

const inCase = ({ personId, caseId }: InCase, rest: string): Place => [
  PARTITIONS.person(personId),
  `CASE#${caseId}#${rest}`,
];

const digits = (count: number, value: number): string =>
  String(value).padStart(count, '0');

/**
 * Everything that is stored of the exchange's own: its schema, where it stands, and how a person's
 * file lists it.
 */
export const STORED = {
  System: stored(System, ({ clientId }: With<'clientId'>) => [
    `SYSTEM#${clientId}`,
    'SYSTEM',
  ]),
  Agency: stored(Agency, ({ agencyId }: With<'agencyId'>) => [
    `AGENCY#${agencyId}`,
    'AGENCY',
  ]),
  AgreementText: stored(AgreementText, ({ hash }: With<'hash'>) => [
    `AGREEMENT_TEXT#${hash}`,
    'TEXT',
  ]),
  PublishedAgreement: stored(
    PublishedAgreement,
    ({ id, version }: With<'id'> & { version: number }) => [
      `AGREEMENT#${id}`,
      `V#${version}`,
    ],
  ),
  Person: stored(Person, ({ personId }: With<'personId'>) => [
    PARTITIONS.person(personId),
    'HEAD',
  ]),
  Flag: stored(
    Flag,
    ({ personId, flagId }: With<'personId' | 'flagId'>) => [
      PARTITIONS.person(personId),
      `FLAG#${flagId}`,
    ],
    { listedAs: 'flags' },
  ),
  Case: stored(
    Case,
    ({ personId, caseId }: InCase) => [
      PARTITIONS.person(personId),
      `CASE#${caseId}`,
    ],
    { listedAs: 'cases' },
  ),
  Nomination: stored(
    Nomination,
    (of: InCase & With<'nominationId'>) =>
      inCase(of, `NOMINATION#${of.nominationId}`),
    { listedAs: 'nominations' },
  ),
  EligibilityCheck: stored(
    EligibilityCheck,
    (of: InCase & With<'rule' | 'checkedAt' | 'checkId'>) =>
      inCase(of, `CHECK#${of.rule}#${of.checkedAt}#${of.checkId}`),
    { listedAs: 'checks' },
  ),
  ViewRequest: stored(
    ViewRequest,
    (of: InCase & With<'agency'>) => inCase(of, `VIEW#${of.agency}#REQUEST`),
    { listedAs: 'viewRequests' },
  ),
  Return: stored(
    Return,
    (of: InCase & With<'agency'> & { version: number }) =>
      inCase(of, `VIEW#${of.agency}#RETURN#${digits(6, of.version)}`),
    { listedAs: 'returns' },
  ),
  Seen: stored(
    Seen,
    (of: InCase & With<'agency'>) => inCase(of, `VIEW#${of.agency}#SEEN`),
    { listedAs: 'seen' },
  ),
  Question: stored(
    Question,
    (of: InCase & With<'questionId'>) =>
      inCase(of, `QUESTION#${of.questionId}`),
    { listedAs: 'questions' },
  ),
  Triage: stored(
    Triage,
    (of: InCase & With<'triageId'>) => inCase(of, `TRIAGE#${of.triageId}`),
    { listedAs: 'triages' },
  ),
  PackFingerprint: stored(
    PackFingerprint,
    (of: InCase & With<'digest'>) => inCase(of, `PACK#${of.digest}`),
    { listedAs: 'fingerprints' },
  ),
  Visit: stored(
    Visit,
    (of: InCase & With<'visitId'>) => inCase(of, `VISIT#${of.visitId}`),
    { listedAs: 'visits' },
  ),
  Referral: stored(
    Referral,
    (of: InCase & With<'referralId'>) =>
      inCase(of, `REFERRAL#${of.referralId}`),
    { listedAs: 'referrals' },
  ),
  FollowUp: stored(
    FollowUpEntity,
    (of: InCase & { found: { month: number } }) =>
      inCase(of, `FOLLOW_UP#${digits(2, of.found.month)}`),
    { listedAs: 'followUps' },
  ),
  Decision: stored(
    Decision,
    (of: InCase & With<'decisionId'>) =>
      inCase(of, `DECISION#${of.decisionId}`),
    { listedAs: 'decisions' },
  ),
  Meeting: stored(Meeting, ({ meetingId }: With<'meetingId'>) => [
    `MEETING#${meetingId}`,
    'MEETING',
  ]),
  MeetingDay: stored(
    MeetingDay,
    (of: With<'panel' | 'meetingOn' | 'meetingId'>) => [
      PARTITIONS.meetings(of.panel),
      `${of.meetingOn}#${of.meetingId}`,
    ],
  ),
  Task: stored(
    Task,
    (of: With<'panel' | 'borough' | 'dueAt' | 'caseId' | 'kind' | 'about'>) => [
      PARTITIONS.tasks(of.panel, of.borough),
      [of.dueAt, of.caseId, of.kind, of.about].join('#'),
    ],
  ),
  Service: stored(Service, ({ serviceId }: With<'serviceId'>) => [
    PARTITIONS.services,
    serviceId,
  ]),
  ServiceFeedback: stored(
    ServiceFeedback,
    ({ serviceId, feedbackId }: With<'serviceId' | 'feedbackId'>) => [
      PARTITIONS.services,
      `${serviceId}#feedback#${feedbackId}`,
    ],
  ),
  ReferralItem: stored(
    ReferralItem,
    ({ agency, referralId }: With<'agency' | 'referralId'>) => [
      PARTITIONS.referrals(agency),
      referralId,
    ],
  ),
  Tally: stored(Tally, (of: With<'panel' | 'quarter' | 'kind' | 'tallyId'>) => [
    PARTITIONS.tallies(of.panel, of.quarter),
    `${of.kind}#${of.tallyId}`,
  ]),
  QuarterTables: stored(
    QuarterTables,
    ({ panel, quarter }: With<'panel' | 'quarter'>) => [
      `TABLES#${panel}`,
      quarter,
    ],
  ),
  /** `case_…` is a case, `vr_…` a view request, `visit_…` a visit: an id says its own kind. */
  Locator: stored(Locator, ({ of }: With<'of'>) => [
    `AT#${of.split('_', 1)[0]}#${of}`,
    'AT',
  ]),
  InboxItem: stored(
    InboxItem,
    ({ agency, viewRequestId }: With<'agency' | 'viewRequestId'>) => [
      PARTITIONS.inbox(agency),
      viewRequestId,
    ],
  ),
  Idempotency: stored(
    Idempotency,
    ({ clientId, keyHash }: With<'clientId' | 'keyHash'>) => [
      `ONCE#${clientId}#${keyHash}`,
      'ONCE',
    ],
  ),
  Review: stored(Review, ({ state, reviewId }: With<'state' | 'reviewId'>) => [
    PARTITIONS.reviews(state),
    reviewId,
  ]),
};

export type EntityType = keyof typeof STORED;
export type EntityOf<Type extends EntityType> = z.infer<
  (typeof STORED)[Type]['schema']
>;
/** The lists of a person's file, by the names that the table gives them. */
export type PersonLists = {
  [Type in EntityType as Extract<
    (typeof STORED)[Type]['listedAs'],
    string
  >]: EntityOf<Type>[];
};
export type Entity = { [Type in EntityType]: EntityOf<Type> }[EntityType];
