/**
 * A system of an agency as it calls the exchange: its own key and its own token. What is told and
 * tried uses the typed client (`connectionOf`); a test of the contract itself sends what it likes
 * (`systemClient`).
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importJWK, SignJWT } from 'jose';
import type { Connection } from '../client/client.ts';
import { SystemFile } from './registry/systems.ts';

export interface Said {
  purpose?: string;
  /** `<opaque id>; role=<ROLE>` */
  practitioner: string;
  reason: string;
  case?: string;
  agreement?: string;
}

export interface Asked extends Said {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a client reads what the server says; the contract is checked there
  body: any;
}

export interface SystemClient {
  clientId: string;
  agencyId: string;
  request(asked: Asked): Promise<Answer>;
}

export const systemFile = (folder: string, clientId: string): SystemFile =>
  SystemFile.parse(
    JSON.parse(
      readFileSync(join(folder, 'systems', `${clientId}.json`), 'utf8'),
    ),
  );

/** Where the exchange is, and whose token is sent there. */
export const connectionOf = (url: string, file: SystemFile): Connection => ({
  baseUrl: url,
  token: keptToken(url, file),
});

/** Sends what it is given, right or wrong, and reads whatever comes back. */
export const systemClient = (url: string, file: SystemFile): SystemClient => {
  const token = keptToken(url, file);
  return {
    clientId: file.clientId,
    agencyId: file.agencyId,
    request: async (asked) => send(url, asked, await token()),
  };
};

/** A token is asked for once, and again half a minute before it expires. */
const keptToken = (url: string, file: SystemFile): (() => Promise<string>) => {
  let kept: { value: string; until: number } | undefined;
  return async () => {
    if (kept && kept.until >= Date.now()) return kept.value;
    const issued = await requestToken(url, file);
    const until = Date.now() + (issued.expires_in - 30) * 1000;
    kept = { value: issued.access_token, until };
    return kept.value;
  };
};

const send = async (
  url: string,
  asked: Asked,
  token: string,
): Promise<Answer> => {
  const { method, path, body } = asked;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...headersOf(asked) },
    ...(text !== undefined && { body: text }),
  });
  const { status, headers } = answer;
  return { status, headers, body: bodyOf(await answer.text(), headers) };
};

const headersOf = ({
  method,
  body,
  headers,
  ...said
}: Asked): Record<string, string> => ({
  'sharing-practitioner': said.practitioner,
  'sharing-reason': said.reason,
  ...(said.purpose && { 'sharing-purpose': said.purpose }),
  ...(said.case && { 'sharing-case': said.case }),
  ...(said.agreement && { 'sharing-agreement': said.agreement }),
  ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
  ...(body !== undefined && { 'content-type': 'application/json' }),
  ...headers,
});

/** A printed page is text; everything else that has a body is JSON. */
const bodyOf = (text: string, headers: Headers): unknown => {
  if (headers.get('content-type')?.startsWith('text/html')) return text;
  return text === '' ? undefined : JSON.parse(text);
};

/** private_key_jwt (RFC 7523). @throws where the exchange refuses the assertion. */
export const requestToken = async (
  url: string,
  { clientId, jwk, tokenEndpoint }: SystemFile,
): Promise<{ access_token: string; expires_in: number }> => {
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: jwk.kid })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(tokenEndpoint)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(await importJWK(jwk, 'ES256'));
  const answer = await fetch(`${url}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type:
        'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  });
  if (!answer.ok)
    throw new Error(`${clientId} got no token: ${await answer.text()}`);
  return (await answer.json()) as { access_token: string; expires_in: number };
};
