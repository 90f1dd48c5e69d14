/**
 * The ports: the questions of the exchange to the world. Each port has its forms beside this file;
 * `World` is one of each.
 */

import type { PersonFile } from '../rules/cases/case-file.ts';
import type { ServingAgency } from '../rules/returns/asking.ts';
import type { LiveAgreement } from '../rules/sharing/agreement.ts';
import type { OperationId } from '../schemas/contract/operations.ts';
import type { ProblemCode } from '../schemas/contract/problems.ts';
import type {
  Effect,
  Feature,
  Guard,
  GuardName,
  Marker,
} from '../schemas/store/effects.ts';
import type {
  InboxItem,
  Locator,
  Meeting,
  Person,
  QuarterTables,
  ReferralItem,
  Review,
  Service,
  ServiceFeedback,
  System,
  Tally,
  Task,
} from '../schemas/store/entities.ts';
import type { LedgerEntry } from '../schemas/store/ledger.ts';
import type { Notice } from '../schemas/store/notices.ts';

/** The keys of a request: everything that its first read brings. */
export interface Keyed {
  clientId: string;
  agencyId: string;
  idempotency?: { key: string; request: string } | undefined;
  /** The features of the subject asked about; at most MAX_FEATURES. */
  features?: readonly Feature[];
  /**
   * The id of a case, flag or view request. Any string: what is not such an id is looked up and not
   * found.
   */
  locate?: string;
  /** The id of a meeting; any string, as above. */
  meeting?: string | undefined;
  /** The id of a service of the directory; any string, as above. */
  service?: string | undefined;
  /** The tables of a panel and a quarter. */
  tables?: { panel: string; quarter: string };
}

/** R1. Absent means not there, or expired. */
export interface Entered {
  system: System | undefined;
  agency:
    | {
        agencyId: string;
        sector: string;
        agreements: LiveAgreement[];
        serving: ServingAgency[];
      }
    | undefined;
  /** The earlier result of the idempotency key, and whether it was for the same request. */
  earlier: { same: boolean; made: Record<string, string> } | undefined;
  /** The people under any of the features, each once. */
  candidateIds: string[];
  /** The number of people that each feature led to, in the order of the features. */
  postings: number[];
  located: Locator | undefined;
  meeting: Meeting | undefined;
  service: Service | undefined;
  tables: QuarterTables | undefined;
}

/** W: one transaction. */
export interface Write {
  /**
   * The guards without which the request does not count at all: the proof's single use, the use
   * window.
   */
  guards: readonly Guard[];
  effects: readonly Effect[];
  /**
   * The key, the canonical request (of which an HMAC is kept), and the ids that the answer is made
   * of again.
   */
  idempotency?:
    | { key: string; request: string; made: Record<string, string> }
    | undefined;
  /** For a read of a person: to whom which records went. A decoy where nothing was released. */
  marker?: Marker | undefined;
  entry: LedgerEntry;
  /** The disclosures of further people in the same answer, each with an entry of its own. */
  also?: readonly { entry: LedgerEntry; marker: Marker }[];
  /** The notices that the sequencer sends once it has taken the entry up. */
  notices?: readonly Notice[] | undefined;
}

/**
 * The reason why a write was not made. Only `VERSION` is worth another try: the records have
 * changed since they were read. `FULL` says that the records leave no room.
 */
export type Refusal =
  | { because: 'VERSION' }
  | { because: 'IDEMPOTENCY_KEY' }
  | { because: 'ABSENCE' }
  | { because: 'GUARD'; guard: GuardName }
  | { because: 'FULL'; what: 'ACTIONS' | 'BYTES' | 'ITEM' };

/** Every other fault is thrown. */
export type Written = { written: true } | { written: false; refusal: Refusal };

export interface LogPage {
  entries: { index: number; leaf: string; entry: LedgerEntry }[];
  next: { date: string; index: number } | undefined;
}

