/**
 * The ledger entry of a request: who asked whom about whom, for what, under what, and what came of
 * it.
 */
import { accountOf, outcomeOf } from '../rules/sharing/compose.ts';
import type { RecordDecision } from '../rules/sharing/decide.ts';
import type { KeptEntry, LedgerEntry } from '../schemas/store/ledger.ts';
import type { Attempt } from './call.ts';
import type { Problem } from './problem.ts';

/** The disclosure of a request, and whom it is about. */
export interface Disclosed {
  /** An agency, or `panel:<id>`; left out, the calling agency. */
  recipient?: string;
  decisions?: readonly RecordDecision[];
  /** The person it was about, where it was about one who is known. */
  personId?: string | undefined;
  /** The case it was about, where the headers need not name it. */
  caseId?: string | undefined;
  /** The cases that a list showed. */
  caseIds?: readonly string[];
  /** A read of a person leaves a marker with them; one that finds nobody, with a decoy. */
  markedWith?: string;
  outcome?: KeptEntry['outcome'];
  /** The number of the copy, of what goes onto paper. */
  copy?: number | undefined;
  /** The disclosures of further cases in the same answer: each has an entry of its own. */
  also?: readonly AlsoDisclosed[];
}

export type AlsoDisclosed = Required<
  Pick<Disclosed, 'recipient' | 'decisions' | 'markedWith' | 'caseId'>
> &
  Pick<Disclosed, 'personId' | 'copy'> & { entryId: string };

export interface EntryFacts extends Disclosed {
  recipient: string;
  problem?: Problem | undefined;
  /** Until when a use of break-glass must be reviewed. */
  reviewBy?: string | undefined;
}

export const entryOf = (made: Attempt, facts: EntryFacts): LedgerEntry => ({
  kept: {
    entryId: made.entryId,
    occurredAt: new Date(made.now).toISOString(),
    operation: made.operation.logged,
    endpoint: made.id,
    ...resultOf(made, facts),
    ...askerOf(made),
    recipient: facts.recipient,
    breakGlass:
      facts.reviewBy === undefined ? undefined : { reviewBy: facts.reviewBy },
    case: facts.caseId ?? made.sharing?.case,
    cases: facts.caseIds && [...new Set(facts.caseIds)],
    copy: facts.copy,
    ...accountOf(facts.decisions ?? []),
    requestId: made.ids.requestId,
    correlationId: made.ids.correlationId,
  },
  erasable: { personId: facts.personId },
  salt: made.world.randomId(),
});

const resultOf = (
  { operation }: Attempt,
  { problem, outcome, decisions = [] }: EntryFacts,
): Pick<KeptEntry, 'outcome' | 'status' | 'problem'> => ({
  outcome: outcome ?? outcomeOf(decisions),
  status: problem?.status ?? operation.answers.status,
  problem: problem?.code,
});

const askerOf = ({
  claims,
  sharing,
}: Attempt): Pick<KeptEntry, 'actor' | 'purpose' | 'reason'> => ({
  actor: {
    agency: claims.agencyId,
    clientId: claims.clientId,
    practitioner: sharing?.practitioner.id,
    role: sharing?.practitioner.role,
  },
  purpose: sharing?.purpose,
  reason: sharing?.reason,
});
