/**
 * How every request ends: the answer is composed, the ledger entry commits, and only then does a byte leave.
 *
 * INVARIANT: `conclude` and `concludeFailure` are the only makers of a `Concluded`, and an endpoint answers with nothing
 * else.
 */
import type { Write } from '../adapters/ports.ts';
import {
  accountOf,
  outcomeOf,
  releasedRecordIds,
} from '../rules/sharing/compose.ts';
import type { RecordDecision } from '../rules/sharing/decide.ts';
import type { Operation } from '../schemas/contract/operations.ts';
import type { Effect } from '../schemas/store/effects.ts';
import type { KeptEntry, LedgerEntry } from '../schemas/store/ledger.ts';
import type { Notice } from '../schemas/store/notices.ts';
import { breakGlass } from './break-glass.ts';
import type { Attempt, Call } from './call.ts';
import { Problem, problemResponse } from './problem.ts';

export interface Conclusion {
  /** What the caller is told: the operation's answer, or a problem. */
  told:
    | { body: unknown; headers?: Record<string, string> }
    | { page: Page }
    | { problem: Problem };
  /** An agency, or `panel:<id>`; left out, the calling agency. */
  recipient?: string;
  decisions?: readonly RecordDecision[];
  /** The person it was about, where it was about one who is known. */
  personId?: string | undefined;
  /** The case it was about, where the headers need not name it. */
  caseId?: string | undefined;
  /** The cases that a list showed. */
  caseIds?: readonly string[];
  effects?: readonly Effect[];
  /** The ids that a repetition of this POST is answered with. */
  made?: Record<string, string>;
  /** A read of a person leaves a marker with them; one that finds nobody, with a decoy. */
  markedWith?: string;
  outcome?: KeptEntry['outcome'];
  notices?: readonly Notice[];
  /** The number of the copy, of what goes onto paper. */
  copy?: number | undefined;
  /** What the same answer discloses of further cases: each has an entry of its own. */
  also?: readonly AlsoDisclosed[];
}

export type AlsoDisclosed = Required<
  Pick<Conclusion, 'recipient' | 'decisions' | 'markedWith' | 'caseId'>
> &
  Pick<Conclusion, 'personId' | 'copy'> & { entryId: string };

/** A printed page, before it is one. */
export interface Page {
  message: unknown;
  /** @param message as the operation's `printed` has parsed it: what that does not name cannot reach the page. */
  render: (message: never) => Rendered | Promise<Rendered>;
}

export interface Rendered {
  html: string;
  headers: Record<string, string>;
}

declare const concluded: unique symbol;
export interface Concluded {
  readonly [concluded]: true;
  readonly response: Response;
}

/** What was read has changed before it could be acted on: the request is run again from its first read. */
export class Stale extends Error {}

/** @throws Stale; Problem NOT_RECORDED where the store cannot take the entry. */
export const conclude = async (
  call: Call,
  conclusion: Conclusion,
): Promise<Concluded> => {
  const {
    effects = [],
    made,
    markedWith,
    decisions = [],
    also = [],
  } = conclusion;
  const recipient = conclusion.recipient ?? call.claims.agencyId;
  // Parsed before it is recorded and sent: a field that the contract does not name is a fault here, not a leak there.
  const response = await responseOf(call, conclusion);
  const glass =
    call.sharing.purpose === 'IMMEDIATE_SAFETY'
      ? breakGlass(call, decisions)
      : undefined;
  await write(call, {
    guards: [],
    effects: [...effects, ...(glass?.effects ?? [])],
    idempotency: call.idempotency && made && { ...call.idempotency, made },
    marker:
      markedWith === undefined
        ? undefined
        : {
            personId: markedWith,
            recipient,
            recordIds: releasedRecordIds(decisions),
          },
    entry: entryOf(call, { ...conclusion, recipient }, glass?.reviewBy),
    also: also.map((each) => alsoOf(call, each)),
    notices: [...(conclusion.notices ?? []), ...(glass ? [glass.notice] : [])],
  });
  return { response } as Concluded;
};

const alsoOf = (
  call: Call,
  { entryId, ...each }: AlsoDisclosed,
): NonNullable<Write['also']>[number] => ({
  entry: entryOf({ ...call, entryId }, { ...each, told: { body: undefined } }),
  marker: {
    personId: each.markedWith,
    recipient: each.recipient,
    recordIds: releasedRecordIds(each.decisions),
  },
});

/**
 * A request that came to nothing still leaves its entry, under an id of its own: the one that failed may have been written.
 *
 * @throws Problem NOT_RECORDED.
 */
export const concludeFailure = async (
  failed: Attempt,
  problem: Problem,
): Promise<Concluded> => {
  const made = { ...failed, entryId: `le_${failed.world.randomId()}` };
  const outcome =
    problem.status === 403 || problem.status === 401 ? 'DENY' : 'FAILED';
  const entry = entryOf(made, {
    told: { problem },
    recipient: made.claims.agencyId,
    outcome,
  });
  await write(made, { guards: [], effects: [], entry });
  return { response: problemResponse(problem) } as Concluded;
};

const write = async ({ world }: Attempt, what: Write): Promise<void> => {
  const written = await world.store.record(what).catch((cause: unknown) => {
    const problem = new Problem(
      'NOT_RECORDED',
      'The exchange cannot write down what it does, so it does nothing. Try again.',
    );
    problem.cause = cause;
    throw problem;
  });
  if (!written.written) throw new Stale();
};

const responseOf = async (
  { operation }: Call,
  { told }: Conclusion,
): Promise<Response> => {
  if ('problem' in told) return problemResponse(told.problem);
  if ('page' in told) return pageOf(operation, told.page);
  const { status, schema } = operation.answers;
  return Response.json(schema.parse(told.body), {
    status,
    headers: told.headers ?? {},
  });
};

const pageOf = async (
  { answers, printed }: Operation,
  { message, render }: Page,
): Promise<Response> => {
  if (!printed)
    throw new TypeError(
      'an operation without a printed page has none to answer with',
    );
  const { html, headers } = await render(printed.parse(message) as never);
  return new Response(html, {
    status: answers.status,
    headers: { ...headers, 'content-type': 'text/html; charset=utf-8' },
  });
};

const entryOf = (
  made: Attempt,
  conclusion: Conclusion & { recipient: string },
  reviewBy?: string,
): LedgerEntry => {
  const { told, decisions = [], recipient } = conclusion;
  const { claims, sharing, operation } = made;
  const problem = 'problem' in told ? told.problem : undefined;
  return {
    kept: {
      entryId: made.entryId,
      occurredAt: new Date(made.now).toISOString(),
      operation: operation.logged,
      endpoint: made.id,
      outcome: conclusion.outcome ?? outcomeOf(decisions),
      status: problem?.status ?? operation.answers.status,
      problem: problem?.code,
      actor: {
        agency: claims.agencyId,
        clientId: claims.clientId,
        practitioner: sharing?.practitioner.id,
        role: sharing?.practitioner.role,
      },
      recipient,
      purpose: sharing?.purpose,
      breakGlass: reviewBy === undefined ? undefined : { reviewBy },
      reason: sharing?.reason,
      case: conclusion.caseId ?? sharing?.case,
      cases: conclusion.caseIds && [...new Set(conclusion.caseIds)],
      copy: conclusion.copy,
      ...accountOf(decisions),
      requestId: made.ids.requestId,
      correlationId: made.ids.correlationId,
    },
    erasable: { personId: conclusion.personId },
    salt: made.world.randomId(),
  };
};
