/** The week that the demo tells is the product's main job, end to end, as separate systems over real HTTP. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Step } from '../../local/demo/narrator.ts';

const ROOT = join(import.meta.dirname, '../..');
const demo = (...args: string[]) =>
  spawnSync(process.execPath, ['local/demo/demo.ts', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });

describe('npm run demo', () => {
  it('goes as the story says, one JSON object a step', () => {
    const { status, stdout, stderr } = demo('--json');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const steps = stdout
      .trim()
      .split('\n')
      .map((line): Step => JSON.parse(line));
    expect(steps.map(({ step }) => step)).toEqual(steps.map((_, i) => i + 1));
    for (const step of steps) {
      expect(Object.keys(step).sort()).toEqual([
        'actor',
        'at',
        'request',
        'says',
        'status',
        'step',
      ]);
    }
    const told = steps.map(
      ({ request, status: answered }) =>
        `${request.split(' ')[0]} ${request.replace(/^.*\//, '')} ${answered}`,
    );
    expect(told).toContain('POST nominations 201');
    expect(told).toContain('POST queries 403');
    // Screened, then listed, then asked about; and nobody decides before it is known who is there.
    const order = [
      'PUT eligibility 200',
      'POST meetings 201',
      'PUT listing 200',
      'POST view-requests 201',
    ].concat(['PUT attendance 200', 'POST decisions 201']);
    expect(told.filter((line) => order.includes(line))).toEqual(order);
    expect(
      told.filter((line) => line === 'PUT reply 200').length,
    ).toBeGreaterThanOrEqual(5);
    expect(told.filter((line) => line.startsWith('POST decisions'))).toEqual([
      'POST decisions 409',
      'POST decisions 201',
    ]);
  });

  it('ends with an exit code of 1 where the story breaks', () => {
    const { status, stderr } = demo('--url', 'http://127.0.0.1:9');
    expect(status).toBe(1);
    expect(stderr).toContain('The story broke');
  });
});
