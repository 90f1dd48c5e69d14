/**
 * The floors of a request: what it costs to be asked, to verify who asks, to make store calls and to answer. A floor has, for
 * each request: Node's own HTTP server, one jose `jwtVerify` of the same token, store calls one after another through the same
 * sender, and the bytes of the real answer. It does not read the body, route, parse what the store says, decide, compose,
 * hash, or check its answer. Which store calls it makes is its plan: the request's own (`same-calls.ts`), or the fewest
 * and smallest that would do (`lean-calls.ts`).
 */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importJWK, jwtVerify } from 'jose';
import { keyMaterialIn } from '../local/folder.ts';
import type { Command, Send } from '../test/sender.ts';
import type { Answered, Ready } from './http.ts';
import type { Stage } from './stage.ts';

export interface Plan {
  ready: Ready;
  answered: Answered;
  /** The store calls of one more request, as nobody has made them yet. */
  fresh(): Command[];
}

export interface LaidFloor {
  ready: Ready;
  /** Makes the commands of so many requests. */
  prepare(count: number): void;
}

export interface Floor {
  url: string;
  /** Serves a plan, at the path that is returned. */
  lay(plan: Plan): LaidFloor;
  close(): Promise<void>;
}

export const EMPTY = '/empty';

interface Laid {
  answered: Answered;
  queue: Command[][];
}

export const startFloor = async (
  { exchange }: Stage,
  send: Send,
): Promise<Floor> => {
  const verify = await verifierOf(exchange);
  const laid = new Map<string, Laid>();
  const serve = async (
    path: string,
    authorization: string,
    response: ServerResponse,
  ): Promise<void> => {
    const { answered, queue } = laid.get(path) ?? { queue: [] };
    const commands = queue.pop();
    if (!answered || !commands) throw new Error(`no floor is laid at ${path}`);
    await verify(authorization);
    for (const command of commands) await send(command);
    response.writeHead(answered.status, answered.headers).end(answered.body);
  };
  const { url, close } = await listen(serve);
  return {
    url,
    close,
    lay: ({ ready, answered, fresh }) => {
      const path = `/floor/${laid.size}`;
      const queue: Command[][] = [];
      laid.set(path, {
        answered: { ...answered, headers: withoutHop(answered.headers) },
        queue,
      });
      return {
        ready: { ...ready, path },
        prepare: (count) => {
          while (queue.length < count) queue.push(fresh());
        },
      };
    },
  };
};

const verifierOf = async ({ folder, url: issuer }: Stage['exchange']) => {
  const { d: _, ...publicJwk } = (await keyMaterialIn(folder)).tokenKey;
  const key = await importJWK(publicJwk, 'ES256');
  const options = {
    issuer,
    audience: issuer,
    typ: 'at+jwt',
    algorithms: ['ES256'],
  };
  return (authorization: string) =>
    jwtVerify(authorization.slice('Bearer '.length), key, options);
};

const listen = async (
  serve: (
    path: string,
    authorization: string,
    response: ServerResponse,
  ) => Promise<void>,
) => {
  const server = createServer((request, response) => {
    request.resume();
    // What the variants have in common beside the floor: the client and a server that does nothing.
    if (request.url === EMPTY) {
      response.writeHead(204).end();
      return;
    }
    serve(
      request.url ?? '',
      request.headers.authorization ?? '',
      response,
    ).catch((error: unknown) => response.writeHead(500).end(String(error)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const withoutHop = (
  headers: Record<string, string>,
): Record<string, string> => {
  const {
    connection: _,
    'keep-alive': __,
    'transfer-encoding': ___,
    ...kept
  } = headers;
  return kept;
};
