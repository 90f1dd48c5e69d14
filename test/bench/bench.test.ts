/** That the bench runs and prints what it measures. How fast it was is no matter of a test. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { printed, type Report } from '../../bench/report.ts';

const MEASURED = ['query', 'read', 'pack'];
const TIMED = [...MEASURED, 'flag', 'nomination', 'asking eight agencies'];
let report: Report;

beforeAll(async () => {
  const bench = join(import.meta.dirname, '../../bench/bench.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [
    bench,
    '--smoke',
    '--json',
  ]);
  report = JSON.parse(stdout);
}, 120_000);

it('measures every row, with finite numbers', () => {
  const { overhead, flatness, decisions, load, calls } = report;
  expect(overhead.map(({ operation }) => operation)).toEqual([
    ...TIMED,
    ...MEASURED,
  ]);
  expect(flatness.map(({ operation }) => operation)).toEqual(MEASURED);
  expect(decisions.peers.map(({ peer }) => peer)).toEqual([
    '@casl/ability',
    '@casl/ability, given its facts',
    'cedar-wasm',
  ]);
  expect(load.map(({ operation }) => operation)).toEqual([
    'read',
    'flag',
    'pack',
  ]);
  expect(calls.length).toBeGreaterThanOrEqual(10);
  // JSON has no word for what is not finite: it would be null.
  expect(JSON.stringify(report)).not.toContain('null');
  const floors = overhead.flatMap(({ present, lean }) => [present, lean]);
  const measured = [...floors, ...flatness, ...decisions.peers].map(
    ({ ratio }) => ratio,
  );
  const loads = load.flatMap(({ perSecond, cpuMs }) => [perSecond, cpuMs]);
  for (const number of [...measured, ...loads])
    expect(number).toBeGreaterThan(0);
});

it('counts the units of each operation as the engine does, and less for its lean floor', () => {
  for (const { operation, counted, engine, lean } of report.calls) {
    expect({ operation, ...counted }).toEqual({ operation, ...engine });
    expect(counted.read).toBeGreaterThan(0);
    expect(counted.write).toBeGreaterThan(0);
    if (!lean) continue;
    expect(lean.read).toBeLessThanOrEqual(counted.read);
    expect(lean.write).toBeLessThanOrEqual(counted.write);
  }
  const counted = report.calls.filter(({ lean }) => lean);
  expect(counted.map(({ operation }) => operation).toSorted()).toEqual(
    TIMED.toSorted(),
  );
  expect(report.calls.map(({ operation }) => operation)).toContain('decision');
});

it('compares like with like: no request fails, and no engine decides otherwise', () => {
  expect(report.load.map(({ failed }) => failed)).toEqual([0, 0, 0]);
  expect(report.decisions.peers.map(({ differing }) => differing)).toEqual([
    0, 0, 0,
  ]);
});

it('prints a line for each', () => {
  const lines = printed(report).split('\n');
  for (const operation of MEASURED) {
    expect(
      lines.filter((line) => line.startsWith(`| ${operation}, `)).length,
    ).toBeGreaterThanOrEqual(2);
  }
  for (const { operation } of [...report.load, ...report.calls]) {
    expect(lines.some((line) => line.startsWith(`| ${operation}`))).toBe(true);
  }
  expect(lines.join()).not.toMatch(/NaN|Infinity|undefined/);
});
