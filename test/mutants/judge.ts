/** Puts faults into a copy of the tree, one at a time, and asks whether a test notices. */
import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Mutation, mutated, mutationsOf } from './mutations.ts';
import type { Order } from './runner.ts';

export interface Mutant {
  file: string;
  /** The first that the fault changes, counted from 1. */
  line: number;
  before: string;
  /** What stands on that line with the fault in it. */
  after: string;
  mutation: Mutation;
}

/** A mutant that behaves as the original does, which a person has found out. */
export interface Equivalent extends Pick<Mutant, 'file' | 'before'> {
  /** Left out where no fault in that line changes anything. */
  after?: string;
  reason: string;
}

export type Verdict = 'killed' | 'survived' | 'equivalent';

export const mutantsIn = (root: string, folder: string): Mutant[] =>
  globSync([`${folder}/**/*.ts`, folder.endsWith('.ts') ? folder : []].flat(), {
    cwd: root,
  })
    .toSorted()
    .flatMap((file) =>
      mutantsOfFile(file, readFileSync(join(root, file), 'utf8')),
    );

const mutantsOfFile = (file: string, source: string): Mutant[] =>
  mutationsOf(source).map((mutation) => {
    const [was, is] = [source, mutated(source, mutation)].map(linesOf);
    const at = was?.findIndex((line, n) => line !== is?.[n]) ?? 0;
    const [before, after] = [was?.[at] ?? '', is?.[at] ?? ''];
    return { file, line: at + 1, before, after, mutation };
  });

const linesOf = (source: string): string[] =>
  source.split('\n').map((line) => line.trim());

/** The same seed picks the same mutants, also after other lines have changed. */
export const sampled = (
  mutants: readonly Mutant[],
  seed: number,
  size: number,
): Mutant[] => {
  const order = new Map(mutants.map((mutant) => [mutant, drawn(mutant, seed)]));
  return mutants
    .toSorted((a, b) => (order.get(a) ?? '').localeCompare(order.get(b) ?? ''))
    .slice(0, size)
    .toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
};

const drawn = ({ file, before, after }: Mutant, seed: number): string =>
  createHash('sha256')
    .update(JSON.stringify([seed, file, before, after]))
    .digest('hex');

export const sameFault = (mutant: Mutant, equivalent: Equivalent): boolean =>
  mutant.file === equivalent.file &&
  mutant.before === equivalent.before &&
  (equivalent.after ?? mutant.after) === mutant.after;

export interface Bench {
  /** A tree that may be written to. */
  root: string;
  /** The test files that fail with the tree as it then is; undefined where one does not end. */
  failing(order: Order): Promise<string[] | undefined>;
  /** The test files that could notice a fault in a file. */
  testsOf(file: string): string[];
}

export const judge = async (
  bench: Bench,
  { file, mutation }: Mutant,
): Promise<Verdict> => {
  const path = join(bench.root, file);
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, mutated(source, mutation));
  try {
    const tests = bench.testsOf(file);
    const failed = await bench.failing({ changed: [file], tests });
    return failed?.length === 0 ? 'survived' : 'killed';
  } finally {
    writeFileSync(path, source);
  }
};

/** What fails although nothing is wrong would seem to notice everything: it is left out, and named. */
export const withoutBroken = async (
  bench: Bench,
  files: readonly string[],
): Promise<Bench> => {
  const broken = new Set<string>();
  const testsOf = (file: string): string[] =>
    bench.testsOf(file).filter((test) => !broken.has(test));
  for (;;) {
    const tests = [...new Set(files.flatMap(testsOf))];
    const failed = await bench.failing({ changed: [], tests });
    if (!failed) throw new Error('The tests do not end without any fault');
    if (failed.length === 0) return { ...bench, testsOf };
    for (const test of failed) {
      broken.add(test);
      console.error(`${test} fails without any fault, and is left out`);
    }
  }
};
