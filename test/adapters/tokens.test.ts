/** Access tokens: those of this exchange are accepted, and no other that an attacker could make or find. */
import { createHmac, createPublicKey } from 'node:crypto';
import {
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWTPayload,
  SignJWT,
} from 'jose';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { KeyMaterial } from '../../adapters/key-material.ts';
import type { Tokens } from '../../adapters/ports.ts';
import { tokens } from '../../adapters/tokens.ts';

const ISSUER = 'https://exchange.example';
const CLAIMS = {
  clientId: 'croydon-yjs-case-system',
  agencyId: 'croydon-yjs',
  scopes: ['query', 'panel:decide'],
};

type TokenKey = KeyMaterial['tokenKey'];

const newKey = async (): Promise<TokenKey> => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: 'k1' } as TokenKey;
};

let key: TokenKey;
let ours: Tokens;

beforeAll(async () => {
  key = await newKey();
  ours = await tokens({ tokenKey: key }, ISSUER);
});

const now = () => Math.floor(Date.now() / 1000);

const payload = (over: JWTPayload = {}): JWTPayload => ({
  iss: ISSUER,
  aud: ISSUER,
  sub: CLAIMS.clientId,
  client_id: CLAIMS.clientId,
  agency_id: CLAIMS.agencyId,
  scope: CLAIMS.scopes.join(' '),
  jti: 'j-1',
  iat: now(),
  exp: now() + 300,
  ...over,
});

/** Signed with our own key, so that what is refused is refused for what it says. */
const signed = async (
  over: JWTPayload = {},
  header: { typ?: string } = { typ: 'at+jwt' },
  with_ = key,
): Promise<string> =>
  new SignJWT(payload(over))
    .setProtectedHeader({ alg: 'ES256', kid: 'k1', ...header })
    .sign(await importJWK(with_, 'ES256'));

const without = (claim: string): JWTPayload =>
  ({ [claim]: undefined }) as JWTPayload;

const base64url = (value: unknown) =>
  Buffer.from(JSON.stringify(value)).toString('base64url');
const part = (token: string, i: number) => token.split('.')[i] ?? '';

describe('a token of the exchange', () => {
  it('gives back the claims for which it was issued', async () => {
    const { token, expiresIn } = await ours.issue(CLAIMS);
    expect(await ours.verify(token)).toEqual(CLAIMS);
    expect(expiresIn).toBe(300);
  });

  it('lasts for as long as it says, by the clock of the wall', async () => {
    const { token, expiresIn } = await ours.issue(CLAIMS);
    const { iat, exp } = JSON.parse(
      Buffer.from(part(token, 1), 'base64url').toString('utf8'),
    );
    expect(exp - iat).toBe(expiresIn);
    expect(Math.abs(iat - now())).toBeLessThan(60);
  });

  it('has an id of its own each time', async () => {
    const [one, two] = await Promise.all([
      ours.issue(CLAIMS),
      ours.issue(CLAIMS),
    ]);
    expect(one.token).not.toBe(two.token);
  });

  it('is also one that this test signs: what is refused below is refused for its one flaw', async () => {
    expect(await ours.verify(await signed())).toEqual(CLAIMS);
  });
});

describe('a token that was verified before', () => {
  it('is refused once it has expired', async () => {
    const token = await signed();
    expect(await ours.verify(token)).toEqual(CLAIMS);
    vi.useFakeTimers({ now: Date.now() + 299_000, toFake: ['Date'] });
    expect(await ours.verify(token)).toEqual(CLAIMS);
    vi.setSystemTime(Date.now() + 2000);
    expect(await ours.verify(token)).toBeUndefined();
    vi.useRealTimers();
  });

  it('lends nothing to one that was altered, or to one of another exchange', async () => {
    const token = await signed();
    await ours.verify(token);
    const [header, payload_, signature = ''] = token.split('.');
    const first = signature.startsWith('A') ? 'B' : 'A';
    const altered = `${header}.${payload_}.${first}${signature.slice(1)}`;
    expect(await ours.verify(altered)).toBeUndefined();
    const other = await tokens({ tokenKey: await newKey() }, ISSUER);
    expect(await other.verify(token)).toBeUndefined();
  });

  it('gives claims that nobody can change for whoever comes next', async () => {
    const claims = await ours.verify(await signed());
    expect([Object.isFrozen(claims), Object.isFrozen(claims?.scopes)]).toEqual([
      true,
      true,
    ]);
  });
});

