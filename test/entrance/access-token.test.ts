/** Only what this exchange issued for itself, unaltered and for now, is an access token; and it travels in one header. */
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import {
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWTPayload,
  SignJWT,
} from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { requestToken, systemFile } from '../../local/client.ts';
import { testExchange } from '../exchange.ts';
import { expectProblem, ledgerOf, send, YJS } from '../functions/requests.ts';

const exchange = testExchange({ sequencing: false });
const seconds = () => Math.floor(Date.now() / 1000);
type ExchangeKey = {
  tokenKey: {
    kid: string;
    x: string;
    y: string;
    d: string;
    kty: string;
    crv: string;
  };
};
let key: ExchangeKey['tokenKey'];
let sound: string;

const SAID = {
  'sharing-practitioner': 'p-1; role=SOCIAL_WORKER',
  'sharing-reason': 'LAWFULNESS_CHECK',
};
const ask = (headers: Record<string, string>, path = '/v1/agreements') =>
  send(exchange.running.url, path, {
    method: 'GET',
    headers: { ...SAID, ...headers },
  });
const bearer = (token: string) => ask({ authorization: `Bearer ${token}` });

interface Change {
  header?: Record<string, unknown>;
  claims?: JWTPayload;
  signedWith?: CryptoKey | Uint8Array;
}

/** A token such as the exchange would issue, signed with the exchange's own key, with something changed. */
const token = async ({ header, claims, signedWith }: Change = {}) => {
  const { url } = exchange.running;
  const now = seconds();
  const own = {
    client_id: YJS,
    agency_id: 'croydon-yjs',
    scope: 'agreement',
    iss: url,
    aud: url,
    sub: YJS,
  };
  const payload = {
    ...own,
    iat: now,
    exp: now + 300,
    jti: randomUUID(),
    ...claims,
  };
  return new SignJWT(JSON.parse(JSON.stringify(payload)))
    .setProtectedHeader({
      alg: 'ES256',
      typ: 'at+jwt',
      kid: key.kid,
      ...header,
    })
    .sign(signedWith ?? (await importJWK(key, 'ES256')), {
      crit: { 'urn:unknown': true },
    });
};

beforeAll(async () => {
  key = (exchange.running.folder.read('keys.json') as ExchangeKey).tokenKey;
  sound = (
    await requestToken(
      exchange.running.url,
      systemFile(exchange.running.folder.path, YJS),
    )
  ).access_token;
});

it('what the exchange issued is taken, however the scheme and header are cased', async () => {
  expect((await bearer(sound)).status).toBe(200);
  expect((await bearer(await token())).status).toBe(200);
  expect((await ask({ AUTHORIZATION: `bEARER ${sound}` })).status).toBe(200);
});

describe('what it did not issue is not', () => {
  const none = undefined as unknown as string;
  it.each([
    ['typ JWT', { header: { typ: 'JWT' } }],
    ['no typ', { header: { typ: undefined } }],
    ['no exp', { claims: { exp: none as unknown as number } }],
    ['no iat', { claims: { iat: none as unknown as number } }],
    ['no jti', { claims: { jti: none } }],
    ['no agency', { claims: { agency_id: none } }],
    ['no scope', { claims: { scope: none } }],
    ['a sub other than its client_id', { claims: { sub: 'met-police-panel' } }],
    ['another issuer', { claims: { iss: 'https://elsewhere.example' } }],
    ['another audience', { claims: { aud: 'https://elsewhere.example' } }],
    [
      'an exp at the end of time, as text',
      { claims: { exp: '9999999999' as unknown as number } },
    ],
    [
      'a critical header that nobody knows',
      { header: { crit: ['urn:unknown'], 'urn:unknown': 1 } },
    ],
  ] satisfies [string, Change][])('%s', async (_, change) => {
    expectProblem(await bearer(await token(change)), 'TOKEN_INVALID');
  });

  it('one that has expired, or does not hold yet', async () => {
    expectProblem(
      await bearer(await token({ claims: { exp: seconds() - 1 } })),
      'TOKEN_INVALID',
    );
    expectProblem(
      await bearer(await token({ claims: { nbf: seconds() + 60 } })),
      'TOKEN_INVALID',
    );
  });

  it('one signed with a key of its own, even where it brings that key along', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', {
      extractable: true,
    });
    const jwk = await exportJWK(publicKey);
    expectProblem(
      await bearer(await token({ signedWith: privateKey })),
      'TOKEN_INVALID',
    );
    expectProblem(
      await bearer(await token({ signedWith: privateKey, header: { jwk } })),
      'TOKEN_INVALID',
    );
  });

  it('alg none, and HS256 keyed with what everybody may know', async () => {
    const [, payload] = sound.split('.');
    const header = Buffer.from(
      JSON.stringify({ alg: 'none', typ: 'at+jwt' }),
    ).toString('base64url');
    expectProblem(await bearer(`${header}.${payload}.`), 'TOKEN_INVALID');
    const signedWith = new TextEncoder().encode(
      JSON.stringify({ kty: key.kty, x: key.x, y: key.y }),
    );
    expectProblem(
      await bearer(await token({ header: { alg: 'HS256' }, signedWith })),
      'TOKEN_INVALID',
    );
  });

  it('the assertion by which a system gets one', async () => {
    const { jwk, tokenEndpoint } = systemFile(
      exchange.running.folder.path,
      YJS,
    );
    for (const audience of [tokenEndpoint, exchange.running.url]) {
      const assertion = await new SignJWT({
        client_id: YJS,
        agency_id: 'croydon-yjs',
        scope: 'agreement',
      })
        .setProtectedHeader({ alg: 'ES256', kid: jwk.kid, typ: 'at+jwt' })
        .setIssuer(YJS)
        .setSubject(YJS)
        .setAudience(audience)
        .setJti(randomUUID())
        .setIssuedAt()
        .setExpirationTime('60s')
        .sign(await importJWK(jwk, 'ES256'));
      expectProblem(await bearer(assertion), 'TOKEN_INVALID');
    }
  });

  it('another spelling of one: padding, spare bits, an altered claim', async () => {
    const [header, payload = '', signature] = sound.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const wider = Buffer.from(
      JSON.stringify({ ...claims, scope: 'agreement panel' }),
    ).toString('base64url');
    for (const other of [
      `${sound}=`,
      `${header}.${payload}=.${signature}`,
      `${header}.${wider}.${signature}`,
    ]) {
      expectProblem(await bearer(other), 'TOKEN_INVALID');
    }
  });
});

