/** An assertion proves a system once, by the key that is registered, to this exchange alone and for five minutes. */
import {
  exportJWK,
  generateKeyPair,
  type importJWK,
  type JWTPayload,
  SignJWT,
} from 'jose';
import {
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  vi,
} from 'vitest';
import type { World } from '../../adapters/ports.ts';
import { verifyAssertion } from '../../entrance/client-assertion.ts';
import type { System } from '../../schemas/store/entities.ts';

const ISSUER = 'https://exchange.example';
const ENDPOINT = `${ISSUER}/oauth2/token`;
const NOW = Date.parse('2026-11-23T09:00:00.000Z');
const SECONDS = NOW / 1000;

type Keys = System['keys'];
let keys: Keys;
let privateKeys: Map<string, Awaited<ReturnType<typeof importJWK>>>;
let system: System | undefined;
let looked: string[] = [];
let spent: [string, string, number][] = [];

beforeAll(async () => {
  privateKeys = new Map();
  const made: unknown[] = [];
  for (const [kid, alg] of [
    ['k1', 'ES256'],
    ['k2', 'EdDSA'],
  ] as const) {
    const { publicKey, privateKey } = await generateKeyPair(alg, {
      extractable: true,
    });
    made.push({ ...(await exportJWK(publicKey)), kid, alg });
    privateKeys.set(kid, privateKey);
  }
  keys = made as Keys;
});
beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  looked = [];
  spent = [];
  system = {
    clientId: 'one',
    agencyId: 'a',
    active: true,
    scopes: [],
    keys,
  } as unknown as System;
});
afterEach(() => {
  vi.useRealTimers();
});

const world = {
  tokens: { issuer: ISSUER },
  store: {
    system: async (clientId: string) => {
      looked.push(clientId);
      return clientId === system?.clientId ? system : undefined;
    },
    spend: async (...what: [string, string, number]) => {
      const first = !spent.some(([, jti]) => jti === what[1]);
      spent.push(what);
      return first;
    },
  },
} as unknown as World;

const assertion = async (
  claims: JWTPayload = {},
  header: { kid?: unknown; alg?: string } = {},
  signedBy = 'k1',
) => {
  const key = privateKeys.get(signedBy);
  if (!key) throw new Error(signedBy);
  const payload = {
    iss: 'one',
    sub: 'one',
    aud: ENDPOINT,
    jti: 'j',
    exp: SECONDS + 60,
    ...claims,
  };
  return new SignJWT(JSON.parse(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ES256', kid: 'k1', ...header } as never)
    .sign(key);
};
const verify = (text: string) => verifyAssertion(text, world, ENDPOINT);

describe('a sound one', () => {
  it('gives the system, and is spent until it expires', async () => {
    expect(await verify(await assertion({ exp: SECONDS + 59.5 }))).toBe(system);
    expect(looked).toEqual(['one']);
    expect(spent).toEqual([['one', 'j', SECONDS + 60]]);
  });

  it('gives it once', async () => {
    const text = await assertion();
    expect(await verify(text)).toBe(system);
    expect(await verify(text)).toBeUndefined();
  });

  it.each([
    ['for the issuer', { aud: ISSUER }],
    [
      'that lives for five minutes, and ten seconds for the clocks',
      { exp: SECONDS + 310 },
    ],
    ['that expired less than ten seconds ago', { exp: SECONDS - 9 }],
    ['with an id of one character', { jti: 'j' }],
    ['with an id of 128', { jti: 'j'.repeat(128) }],
  ])('%s', async (_, claims) => {
    expect(await verify(await assertion(claims))).toBe(system);
  });

  it('by another of its keys, in that key’s algorithm', async () => {
    const text = await assertion({}, { kid: 'k2', alg: 'EdDSA' }, 'k2');
    expect(await verify(text)).toBe(system);
  });

  it('of a system whose name is 64 characters long', async () => {
    const clientId = 'x'.repeat(64);
    system = { ...(system as System), clientId };
    expect(
      await verify(await assertion({ iss: clientId, sub: clientId })),
    ).toBe(system);
  });
});

describe('none is', () => {
  it.each<[string, JWTPayload]>([
    ['for another server', { aud: 'https://other.example' }],
    ['for us and another', { aud: [ENDPOINT, 'https://other.example'] }],
    ['for a list of us', { aud: [ENDPOINT] }],
    ['for nobody', { aud: undefined as never }],
    ['that lives longer', { exp: SECONDS + 311 }],
    ['that expired ten seconds ago', { exp: SECONDS - 10 }],
    ['that never expires', { exp: undefined as never }],
    ['without an id', { jti: undefined as never }],
    ['with an empty id', { jti: '' }],
    ['with an id of 129', { jti: 'j'.repeat(129) }],
    ['with an id that is no text', { jti: 7 as never }],
    ['of another subject', { sub: 'two' }],
    ['of no subject', { sub: undefined as never }],
  ])('one %s, and it is not spent', async (_, claims) => {
    expect(await verify(await assertion(claims))).toBeUndefined();
    expect(spent).toEqual([]);
  });

  it('one signed by another key than its kid names, or in another algorithm', async () => {
    for (const text of [
      await assertion({}, { kid: 'k2' }),
      await assertion({}, { kid: 'k1', alg: 'EdDSA' }, 'k2'),
    ])
      expect(await verify(text)).toBeUndefined();
  });

  it('one by a key that is not registered', async () => {
    expect(await verify(await assertion({}, { kid: 'k3' }))).toBeUndefined();
  });

  it('one of a system that is not active, or not known', async () => {
    const text = await assertion();
    system = { ...(system as System), active: false };
    expect(await verify(text)).toBeUndefined();
    system = undefined;
    expect(await verify(text)).toBeUndefined();
    expect(spent).toEqual([]);
  });

  it.each<[string, () => Promise<string>]>([
    ['without a kid', () => assertion({}, { kid: undefined })],
    ['with a kid that is no text', () => assertion({}, { kid: 7 })],
    ['without an issuer', () => assertion({ iss: undefined as never })],
    ['with an issuer that is no text', () => assertion({ iss: 7 as never })],
    [
      'with an issuer of 65 characters',
      () => assertion({ iss: 'x'.repeat(65) }),
    ],
    ['that is no JWT', async () => 'YWE.YmI.Y2M'],
    ['in another spelling', async () => `${await assertion()}=`],
  ])('one %s, and nobody is looked up for it', async (_, made) => {
    expect(await verify(await made())).toBeUndefined();
    expect(looked).toEqual([]);
  });
});
