/**
 * Documents refusals: for each status of an operation a response, and for each set of codes a
 * schema. An operation refers to both by name, so that a client that reads the contract knows which
 * codes to expect of what.
 */
import {
  type Operation,
  type OperationId,
  problemsOf,
} from '../contract/operations.ts';
import {
  PROBLEMS,
  type ProblemCode,
  ProblemDocument,
} from '../contract/problems.ts';
import { type Json, pascal, referring, schemaRef } from './components.ts';
import { PROBLEM_EXAMPLES, TOKEN_REFUSALS } from './examples.ts';
import { headersOfProblem } from './headers.ts';
import type { Named } from './once.ts';
import { OAuthError } from './token.ts';

type Described = readonly [OperationId, Operation];

/** The refusals of an operation by their status, as references. */
export const refusalsOf = ([id, operation]: Described): Json => ({
  429: responseRef('Throttled'),
  ...Object.fromEntries(
    problemGroups([id, operation]).map(([status, codes]) => [
      status,
      // In 3.1 what stands beside a reference goes before what it refers to.
      {
        ...responseRef(responseName(operation, codes)),
        description: codes.join(', '),
      },
    ]),
  ),
  ...(id === 'issueToken' && TOKEN_REFUSED),
});

const responseRef = (name: string): Json => ({
  $ref: `#/components/responses/${name}`,
});

/** All that the references of an operation's refusals lead to. */
export const refusalResponsesOf = ([id, operation]: Described): Named[] => [
  ['Throttled', THROTTLED],
  ...problemGroups([id, operation]).map(
    ([, codes]): Named => [
      responseName(operation, codes),
      problemResponse(operation, codes),
    ],
  ),
  ...(id === 'issueToken' ? TOKEN_RESPONSES : []),
];

/** The problem documents of an operation, a schema for the codes of each status. */
export const problemSchemasOf = (described: Described): Named[] =>
  problemGroups(described).map(([, codes]) => [
    problemName(codes),
    {
      allOf: [
        referring(ProblemDocument),
        {
          type: 'object',
          properties: { code: { type: 'string', enum: codes } },
        },
      ],
    },
  ]);

/** Examples of every problem that an operation can give. */
export const problemExamplesOf = (operations: readonly Described[]): Json => {
  const used = new Set(operations.flatMap(problemsIn));
  const codes = (Object.keys(PROBLEMS) as ProblemCode[]).filter((code) =>
    used.has(code),
  );
  return Object.fromEntries(codes.map((code) => [code, problemExample(code)]));
};

/** The codes of an operation, by their status. */
const problemGroups = (described: Described): [number, ProblemCode[]][] => {
  const statuses = new Map<number, ProblemCode[]>();
  for (const code of problemsIn(described).toSorted()) {
    const of: number = PROBLEMS[code].status;
    statuses.set(of, [...new Set([...(statuses.get(of) ?? []), code])]);
  }
  return [...statuses];
};

/** The token endpoint reads its form within the limit of every other body. */
const problemsIn = ([id, operation]: Described): ProblemCode[] =>
  id === 'issueToken'
    ? ['BODY_TOO_LARGE', ...problemsOf(operation)]
    : problemsOf(operation);

/** `NotFound`, `HeaderInvalidOrMalformedRequest`. */
const joined = (codes: readonly string[]): string =>
  codes.map((code) => pascal(code.toLowerCase())).join('Or');

const problemName = (codes: readonly ProblemCode[]): string =>
  `${joined(codes)}Problem`;

/** An open operation's problem has other headers, and another name. */
const responseName = (
  { scope }: Operation,
  codes: readonly ProblemCode[],
): string => (scope ? '' : 'Open') + joined(codes);

const problemResponse = (
  operation: Operation,
  codes: readonly ProblemCode[],
): Json => {
  const headers = headersOfProblem(operation);
  return {
    description: codes.join(', '),
    ...(Object.keys(headers).length > 0 && { headers }),
    content: {
      'application/problem+json': {
        schema: schemaRef(problemName(codes)),
        examples: Object.fromEntries(
          codes.map((code) => [
            code,
            { $ref: `#/components/examples/${code}` },
          ]),
        ),
      },
    },
  };
};

const problemExample = (code: ProblemCode): Json => {
  const { title, cause, remedy } = PROBLEMS[code];
  return {
    summary: title,
    description: `${cause}\n\n${remedy}`,
    value: PROBLEM_EXAMPLES[code],
  };
};

/**
 * What API Gateway itself answers: it has not reached the exchange, and is in no ledger. The local
 * sandbox never does.
 */
const THROTTLED: Json = {
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

const tokenRefusal = (examples: Record<string, unknown>): Json => ({
  description: Object.keys(examples).join(', '),
  headers: { 'cache-control': { $ref: '#/components/headers/cache-control' } },
  content: {
    'application/json': {
      schema: referring(OAuthError),
      examples: Object.fromEntries(
        Object.entries(examples).map(([error, value]) => [error, { value }]),
      ),
    },
  },
});

const tokenRefusalName = (examples: Record<string, unknown>): string =>
  `Token${joined(Object.keys(examples))}`;

/** OAuth's own errors (RFC 6749 section 5.2). */
const TOKEN_RESPONSES: Named[] = Object.values(TOKEN_REFUSALS).map(
  (examples) => [tokenRefusalName(examples), tokenRefusal(examples)],
);

const TOKEN_REFUSED: Json = Object.fromEntries(
  Object.entries(TOKEN_REFUSALS).map(([status, examples]) => [
    status,
    responseRef(tokenRefusalName(examples)),
  ]),
);
