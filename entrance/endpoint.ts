/**
 * An endpoint: authenticate, accept, handle, conclude. Whatever goes wrong ends here, in one place.
 */
import type { Telemetry, World } from '../adapters/ports.ts';
import type { OperationId } from '../schemas/contract/operations.ts';
import {
  type Attempt,
  attempt,
  type Call,
  readCall,
  requestIds,
  withIds,
} from './call.ts';
import { authenticate } from './caller.ts';
import { type Concluded, concludeFailure, Stale } from './conclude.ts';
import { failureResponse, report } from './fault.ts';
import { Problem, problemOf } from './problem.ts';

export type Handler<Id extends OperationId> = (
  call: Call<Id>,
) => Promise<Concluded>;

/** An operation and what serves it. */
export interface Endpoint {
  id: OperationId;
  serve(
    request: Request,
    pathParams: Record<string, string>,
  ): Promise<Response>;
}

/** The most times that one request is run when others keep changing what it read. */
const ATTEMPTS = 12;

export const endpoint =
  <Id extends OperationId>(id: Id, handler: Handler<Id>) =>
  (world: World): Endpoint => ({
    id,
    serve: async (request, pathParams) => {
      const ids = requestIds(request.headers);
      try {
        const claims = await authenticate(request.headers, world.tokens);
        const { response } = await answer(
          attempt(id, world, claims, ids),
          request,
          pathParams,
          handler,
        );
        return withIds(response, ids);
      } catch (error) {
        // Not authenticated, or not recorded: either way there is nobody to account to, and nothing
        // leaves.
        return failureResponse(world.telemetry, error, {
          ...ids,
          operation: id,
        });
      }
    },
  });

/** An endpoint that is open to all, which nobody has to account for. */
export const openEndpoint = (
  id: OperationId,
  telemetry: Telemetry,
  serve: (request: Request) => Promise<Response>,
): Endpoint => ({
  id,
  serve: (request) =>
    serve(request).catch((error: unknown) =>
      failureResponse(telemetry, error, {
        ...requestIds(request.headers),
        operation: id,
      }),
    ),
});

/** From here on the caller is known, and denials, misses and failures are entries too. */
const answer = async <Id extends OperationId>(
  made: Attempt<Id>,
  request: Request,
  pathParams: Record<string, string>,
  handler: Handler<Id>,
): Promise<Concluded> => {
  try {
    return await persist(handler, await readCall(made, request, pathParams));
  } catch (error) {
    const problem = problemOf(error);
    const concluded = await concludeFailure(made, problem).catch(
      (second: unknown) => {
        throw alsoUnrecorded(second, error);
      },
    );
    report(made.world.telemetry, problem, { ...made.ids, operation: made.id });
    return concluded;
  }
};

/**
 * The failure could not be recorded either. The caller hears of that alone, and whoever runs the
 * exchange of both.
 */
const alsoUnrecorded = (second: unknown, first: unknown): Problem => {
  const problem = problemOf(second);
  problem.cause = new AggregateError([problem.cause, first]);
  return problem;
};

const persist = async <Id extends OperationId>(
  handler: Handler<Id>,
  call: Call<Id>,
): Promise<Concluded> => {
  for (let round = 1; round <= ATTEMPTS; round += 1) {
    try {
      return await handler(call);
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
      await new Promise((resolve) =>
        setTimeout(resolve, Math.random() * 10 * round),
      );
    }
  }
  throw new Problem(
    'CONCURRENT_CHANGE',
    'Others are changing the same record. Nothing was done; try again.',
  );
};
