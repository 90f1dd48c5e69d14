/** Messages of a referral: the directory, the handover, and what the service makes of it. */
import * as z from 'zod';
import { administrative } from '../vocabulary/classification.ts';
import {
  Need,
  ReferralBasis,
  ReferralDeclineReason,
  ReferralKind,
  ReferralState,
  Suitability,
} from '../vocabulary/codes.ts';
import {
  AgencyId,
  AgreementId,
  CalendarDate,
  CaseId,
  EntryId,
  GssCode,
  Instant,
  line,
  prose,
  ReferralId,
  ServiceId,
} from '../vocabulary/shapes.ts';
import { officerMinutes } from './case-parts.ts';
import { Disclosure, PermittedRecords } from './disclosure.ts';

export const ServicesQuery = z.strictObject({
  need: Need.optional(),
  borough: GssCode.optional(),
  age: z.coerce.number().int().min(0).max(25).optional(),
});
export type ServicesQuery = z.infer<typeof ServicesQuery>;

/**
 * The number of referrals that found a service suitable. A count that is missing is below five, or
 * none.
 */
const Feedback = z.strictObject({
  SUITED: z.int().optional(),
  PARTLY: z.int().optional(),
  NOT_SUITED: z.int().optional(),
});
export type Feedback = z.infer<typeof Feedback>;

export const ServiceList = administrative(
  z.strictObject({
    services: z.array(
      z.strictObject({
        serviceId: ServiceId,
        name: z.string(),
        needs: z.array(Need),
        ageFrom: z.int(),
        ageTo: z.int(),
        boroughs: z.array(GssCode),
        route: z.enum(['EXCHANGE', 'OUTSIDE']),
        agency: AgencyId.optional(),
        contact: z.string(),
        feedback: Feedback,
      }),
    ),
    ledgerEntry: EntryId,
  }),
);

const referral = {
  serviceId: ServiceId,
  need: Need,
  basis: ReferralBasis,
  officerMinutes,
};
/** To signpost is to give information, and sends nothing; to refer is to hand over. */
export const ReferralRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('SIGNPOSTED'), ...referral }),
  z.strictObject({
    kind: z.literal('REFERRED'),
    ...referral,
    /** The help that is wanted, in the words that the service will read. */
    needSummary: prose(600).optional(),
    contactRoute: line(160).optional(),
    safeContactAdvice: prose(600).optional(),
  }),
]);
export type ReferralRequest = z.infer<typeof ReferralRequest>;

export const ReferralReceipt = administrative(
  z.strictObject({ referralId: ReferralId, caseId: CaseId }),
);

/** A referral as the panel sees it. */
export const ReferralView = z.strictObject({
  referralId: ReferralId,
  kind: ReferralKind,
  serviceId: ServiceId,
  agency: AgencyId.optional(),
  agreement: AgreementId.optional(),
  need: Need,
  basis: ReferralBasis,
  /** A referral alone has it: information that was given has no further history. */
  state: ReferralState.optional(),
  sentAt: Instant,
  dueBy: CalendarDate.optional(),
  acknowledgedAt: Instant.optional(),
  declineReason: ReferralDeclineReason.optional(),
  suitability: Suitability.optional(),
});
export type ReferralView = z.infer<typeof ReferralView>;

const aboutTheReferral = {
  referralId: administrative(ReferralId),
  serviceId: administrative(ServiceId),
  agreement: administrative(AgreementId.optional()),
  need: administrative(Need),
  state: administrative(ReferralState),
  sentAt: administrative(Instant),
  dueBy: administrative(CalendarDate.optional()),
};

/** A poll names no child: who it is about is in each referral, where the look is recorded. */
export const ReferralList = z.strictObject({
  referrals: z.array(z.strictObject(aboutTheReferral)),
  next: administrative(z.string().optional()),
});

export const ReferralMessage = z.strictObject({
  ...aboutTheReferral,
  /** INVARIANT: of assessments, flags and health nothing has a place in a referral. */
  records: PermittedRecords.pick({
    identity: true,
    identifiers: true,
    incident: true,
    referral: true,
    takeUp: true,
  }),
  disclosure: Disclosure,
});

export const ReferralParams = z.strictObject({ id: z.string().max(80) });

const outcome = prose(600).optional();
const suitability = Suitability.optional();
/** The service's response to a referral. */
export const ReferralResponse = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('ACKNOWLEDGED') }),
  z.strictObject({ state: z.literal('ACCEPTED') }),
  z.strictObject({
    state: z.literal('DECLINED'),
    reason: ReferralDeclineReason,
  }),
  z.strictObject({ state: z.literal('STARTED'), outcome }),
  z.strictObject({ state: z.literal('NO_CONTACT'), outcome, suitability }),
  z.strictObject({ state: z.literal('ENDED'), outcome, suitability }),
]);
export type ReferralResponse = z.infer<typeof ReferralResponse>;

export const ReferralResponseReceipt = administrative(
  z.strictObject({
    referralId: ReferralId,
    state: ReferralState,
    respondedAt: Instant,
  }),
);
