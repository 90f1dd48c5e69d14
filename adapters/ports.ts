/** What the exchange asks of the world. Each port has its forms beside this file; `World` is one of each. */

import type { PersonFile } from '../rules/cases/case-file.ts';
import type { Feature } from '../rules/recognition/matching.ts';
import type { ServingAgency } from '../rules/returns/asking.ts';
import type { LiveAgreement } from '../rules/sharing/agreement.ts';
import type {
  Case,
  Entity,
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
  ViewRequest,
} from '../schemas/store/entities.ts';
import type { LedgerEntry } from '../schemas/store/ledger.ts';

/** What a request is keyed by: everything that its first read brings. */
export interface Keyed {
  clientId: string;
  agencyId: string;
  idempotency?: { key: string; request: string } | undefined;
  /** Of the subject asked about; at most MAX_FEATURES. */
  features?: readonly Feature[];
  /** The id of a case, flag or view request. Any string: what is not such an id is looked up and not found. */
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
  /** What the idempotency key led to before, and whether it was for the same request. */
  earlier: { same: boolean; made: Record<string, string> } | undefined;
  /** The people under any of the features, each once. */
  candidateIds: string[];
  /** How many people each feature led to, in the order of the features. */
  postings: number[];
  located: Locator | undefined;
  meeting: Meeting | undefined;
  service: Service | undefined;
  tables: QuarterTables | undefined;
}

export type Effect =
  /** `ABSENT`: it must not exist; a number: the version that it replaces; `ANY`: whatever is there. */
  | { do: 'put'; entity: Entity; expects: 'ABSENT' | 'ANY' | number }
  /** It then is not there; `PRESENT`: it must have been. */
  | { do: 'remove'; entity: Review | Task; expects: 'PRESENT' | 'ANY' }
  /** Counts a case's version up, so that whoever decides on what they read of it finds out. It may ask for its state. */
  | { do: 'touch'; entity: Case; while?: Case['state'] }
  /** A view request is still for the meeting and the day that were read: what is written rests on them. */
  | { do: 'check'; entity: ViewRequest }
  /** Takes a case off the agenda of a meeting, whatever else stands on it. */
  | { do: 'unlist'; meetingId: string; caseId: string }
  /** Counts a printed copy of a case's pack, and with it its version: nobody else printed since it was read. */
  | { do: 'copy'; entity: Case }
  /** Files a person under their features. */
  | {
      do: 'post';
      personId: string;
      features: readonly Feature[];
      expiresAt: string;
      /** How many people each feature led to when it was read: no more may have come since. */
      expects: 'ANY' | readonly number[];
    };

/** To whom which records of a person went. */
export interface Marker {
  personId: string;
  recipient: string;
  recordIds: string[];
}

/** W: one transaction. */
export interface Write {
  /** What must hold for the request to count at all: the proof's single use, the use window. */
  guards: readonly Effect[];
  effects: readonly Effect[];
  /** The key, the canonical request (of which an HMAC is kept), and the ids that the answer is made of again. */
  idempotency?:
    | { key: string; request: string; made: Record<string, string> }
    | undefined;
  /** For a read of a person: to whom which records went. A decoy where nothing was released. */
  marker?: Marker | undefined;
  entry: LedgerEntry;
  /** What the same answer discloses of further people, each with an entry of its own. */
  also?: readonly { entry: LedgerEntry; marker: Marker }[];
  /** What the sequencer tells everyone whom it concerns, once it has taken the entry up. */
  notice?: Notice | undefined;
}

/** One outbox item however many it reaches: the sequencer fans it out. */
export type Notice =
  /** A record changed: to every recipient whose marker holds it. */
  | { kind: FlagNotice; flagId: string; personId: string; recordId: string }
  /** The panel has decided: to the agencies that were asked and wish to hear that it has. What it decided is not said. */
  | {
      kind: 'CASE_DECIDED';
      requests: { agency: string; viewRequestId: string }[];
      /** A visit that is not to be made any more, and who is told so as of one that is held. */
      ended?: { recipients: string[]; visitId: string } | undefined;
    }
  /** A visit is on hold, or over: to the panel and to the agency of the officer who was to make it. */
  | { kind: 'VISIT_HELD'; recipients: string[]; visitId: string }
  /** Break-glass was used: to the agencies named, whose data protection officers review it. */
  | { kind: 'BREAK_GLASS_USED'; agencies: string[]; reviewBy: string };

export type FlagNotice =
  | 'FLAG_REVIEWED'
  | 'FLAG_CONTESTED'
  | 'FLAG_CORRECTED'
  | 'FLAG_WITHDRAWN';

/** `STALE`: what was read has changed; read again. Anything else that goes wrong is thrown. */
export type Written = 'WRITTEN' | 'STALE';

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
  /** Where each of these cases stands: one strongly consistent BatchGetItem, in the order asked; undefined where there is none. */
  locate(
    caseIds: readonly string[],
    now: number,
  ): Promise<(Locator | undefined)[]>;
  /** R2 of an agency's view requests: one Query. `last` is where a next page begins, where there may be one. */
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
  /** What was counted of a panel in a quarter. */
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

/** What the feeds may be asked. */
export interface FeedReader {
  /** Notices after a position, in the order of the log. */
  read(recipient: string, after: number, limit: number): Promise<FeedNotice[]>;
}

/** What only the governance function may ask of the ledger. */
export interface LedgerReader {
  page(
    from: { date: string; index: number },
    to: string,
    limit: number,
  ): Promise<LogPage>;
}

/** What only the sequencer may do to the ledger. */
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
  clientId: string;
  agencyId: string;
  scopes: string[];
}

/** Issues and verifies access tokens (RFC 9068). Times are wall time, whatever `clock` says. */
export interface Tokens {
  issuer: string;
  issue(claims: TokenClaims): Promise<{ token: string; expiresIn: number }>;
  /** Undefined where the token is not a valid one of ours. */
  verify(token: string): Promise<TokenClaims | undefined>;
}

export interface World {
  store: Store;
  ledger: LedgerReader;
  feeds: FeedReader;
  references: References;
  tokens: Tokens;
  /** The published style sheets that printed pages are set in, one after the other. */
  styles: () => string;
  /** Whether all that it holds is invented; a printed page says so. */
  synthetic: boolean;
  /** Milliseconds since the epoch; locally it can be moved. */
  clock: () => number;
  /** 128 random bits in lower-case hexadecimal. */
  randomId: () => string;
}
