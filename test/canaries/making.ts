/** What every step of making the world works with, and what it finds out about a child on the way. */
import type { Answer, Asked } from '../../local/client.ts';
import type { Random } from '../../local/cohort/random.ts';
import { SYSTEMS } from '../../local/registry/agencies.ts';
import type { TestExchange } from '../exchange.ts';
import type { Mint } from './canary.ts';
import type { Given } from './model.ts';

export interface GivenFlag {
  flagId: string;
  /** Given with the flag, and gone when it is withdrawn. */
  identifying: Given[];
  record: Given;
  earlier: Given[];
  withdrawn: boolean;
}

export interface Child {
  number: number;
  panel: string;
  caseId: string;
  subject: {
    givenName: string;
    familyName: string;
    birthDate: string;
    identifiers: { nhsNumber: string };
  };
  nominated: Given[];
  flags: GivenFlag[];
  /** Records of kinds that no operation takes in yet, put into the store. */
  kept: Given[];
  requests: { viewRequestId: string; agency: string; agreement: string }[];
  /** By agency, what its latest return says. */
  returns: Map<string, Given[]>;
  /** By rule, what the latest check rests on. */
  evidence: Map<string, string>;
  /** For which meeting the case was listed, and why. */
  listing: { meetingId: string; reason: string } | undefined;
  /** What was said in deciding. */
  deciding: { present: Attendee[] }[];
  decidedOn: string | undefined;
  /** Who asked to hear of the decision before it was taken. */
  heard: { agency: string; viewRequestId: string }[];
  /** The panel is done with the case without a decision. */
  away: boolean;
  /** What the panel's own process says in the case and in the pack: triage, and what is under way beside the panel. */
  process: unknown[];
  /** What stands in the case alone: how visits went, whether the child came to notice again, why it was closed. */
  delivery: unknown[];
  questions: { agency: string; text: string; answer?: string }[];
  /** By agency, what the panel recorded in its name and it has not confirmed. */
  toConfirm: Map<string, { person: string; records: Given[] }>;
  /** Who spoke for an agency whose return stands as the panel recorded it. */
  spoken: Map<string, string>;
  /** By agency, its own number for the child. */
  linked: Map<string, string>;
  visits: MadeVisit[];
  referrals: MadeReferral[];
}

export interface MadeVisit {
  visitId: string;
  /** The number of days from today. */
  allocated: number;
  pending: boolean;
  overrideReason: string | undefined;
  held: boolean;
}

export interface MadeReferral {
  referralId: string;
  /** Absent where it was sent outside. */
  agency: string | undefined;
  agreement: string | undefined;
  /** What the police gave with it. */
  given: Given[];
  takeUp: Given | undefined;
  accepted: boolean;
  underWay: boolean;
}

export interface Attendee {
  agency: string;
  practitioner: string;
  role: string;
}

export interface Meeting {
  meetingId: string;
  panel: string;
  day: number;
  place: string;
  present: Attendee[];
}

export interface Making {
  mint: Mint;
  random: Random;
  exchange: TestExchange;
  done(
    clientId: string,
    asked: Partial<Asked> & Pick<Asked, 'method' | 'path'>,
  ): Promise<Answer>;
  goTo(days: number): Promise<void>;
  meetings: Meeting[];
  hidden: unknown[];
}

export const POLICE = 'met-police';
export const PANEL = 'met-police-panel';

/** Where the panel asks of a case. */
export const within = (child: Pick<Child, 'caseId'>, rest: string) => ({
  path: `/v1/cases/${child.caseId}${rest}`,
  case: child.caseId,
});

export const DAY_MS = 86_400_000;

export const systemOf = (agency: string): string =>
  SYSTEMS.find(
    ({ agencyId, scopes }) =>
      agencyId === agency &&
      (scopes.includes('view') || scopes.includes('flag')),
  )?.clientId ?? '';

const STARTED = Date.now();

export const dayFrom = (days: number): string =>
  new Date(STARTED + days * DAY_MS).toISOString().slice(0, 10);

/** Around noon, when the day is the same in London and in UTC, summer or winter; later calls are later. */
export const noonFrom = (days: number): string =>
  new Date(
    Date.parse(`${dayFrom(days)}T12:00:00.000Z`) + Date.now() - STARTED,
  ).toISOString();

/** What the latest nomination says of the child. */
export const latestFacts = ({ nominated }: Child): Given['subject'] => {
  const last = nominated.at(-1);
  if (!last) throw new Error('nobody nominated this child');
  return last.subject;
};
