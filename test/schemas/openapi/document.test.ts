/** The published document is the contract that is served. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  OPERATIONS,
  type Operation,
  operationIds,
  problemsOf,
} from '../../../schemas/contract/operations.ts';
import { PROBLEMS } from '../../../schemas/contract/problems.ts';
import { IdempotencyKey } from '../../../schemas/contract/sharing.ts';
import { CODE_LISTS } from '../../../schemas/openapi/code-lists.ts';
import { openApiDocument } from '../../../schemas/openapi/document.ts';

interface Described {
  operationId: string;
  security: unknown[];
  parameters: Reference[];
  requestBody?: unknown;
  responses: Record<string, Response>;
}

interface Reference {
  $ref: string;
}

interface Parameter {
  in: string;
  name: string;
  required: boolean;
  schema: { pattern?: string };
}

interface Response extends Partial<Reference> {
  description: string;
  headers?: Record<string, Reference>;
}

interface Document {
  openapi: string;
  paths: Record<string, Record<string, Described>>;
  components: {
    parameters: Record<string, Parameter>;
    headers: Record<string, unknown>;
    schemas: Record<string, unknown>;
    responses: Record<string, Response>;
  };
}

const published = JSON.parse(
  readFileSync(
    join(import.meta.dirname, '../../../schemas/openapi/openapi.json'),
    'utf8',
  ),
) as Document;

const made = JSON.parse(JSON.stringify(openApiDocument())) as Document;

/** As the document is made now: whether it has been published is a guarantee of its own. */
const described = ({ path, method }: Operation): Described => {
  const found = made.paths[path]?.[method.toLowerCase()];
  if (!found) throw new Error(`${method} ${path} is not in the document`);
  return found;
};

const operations = Object.values(made.paths).flatMap((methods) =>
  Object.values(methods),
);

const parametersOf = ({ parameters }: Described): Parameter[] =>
  parameters.map(({ $ref }) => {
    const parameter = made.components.parameters[nameIn($ref)];
    if (!parameter) throw new Error(`the document has no ${$ref}`);
    return parameter;
  });

const nameIn = (ref: string): string => ref.replace(/^.*\//, '');

/** Those that stand more than once. */
const repeated = (values: readonly unknown[]): string[] => {
  const texts = values.map((value) => JSON.stringify(value));
  return texts.filter((text, at) => texts.indexOf(text) !== at);
};

/** Each list of codes, wherever it stands. */
const codeListsIn = (node: unknown): unknown[] => {
  if (typeof node !== 'object' || node === null) return [];
  const below = Object.values(node).flatMap(codeListsIn);
  return 'enum' in node && Array.isArray(node.enum) && node.enum.length > 1
    ? [node.enum, ...below]
    : below;
};

describe('schemas/openapi/openapi.json', () => {
  it('is what the operations say', () => {
    expect(
      published,
      'schemas/openapi/openapi.json is out of date: npm run openapi',
    ).toEqual(made);
  });

  it('is OpenAPI 3.1.0', () => {
    expect(published.openapi).toBe('3.1.0');
  });

  it('has every operation and no other', () => {
    const ids = Object.values(published.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(
      ids.sort(),
      'schemas/openapi/openapi.json is out of date: npm run openapi',
    ).toEqual([...operationIds].sort());
  });
});

describe('what several operations share', () => {
  const { parameters, headers, schemas } = made.components;

  it('is a parameter that each of them refers to', () => {
    const used = operations.flatMap(({ parameters: own }) => own);
    console.log(
      `${used.length} parameters of operations are ${Object.keys(parameters).length} of the document`,
    );
    for (const each of used) expect(Object.keys(each)).toEqual(['$ref']);
    expect(new Set(used.map(({ $ref }) => nameIn($ref)))).toEqual(
      new Set(Object.keys(parameters)),
    );
    expect(repeated(Object.values(parameters))).toEqual([]);
  });

  it('is a header that each of their answers refers to', () => {
    const responses = [
      ...operations.flatMap((each) => Object.values(each.responses)),
      ...Object.values(made.components.responses),
    ];
    const used = responses.flatMap(({ headers: own = {} }) =>
      Object.values(own),
    );
    for (const each of used) expect(Object.keys(each)).toEqual(['$ref']);
    expect(new Set(used.map(({ $ref }) => nameIn($ref)))).toEqual(
      new Set(Object.keys(headers)),
    );
    expect(repeated(Object.values(headers))).toEqual([]);
  });

  it('is a refusal that each of them refers to, with a schema for its codes', () => {
    for (const { responses } of operations) {
      for (const [status, { $ref }] of Object.entries(responses))
        expect($ref === undefined, status).toBe(status.startsWith('2'));
    }
    expect(JSON.stringify(made.components.responses)).not.toContain('"allOf"');
  });

  it('is a list of codes that stands in one place and has a name there', () => {
    expect(repeated(codeListsIn({ schemas, parameters }))).toEqual([]);
    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining(Object.values(CODE_LISTS)),
    );
  });
});

describe.each(
  operationIds.map((id) => [id, OPERATIONS[id] as Operation] as const),
)('%s', (id, operation) => {
  it('is described under its method and path', () => {
    expect(described(operation).operationId).toBe(id);
  });

  it('is open to who has its scope, or said to be open to all', () => {
    expect(described(operation).security).toEqual(
      operation.scope ? [{ system: [operation.scope] }] : [],
    );
  });

  it('names its answer and each of its problems under its status', () => {
    const { responses } = described(operation);
    expect(responses[operation.answers.status]).toBeDefined();
    for (const code of problemsOf(operation)) {
      expect(
        responses[PROBLEMS[code].status]?.description.split(', '),
      ).toContain(code);
    }
  });

  it('has each parameter of its path', () => {
    const inPath = parametersOf(described(operation)).filter(
      (parameter) => parameter.in === 'path',
    );
    expect(inPath.map(({ name }) => `{${name}}`)).toEqual(
      operation.path.match(/\{\w+\}/g) ?? [],
    );
    for (const { required } of inPath) expect(required).toBe(true);
  });

  it('requires a purpose where it concerns a child or gives tables, and never asks for one elsewhere', () => {
    const purpose = parametersOf(described(operation)).find(
      ({ name }) => name === 'sharing-purpose',
    );
    expect(purpose?.required ?? false).toBe(
      operation.concerns === 'PERSONAL' || operation.monitoring === true,
    );
  });

  it('has a body where it takes one', () => {
    expect(described(operation).requestBody !== undefined).toBe(
      operation.body !== undefined || id === 'issueToken',
    );
  });

  it('states the idempotency key as it is accepted', () => {
    const key = parametersOf(described(operation)).find(
      ({ name }) => name === 'idempotency-key',
    );
    expect(key !== undefined).toBe(operation.idempotencyKey === true);
    if (key)
      expect(IdempotencyKey.safeParse('a key with spaces').success).toBe(
        !key.schema.pattern,
      );
  });
});
