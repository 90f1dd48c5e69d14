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
import { openApiDocument } from '../../../schemas/openapi/document.ts';

interface Described {
  operationId: string;
  security: unknown[];
  parameters: {
    in: string;
    name: string;
    required: boolean;
    schema: { pattern?: string };
  }[];
  requestBody?: unknown;
  responses: Record<string, { description: string }>;
}

interface Document {
  openapi: string;
  paths: Record<string, Record<string, Described>>;
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
    const inPath = described(operation).parameters.filter(
      (parameter) => parameter.in === 'path',
    );
    expect(inPath.map(({ name }) => `{${name}}`)).toEqual(
      operation.path.match(/\{\w+\}/g) ?? [],
    );
    for (const { required } of inPath) expect(required).toBe(true);
  });

  it('requires a purpose where it concerns a child or gives tables, and never asks for one elsewhere', () => {
    const purpose = described(operation).parameters.find(
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
    const key = described(operation).parameters.find(
      ({ name }) => name === 'idempotency-key',
    );
    expect(key !== undefined).toBe(operation.idempotencyKey === true);
    if (key)
      expect(IdempotencyKey.safeParse('a key with spaces').success).toBe(
        !key.schema.pattern,
      );
  });
});
