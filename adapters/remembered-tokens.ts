/**
 * Tokens that were verified a moment ago. To verify a signature costs more than all else that is
 * done with a token, and a system shows the same one for five minutes.
 *
 * INVARIANT: only what was verified is remembered, under the digest of the whole token, and its
 * expiry is looked at each time.
 */
import { createHash } from 'node:crypto';
import type { TokenClaims } from './ports.ts';

export interface Verified {
  claims: TokenClaims;
  /** Seconds since the epoch. */
  expiresAt: number;
}

/** Enough for every system of the agencies; what was not used for longest gives way. */
const MOST = 1000;

/** @param verify undefined for a token that is not valid. */
export const remembering = (
  verify: (token: string) => Promise<Verified | undefined>,
): ((token: string) => Promise<TokenClaims | undefined>) => {
  const known = new Map<string, Verified>();

  const keep = (digest: string, verified: Verified): TokenClaims => {
    known.delete(digest);
    known.set(digest, verified);
    const [oldest] = known.keys();
    if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    return verified.claims;
  };

  return async (token) => {
    const digest = createHash('sha256').update(token).digest('base64');
    const earlier = known.get(digest);
    const verified =
      earlier && Date.now() / 1000 < earlier.expiresAt
        ? earlier
        : await verify(token);
    if (verified) return keep(digest, verified);
    known.delete(digest);
    return undefined;
  };
};
