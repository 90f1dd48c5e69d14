/** Messages of a case: how it stands, its checks, its listing, triage, and what holds it. */
import * as z from 'zod';
import { administrative, derived } from '../vocabulary/classification.ts';
import {
  CameToNotice,
  EligibilityRule,
  Finding,
  SafeguardingRoute,
  SourceSystem,
} from '../vocabulary/codes.ts';
import {
  AgencyId,
  CalendarDate,
  CaseId,
  GssCode,
  MeetingId,
  PanelId,
  prose,
  ReferralId,
  TriageId,
} from '../vocabulary/shapes.ts';
import {
  CaseState,
  Eligibility,
  FollowUp,
  FollowUpMonth,
  Marker,
  Officer,
  officerMinutes,
  TriageTaken,
  YjsClock,
} from './case-parts.ts';
import { DecisionTaken } from './decisions.ts';
import { ReturnLine } from './pack.ts';
import { ReferralView } from './referrals.ts';
import { VisitView } from './visits.ts';

/** The two rules that a person checks; age and residence are computed. */
export const EligibilityCheckRequest = z
  .strictObject({
    rule: EligibilityRule.extract([
      'NO_WEAPON_CONVICTION',
      'EVIDENCE_OF_CARRYING',
    ]),
    finding: Finding,
    checkedIn: SourceSystem,
    evidence: prose(400),
  })
  .refine(
    ({ rule, finding, checkedIn }) =>
      rule !== 'NO_WEAPON_CONVICTION' ||
      finding === 'NOT_KNOWN' ||
      checkedIn === 'PNC',
    {
      message: 'settles nothing: a conviction is recorded in the PNC',
      path: ['checkedIn'],
    },
  );

export const EligibilityMessage = z.strictObject({
  eligibility: derived(z.array(Eligibility)),
});

/** Puts a case on the agenda of a meeting, or moves it to another's. */
export const ListingRequest = z.strictObject({
  meetingId: MeetingId,
  /**
   * The reason to talk about a child who is a victim, a witness or under no suspicion: mandatory
   * for them.
   */
  reason: prose(400).optional(),
});

export const ListingMessage = administrative(
  z.strictObject({
    caseId: CaseId,
    meetingId: MeetingId,
    meetingOn: CalendarDate,
    position: z.int(),
  }),
);

/**
 * An investigation or a strategy discussion: that it is under way, who leads it, and when somebody
 * looks again.
 */
const ongoing = z.strictObject({
  status: z.literal('ONGOING'),
  officer: Officer,
  reviewOn: CalendarDate,
});
const concluded = z.strictObject({
  status: z.literal('CONCLUDED'),
  officer: Officer,
  outcome: prose(400),
});
export const MarkerRequest = z.discriminatedUnion('status', [
  ongoing,
  concluded,
]);
export type MarkerRequest = z.infer<typeof MarkerRequest>;

export const MarkerMessage = z.strictObject({
  investigation: derived(Marker.optional()),
  strategyDiscussion: derived(Marker.optional()),
});

const triage = { officer: Officer, reason: prose(1000), officerMinutes };
/** `continues`: whether the panel still considers the child while the other agency acts. */
export const TriageRequest = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('REFER_YJS'),
    continues: z.boolean(),
    ...triage,
  }),
  z.strictObject({
    outcome: z.literal('REFER_SAFEGUARDING'),
    route: SafeguardingRoute,
    continues: z.boolean(),
    ...triage,
  }),
  /** The rule must stand as NOT_MET. */
  z.strictObject({
    outcome: z.literal('NOT_ELIGIBLE_ON_FACTS'),
    rule: EligibilityRule,
    ...triage,
  }),
]);
export type TriageRequest = z.infer<typeof TriageRequest>;

export const TriageReceipt = administrative(
  z.strictObject({
    triageId: TriageId,
    caseId: CaseId,
    state: CaseState,
    referralId: ReferralId.optional(),
    /**
     * OUTSIDE: no agreement lets an agency of the exchange receive it, and somebody has to send it
     * another way.
     */
    referralRoute: z.enum(['EXCHANGE', 'OUTSIDE']).optional(),
    referredTo: AgencyId.optional(),
  }),
);

export const OutcomeRequest = z.discriminatedUnion('kind', [
  /** Says whether the child came to notice again for carrying, some months after delivery. */
  z.strictObject({
    kind: z.literal('FOLLOW_UP'),
    month: FollowUpMonth,
    cameToNotice: CameToNotice,
    checkedIn: SourceSystem,
    officer: Officer,
    officerMinutes,
  }),
  z.strictObject({
    kind: z.literal('CLOSE'),
    reason: prose(600),
    officer: Officer,
    officerMinutes,
  }),
]);

export type OutcomeRequest = z.infer<typeof OutcomeRequest>;

export const OutcomeReceipt = administrative(
  z.strictObject({ caseId: CaseId, state: CaseState }),
);

export const CaseMessage = z.strictObject({
  caseId: administrative(CaseId),
  panel: administrative(PanelId),
  /** Whose co-ordinator works on it. */
  borough: derived(GssCode),
  state: derived(CaseState),
  /** The reasons to take a final decision again, in a few words each. */
  reopened: derived(z.array(z.string())),
  meetingId: administrative(MeetingId.optional()),
  meetingOn: administrative(CalendarDate.optional()),
  listingReason: derived(z.string().optional()),
  eligibility: derived(z.array(Eligibility)),
  /**
   * Of confirmed possession, which is referred to the youth justice service within one working day.
   */
  clock: derived(YjsClock.optional()),
  investigation: derived(Marker.optional()),
  strategyDiscussion: derived(Marker.optional()),
  triage: derived(z.array(TriageTaken)),
  viewRequests: derived(z.array(ReturnLine)),
  decisions: derived(z.array(DecisionTaken)),
  visits: derived(z.array(VisitView)),
  referrals: derived(z.array(ReferralView)),
  followUps: derived(z.array(FollowUp)),
  closedOn: administrative(CalendarDate.optional()),
  closingReason: derived(z.string().optional()),
  closedBy: derived(z.string().optional()),
  ledgerEntry: administrative(z.string()),
});

export const CaseParams = z.strictObject({ id: z.string().max(80) });
