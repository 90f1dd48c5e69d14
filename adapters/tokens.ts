/** Access tokens of the exchange: JWTs of RFC 9068, ES256, five minutes. */
import { randomUUID } from 'node:crypto';
import { type CryptoKey, importJWK, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod';
import type { KeyMaterial } from './key-material.ts';
import type { TokenClaims, Tokens } from './ports.ts';
import { remembering, type Verified } from './remembered-tokens.ts';

const LIFETIME_SECONDS = 300;
const TYPE = 'at+jwt';

const Claims = z.looseObject({
  client_id: z.string(),
  sub: z.string(),
  agency_id: z.string(),
  scope: z.string(),
  aud: z.string(),
  exp: z.number(),
});

export const tokens = async (
  material: Pick<KeyMaterial, 'tokenKey'>,
  issuer: string,
): Promise<Tokens> => {
  const { d: _, ...publicJwk } = material.tokenKey;
  const signingKey = await importJWK(material.tokenKey, 'ES256');
  const verifyingKey = await importJWK(publicJwk, 'ES256');
  return {
    issuer,

    issue: async (claims) => ({
      token: await signed(claims, {
        key: signingKey,
        kid: material.tokenKey.kid,
        issuer,
      }),
      expiresIn: LIFETIME_SECONDS,
    }),

    verify: remembering((token) => verified(token, verifyingKey, issuer)),
  };
};

interface Signing {
  key: CryptoKey | Uint8Array;
  kid: string;
  issuer: string;
}

const signed = (
  { clientId, agencyId, scopes }: TokenClaims,
  { key, kid, issuer }: Signing,
): Promise<string> =>
  new SignJWT({
    client_id: clientId,
    agency_id: agencyId,
    scope: scopes.join(' '),
  })
    .setProtectedHeader({ alg: 'ES256', typ: TYPE, kid })
    .setIssuer(issuer)
    .setAudience(issuer)
    .setSubject(clientId)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${LIFETIME_SECONDS}s`)
    .sign(key);

/** Undefined where it is not a valid token of this issuer, for this issuer alone. */
const verified = async (
  token: string,
  key: CryptoKey | Uint8Array,
  issuer: string,
): Promise<Verified | undefined> => {
  const payload = await jwtVerify(token, key, {
    issuer,
    audience: issuer,
    typ: TYPE,
    algorithms: ['ES256'],
    requiredClaims: ['exp', 'iat', 'jti'],
  }).then(
    (sound) => sound.payload,
    () => undefined,
  );
  const { data } = Claims.safeParse(payload);
  // A token with two audiences could be spent at either.
  if (!data || data.sub !== data.client_id || data.aud !== issuer)
    return undefined;
  return { claims: claimsOf(data), expiresAt: data.exp };
};

/** They are shared by every request that shows the same token, and so nobody may change them. */
const claimsOf = (said: z.infer<typeof Claims>): TokenClaims =>
  Object.freeze({
    clientId: said.client_id,
    agencyId: said.agency_id,
    scopes: Object.freeze(said.scope.split(' ')),
  });
