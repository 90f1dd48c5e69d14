/**
 * The ledger entry: who was told what of whom, why, and on which grounds; or what was denied.
 * Fields follow the Data Protection Act 2018 s.62 and the ICO's Annex B. It never holds the data
 * that was disclosed.
 */
import * as z from 'zod';
import { administrative } from '../vocabulary/classification.ts';
import {
  LoggedOperation,
  PractitionerRole,
  Purpose,
  SharingReason,
} from '../vocabulary/codes.ts';
import {
  AgencyId,
  CalendarDate,
  CaseId,
  ClientId,
  EntryId,
  Instant,
  Sha256,
} from '../vocabulary/shapes.ts';

const WithheldLine = z.strictObject({
  category: z.string(),
  originator: AgencyId,
  fields: z.array(z.string()),
  reasons: z.array(z.string()),
});

const ReleasedLine = z.strictObject({
  category: z.string(),
  originator: AgencyId,
  fields: z.array(z.string()),
  basis: z.enum(['FLOW', 'OWN']),
  agreement: z.string().optional(),
  version: z.int().optional(),
  hash: Sha256.optional(),
  flow: z.string().optional(),
  gateway: z.string().optional(),
  lawfulBasis: z.unknown().optional(),
});

/** The part that is kept for ever, and that the log's leaf covers. */
export const KeptEntry = z.strictObject({
  entryId: EntryId,
  occurredAt: Instant,
  operation: LoggedOperation,
  endpoint: z.string(),
  /** PERMIT all, PARTIAL some, NIL nothing was there or asked for, DENY, FAILED. */
  outcome: z.enum(['PERMIT', 'PARTIAL', 'NIL', 'DENY', 'FAILED']),
  /** HTTP status and problem code, where the answer was a problem. */
  status: z.int(),
  problem: z.string().optional(),
  actor: z.strictObject({
    agency: AgencyId,
    clientId: ClientId,
    practitioner: z.string().optional(),
    role: PractitionerRole.optional(),
  }),
  recipient: z.string(),
  purpose: Purpose.optional(),
  /** The glass was broken: until when a data protection officer must have reviewed it. */
  breakGlass: z.strictObject({ reviewBy: Instant }).optional(),
  reason: SharingReason.optional(),
  case: CaseId.optional(),
  /** The cases that a list showed, each once. */
  cases: z.array(CaseId).optional(),
  /** It went onto paper, as this copy of the pack. */
  copy: z.int().optional(),
  released: z.array(ReleasedLine),
  withheld: z.array(WithheldLine),
  requestId: z.string(),
  correlationId: z.string().optional(),
});
export type KeptEntry = z.infer<typeof KeptEntry>;

/**
 * An entry as it is stored: the kept part, and the erasable part with the salt that ties it to the
 * leaf.
 */
export const LedgerEntry = z.strictObject({
  kept: KeptEntry,
  /**
   * Erased with the subject. The person's internal id, where the request was about one who is
   * known.
   */
  erasable: z.strictObject({ personId: z.string().optional() }),
  salt: z.string(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

export const DisclosuresQuery = z
  .strictObject({
    /** London dates, both inclusive; at most 31 days. */
    from: CalendarDate,
    to: CalendarDate,
    after: z.string().max(400).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  })
  .refine(({ from, to }) => from <= to, {
    message: 'ends before it begins',
    path: ['to'],
  })
  .refine(
    ({ from, to }) => Date.parse(to) - Date.parse(from) <= 30 * 86_400_000,
    {
      message: 'covers more than 31 days',
      path: ['to'],
    },
  );

/**
 * The ledger names a child by the reader's own pairwise reference, and says nothing else about
 * them.
 */
export const DisclosureList = administrative(
  z.strictObject({
    entries: z.array(
      z.strictObject({
        index: z.int(),
        leaf: Sha256,
        ...KeptEntry.shape,
        subject: z.string().optional(),
      }),
    ),
    next: z.string().optional(),
    ledgerEntry: EntryId,
  }),
);
