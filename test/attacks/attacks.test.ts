/** Every attack of security.md is tried, or it is said why not yet. Those that are tried nowhere else are tried here. */
import { randomUUID, type webcrypto } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { importJWK, type JWTPayload, SignJWT } from 'jose';
import { afterAll, describe, expect, it } from 'vitest';
import { keyOf, pendingPartition } from '../../adapters/dynamodb/keys.ts';
import { systemFile } from '../../local/client.ts';
import { System } from '../../schemas/store/entities.ts';
import { subjectOf, testExchange } from '../exchange.ts';
import * as of from '../functions/requests.ts';
import { BROMLEY, expectProblem, YJS } from '../functions/requests.ts';
import { ATTACKS } from './table.ts';

describe('the table of attacks', () => {
  it('has each of the 70, once', () => {
    expect(ATTACKS.map(({ number }) => number)).toEqual(
      Array.from({ length: 70 }, (_, i) => i + 1),
    );
  });

  it.each(
    ATTACKS.map((attack) => [attack.number, attack.name, attack] as const),
  )(
    '%i, %s, is tried by tests that are there, or says why not',
    (_, _name, { tests = [], notYet }) => {
      expect(tests.length > 0).toBe(notYet === undefined);
      for (const [file, title] of tests) {
        expect(existsSync(file), file).toBe(true);
        expect(readFileSync(file, 'utf8')).toContain(title);
      }
    },
  );
});

const exchange = testExchange({ sequencing: false });
const now = () => Math.floor(Date.now() / 1000);
const child = (number = 1) => subjectOf(of.person(exchange, number));

/** An assertion of the claims, written out by hand where names are to stand twice. */
const assertion = async (
  claims: JWTPayload,
  { signedBy = YJS, kid = `${YJS}-1`, header = {} } = {},
) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid, ...header })
    .sign(
      await importJWK(
        systemFile(exchange.running.folder.path, signedBy).jwk,
        'ES256',
      ),
    );

const sound = (): JWTPayload => ({
  iss: YJS,
  sub: YJS,
  aud: `${exchange.running.url}/oauth2/token`,
  jti: randomUUID(),
  exp: now() + 60,
});

const present = async (client_assertion: string) => {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type:
      'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion,
  });
  const answer = await fetch(`${exchange.running.url}/oauth2/token`, {
    method: 'POST',
    body,
  });
  return {
    status: answer.status,
    body: (await answer.json()) as Record<string, string>,
  };
};

