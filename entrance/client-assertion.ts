/**
 * private_key_jwt (RFC 7523, OpenID Connect Core section 9) as FAPI 2.0 section 5.3.2 profiles it: a system proves with its
 * own key who it is, once, for five minutes at most.
 */
import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import type { World } from '../adapters/ports.ts';
import type { System } from '../schemas/store/entities.ts';
import { isCanonicalJws } from './caller.ts';

export const ASSERTION_TYPE =
  'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const MAX_LIFETIME_SECONDS = 300;
const CLOCK_TOLERANCE_SECONDS = 10;

/** The system that signed it; undefined for whatever is not a valid and unused assertion of an active system. */
export const verifyAssertion = async (
  assertion: string,
  { store, tokens: { issuer } }: World,
  tokenEndpoint: string,
): Promise<System | undefined> => {
  const claimed = isCanonicalJws(assertion) ? claimOf(assertion) : undefined;
  const system = claimed && (await store.system(claimed.clientId));
  // Hostile input: the key is the one registered under this kid, never one that the token brings along.
  const jwk = system?.active
    ? system.keys.find(({ kid }) => kid === claimed?.kid)
    : undefined;
  if (!system || !jwk) return undefined;
  const payload = await jwtVerify(assertion, await importJWK(jwk, jwk.alg), {
    algorithms: [jwk.alg],
    issuer: system.clientId,
    subject: system.clientId,
    requiredClaims: ['exp', 'jti', 'aud'],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
  }).then(
    (verified) => verified.payload,
    () => undefined,
  );
  const { aud, exp = 0, jti } = payload ?? {};
  // One audience, and it is us: an array could make one assertion good for another server too.
  const forUs = aud === tokenEndpoint || aud === issuer;
  const shortLived =
    exp - Date.now() / 1000 <= MAX_LIFETIME_SECONDS + CLOCK_TOLERANCE_SECONDS;
  if (
    !forUs ||
    !shortLived ||
    typeof jti !== 'string' ||
    jti === '' ||
    jti.length > 128
  )
    return undefined;
  return (await store.spend(system.clientId, jti, Math.ceil(exp)))
    ? system
    : undefined;
};

const claimOf = (
  assertion: string,
): { clientId: string; kid: string } | undefined => {
  try {
    const { kid } = decodeProtectedHeader(assertion);
    const { iss } = decodeJwt(assertion);
    return typeof kid === 'string' &&
      typeof iss === 'string' &&
      iss.length <= 64
      ? { clientId: iss, kid }
      : undefined;
  } catch {
    return undefined;
  }
};
