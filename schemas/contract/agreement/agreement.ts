/**
 * An information sharing agreement as data: what a lawyer reads and what the exchange executes.
 *
 * `terms` is what was signed; its hash is the version. `status`, `signatures` and `suspensions` are
 * what has happened to it since. Sources: ICO data sharing code (contents of an agreement, Annex
 * A), DPA 2018 s.36(4), PCSC Act 2022 s.16.
 */
import * as z from 'zod';
import { Purpose, SubjectCategory } from '../../vocabulary/codes.ts';
import { Condition } from '../../vocabulary/conditions.ts';
import {
  AgencyId,
  AgreementId,
  CalendarDate,
  GssCode,
  Instant,
  line,
  PanelId,
  prose,
  Sha256,
} from '../../vocabulary/shapes.ts';

/**
 * The recipient of a flow: an agency, a panel (as one recipient), or the officer allocated to the
 * visit of a case.
 */
export const Recipient = z
  .string()
  .regex(
    /^(panel:)?[a-z][a-z0-9-]{1,40}$/,
    'an agency, panel:<id> or visiting-officer',
  );
export const VISITING_OFFICER = 'visiting-officer';
export const panelRecipient = (panel: string): string => `panel:${panel}`;

export const Sector = z.enum([
  'POLICE',
  'YOUTH_JUSTICE',
  'SOCIAL_CARE',
  'EDUCATION',
  'HEALTH',
  'HOUSING',
  'VOLUNTARY',
  'OPERATOR',
]);
export type Sector = z.infer<typeof Sector>;

/**
 * The power or duty to disclose. `COMMON_LAW_POLICING` is the police's own, for what s.115 alone
 * does not carry.
 */
export const Gateway = z.enum([
  'CDA_S115',
  'CDA_S39',
  'CA2004_S10',
  'CA2004_S11',
  'COMMON_LAW_POLICING',
  'PCSC_S16',
]);

const Party = z.strictObject({
  agency: AgencyId,
  /** NHS ODS code of a trust, GSS code of a borough, or force code. */
  odsOrGss: line(20),
  sector: Sector,
  role: z.enum(['CONTROLLER', 'JOINT_CONTROLLER']),
  regime: z.enum(['UKGDPR', 'PART3']),
  dpo: line(120),
  spoc: line(120),
});

const LawfulBasis = z.strictObject({
  party: AgencyId,
  /** UK GDPR articles and DPA 2018 provisions, as cited in the signed document. */
  art6: line(40).optional(),
  art9: line(40).optional(),
  sch1: z.array(line(80)),
  art10: line(80).optional(),
  part3: line(120).optional(),
});
export type LawfulBasis = z.infer<typeof LawfulBasis>;

const selectors = {
  from: z.array(AgencyId).min(1),
  to: z.array(Recipient).min(1),
  category: z.string(),
  fields: z.array(z.string()).min(1),
};

const Flow = z.strictObject({
  id: line(40),
  ...selectors,
  purposes: z.array(Purpose).min(1),
  conditions: z.array(Condition),
  gateway: Gateway,
  /** True where the recipient may print what it receives. */
  printable: z.boolean(),
  /** DPA 2018 s.36(4): the law that authorises police data for use outside law enforcement. */
  authorisedByLaw: line(200).optional(),
});
export type Flow = z.infer<typeof Flow>;

/** The data that never travels, whatever a flow says. A selector left out means every one. */
const Prohibition = z.strictObject({
  id: line(40),
  from: selectors.from.optional(),
  to: selectors.to.optional(),
  category: z.string(),
  fields: selectors.fields.optional(),
  purposes: z.array(Purpose).min(1).optional(),
  because: line(200),
});
export type Prohibition = z.infer<typeof Prohibition>;

const Panel = z.strictObject({
  id: PanelId,
  name: line(80),
  /** The agency that convenes the panel and whose system acts for it. */
  host: AgencyId,
  area: z.array(GssCode).min(1),
  members: z.array(AgencyId).min(2),
  quorum: z.strictObject({
    agencies: z.int().min(1),
    required: z.array(AgencyId),
    ifNotMet: z.enum(['WARN', 'REFUSE']),
  }),
});
export type Panel = z.infer<typeof Panel>;

