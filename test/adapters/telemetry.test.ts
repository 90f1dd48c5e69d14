/** A fault is one line: of JSON in Lambda, of plain text on this machine. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Fault } from '../../adapters/ports.ts';
import { telemetryLines } from '../../adapters/telemetry-lines.ts';

const FAULT: Fault = {
  requestId: '7f0c2f5e-1111-4222-8333-444455556666',
  correlationId: '8a0c2f5e-1111-4222-8333-444455556666',
  operation: 'queryYoungPerson',
  code: 'NOT_RECORDED',
  causes: [
    {
      name: 'TypeError',
      at: ['record adapters/writes.ts:1:2', 'write entrance/conclude.ts:3:4'],
    },
    { name: 'Error', code: 'ECONNREFUSED', at: [] },
  ],
};

const lineOf = (fault: Fault): string => {
  const lines: string[] = [];
  telemetryLines((line) => lines.push(line)).fault(fault);
  expect(lines).toHaveLength(1);
  return lines.join();
};

describe('on this machine', () => {
  it('it names code, operation, request and causes', () => {
    expect(lineOf(FAULT)).toBe(
      'fault NOT_RECORDED | queryYoungPerson | request 7f0c2f5e-1111-4222-8333-444455556666 | ' +
        'correlation 8a0c2f5e-1111-4222-8333-444455556666 | ' +
        'TypeError (record adapters/writes.ts:1:2, write entrance/conclude.ts:3:4) < Error ECONNREFUSED',
    );
  });

  it('what is not known is left out', () => {
    expect(lineOf({ code: 'FAULT', causes: [] })).toBe('fault FAULT');
  });

  it('it goes to the terminal unless it is told otherwise', () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    telemetryLines().fault({ code: 'FAULT', causes: [] });
    expect(error.mock.calls).toEqual([['fault FAULT']]);
    error.mockRestore();
  });
});

it('in Lambda it is a line of JSON with the same members', () => {
  const module = join(import.meta.dirname, '../../adapters/telemetry.ts');
  const script = `const { lambdaTelemetry } = await import(${JSON.stringify(module)});
    lambdaTelemetry().fault(${JSON.stringify(FAULT)});`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', script],
    { encoding: 'utf8' },
  );
  const lines = `${stdout}${stderr}`.trim().split('\n');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines.join())).toMatchObject({
    level: 'ERROR',
    service: 'divan-exchange',
    ...FAULT,
  });
});
