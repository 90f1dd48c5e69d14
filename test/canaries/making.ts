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
  subject: { givenName: string; familyName: string; birthDate: string; identifiers: { nhsNumber: string } };
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
  deciding: unknown[];
  decidedOn: string | undefined;
}

export interface Meeting {
  meetingId: string;
  panel: string;
  day: number;
  place: string;
}

export interface Making {
  mint: Mint;
  random: Random;
  exchange: TestExchange;
  done(clientId: string, asked: Partial<Asked> & Pick<Asked, 'method' | 'path'>): Promise<Answer>;
  goTo(days: number): Promise<void>;
  hidden: unknown[];
}

export const POLICE = 'met-police';
export const PANEL = 'met-police-panel';

export const DAY_MS = 86_400_000;

export const systemOf = (agency: string): string =>
  SYSTEMS.find(({ agencyId, scopes }) => agencyId === agency && (scopes.includes('view') || scopes.includes('flag')))
    ?.clientId ?? '';

const STARTED = Date.now();

export const dayFrom = (days: number): string => new Date(STARTED + days * DAY_MS).toISOString().slice(0, 10);

/** Around noon, when the day is the same in London and in UTC, summer or winter; later calls are later. */
export const noonFrom = (days: number): string =>
  new Date(Date.parse(`${dayFrom(days)}T12:00:00.000Z`) + Date.now() - STARTED).toISOString();

/** What the latest nomination says of the child. */
export const latestFacts = ({ nominated }: Child): Given['subject'] => {
  const last = nominated.at(-1);
  if (!last) throw new Error('nobody nominated this child');
  return last.subject;
};
