/** One table of ratios, and beside it what was counted. */

import type { StoreUse } from './calls.ts';
import type { Decisions } from './decisions.ts';
import type { Flatness } from './flatness.ts';
import type { Load } from './load.ts';
import type { Overhead } from './overhead.ts';

export interface Report {
  machine: { node: string; cores: number; cpu: string; load: number };
  seed: number;
  people: { small: number; large: number };
  seededInSeconds: number;
  rounds: number;
  each: number;
  seconds: number;
  overhead: Overhead[];
  flatness: Flatness[];
  decisions: Decisions;
  load: Load[];
  calls: StoreUse[];
}

export const printed = (report: Report): string => {
  const { machine, seed, people, seededInSeconds, rounds, each, seconds } =
    report;
  return [
    `Node ${machine.node}, ${machine.cores} cores (${machine.cpu}), load ${fixed(machine.load, 1)} at the start; client, server`,
    `and store share the cores, and the machine may be shared: read ratios, not times. Seed ${seed}.`,
    `${rounds} rounds of ${each} requests; large store seeded in ${fixed(seededInSeconds, 0)} s; the whole run took ${fixed(seconds, 0)} s.`,
    '',
    ...table(
      ['ratio', 'ours', 'against', 'times', 'middle half', 'target'],
      ratiosOf(report),
    ),
    '',
    'Floor: node:http, one jwtVerify of the same token, the same store calls through the same SDK client with the same keys',
    'and items. "net" is the same ratio less what an empty request costs the same client.',
    `Decisions: records a second with all their fields; ${report.decisions.fields} fields of ${report.decisions.questions} questions, ${report.decisions.released} released.`,
    'Decide and cedar-wasm work out ages, days and dates from each question; casl is measured with that work and without.',
    "The engine's stream is off: it would slow each write by what was written before, and DynamoDB's does not.",
    '',
    `Load: 8 connections, audit on, ${people.large} young people in the store, the generator in its own process.`,
    ...table(
      [
        'operation',
        'req/s',
        'p50 ms',
        'p99 ms',
        'answered',
        'failed',
        'elsewhere, quoted (req/s)',
      ],
      report.load.map(
        ({ operation, perSecond, p50, p99, answered, failed, quoted }) => [
          operation,
          fixed(perSecond, 0),
          fixed(p50, 0),
          fixed(p99, 0),
          fixed(answered, 0),
          fixed(failed, 0),
          quoted,
        ],
      ),
    ),
    '',
    'Store: calls and their keys or actions, bytes to and from it, capacity units as the engine counts them.',
    ...table(
      ['operation', 'calls', 'KB sent', 'KB received', 'RRU', 'WRU'],
      report.calls.map(
        ({ operation, calls, sent, received, readUnits, writeUnits }) => [
          operation,
          calls.join(', '),
          fixed(sent / 1024, 1),
          fixed(received / 1024, 1),
          fixed(readUnits, 1),
          fixed(writeUnits, 1),
        ],
      ),
    ),
  ].join('\n');
};

const ratiosOf = ({
  overhead,
  flatness,
  decisions,
  people,
}: Report): string[][] => [
  ...overhead.map(
    ({ operation, people: held, ours, floor, ratio, from, to, within }) => [
      `${operation}, over HTTP, ${held} children`,
      `${fixed(ours, 2)} ms`,
      `bare floor ${fixed(floor, 2)} ms`,
      `${fixed(ratio, 2)} (net ${fixed(within, 2)})`,
      `${fixed(from, 2)} to ${fixed(to, 2)}`,
      'at most 1.3',
    ],
  ),
  ...flatness.map(({ operation, small, large, ratio, from, to }) => [
    `${operation}, ${people.large} children`,
    `${fixed(large, 2)} ms`,
    `${people.small} children ${fixed(small, 2)} ms`,
    fixed(ratio, 2),
    `${fixed(from, 2)} to ${fixed(to, 2)}`,
    'about 1',
  ]),
  ...decisions.peers.map(({ peer, perSecond, ratio, from, to, differing }) => [
    'decisions a second',
    fixed(decisions.ours, 0),
    `${peer} ${fixed(perSecond, 0)}, ${differing} fields differ`,
    fixed(ratio, 2),
    `${fixed(from, 2)} to ${fixed(to, 2)}`,
    peer === 'cedar-wasm' ? 'at least 3000' : 'at least 10',
  ]),
];

const fixed = (value: number, digits: number): string => value.toFixed(digits);

const table = (head: string[], rows: string[][]): string[] => {
  const widths = head.map((name, i) =>
    Math.max(name.length, ...rows.map((row) => (row[i] ?? '').length)),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [
    line(head),
    `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
    ...rows.map(line),
  ];
};
