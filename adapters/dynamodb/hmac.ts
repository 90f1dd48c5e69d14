/** Keyed hashes, so that neither names nor numbers stand in a key, a key insight or a log. */
import { createHmac, createSecretKey } from 'node:crypto';
import { derivedKey, type KeyMaterial } from '../key-material.ts';

export interface Hmac {
  posting(kind: string, value: string): string;
  /** The HMAC of an idempotency key, and of the request that it was used for. */
  once(text: string): string;
  /** An id that is no person's. */
  nobody(slot: number): string;
}

export const hmacOf = ({
  postingKey,
}: Pick<KeyMaterial, 'postingKey'>): Hmac => {
  const hasher = (use: string) => {
    const key = createSecretKey(derivedKey(postingKey, use, 32));
    return (text: string) =>
      createHmac('sha256', key).update(text, 'utf8').digest('hex');
  };
  const posting = hasher('posting');
  const once = hasher('once');
  const nobody = hasher('nobody');
  /** Always the same, and asked for at every search. */
  const nobodies = new Map<number, string>();
  return {
    posting: (kind, value) => posting(`${kind}|${value}`).slice(0, 40),
    once: (text) => once(text).slice(0, 40),
    nobody: (slot) => {
      const id = nobodies.get(slot) ?? nobody(String(slot)).slice(0, 32);
      nobodies.set(slot, id);
      return id;
    },
  };
};
