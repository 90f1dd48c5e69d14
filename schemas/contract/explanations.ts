/**
 * Messages of an explanation: what would be decided of a record that is only supposed. It asks
 * about no child and reads none, and its reasons are those that a real decision gives.
 */
import * as z from 'zod';
import { SubjectFacts } from '../store/personal-record.ts';
import {
  HandlingCode,
  PractitionerRole,
  Purpose,
} from '../vocabulary/codes.ts';
import {
  AgencyId,
  AgreementId,
  CalendarDate,
  Instant,
  line,
} from '../vocabulary/shapes.ts';
import { Recipient } from './agreement/agreement.ts';
import { Disclosure } from './disclosure.ts';

export const ExplanationRequest = z.strictObject({
  asked: z.strictObject({
    /** An agency, `panel:<id>`, or `visiting-officer`. */
    recipient: Recipient,
    purpose: Purpose,
    practitionerRole: PractitionerRole,
    agreement: AgreementId.optional(),
  }),
  /**
   * The record that is supposed: whose it would be, under what, and of what kind. Never its
   * content.
   */
  record: z.strictObject({
    originator: AgencyId,
    agreement: AgreementId,
    category: line(40),
    fields: z.array(line(40)).min(1).max(40),
    subject: SubjectFacts,
    handling: z
      .strictObject({
        code: HandlingCode,
        recipients: z.array(Recipient).max(20),
      })
      .default({ code: 'P', recipients: [] }),
    approved: z.boolean().default(false),
    expiresAt: Instant,
  }),
  circumstances: z
    .strictObject({
      case: z
        .strictObject({
          open: z.boolean(),
          asked: z.array(AgencyId).max(40),
          finalDecisionOn: CalendarDate.optional(),
        })
        .optional(),
      visit: z
        .strictObject({ allocatedOn: CalendarDate, done: z.boolean() })
        .optional(),
      referralAcceptedBy: z.array(AgencyId).max(40).optional(),
    })
    .default({}),
  /** The instant at which it would be asked; left out, now. */
  at: Instant.optional(),
});
export type ExplanationRequest = z.infer<typeof ExplanationRequest>;

export const Explanation = z.strictObject({ explanation: Disclosure });
