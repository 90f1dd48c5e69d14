/**
 * The bare floor of a request: what no exchange with this store and these signatures could do without.
 *
 * It contains, for each request: Node's own HTTP server, one jose `jwtVerify` of the same token, and the same store calls one
 * after another through the same SDK document client, with the keys and items of a real request (fresh entry ids, made
 * beforehand); then it answers with the bytes of the real answer. It does not read the body, route, parse what the store
 * says, decide, compose, hash, or check its answer.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importJWK, jwtVerify } from 'jose';
import { keyMaterialIn } from '../local/folder.ts';
import type { Answered, Ready } from './http.ts';
import { type Command, recordSends } from './sends.ts';
import type { Stage } from './stage.ts';

export interface Floor {
  url: string;
  /** Makes one request's floor, at the path that is returned. */
  lay(ready: Ready): Promise<LaidFloor>;
  close(): Promise<void>;
}

export interface LaidFloor {
  ready: Ready;
  /** Makes the commands of so many requests. */
  prepare(count: number): void;
}

interface Plan {
  commands: Command[];
  answered: Answered;
  queue: Command[][];
}

export const startFloor = async (stage: Stage): Promise<Floor> => {
  const { exchange } = stage;
  const { d: _, ...publicJwk } = (await keyMaterialIn(exchange.folder))
    .tokenKey;
  const key = await importJWK(publicJwk, 'ES256');
  const issuer = exchange.url;
  const options = {
    issuer,
    audience: issuer,
    typ: 'at+jwt',
    algorithms: ['ES256'],
  };
  const sends = recordSends(exchange.database);
  const plans = new Map<string, Plan>();

  const serve = async (
    path: string,
    authorization: string,
    response: ServerResponse,
  ): Promise<void> => {
    const plan = plans.get(path);
    const commands = plan?.queue.pop();
    if (!plan || !commands) throw new Error(`no floor is laid at ${path}`);
    await jwtVerify(authorization.slice('Bearer '.length), key, options);
    for (const command of commands) await sends.send(command);
    response
      .writeHead(plan.answered.status, plan.answered.headers)
      .end(plan.answered.body);
  };
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
    lay: async (ready) => {
      const { sent, result } = await sends.during(() => stage.does(ready));
      const path = `/floor/${plans.size}`;
      const {
        connection: _,
        'keep-alive': __,
        'transfer-encoding': ___,
        ...headers
      } = result.headers;
      const plan = {
        commands: sent.map(({ command }) => command),
        answered: { ...result, headers },
        queue: [],
      };
      plans.set(path, plan);
      return {
        ready: { ...ready, path },
        prepare: (count) => refill(plan, count),
      };
    },
    close: async () => {
      sends.restore();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

export const EMPTY = '/empty';

const refill = (plan: Plan, count: number): void => {
  const recorded = entryIdIn(plan.commands);
  plan.queue = Array.from({ length: count }, () => {
    const fresh = `le_${randomBytes(16).toString('hex')}`;
    return plan.commands.map((command) => {
      const Same = command.constructor as new (input: object) => Command;
      return new Same(replaced(command.input, recorded, fresh) as object);
    });
  });
};

/** Each entry is put once only, so the floor puts one with another id. */
const entryIdIn = (commands: Command[]): string => {
  const found = /"ENTRY#(le_[0-9a-f]{32})"/.exec(
    JSON.stringify(commands.map(({ input }) => input)),
  );
  if (!found?.[1]) throw new Error('the request left no ledger entry');
  return found[1];
};

const replaced = (value: unknown, from: string, to: string): unknown => {
  if (typeof value === 'string') return value.replaceAll(from, to);
  if (Array.isArray(value))
    return value.map((each) => replaced(each, from, to));
  if (value instanceof Set)
    return new Set([...value].map((each) => replaced(each, from, to)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      replaced(each, from, to),
    ]),
  );
};
