/** POST /oauth2/token: a system proves with its own registered key who it is, once, for five minutes at most. */
import { randomUUID } from 'node:crypto';
import {
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWTPayload,
  SignJWT,
} from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemFile } from '../../../local/client.ts';
import { testExchange } from '../../exchange.ts';
import { BROMLEY, YJS } from '../requests.ts';

const exchange = testExchange({ sequencing: false });
const seconds = () => Math.floor(Date.now() / 1000);
let endpoint: string;
let issuer: string;

interface Change {
  header?: Record<string, unknown>;
  claims?: JWTPayload;
  /** Whose key signs. */
  signedBy?: string;
  key?: CryptoKey | Uint8Array;
}

/** A sound assertion with something changed. A claim or header that is undefined is left out. */
const assertion = async ({
  header,
  claims,
  signedBy = YJS,
  key,
}: Change = {}): Promise<string> => {
  const { jwk } = systemFile(exchange.running.folder.path, signedBy);
  const now = seconds();
  const sound = {
    iss: YJS,
    sub: YJS,
    aud: endpoint,
    jti: randomUUID(),
    iat: now,
    exp: now + 60,
  };
  return new SignJWT(JSON.parse(JSON.stringify({ ...sound, ...claims })))
    .setProtectedHeader({ alg: 'ES256', kid: `${YJS}-1`, ...header })
    .sign(key ?? (await importJWK(jwk, 'ES256')), {
      crit: { 'urn:unknown': true },
    });
};

const form = (client_assertion: string, more: Record<string, string> = {}) =>
  new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type:
      'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion,
    ...more,
  });

const post = async (
  body: URLSearchParams | string,
  headers: Record<string, string> = {},
) => {
  const answer = await fetch(endpoint, { method: 'POST', body, headers });
  return {
    status: answer.status,
    headers: answer.headers,
    body: JSON.parse(await answer.text()),
  };
};
const present = async (change: Change = {}) =>
  post(form(await assertion(change)));

const expectRefused = (
  answer: Awaited<ReturnType<typeof post>>,
  status: number,
  error: string,
) => {
  expect([answer.status, answer.body.error]).toEqual([status, error]);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.body).not.toHaveProperty('access_token');
};

beforeAll(() => {
  issuer = exchange.running.url;
  endpoint = `${issuer}/oauth2/token`;
});

describe('a sound assertion gets a token', () => {
  it('for all that the system is registered for, for five minutes, not to be stored', async () => {
    const answer = await present();
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 300,
      scope: systemFile(exchange.running.folder.path, YJS).scopes.join(' '),
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['the issuer as its audience', () => ({ claims: { aud: issuer } })],
    ['extra claims', () => ({ claims: { extra: 'unknown' } })],
    ['no iat', () => ({ claims: { iat: undefined as unknown as number } })],
    ['five minutes to live', () => ({ claims: { exp: seconds() + 300 } })],
    ['a clock a few seconds slow', () => ({ claims: { exp: seconds() - 5 } })],
  ] satisfies [string, () => Change][])('with %s', async (_, change) => {
    expect((await present(change())).status).toBe(200);
  });

  it('of a narrower scope where it asks for one, and the narrowing binds', async () => {
    const { body } = await post(
      form(await assertion(), { scope: 'agreement' }),
    );
    expect(body.scope).toBe('agreement');
    const headers = {
      authorization: `Bearer ${body.access_token}`,
      'sharing-practitioner': 'p-1; role=SOCIAL_WORKER',
      'sharing-reason': 'LAWFULNESS_CHECK',
    };
    expect((await fetch(`${issuer}/v1/agreements`, { headers })).status).toBe(
      200,
    );
    expect(
      (await fetch(`${issuer}/v1/view-requests`, { headers })).status,
    ).toBe(403);
  });

  it.each(['nominate', 'query nominate', 'everything'])(
    'but not of the scope "%s", whole or in part',
    async (scope) => {
      expectRefused(
        await post(form(await assertion(), { scope })),
        400,
        'invalid_scope',
      );
    },
  );
});

