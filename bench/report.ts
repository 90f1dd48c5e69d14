/** One table of ratios, and beside it what was counted. */
import type { StoreUse } from './calls.ts';
import type { Decisions } from './decisions.ts';
import type { Flatness } from './flatness.ts';
import type { Load } from './load.ts';
import { type Machine, machineSays } from './machine.ts';
import type { Against, Overhead } from './overhead.ts';
import { PRICES_SAY, priceOfThousand } from './prices.ts';
import { loadTable } from './rates.ts';
import { MEASURED } from './stage.ts';
import { fixed, table } from './table.ts';
import type { Units } from './units.ts';

export interface Report {
  machine: Machine;
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

export const printed = (report: Report): string =>
  [
    ...headOf(report),
    '',
    ...table(
      ['ratio', 'ours', 'against', 'times', 'middle half', 'target'],
      ratiosOf(report),
    ),
    '',
    ...notesOn(report),
    '',
    `Load: 8 connections, audit on, ${report.people.large} young people in the store, the generator in its own process.`,
    ...loadTable(report.load),
    '',
    'Store: calls and their keys or actions, and bytes to and from it.',
    ...callsTable(report.calls),
    '',
    'Cost: capacity units as counted from what was sent and stored, and by the engine; the lean floor beside them.',
    PRICES_SAY,
    ...costTable(report.calls),
  ].join('\n');

const headOf = ({
  machine,
  seed,
  rounds,
  each,
  seededInSeconds,
  seconds,
}: Report): string[] => [
  machineSays(machine),
  `The machine may be shared: read ratios, not times. Seed ${seed}. ${rounds} rounds of ${each} requests.`,
  `The large store was seeded in ${fixed(seededInSeconds, 0)} s; the whole run took ${fixed(seconds, 0)} s.`,
];

const notesOn = ({
  decisions: { fields, questions, released },
}: Report): string[] => [
  'Both floors: node:http, one jwtVerify of the same token, store calls through the same sender, the same answer. The present',
  "floor makes the request's own store calls with its keys and items; the lean floor makes the fewest, with the smallest items",
  'that could give the same answer. "net" is the same ratio less what an empty request costs the same client.',
  `Decisions: records a second with all their fields; ${fields} fields of ${questions} questions, ${released} released.`,
  'Decide and cedar-wasm work out ages, days and dates from each question; casl is measured with that work and without.',
  "The engine's stream is off: it would slow each write by what was written before, and DynamoDB's does not.",
];

const ratiosOf = ({
  overhead,
  flatness,
  decisions,
  people,
}: Report): string[][] => [
  ...overhead.flatMap(({ operation, people: held, ours, present, lean }) => [
    [
      `${operation}, over HTTP, ${held} children`,
      ...againstFloor('present', ours, present),
      isMeasured(operation) ? 'at most 1.25' : '',
    ],
    [
      `${operation}, over HTTP, ${held} children`,
      ...againstFloor('lean', ours, lean),
      isMeasured(operation) ? 'at most 1.6' : '',
    ],
  ]),
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

/** What is read and asked all day has a target; what changes something is shown beside it. */
const isMeasured = (operation: string): boolean =>
  (MEASURED as readonly string[]).includes(operation);

const againstFloor = (
  which: string,
  ours: number,
  { floor, ratio, within, from, to }: Against,
): string[] => [
  `${fixed(ours, 2)} ms`,
  `${which} floor ${fixed(floor, 2)} ms`,
  `${fixed(ratio, 2)} (net ${fixed(within, 2)})`,
  `${fixed(from, 2)} to ${fixed(to, 2)}`,
];

const callsTable = (calls: StoreUse[]): string[] =>
  table(
    ['operation', 'calls', 'KB sent', 'KB received'],
    calls.map(({ operation, calls: made, sent, received }) => [
      operation,
      made.join(', '),
      fixed(sent / 1024, 1),
      fixed(received / 1024, 1),
    ]),
  );

const costTable = (calls: StoreUse[]): string[] =>
  table(
    [
      'operation',
      'read',
      'write',
      'by the engine',
      '$ a 1,000',
      '£ a 1,000',
      'lean read, write',
      'lean £',
      'ours / lean',
    ],
    calls.map(({ operation, counted, engine, lean }) => [
      operation,
      fixed(counted.read, 1),
      fixed(counted.write, 1),
      says(engine),
      fixed(priceOfThousand(counted).dollars, 4),
      fixed(priceOfThousand(counted).pounds, 4),
      ...(lean ? againstLean(counted, lean) : ['', '', '']),
    ]),
  );

const againstLean = (ours: Units, lean: Units): string[] => {
  const { pounds } = priceOfThousand(lean);
  return [
    says(lean),
    fixed(pounds, 4),
    fixed(priceOfThousand(ours).pounds / pounds, 2),
  ];
};

const says = ({ read, write }: Units): string =>
  `${fixed(read, 1)}, ${fixed(write, 1)}`;
