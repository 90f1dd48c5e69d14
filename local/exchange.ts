/**
 * A whole exchange on this machine: engine, tables, registry, functions, sequencer. What start,
 * demo and tests begin.
 */

import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { STYLE_SHEETS } from '../adapters/configuration.ts';
import { type Database, database } from '../adapters/dynamodb/client.ts';
import { publishRegistry } from '../adapters/dynamodb/registry.ts';
import { sequencer } from '../adapters/dynamodb/sequencer.ts';
import type { Telemetry, World } from '../adapters/ports.ts';
import { telemetryLines } from '../adapters/telemetry-lines.ts';
import { worldOf } from '../adapters/world.ts';
import { causesOf } from '../entrance/causes.ts';
import {
  Problem,
  problemDocument,
  problemResponse,
} from '../entrance/problem.ts';
import { sandboxClock } from './clock.ts';
import { createTables } from './engine/create-tables.ts';
import { startEngine } from './engine/embedded.ts';
import { type Folder, keyMaterialIn, openFolder } from './folder.ts';
import { AGENCIES } from './registry/agencies.ts';
import { loadAgreements } from './registry/agreements.ts';
import { SERVICES } from './registry/services.ts';
import { systemsIn } from './registry/systems.ts';
import { router } from './router.ts';

export interface Exchange {
  url: string;
  folder: Folder;
  world: World;
  database: Database;
  /** Brings what is pending into the log now rather than in a moment. */
  sequence(): Promise<number>;
  stop(): Promise<void>;
}

export interface ExchangeOptions {
  ephemeral: boolean;
  /** 0 takes any free port. */
  port: number;
  /** True where the log is written in the background; otherwise only when `sequence` is called. */
  sequencing?: boolean;
  /** The sink of faults; left out, the terminal. */
  telemetry?: Telemetry;
}

const SEQUENCE_EVERY_MS = 200;

/** @throws with a sentence for a person where the port is taken or the folder unusable. */
export const startExchange = async ({
  ephemeral,
  port,
  sequencing = true,
  telemetry = telemetryLines(),
}: ExchangeOptions): Promise<Exchange> => {
  const folder = openFolder(ephemeral);
  const started: (() => Promise<unknown>)[] = [async () => folder.close()];
  const stop = async () => {
    for (const undo of started.splice(0).reverse()) await undo();
  };
  try {
    const listening = await listen(port);
    started.push(listening.close);
    const engine = await startEngine(
      ephemeral ? undefined : folder.at('exchange.db'),
    );
    started.push(engine.stop);
    folder.holds(engine.pid);
    const db = database(
      { exchange: 'exchange', ledger: 'ledger' },
      engine.endpoint,
    );
    await createTables(db);
    const keyMaterial = await keyMaterialIn(folder);
    const systems = await systemsIn(folder, listening.url);
    await publishRegistry(db, {
      agencies: AGENCIES,
      systems,
      agreements: loadAgreements(),
      services: SERVICES,
    });
    const clock = sandboxClock(folder);
    const world = await worldOf({
      database: db,
      keyMaterial,
      issuer: listening.url,
      telemetry,
      clock: clock.now,
      styleSheetAt,
      synthetic: true,
    });
    const sequence = () => sequencer(db).sequence();
    if (sequencing) started.push(keepSequencing(sequence, telemetry));
    listening.serveWith(router(world, clock).fetch);
    return { url: listening.url, folder, world, database: db, sequence, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const resolve = createRequire(import.meta.url).resolve;

/** Reads it from the package that publishes it; in AWS it lies beside the bundle. */
const styleSheetAt = (name: string): string =>
  resolve(STYLE_SHEETS[name as keyof typeof STYLE_SHEETS]);

type Fetch = (request: Request, env: never) => Response | Promise<Response>;

/** The port is taken first of all, so that nothing is set up for an address that is not ours. */
const listen = async (port: number) => {
  let fetch: Fetch = () => new Response(null, { status: 503 });
  const listener = getRequestListener(
    (request, env) => fetch(request, env as never),
    {
      hostname: '127.0.0.1',
      errorHandler: () =>
        problemResponse(
          new Problem(
            'HEADER_INVALID',
            'The Host header or the path cannot be read.',
          ),
        ),
    },
  );
  const server = createServer(listener).listen(port, '127.0.0.1');
  await Promise.race([
    once(server, 'listening'),
    once(server, 'error').then(([error]) => Promise.reject(error)),
  ]).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === 'EADDRINUSE'
        ? `Port ${port} is taken. Stop what uses it, or choose another: PORT=8788 npm start`
        : `Port ${port} cannot be listened on (${error.code}).`,
    );
  });
  server.on('clientError', refuseUnreadable);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serveWith: (handler: Fetch) => {
      fetch = handler;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/**
 * A message that node cannot read as HTTP never becomes a request: its headers are too long, or
 * have line breaks. In AWS the gateway refuses it.
 */
const refuseUnreadable = (_: Error, socket: Duplex): void => {
  if (!socket.writable) return;
  const problem = new Problem(
    'HEADER_INVALID',
    'The request line or a header cannot be read, or is too long.',
  );
  const body = JSON.stringify(problemDocument(problem));
  const head = [
    'HTTP/1.1 400 Bad Request',
    'content-type: application/problem+json',
    'cache-control: no-store',
  ];
  socket.end(
    [
      ...head,
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
};

/**
 * Streams only wake the sequencer in AWS; here a timer does. @returns how to stop it, with nothing
 * left pending.
 */
const keepSequencing = (
  sequence: () => Promise<number>,
  telemetry: Telemetry,
): (() => Promise<unknown>) => {
  let running = Promise.resolve(0);
  const tick = () => {
    // A failed run loses nothing: what is pending stays pending, and the next run takes it up.
    running = running.then(sequence).catch((error: unknown) => {
      telemetry.fault({
        operation: 'sequence',
        code: 'FAULT',
        causes: causesOf(error),
      });
      return 0;
    });
  };
  const timer = setInterval(tick, SEQUENCE_EVERY_MS);
  return async () => {
    clearInterval(timer);
    tick();
    await running;
  };
};