describe('a token counts only in the one Authorization header', () => {
  it('not in the query, nor in a cookie or a header of another name', async () => {
    expectProblem(
      await ask({}, `/v1/agreements?access_token=${sound}`),
      'TOKEN_INVALID',
    );
    expectProblem(
      await ask({ cookie: `access_token=${sound}` }),
      'TOKEN_INVALID',
    );
    expectProblem(
      await ask({ 'x-authorization': `Bearer ${sound}` }),
      'TOKEN_INVALID',
    );
    expectProblem(
      await ask({ 'x-forwarded-authorization': `Bearer ${sound}` }),
      'TOKEN_INVALID',
    );
  });

  it.each(['Bearer', 'DPoP', 'Basic'])(
    'not beside another of the scheme %s, in one line',
    async (scheme) => {
      expectProblem(
        await ask({ authorization: `${scheme} x, Bearer ${sound}` }),
        'TOKEN_INVALID',
      );
      expectProblem(
        await ask({ authorization: `Bearer ${sound}, ${scheme} x` }),
        'TOKEN_INVALID',
      );
    },
  );

  it('not beside another, in two lines', async () => {
    const two = [
      `Bearer ${sound}`,
      `Bearer ${await token({ claims: { scope: 'agreement query' } })}`,
    ];
    const status = await new Promise((resolve, reject) => {
      const headers = { ...SAID, authorization: two as unknown as string };
      request(
        `${exchange.running.url}/v1/agreements`,
        { headers },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(401);
  });
});

it('an agency claimed in a token that is not the registered one’s is of no use, even under our own signature', async () => {
  const claimed = await token({ claims: { agency_id: 'met-police' } });
  expectProblem(await bearer(claimed), 'SYSTEM_NOT_ACTIVE');
});

it('a scope that the registry has since withdrawn is of no use, whatever the token says', async () => {
  const wide = await token({ claims: { scope: 'agreement ledger panel' } });
  const headers = { authorization: `Bearer ${wide}` };
  expectProblem(
    await ask(headers, '/v1/disclosures?from=2026-11-01&to=2026-11-01'),
    'SCOPE_MISSING',
  );
});

it('a refusal says how to authenticate (RFC 9110 section 15.5.2, RFC 6750 section 3)', async () => {
  const { headers } = await ask({});
  expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
});

it('nobody who was not authenticated left an entry', async () => {
  const log = await ledgerOf(exchange);
  expect(log.filter(({ kept }) => kept.problem === 'TOKEN_INVALID')).toEqual(
    [],
  );
  expect(log.map(({ kept }) => kept.problem)).toEqual(
    expect.arrayContaining(['SYSTEM_NOT_ACTIVE', 'SCOPE_MISSING']),
  );
});
