/** Messages of a visit: its allocation, the officer's brief, how it went. */
import * as z from 'zod';
import { officerMinutes } from './case-parts.ts';
import { Instant, line, prose, ServiceId } from './shapes.ts';
import { Disposal, NotDoneReason } from './vocabulary.ts';

const item = z.strictObject({
  how: z.enum(['SURRENDERED', 'SEIZED']),
  /** What it is, in a few words; never a serial number or a name. */
  item: line(80),
  disposal: Disposal,
});

const made = {
  /** Which version of the two-page Official Notice was issued. */
  officialNotice: line(40).optional(),
  items: z.array(item).max(10).default([]),
  parentOrCarerSeen: z.boolean(),
  /** In the child's own words, and the parent's or carer's. */
  childSays: prose(1000).optional(),
  parentSays: prose(1000).optional(),
  /** Services that information was given about. A handover is a referral, and is made as one. */
  signposted: z.array(ServiceId).max(10).default([]),
  officerMinutes,
};

/** How a visit ended. */
export const VisitResult = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('DONE'), at: Instant, ...made }),
  z.strictObject({ state: z.literal('DECLINED'), at: Instant, by: z.enum(['CHILD', 'PARENT_OR_CARER']), ...made }),
  z.strictObject({
    state: z.literal('NOT_DONE'),
    at: Instant,
    reason: NotDoneReason,
    note: prose(600).optional(),
    officerMinutes,
  }),
]);
export type VisitResult = z.infer<typeof VisitResult>;
