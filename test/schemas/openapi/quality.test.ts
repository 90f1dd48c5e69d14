/** What somebody who integrates with the exchange may take the contract at its word for. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { problemsPage } from '../../../cli/problems.ts';
import {
  Problem,
  type ProblemExtras,
  problemDocument,
} from '../../../entrance/problem.ts';
import type { Answer } from '../../../local/client.ts';
import {
  OPERATIONS,
  type Operation,
  operationIds,
} from '../../../schemas/contract/operations.ts';
import {
  PROBLEMS,
  type ProblemCode,
  ProblemDocument,
} from '../../../schemas/contract/problems.ts';
import {
  IdempotencyKey,
  RequestId,
  SHARING_HEADERS,
} from '../../../schemas/contract/sharing.ts';
import {
  LONGEST_TEXT,
  PLAIN_TEXT,
} from '../../../schemas/openapi/components.ts';
import {
  DESCRIPTIONS,
  IDS_IN_PATHS,
  WITH_ETAG,
} from '../../../schemas/openapi/descriptions.ts';
import { openApiDocument } from '../../../schemas/openapi/document.ts';
import {
  EXAMPLES,
  PROBLEM_EXAMPLES,
  TOKEN_REFUSALS,
} from '../../../schemas/openapi/examples.ts';
import { REQUEST_HEADERS } from '../../../schemas/openapi/headers.ts';
import { NOTES } from '../../../schemas/openapi/notes.ts';
import { OAuthError, TokenRequest } from '../../../schemas/openapi/token.ts';
import { prose } from '../../../schemas/vocabulary/shapes.ts';
import { testExchange } from '../../exchange.ts';
import {
  decisionOn,
  flagOn,
  listedCase,
  ofCase,
  PANEL,
  queryAbout,
  raise,
  stranger,
  TODAY,
  VIEW,
  withKey,
  YJS,
} from '../../functions/requests.ts';

const ROOT = join(import.meta.dirname, '../../..');
const codes = Object.keys(PROBLEMS) as ProblemCode[];

interface Header {
  schema: { const?: string; pattern?: string; format?: string };
}
interface Response {
  $ref?: string;
  headers?: Record<string, unknown>;
  content?: Record<string, unknown>;
}
interface Described {
  operationId: string;
  description?: string;
  tags: string[];
  responses: Record<string, Response>;
}
interface Schema {
  properties?: Record<string, unknown>;
  oneOf?: { $ref?: string }[];
  discriminator?: { mapping: Record<string, string> };
}
interface Document {
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Described>>;
  components: {
    schemas: Record<string, Schema>;
    headers: Record<string, Header>;
    responses: Record<string, Response>;
  };
}

const made = JSON.parse(JSON.stringify(openApiDocument())) as Document;

const describedAt = (path: string, method: string): Described => {
  const found = made.paths[path]?.[method.toLowerCase()];
  if (!found) throw new Error(`${method} ${path} is not in the document`);
  return found;
};

describe.each(
  operationIds.map((id) => [id, OPERATIONS[id] as Operation] as const),
)('%s', (id, operation) => {
  const example = EXAMPLES[id];

  it('says more of itself than its summary, under a tag that is described', () => {
    expect(
      DESCRIPTIONS[id],
      `schemas/openapi/descriptions.ts has no description of ${id}`,
    ).toBeDefined();
    const { tags } = describedAt(operation.path, operation.method);
    expect(made.tags.map(({ name }) => name)).toContain(tags[0]);
  });

  it('has an example of its answer that its own schema makes nothing else of', () => {
    expect(
      example,
      `schemas/openapi/examples.ts has no example of ${id}`,
    ).toBeDefined();
    expect(operation.answers.schema.parse(example?.answer)).toEqual(
      example?.answer,
    );
  });

  it('has an example of its body, where it takes one, that is accepted', () => {
    const schema: z.ZodType | undefined =
      id === 'issueToken' ? TokenRequest : operation.body;
    expect(example?.body !== undefined).toBe(schema !== undefined);
    if (schema)
      expect(schema.safeParse(example?.body)).toMatchObject({ success: true });
  });
});

describe('the examples', () => {
  it.each(codes)(
    'of the problem %s is the document that the exchange would answer',
    (code) => {
      const {
        detail,
        type: _,
        title: __,
        status: ___,
        code: ____,
        ...extras
      } = PROBLEM_EXAMPLES[code];
      expect(ProblemDocument.parse(PROBLEM_EXAMPLES[code])).toEqual(
        PROBLEM_EXAMPLES[code],
      );
      expect(PROBLEM_EXAMPLES[code]).toEqual(
        problemDocument(new Problem(code, detail, extras as ProblemExtras)),
      );
    },
  );

  it('of the headers are accepted', () => {
    const headers = {
      ...SHARING_HEADERS,
      'idempotency-key': IdempotencyKey,
      'x-request-id': RequestId,
      'x-correlation-id': RequestId,
    };
    expect(Object.keys(REQUEST_HEADERS).sort()).toEqual(
      Object.keys(headers).sort(),
    );
    for (const [name, schema] of Object.entries(headers)) {
      expect(
        schema.safeParse(REQUEST_HEADERS[name]?.example).success,
        name,
      ).toBe(true);
    }
  });

  it('of the ids in paths are ids', () => {
    for (const { schema, example } of Object.values(IDS_IN_PATHS))
      expect(schema.safeParse(example).success).toBe(true);
  });

  it('of the refusals of a token are errors of OAuth', () => {
    for (const refusals of Object.values(TOKEN_REFUSALS)) {
      for (const [error, value] of Object.entries(refusals))
        expect(OAuthError.parse(value).error).toBe(error);
    }
  });
});

describe('the schemas of the document', () => {
  const { schemas } = made.components;

  it('have a note on nothing that is not there', () => {
    const absent = Object.keys(NOTES).filter((note) => {
      const [name = '', field] = note.split('.');
      const schema = schemas[name];
      return (
        !schema ||
        (field !== undefined && !(field in (schema.properties ?? {})))
      );
    });
    expect(absent, 'schemas/openapi/notes.ts').toEqual([]);
  });

  it('name, for each union, which value means which of its forms', () => {
    const unions = Object.entries(schemas).filter(([, { oneOf }]) => oneOf);
    expect(unions.map(([name]) => name)).toEqual(
      expect.arrayContaining(['Reply', 'Condition']),
    );
    for (const [name, { oneOf = [], discriminator }] of unions) {
      expect(Object.values(discriminator?.mapping ?? {}).sort(), name).toEqual(
        oneOf.map(({ $ref }) => $ref).sort(),
      );
    }
  });

  it('give no text that comes from a request a longer bound than they give to answers', () => {
    const longest = [
      ...JSON.stringify(schemas).matchAll(/"maxLength":(\d+)/g),
    ].map(([, length]) => Number(length));
    const assertion = 8192;
    expect(Math.max(...longest.filter((length) => length !== assertion))).toBe(
      LONGEST_TEXT,
    );
  });

  it.each([
    ['a line feed', 'one\ntwo', true],
    ['a letter of another script', 'Zoë Łukasz 李', true],
    ['an emoji', 'well done 👍', true],
    ['a tab', 'a\tb', false],
    ['a private-use character', 'a\ue000b', false],
    ['NUL', 'a\u0000b', false],
    ['an escape', 'a\u001bb', false],
    ['a right-to-left override', 'a\u202eb', false],
    ['a zero-width space', 'a\u200bb', false],
  ])('say of text with %s what the exchange says of it', (_, text, allowed) => {
    expect(new RegExp(PLAIN_TEXT).test(text)).toBe(allowed);
    expect(prose(100).safeParse(text).success).toBe(allowed);
  });
});

describe('.spectral.yaml', () => {
  const ruleset = readFileSync(join(ROOT, '.spectral.yaml'), 'utf8');

  it('finds nothing in the published document, of any severity', () => {
    const { stdout, stderr } = spawnSync(
      join(ROOT, 'node_modules/.bin/spectral'),
      [
        'lint',
        'schemas/openapi/openapi.json',
        '--format',
        'json',
        '--fail-severity',
        'hint',
        '--quiet',
      ],
      {
        cwd: ROOT,
        encoding: 'utf8',
        env: { ...process.env, NODE_OPTIONS: '' },
      },
    );
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual([]);
  });

  it('switches at most three rules off for the whole document, each with its reason above it', () => {
    const [whole = ''] = ruleset.split('\noverrides:');
    const lines = whole.split('\n');
    const off = lines.flatMap((line, at) =>
      /^ {2}\S+: off$/.test(line) ? [at] : [],
    );
    expect(off.length).toBeLessThanOrEqual(3);
    for (const at of off) expect(lines[at - 1]).toMatch(/^ {2}# \S/);
  });
});

describe('docs/problems.md', () => {
  const file = join(ROOT, 'docs/problems.md');

  it('is what the table of problems says', () => {
    expect(existsSync(file)).toBe(true);
    expect(
      readFileSync(file, 'utf8'),
      'docs/problems.md is out of date: npm run problems',
    ).toBe(problemsPage());
  });

  it.each(codes)('says of %s what caused it and what to do', (code) => {
    const [, section = ''] = readFileSync(file, 'utf8').split(`\n## ${code}\n`);
    const [own = ''] = section.split('\n## ');
    expect(own).toContain(String(PROBLEMS[code].status));
    expect(PROBLEMS[code].cause.length).toBeGreaterThan(20);
    expect(own).toContain(PROBLEMS[code].cause);
    expect(PROBLEMS[code].remedy.length).toBeGreaterThan(20);
    expect(own).toContain(PROBLEMS[code].remedy);
  });
});

describe('over HTTP', () => {
  const exchange = testExchange({ sequencing: false });
  const CORRELATION = '2b7e1516-28ae-4d2a-a6ab-f7158809cf4f';
  /** Only in an answer that repeats an earlier one. */
  const REPLAY = 'idempotency-replayed';

  /** Holds an answer to what the document says of the operation, for that status. */
  const asDescribed = (
    method: string,
    path: string,
    { status, headers }: Answer,
    replayed = false,
  ) => {
    const { operationId, responses } = describedAt(path, method);
    const said = responses[status];
    const response = said?.$ref
      ? made.components.responses[said.$ref.replace(/^.*\//, '')]
      : said;
    expect(response, `${operationId} answers ${status}`).toBeDefined();
    expect(Object.keys(response?.content ?? {})).toContain(
      headers.get('content-type')?.split(';')[0],
    );
    const promised = Object.keys(response?.headers ?? {}).filter(
      (name) => name !== REPLAY || replayed,
    );
    for (const name of promised) {
      const { schema } = made.components.headers[name] as Header;
      const value = headers.get(name);
      expect(value, `${operationId} ${status} sends ${name}`).not.toBeNull();
      if (schema.const) expect(value).toBe(schema.const);
      if (schema.pattern) expect(value).toMatch(new RegExp(schema.pattern));
      if (schema.format === 'uuid')
        expect(RequestId.safeParse(value).success).toBe(true);
    }
    // And the other way round: what is sent for clients to read is in the contract.
    for (const name of ['etag', 'retry-after', REPLAY]) {
      if (headers.has(name))
        expect(
          promised,
          `${operationId} ${status} says that it sends ${name}`,
        ).toContain(name);
    }
  };

  const correlated = { headers: { 'x-correlation-id': CORRELATION } };

  it('an answer and a problem have the headers and the media type that the document gives them', async () => {
    const { caseId, requests } = await listedCase(exchange, 3, TODAY);
    const of = (method: 'GET' | 'POST' | 'PUT', rest: string, body?: unknown) =>
      ofCase(exchange, caseId, method, rest, body, correlated);
    asDescribed('GET', '/v1/cases/{id}', await of('GET', ''));
    const pack = await of('GET', '/pack');
    asDescribed('GET', '/v1/cases/{id}/pack', pack);
    expect(pack.status).toBe(200);
    const blocked = await of(
      'POST',
      '/decisions',
      decisionOn(pack.body, { acknowledgements: [] }),
    );
    asDescribed('POST', '/v1/cases/{id}/decisions', blocked);
    expect(blocked.status).toBe(409);
    const [agency = '', request] =
      [...requests].find(([each]) => each.endsWith('-yjs')) ?? [];
    const replied = await exchange.ask(`${agency}-case-system`, {
      ...correlated,
      method: 'PUT',
      path: `/v1/view-requests/${request}/reply`,
      body: VIEW,
    });
    expect(replied.status).toBe(200);
    asDescribed('PUT', '/v1/view-requests/{id}/reply', replied);

    const missing = await exchange.ask(YJS, {
      ...queryAbout(stranger()),
      ...correlated,
    });
    expect(missing.status).toBe(404);
    asDescribed('POST', '/v1/queries', missing);
    const wrong = await exchange.ask(YJS, {
      ...queryAbout({ nickname: 'R' }),
      ...correlated,
    });
    expect(wrong.status).toBe(422);
    asDescribed('POST', '/v1/queries', wrong);
    const forbidden = await exchange.ask(PANEL, {
      ...queryAbout(stranger()),
      ...correlated,
    });
    expect(forbidden.status).toBe(403);
    asDescribed('POST', '/v1/queries', forbidden);
  });

  it('a repeated POST says that it is repeated, as the document says that it does', async () => {
    const { headers } = withKey('quality-key-0001');
    const once = {
      ...raise(flagOn(stranger())),
      headers: { ...headers, ...correlated.headers },
    };
    const first = await exchange.ask(YJS, once);
    asDescribed('POST', '/v1/flags', first);
    expect(first.headers.has(REPLAY)).toBe(false);
    asDescribed('POST', '/v1/flags', await exchange.ask(YJS, once), true);
  });

  it('only the operations that say so send an ETag', () => {
    for (const id of operationIds) {
      const { path, method, answers }: Operation = OPERATIONS[id];
      const { headers = {} } =
        describedAt(path, method).responses[answers.status] ?? {};
      expect('etag' in headers).toBe(WITH_ETAG.has(id));
    }
  });

  it.each([
    ['nothing', '', 400],
    [
      'no assertion of ours',
      new URLSearchParams(
        EXAMPLES.issueToken?.body as Record<string, string>,
      ).toString(),
      401,
    ],
  ])(
    'the token endpoint refuses %s with an error of OAuth, as described',
    async (_, body, status) => {
      const answer = await fetch(`${exchange.running.url}/oauth2/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body,
      });
      expect(answer.status).toBe(status);
      const said = await answer.json();
      expect(OAuthError.parse(said)).toEqual(said);
      asDescribed('POST', '/oauth2/token', {
        status,
        headers: answer.headers,
        body: said,
      });
    },
  );
});
