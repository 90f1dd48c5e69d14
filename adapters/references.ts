/**
 * Pairwise references: the person's id under AES-SIV (RFC 5297), deterministic and authenticated,
 * with a key for each agency. Two agencies cannot tell that they speak of the same child; nobody
 * can make a reference up.
 */
import { createHmac } from 'node:crypto';
import { aessiv } from '@noble/ciphers/aes.js';
import { derivedKey, type KeyMaterial } from './key-material.ts';
import type { References } from './ports.ts';

const PREFIX = 'yp_';
const SIV_KEY_BYTES = 64;
/** Key id, SIV, person id. */
const REFERENCE_BYTES = 1 + 16 + 16;

export const references = ({
  referenceKeys,
}: Pick<KeyMaterial, 'referenceKeys'>): References => {
  const [current] = referenceKeys;
  const oldest = referenceKeys.at(-1);
  if (!current || !oldest) throw new Error('no reference key');
  const cache = new Map<string, Uint8Array>();
  const keyFor = (master: string, use: string): Uint8Array => {
    const id = `${master}|${use}`;
    const key = cache.get(id) ?? derivedKey(master, use, SIV_KEY_BYTES);
    cache.set(id, key);
    return key;
  };

  const encrypt = (use: string, plain: Uint8Array): Uint8Array =>
    Buffer.concat([
      Buffer.from([current.id]),
      aessiv(keyFor(current.key, use)).encrypt(plain),
    ]);

  /** Undefined for whatever was not encrypted here for this use. */
  const decrypt = (use: string, bytes: Uint8Array): Uint8Array | undefined => {
    const master = referenceKeys.find(({ id }) => id === bytes[0]);
    try {
      return (
        master && aessiv(keyFor(master.key, use)).decrypt(bytes.subarray(1))
      );
    } catch {
      return undefined;
    }
  };

  return {
    refer: (personId, agencyId) =>
      PREFIX +
      Buffer.from(
        encrypt(`reference|${agencyId}`, Buffer.from(personId, 'hex')),
      ).toString('base64url'),

    resolve: (reference, agencyId) => {
      const bytes = Buffer.from(reference.slice(PREFIX.length), 'base64url');
      // Hostile input: base64url has many spellings of the same bytes, and only ours is a
      // reference.
      const wellFormed =
        bytes.length === REFERENCE_BYTES &&
        PREFIX + bytes.toString('base64url') === reference;
      const person = wellFormed
        ? decrypt(`reference|${agencyId}`, bytes)
        : undefined;
      return person
        ? Buffer.from(person).toString('hex')
        : decoyOf(reference, agencyId, oldest.key);
    },

    seal: (value, clientId) =>
      Buffer.from(
        encrypt(`cursor|${clientId}`, Buffer.from(JSON.stringify(value))),
      ).toString('base64url'),

    open: (sealed, clientId) => {
      const bytes = Buffer.from(sealed, 'base64url');
      const plain =
        bytes.toString('base64url') === sealed
          ? decrypt(`cursor|${clientId}`, bytes)
          : undefined;
      return plain === undefined
        ? undefined
        : JSON.parse(Buffer.from(plain).toString('utf8'));
    },
  };
};

/**
 * The id that a forged reference stands for: nobody's, and the same each time, also after keys were
 * rotated.
 */
const decoyOf = (reference: string, agencyId: string, master: string): string =>
  createHmac('sha256', derivedKey(master, 'decoy', 32))
    .update(`${agencyId}|${reference}`)
    .digest('hex')
    .slice(0, 32);
