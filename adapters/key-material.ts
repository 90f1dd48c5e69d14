/**
 * The exchange's own secrets, as one document: locally a generated file, in AWS a secret. Never in
 * the repository.
 */
import { hkdfSync } from 'node:crypto';
import * as z from 'zod';

const Key32 = z.base64url().length(43);

export const KeyMaterial = z.strictObject({
  /** Signs access tokens: a private ES256 JWK with `kid`. */
  tokenKey: z.looseObject({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    kid: z.string(),
    d: z.string(),
  }),
  /** Encrypts references, the newest first. An old id decodes for life. */
  referenceKeys: z
    .array(z.strictObject({ id: z.int().min(0).max(255), key: Key32 }))
    .min(1),
  /** Keys the HMACs of postings, idempotency keys and request hashes. */
  postingKey: Key32,
});
export type KeyMaterial = z.infer<typeof KeyMaterial>;

/** A key of `length` bytes for one use, from a master key (RFC 5869). */
export const derivedKey = (
  master: string,
  use: string,
  length: number,
): Uint8Array =>
  new Uint8Array(
    hkdfSync(
      'sha256',
      Buffer.from(master, 'base64url'),
      Buffer.alloc(0),
      use,
      length,
    ),
  );
