/**
 * Describes a change by its records before and after. A handler reads the records, asks a rule for
 * what they should be, and says both. What follows from the difference is derived
 * (rules/effects/derive.ts), and listed by nobody.
 */
import type { Panel } from '../../schemas/contract/agreement/agreement.ts';
import type { Feature } from '../../schemas/store/effects.ts';
import type {
  Flag,
  Meeting,
  PackFingerprint,
  Person,
  QuarterTables,
  Review,
  Seen,
} from '../../schemas/store/entities.ts';
import type { CaseFile } from '../cases/case-file.ts';
import type { LiveAgreement } from '../sharing/agreement.ts';

/** Each as it is stored. What is left out is not looked at. */
export interface Records {
  /** All of one case. */
  file?: CaseFile | undefined;
  person?: Person | undefined;
  meeting?: Meeting | undefined;
  flag?: Flag | undefined;
  review?: Review | undefined;
  tables?: QuarterTables | undefined;
}

/** The trace of a look: a fingerprint of the pack that was shown, or that a request was opened. */
export type Look = PackFingerprint | Seen;

export interface Change {
  before: Records;
  after: Records;
  /** Under which features the person of `after` is filed. */
  filed?: Filing | undefined;
  /** A look counts no version up: reading makes no pack stale. */
  looks?: readonly Look[] | undefined;
}

export interface Filing {
  features: readonly Feature[];
  /** The number of people that each feature led to, where nobody more may have come since. */
  expects: 'ANY' | readonly number[];
}

/** The instant and the agreements under which a change is made. */
export interface Occasion {
  /** Milliseconds since the epoch. */
  now: number;
  /** 128 random bits in lower-case hexadecimal, another each time. */
  newId: () => string;
  /** The panel of the case, where one is at work. */
  panel?: Panel | undefined;
  /** All that the panel's host, or the agency that writes, is a party to. */
  agreements: readonly LiveAgreement[];
}

/** A change of one case's file, as most of what is derived looks at it. */
export interface FileChange {
  /** Absent where the case is opened by this change. */
  before: CaseFile | undefined;
  after: CaseFile;
}
