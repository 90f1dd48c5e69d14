/** What a new user meets: `npm start` comes up, persists, explains itself when it cannot, and leaves nothing running. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { exchangeClient } from '../../client/client.ts';
import { connectionOf, systemFile } from '../../local/client.ts';
import { policeRecordIn } from '../../local/sandbox.ts';
import { SAID } from '../exchange.ts';

const ROOT = join(import.meta.dirname, '../..');
const undo: (() => void)[] = [];
afterEach(() => {
  for (const each of undo.splice(0)) each();
});

const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'divan-test-'));
  undo.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
};

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
};

interface Started {
  process: ChildProcess;
  said: () => string;
  /** Resolves when a text has been said, or the process has ended. */
  until(text: string): Promise<void>;
}

const run = (
  script: string,
  args: string[],
  env: Record<string, string>,
): Started => {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
  });
  undo.push(() => child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (said += String(chunk)));
  return {
    process: child,
    said: () => said,
    until: async (text) => {
      while (!said.includes(text) && child.exitCode === null)
        await new Promise((resolve) => setTimeout(resolve, 25));
    },
  };
};

const ended = async ({ process: child }: Started): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null)
    await once(child, 'exit');
  return child.exitCode;
};

/** The engine processes that work on a folder's data, as Linux lists them. */
const engineOf = (path: string): string[] =>
  readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .map(commandLine)
    .filter((line) => line.includes('dynoxide') && line.includes(path));

const commandLine = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // It ended between being listed and being read.
    return '';
  }
};

describe('npm start', () => {
  it('keeps what it holds across a restart, keys owner-readable, and stops all that it started', async () => {
    const path = folder();
    const port = String(await freePort());
    const first = run('local/start.ts', [], { DIVAN_DIR: path, PORT: port });
    await first.until('Ctrl-C');
    expect(first.said()).toContain(`http://127.0.0.1:${port}`);
    expect(first.said()).toContain('curl -s');
    for (const name of readdirSync(join(path, 'systems'))) {
      expect(statSync(join(path, 'systems', name)).mode & 0o777).toBe(0o600);
    }
    expect(engineOf(path)).toHaveLength(1);
    first.process.kill('SIGINT');
    expect(await ended(first)).toBe(0);
    expect(engineOf(path)).toEqual([]);

    const second = run('local/start.ts', [], { DIVAN_DIR: path, PORT: port });
    await second.until('Ctrl-C');
    expect(second.said()).not.toContain('nominating');
    const yjs = exchangeClient(
      connectionOf(
        `http://127.0.0.1:${port}`,
        systemFile(path, 'croydon-yjs-case-system'),
      ),
      SAID,
    );
    const { givenName, familyName, birthDate } = policeRecordIn(path, 1);
    const { response } = await yjs.POST('/v1/queries', {
      body: { subject: { givenName, familyName, birthDate } },
    });
    expect(response.status).toBe(200);

    const third = run('local/start.ts', [], { DIVAN_DIR: path, PORT: '0' });
    expect(await ended(third)).toBe(1);
    expect(third.said()).toContain('is running in this folder');
    second.process.kill('SIGKILL');
    await ended(second);
    expect(engineOf(path)).toHaveLength(1);

    const fourth = run('local/start.ts', [], { DIVAN_DIR: path, PORT: port });
    await fourth.until('Ctrl-C');
    // The engine that was orphaned is gone, and its successor is the only one.
    expect(engineOf(path)).toHaveLength(1);
    fourth.process.kill('SIGINT');
    expect(await ended(fourth)).toBe(0);
    expect(engineOf(path)).toEqual([]);
  });

  it('keeps nothing when it is told to', async () => {
    const started = run('local/start.ts', ['--ephemeral'], { PORT: '0' });
    await started.until('Ctrl-C');
    const [, path = ''] = /Data\s+(\S+)/.exec(started.said()) ?? [];
    expect(statSync(path).isDirectory()).toBe(true);
    started.process.kill('SIGTERM');
    expect(await ended(started)).toBe(0);
    expect(() => statSync(path)).toThrow();
  });

  it('says so where the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    undo.push(() => server.close());
    const { port } = server.address() as { port: number };
    const started = run('local/start.ts', ['--ephemeral'], {
      PORT: String(port),
    });
    expect(await ended(started)).toBe(1);
    expect(started.said()).toContain(`Port ${port} is taken`);
  });

  it('says so where the folder cannot be used', async () => {
    const file = join(folder(), 'a-file');
    writeFileSync(file, '');
    const started = run('local/start.ts', [], {
      DIVAN_DIR: join(file, 'below'),
      PORT: '0',
    });
    expect(await ended(started)).toBe(1);
    expect(started.said()).toContain('cannot be used');
  });

  it('says so where PORT is no port', async () => {
    const started = run('local/start.ts', ['--ephemeral'], { PORT: 'ninety' });
    expect(await ended(started)).toBe(1);
    expect(started.said()).toContain('PORT must be a port');
  });
});

describe('npm run token', () => {
  it('names the systems where it is given none of them', async () => {
    const started = run('local/token.ts', ['nobody'], { DIVAN_DIR: folder() });
    expect(await ended(started)).toBe(1);
    expect(started.said()).toContain('Start the exchange first');
  });
});
