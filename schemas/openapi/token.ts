/**
 * The one exchange of messages that is not ours: how a token is asked for and refused (RFC 6749,
 * RFC 7523 section 2.2).
 */
import * as z from 'zod';

export const TokenRequest = z.strictObject({
  grant_type: z.literal('client_credentials'),
  client_assertion_type: z.literal(
    'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  ),
  client_assertion: z
    .string()
    .max(8192)
    .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/),
  scope: z
    .string()
    .max(400)
    .regex(/^[a-z:]+( [a-z:]+)*$/)
    .optional(),
});

export const OAuthError = z.strictObject({
  error: z.enum(['invalid_request', 'invalid_client', 'invalid_scope']),
  error_description: z.string().max(400),
});