describe('tokens and assertions', () => {
  it('a kid that two systems have names each system’s own key', async () => {
    const system = await exchange.running.world.store.system(BROMLEY);
    if (!system) throw new Error(BROMLEY);
    const { client, names } = exchange.running.database;
    const put = (item: System) =>
      client.send(
        new PutCommand({
          TableName: names.exchange,
          Item: { ...keyOf(item), ...item },
        }),
      );
    const shared = system.keys.map((key) => ({ ...key, kid: `${YJS}-1` }));
    await put({ ...system, keys: shared });
    try {
      expect(
        (await present(await assertion(sound(), { signedBy: BROMLEY }))).status,
      ).toBe(401);
      expect((await present(await assertion(sound()))).status).toBe(200);
      const own = { ...sound(), iss: BROMLEY, sub: BROMLEY };
      expect(
        (await present(await assertion(own, { signedBy: BROMLEY }))).status,
      ).toBe(200);
      expect((await present(await assertion(own))).status).toBe(401);
    } finally {
      await put(system);
    }
  });

  it('an RSA key is registered for nobody', async () => {
    const system = await exchange.running.world.store.system(YJS);
    const key = { kty: 'RSA', kid: 'x', alg: 'RS256', n: 'AQAB', e: 'AQ' };
    for (const bad of [
      key,
      { ...key, alg: 'ES256' },
      { ...key, kty: 'oct', alg: 'HS256' },
    ]) {
      expect(System.safeParse({ ...system, keys: [bad] }).success).toBe(false);
    }
  });

  it('an access token for us and another, or for us in a list, is not for us', async () => {
    const { url, folder } = exchange.running;
    const { tokenKey } = folder.read('keys.json') as {
      tokenKey: { kid: string; kty: string };
    };
    const claims = {
      client_id: YJS,
      agency_id: 'croydon-yjs',
      scope: 'agreement',
      iss: url,
      sub: YJS,
    };
    const ask = async (aud: string | string[]) => {
      const token = await new SignJWT({
        ...claims,
        aud,
        jti: randomUUID(),
        iat: now(),
        exp: now() + 60,
      })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: tokenKey.kid })
        .sign(await importJWK(tokenKey, 'ES256'));
      const headers = { ...SAID, authorization: `Bearer ${token}` };
      return of.send(url, '/v1/agreements', { method: 'GET', headers });
    };
    expect((await ask(url)).status).toBe(200);
    expectProblem(
      await ask([url, 'https://elsewhere.example']),
      'TOKEN_INVALID',
    );
  });

  it('an assertion whose exp is a fraction beyond five minutes', async () => {
    expect(
      (await present(await assertion({ ...sound(), exp: now() + 400.5 })))
        .status,
    ).toBe(401);
    expect(
      (await present(await assertion({ ...sound(), exp: -0.5 }))).status,
    ).toBe(401);
  });

  it('an assertion that names two issuers is nobody else’s', async () => {
    const { jwk } = systemFile(exchange.running.folder.path, YJS);
    const key = (await importJWK(jwk, 'ES256')) as webcrypto.CryptoKey;
    const twice = async (first: string, second: string) => {
      const rest = JSON.stringify(sound()).replace(
        `"iss":"${YJS}"`,
        `"iss":"${first}","iss":"${second}"`,
      );
      const parts = [
        JSON.stringify({ alg: 'ES256', kid: `${YJS}-1` }),
        rest,
      ].map((part) => Buffer.from(part).toString('base64url'));
      const signed = Buffer.from(parts.join('.'));
      const signature = await crypto.subtle.sign(
        { name: 'ECDSA', hash: 'SHA-256' },
        key,
        signed,
      );
      return present(
        `${signed}.${Buffer.from(signature).toString('base64url')}`,
      );
    };
    expect((await twice(YJS, BROMLEY)).status).toBe(401);
    const answer = await twice(BROMLEY, YJS);
    const { client_id } =
      answer.status === 200
        ? JSON.parse(atob(answer.body.access_token?.split('.')[1] ?? ''))
        : { client_id: YJS };
    expect(client_id).toBe(YJS);
  });

  it('a token in a form is no token', async () => {
    const { token } = await exchange.running.world.tokens.issue({
      clientId: YJS,
      agencyId: 'croydon-yjs',
      scopes: ['query'],
    });
    const headers = {
      ...SAID,
      'sharing-purpose': 'PANEL_SELECTION',
      'content-type': 'application/x-www-form-urlencoded',
    };
    const body = `access_token=${token}`;
    expectProblem(
      await of.send(exchange.running.url, '/v1/queries', {
        method: 'POST',
        headers,
        body,
      }),
      'TOKEN_INVALID',
    );
  });

  it('an assertion is spent for as long as it could be good', async () => {
    // Past its exp, and within what clocks may differ: the moment at which a store might have forgotten it.
    const late = await assertion({ ...sound(), exp: now() - 3 });
    expect((await present(late)).status).toBe(200);
    expect((await present(late)).status).toBe(401);
  });

  it('headers by which a proxy vouches for somebody vouch for nobody', async () => {
    const names = [
      'x-client-cert',
      'x-forwarded-client-cert',
      'x-amzn-mtls-clientcert-subject',
      'x-ssl-client-verify',
      'x-user',
    ];
    const vouching = Object.fromEntries(
      names.map((name) => [name, `CN=${YJS}`]),
    );
    const forwarded = {
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'evil.example',
      forwarded: 'host=evil.example',
    };
    const headers = { ...SAID, ...vouching, ...forwarded };
    expectProblem(
      await of.send(exchange.running.url, '/v1/agreements', {
        method: 'GET',
        headers,
      }),
      'TOKEN_INVALID',
    );
    const metadata = await of.send(
      exchange.running.url,
      '/.well-known/oauth-authorization-server',
      {
        method: 'GET',
        headers,
      },
    );
    expect(metadata.body.issuer).toBe(exchange.running.url);
  });
});

const SAID = {
  'sharing-practitioner': 'p-1; role=YJS_PRACTITIONER',
  'sharing-reason': 'NEW_INCIDENT',
};

describe('fishing', () => {
  const query = (subject: object) => exchange.ask(YJS, of.queryAbout(subject));

  it('a sweep of birth dates finds one on the right day, and each guess is an entry', async () => {
    await exchange.nominate(of.person(exchange, 1));
    const { birthDate, ...name } = child();
    const around = Array.from({ length: 21 }, (_, i) =>
      new Date(Date.parse(birthDate) + (i - 10) * 86_400_000)
        .toISOString()
        .slice(0, 10),
    );
    const answers = [];
    for (const guess of around)
      answers.push(await query({ ...name, birthDate: guess }));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const misses = answers
      .filter(({ status }) => status === 404)
      .map(({ body }) => JSON.stringify(body));
    expect([misses.length, new Set(misses).size]).toEqual([20, 1]);
    const log = await of.ledgerOf(exchange);
    const asked = new Set(
      answers.map(({ headers }) => headers.get('x-request-id')),
    );
    expect(log.filter(({ kept }) => asked.has(kept.requestId))).toHaveLength(
      21,
    );
  });

  it.each([
    '%',
    '*',
    '_',
    '.*',
    '?',
    'FIRST*',
    'FIRST%',
    'F',
    "' OR '1'='1",
    '$ne',
  ])(
    'a name with a wildcard, or one that sounds alike, is nobody’s: %s',
    async (pattern) => {
      const { familyName } = child();
      const guess = pattern
        .replace('FIRST', familyName.slice(0, 3))
        .replace('F', familyName.slice(0, 1));
      expectProblem(
        await query({ ...child(), familyName: guess }),
        'NOT_FOUND',
      );
    },
  );

  it('one request asks about one child', async () => {
    for (const body of [
      { subject: [child()] },
      { subjects: [child()] },
      { subject: child(), also: child(2) },
      [{ subject: child() }],
    ]) {
      expectProblem(
        await exchange.ask(YJS, { method: 'POST', path: '/v1/queries', body }),
        'CONTENT_INVALID',
      );
    }
  });
});