const Operation = z.strictObject({
  operator: AgencyId,
  processorTerms: line(120),
  subProcessors: z.array(line(120)),
  dpiaRef: line(40),
  apdRef: line(40),
  eqiaRef: line(40),
  breachContacts: z.array(line(120)).min(1),
});

export const Terms = z.strictObject({
  id: AgreementId,
  version: z.int().min(1),
  title: line(160),
  tier: z.enum(['MULTI_AGENCY', 'BILATERAL', 'RESTRICTED', 'DELIVERY']),
  /** This text is invented for a synthetic exchange and was signed by nobody. */
  synthetic: z.literal(true),
  startsOn: CalendarDate,
  /** Both inclusive: on the day after, nothing flows. */
  reviewOn: CalendarDate,
  endsOn: CalendarDate,
  parties: z.array(Party).min(2),
  purposes: z
    .array(
      z.strictObject({
        code: Purpose,
        necessity: prose(600),
        proportionality: prose(600),
      }),
    )
    .min(1),
  lawfulBases: z.array(LawfulBasis).min(1),
  gateways: z
    .array(
      z.strictObject({
        code: Gateway,
        disclosers: z.array(AgencyId).min(1),
        note: prose(400),
      }),
    )
    .min(1),
  area: z.array(GssCode).min(1),
  subjectRules: z.strictObject({
    maxAge: z.int().min(10).max(17),
    categories: z.array(SubjectCategory).min(1),
  }),
  panels: z.array(Panel),
  flows: z.array(Flow).min(1),
  prohibitions: z.array(Prohibition),
  /**
   * Says whether the recipient may tell "nothing held" from "withheld", and when a return is due.
   */
  returns: z.strictObject({
    nilAndWithheld: z.enum(['DISTINCT', 'NO_INFORMATION_SHARED']),
    dueWorkingDaysBeforePanel: z.int().min(0).max(10),
    approvalRequired: z.boolean(),
  }),
  searchLimits: z.strictObject({
    queriesPerPractitionerPerDay: z.int().min(1),
    queriesPerSystemPerDay: z.int().min(1),
  }),
  security: z.strictObject({
    marking: z.literal('OFFICIAL-SENSITIVE'),
    auth: line(120),
    minTls: z.enum(['1.2', '1.3']),
    userVetting: line(120),
    storageRegion: line(60),
  }),
  retention: z
    .array(
      z.strictObject({
        category: z.string(),
        event: line(80),
        /**
         * ISO 8601 duration, e.g. P6M. None of no length: what is never held needs no rule, so it
         * would be a slip.
         */
        period: z.iso
          .duration({ abort: true })
          .regex(/[1-9]/, 'a duration of some length, e.g. P6M'),
        action: z.enum(['ERASE', 'REVIEW']),
      }),
    )
    .min(1),
  /** Erasure reaches every backup within so many days; never more than 35. */
  backupDays: z.int().min(1).max(35),
  onward: z.strictObject({
    default: z.literal('DENY'),
    exceptions: z.array(line(200)),
    originatorConsent: z.boolean(),
  }),
  rights: z.strictObject({
    routeTo: line(120),
    ackDays: z.int().min(1).max(30),
    exemptions: z.array(line(160)),
  }),
  publish: line(200),
  breach: z.strictObject({
    notifyPartiesHours: z.int().min(1).max(72),
    notifyRegulatorHours: z.literal(72),
  }),
  termination: z.strictObject({
    noticeDays: z.int().min(1),
    returnOrErase: z.enum(['RETURN', 'ERASE']),
  }),
  operation: Operation,
});
export type Terms = z.infer<typeof Terms>;

/**
 * A named human's signature for one party, over this version and over the document that was signed.
 */
const Signature = z.strictObject({
  agency: AgencyId,
  signatory: z.strictObject({ name: line(80), role: line(80) }),
  signedAt: Instant,
  versionHash: Sha256,
  documentHash: Sha256,
});

export const Agreement = z.strictObject({
  status: z.enum(['DRAFT', 'ACTIVE', 'SUSPENDED', 'EXPIRED', 'TERMINATED']),
  terms: Terms,
  documentHash: Sha256,
  signatures: z.array(Signature),
  suspensions: z.array(
    z.strictObject({
      from: Instant,
      until: Instant.optional(),
      because: line(200),
    }),
  ),
});
export type Agreement = z.infer<typeof Agreement>;
