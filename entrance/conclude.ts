/**
 * Ends every request: the answer is composed, the ledger entry commits, and only then does a byte
 * leave.
 *
 * INVARIANT: `conclude` and `concludeFailure` are the only makers of a `Concluded`, and an endpoint
 * answers with nothing else.
 */
import type * as z from 'zod';
import type { Refusal, Write } from '../adapters/ports.ts';
import { reviewOfUse } from '../rules/effects/break-glass.ts';
import type { Change, Occasion } from '../rules/effects/change.ts';
import { consequencesOf } from '../rules/effects/derive.ts';
import type { Overflow } from '../rules/effects/overflow.ts';
import { releasedRecordIds } from '../rules/sharing/compose.ts';
import type { RecordDecision } from '../rules/sharing/decide.ts';
import type {
  OPERATIONS,
  Operation,
  OperationId,
} from '../schemas/contract/operations.ts';
import type { MadeOf } from '../schemas/contract/replays.ts';
import type { Review } from '../schemas/store/entities.ts';
import type { Attempt, Call } from './call.ts';
import { type AlsoDisclosed, type Disclosed, entryOf } from './entry.ts';
import { Problem, problemResponse } from './problem.ts';

/** The answer of an operation, as its schema takes it. */
export type AnswerOf<Id extends OperationId> = z.input<
  (typeof OPERATIONS)[Id]['answers']['schema']
>;

/** The response to the caller: the operation's answer, its printed page, or a problem. */
export type Answer<Id extends OperationId> =
  | { body: AnswerOf<Id>; headers?: Record<string, string> }
  | { page: Page }
  | { problem: Problem };

export interface Conclusion<Id extends OperationId = OperationId>
  extends Disclosed {
  answer: Answer<Id>;
  changes?: readonly Change[];
  /**
   * The panel at work and the agreements that it is bound by, where a change is counted or weighed
   * under them.
   */
  within?: Pick<Occasion, 'panel' | 'agreements'>;
  /** The ids that a repetition of this POST is answered with. */
  made?: MadeOf<Id>;
}

/** A printed page, before it is one. */
export interface Page {
  message: unknown;
  /**
   * @param message as the operation's `printed` has parsed it: what that does not name cannot reach
   * the page.
   */
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

/** The records changed between read and write: the request is run again from its first read. */
export class Stale extends Error {}

/**
 * @throws Stale; Problem NOT_RECORDED where the store cannot take the entry, RECORD_FULL where it
 * has no room.
 */
export const conclude = async <Id extends OperationId>(
  call: Call<Id>,
  conclusion: Conclusion<Id>,
): Promise<Concluded> => {
  // Parsed before it is recorded and sent: a field that the contract does not name is a fault here,
  // not a leak there.
  const response = await responseOf(call.operation, conclusion.answer);
  await write(call, writeOf(call, conclusion));
  return concludedWith(response);
};

const writeOf = <Id extends OperationId>(
  call: Call<Id>,
  conclusion: Conclusion<Id>,
): Write => {
  const { decisions = [], markedWith, also = [] } = conclusion;
  const recipient = conclusion.recipient ?? call.claims.agencyId;
  const review = reviewOf(call, decisions);
  return {
    guards: [],
    ...derived(call, conclusion, review),
    idempotency: onceOf(call, conclusion),
    marker:
      markedWith === undefined
        ? undefined
        : {
            personId: markedWith,
            recipient,
            recordIds: releasedRecordIds(decisions),
          },
    entry: entryOf(call, {
      ...conclusion,
      problem: problemIn(conclusion.answer),
      recipient,
      reviewBy: review?.reviewBy,
    }),
    also: also.map((each) => alsoOf(call, each)),
  };
};

/** What follows from the changes, in the order in which they were made. */
const derived = (
  { world, now }: Attempt,
  { changes = [], within }: Pick<Conclusion, 'changes' | 'within'>,
  review: Review | undefined,
): Pick<Write, 'effects' | 'notices'> => {
  const occasion = { now, newId: world.randomId, agreements: [], ...within };
  const all = review
    ? [...changes, { before: {}, after: { review } }]
    : changes;
  const consequences = all.map((change) => consequencesOf(change, occasion));
  for (const { overflow } of consequences) if (overflow) throw full(overflow);
  return {
    effects: consequences.flatMap(({ effects }) => effects),
    notices: consequences.flatMap(({ notices }) => notices),
  };
};

/** Says the bound, and nothing of what is there. */
const full = ({ bound, most }: Overflow): Problem =>
  new Problem(
    'RECORD_FULL',
    `Nothing was recorded: it would pass the bound ${bound}, which is ${most}.`,
  );

const reviewOf = (
  { id, claims, sharing, entryId, now }: Call,
  decisions: readonly RecordDecision[],
): Review | undefined =>
  sharing.purpose === 'IMMEDIATE_SAFETY'
    ? reviewOfUse(
        {
          entryId,
          agency: claims.agencyId,
          clientId: claims.clientId,
          practitioner: sharing.practitioner.id,
          endpoint: id,
          now,
        },
        decisions,
      )
    : undefined;

const onceOf = <Id extends OperationId>(
  { idempotency }: Call<Id>,
  { made }: Conclusion<Id>,
): Write['idempotency'] => idempotency && made && { ...idempotency, made };

const alsoOf = (
  call: Call,
  { entryId, ...each }: AlsoDisclosed,
): NonNullable<Write['also']>[number] => ({
  entry: entryOf({ ...call, entryId }, each),
  marker: {
    personId: each.markedWith,
    recipient: each.recipient,
    recordIds: releasedRecordIds(each.decisions),
  },
});

/**
 * A request that came to nothing still leaves its entry, under an id of its own: the one that
 * failed may have been written.
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
    problem,
    recipient: made.claims.agencyId,
    outcome,
  });
  await write(made, { guards: [], effects: [], entry });
  return concludedWith(problemResponse(problem));
};

const concludedWith = (response: Response): Concluded =>
  ({ response }) as Concluded;

const write = async ({ world }: Attempt, what: Write): Promise<void> => {
  const written = await world.store.record(what).catch((cause: unknown) => {
    throw notRecorded(cause);
  });
  if (!written.written) throw refused(written.refusal);
};

const notRecorded = (cause: unknown): Problem => {
  const problem = new Problem(
    'NOT_RECORDED',
    'The exchange cannot write down what it does, so it does nothing. Try again.',
  );
  problem.cause = cause;
  return problem;
};

/**
 * Only what has changed since it was read, and what the same key has led to meanwhile, is worth
 * reading again.
 */
const refused = (refusal: Refusal): Error => {
  switch (refusal.because) {
    case 'VERSION':
    case 'IDEMPOTENCY_KEY':
      return new Stale();
    case 'FULL':
      return new Problem(
        'RECORD_FULL',
        'What this would add has no room beside what is recorded already. Nothing was recorded.',
      );
    case 'ABSENCE':
      return notRecorded(new Error('an id that is new stands there already'));
    case 'GUARD':
      return notRecorded(new Error(`the guard ${refusal.guard} does not hold`));
  }
};

const problemIn = <Id extends OperationId>(
  answer: Answer<Id>,
): Problem | undefined => ('problem' in answer ? answer.problem : undefined);

const responseOf = async <Id extends OperationId>(
  operation: Operation,
  answer: Answer<Id>,
): Promise<Response> => {
  if ('problem' in answer) return problemResponse(answer.problem);
  if ('page' in answer) return pageOf(operation, answer.page);
  const { status, schema } = operation.answers;
  return Response.json(schema.parse(answer.body), {
    status,
    headers: answer.headers ?? {},
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
