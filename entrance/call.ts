/** One request: first as an attempt by somebody who is authenticated, then read and understood. */
import * as z from 'zod';
import type { TokenClaims, World } from '../adapters/ports.ts';
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

/** What the ledger needs to know of a request, however far it gets. */
export interface Attempt {
  id: OperationId;
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

/** What a handler has before it asks the store. */
export interface Call<Id extends OperationId = OperationId> extends Attempt {
  sharing: Sharing;
  /** PAPER: the operation's printed page is wanted, which is about children whatever the operation is about. */
  medium: Medium;
  params: Said<(typeof OPERATIONS)[Id], 'params'>;
  query: Said<(typeof OPERATIONS)[Id], 'query'>;
  body: Said<(typeof OPERATIONS)[Id], 'body'>;
  idempotency: { key: string; request: string } | undefined;
}

const NO_QUERY = z.strictObject({});

/** What an operation does not ask for it does not ignore: a name in a URL stays in logs. Each name once, each number plainly. */
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

export const attempt = (
  id: OperationId,
  world: World,
  claims: TokenClaims,
  ids: RequestIds,
): Attempt => ({
  id,
  operation: OPERATIONS[id],
  world,
  claims,
  entryId: `le_${world.randomId()}`,
  ids,
  now: world.clock(),
});

/** Headers first, then path, query and body. The attempt learns who asks and why as soon as that is understood. */
export const readCall = async <Id extends OperationId>(
  made: Attempt,
  request: Request,
  pathParams: Record<string, string>,
): Promise<Call<Id>> => {
  const { operation } = made;
  const medium = mediumOf(request.headers, operation);
  made.sharing = readSharing(request.headers, operation, medium);
  if (!medium) throw notAcceptable(operation);
  const key = readIdempotencyKey(request.headers, operation);
  const url = new URL(request.url);
  const raw = operation.body && (await readJson(request));
  return {
    ...made,
    medium,
    params: operation.params && accept(operation.params, pathParams, '/path'),
    query: readQuery(operation, url.searchParams),
    body: operation.body && accept(operation.body, raw),
    idempotency:
      key === undefined
        ? undefined
        : { key, request: `${url.pathname}\n${canonical(raw)}` },
  } as Call<Id>;
};
