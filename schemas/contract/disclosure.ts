/**
 * The records of a child in an answer, and the account of what released them and what was withheld.
 */
import * as z from 'zod';
import { administrative } from '../vocabulary/classification.ts';
import { released } from '../vocabulary/fields.ts';
import { ReasonCode } from '../vocabulary/reasons.ts';
import {
  AgencyId,
  AgreementId,
  EntryId,
  Sha256,
} from '../vocabulary/shapes.ts';

/** Records as they leave, by category. A category of which nothing was released is absent. */
export const PermittedRecords = z.strictObject({
  identity: z.array(released('identity')).optional(),
  identifiers: z.array(released('identifiers')).optional(),
  incident: z.array(released('incident')).optional(),
  incidentSource: z.array(released('incidentSource')).optional(),
  flag: z.array(released('flag')).optional(),
  involvement: z.array(released('involvement')).optional(),
  view: z.array(released('view')).optional(),
  approach: z.array(released('approach')).optional(),
  health: z.array(released('health')).optional(),
  supervision: z.array(released('supervision')).optional(),
  referral: z.array(released('referral')).optional(),
  takeUp: z.array(released('takeUp')).optional(),
});
export type PermittedRecords = z.infer<typeof PermittedRecords>;

const WithheldReason = z.strictObject({
  code: ReasonCode,
  /** The reason as a practitioner reads it. */
  says: z.string(),
  agreement: AgreementId.optional(),
  clause: z.string().optional(),
  condition: z.string().optional(),
});

/**
 * It says of the child what it must to account for itself, masked by a rule of its own
 * (rules/sharing/compose.ts `disclosureOf`).
 */
export const Disclosure = administrative(
  z.strictObject({
    /** The ledger entry that was committed before this answer was given. */
    ledgerEntry: EntryId,
    released: z.array(
      z.strictObject({
        category: z.string(),
        originator: AgencyId,
        fields: z.array(z.string()),
        /** `OWN`: the recipient gave it itself. */
        basis: z.enum(['FLOW', 'OWN']),
        agreement: AgreementId.optional(),
        version: z.int().optional(),
        hash: Sha256.optional(),
        flow: z.string().optional(),
        gateway: z.string().optional(),
      }),
    ),
    withheld: z.array(
      z.strictObject({
        category: z.string(),
        originator: AgencyId,
        fields: z.array(z.string()),
        reasons: z.array(WithheldReason),
      }),
    ),
  }),
);
export type Disclosure = z.infer<typeof Disclosure>;