export interface Store {
  /** R1: one strongly consistent BatchGetItem. */
  enter(keyed: Keyed, now: number): Promise<Entered>;
  /** R2 of a search: one strongly consistent BatchGetItem of always CANDIDATE_SLOTS heads. */
  candidates(ids: readonly string[], now: number): Promise<Person[]>;
  /** R2 otherwise: one strongly consistent Query of the partition. */
  file(personId: string, now: number): Promise<PersonFile>;
  /**
   * Reads where each of these cases stands: one strongly consistent BatchGetItem, in the order
   * asked; undefined where there is none.
   */
  locate(
    caseIds: readonly string[],
    now: number,
  ): Promise<(Locator | undefined)[]>;
  /**
   * R2 of an agency's view requests: one Query. `last` is where a next page begins, where there may
   * be one.
   */
  inbox(
    agencyId: string,
    after: string | undefined,
    limit: number,
    now: number,
  ): Promise<{ items: InboxItem[]; last: string | undefined }>;
  /** A panel's meetings between two London dates, both inclusive. */
  meetings(
    panel: string,
    from: string,
    to: string,
    now: number,
  ): Promise<{ meetingId: string; meetingOn: string }[]>;
  /** R2 of an agency's referrals: one Query, as of its view requests. */
  referrals(
    agencyId: string,
    after: string | undefined,
    limit: number,
    now: number,
  ): Promise<{ items: ReferralItem[]; last: string | undefined }>;
  /** The directory, and what referrals said of its services. */
  services(
    now: number,
  ): Promise<{ services: Service[]; feedback: ServiceFeedback[] }>;
  /** A borough's tasks that are due at or before an instant, the earliest first. */
  tasks(
    panel: string,
    borough: string,
    until: string,
    now: number,
  ): Promise<Task[]>;
  /** The tallies of a panel in a quarter. */
  tallies(panel: string, quarter: string, now: number): Promise<Tally[]>;
  publishedAgreements(
    versions: readonly { id: string; version: number }[],
  ): Promise<{ id: string; json: string }[]>;
  openReviews(): Promise<Review[]>;
  /** W. */
  record(write: Write): Promise<Written>;
  /** The system, for the token endpoint. */
  system(clientId: string): Promise<System | undefined>;
  /** True the first time that a client presents this id, until it expires. */
  spend(clientId: string, jti: string, expiresAt: number): Promise<boolean>;
}

/** A notice in a recipient's feed. It names no child. */
export interface FeedNotice {
  position: number;
  kind: Notice['kind'];
  at: string;
  flagId?: string | undefined;
  viewRequestId?: string | undefined;
  visitId?: string | undefined;
  /** The ledger entry of a use of break-glass, and until when it must be reviewed. */
  reviewId?: string | undefined;
  reviewBy?: string | undefined;
}

/** The questions to the feeds. */
export interface FeedReader {
  /** Notices after a position, in the order of the log. */
  read(recipient: string, after: number, limit: number): Promise<FeedNotice[]>;
}

/** The questions to the ledger that only the governance function may ask. */
export interface LedgerReader {
  page(
    from: { date: string; index: number },
    to: string,
    limit: number,
  ): Promise<LogPage>;
}

/** The changes of the ledger that only the sequencer may make. */
export interface LedgerWriter {
  /** Appends what is pending, in order. @returns how many entries it appended. */
  sequence(): Promise<number>;
}

/** Pairwise references and sealed cursors. */
export interface References {
  /** The reference by which one agency knows a person. */
  refer(personId: string, agencyId: string): string;
  /** The person; for a forged or foreign reference a decoy that nobody has, the same each time. */
  resolve(reference: string, agencyId: string): string;
  seal(value: unknown, clientId: string): string;
  /** Undefined where it was not sealed here for this client. */
  open(sealed: string, clientId: string): unknown;
}

export interface TokenClaims {
  readonly clientId: string;
  readonly agencyId: string;
  readonly scopes: readonly string[];
}

/** Issues and verifies access tokens (RFC 9068). Times are wall time, whatever `clock` says. */
export interface Tokens {
  issuer: string;
  issue(claims: TokenClaims): Promise<{ token: string; expiresIn: number }>;
  /** Undefined where the token is not a valid one of ours. */
  verify(token: string): Promise<TokenClaims | undefined>;
}

/**
 * One link in a chain of causes. INVARIANT: it has no message, because a message may hold what was
 * sent or what is stored.
 */
export interface FaultCause {
  /** The name of its class; for something thrown that is no error, its type. */
  name: string;
  /** The code of an error of the system or of AWS. */
  code?: string | undefined;
  /** The place in our own code where it arose: `function file:line:column`, the innermost first. */
  at: string[];
}

/** A failure of the exchange itself. */
export interface Fault {
  /** Absent where no request was served. */
  requestId?: string | undefined;
  correlationId?: string | undefined;
  /** Absent where it is not known which operation was asked for. */
  operation?: OperationId | 'sequence' | undefined;
  /** The problem code that the caller got. */
  code: ProblemCode;
  /** The outermost first. */
  causes: FaultCause[];
}

/** The messages to the operator of the exchange. INVARIANT: nothing of a child. */
export interface Telemetry {
  fault(fault: Fault): void;
}

export interface World {
  store: Store;
  ledger: LedgerReader;
  feeds: FeedReader;
  references: References;
  tokens: Tokens;
  telemetry: Telemetry;
  /** The published style sheets that printed pages are set in, one after the other. */
  styles: () => string;
  /** True where all data is invented; a printed page says so. */
  synthetic: boolean;
  /** Milliseconds since the epoch; locally it can be moved. */
  clock: () => number;
  /** 128 random bits in lower-case hexadecimal. */
  randomId: () => string;
}
