/**
 * The closed registry of conditions that a flow may set. A condition that is not here denies
 * (rules/sharing/conditions.ts).
 */
import * as z from 'zod';
import { PractitionerRole } from './codes.ts';
import { GssCode } from './shapes.ts';

const areas = z.array(GssCode).min(1);

export const Condition = z.discriminatedUnion('condition', [
  /** The child's present address is in one of the areas. */
  z.strictObject({ condition: z.literal('SUBJECT_LIVES_IN'), areas }),
  /**
   * The child's present or a former address is in one of the areas, so that a former borough can be
   * asked.
   */
  z.strictObject({ condition: z.literal('SUBJECT_LIVES_OR_LIVED_IN'), areas }),
  /** The request names a case of this child that is not closed. */
  z.strictObject({ condition: z.literal('CASE_OPEN') }),
  /** The panel has asked the recipient for its view in the case that the request names. */
  z.strictObject({ condition: z.literal('VIEW_REQUESTED') }),
  /** The originator's Caldicott Guardian, or a delegate, has approved this very record. */
  z.strictObject({ condition: z.literal('APPROVED_BY_ORIGINATOR') }),
  /** Until so many calendar days after the final decision of the case. A deferral is not final. */
  z.strictObject({
    condition: z.literal('DAYS_AFTER_FINAL_DECISION'),
    days: z.int().min(0).max(366),
  }),
  /** Until the visit is done, and no longer than so many calendar days after it was allocated. */
  z.strictObject({
    condition: z.literal('VISIT_PENDING'),
    days: z.int().min(1).max(366),
  }),
  /** The delivery partner, recipient or originator, has accepted a referral of this child. */
  z.strictObject({ condition: z.literal('REFERRAL_ACCEPTED') }),
  /** The practitioner's role, as their agency vouches for it, is one of these. */
  z.strictObject({
    condition: z.literal('PRACTITIONER_ROLE_IN'),
    roles: z.array(PractitionerRole).min(1),
  }),
]);
export type Condition = z.infer<typeof Condition>;
export type ConditionName = Condition['condition'];
