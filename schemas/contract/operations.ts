/**
 * Every operation of the API in one table: the contract that the functions serve, that the local
 * server and the gateway route by, and that `/openapi.json` is made from. It is long because it is
 * a table.
 */
import * as z from 'zod';
import { DisclosureList, DisclosuresQuery } from '../store/ledger.ts';
import { administrative } from '../vocabulary/classification.ts';
import type { LoggedOperation, Purpose, Scope } from '../vocabulary/codes.ts';
import { AgreementList } from './agreement/agreement-list.ts';
import {
  CaseMessage,
  CaseParams,
  EligibilityCheckRequest,
  EligibilityMessage,
  ListingMessage,
  ListingRequest,
  MarkerMessage,
  MarkerRequest,
  OutcomeReceipt,
  OutcomeRequest,
  TriageReceipt,
  TriageRequest,
} from './cases.ts';
import { DecisionReceipt, DecisionRequest } from './decisions.ts';
import { Explanation, ExplanationRequest } from './explanations.ts';
import { Feed, FeedQuery } from './feed.ts';
import {
  FlagContest,
  FlagCorrection,
  FlagParams,
  FlagReceipt,
  FlagRequest,
  FlagReview,
  FlagWithdrawal,
  PermittedFlag,
} from './flags.ts';
import {
  AgendaRequest,
  AttendanceRequest,
  MeetingList,
  MeetingMessage,
  MeetingParams,
  MeetingReceipt,
  MeetingRequest,
  MeetingsQuery,
} from './meetings.ts';
import { PackMessage, PackQuery } from './pack.ts';
import { PrintedMeeting, PrintedPack } from './printed.ts';
import type { ProblemCode } from './problems.ts';
import {
  ReferralList,
  ReferralMessage,
  ReferralParams,
  ReferralReceipt,
  ReferralRequest,
  ReferralResponse,
  ReferralResponseReceipt,
  ServiceList,
  ServicesQuery,
} from './referrals.ts';
import {
  ReviewConclusion,
  ReviewList,
  ReviewParams,
  ReviewReceipt,
} from './reviews.ts';
import { StatisticsMessage, StatisticsQuery } from './statistics.ts';
import {
  AnswerReceipt,
  AnswerRequest,
  AskForViews,
  ConfirmationReceipt,
  ConfirmationRequest,
  PageQuery,
  QuestionParams,
  QuestionReceipt,
  QuestionRequest,
  RecordReturnReceipt,
  RecordReturnRequest,
  Reply,
  ReplyReceipt,
  ReturnParams,
  ViewRequestList,
  ViewRequestMessage,
  ViewsAsked,
} from './view-requests.ts';
import {
  BriefAcknowledgement,
  BriefMessage,
  BriefReceipt,
  VisitParams,
  VisitReceipt,
  VisitRequest,
  VisitUpdate,
} from './visits.ts';
import { WorklistMessage, WorklistQuery } from './worklist.ts';
import {
  NominationReceipt,
  NominationRequest,
  PermittedRecord,
  QueryRequest,
  YoungPersonParams,
} from './young-people.ts';

export interface Operation {
  method: 'GET' | 'POST' | 'PUT';
  /** The path in the form of OpenAPI, `{name}` for a parameter. */
  path: string;
  /** The Lambda that serves it: a folder of functions/. */
  function:
    | 'partner'
    | 'panel'
    | 'visits'
    | 'statistics'
    | 'sync'
    | 'governance'
    | 'token'
    | 'public';
  /** Absent: open to all. */
  scope?: Scope;
  /**
   * `PERSONAL` reads or writes data of a child and needs a purpose; `CALLER` needs only who asks
   * and why.
   */
  concerns: 'PERSONAL' | 'CALLER' | 'NOBODY';
  /** Its name in the ledger (DPA 2018 s.62). */
  logged: LoggedOperation;
  idempotencyKey?: true;
  /**
   * Is asked for with the purpose MONITORING, and with no other; nothing else is asked for with it.
   */
  monitoring?: true;
  /** May be asked for with the purpose IMMEDIATE_SAFETY. */
  breakGlass?: true;
  /**
   * Rests on all that the agreements give at once: with Sharing-Agreement somebody could leave out
   * what stands against it.
   */
  whole?: true;
  /** The one purpose for which it may be asked for, where there is only one. */
  purpose?: Purpose;
  summary: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  answers: { status: 200 | 201; schema: z.ZodType };
  /**
   * The message that its printed page (`Accept: text/html`) is made of. Absent where it has none.
   */
  printed?: z.ZodType;
  /** Beyond those that every operation of its kind can give (`problemsOf`). */
  problems: readonly ProblemCode[];
}

