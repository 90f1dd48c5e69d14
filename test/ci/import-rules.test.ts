/** The import rules are only worth their green while they turn red: each is broken here, in a tree made for it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { importRules } from '../../.ci/import-rules.ts';
import { impurities } from '../../.ci/purity.ts';

type Tree = Record<string, string>;

const PACKAGES = [
  '@aws-sdk/client-dynamodb',
  '@middy/core',
  'aws-cdk-lib',
  'canonicalize',
  'hono',
  'lodash',
  'openapi-fetch',
  'zod',
];

/** What each folder may do, so that what a test adds to it is all that can be wrong. */
const SOUND: Tree = {
  'schemas/shape.ts': "import * as z from 'zod'; export const Shape = z;",
  'schemas/openapi/openapi.json': '{}',
  'schemas/openapi/document.ts': "export * from '../shape.ts';",
  'schemas/contract/operations.ts': "export * from '../shape.ts';",
  'rules/decide.ts':
    "import { createHash } from 'node:crypto'; import canonicalize from 'canonicalize'; import { Shape } from '../schemas/shape.ts'; export const decide = [createHash, canonicalize, Shape];",
  'adapters/ports.ts':
    'export interface World { a: 1 } export const world = 1;',
  'adapters/store.ts':
    "import { readFileSync } from 'node:fs'; import * as sdk from '@aws-sdk/client-dynamodb'; import type { World } from './ports.ts'; import { decide } from '../rules/decide.ts'; export const store = [readFileSync, sdk, decide] as unknown as World;",
  'adapters/dynamodb/tables.ts': 'export const TABLES = {};',
  'entrance/endpoint.ts':
    "import { Hono } from 'hono'; import type { World } from '../adapters/ports.ts'; export const endpoint = (world: World) => [Hono, world];",
  'functions/partner/query.ts':
    "import type { World } from '../../adapters/ports.ts'; import { endpoint } from '../../entrance/endpoint.ts'; export const query = (world: World) => endpoint(world);",
  'functions/partner/lambda.ts':
    "import middy from '@middy/core'; import { store } from '../../adapters/store.ts'; import { query } from './query.ts'; export const handler = [middy, query(store)];",
  'functions/public/app.ts':
    "import openapi from '../../schemas/openapi/openapi.json' with { type: 'json' }; export const app = openapi;",
  'infra/app.ts':
    "import { App } from 'aws-cdk-lib'; import { TABLES } from '../adapters/dynamodb/tables.ts'; import * as o from '../schemas/contract/operations.ts'; export const app = [App, TABLES, o];",
  'local/start.ts':
    "import { handler } from '../functions/partner/lambda.ts'; export const start = handler;",
  'client/openapi.d.ts': 'export interface paths { a: 1 }',
  'client/client.ts':
    "import createClient from 'openapi-fetch'; import type { paths } from './openapi.d.ts'; export const client = (it: paths) => [createClient, it];",
  'local/demo.ts':
    "import { client } from '../client/client.ts'; export const demo = client;",
  'cli/divan.ts':
    "import { client } from '../client/client.ts'; export const divan = client;",
  'cli/openapi.ts':
    "import { Shape } from '../schemas/openapi/document.ts'; export const written = Shape;",
  'test/all.test.ts':
    "import '../local/start.ts'; import '../cli/openapi.ts'; import '../client/client.ts'; import '../infra/app.ts';",
};

let root = '';
afterEach(() => rmSync(root, { recursive: true, force: true }));

