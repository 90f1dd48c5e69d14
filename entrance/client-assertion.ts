/**
 * private_key_jwt (RFC 7523, OpenID Connect Core section 9) as FAPI 2.0 section 5.3.2 profiles it:
 * a system proves with its own key who it is, once, for five minutes at most.
 */
import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import * as z from 'zod';
import type { World } from '../adapters/ports.ts';
import type { System } from '../schemas/store/entities.ts';
import { isCanonicalJws } from './caller.ts';

export const ASSERTION_TYPE =
  'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const MAX_LIFETIME_SECONDS = 300;
const CLOCK_TOLERANCE_SECONDS = 10;

/**
 * Checks the content that `jwtVerify` does not look at. One audience: a list could make it good for
 * another server too.
 */
const Proof = z.object({
  aud: z.string(),
  exp: z.number(),
  jti: z.string().min(1).max(128),
});

/**
 * The system that signed it; undefined for whatever is not a valid and unused assertion of an
 * active system.
 */
export const verifyAssertion = async (
  assertion: string,
  { store, tokens: { issuer } }: World,
  tokenEndpoint: string,
): Promise<System | undefined> => {
  const claimed = isCanonicalJws(assertion) ? claimOf(assertion) : undefined;
  const system = claimed && (await store.system(claimed.clientId));
  if (!claimed || !system?.active) return undefined;
  const proof = await proofOf(assertion, system, claimed.kid);
  if (!proof || ![tokenEndpoint, issuer].includes(proof.aud)) return undefined;
  if (!isShortLived(proof.exp)) return undefined;
  const isFirst = await store.spend(
    system.clientId,
    proof.jti,
    Math.ceil(proof.exp),
  );
  return isFirst ? system : undefined;
};

/**
 * Hostile input: the key is the one registered under this kid, never one that the assertion brings
 * along.
 */
const proofOf = async (
  assertion: string,
  { clientId, keys }: System,
  kid: string,
): Promise<z.infer<typeof Proof> | undefined> => {
  const jwk = keys.find((key) => key.kid === kid);
  if (!jwk) return undefined;
  return jwtVerify(assertion, await importJWK(jwk, jwk.alg), {
    algorithms: [jwk.alg],
    issuer: clientId,
    subject: clientId,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
  }).then(
    ({ payload }) => Proof.safeParse(payload).data,
    () => undefined,
  );
};

const isShortLived = (exp: number): boolean =>
  exp - Date.now() / 1000 <= MAX_LIFETIME_SECONDS + CLOCK_TOLERANCE_SECONDS;

/** Whose it says that it is, before anything of it is proven. */
const Claimed = z.object({ iss: z.string().max(64), kid: z.string() });

const claimOf = (
  assertion: string,
): { clientId: string; kid: string } | undefined => {
  try {
    const { iss, kid } = Claimed.parse({
      ...decodeJwt(assertion),
      kid: decodeProtectedHeader(assertion).kid,
    });
    return { clientId: iss, kid };
  } catch {
    return undefined;
  }
};
