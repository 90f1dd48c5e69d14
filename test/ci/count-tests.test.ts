/** The count at the end of `.ci/run` is what others go by. */
import { expect, it } from 'vitest';
import { countTests } from '../../.ci/count-tests.ts';

it.each([
  ['all passed', { numPassedTests: 7, numFailedTests: 0 }, 0, '7 0'],
  ['some failed', { numPassedTests: 5, numFailedTests: 2 }, 1, '5 2'],
  [
    'a file did not load, or an error was awaited by nobody',
    { numPassedTests: 7, numFailedTests: 0 },
    1,
    '7 1',
  ],
  ['there were no tests', { numPassedTests: 0, numFailedTests: 0 }, 0, '0 1'],
])('counts when %s', (_, report, exitCode, counted) => {
  expect(countTests(report, exitCode)).toBe(counted);
});
