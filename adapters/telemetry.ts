/** Faults in Lambda: one JSON line each, in the form that AWS's own tools read. */
import { Logger } from '@aws-lambda-powertools/logger';
import type { Telemetry } from './ports.ts';

export const lambdaTelemetry = (): Telemetry => {
  const logger = new Logger({ serviceName: 'divan-exchange' });
  return {
    fault: (fault) => logger.error('The exchange failed.', { ...fault }),
  };
};
