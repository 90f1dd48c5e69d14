/** The folder in which a local exchange keeps what must survive it: keys, clock, the engine's data, the partners' records. */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { KeyMaterial } from '../adapters/key-material.ts';

export interface Folder {
  path: string;
  ephemeral: boolean;
  at(...parts: string[]): string;
  read(name: string): unknown;
  /** Owner-readable only: among it are private keys. */
  write(name: string, value: unknown): void;
  /** Remembers the engine that works on this folder, so that the next exchange can stop it if this one is killed. */
  holds(engine: number | undefined): void;
  /** Lets other processes use it, and removes it where it is ephemeral. */
  close(): void;
}

/** `DIVAN_DIR` names another folder than `.divan`. @throws with a sentence for a person where it cannot be used. */
export const openFolder = (ephemeral: boolean): Folder => {
  const path = ephemeral
    ? mkdtempSync(join(tmpdir(), 'divan-'))
    : resolve(process.env.DIVAN_DIR ?? '.divan');
  try {
    mkdirSync(join(path, 'systems'), { recursive: true, mode: 0o700 });
    mkdirSync(join(path, 'partners'), { recursive: true, mode: 0o700 });
    writeFileSync(join(path, '.writable'), '');
  } catch (error) {
    throw new Error(
      `The folder ${path} cannot be used (${(error as NodeJS.ErrnoException).code}). Set DIVAN_DIR to another.`,
    );
  }
  const at = (...parts: string[]) => join(path, ...parts);
  const unlock = ephemeral ? () => {} : lock(at('lock.json'));
  return {
    path,
    ephemeral,
    at,
    read: (name) =>
      existsSync(at(name))
        ? JSON.parse(readFileSync(at(name), 'utf8'))
        : undefined,
    write: (name, value) => {
      writeFileSync(at(name), `${JSON.stringify(value, null, 2)}\n`, {
        mode: 0o600,
      });
      chmodSync(at(name), 0o600);
    },
    holds: (engine) => {
      if (!ephemeral)
        writeFileSync(
          at('lock.json'),
          JSON.stringify({ pid: process.pid, engine } satisfies Holder),
        );
    },
    close: () => {
      unlock();
      if (ephemeral) rmSync(path, { recursive: true, force: true });
    },
  };
};

/** One exchange at a time: two engines over one file would each overwrite the other. */
const lock = (file: string): (() => void) => {
  const holder = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Holder)
    : undefined;
  if (holder && holder.pid !== process.pid && alive(holder.pid)) {
    throw new Error(
      `Another exchange (process ${holder.pid}) is running in this folder. Stop it, or set DIVAN_DIR.`,
    );
  }
  if (holder?.engine !== undefined) stopOrphan(holder.engine, dirname(file));
  writeFileSync(file, JSON.stringify({ pid: process.pid } satisfies Holder));
  return () => rmSync(file, { force: true });
};

interface Holder {
  pid: number;
  engine?: number | undefined;
}

/** An exchange that was killed outright leaves its engine behind. Its id may be another program's by now. */
const stopOrphan = (pid: number, folder: string): void => {
  const listed = `/proc/${pid}/cmdline`;
  if (existsSync(listed) && readFileSync(listed, 'utf8').includes(folder))
    process.kill(pid, 'SIGKILL');
};

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** The exchange's own secrets, generated the first time. */
export const keyMaterialIn = async (folder: Folder): Promise<KeyMaterial> => {
  const kept = folder.read('keys.json');
  if (kept) return KeyMaterial.parse(kept);
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const secret = () => randomBytes(32).toString('base64url');
  const made = KeyMaterial.parse({
    tokenKey: { ...(await exportJWK(privateKey)), kid: 'token-1' },
    referenceKeys: [{ id: 1, key: secret() }],
    postingKey: secret(),
  });
  folder.write('keys.json', made);
  return made;
};
