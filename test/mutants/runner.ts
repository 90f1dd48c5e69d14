/** The process that runs tests for `tests.ts`: one vitest that stays, and reads again only what has changed. */
import { join, relative } from 'node:path';
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer, createVitest } from 'vitest/node';

export interface Order {
  /** Paths from the root, which is where the process runs. */
  changed: string[];
  tests: string[];
}

/** `alive` after each test file; at the end the test files that failed. */
export type Word = { alive: true } | { failed: string[] };

class AsGiven extends BaseSequencer {
  override async sort(
    files: TestSpecification[],
  ): Promise<TestSpecification[]> {
    return files;
  }
}

const say = (word: Word): void => {
  process.send?.(word);
};

const root = process.cwd();
const vitest = await createVitest('test', {
  root,
  watch: false,
  bail: 1,
  // A worker reads each module once for all files, and is a new one for each order.
  isolate: false,
  maxWorkers: 1,
  silent: true,
  reporters: [{ onTestModuleEnd: () => say({ alive: true }) }],
  sequence: { sequencer: AsGiven },
});
await vitest.standalone();

let changedBefore: string[] = [];

process.on('message', async ({ changed, tests }: Order) => {
  // What was changed for the order before has been put back since.
  for (const file of [...changedBefore, ...changed])
    vitest.invalidateFile(join(root, file));
  changedBefore = changed;
  // Otherwise what has failed under another order would be counted again.
  vitest.state.filesMap.clear();
  vitest.state.idMap.clear();
  const specifications = tests.flatMap((test) =>
    vitest.getModuleSpecifications(join(root, test)),
  );
  const { testModules, unhandledErrors } =
    await vitest.runTestSpecifications(specifications);
  const failed = testModules
    .filter((module) => !module.ok())
    .map(({ moduleId }) => relative(root, moduleId));
  say({ failed: unhandledErrors.length > 0 ? tests : failed });
});
process.on('disconnect', () => process.exit());
say({ alive: true });