describe('whoever cannot prove who they are gets none', () => {
  const none = undefined as unknown as string;
  it.each([
    ['a kid that is not registered', { header: { kid: 'other-1' } }],
    ['a kid that climbs', { header: { kid: '../../keys' } }],
    ['a kid of 4 kB', { header: { kid: 'k'.repeat(4000) } }],
    ['no kid', { header: { kid: undefined } }],
    ['the key of another system', { signedBy: BROMLEY }],
    [
      'the key and kid of another system',
      { signedBy: BROMLEY, header: { kid: `${BROMLEY}-1` } },
    ],
    ['iss other than sub', { claims: { sub: BROMLEY } }],
    [
      'iss and sub of another system',
      { claims: { iss: BROMLEY, sub: BROMLEY } },
    ],
    [
      'a system that nobody registered',
      { claims: { iss: 'nobody', sub: 'nobody' } },
    ],
    ['no sub', { claims: { sub: none } }],
    ['no iss', { claims: { iss: none } }],
    ['no aud', { claims: { aud: none } }],
    [
      'another audience',
      { claims: { aud: 'https://elsewhere.example/oauth2/token' } },
    ],
    ['no jti', { claims: { jti: none } }],
    ['an empty jti', { claims: { jti: '' } }],
    ['a jti that is a number', { claims: { jti: 7 as unknown as string } }],
    ['a jti of 129 characters', { claims: { jti: 'j'.repeat(129) } }],
    ['no exp', { claims: { exp: none as unknown as number } }],
    [
      'an exp that is text',
      { claims: { exp: '9999999999' as unknown as number } },
    ],
    ['an exp at the end of time', { claims: { exp: 1e308 } }],
    [
      'a critical header that nobody knows',
      { header: { crit: ['urn:unknown'], 'urn:unknown': 1 } },
    ],
  ] satisfies [string, Change][])('%s', async (_, change) => {
    expectRefused(await present(change), 401, 'invalid_client');
  });

  it.each([
    ['expired', () => ({ exp: seconds() - 60 })],
    ['good for longer than five minutes', () => ({ exp: seconds() + 330 })],
    ['not yet valid', () => ({ nbf: seconds() + 60 })],
    [
      'for us and another',
      () => ({ aud: [endpoint, 'https://elsewhere.example'] }),
    ],
    ['for us, as an array', () => ({ aud: [endpoint] })],
  ] satisfies [string, () => JWTPayload][])('%s', async (_, claims) => {
    expectRefused(await present({ claims: claims() }), 401, 'invalid_client');
  });

  it('the key that the assertion brings along, by jwk, jku or x5u', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', {
      extractable: true,
    });
    const jwk = await exportJWK(publicKey);
    for (const header of [
      { jwk },
      { jku: 'https://attacker.example/jwks' },
      { x5u: 'https://attacker.example/x' },
    ]) {
      expectRefused(
        await present({ key: privateKey, header }),
        401,
        'invalid_client',
      );
    }
  });

  it('HS256, keyed with the public key in any of its spellings', async () => {
    const { d: _, ...publicJwk } = systemFile(
      exchange.running.folder.path,
      YJS,
    ).jwk;
    for (const secret of [
      JSON.stringify(publicJwk),
      String(publicJwk.x),
      `${publicJwk.x}${publicJwk.y}`,
    ]) {
      const key = new TextEncoder().encode(secret.padEnd(32, '\0'));
      expectRefused(
        await present({ key, header: { alg: 'HS256' } }),
        401,
        'invalid_client',
      );
    }
  });

  it('alg none, with or without a signature; a signature of zeros', async () => {
    const [header = '', payload = '', signature = ''] = (
      await assertion()
    ).split('.');
    const unsigned = Buffer.from(
      JSON.stringify({ alg: 'none', kid: `${YJS}-1` }),
    ).toString('base64url');
    const zeros = Buffer.alloc(64).toString('base64url');
    for (const forged of [
      `${unsigned}.${payload}.`,
      `${unsigned}.${payload}.${signature}`,
      `${header}.${payload}.${zeros}`,
    ])
      expectRefused(await post(form(forged)), 401, 'invalid_client');
  });

  it('another spelling of a signed assertion: padding, spaces, spare bits; and the one spelling still works', async () => {
    const sound = await assertion();
    const spare = sound.slice(0, -1) + respelled(sound.slice(-1));
    const [header, payload, signature] = sound.split('.');
    const others = [
      `${sound}=`,
      `${sound}==`,
      ` ${sound}`,
      `${sound}\n`,
      `${header}.${payload}=.${signature}`,
      spare,
    ];
    for (const other of [...others, `${sound}.`, `${header}.${payload}`]) {
      expectRefused(await post(form(other)), 401, 'invalid_client');
    }
    expect((await post(form(sound))).status).toBe(200);
  });
});

describe('an assertion is good once', () => {
  it('and not again, even where it asks for less', async () => {
    const once = await assertion();
    expect((await post(form(once))).status).toBe(200);
    expectRefused(await post(form(once)), 401, 'invalid_client');
    expectRefused(
      await post(form(once, { scope: 'agreement' })),
      401,
      'invalid_client',
    );
  });

  it('nor under another assertion with the same jti', async () => {
    const jti = randomUUID();
    expect((await present({ claims: { jti } })).status).toBe(200);
    expectRefused(
      await present({ claims: { jti, exp: seconds() + 200 } }),
      401,
      'invalid_client',
    );
  });

  it('though another system may use the same jti', async () => {
    const jti = randomUUID();
    expect((await present({ claims: { jti } })).status).toBe(200);
    const other = {
      signedBy: BROMLEY,
      header: { kid: `${BROMLEY}-1` },
      claims: { jti, iss: BROMLEY, sub: BROMLEY },
    };
    expect((await present(other)).status).toBe(200);
  });

  it('of 20 that come at once, exactly one is served', async () => {
    const once = await assertion();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post(form(once))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array(19).fill(401),
    ]);
  });
});

/** The last character of 64 bytes in base64url carries four spare bits; this sets one of them. */
const respelled = (last: string): string => {
  const alphabet =
    'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet.charAt(alphabet.indexOf(last) + 1);
};
