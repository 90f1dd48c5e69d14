/**
 * The sandbox systems' own keys: generated here, kept owner-readable, one file a system, for any
 * OAuth client to use.
 */
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import * as z from 'zod';
import { OPERATIONS } from '../../schemas/contract/operations.ts';
import type { System } from '../../schemas/store/entities.ts';
import type { Folder } from '../folder.ts';
import { SYSTEMS } from './agencies.ts';

export const SystemFile = z.object({
  clientId: z.string(),
  agencyId: z.string(),
  tokenEndpoint: z.url(),
  scopes: z.array(z.string()),
  jwk: z.looseObject({ kty: z.string(), kid: z.string(), d: z.string() }),
});
export type SystemFile = z.infer<typeof SystemFile>;

/** @returns the systems as the registry holds them, with public keys only. */
export const systemsIn = async (
  folder: Folder,
  issuer: string,
): Promise<Omit<System, 'type' | 'active'>[]> =>
  Promise.all(
    SYSTEMS.map(
      async ({ clientId, agencyId, scopes, name, accountableOfficer }) => {
        const file = `systems/${clientId}.json`;
        const kept = SystemFile.safeParse(folder.read(file));
        const jwk = kept.success ? kept.data.jwk : await newKey(clientId);
        folder.write(file, {
          clientId,
          agencyId,
          tokenEndpoint: issuer + OPERATIONS.issueToken.path,
          scopes,
          jwk,
        });
        const { d: _, ...publicJwk } = jwk;
        return {
          clientId,
          agencyId,
          name,
          scopes,
          accountableOfficer,
          keys: [publicJwk as System['keys'][number]],
        };
      },
    ),
  );

const newKey = async (clientId: string): Promise<SystemFile['jwk']> => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk: JWK = await exportJWK(privateKey);
  return {
    ...jwk,
    kty: 'EC',
    d: jwk.d ?? '',
    kid: `${clientId}-1`,
    alg: 'ES256',
    use: 'sig',
  };
};
