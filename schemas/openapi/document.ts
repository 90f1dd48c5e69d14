/** The OpenAPI 3.1 document, from the operations table. It is made at build time, so that no Lambda carries its maker. */
import * as z from 'zod';
import {
  OPERATIONS,
  type Operation,
  type OperationId,
  operationIds,
  problemsOf,
} from '../contract/operations.ts';
import {
  PROBLEMS,
  type ProblemCode,
  ProblemDocument,
} from '../contract/problems.ts';
import {
  IdempotencyKey,
  RequestId,
  SHARING_HEADERS,
  sharingHeadersOf,
} from '../contract/sharing.ts';
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
import {
  componentSchemas,
  type Json,
  pascal,
  referring,
  writtenOut,
} from './components.ts';
import { DESCRIPTIONS, IDS_IN_PATHS, WITH_ETAG } from './descriptions.ts';
import { EXAMPLES, PROBLEM_EXAMPLES, TOKEN_REFUSALS } from './examples.ts';
import {
  headersOfAnswer,
  headersOfProblem,
  REQUEST_HEADERS,
  RESPONSE_HEADERS,
} from './headers.ts';
import { OAuthError, TokenRequest } from './token.ts';

export const openApiDocument = (): Json => {
  const operations = operationIds.map((id): [OperationId, Operation] => [
    id,
    OPERATIONS[id],
  ]);
  const bodies = operations.flatMap(([, { body }]) => body ?? []);
  const answers = operations.map(([, operation]) => operation.answers.schema);
  return {
    openapi: '3.1.0',
    info: INFO,
    servers: SERVERS,
    tags: tagsOf(operations),
    paths: pathsOf(operations),
    components: {
      schemas: componentSchemas(
        [...bodies, TokenRequest],
        [...answers, ProblemDocument, OAuthError],
      ),
      headers: RESPONSE_HEADERS,
      examples: problemExamplesOf(operations),
      responses: { ...problemResponsesOf(operations), Throttled: THROTTLED },
      securitySchemes: { [SECURITY_SCHEME]: schemeOf(operations) },
    },
  };
};

type Operations = readonly [OperationId, Operation][];

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
  parameters: [
    ...pathParametersOf(operation),
    ...parametersOf('query', operation.query),
    ...headersOf(operation),
  ],
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
  const problems = problemGroups(id, operation).map(([of, codes]) => [
    of,
    // In 3.1 what stands beside a reference goes before what it refers to.
    {
      $ref: `#/components/responses/${nameOf(operation, codes)}`,
      description: codes.join(', '),
    },
  ]);
  const refusals = id === 'issueToken' ? TOKEN_REFUSED : {};
  return {
    [status]: answer,
    429: THROTTLED_REF,
    ...Object.fromEntries(problems),
    ...refusals,
  };
};

/** What stands on it is in the description: a page is for people. */
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

/** The token endpoint reads its form within the limit of every other body. */
const problemsIn = (id: OperationId, operation: Operation): ProblemCode[] =>
  id === 'issueToken'
    ? ['BODY_TOO_LARGE', ...problemsOf(operation)]
    : problemsOf(operation);

/** The codes of an operation, by their status. */
const problemGroups = (
  id: OperationId,
  operation: Operation,
): [number, ProblemCode[]][] => {
  const statuses = new Map<number, ProblemCode[]>();
  for (const code of problemsIn(id, operation).toSorted()) {
    const of: number = PROBLEMS[code].status;
    statuses.set(of, [...new Set([...(statuses.get(of) ?? []), code])]);
  }
  return [...statuses];
};

/** `NotFound`, `HeaderInvalidOrMalformedRequest`; an open operation's problem has other headers, and another name. */
const nameOf = ({ scope }: Operation, codes: readonly ProblemCode[]): string =>
  (scope ? '' : 'Open') +
  codes.map((code) => pascal(code.toLowerCase())).join('Or');

