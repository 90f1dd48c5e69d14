/** The operations open to all: health, the contract, and where to get a token. */
import { application } from '../../entrance/application.ts';
import { OPERATIONS } from '../../schemas/contract/operations.ts';
import openapi from '../../schemas/openapi/openapi.json' with { type: 'json' };
import { Scope } from '../../schemas/vocabulary/codes.ts';

export const publicApp = (issuer: string) =>
  application([
    { id: 'readHealth', serve: async () => Response.json({ status: 'up' }) },
    { id: 'readOpenApi', serve: async () => Response.json(openapi) },
    {
      id: 'readAuthorizationServer',
      serve: async () => Response.json(authorizationServer(issuer)),
    },
  ]);

/** RFC 8414 section 2. */
const authorizationServer = (issuer: string) => ({
  issuer,
  token_endpoint: issuer + OPERATIONS.issueToken.path,
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['ES256', 'EdDSA'],
  grant_types_supported: ['client_credentials'],
  response_types_supported: [],
  scopes_supported: Scope.options,
});
