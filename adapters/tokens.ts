/** Access tokens of the exchange: JWTs of RFC 9068, ES256, five minutes. */
import { randomUUID } from 'node:crypto';
import { importJWK, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod';
import type { KeyMaterial } from './key-material.ts';
import type { Tokens } from './ports.ts';

const LIFETIME_SECONDS = 300;
const TYPE = 'at+jwt';

const Claims = z.looseObject({
  client_id: z.string(),
  sub: z.string(),
  agency_id: z.string(),
  scope: z.string(),
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

    issue: async ({ clientId, agencyId, scopes }) => ({
      token: await new SignJWT({
        client_id: clientId,
        agency_id: agencyId,
        scope: scopes.join(' '),
      })
        .setProtectedHeader({
          alg: 'ES256',
          typ: TYPE,
          kid: material.tokenKey.kid,
        })
        .setIssuer(issuer)
        .setAudience(issuer)
        .setSubject(clientId)
        .setJti(randomUUID())
        .setIssuedAt()
        .setExpirationTime(`${LIFETIME_SECONDS}s`)
        .sign(signingKey),
      expiresIn: LIFETIME_SECONDS,
    }),

    verify: async (token) => {
      try {
        const { payload } = await jwtVerify(token, verifyingKey, {
          issuer,
          audience: issuer,
          typ: TYPE,
          algorithms: ['ES256'],
          requiredClaims: ['exp', 'iat', 'jti'],
        });
        const claims = Claims.safeParse(payload);
        if (!claims.success || claims.data.sub !== claims.data.client_id)
          return undefined;
        // For us and nobody else: a token with two audiences could be spent at either.
        if (payload.aud !== issuer) return undefined;
        const { client_id, agency_id, scope } = claims.data;
        return {
          clientId: client_id,
          agencyId: agency_id,
          scopes: scope.split(' '),
        };
      } catch {
        return undefined;
      }
    },
  };
};
