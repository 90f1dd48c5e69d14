/** POST /oauth2/token: the form of the request, and whose fault it is when no token is given (RFC 6749 section 5.2). */
import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemFile } from '../../../local/client.ts';
import { testExchange } from '../../exchange.ts';
import { standBetween } from '../../sender.ts';
import { YJS } from '../requests.ts';

const exchange = testExchange({ sequencing: false });
const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** While set, the engine's answers are those of an outage. */
let failing = false;

const assertion = async (): Promise<string> => {
  const { jwk, tokenEndpoint } = systemFile(exchange.running.folder.path, YJS);
  return new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: jwk.kid })
    .setIssuer(YJS)
    .setSubject(YJS)
    .setAudience(tokenEndpoint)
    .setJti(randomUUID())
    .setExpirationTime('60s')
    .sign(await importJWK(jwk, 'ES256'));
};
const FORM = 'application/x-www-form-urlencoded';
const post = async (body: string, contentType = FORM, query = '') => {
  const headers = { 'content-type': contentType };
  const answer = await fetch(`${exchange.running.url}/oauth2/token${query}`, {
    method: 'POST',
    body,
    headers,
  });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
};
const formOf = async (change: Record<string, string | undefined> = {}) => {
  const sound = {
    grant_type: 'client_credentials',
    client_assertion_type: TYPE,
    client_assertion: await assertion(),
  };
  const given = Object.entries<string | undefined>({ ...sound, ...change });
  return new URLSearchParams(
    given.filter((pair): pair is [string, string] => pair[1] !== undefined),
  ).toString();
};

beforeAll(() => {
  standBetween(exchange.running.database, async (command, send) => {
    if (!failing) return send(command);
    throw Object.assign(new Error('an outage, injected'), {
      name: 'InternalServerError',
    });
  });
});
afterEach(() => {
  failing = false;
});

describe('a request that is not one is invalid_request', () => {
  it.each([
    ['another grant', { grant_type: 'password' }],
    ['no grant', { grant_type: undefined }],
    [
      'another assertion type',
      {
        client_assertion_type:
          'urn:ietf:params:oauth:client-assertion-type:saml2-bearer',
      },
    ],
    ['no assertion', { client_assertion: undefined }],
    ['an assertion of 9 kB', { client_assertion: 'a'.repeat(9000) }],
    [
      'a secret instead',
      { client_assertion: undefined, client_id: YJS, client_secret: 'canary' },
    ],
  ])('%s', async (_, change) => {
    const { status, body } = await post(await formOf(change));
    expect([status, body.error]).toEqual([400, 'invalid_request']);
    expect(JSON.stringify(body)).not.toContain('canary');
  });

  it.each([
    'application/json',
    'text/plain',
    'multipart/form-data; boundary=x',
  ])('sent as %s', async (type) => {
    const { status, body } = await post(await formOf(), type);
    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });

  it('sent in the query, where it would be logged', async () => {
    const { status, body } = await post('', FORM, `?${await formOf()}`);
    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });

  it('with a parameter twice (RFC 6749 section 3.2)', async () => {
    const { status, body } = await post(
      `${await formOf({ scope: 'query' })}&scope=flag`,
    );
    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });

  it('larger than any request can be, in the words of OAuth', async () => {
    const { status, body } = await post(
      `${await formOf()}&x=${'x'.repeat(300_000)}`,
    );
    expect([400, 413]).toContain(status);
    expect(body.error).toBe('invalid_request');
  });
});

it('a client_id that is not the assertion’s own is refused (RFC 7521 section 4.2)', async () => {
  const { status, body } = await post(
    await formOf({ client_id: 'bromley-yjs-case-system' }),
  );
  expect([status, body.error]).toEqual([401, 'invalid_client']);
});

it('a client_id that is the assertion’s own is taken', async () => {
  expect((await post(await formOf({ client_id: YJS }))).status).toBe(200);
});

it('an outage of the store is our fault, and not said to be the caller’s', async () => {
  const form = await formOf();
  failing = true;
  const { status } = await post(form);
  expect(status).toBeGreaterThanOrEqual(500);
});
