/** How large and how long a run is. */
import { parseArgs } from 'node:util';

export interface Options {
  json: boolean;
  /** Of every synthetic person and of every drawn question. */
  seed: number;
  /** Young people in the small and in the large store. */
  people: { small: number; large: number };
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

/**
 * `--quick` for a smaller large store, `--cohort` for the evaluation's 157 children against a hundred times as many,
 * `--smoke` to see that all of it runs: its figures mean nothing.
 */
export const optionsFrom = (args: string[]): Options => {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      cohort: { type: 'boolean', default: false },
      smoke: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
    },
  });
  const asked = { json: values.json, seed: Number(values.seed) };
  if (!Number.isInteger(asked.seed))
    throw new RangeError(`--seed is not an integer: ${values.seed}`);
  if (values.smoke) {
    const tiny = {
      rounds: 2,
      each: 2,
      questions: 40,
      decidingMs: 5,
      loadSeconds: 1,
    };
    return { ...asked, ...tiny, people: { small: 20, large: 100 } };
  }
  if (values.cohort)
    return { ...asked, ...FULL, people: { small: 157, large: 15_700 } };
  return {
    ...asked,
    ...FULL,
    people: { small: 1000, large: values.quick ? 10_000 : 100_000 },
  };
};
