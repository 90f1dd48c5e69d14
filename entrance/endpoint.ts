/** An endpoint: authenticate, accept, handle, conclude. Whatever goes wrong ends here, in one place. */
import type { World } from '../adapters/ports.ts';
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
import { Problem, problemOf, problemResponse } from './problem.ts';

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

/** As often as the same request is run again when others keep changing what it read. */
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
        // Not authenticated, or not recorded: either way there is nobody to account to, and nothing leaves.
        return withIds(problemResponse(problemOf(error)), ids);
      }
    },
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
    return concludeFailure(made, problemOf(error));
  }
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
