/** A system of an agency as an HTTP client: its own key, its own token, the headers that every request carries. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importJWK, SignJWT } from 'jose';
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

export const systemClient = (url: string, file: SystemFile): SystemClient => {
  let token: { value: string; until: number } | undefined;
  const current = async (): Promise<string> => {
    if (!token || token.until < Date.now()) {
      const issued = await requestToken(url, file);
      token = {
        value: issued.access_token,
        until: Date.now() + (issued.expires_in - 30) * 1000,
      };
    }
    return token.value;
  };
  return {
    clientId: file.clientId,
    agencyId: file.agencyId,
    request: async (asked) => send(url, asked, await current()),
  };
};

const send = async (
  url: string,
  { method, path, body, headers, ...said }: Asked,
  token: string,
): Promise<Answer> => {
  const answer = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'sharing-practitioner': said.practitioner,
      'sharing-reason': said.reason,
      ...(said.purpose && { 'sharing-purpose': said.purpose }),
      ...(said.case && { 'sharing-case': said.case }),
      ...(said.agreement && { 'sharing-agreement': said.agreement }),
      ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && {
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: bodyOf(text, answer.headers),
  };
};

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
