/** Both forms in which a fault is told, so that what either writes can be searched. */
import { vi } from 'vitest';
import type { Telemetry } from '../../adapters/ports.ts';
import { lambdaTelemetry } from '../../adapters/telemetry.ts';
import { telemetryLines } from '../../adapters/telemetry-lines.ts';

/** Writes to the console, in Lambda's form and in that of this machine. */
export const toldTwice = (): Telemetry => {
  // Otherwise the logger writes past the console, to the output of the process.
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  const forms = [lambdaTelemetry(), telemetryLines()];
  return {
    fault: (fault) => {
      for (const form of forms) form.fault(fault);
    },
  };
};
