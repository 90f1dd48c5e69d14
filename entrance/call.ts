/** One request: first as an attempt by somebody who is authenticated, then read and understood. */
import * as z from 'zod';
import type { TokenClaims, World } from '../adapters/ports.ts';
import { type Actor, actorOf } from '../rules/actor.ts';
import { canonical } from '../rules/canonical.ts';
import type { Medium } from '../rules/pack/printing.ts';
import {
  OPERATIONS,
  type Operation,
  type OperationId,
} from '../schemas/contract/operations.ts';
import { RequestId } from '../schemas/contract/sharing.ts';
import { accept, readJson } from './accept.ts';
import { readIdempotencyKey, readSharing, type Sharing } from './caller.ts';
import { mediumOf, notAcceptable } from './negotiate.ts';
import { contentInvalid } from './problem.ts';

export interface RequestIds {
  requestId: string;
  correlationId: string | undefined;
}

/** The facts of a request that the ledger needs, however far the request gets. */
export interface Attempt<Id extends OperationId = OperationId> {
  id: Id;
  operation: Operation;
  world: World;
  claims: TokenClaims;
  /** Absent as long as the headers have not been understood. */
  sharing?: Sharing;
  /** The ledger entry that this request will leave. */
  entryId: string;
  ids: RequestIds;
  /** Milliseconds since the epoch; one instant for the whole request. */
  now: number;
}

type Said<O, Part extends string> =
  O extends Record<Part, infer S extends z.ZodType> ? z.infer<S> : undefined;

/** The call that a handler has before it asks the store. */
export interface Call<Id extends OperationId = OperationId>
  extends Attempt<Id> {
  sharing: Sharing;
  /** The person who acts, as steps of a case record them. */
  actor: Actor;
  /**
   * PAPER: the operation's printed page is wanted, which is about children whatever the operation
   * is about.
   */
  medium: Medium;
  params: Said<(typeof OPERATIONS)[Id], 'params'>;
  query: Said<(typeof OPERATIONS)[Id], 'query'>;
  body: Said<(typeof OPERATIONS)[Id], 'body'>;
  idempotency: { key: string; request: string } | undefined;
}

const NO_QUERY = z.strictObject({});

/**
 * Refuses parameters that the operation does not know: a name in a URL stays in logs. Each name
 * stands once, each number plainly.
 */
const readQuery = (operation: Operation, params: URLSearchParams): unknown => {
  const twice = [...new Set(params.keys())].find(
    (name) => params.getAll(name).length > 1,
  );
  if (twice !== undefined)
    throw contentInvalid([
      { pointer: '/query', message: 'a parameter stands twice' },
    ]);
  const query = accept(
    operation.query ?? NO_QUERY,
    Object.fromEntries(params),
    '/query',
  ) as Record<string, unknown>;
  const odd = Object.entries(query).find(
    ([name, value]) =>
      typeof value === 'number' && oddly(params.get(name), value),
  );
  if (odd)
    throw contentInvalid([
      {
        pointer: `/query/${odd[0]}`,
        message: 'is not a whole number in decimal digits',
      },
    ]);
  return query;
};

/** "0x10" and "1e1" are numbers to JavaScript only. */
const oddly = (spelled: string | null, value: number): boolean =>
  spelled !== null && spelled !== String(value);

/** Echoed where they are UUIDs; anything else could be somebody's data, and is replaced. */
export const requestIds = (headers: Headers): RequestIds => {
  const given = RequestId.safeParse(headers.get('x-request-id'));
  const correlation = RequestId.safeParse(headers.get('x-correlation-id'));
  return {
    requestId: given.success ? given.data : crypto.randomUUID(),
    correlationId: correlation.success ? correlation.data : undefined,
  };
};

/** Every answer carries them, and is kept by no cache. */
export const withIds = (
  response: Response,
  { requestId, correlationId }: RequestIds,
): Response => {
  response.headers.set('x-request-id', requestId);
  if (correlationId !== undefined)
    response.headers.set('x-correlation-id', correlationId);
  response.headers.set('cache-control', 'no-store');
  return response;
};

export const attempt = <Id extends OperationId>(
  id: Id,
  world: World,
  claims: TokenClaims,
  ids: RequestIds,
): Attempt<Id> => ({
  id,
  operation: OPERATIONS[id],
  world,
  claims,
  entryId: `le_${world.randomId()}`,
  ids,
  now: world.clock(),
});

/**
 * Headers first, then path, query and body. The attempt learns who asks and why as soon as that is
 * understood.
 */
export const readCall = async <Id extends OperationId>(
  made: Attempt<Id>,
  request: Request,
  pathParams: Record<string, string>,
): Promise<Call<Id>> => {
  const { operation } = made;
  const medium = mediumOf(request.headers, operation);
  const sharing = readSharing(request.headers, operation, medium);
  made.sharing = sharing;
  if (!medium) throw notAcceptable(operation);
  const key = readIdempotencyKey(request.headers, operation);
  const url = new URL(request.url);
  const raw = operation.body && (await readJson(request));
  return {
    ...made,
    sharing,
    actor: actorOf(made.claims.agencyId, sharing.practitioner.id),
    medium,
    ...saidIn<Id>(operation, { pathParams, query: url.searchParams, raw }),
    idempotency:
      key === undefined
        ? undefined
        : { key, request: `${url.pathname}\n${canonical(raw)}` },
  };
};

interface Wire {
  pathParams: Record<string, string>;
  query: URLSearchParams;
  raw: unknown;
}

/**
 * Path, query and body as the operation's schemas read them. The cast is at the wire: the schemas
 * have just parsed it.
 */
const saidIn = <Id extends OperationId>(
  operation: Operation,
  { pathParams, query, raw }: Wire,
): Pick<Call<Id>, 'params' | 'query' | 'body'> =>
  ({
    params: operation.params && accept(operation.params, pathParams, '/path'),
    query: readQuery(operation, query),
    body: operation.body && accept(operation.body, raw),
  }) as Pick<Call<Id>, 'params' | 'query' | 'body'>;