export const OPERATIONS = {
  queryYoungPerson: {
    method: 'POST',
    path: '/v1/queries',
    function: 'partner',
    scope: 'query',
    concerns: 'PERSONAL',
    logged: 'CONSULTATION',
    breakGlass: true,
    summary: 'Is this young person known here, and what may I see?',
    body: QueryRequest,
    answers: { status: 200, schema: PermittedRecord },
    problems: ['NO_AGREEMENT', 'NOT_FOUND'],
  },
  readYoungPerson: {
    method: 'GET',
    path: '/v1/young-people/{ref}',
    function: 'partner',
    scope: 'query',
    concerns: 'PERSONAL',
    logged: 'CONSULTATION',
    breakGlass: true,
    summary: 'The permitted record of a young person, by your own reference',
    params: YoungPersonParams,
    answers: { status: 200, schema: PermittedRecord },
    problems: ['NO_AGREEMENT', 'NOT_FOUND'],
  },
  raiseFlag: {
    method: 'POST',
    path: '/v1/flags',
    function: 'partner',
    scope: 'flag',
    concerns: 'PERSONAL',
    logged: 'COLLECTION',
    idempotencyKey: true,
    summary: 'Record a concern or need about a young person',
    body: FlagRequest,
    answers: { status: 201, schema: FlagReceipt },
    problems: ['NO_AGREEMENT', 'CONCURRENT_CHANGE'],
  },
  readFlag: {
    method: 'GET',
    path: '/v1/flags/{id}',
    function: 'partner',
    scope: 'flag',
    concerns: 'PERSONAL',
    logged: 'CONSULTATION',
    breakGlass: true,
    summary: 'A flag, by its id',
    params: FlagParams,
    answers: { status: 200, schema: PermittedFlag },
    problems: ['NO_AGREEMENT', 'NOT_FOUND'],
  },
  reviewFlag: {
    method: 'POST',
    path: '/v1/flags/{id}/review',
    function: 'partner',
    scope: 'flag',
    concerns: 'PERSONAL',
    logged: 'ALTERATION',
    idempotencyKey: true,
    summary: 'Confirm that a flag still stands, and until when',
    params: FlagParams,
    body: FlagReview,
    answers: { status: 201, schema: FlagReceipt },
    problems: [
      'NO_AGREEMENT',
      'NOT_FOUND',
      'NOT_ORIGINATOR',
      'FLAG_WITHDRAWN',
      'CONCURRENT_CHANGE',
    ],
  },
  contestFlag: {
    method: 'POST',
    path: '/v1/flags/{id}/contest',
    function: 'partner',
    scope: 'flag',
    concerns: 'PERSONAL',
    logged: 'ALTERATION',
    idempotencyKey: true,
    summary: 'Dispute a flag that another agency raised',
    params: FlagParams,
    body: FlagContest,
    answers: { status: 201, schema: FlagReceipt },
    problems: [
      'NO_AGREEMENT',
      'NOT_FOUND',
      'OWN_FLAG',
      'FLAG_WITHDRAWN',
      'CONCURRENT_CHANGE',
    ],
  },
  correctFlag: {
    method: 'POST',
    path: '/v1/flags/{id}/correction',
    function: 'partner',
    scope: 'flag',
    concerns: 'PERSONAL',
    logged: 'ALTERATION',
    idempotencyKey: true,
    summary: 'Correct what a flag says; the earlier version is kept',
    params: FlagParams,
    body: FlagCorrection,
    answers: { status: 201, schema: FlagReceipt },
    problems: [
      'NO_AGREEMENT',
      'NOT_FOUND',
      'NOT_ORIGINATOR',
      'FLAG_WITHDRAWN',
      'CONCURRENT_CHANGE',
    ],
  },
  withdrawFlag: {
    method: 'POST',
    path: '/v1/flags/{id}/withdrawal',
    function: 'partner',
    scope: 'flag',
    concerns: 'PERSONAL',
    logged: 'ERASURE',
    idempotencyKey: true,
    summary: 'Withdraw a flag; it is served to nobody from now on',
    params: FlagParams,
    body: FlagWithdrawal,
    answers: { status: 201, schema: FlagReceipt },
    problems: [
      'NO_AGREEMENT',
      'NOT_FOUND',
      'NOT_ORIGINATOR',
      'FLAG_WITHDRAWN',
      'CONCURRENT_CHANGE',
    ],
  },
  nominate: {
    method: 'POST',
    path: '/v1/nominations',
    function: 'partner',
    scope: 'nominate',
    concerns: 'PERSONAL',
    logged: 'COLLECTION',
    idempotencyKey: true,
    summary: 'Propose a young person to a panel',
    body: NominationRequest,
    answers: { status: 201, schema: NominationReceipt },
    problems: ['NO_AGREEMENT', 'CONCURRENT_CHANGE'],
  },
  listViewRequests: {
    method: 'GET',
    path: '/v1/view-requests',
    function: 'partner',
    scope: 'view',
    concerns: 'CALLER',
    logged: 'CONSULTATION',
    summary: 'The view requests addressed to your agency; names no child',
    query: PageQuery,
    answers: { status: 200, schema: ViewRequestList },
    problems: [],
  },
  readViewRequest: {
    method: 'GET',
    path: '/v1/view-requests/{id}',
    function: 'partner',
    scope: 'view',
    concerns: 'PERSONAL',
    logged: 'DISCLOSURE',
    summary:
      'One view request, with what your agreement releases to you of the young person',
    params: FlagParams,
    answers: { status: 200, schema: ViewRequestMessage },
    problems: ['NO_AGREEMENT', 'NOT_FOUND'],
  },
  replyToViewRequest: {
    method: 'PUT',
    path: '/v1/view-requests/{id}/reply',
    function: 'partner',
    scope: 'view',
    concerns: 'PERSONAL',
    logged: 'COLLECTION',
    summary: "Give your agency's view, or its explicit nil return",
    params: FlagParams,
    body: Reply,
    answers: { status: 200, schema: ReplyReceipt },
    problems: ['NO_AGREEMENT', 'NOT_FOUND', 'CONCURRENT_CHANGE'],
  },
  askQuestion: {
    method: 'POST',
    path: '/v1/view-requests/{id}/questions',
    function: 'partner',
    scope: 'view',
    concerns: 'PERSONAL',
    logged: 'COLLECTION',
    idempotencyKey: true,
    summary: 'Ask the panel what you need to know before you answer',
    params: FlagParams,
    body: QuestionRequest,
    answers: { status: 201, schema: QuestionReceipt },
    problems: [
      'NO_AGREEMENT',
      'NOT_FOUND',
      'ILLEGAL_TRANSITION',
      'CONCURRENT_CHANGE',
    ],
  },
  confirmReturn: {
    method: 'POST',
    path: '/v1/view-requests/{id}/confirmation',
    function: 'partner',
    scope: 'view',
    concerns: 'PERSONAL',
    logged: 'ALTERATION',
    idempotencyKey: true,
    summary: "Confirm the reply that the panel recorded in your agency's name",
    params: FlagParams,
    body: ConfirmationRequest,
    answers: { status: 201, schema: ConfirmationReceipt },
    problems: ['NO_AGREEMENT', 'NOT_FOUND', 'CONCURRENT_CHANGE'],
  },
  readCase: {
    method: 'GET',
    path: '/v1/cases/{id}',
    function: 'panel',
    scope: 'panel',
    concerns: 'PERSONAL',
    logged: 'CONSULTATION',
    summary: 'A case: its state, eligibility, view requests and decisions',
    params: CaseParams,
    answers: { status: 200, schema: CaseMessage },
    problems: ['NO_AGREEMENT', 'NOT_FOUND'],
  },
  checkEligibility: {
    method: 'PUT',
    path: '/v1/cases/{id}/eligibility',
    function: 'panel',
    scope: 'panel',
    concerns: 'PERSONAL',
    logged: 'ALTERATION',
    summary: 'Record a check of an eligibility rule, e.g. against the PNC',
    params: CaseParams,
    body: EligibilityCheckRequest,
    answers: { status: 200, schema: EligibilityMessage },
    problems: [
      'NO_AGREEMENT',
      'NOT_FOUND',
      'ILLEGAL_TRANSITION',
      'CONCURRENT_CHANGE',
    ],
  },
  listCase: {
    method: 'PUT',
    path: '/v1/cases/{id}/listing',
    function: 'panel',
    scope: 'panel',
    concerns: 'PERSONAL',
    logged: 'ALTERATION',
    summary: 'Put a case on the agenda of a meeting',
    params: CaseParams,
    body: ListingRequest,
    answers: { status: 200, schema: ListingMessage },
    problems: [
      'NO_AGREEMENT',
      'NOT_FOUND',
      'ILLEGAL_TRANSITION',
      'CONCURRENT_CHANGE',
    ],
  },
  askForViews: {
    method: 'POST',
    path: '/v1/cases/{id}/view-requests',
    function: 'panel',
    scope: 'panel',
    concerns: 'PERSONAL',
    logged: 'DISCLOSURE',
    idempotencyKey: true,
    summary: 'Ask agencies for their view before the meeting',
    params: CaseParams,
    body: AskForViews,
    answers: { status: 201, schema: ViewsAsked },
    problems: [
      'NO_AGREEMENT',
      'NOT_FOUND',
      'ILLEGAL_TRANSITION',
      'CONCURRENT_CHANGE',
    ],
  },
  answerQuestion: {
    method: 'PUT',
    path: '/v1/cases/{id}/questions/{questionId}',
    function: 'panel',
    scope: 'panel',
    concerns: 'PERSONAL',
    logged: 'ALTERATION',
    summary:
      'Answer the question of an agency, which reads the answer in its view request',
    params: QuestionParams,
    body: AnswerRequest,
    answers: { status: 200, schema: AnswerReceipt },
    problems: [
      'NO_AGREEMENT',
      'NOT_FOUND',
      'ILLEGAL_TRANSITION',
      'CONCURRENT_CHANGE',
    ],
  },
  recordReturn: {
    method: 'PUT',
    path: '/v1/cases/{id}/returns/{agency}',
    function: 'panel',
    scope: 'panel',
    concerns: 'PERSONAL',
    logged: 'COLLECTION',
    summary:
      'Record the reply of an agency in its name; provisional until the agency confirms it',
    params: ReturnParams,
    body: RecordReturnRequest,
    answers: { status: 200, schema: RecordReturnReceipt },
    problems: [
      'NO_AGREEMENT',
      'NOT_FOUND',
      'ILLEGAL_TRANSITION',
      'CONCURRENT_CHANGE',
    ],
  },
  readPack: {
    method: 'GET',
    path: '/v1/cases/{id}/pack',
    function: 'panel',
    scope: 'panel',
    concerns: 'PERSONAL',
    logged: 'DISCLOSURE',
    summary:
      "The panel's pack: every view side by side, every gap and divergence named",
    params: CaseParams,
    query: PackQuery,
    answers: { status: 200, schema: PackMessage },
    printed: PrintedPack,
    problems: ['NO_AGREEMENT', 'NOT_FOUND', 'CONCURRENT_CHANGE'],
  },
  decideCase: {
    method: 'POST',
    path: '/v1/cases/{id}/decisions',
    function: 'panel',
    scope: 'panel:decide',
    concerns: 'PERSONAL',
    logged: 'COMBINATION',
    idempotencyKey: true,
    whole: true,
    summary: 'Record the decision that the panel took on a pack',
    params: CaseParams,
    body: DecisionRequest,
    answers: { status: 201, schema: DecisionReceipt },
    problems: [
      'NO_AGREEMENT',
      'NOT_FOUND',
      'DECISION_BLOCKED',
      'ILLEGAL_TRANSITION',
      'CONCURRENT_CHANGE',
    ],
  },
  setInvestigation: {
    method: 'PUT',
    path: '/v1/cases/{id}/investigation',
    function: 'panel',
    scope: 'panel',
    concerns: 'PERSONAL',
    logged: 'ALTERATION',
    summary: 'An investigation is under way, or has come to its outcome',
    params: CaseParams,
    body: MarkerRequest,
    answers: { status: 200, schema: MarkerMessage },
    problems: [
      'NO_AGREEMENT',
      'NOT_FOUND',
      'ILLEGAL_TRANSITION',
      'CONCURRENT_CHANGE',
    ],
  },
  setStrategyDiscussion: {
    method: 'PUT',
    path: '/v1/cases/{id}/strategy-discussion',
    function: 'panel',
    scope: 'panel',
    concerns: 'PERSONAL',
    logged: 'ALTERATION',
    summary: 'A strategy discussion is under way, or has come to its outcome',
    params: CaseParams,
    body: MarkerRequest,
    answers: { status: 200, schema: MarkerMessage },
    problems: [
      'NO_AGREEMENT',
      'NOT_FOUND',
      'ILLEGAL_TRANSITION',
      'CONCURRENT_CHANGE',
    ],
  },
  triageCase: {
    method: 'POST',
    path: '/v1/cases/{id}/triage',
    function: 'panel',
    scope: 'panel:decide',
    concerns: 'PERSONAL',
    logged: 'DISCLOSURE',
    idempotencyKey: true,
    summary:
      'Refer a child at once, or end the matter on a fact; it needs no meeting',
    params: CaseParams,
    body: TriageRequest,
    answers: { status: 201, schema: TriageReceipt },
    problems: [
      'NO_AGREEMENT',
      'NOT_FOUND',
      'ILLEGAL_TRANSITION',
      'CONCURRENT_CHANGE',
    ],
  },
  recordOutcome: {
    method: 'POST',
    path: '/v1/cases/{id}/outcomes',
    function: 'panel',
    scope: 'panel:decide',
    concerns: 'PERSONAL',
    logged: 'COLLECTION',
    idempotencyKey: true,
    summary:
      'Whether the child came to notice again, or that the case is closed',
    params: CaseParams,
    body: OutcomeRequest,
    answers: { status: 201, schema: OutcomeReceipt },
    problems: [
      'NO_AGREEMENT',
      'NOT_FOUND',
      'ILLEGAL_TRANSITION',
      'CONCURRENT_CHANGE',
    ],
  },
  openMeeting: {
    method: 'POST',
    path: '/v1/meetings',
    function: 'panel',
    scope: 'panel',
    concerns: 'CALLER',
    logged: 'COLLECTION',
    idempotencyKey: true,
    summary: 'Set the day on which a panel meets',
    body: MeetingRequest,
    answers: { status: 201, schema: MeetingReceipt },
    problems: [],
  },
  listMeetings: {
    method: 'GET',
    path: '/v1/meetings',
    function: 'panel',
    scope: 'panel',
    concerns: 'CALLER',
    logged: 'CONSULTATION',
    summary: 'The days on which a panel meets',
    query: MeetingsQuery,
    answers: { status: 200, schema: MeetingList },
    problems: [],
  },
  readMeeting: {
    method: 'GET',
    path: '/v1/meetings/{id}',
    function: 'panel',
    scope: 'panel',
    concerns: 'CALLER',
    logged: 'CONSULTATION',
    summary: 'A meeting: agenda and order, attendance, quorum',
    params: MeetingParams,
    answers: { status: 200, schema: MeetingMessage },
    printed: PrintedMeeting,
    problems: ['NO_AGREEMENT', 'NOT_FOUND', 'CONCURRENT_CHANGE'],
  },
  setAgenda: {
    method: 'PUT',
    path: '/v1/meetings/{id}/agenda',
    function: 'panel',
    scope: 'panel',
    concerns: 'CALLER',
    logged: 'ALTERATION',
    summary: 'The order in which the listed cases are talked about',
    params: MeetingParams,
    body: AgendaRequest,
    answers: { status: 200, schema: MeetingMessage },
    problems: ['NOT_FOUND', 'CONCURRENT_CHANGE'],
  },
  setAttendance: {
    method: 'PUT',
    path: '/v1/meetings/{id}/attendance',
    function: 'panel',
    scope: 'panel',
    concerns: 'CALLER',
    logged: 'ALTERATION',
    summary: 'The attendees, by agency and person',
    params: MeetingParams,
    body: AttendanceRequest,
    answers: { status: 200, schema: MeetingMessage },
    problems: ['NOT_FOUND', 'CONCURRENT_CHANGE'],
  },
  allocateVisit: {
    method: 'POST',
    path: '/v1/cases/{id}/visits',
    function: 'panel',
    scope: 'panel:decide',
    concerns: 'PERSONAL',
    logged: 'ALTERATION',
    idempotencyKey: true,
    summary: 'Allocate the early visit to an officer',
    params: CaseParams,
    body: VisitRequest,
    answers: { status: 201, schema: VisitReceipt },
    problems: [
      'NO_AGREEMENT',
      'NOT_FOUND',
      'VISIT_BLOCKED',
      'ILLEGAL_TRANSITION',
      'CONCURRENT_CHANGE',
    ],
  },
  updateVisit: {
    method: 'PUT',
    path: '/v1/visits/{id}',
    function: 'visits',
    scope: 'visit',
    concerns: 'PERSONAL',
    logged: 'COLLECTION',
    purpose: 'VISIT_SAFETY',
    whole: true,
    summary: 'How the visit went, by the officer to whom it is allocated',
    params: VisitParams,
    body: VisitUpdate,
    answers: { status: 200, schema: VisitReceipt },
    problems: [
      'NO_AGREEMENT',
      'NOT_FOUND',
      'BRIEF_NOT_ACKNOWLEDGED',
      'ILLEGAL_TRANSITION',
      'CONCURRENT_CHANGE',
    ],
  },
  readBrief: {
    method: 'GET',
    path: '/v1/visits/{id}/brief',
    function: 'visits',
    scope: 'visit',
    concerns: 'PERSONAL',
    logged: 'DISCLOSURE',
    purpose: 'VISIT_SAFETY',
    whole: true,
    summary:
      'What the allocated officer may know before the visit: venue, reasons not to visit, approach',
    params: VisitParams,
    answers: { status: 200, schema: BriefMessage },
    problems: ['NO_AGREEMENT', 'NOT_FOUND'],
  },
  acknowledgeBrief: {
    method: 'PUT',
    path: '/v1/visits/{id}/brief',
    function: 'visits',
    scope: 'visit',
    concerns: 'PERSONAL',
    logged: 'ALTERATION',
    purpose: 'VISIT_SAFETY',
    whole: true,
    summary: 'That the officer has read the brief as it stands',
    params: VisitParams,
    body: BriefAcknowledgement,
    answers: { status: 200, schema: BriefReceipt },
    problems: [
      'NO_AGREEMENT',
      'NOT_FOUND',
      'BRIEF_NOT_ACKNOWLEDGED',
      'CONCURRENT_CHANGE',
    ],
  },
  listServices: {
    method: 'GET',
    path: '/v1/services',
    function: 'panel',
    scope: 'panel',
    concerns: 'CALLER',
    logged: 'CONSULTATION',
    summary:
      'The directory of services that help with a need, in a borough, at an age',
    query: ServicesQuery,
    answers: { status: 200, schema: ServiceList },
    problems: [],
  },
  makeReferral: {
    method: 'POST',
    path: '/v1/cases/{id}/referrals',
    function: 'panel',
    scope: 'panel:decide',
    concerns: 'PERSONAL',
    logged: 'DISCLOSURE',
    idempotencyKey: true,
    summary: 'Signpost a child to a service, or refer them',
    params: CaseParams,
    body: ReferralRequest,
    answers: { status: 201, schema: ReferralReceipt },
    problems: [
      'NO_AGREEMENT',
      'NOT_FOUND',
      'ILLEGAL_TRANSITION',
      'CONCURRENT_CHANGE',
    ],
  },
  listReferrals: {
    method: 'GET',
    path: '/v1/referrals',
    function: 'partner',
    scope: 'referral',
    concerns: 'CALLER',
    logged: 'CONSULTATION',
    summary: 'The referrals made to your agency; names no child',
    query: PageQuery,
    answers: { status: 200, schema: ReferralList },
    problems: [],
  },
  readReferral: {
    method: 'GET',
    path: '/v1/referrals/{id}',
    function: 'partner',
    scope: 'referral',
    concerns: 'PERSONAL',
    logged: 'DISCLOSURE',
    purpose: 'REFERRAL',
    summary:
      'One referral, with what its agreement releases to you of the young person',
    params: ReferralParams,
    answers: { status: 200, schema: ReferralMessage },
    problems: ['NO_AGREEMENT', 'NOT_FOUND'],
  },
  respondToReferral: {
    method: 'PUT',
    path: '/v1/referrals/{id}/response',
    function: 'partner',
    scope: 'referral',
    concerns: 'PERSONAL',
    logged: 'COLLECTION',
    purpose: 'REFERRAL',
    summary:
      'Acknowledge, accept or decline a referral, and say what came of it',
    params: ReferralParams,
    body: ReferralResponse,
    answers: { status: 200, schema: ReferralResponseReceipt },
    problems: [
      'NO_AGREEMENT',
      'NOT_FOUND',
      'ILLEGAL_TRANSITION',
      'CONCURRENT_CHANGE',
    ],
  },
  readWorklist: {
    method: 'GET',
    path: '/v1/worklist',
    function: 'panel',
    scope: 'panel',
    concerns: 'CALLER',
    logged: 'DISCLOSURE',
    summary: 'What the co-ordinator of a borough must do today',
    query: WorklistQuery,
    answers: { status: 200, schema: WorklistMessage },
    problems: ['NO_AGREEMENT'],
  },
  readStatistics: {
    method: 'GET',
    path: '/v1/statistics',
    function: 'statistics',
    scope: 'statistics',
    concerns: 'CALLER',
    logged: 'CONSULTATION',
    monitoring: true,
    summary:
      'The tables of a quarter: counts in which no child can be made out',
    query: StatisticsQuery,
    answers: { status: 200, schema: StatisticsMessage },
    problems: ['NO_AGREEMENT'],
  },
  listDisclosures: {
    method: 'GET',
    path: '/v1/disclosures',
    function: 'governance',
    scope: 'ledger',
    concerns: 'CALLER',
    logged: 'CONSULTATION',
    summary:
      'Every disclosure, denial and failure of a period, in the order of the ledger',
    query: DisclosuresQuery,
    answers: { status: 200, schema: DisclosureList },
    problems: [],
  },
  listReviews: {
    method: 'GET',
    path: '/v1/reviews',
    function: 'governance',
    scope: 'ledger',
    concerns: 'CALLER',
    logged: 'CONSULTATION',
    summary:
      'Uses of break-glass that a data protection officer has still to review',
    answers: { status: 200, schema: ReviewList },
    problems: [],
  },
  concludeReview: {
    method: 'POST',
    path: '/v1/reviews/{id}/conclusion',
    function: 'governance',
    scope: 'ledger',
    concerns: 'CALLER',
    logged: 'ALTERATION',
    idempotencyKey: true,
    summary: 'Whether breaking the glass was justified',
    params: ReviewParams,
    body: ReviewConclusion,
    answers: { status: 201, schema: ReviewReceipt },
    problems: ['SELF_REVIEW', 'NOT_FOUND', 'CONCURRENT_CHANGE'],
  },
  explain: {
    method: 'POST',
    path: '/v1/explanations',
    function: 'governance',
    scope: 'agreement',
    concerns: 'CALLER',
    logged: 'CONSULTATION',
    summary:
      'What would be decided, and why, of a record that is only supposed: nothing is disclosed',
    body: ExplanationRequest,
    answers: { status: 200, schema: Explanation },
    problems: ['NOT_OWN_POSITION'],
  },
  readFeed: {
    method: 'GET',
    path: '/v1/feed',
    function: 'sync',
    scope: 'feed',
    concerns: 'CALLER',
    logged: 'CONSULTATION',
    summary:
      'Notices about what your agency was told before: corrections, contests, withdrawals, uses of break-glass',
    query: FeedQuery,
    answers: { status: 200, schema: Feed },
    problems: [],
  },
  listAgreements: {
    method: 'GET',
    path: '/v1/agreements',
    function: 'governance',
    scope: 'agreement',
    concerns: 'CALLER',
    logged: 'CONSULTATION',
    summary:
      'The agreements that your agency is a party to, and whether each is in force',
    answers: { status: 200, schema: AgreementList },
    problems: [],
  },
  issueToken: {
    method: 'POST',
    path: '/oauth2/token',
    function: 'token',
    concerns: 'NOBODY',
    logged: 'CONSULTATION',
    summary:
      'An access token for a system that signs with its own key (private_key_jwt)',
    answers: {
      status: 200,
      schema: administrative(
        z.strictObject({
          access_token: z.string(),
          token_type: z.literal('Bearer'),
          expires_in: z.int(),
          scope: z.string(),
        }),
      ),
    },
    problems: [],
  },
  readAuthorizationServer: {
    method: 'GET',
    path: '/.well-known/oauth-authorization-server',
    function: 'public',
    concerns: 'NOBODY',
    logged: 'CONSULTATION',
    summary: 'Where and how to get a token (RFC 8414)',
    answers: {
      status: 200,
      schema: administrative(z.looseObject({ issuer: z.string() })),
    },
    problems: [],
  },
  readOpenApi: {
    method: 'GET',
    path: '/openapi.json',
    function: 'public',
    concerns: 'NOBODY',
    logged: 'CONSULTATION',
    summary: 'This document',
    answers: {
      status: 200,
      schema: administrative(z.looseObject({ openapi: z.string() })),
    },
    problems: [],
  },
  readHealth: {
    method: 'GET',
    path: '/health',
    function: 'public',
    concerns: 'NOBODY',
    logged: 'CONSULTATION',
    summary: 'Whether this function answers',
    answers: {
      status: 200,
      schema: administrative(z.strictObject({ status: z.literal('up') })),
    },
    problems: [],
  },
} as const satisfies Record<string, Operation>;

export type OperationId = keyof typeof OPERATIONS;

export const operationIds = Object.keys(OPERATIONS) as OperationId[];

/** Every problem that an operation can answer with. */
export const problemsOf = (operation: Operation): ProblemCode[] => {
  const read: ProblemCode[] = operation.body
    ? ['MALFORMED_REQUEST', 'BODY_TOO_LARGE', 'MEDIA_TYPE_UNSUPPORTED']
    : [];
  const said: ProblemCode[] = operation.scope ? ['CONTENT_INVALID'] : [];
  const once: ProblemCode[] = operation.idempotencyKey
    ? ['IDEMPOTENCY_KEY_REQUIRED', 'IDEMPOTENCY_KEY_REUSED']
    : [];
  const called: ProblemCode[] = operation.scope
    ? [
        'HEADER_INVALID',
        'NOT_ACCEPTABLE',
        'TOKEN_INVALID',
        'SYSTEM_NOT_ACTIVE',
        'SCOPE_MISSING',
        'NOT_RECORDED',
        'RECORD_FULL',
      ]
    : [];
  return [...read, ...said, ...once, ...called, ...operation.problems, 'FAULT'];
};
