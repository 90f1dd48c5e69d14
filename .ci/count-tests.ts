/**
 * `node .ci/count-tests.ts <report of vitest as JSON> <its exit code>` prints how many passed and how many failed.
 *
 * What went wrong without being a test (a file that does not load, an error that nobody awaited, no tests at all) counts as
 * one failure: vitest would else fail with a count that says that all is well.
 */
import { readFileSync } from 'node:fs';

interface Report {
  numPassedTests: number;
  numFailedTests: number;
}

export const countTests = (report: Report, exitCode: number): string => {
  const { numPassedTests, numFailedTests } = report;
  const unaccounted =
    numFailedTests === 0 && (exitCode !== 0 || numPassedTests === 0);
  return `${numPassedTests} ${unaccounted ? 1 : numFailedTests}`;
};

if (import.meta.main) {
  const [file = '', exitCode] = process.argv.slice(2);
  console.log(
    countTests(
      JSON.parse(readFileSync(file, 'utf8')) as Report,
      Number(exitCode),
    ),
  );
}
