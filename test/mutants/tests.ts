/** Runs test files in a process of their own, and ends it where a fault makes them run for ever. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Order, Word } from './runner.ts';

const RUNNER = join(import.meta.dirname, 'runner.ts');

export interface Tests {
  /** The test files that fail: none, or the first of them. Undefined where one takes longer than the limit. */
  failing(order: Order): Promise<string[] | undefined>;
  end(): void;
}

/** @param limit how many milliseconds one test file may take. */
export const testsIn = (root: string, limit: number, seed: number): Tests => {
  let runner: ChildProcess | undefined;
  const end = (): void => {
    if (runner?.pid !== undefined && runner.exitCode === null)
      killGroup(runner.pid);
    runner = undefined;
  };
  return {
    end,
    failing: async (order) => {
      runner ??= await started(root, seed);
      const failed = await answer(runner, order, limit);
      if (failed === undefined) end();
      return failed;
    },
  };
};

/** The engines that tests have started belong to the group of the process. */
const killGroup = (pid: number): void => {
  process.kill(-pid, 'SIGKILL');
};

const started = async (root: string, seed: number): Promise<ChildProcess> => {
  const env = { ...process.env, FC_SEED: String(seed), NO_COLOR: '1' };
  const runner = fork(RUNNER, {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await new Promise((ready, failed) =>
    runner.once('message', ready).once('exit', failed),
  );
  return runner;
};

/** Undefined where there was none in time. */
const answer = (
  runner: ChildProcess,
  order: Order,
  limit: number,
): Promise<string[] | undefined> =>
  new Promise((resolve) => {
    const finish = (failed?: string[]): void => {
      clearTimeout(timer);
      runner.off('message', heard).off('exit', gone);
      resolve(failed);
    };
    const heard = (word: Word): void => {
      clearTimeout(timer);
      if ('failed' in word) finish(word.failed);
      else timer = setTimeout(gone, limit);
    };
    const gone = (): void => finish();
    let timer = setTimeout(gone, limit);
    runner.on('message', heard).on('exit', gone);
    runner.send(order);
  });