describe('state', () => {
  it('a view that is changed after the decision changes nothing that was decided', async () => {
    const { caseId, requests } = await of.listedCase(exchange, 2, of.TODAY);
    const [agency = '', id = ''] = [...requests][0] ?? [];
    const { body: pack } = await of.ofCase(exchange, caseId, 'GET', '/pack');
    const decision = of.decisionOn(pack, { outcome: 'REFER_PARTNER' });
    const decided = await of.ofCase(
      exchange,
      caseId,
      'POST',
      '/decisions',
      decision,
    );
    const taken = async () =>
      (await of.ofCase(exchange, caseId, 'GET', '')).body.decisions;
    const before = await taken();
    const client = [...['-case-system', '-pupil-system', '-camhs-system']].map(
      (end) => agency + end,
    );
    for (const each of client.filter(
      (name) => name.startsWith('croydon') || name.startsWith('bromley'),
    )) {
      const late = {
        method: 'PUT',
        path: `/v1/view-requests/${id}/reply`,
        body: of.VIEW,
      } as const;
      if (await exchange.running.world.store.system(each))
        expect((await exchange.ask(each, late)).status).toBeLessThan(500);
    }
    expect(decided.status).toBe(201);
    expect(await taken()).toEqual(before);
    expect(before).toMatchObject([{ packDigest: pack.digest }]);
  });

  it('a retry after eleven minutes has no second effect', async () => {
    const [asked, key] = [
      of.raise(of.flagOn(of.stranger())),
      of.withKey(randomUUID()),
    ];
    const first = await exchange.ask(YJS, { ...asked, ...key });
    const again = await of.at(exchange, Date.now() + 11 * 60_000, () =>
      exchange.ask(YJS, { ...asked, ...key }),
    );
    expect([again.status, again.body]).toEqual([201, first.body]);
  });
});

describe('the outbox', () => {
  const poisoned = testExchange({ sequencing: false });

  it('an outbox item that cannot be read stops nobody from being served', async () => {
    const { database } = poisoned.running;
    const item = { pk: pendingPartition(0), sk: '0000', entryId: 7 };
    await database.client.send(
      new PutCommand({ TableName: database.names.ledger, Item: item }),
    );
    const answer = await poisoned.ask(YJS, {
      method: 'GET',
      path: '/v1/agreements',
    });
    expect(answer.status).toBe(200);
    // What is meant to be in the log is not passed over in silence: people mend it.
    await expect(poisoned.running.sequence()).rejects.toThrow();
  });
});

describe('nothing that serves a request calls anybody', () => {
  let called = 0;
  const server = createServer((_, answer) => {
    called += 1;
    answer.end('{}');
  }).listen(0, '127.0.0.1');
  afterAll(() => server.close());

  it('not where an assertion says that its key is', async () => {
    const { port } = server.address() as AddressInfo;
    for (const name of ['jku', 'x5u']) {
      for (const host of [
        '127.0.0.1',
        '[::ffff:127.0.0.1]',
        '2130706433',
        'localhost',
      ]) {
        const header = { [name]: `http://${host}:${port}/keys`, kid: 'other' };
        expect(
          (await present(await assertion(sound(), { header }))).status,
        ).toBe(401);
      }
    }
    expect(called).toBe(0);
  });

  it('nor has it the means: only the store and the secrets have a client', () => {
    const files = ['entrance', 'functions', 'rules', 'schemas'].flatMap(
      (folder) =>
        readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.ts'))
          .map((name) => `${folder}/${name}`),
    );
    const calling = files.filter((file) =>
      /(?<![.\w])fetch\(|node:(http|https|net|dns|tls)\b|undici/.test(
        readFileSync(file, 'utf8'),
      ),
    );
    expect(files.length).toBeGreaterThan(50);
    expect(calling).toEqual([]);
  });
});