describe('a token is refused', () => {
  it('with the algorithm "none"', async () => {
    for (const alg of ['none', 'None', 'NONE']) {
      const bare = `${base64url({ alg, typ: 'at+jwt' })}.${base64url(payload())}`;
      expect(await ours.verify(`${bare}.`)).toBeUndefined();
      expect(
        await ours.verify(`${bare}.${part(await signed(), 2)}`),
      ).toBeUndefined();
    }
  });

  it('with an HMAC keyed with our public key', async () => {
    const { d: _, ...publicJwk } = key;
    const publicKey = createPublicKey({
      key: publicJwk as unknown as import('node:crypto').JsonWebKey,
      format: 'jwk',
    });
    const secrets = [
      publicKey.export({ type: 'spki', format: 'pem' }),
      publicKey.export({ type: 'spki', format: 'der' }),
      JSON.stringify(publicJwk),
    ];
    for (const secret of secrets) {
      const bare = `${base64url({ alg: 'HS256', typ: 'at+jwt', kid: 'k1' })}.${base64url(payload())}`;
      const mac = createHmac('sha256', secret).update(bare).digest('base64url');
      expect(await ours.verify(`${bare}.${mac}`)).toBeUndefined();
    }
  });

  it('of another type: an assertion or an id token is no access token', async () => {
    for (const header of [{ typ: 'JWT' }, { typ: 'id+jwt' }, {}]) {
      expect(await ours.verify(await signed({}, header))).toBeUndefined();
    }
  });

  it.each<[string, JWTPayload]>([
    ['of another issuer', { iss: 'https://other.example' }],
    ['of no issuer', without('iss')],
    ['for another audience', { aud: 'https://other.example' }],
    ['for no audience', without('aud')],
    ['for us and another too', { aud: [ISSUER, 'https://other.example'] }],
    ['for a list of us alone', { aud: [ISSUER] }],
    ['that has expired', { iat: 1_700_000_000, exp: 1_700_000_300 }],
    ['that expires this second', { exp: Math.floor(Date.now() / 1000) - 1 }],
    ['that never expires', without('exp')],
    ['that does not count yet', { nbf: Math.floor(Date.now() / 1000) + 3600 }],
    ['without the time of its issue', without('iat')],
    ['without an id', without('jti')],
    ['without a client', without('client_id')],
    ['without an agency', without('agency_id')],
    ['without a scope', without('scope')],
    ['of another subject than its client', { sub: 'bromley-yjs-case-system' }],
    ['with a list for its agency', { agency_id: ['croydon-yjs', 'slam'] }],
  ])('%s', async (_, over) => {
    expect(await ours.verify(await signed(over))).toBeUndefined();
  });

  it('signed with another key, under our key’s id', async () => {
    expect(
      await ours.verify(await signed({}, { typ: 'at+jwt' }, await newKey())),
    ).toBeUndefined();
  });

  it('with a key of its own in its header', async () => {
    const attacker = await newKey();
    const { d: _, ...jwk } = attacker;
    const forged = await new SignJWT(payload())
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'k1', jwk })
      .sign(await importJWK(attacker, 'ES256'));
    expect(await ours.verify(forged)).toBeUndefined();
  });

  it('with a payload other than the one that was signed', async () => {
    const token = await signed();
    const richer = base64url(
      payload({ scope: 'query panel agreement ledger' }),
    );
    expect(
      await ours.verify(`${part(token, 0)}.${richer}.${part(token, 2)}`),
    ).toBeUndefined();
  });

  it('with a header or a signature that was altered', async () => {
    const token = await signed();
    const header = base64url({ alg: 'ES256', typ: 'at+jwt', kid: 'k2' });
    expect(
      await ours.verify(`${header}.${part(token, 1)}.${part(token, 2)}`),
    ).toBeUndefined();
    const first = part(token, 2).startsWith('A') ? 'B' : 'A';
    expect(
      await ours.verify(
        `${part(token, 0)}.${part(token, 1)}.${first}${part(token, 2).slice(1)}`,
      ),
    ).toBeUndefined();
    expect(
      await ours.verify(`${part(token, 0)}.${part(token, 1)}.`),
    ).toBeUndefined();
  });

  it.each(['', '.', '..', 'Bearer x', 'a.b.c', '\u0000', 'x'.repeat(10_000)])(
    'that is %j',
    async (token) => {
      expect(await ours.verify(token)).toBeUndefined();
    },
  );
});
