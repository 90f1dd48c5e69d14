/** Requests drawn from the OpenAPI document, for every operation: as it allows them, and with something wrong. */
import * as fc from 'fast-check';
import {
  type OperationId,
  operationIds,
} from '../../schemas/contract/operations.ts';
import document from '../../schemas/openapi/openapi.json' with { type: 'json' };
import { arbitraryOf, type Json } from './schema-arbitrary.ts';

/** One thing made wrong at one place of a body: which place, and what, are chosen by number. */
export interface Mutation {
  at: number;
  kind: 'DROP' | 'ADD' | 'RETYPE' | 'EMPTY' | 'LONGER' | 'UNSAFE' | 'TWICE';
}

export interface Drawn {
  id: OperationId;
  path: Record<string, string>;
  query: Record<string, unknown>;
  headers: Record<string, string>;
  body: unknown;
  mutations: Mutation[];
  /** What is left open until the request is sent: whose it is, and which ids of earlier answers it names. */
  choices: number[];
}

export interface Documented {
  id: OperationId;
  method: string;
  path: string;
  parameters: { in: string; name: string; required: boolean; schema: Json }[];
  body: Json | undefined;
  form: boolean;
  /** The codes of each documented status; none where it is no problem document. */
  statuses: Map<number, string[]>;
}

type Written = {
  operationId: OperationId;
  parameters: Reference[];
  requestBody?: { content: Record<string, { schema: Json }> };
  responses: Record<string, Response | Reference>;
};
interface Response {
  content?: Record<string, { schema: Json }>;
}
interface Reference {
  $ref: string;
}

/** What several operations share stands among the components. */
const resolved = <T extends object>(said: T | Reference): T => {
  if (!('$ref' in said)) return said;
  const [, , kind, name] = said.$ref.split('/');
  const shared: Record<string, Record<string, unknown>> = document.components;
  const found = shared[kind ?? '']?.[name ?? ''];
  if (!found) throw new Error(`the document has no ${said.$ref}`);
  return found as T;
};

const documented = (
  method: string,
  path: string,
  written: Written,
): Documented => {
  const [[type, content] = []] = Object.entries(
    written.requestBody?.content ?? {},
  );
  const statuses = Object.entries(written.responses).map(
    ([status, response]): [number, string[]] => [
      Number(status),
      codesOf(
        resolved<Response>(response).content?.['application/problem+json']
          ?.schema,
      ),
    ],
  );
  return {
    id: written.operationId,
    method: method.toUpperCase(),
    path,
    parameters: written.parameters.map((each) =>
      resolved<Documented['parameters'][number]>(each),
    ),
    body: content?.schema,
    form: type === 'application/x-www-form-urlencoded',
    statuses: new Map(statuses),
  };
};

const codesOf = (schema: Json | undefined): string[] => {
  const { allOf = [] } = schema ? resolved<Json>(schema) : {};
  const parts = allOf as {
    properties?: { code?: { enum: string[] } };
  }[];
  return parts.flatMap(({ properties }) => properties?.code?.enum ?? []);
};

/** What the document says of each operation. */
export const DOCUMENTED = new Map(
  Object.entries(
    document.paths as unknown as Record<string, Record<string, Written>>,
  ).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, written]) => {
      const operation = documented(method, path, written);
      return [operation.id, operation] as const;
    }),
  ),
);

export const documentedAs = (id: OperationId): Documented => {
  const operation = DOCUMENTED.get(id);
  if (!operation) throw new Error(`the document has no ${id}`);
  return operation;
};

const parameters = (
  { parameters: all }: Documented,
  within: string,
): fc.Arbitrary<Record<string, unknown>> => {
  const own = all.filter((each) => each.in === within);
  return fc.record(
    Object.fromEntries(
      own.map(({ name, schema }) => [name, arbitraryOf(schema)]),
    ),
    {
      requiredKeys: own
        .filter(({ required }) => required)
        .map(({ name }) => name),
    },
  );
};

const KINDS = [
  'DROP',
  'ADD',
  'RETYPE',
  'EMPTY',
  'LONGER',
  'UNSAFE',
  'TWICE',
] as const;
const mutation = fc.record({
  at: fc.nat(1000),
  kind: fc.constantFrom(...KINDS),
});
/** Most requests are as the document has them: what is refused at the edge reaches nothing behind it. */
const mutations = fc.oneof(
  { weight: 7, arbitrary: fc.constant<Mutation[]>([]) },
  { weight: 3, arbitrary: fc.array(mutation, { minLength: 1, maxLength: 2 }) },
);

const drawnOf = (id: OperationId): fc.Arbitrary<Drawn> => {
  const operation = documentedAs(id);
  return fc.record({
    id: fc.constant(id),
    path: parameters(operation, 'path') as fc.Arbitrary<Record<string, string>>,
    query: parameters(operation, 'query'),
    headers: parameters(operation, 'header') as fc.Arbitrary<
      Record<string, string>
    >,
    body: operation.body
      ? arbitraryOf(operation.body)
      : fc.constant<unknown>(undefined),
    mutations,
    // Without the bias to small numbers, or always the same few would be chosen.
    choices: fc.noBias(
      fc.array(fc.nat(0xffff), { minLength: 24, maxLength: 24 }),
    ),
  });
};

/** What is open to all is the same file each time; the rest is tried the more. */
const WEIGHTS: Partial<Record<OperationId, number>> = {
  readOpenApi: 1,
  readHealth: 1,
  readAuthorizationServer: 1,
  issueToken: 3,
  queryYoungPerson: 10,
  raiseFlag: 10,
  nominate: 4,
  withdrawFlag: 4,
  checkEligibility: 9,
  listCase: 9,
  askForViews: 9,
  decideCase: 9,
};
const USUAL = 6;

export const drawn: fc.Arbitrary<Drawn> = fc.oneof(
  ...operationIds.map((id) => ({
    weight: WEIGHTS[id] ?? USUAL,
    arbitrary: drawnOf(id),
  })),
);
