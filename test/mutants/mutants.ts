/** `npm run mutants -- FOLDER…`: would a test notice, if a line were wrong? Each fault that none notices is printed. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type Bench,
  type Equivalent,
  judge,
  type Mutant,
  mutantsIn,
  sameFault,
  sampled,
  type Verdict,
  withoutBroken,
} from './judge.ts';
import { importersIn, testsOf } from './related.ts';
import { scratchCopyOf } from './scratch.ts';
import { testsIn } from './tests.ts';

const USAGE = `npm run mutants -- [--seed 1] [--sample 60] [--tests test] [--limit 60] FOLDER…

Puts one fault at a time into a copy of the tree and runs the tests that reach it, until one fails.
  --seed    which faults are picked, and what the property tests try
  --sample  how many in each folder (0: all)
  --tests   only test files under this folder (may be given more than once)
  --limit   seconds that one test file may take before it counts as failed`;

const ROOT = join(import.meta.dirname, '../..');
const EQUIVALENT = join(import.meta.dirname, 'equivalent.json');

export interface Options {
  seed: number;
  /** None: all. */
  sample: number;
  /** Only test files under these folders may notice. */
  tests: string[];
  /** Seconds a test file. */
  limit: number;
}

export type Judged = Mutant & { verdict: Verdict };

/** @param root a tree that may be written to. */
export const judgeFolder = async (
  root: string,
  folder: string,
  options: Options,
  equivalents: readonly Equivalent[] = [],
): Promise<Judged[]> => {
  const importers = importersIn(root);
  const { failing, end } = testsIn(root, options.limit * 1000, options.seed);
  const under = (test: string): boolean =>
    options.tests.some((folder) => test.startsWith(`${folder}/`));
  const bench = {
    root,
    failing,
    testsOf: (file: string) => testsOf(file, importers).filter(under),
  };
  try {
    return await judgeAll(bench, picked(root, folder, options), equivalents);
  } finally {
    end();
  }
};

const picked = (
  root: string,
  folder: string,
  { seed, sample }: Options,
): Mutant[] => {
  const all = mutantsIn(root, folder);
  return sampled(all, seed, sample || all.length);
};

const judgeAll = async (
  given: Bench,
  mutants: readonly Mutant[],
  equivalents: readonly Equivalent[],
): Promise<Judged[]> => {
  const files = new Set(mutants.map(({ file }) => file));
  const bench = await withoutBroken(given, [...files]);
  const judged: Judged[] = [];
  for (const mutant of mutants) {
    const known = equivalents.some((equivalent) =>
      sameFault(mutant, equivalent),
    );
    judged.push({
      ...mutant,
      verdict: known ? 'equivalent' : await judge(bench, mutant),
    });
  }
  return judged;
};

const report = (folder: string, judged: readonly Judged[]): string => {
  const count = (verdict: Verdict): number =>
    judged.filter((each) => each.verdict === verdict).length;
  const [killed, survived, equivalent] = [
    count('killed'),
    count('survived'),
    count('equivalent'),
  ];
  const score = ((100 * killed) / Math.max(1, killed + survived)).toFixed(1);
  const survivors = judged.filter(({ verdict }) => verdict === 'survived');
  return [
    `${folder}: ${killed} killed, ${survived} survived, ${equivalent} equivalent: ${score}%`,
    ...survivors.map(
      ({ file, line, before, after }) =>
        `  ${file}:${line}\n    - ${before}\n    + ${after}`,
    ),
  ].join('\n');
};

const asked = (): { folders: string[]; options: Options } => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      sample: { type: 'string', default: '60' },
      tests: { type: 'string', multiple: true, default: ['test'] },
      limit: { type: 'string', default: '60' },
    },
  });
  const { seed, sample, limit, tests } = values;
  const options = {
    seed: Number(seed),
    sample: Number(sample),
    limit: Number(limit),
    tests,
  };
  return { folders: positionals, options };
};

const main = async (): Promise<number> => {
  const { folders, options } = asked();
  if (folders.length === 0) {
    console.error(USAGE);
    return 2;
  }
  const equivalents = JSON.parse(
    readFileSync(EQUIVALENT, 'utf8'),
  ) as Equivalent[];
  const copy = scratchCopyOf(ROOT);
  try {
    for (const folder of folders)
      console.log(
        report(folder, await judgeFolder(copy, folder, options, equivalents)),
      );
  } finally {
    rmSync(copy, { recursive: true });
  }
  return 0;
};

if (import.meta.main) process.exitCode = await main();
