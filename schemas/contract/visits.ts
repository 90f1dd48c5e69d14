/** Messages of a visit: its allocation, the officer's brief, how it went. */
import * as z from 'zod';
import { administrative, derived } from '../vocabulary/classification.ts';
import {
  Disposal,
  HoldReason,
  NotDoneReason,
  VisitingRole,
  VisitState,
  VisitVenue,
} from '../vocabulary/codes.ts';
import { released } from '../vocabulary/fields.ts';
import {
  CalendarDate,
  CaseId,
  Instant,
  line,
  PractitionerId,
  prose,
  ServiceId,
  Sha256,
  VisitId,
} from '../vocabulary/shapes.ts';
import { Officer, officerMinutes } from './case-parts.ts';
import { Disclosure } from './disclosure.ts';

const item = z.strictObject({
  how: z.enum(['SURRENDERED', 'SEIZED']),
  /** The item in a few words; never a serial number or a name. */
  item: line(80),
  disposal: Disposal,
});

/**
 * The officer's reason for a visit that was on hold, or whose brief had not been read as it stood.
 * The visit is recorded all the same.
 */
const overrideReason = prose(600);

const made = {
  /** The version of the two-page Official Notice that was issued. */
  officialNotice: line(40).optional(),
  items: z.array(item).max(10).default([]),
  parentOrCarerSeen: z.boolean(),
  /** The child's own words, and the parent's or carer's. */
  childSays: prose(1000).optional(),
  parentSays: prose(1000).optional(),
  /** Services that information was given about. A handover is a referral, and is made as one. */
  signposted: z.array(ServiceId).max(10).default([]),
  officerMinutes,
  overrideReason: overrideReason.optional(),
};
const by = z.enum(['CHILD', 'PARENT_OR_CARER']);
const done = z.strictObject({ state: z.literal('DONE'), at: Instant, ...made });
const declined = z.strictObject({
  state: z.literal('DECLINED'),
  at: Instant,
  by,
  ...made,
});
const notDone = z.strictObject({
  state: z.literal('NOT_DONE'),
  at: Instant,
  reason: NotDoneReason,
  note: prose(600).optional(),
  officerMinutes,
});

export const Attempt = z.strictObject({
  at: Instant,
  note: z.string().optional(),
  overrideReason: z.string().optional(),
});

/** The end of a visit. */
export const VisitResult = z.discriminatedUnion('state', [
  done,
  declined,
  notDone,
]);
export type VisitResult = z.infer<typeof VisitResult>;

/** The allocated officer's report of their visit. The panel says what becomes of it. */
export const VisitUpdate = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('ATTEMPTED'),
    at: Instant,
    note: prose(600).optional(),
    overrideReason: overrideReason.optional(),
    officerMinutes,
  }),
  done.extend({}),
  declined.extend({}),
  notDone.extend({
    reason: NotDoneReason.exclude(['REALLOCATED', 'NOT_SELECTED', 'OF_AGE']),
  }),
]);
export type VisitUpdate = z.infer<typeof VisitUpdate>;

export const VisitParams = z.strictObject({ id: z.string().max(80) });

/** The officer who makes the visit, the venue, and the day by which it is due. */
export const VisitRequest = z.strictObject({
  officer: z.strictObject({ practitioner: PractitionerId, role: VisitingRole }),
  dueBy: CalendarDate,
  venue: VisitVenue,
  /**
   * The reason to make it although a partner gives a reason not to visit. Nothing else can be
   * overcome.
   */
  overrideReason: prose(600).optional(),
  officerMinutes,
});
export type VisitRequest = z.infer<typeof VisitRequest>;

export const VisitReceipt = administrative(
  z.strictObject({ visitId: VisitId, caseId: CaseId, state: VisitState }),
);

/** A visit as the panel sees it. What the child said and gave up is nowhere else. */
export const VisitView = z.strictObject({
  visitId: VisitId,
  state: VisitState,
  officer: Officer,
  allocatedAt: Instant,
  dueBy: CalendarDate,
  venue: VisitVenue,
  overrideReason: z.string().optional(),
  briefAcknowledgedAt: Instant.optional(),
  hold: z.strictObject({ reason: HoldReason, at: Instant }).optional(),
  attempts: z.array(Attempt),
  result: z
    .strictObject({
      at: Instant,
      by: by.optional(),
      reason: NotDoneReason.optional(),
      note: z.string().optional(),
      overrideReason: z.string().optional(),
      officialNotice: z.string().optional(),
      items: z.array(item),
      parentOrCarerSeen: z.boolean().optional(),
      childSays: z.string().optional(),
      parentSays: z.string().optional(),
      signposted: z.array(ServiceId),
    })
    .optional(),
});
export type VisitView = z.infer<typeof VisitView>;

/** The brief: all that the allocated officer may know before they knock. */
const Advice = z.strictObject({
  approach: z.array(released('approach')).optional(),
  health: z
    .array(
      released('health').pick({
        originator: true,
        agreement: true,
        contributedAt: true,
        safeApproachAdvice: true,
      }),
    )
    .optional(),
});
export type Advice = z.infer<typeof Advice>;

export const BriefMessage = z.strictObject({
  visitId: administrative(VisitId),
  state: derived(VisitState),
  hold: derived(HoldReason.optional()),
  venue: derived(VisitVenue),
  dueBy: administrative(CalendarDate),
  overrideReason: derived(z.string().optional()),
  /**
   * INVARIANT: no other category has a place in a brief, whatever flows there are to the officer.
   */
  records: Advice,
  digest: administrative(Sha256),
  acknowledged: administrative(z.boolean()),
  disclosure: Disclosure,
});

export const BriefAcknowledgement = z.strictObject({ digest: Sha256 });
export const BriefReceipt = administrative(
  z.strictObject({ visitId: VisitId, digest: Sha256, acknowledgedAt: Instant }),
);
