/** The embedded engine: a program that speaks DynamoDB's own protocol, from its npm package. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';

export interface Engine {
  endpoint: string;
  pid: number | undefined;
  stop(): Promise<void>;
}

/**
 * @param file where it keeps its data; left out, in memory.
 * @throws where this platform has no engine package, or the engine does not come up.
 */
export const startEngine = async (file?: string): Promise<Engine> => {
  const given = process.env.DYNAMODB_ENDPOINT;
  if (given) return { endpoint: given, pid: undefined, stop: async () => {} };
  const port = await freePort();
  const args = [
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    ...(file ? ['--db-path', file] : []),
  ];
  const child = spawn(program(), args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const endpoint = `http://127.0.0.1:${port}`;
  await answering(endpoint, child);
  return {
    endpoint,
    pid: child.pid,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
};

const program = (): string => {
  const require = createRequire(import.meta.url);
  try {
    const path = join(
      dirname(require.resolve('@dynoxide/linux-x64/package.json')),
      'dynoxide',
    );
    if (existsSync(path)) return path;
  } catch {
    // Falls through to the one message for both cases.
  }
  throw new Error(
    'There is no embedded DynamoDB engine for this platform in node_modules. ' +
      'Set DYNAMODB_ENDPOINT to one that you run, e.g. DYNAMODB_ENDPOINT=http://127.0.0.1:8000',
  );
};

const answering = async (
  endpoint: string,
  child: ChildProcess,
): Promise<void> => {
  const said: string[] = [];
  child.stderr?.on('data', (chunk) => said.push(String(chunk)));
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) break;
    const up = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  child.kill('SIGKILL');
  throw new Error(
    `The embedded engine did not come up: ${said.join('').trim().slice(0, 400) || 'it said nothing'}`,
  );
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string')
    throw new Error('no free port');
  return address.port;
};
