/**
 * Reports a failure of the exchange: the caller learns a code, the operator learns where it broke,
 * and neither learns anything of a child.
 */
import type { Fault, Telemetry } from '../adapters/ports.ts';
import { withIds } from './call.ts';
import { causesOf } from './causes.ts';
import { type Problem, problemOf, problemResponse } from './problem.ts';

/** The request that failed. */
export type FailedRequest = Pick<Fault, 'correlationId' | 'operation'> & {
  requestId: string;
};

/** The answer to whatever was thrown; what is no refusal is also reported. */
export const failureResponse = (
  telemetry: Telemetry,
  thrown: unknown,
  { requestId, correlationId, operation }: FailedRequest,
): Response => {
  const problem = problemOf(thrown);
  report(telemetry, problem, { requestId, correlationId, operation });
  return withIds(problemResponse(problem), { requestId, correlationId });
};

/**
 * Tells of a problem that is the exchange's own. A refusal is nobody's fault, and the ledger has
 * it.
 */
export const report = (
  telemetry: Telemetry,
  problem: Problem,
  request: FailedRequest,
): void => {
  if (problem.status < 500) return;
  telemetry.fault({
    ...request,
    code: problem.code,
    causes: causesOf(problem.cause),
  });
};
