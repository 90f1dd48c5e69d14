/** What is shipped with each function: nothing that it does not run, and nothing that it could not load. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STYLE_SHEETS } from '../../adapters/configuration.ts';
import {
  BUNDLE,
  entryOf,
  FUNCTIONS,
  type FunctionName,
  PRINTING,
  withStyleSheets,
} from '../../infra/bundling.ts';

const ROOT = join(import.meta.dirname, '../..');

interface Bundle {
  file: string;
  bytes: number;
  /** Paths from the root, of what put at least one byte into the bundle. */
  modules: string[];
}

/** Kilobytes of 1,000, a tenth above what was measured: who adds a dependency should notice. */
const BUDGET: Record<FunctionName, number> = {
  partner: 775,
  panel: 860,
  visits: 790,
  statistics: 760,
  sync: 705,
  governance: 720,
  token: 700,
  public: 720,
  sequencer: 530,
};

const bundles = {} as Record<FunctionName, Bundle>;
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'divan-bundles-'));
  for (const name of FUNCTIONS) bundles[name] = await bundle(name);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bundle = async (name: FunctionName): Promise<Bundle> => {
  const file = join(folder, `${name}.mjs`);
  const { metafile } = await build({
    ...BUNDLE,
    mainFields: [...BUNDLE.mainFields],
    absWorkingDir: ROOT,
    entryPoints: [entryOf(name)],
    outfile: file,
    bundle: true,
    platform: 'node',
    metafile: true,
    logLevel: 'silent',
  });
  const [output] = Object.values(metafile.outputs);
  if (!output) throw new Error(`${name} has no bundle`);
  const modules = Object.entries(output.inputs).filter(
    ([, { bytesInOutput }]) => bytesInOutput > 0,
  );
  return { file, bytes: output.bytes, modules: modules.map(([path]) => path) };
};

const within = (name: FunctionName, pattern: RegExp): string[] =>
  bundles[name].modules.filter((path) => pattern.test(path));

/** In a process of its own, with nothing of this repository to fall back on. */
const load = (name: FunctionName, script: string) =>
  spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `const bundle = await import(${JSON.stringify(bundles[name].file)}); ${script}`,
    ],
    { cwd: folder, encoding: 'utf8', env: ENVIRONMENT },
  );

const ENVIRONMENT = {
  AWS_REGION: 'eu-west-2',
  EXCHANGE_TABLE: 'exchange',
  LEDGER_TABLE: 'ledger',
  ISSUER: 'https://divan.example',
  KEY_MATERIAL_SECRET: 'key-material',
};

describe('the style sheets of printed pages', () => {
  it('lie beside the bundle of the function that prints, as their packages publish them', () => {
    const beside = mkdtempSync(join(folder, 'beside-'));
    for (const command of withStyleSheets(ROOT, beside))
      expect(spawnSync('sh', ['-c', command]).status).toBe(0);
    expect(readdirSync(beside).sort()).toEqual(
      Object.keys(STYLE_SHEETS).sort(),
    );
    for (const [name, path] of Object.entries(STYLE_SHEETS)) {
      expect(readFileSync(join(beside, name), 'utf8')).toBe(
        readFileSync(join(ROOT, 'node_modules', path), 'utf8'),
      );
    }
  });

  it('are looked for beside it, by the bundle that renders pages', () => {
    expect(
      within(PRINTING, /^functions\/panel\/print\//).length,
    ).toBeGreaterThan(5);
    const code = readFileSync(bundles[PRINTING].file, 'utf8');
    expect(code).toContain('import.meta.dirname');
    for (const name of Object.keys(STYLE_SHEETS)) expect(code).toContain(name);
  });
});

it('covers every function there is', () => {
  expect([...FUNCTIONS].sort()).toEqual(
    readdirSync(join(ROOT, 'functions')).sort(),
  );
});

describe.each(FUNCTIONS)('the bundle of %s', (name) => {
  it('holds its own composition, and so is not empty by mistake', () => {
    expect(
      within(name, /^(functions|adapters|entrance|rules|schemas)\//).length,
    ).toBeGreaterThan(3);
  });

  it('holds neither the generator of the contract nor anything of local, cli, infra or test', () => {
    expect(
      within(name, /^(local|cli|infra|test)\/|^schemas\/openapi\/.*\.ts$/),
    ).toEqual([]);
  });

  it('holds no other function', () => {
    expect(
      within(name, /^functions\//).filter(
        (path) => !path.startsWith(`functions/${name}/`),
      ),
    ).toEqual([]);
  });

  it('holds no language of zod but English, and none of its reader of JSON Schema', () => {
    const extra =
      /node_modules\/zod\/.*(locales\/(?!en\.)|from-json-schema|\/mini\/)/;
    expect(within(name, extra)).toEqual([]);
  });

  it('brings its SDK and its libraries along', () => {
    const { status, stdout, stderr } = load(
      name,
      'console.log(typeof bundle.handler); process.exit(0)',
    );
    expect(stderr).toBe('');
    expect([status, stdout.trim()]).toEqual([0, 'function']);
  });

  it('stays within its budget', () => {
    expect(bundles[name].bytes / 1000).toBeLessThan(BUDGET[name]);
  });
});

describe('what only some need', () => {
  const holding = (pattern: RegExp): FunctionName[] =>
    FUNCTIONS.filter((name) => within(name, pattern).length > 0);

  it('is only there: the contract with the public function, the cipher of references with those who answer', () => {
    expect(holding(/^schemas\/openapi\/openapi\.json$/)).toEqual(['public']);
    expect(holding(/@noble\//)).toEqual([
      'partner',
      'panel',
      'visits',
      'statistics',
      'sync',
      'governance',
      'token',
    ]);
    expect(holding(/client-secrets-manager/)).toEqual([
      'partner',
      'panel',
      'visits',
      'statistics',
      'sync',
      'governance',
      'token',
    ]);
    expect(holding(/client-dynamodb/)).not.toContain('public');
  });

  it('runs: the bundle of the public function answers as a Lambda function', () => {
    const event = {
      httpMethod: 'GET',
      path: '/health',
      headers: {},
      requestContext: {},
      body: null,
    };
    const { stdout } = load(
      'public',
      `console.log(JSON.stringify(await bundle.handler(${JSON.stringify(event)}, {})))`,
    );
    expect(JSON.parse(stdout)).toMatchObject({
      statusCode: 200,
      body: '{"status":"up"}',
    });
  });
});
