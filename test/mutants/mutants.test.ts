import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Mutant, sampled } from './judge.ts';
import { type Judged, judgeFolder } from './mutants.ts';
import { mutated, mutationsOf } from './mutations.ts';

const TREE: Readonly<Record<string, string>> = {
  'rules/age.ts': `
export const isChild = (age: number): boolean => age < 18;
export const isInfant = (age: number): boolean => age < 1;
export const counted = (to: number): number => {
  let n = 0;
  while (n < to) n += 1;
  return n;
};
`,
  'test/rules/age.test.ts': `
import { expect, test } from 'vitest';
import { counted, isChild, isInfant } from '../../rules/age.ts';
test('a child is under eighteen', () => expect([isChild(17), isChild(18), isChild(19)]).toEqual([true, false, false]));
test('an infant is young', () => expect(isInfant(0)).toBe(true));
test('counting ends', () => expect(counted(2)).toBe(2));
`,
  'test/rules/broken.test.ts': `
import { expect, test } from 'vitest';
import { isInfant } from '../../rules/age.ts';
test('fails whatever it is about', () => expect(isInfant(0)).toBe(false));
`,
};

const OPTIONS = { seed: 1, sample: 0, tests: ['test'], limit: 2 };

describe('a fault put into a line', () => {
  const root = mkdtempSync(join(tmpdir(), 'mutants-test-'));
  let judged: Judged[] = [];

  beforeAll(async () => {
    for (const [file, text] of Object.entries(TREE)) {
      mkdirSync(join(root, dirname(file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    symlinkSync(
      join(import.meta.dirname, '../../node_modules'),
      join(root, 'node_modules'),
    );
    const [before, after] = [infant('age < 1'), infant('age < 2')];
    judged = await judgeFolder(root, 'rules', OPTIONS, [
      { file: 'rules/age.ts', before, after, reason: 'tried' },
    ]);
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const child = (condition: string): string =>
    `export const isChild = (age: number): boolean => ${condition};`;
  const infant = (condition: string): string =>
    `export const isInfant = (age: number): boolean => ${condition};`;
  const verdictOn = (after: string): string | undefined =>
    judged.find((each) => each.after === after)?.verdict;

  test('is killed where a test notices it', () => {
    expect(verdictOn(child('age <= 18'))).toBe('killed');
    expect(verdictOn(child('age < 19'))).toBe('killed');
    expect(verdictOn(child('undefined'))).toBe('killed');
  });

  test('survives where none does that passes without it, also after others were killed', () => {
    expect(verdictOn(infant('age <= 1'))).toBe('survived');
    expect(verdictOn(infant('age >= 1'))).toBe('killed');
  });

  test('is killed where it never ends, and what comes after it is judged as before', () => {
    expect(verdictOn('while (n < to) n -= 1;')).toBe('killed');
    expect(verdictOn('return undefined;')).toBe('killed');
  });

  test('is left out where it was judged to change nothing', () => {
    expect(verdictOn(infant('age < 2'))).toBe('equivalent');
  });

  test('is picked by the seed', () => {
    const picked = (seed: number): Mutant[] => sampled(judged, seed, 3);
    expect(picked(1)).toHaveLength(3);
    expect(picked(1)).toEqual(picked(1));
    expect(picked(2)).not.toEqual(picked(1));
  });
});

describe('the faults of a line', () => {
  const faultsOf = (line: string): string[] =>
    mutationsOf(line).map((mutation) => mutated(line, mutation));

  test.each([
    ['a(x < y)', ['a(x <= y)', 'a(x >= y)', ';']],
    ['a(x ?? y)', ['a(x)', 'a(y)', ';']],
    ['a(x ? y : z)', ['a(y)', 'a(z)', ';']],
    ['a(!x)', ['a(x)', ';']],
    ["a('x')", ["a('')", ';']],
    ['a({ ...x, y })', ['a({})', 'a({  y })', 'a({ ...x,  })', ';']],
    ['a(x.filter(y))', ['a(x)', ';']],
    ['a(x.some(y))', ['a(x.every(y))', ';']],
    [
      'if (x) return y;',
      [
        'if (true) return y;',
        'if (false) return y;',
        'if (x) return undefined;',
      ],
    ],
  ])('%s', (line, faults) => {
    expect(faultsOf(line).toSorted()).toEqual(faults.toSorted());
  });

  test.each([
    "import { x } from 'x';",
    "type X = 'a' | 'b';",
    'interface X { a: 1 }',
    "throw new RangeError('x');",
  ])('are none in what does nothing, or only tells a person: %s', (line) => {
    expect(faultsOf(line).filter((fault) => fault !== ';')).toEqual([]);
  });
});
