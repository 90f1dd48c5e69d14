/** Faults on this machine: one plain line each, for whoever looks at the terminal. */
import type { Fault, FaultCause, Telemetry } from './ports.ts';

export const telemetryLines = (
  write: (line: string) => void = (line) => console.error(line),
): Telemetry => ({
  fault: (fault) => write(lineOf(fault)),
});

const lineOf = ({
  code,
  operation,
  requestId,
  correlationId,
  causes,
}: Fault): string =>
  [
    `fault ${code}`,
    operation,
    requestId && `request ${requestId}`,
    correlationId && `correlation ${correlationId}`,
    causes.map(causeLine).join(' < '),
  ]
    .filter(Boolean)
    .join(' | ');

const causeLine = ({ name, code, at }: FaultCause): string =>
  [name, code, at.length > 0 && `(${at.join(', ')})`].filter(Boolean).join(' ');
