/**
 * Opens the folder in which a local exchange keeps what must survive it: keys, clock, the engine's
 * data, the partners' records.
 */
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
  /** The file is readable by its owner only: some hold private keys. */
  write(name: string, value: unknown): void;
  /**
   * Remembers the engine that works on this folder, so that the next exchange can stop it if this
   * one is killed.
   */
  holds(engine: number | undefined): void;
  /** Lets other processes use it, and removes it where it is ephemeral. */
  close(): void;
}

/**
 * `DIVAN_DIR` names another folder than `.divan`. @throws with a sentence for a person where it
 * cannot be used.
 */
export const openFolder = (ephemeral: boolean): Folder => {
  const path = made(ephemeral);
  const at = (...parts: string[]) => join(path, ...parts);
  const unlock = ephemeral ? () => {} : lock(at('lock.json'));
  return {
    path,
    ephemeral,
    at,
    read: (name) => readJson(at(name)),
    write: (name, value) => writePrivately(at(name), value),
    holds: (engine) => {
      if (!ephemeral)
        writeHolder(at('lock.json'), { pid: process.pid, engine });
    },
    close: () => {
      unlock();
      if (ephemeral) rmSync(path, { recursive: true, force: true });
    },
  };
};

const made = (ephemeral: boolean): string => {
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
  return path;
};

const readJson = (file: string): unknown =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;

const writePrivately = (file: string, value: unknown): void => {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
};

/** One exchange at a time: two engines over one file would each overwrite the other. */
const lock = (file: string): (() => void) => {
  const holder = readJson(file) as Holder | undefined;
  if (holder && holder.pid !== process.pid && alive(holder.pid)) {
    throw new Error(
      `Another exchange (process ${holder.pid}) is running in this folder. Stop it, or set DIVAN_DIR.`,
    );
  }
  if (holder?.engine !== undefined) stopOrphan(holder.engine, dirname(file));
  writeHolder(file, { pid: process.pid });
  return () => rmSync(file, { force: true });
};

interface Holder {
  pid: number;
  engine?: number | undefined;
}

const writeHolder = (file: string, holder: Holder): void =>
  writeFileSync(file, JSON.stringify(holder));

/**
 * An exchange that was killed outright leaves its engine behind. Its id may be another program's by
 * now.
 */
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

/** Reads the exchange's own secrets, and generates them the first time. */
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
