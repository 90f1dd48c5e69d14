/** The OpenAPI 3.1 document, from the operations table. It is made at build time, so that no Lambda carries its maker. */
import * as z from 'zod';
import { OPERATIONS, type Operation, type OperationId, operationIds, problemsOf } from './operations.ts';
import { PROBLEMS, ProblemDocument } from './problems.ts';
import { SHARING_HEADERS } from './sharing.ts';

type Json = Record<string, unknown>;

export const openApiDocument = (): Json => ({
  openapi: '3.1.0',
  info: {
    title: 'Divan Exchange',
    version: '1.0.0',
    description:
      'Partner information sharing for an Op Met Divan-style panel. Every field that leaves is released by a flow of a signed agreement; every request of an authenticated system is entered in a ledger before it is answered.',
  },
  servers: [{ url: '/' }],
  paths: pathsOf(operationIds),
  components: {
    securitySchemes: {
      system: {
        type: 'oauth2',
        description: 'private_key_jwt: a system signs with its own key.',
        flows: { clientCredentials: { tokenUrl: OPERATIONS.issueToken.path, scopes: scopesOf(operationIds) } },
      },
    },
    schemas: { Problem: schemaOf(ProblemDocument, 'output') },
  },
});

const pathsOf = (ids: readonly OperationId[]): Json => {
  const paths: Record<string, Json> = {};
  for (const id of ids) {
    const operation: Operation = OPERATIONS[id];
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: operationOf(id, operation) };
  }
  return paths;
};

const operationOf = (id: OperationId, operation: Operation): Json => ({
  operationId: id,
  summary: operation.summary,
  tags: [operation.function],
  ...(operation.scope ? { security: [{ system: [operation.scope] }] } : { security: [] }),
  parameters: [
    ...parametersOf('path', operation.params),
    ...parametersOf('query', operation.query),
    ...headersOf(operation),
  ],
  ...(operation.body && {
    requestBody: { required: true, content: { 'application/json': { schema: schemaOf(operation.body, 'input') } } },
  }),
  ...(id === 'issueToken' && { requestBody: TOKEN_FORM }),
  responses: responsesOf(operation),
});

/** The one body that is a form (RFC 7523 section 2.2). */
const TOKEN_FORM = {
  required: true,
  content: {
    'application/x-www-form-urlencoded': {
      schema: {
        type: 'object',
        required: ['grant_type', 'client_assertion_type', 'client_assertion'],
        properties: {
          grant_type: { const: 'client_credentials' },
          client_assertion_type: { const: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' },
          client_assertion: { type: 'string', maxLength: 8192 },
          scope: { type: 'string', maxLength: 400 },
        },
      },
    },
  },
};

const responsesOf = (operation: Operation): Json => {
  const { status, schema } = operation.answers;
  const statuses = new Map<number, string[]>();
  for (const code of problemsOf(operation)) {
    const of = PROBLEMS[code].status;
    statuses.set(of, [...(statuses.get(of) ?? []), code]);
  }
  const problems = [...statuses]
    .sort(([a], [b]) => a - b)
    .map(([of, codes]) => [
      of,
      {
        description: codes.join(', '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]);
  const answer = {
    description: operation.summary,
    content: { 'application/json': { schema: schemaOf(schema, 'output') } },
  };
  return { [status]: answer, ...Object.fromEntries(problems) };
};

const headersOf = (operation: Operation): Json[] => {
  if (operation.concerns === 'NOBODY') return [];
  const names = Object.keys(SHARING_HEADERS) as (keyof typeof SHARING_HEADERS)[];
  const asked = names.filter((name) => operation.concerns === 'PERSONAL' || name !== 'sharing-purpose');
  return [
    ...asked.map((name) => parameter('header', name, SHARING_HEADERS[name])),
    ...(operation.idempotencyKey ? [parameter('header', 'idempotency-key', z.string().min(8).max(64))] : []),
  ];
};

const parametersOf = (within: 'path' | 'query', schema: z.ZodType | undefined): Json[] =>
  schema instanceof z.ZodObject
    ? Object.entries(schema.shape).map(([name, field]) => parameter(within, name, field as z.ZodType))
    : [];

const parameter = (within: string, name: string, schema: z.ZodType): Json => ({
  in: within,
  name,
  required: !schema.safeParse(undefined).success,
  schema: schemaOf(schema, 'input'),
});

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' });
  return rest;
};

const scopesOf = (ids: readonly OperationId[]): Record<string, string> => {
  const scopes: Record<string, string> = {};
  for (const id of ids) {
    const operation: Operation = OPERATIONS[id];
    if (operation.scope) scopes[operation.scope] = [scopes[operation.scope], id].filter(Boolean).join(', ');
  }
  return scopes;
};
