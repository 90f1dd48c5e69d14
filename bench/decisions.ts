/** How fast records are decided under the five agreements, all their fields at once: by `decide`, by CASL and by Cedar. */
import fc from 'fast-check';
import { loadAgreements } from '../local/registry/agreements.ts';
import { liveAgreement } from '../rules/sharing/agreement.ts';
import { decide } from '../rules/sharing/decide.ts';
import { judgeOf, type Pair } from '../test/oracle/cedar-request.ts';
import { pairsOn } from '../test/oracle/mutations.ts';
import { caslOf } from './casl.ts';
import { median, type Ratio, ratioOf } from './rounds.ts';

export interface Decisions {
  questions: number;
  fields: number;
  /** Of those fields, how many are released. */
  released: number;
  /** Records decided in a second, medians of all rounds. */
  ours: number;
  peers: (Ratio & { peer: string; perSecond: number; differing: number })[];
}

type Engine = (() => Iterable<string>)[];

export const measureDecisions = ({
  questions,
  decidingMs,
  rounds,
  seed,
}: {
  questions: number;
  decidingMs: number;
  rounds: number;
  seed: number;
}): Decisions => {
  const agreements = loadAgreements().map(liveAgreement);
  const pairs = fc.sample(pairsOn(agreements), { numRuns: questions, seed });
  const judge = judgeOf(agreements);
  const engines: Record<
    | 'decide'
    | '@casl/ability'
    | '@casl/ability, given its facts'
    | 'cedar-wasm',
    Engine
  > = {
    decide: pairs.map(
      (pair) => () => releasedBy(decide({ ...pair, agreements })),
    ),
    '@casl/ability': caslOf(agreements, pairs, 'EACH_TIME'),
    '@casl/ability, given its facts': caslOf(agreements, pairs, 'BEFOREHAND'),
    'cedar-wasm': pairs.map(
      (pair) => () =>
        judge(pair).flatMap(({ field, allowed }) => (allowed ? [field] : [])),
    ),
  };
  const names = Object.keys(engines) as (keyof typeof engines)[];
  const perSecond = Object.fromEntries(
    names.map((name) => [name, [] as number[]]),
  ) as Record<string, number[]>;
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const rate = rateOf(engines[name], decidingMs);
      if (round > 0) perSecond[name]?.push(rate);
    }
  }
  const expected = pairs.map((pair, i) =>
    carried(pair, engines.decide[i]?.() ?? []),
  );
  const ours = perSecond.decide ?? [];
  return {
    questions: pairs.length,
    fields: pairs.reduce(
      (sum, { record }) => sum + Object.keys(record.fields).length,
      0,
    ),
    released: expected.reduce((sum, fields) => sum + fields.size, 0),
    ours: median(ours),
    peers: names
      .filter((name) => name !== 'decide')
      .map((name) => ({
        peer: name,
        perSecond: median(perSecond[name] ?? []),
        ...ratioOf(ours, perSecond[name] ?? []),
        differing: pairs.reduce((sum, pair, i) => {
          const fields = carried(pair, engines[name][i]?.() ?? []);
          return sum + differing(fields, expected[i] ?? new Set());
        }, 0),
      })),
  };
};

const releasedBy = ({ fields }: ReturnType<typeof decide>): string[] =>
  fields.flatMap(({ field, released }) => (released ? [field] : []));

const differing = (a: Set<string>, b: Set<string>): number =>
  [...a].filter((field) => !b.has(field)).length +
  [...b].filter((field) => !a.has(field)).length;

/** CASL names what may be released whether or not the record carries it. */
const carried = ({ record }: Pair, fields: Iterable<string>): Set<string> =>
  new Set([...fields].filter((field) => Object.hasOwn(record.fields, field)));

/** The clock is read once in a while only: it costs as much as a decision. */
const rateOf = (engine: Engine, ms: number): number => {
  const began = performance.now();
  let decided = 0;
  let now = began;
  while (now - began < ms) {
    for (let i = 0; i < 20; i += 1) {
      engine[decided % engine.length]?.();
      decided += 1;
    }
    now = performance.now();
  }
  return decided / ((now - began) / 1000);
};
