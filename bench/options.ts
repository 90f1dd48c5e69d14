/** What is measured, and how large and how long a run is. */
import { parseArgs } from 'node:util';
import { LOADED, type Loaded } from './load.ts';

/** Everything; load alone; load beside the peer; or where the time goes under load on one operation. */
export type Mode =
  | { of: 'ALL' | 'RATES' | 'PEER' }
  | { of: 'PROFILE'; operation: Loaded };

export interface Options {
  mode: Mode;
  json: boolean;
  /** Of every synthetic person and of every drawn question. */
  seed: number;
  /** Young people in the small and in the large store, and in the one under load where nothing else is measured. */
  people: { small: number; large: number; loaded: number };
  /** Rounds in which the compared variants alternate, and requests of each variant in a round. */
  rounds: number;
  each: number;
  /** Questions decided by every engine, and how long each engine decides in a round. */
  questions: number;
  decidingMs: number;
  /** Of load on each operation, after a warm-up of a fifth of it. */
  loadSeconds: number;
}

const FULL = {
  rounds: 20,
  each: 20,
  questions: 400,
  decidingMs: 100,
  loadSeconds: 8,
};
const SMOKE = {
  rounds: 2,
  each: 2,
  questions: 40,
  decidingMs: 5,
  loadSeconds: 1,
};
const LOADED_PEOPLE = 10_000;

/**
 * `--quick` for a smaller large store, `--cohort` for the evaluation's 157 children against a hundred times as many,
 * `--smoke` to see that all of it runs: its figures mean nothing. `--rates`, `--peer` and `--profile read|flag|pack`
 * measure that alone.
 */
export const optionsFrom = (args: string[]): Options => {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      cohort: { type: 'boolean', default: false },
      smoke: { type: 'boolean', default: false },
      rates: { type: 'boolean', default: false },
      peer: { type: 'boolean', default: false },
      profile: { type: 'string' },
      seed: { type: 'string', default: '1' },
    },
  });
  const seed = Number(values.seed);
  if (!Number.isInteger(seed))
    throw new RangeError(`--seed is not an integer: ${values.seed}`);
  return {
    mode: modeFrom(values),
    json: values.json,
    seed,
    ...sizeFrom(values),
  };
};

const modeFrom = ({
  rates,
  peer,
  profile,
}: {
  rates: boolean;
  peer: boolean;
  profile?: string | undefined;
}): Mode => {
  if (rates) return { of: 'RATES' };
  if (peer) return { of: 'PEER' };
  if (profile === undefined) return { of: 'ALL' };
  const operation = LOADED.find((each) => each === profile);
  if (!operation)
    throw new RangeError(
      `--profile is one of ${LOADED.join(', ')}, and not ${profile}`,
    );
  return { of: 'PROFILE', operation };
};

const sizeFrom = (values: {
  smoke: boolean;
  cohort: boolean;
  quick: boolean;
}) => {
  if (values.smoke)
    return { ...SMOKE, people: { small: 20, large: 100, loaded: 100 } };
  const loaded = LOADED_PEOPLE;
  if (values.cohort)
    return { ...FULL, people: { small: 157, large: 15_700, loaded } };
  return {
    ...FULL,
    people: { small: 1000, large: values.quick ? 10_000 : 100_000, loaded },
  };
};
