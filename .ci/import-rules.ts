/** `npm run imports`: no module reaches what its folder must not reach (`.dependency-cruiser.cjs`, `purity.ts`). */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  cruise,
  type ICruiseOptions,
  type ICruiseResult,
  type IForbiddenRuleType,
} from 'dependency-cruiser';
import { type Impurity, impurities } from './purity.ts';

const FOLDERS = [
  'adapters',
  'bench',
  'cli',
  'client',
  'entrance',
  'functions',
  'infra',
  'local',
  'rules',
  'schemas',
  'test',
];
/** A cruiser that cannot read TypeScript finds no modules, and nothing wrong with them. */
const FEWEST_MODULES = 60;

export interface Looked {
  modules: number;
  dependencies: number;
  /** One line each. */
  breaches: string[];
}

/** @param root a tree with folders of our names. */
export const importRules = async (root: string): Promise<Looked> => {
  const config = createRequire(import.meta.url)(
    '../.dependency-cruiser.cjs',
  ) as {
    forbidden: IForbiddenRuleType[];
    options: ICruiseOptions & { enhancedResolveOptions: object };
  };
  const { enhancedResolveOptions, ...options } = config.options;
  const folders = FOLDERS.filter((folder) => existsSync(join(root, folder)));
  const { output } = await cruise(
    folders,
    {
      ...options,
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: config.forbidden },
    },
    enhancedResolveOptions,
  );
  const { modules, summary } = output as ICruiseResult;
  const own = modules.filter(
    ({ source }) =>
      folders.includes(source.split('/')[0] ?? '') && /\.ts$/.test(source),
  );
  return {
    modules: own.length,
    dependencies: own.reduce(
      (sum, { dependencies }) => sum + dependencies.length,
      0,
    ),
    breaches: [
      ...summary.violations.map(
        ({ rule, from, to }) => `${rule.name}: ${from} → ${to}`,
      ),
      ...impuritiesIn(root).map(
        ({ file, line, what }) =>
          `rules-are-pure: ${file}:${line} uses ${what}`,
      ),
    ],
  };
};

const impuritiesIn = (root: string): Impurity[] =>
  globSync('rules/**/*.ts', { cwd: root }).flatMap((file) =>
    impurities(file, readFileSync(join(root, file), 'utf8')),
  );

const main = async (): Promise<number> => {
  const { modules, dependencies, breaches } = await importRules(
    join(import.meta.dirname, '..'),
  );
  for (const breach of breaches) console.error(breach);
  console.log(
    `${modules} modules, ${dependencies} dependencies, ${breaches.length} breaches`,
  );
  if (modules >= FEWEST_MODULES) return breaches.length === 0 ? 0 : 1;
  console.error(
    `fewer than ${FEWEST_MODULES} modules were read: this is no proof`,
  );
  return 1;
};

if (import.meta.main) process.exitCode = await main();