const problemResponsesOf = (operations: Operations): Json =>
  Object.fromEntries(
    operations
      .flatMap(([id, operation]) =>
        problemGroups(id, operation).map(
          ([, codes]) =>
            [nameOf(operation, codes), problemOf(operation, codes)] as const,
        ),
      )
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** A client that reads the contract knows which codes to expect of which operation. */
const problemOf = (
  operation: Operation,
  codes: readonly ProblemCode[],
): Json => ({
  description: codes.join(', '),
  ...withHeaders(headersOfProblem(operation)),
  content: {
    'application/problem+json': {
      schema: {
        allOf: [
          referring(ProblemDocument),
          {
            type: 'object',
            properties: { code: { type: 'string', enum: codes } },
          },
        ],
      },
      examples: Object.fromEntries(
        codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
      ),
    },
  },
});

const withHeaders = (headers: Json): Json =>
  Object.keys(headers).length > 0 ? { headers } : {};

const problemExamplesOf = (operations: Operations): Json => {
  const used = new Set(
    operations.flatMap(([id, operation]) => problemsIn(id, operation)),
  );
  const codes = (Object.keys(PROBLEMS) as ProblemCode[]).filter((code) =>
    used.has(code),
  );
  return Object.fromEntries(codes.map((code) => [code, problemExample(code)]));
};

const problemExample = (code: ProblemCode): Json => {
  const { title, cause, remedy } = PROBLEMS[code];
  return {
    summary: title,
    description: `${cause}\n\n${remedy}`,
    value: PROBLEM_EXAMPLES[code],
  };
};

/** What API Gateway itself answers: it has not reached the exchange, and is in no ledger. The local sandbox never does. */
const THROTTLED = {
  description:
    'More requests than the gateway lets through for all systems together. Wait, longer each time, and repeat.',
  content: {
    'application/json': {
      schema: {
        type: 'object',
        properties: {
          message: { type: 'string', maxLength: 200, pattern: '^[A-Za-z .]+$' },
        },
        required: ['message'],
      },
      example: { message: 'Too Many Requests' },
    },
  },
};
const THROTTLED_REF = { $ref: '#/components/responses/Throttled' };

/** OAuth's own errors (RFC 6749 section 5.2). */
const TOKEN_REFUSED = Object.fromEntries(
  Object.entries(TOKEN_REFUSALS).map(([status, examples]) => [
    status,
    {
      description: Object.keys(examples).join(', '),
      headers: {
        'cache-control': { $ref: '#/components/headers/cache-control' },
      },
      content: {
        'application/json': {
          schema: referring(OAuthError),
          examples: Object.fromEntries(
            Object.entries(examples).map(([error, value]) => [
              error,
              { value },
            ]),
          ),
        },
      },
    },
  ]),
);

const headersOf = (operation: Operation): Json[] => {
  if (operation.concerns === 'NOBODY') return [];
  const printedOnly = operation.printed && operation.concerns !== 'PERSONAL';
  return [
    // Where only the printed page is about children, only the printed page needs a purpose.
    ...(printedOnly
      ? [
          headerOf(
            'sharing-purpose',
            SHARING_HEADERS['sharing-purpose'].optional(),
          ),
        ]
      : []),
    ...Object.entries(sharingHeadersOf(operation)).map(([name, schema]) =>
      headerOf(name, schema),
    ),
    ...(operation.idempotencyKey
      ? [headerOf('idempotency-key', IdempotencyKey)]
      : []),
    headerOf('x-request-id', RequestId.optional()),
    headerOf('x-correlation-id', RequestId.optional()),
  ];
};

const headerOf = (name: string, schema: z.ZodType): Json => ({
  ...parameter('header', name, schema),
  ...REQUEST_HEADERS[name],
  // Where an operation takes one value alone, that is the example.
  ...(schema instanceof z.ZodEnum &&
    schema.options.length === 1 && { example: schema.options[0] }),
});

/** An id that is not of its form is answered as one that is unknown, so its form is stated as advice. */
const pathParametersOf = ({ path, params }: Operation): Json[] =>
  parametersOf('path', params).map((described) => {
    const [, part = ''] =
      new RegExp(`([^/]+)/\\{${described.name}\\}`).exec(path) ?? [];
    const id = IDS_IN_PATHS[part];
    if (!id) return described;
    const { schema, example, description } = id;
    return {
      ...described,
      description,
      schema: writtenOut(schema, 'input'),
      example,
    };
  });

const parametersOf = (
  within: 'path' | 'query',
  schema: z.ZodType | undefined,
): Json[] =>
  schema instanceof z.ZodObject
    ? Object.entries(schema.shape).map(([name, field]) => ({
        ...parameter(within, name, field as z.ZodType),
        ...(within === 'query' &&
          QUERY_PARAMETERS[name] && { description: QUERY_PARAMETERS[name] }),
      }))
    : [];

const QUERY_PARAMETERS: Record<string, string> = {
  meeting:
    'The id of a meeting: narrows the pack to what every agency present at it may receive.',
  after:
    'Where the last page ended, exactly as it was given to you. Left out, from the beginning.',
  limit: 'At most so many entries.',
  from: 'The first day, a date in London.',
  to: 'The last day, a date in London; at most 31 days after the first.',
  quarter: 'A quarter of the calendar that is over.',
  borough: 'A borough, by its GSS code.',
  panel:
    "A panel's own, for the system of the agency that hosts it. Left out, your agency's.",
};

const parameter = (within: string, name: string, schema: z.ZodType): Json => ({
  in: within,
  name,
  required: !schema.safeParse(undefined).success,
  schema: writtenOut(schema, 'input'),
});
