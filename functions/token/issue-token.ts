/** POST /oauth2/token: client credentials with private_key_jwt. Errors are OAuth's own (RFC 6749 section 5.2). */
import * as z from 'zod';
import type { World } from '../../adapters/ports.ts';
import { readBytes } from '../../entrance/accept.ts';
import {
  ASSERTION_TYPE,
  verifyAssertion,
} from '../../entrance/client-assertion.ts';
import { OPERATIONS } from '../../schemas/contract/operations.ts';

const TokenRequest = z.object({
  grant_type: z.literal('client_credentials'),
  client_assertion_type: z.literal(ASSERTION_TYPE),
  client_assertion: z.string().max(8192),
  scope: z.string().max(400).optional(),
  client_id: z.string().max(80).optional(),
});

export const issueToken = async (
  world: World,
  request: Request,
): Promise<Response> => {
  const sent = await formOf(request);
  const once = new Set(sent.keys()).size === [...sent.keys()].length;
  const form = TokenRequest.safeParse(
    once ? Object.fromEntries(sent) : undefined,
  );
  if (!form.success)
    return refusal(
      400,
      'invalid_request',
      'Send grant_type, client_assertion_type and client_assertion.',
    );
  const endpoint = world.tokens.issuer + OPERATIONS.issueToken.path;
  const system = await verifyAssertion(
    form.data.client_assertion,
    world,
    endpoint,
  );
  const named = form.data.client_id;
  if (!system || (named !== undefined && named !== system.clientId))
    return refusal(
      401,
      'invalid_client',
      `No valid, unused assertion for ${endpoint}.`,
    );
  const wanted =
    form.data.scope?.split(' ').filter((scope) => scope !== '') ??
    system.scopes;
  const scopes = system.scopes.filter((scope) => wanted.includes(scope));
  if (scopes.length < new Set(wanted).size) {
    return refusal(
      400,
      'invalid_scope',
      `This system is registered for: ${system.scopes.join(' ')}.`,
    );
  }
  const { token, expiresIn } = await world.tokens.issue({
    clientId: system.clientId,
    agencyId: system.agencyId,
    scopes,
  });
  return oauth(200, {
    access_token: token,
    token_type: 'Bearer',
    expires_in: expiresIn,
    scope: scopes.join(' '),
  });
};

/** Nothing where it is no form, or too large to be one. */
const formOf = async (request: Request): Promise<URLSearchParams> => {
  const isForm = request.headers
    .get('content-type')
    ?.toLowerCase()
    .startsWith('application/x-www-form-urlencoded');
  const bytes = isForm
    ? await readBytes(request).catch(() => undefined)
    : undefined;
  return new URLSearchParams(Buffer.from(bytes ?? '').toString('utf8'));
};

const refusal = (
  status: 400 | 401,
  error: string,
  error_description: string,
): Response => oauth(status, { error, error_description });

const oauth = (status: number, body: object): Response =>
  Response.json(body, {
    status,
    headers: { 'cache-control': 'no-store', pragma: 'no-cache' },
  });
