/**
 * POST /oauth2/token: client credentials with private_key_jwt. Errors are OAuth's own (RFC 6749
 * section 5.2).
 */
import * as z from 'zod';
import type { World } from '../../adapters/ports.ts';
import { readBytes } from '../../entrance/accept.ts';
import {
  ASSERTION_TYPE,
  verifyAssertion,
} from '../../entrance/client-assertion.ts';
import { OPERATIONS } from '../../schemas/contract/operations.ts';
import type { System } from '../../schemas/store/entities.ts';

const TokenRequest = z.object({
  grant_type: z.literal('client_credentials'),
  client_assertion_type: z.literal(ASSERTION_TYPE),
  client_assertion: z.string().max(8192),
  scope: z.string().max(400).optional(),
  client_id: z.string().max(80).optional(),
});

type TokenRequest = z.infer<typeof TokenRequest>;

export const issueToken = async (
  world: World,
  request: Request,
): Promise<Response> => {
  const form = await readForm(request);
  if (!form)
    return refusal(
      400,
      'invalid_request',
      'Send grant_type, client_assertion_type and client_assertion.',
    );
  const endpoint = world.tokens.issuer + OPERATIONS.issueToken.path;
  const system = await verifyAssertion(form.client_assertion, world, endpoint);
  if (!system || (form.client_id ?? system.clientId) !== system.clientId)
    return refusal(
      401,
      'invalid_client',
      `No valid, unused assertion for ${endpoint}.`,
    );
  const scopes = scopesFor(system, form);
  return scopes
    ? issued(world, system, scopes)
    : refusal(
        400,
        'invalid_scope',
        `This system is registered for: ${system.scopes.join(' ')}.`,
      );
};

/**
 * All that the system is registered for, or what of it is asked for; undefined where something else
 * is asked for too.
 */
const scopesFor = (
  { scopes }: System,
  { scope }: TokenRequest,
): string[] | undefined => {
  const wanted: readonly string[] =
    scope?.split(' ').filter((each) => each !== '') ?? scopes;
  const granted = scopes.filter((each) => wanted.includes(each));
  return granted.length < new Set(wanted).size ? undefined : granted;
};

const issued = async (
  { tokens }: World,
  { clientId, agencyId }: System,
  scopes: string[],
): Promise<Response> => {
  const { token, expiresIn } = await tokens.issue({
    clientId,
    agencyId,
    scopes,
  });
  return oauth(200, {
    access_token: token,
    token_type: 'Bearer',
    expires_in: expiresIn,
    scope: scopes.join(' '),
  });
};

/** Undefined where it is no such request, or has a parameter twice. */
const readForm = async (
  request: Request,
): Promise<TokenRequest | undefined> => {
  const sent = await formOf(request);
  const names = [...sent.keys()];
  if (new Set(names).size < names.length) return undefined;
  return TokenRequest.safeParse(Object.fromEntries(sent)).data;
};

/** Undefined where it is no form, or too large to be one. */
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
