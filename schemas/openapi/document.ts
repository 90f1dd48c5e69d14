/**
 * The OpenAPI 3.1 document, from the operations table. It is made at build time, so that no Lambda
 * carries its maker.
 */
import type * as z from 'zod';
import {
  OPERATIONS,
  type Operation,
  type OperationId,
  operationIds,
} from '../contract/operations.ts';
import { ProblemDocument } from '../contract/problems.ts';
import type { Scope } from '../vocabulary/codes.ts';
import {
  INFO,
  SCOPES,
  SECURITY_SCHEME,
  SERVERS,
  SYSTEM_SCHEME,
  TAGS,
  tagOf,
} from './about.ts';
import { withCodeLists } from './code-lists.ts';
import { componentSchemas, type Json, referring } from './components.ts';
import { DESCRIPTIONS, WITH_ETAG } from './descriptions.ts';
import { EXAMPLES } from './examples.ts';
import { headersOfAnswer, RESPONSE_HEADERS } from './headers.ts';
import { once } from './once.ts';
import { parameterRefs, parametersOf } from './parameters.ts';
import {
  problemExamplesOf,
  problemSchemasOf,
  refusalResponsesOf,
  refusalsOf,
} from './problem-responses.ts';
import { OAuthError, TokenRequest } from './token.ts';

export const openApiDocument = (): Json => {
  const operations = operationIds.map((id): [OperationId, Operation] => [
    id,
    OPERATIONS[id],
  ]);
  return {
    openapi: '3.1.0',
    info: INFO,
    servers: SERVERS,
    tags: tagsOf(operations),
    paths: pathsOf(operations),
    components: {
      ...withCodeLists({
        schemas: schemasOf(operations),
        parameters: once(operations.flatMap(([, each]) => parametersOf(each))),
      }),
      headers: RESPONSE_HEADERS,
      examples: problemExamplesOf(operations),
      responses: once(operations.flatMap(refusalResponsesOf)),
      securitySchemes: { [SECURITY_SCHEME]: schemeOf(operations) },
    },
  };
};

type Operations = readonly [OperationId, Operation][];

const schemasOf = (operations: Operations): Json => {
  const bodies = operations.flatMap(([, { body }]) => body ?? []);
  const answers = operations.map(([, operation]) => operation.answers.schema);
  return {
    ...componentSchemas(
      [...bodies, TokenRequest],
      [...answers, ProblemDocument, OAuthError],
    ),
    ...once(operations.flatMap(problemSchemasOf)),
  };
};

const tagsOf = (operations: Operations): Json[] => {
  const used = new Set(operations.map(([, { path }]) => tagOf(path)));
  return Object.values(TAGS).filter(({ name }) => used.has(name));
};

const schemeOf = (operations: Operations): Json => {
  const used = new Set(operations.flatMap(([, { scope }]) => scope ?? []));
  const scopes = Object.fromEntries(
    (Object.keys(SCOPES) as Scope[])
      .filter((s) => used.has(s))
      .map((s) => [s, SCOPES[s]]),
  );
  return {
    type: 'oauth2',
    description: SYSTEM_SCHEME,
    flows: {
      clientCredentials: { tokenUrl: OPERATIONS.issueToken.path, scopes },
    },
  };
};

const pathsOf = (operations: Operations): Json => {
  const paths: Record<string, Json> = {};
  for (const [id, operation] of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: operationOf(id, operation),
    };
  }
  return paths;
};

const operationOf = (id: OperationId, operation: Operation): Json => ({
  operationId: id,
  summary: operation.summary,
  ...(DESCRIPTIONS[id] && { description: DESCRIPTIONS[id] }),
  tags: [tagOf(operation.path)],
  security: operation.scope ? [{ [SECURITY_SCHEME]: [operation.scope] }] : [],
  parameters: parameterRefs(operation),
  ...bodyOf(id, operation),
  responses: responsesOf(id, operation),
});

const bodyOf = (id: OperationId, { body }: Operation): Json => {
  const [mediaType, schema] =
    id === 'issueToken'
      ? ['application/x-www-form-urlencoded', TokenRequest]
      : ['application/json', body];
  const example = EXAMPLES[id]?.body;
  return schema
    ? {
        requestBody: {
          required: true,
          content: contentOf(mediaType, schema, example),
        },
      }
    : {};
};

const contentOf = (
  mediaType: string,
  schema: z.ZodType,
  example: unknown,
): Json => ({
  [mediaType]: {
    schema: referring(schema),
    ...(example !== undefined && { example }),
  },
});

const responsesOf = (id: OperationId, operation: Operation): Json => {
  const { status, schema } = operation.answers;
  const answer = {
    description: operation.summary,
    ...withHeaders(headersOfAnswer(operation, WITH_ETAG.has(id))),
    content: {
      ...contentOf('application/json', schema, EXAMPLES[id]?.answer),
      ...(operation.printed && PAGE),
    },
  };
  return { [status]: answer, ...refusalsOf([id, operation]) };
};

/** The description says what stands on it: a page is for people. */
const PAGE = {
  'text/html': {
    schema: {
      type: 'string',
      description:
        'The printed page. It needs no script and asks for nothing else.',
      // As much as a Lambda function can answer.
      maxLength: 6_000_000,
      pattern: '^<!DOCTYPE html>',
    },
    example:
      '<!DOCTYPE html>\n<html lang="en" class="govuk-template">…</html>\n',
  },
};

const withHeaders = (headers: Json): Json =>
  Object.keys(headers).length > 0 ? { headers } : {};
