/**
 * A piece of personal data as the exchange holds it: whose it is, under what it was given, about
 * whom, until when.
 */
import * as z from 'zod';
import { HandlingCode, SubjectCategory } from '../vocabulary/codes.ts';
import {
  AgencyId,
  AgreementId,
  CalendarDate,
  GssCode,
  Instant,
  RecordId,
  Sha256,
} from '../vocabulary/shapes.ts';

/**
 * The facts of the child that a decision needs, as the record's own originator states them.
 * INVARIANT: it is the originator's: nobody can widen the reach of another agency's record by
 * claiming another address or age for the child.
 */
export const SubjectFacts = z.strictObject({
  birthDate: CalendarDate,
  borough: GssCode.optional(),
  formerBoroughs: z.array(GssCode),
  category: SubjectCategory,
});
export type SubjectFacts = z.infer<typeof SubjectFacts>;

export const PersonalRecord = z.strictObject({
  recordId: RecordId,
  /**
   * A name of the registry in categories.ts; anything else is denied, not refused, when it is read.
   */
  category: z.string(),
  originator: AgencyId,
  /**
   * The agreement it was contributed under. The version is provenance; what counts is the version
   * in force now.
   */
  agreement: AgreementId,
  contributedVersion: z.int(),
  contributedHash: Sha256,
  contributedAt: Instant,
  fields: z.record(z.string(), z.unknown()),
  subject: SubjectFacts,
  /** 3x5x2 handling: `C` never leaves the recipients stated. */
  handling: z.strictObject({
    code: HandlingCode,
    conditions: z.string().optional(),
    recipients: z.array(z.string()),
  }),
  /** True where the originator's approval stands (health replies). */
  approved: z.boolean(),
  /** The instant from which it is served no longer. */
  expiresAt: Instant,
});
export type PersonalRecord = z.infer<typeof PersonalRecord>;