const breachesOf = async (added: Tree = {}): Promise<string[]> => {
  root = mkdtempSync(join(tmpdir(), 'divan-imports-'));
  const packages = PACKAGES.flatMap((name) => [
    [
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    ],
    [`node_modules/${name}/index.js`, 'module.exports = {};'],
  ]);
  for (const [path, text] of [
    ...packages,
    ...Object.entries({ ...SOUND, ...added }),
  ] as [string, string][]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const { breaches, modules } = await importRules(root);
  expect(modules).toBeGreaterThan(Object.keys(SOUND).length - 2);
  return breaches;
};

describe('the import rules', () => {
  it('accept a tree in which every folder keeps to its own', async () => {
    expect(await breachesOf()).toEqual([]);
  });

  it.each<[rule: string, file: string, imports: string]>([
    ['schemas-say', 'schemas/a.ts', '../rules/decide.ts'],
    ['schemas-say', 'schemas/a.ts', 'node:fs'],
    ['rules-decide', 'rules/a.ts', '../adapters/store.ts'],
    ['rules-decide', 'rules/a.ts', 'zod'],
    ['rules-decide', 'rules/a.ts', 'node:fs'],
    ['adapters-ask-the-world', 'adapters/a.ts', '../entrance/endpoint.ts'],
    ['adapters-ask-the-world', 'adapters/a.ts', 'lodash'],
    ['entrance-admits', 'entrance/a.ts', '../adapters/store.ts'],
    ['entrance-admits', 'entrance/a.ts', '../functions/public/app.ts'],
    ['entrance-admits', 'entrance/a.ts', 'node:fs'],
    ['ports-are-types', 'entrance/a.ts', '../adapters/ports.ts'],
    ['ports-are-types', 'functions/partner/a.ts', '../../adapters/ports.ts'],
    ['functions-serve', 'functions/partner/a.ts', '@aws-sdk/client-dynamodb'],
    [
      'only-compositions-build-adapters',
      'functions/partner/a.ts',
      '../../adapters/store.ts',
    ],
    [
      'only-compositions-build-adapters',
      'functions/partner/a.ts',
      '@middy/core',
    ],
    ['functions-are-apart', 'functions/panel/a.ts', '../partner/query.ts'],
    ['infra-deploys', 'infra/a.ts', '../adapters/store.ts'],
    ['infra-deploys', 'infra/a.ts', '../schemas/shape.ts'],
    ['local-mounts', 'local/a.ts', '../infra/app.ts'],
    ['local-mounts', 'local/a.ts', '../cli/openapi.ts'],
    ['cli-types', 'cli/a.ts', '../adapters/store.ts'],
    ['client-calls', 'client/a.ts', '../schemas/shape.ts'],
    ['client-calls', 'client/a.ts', '../local/start.ts'],
    ['client-calls', 'client/a.ts', 'node:fs'],
    ['client-calls', 'client/a.ts', 'lodash'],
    ['nothing-needs-the-edges', 'adapters/a.ts', '../local/start.ts'],
    [
      'nothing-needs-the-edges',
      'functions/partner/a.ts',
      '../../client/client.ts',
    ],
    [
      'nothing-needs-the-edges',
      'functions/partner/lambda.ts',
      '../../infra/app.ts',
    ],
    [
      'the-contract-is-made-before',
      'functions/public/a.ts',
      '../../schemas/openapi/document.ts',
    ],
    [
      'the-contract-is-public',
      'functions/partner/a.ts',
      '../../schemas/openapi/openapi.json',
    ],
    ['everything-resolves', 'schemas/a.ts', './nowhere.ts'],
  ])('find by %s that %s imports %s', async (rule, file, imports) => {
    const breaches = await breachesOf({
      [file]: `import * as it from '${imports}'; export const used = it;`,
    });
    expect(
      breaches.filter((breach) => breach.startsWith(`${rule}: ${file} → `)),
    ).toHaveLength(1);
  });

  it('find a type that is imported where nothing may be', async () => {
    const breaches = await breachesOf({
      'rules/a.ts':
        "import type { World } from '../adapters/ports.ts'; export type W = World;",
    });
    expect(breaches).toEqual(['rules-decide: rules/a.ts → adapters/ports.ts']);
  });

  it('find a circle', async () => {
    const breaches = await breachesOf({
      'rules/a.ts': "import { b } from './b.ts'; export const a = () => b;",
      'rules/b.ts': "import { a } from './a.ts'; export const b = () => a;",
    });
    expect(breaches).toContain('no-circles: rules/a.ts → rules/b.ts');
  });

  it('find a rule that asks for the time', async () => {
    const breaches = await breachesOf({
      'rules/a.ts': 'export const a = 1;\nexport const now = Date.now();\n',
    });
    expect(breaches).toEqual(['rules-are-pure: rules/a.ts:2 uses Date.now']);
  });
});

describe('the scan for impurity', () => {
  const found = (text: string): string[] =>
    impurities('rules/a.ts', text).map(({ what }) => what);

  it.each([
    ['const a = Date.now()', 'Date.now'],
    ['const a = new Date()', 'new Date()'],
    ['const a = new Date', 'new Date()'],
    ['const a = new Date(...b)', 'new Date(...)'],
    ['const a = Date()', 'Date'],
    ['const D = Date', 'Date'],
    ['const { now } = Date', 'Date'],
    ["const a = Date['now']()", 'Date'],
    ['class A extends Date {}', 'Date'],
    ['const a = Math.random()', 'Math.random'],
    ['const { random } = Math', 'Math.…'],
    ['const a = process.env.A', 'process'],
    ['const a = { process }', 'process'],
    ['console.log(1)', 'console'],
    ['const a = globalThis.Date', 'globalThis'],
    ['const a = crypto.randomUUID()', 'crypto'],
    ['await fetch(a)', 'fetch'],
    ['setTimeout(a, 1)', 'setTimeout'],
    ["const a = await import('node:fs')", 'import()'],
    ['const a = import.meta.dirname', 'import.meta'],
    [
      "import { randomBytes as hash } from 'node:crypto'",
      'randomBytes of node:crypto',
    ],
    ["import * as all from 'node:crypto'", 'all of node:crypto'],
    ["import all from 'crypto'", 'all of node:crypto'],
    ["export * from 'node:crypto'", 'all of node:crypto'],
    [
      'const a = new Intl.DateTimeFormat(b).format()',
      'format() of the present moment',
    ],
  ])('finds %s', (text, what) => {
    expect(found(text)).toEqual([what]);
  });

  it.each([
    'const a = new Date(b)',
    'const a = Date.parse(b) + Date.UTC(2026, 0)',
    'const a = (at: Date): boolean => at instanceof B',
    'const a = Math.max(1, 2)',
    'const a = b.process.console',
    'const a = { process: 1, Date: 2 }',
    "const a = 'Date.now()' // new Date()",
    "import { createHash } from 'node:crypto'",
    'const a = new Intl.DateTimeFormat(b).format(at)',
  ])('accepts %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});
