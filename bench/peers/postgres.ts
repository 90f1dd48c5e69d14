/** A PostgreSQL of one's own for one run, in a temporary directory, over a unix socket. It is as fast as it can be made. */
import {
  type ExecFileSyncOptions,
  execFile,
  execFileSync,
  spawn,
} from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Client, type ClientConfig } from 'pg';

export interface Postgres {
  connection: ClientConfig;
  stop(): Promise<void>;
}

export const OWNER = 'owner';

/** @returns the folder on the PATH that holds it, where one does. */
export const findPostgres = (): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .find((folder) =>
      ['postgres', 'initdb'].every((program) =>
        existsSync(join(folder, program)),
      ),
    );

/** Our own engine keeps its data in memory, so nothing here waits for a disk either. */
const SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'shared_buffers=256MB',
  'listen_addresses=',
];

export const startPostgres = async (programs: string): Promise<Postgres> => {
  const folder = mkdtempSync(join(tmpdir(), 'peer-'));
  const user = otherThanRoot();
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const made = [
    '-D',
    data,
    '-U',
    OWNER,
    '--auth=trust',
    '--no-sync',
    '--encoding=UTF8',
    '--locale=C',
  ];
  await promisify(execFile)(join(programs, 'initdb'), made, {
    ...user,
    cwd: folder,
  });
  const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-k', folder, ...settings],
    {
      ...user,
      cwd: folder,
      stdio: 'ignore',
    },
  );
  const connection = { host: folder, user: OWNER, database: 'postgres' };
  const stop = async () => {
    if (server.exitCode === null) {
      // Fast shutdown: whoever is connected is cut off.
      server.kill('SIGINT');
      await once(server, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  };
  await answering(connection).catch(async (error) => {
    await stop();
    throw error;
  });
  return { connection, stop };
};

/** PostgreSQL refuses to run as root. */
const otherThanRoot = (): { uid: number; gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = ['-u', '-g'].map((which) =>
        Number(execFileSync('id', [which, name], QUIETLY)),
      );
      if (uid && gid) return { uid, gid };
    } catch {
      // There is no such user.
    }
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is no other user to run it as',
  );
};

const QUIETLY: ExecFileSyncOptions = { stdio: ['ignore', 'pipe', 'ignore'] };

const ATTEMPTS = 100;

const answering = async (connection: ClientConfig): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    const client = new Client(connection);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
};
