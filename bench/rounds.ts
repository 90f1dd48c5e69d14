/**
 * Comparing on a shared machine: the variants take turns in short blocks, so that what else runs slows all of them alike,
 * and what counts is the median of the rounds' ratios. No figure of one run is compared with one of another.
 */

export interface Variant {
  /** Before each block, outside the time that counts. */
  prepare?: (count: number) => unknown;
  run: () => Promise<unknown>;
}

/** One array a variant: the median time of each round, in milliseconds. */
export type Rounds<V extends string> = Record<V, number[]>;

export const interleaved = async <V extends string>(
  variants: Record<V, Variant>,
  { rounds, each }: { rounds: number; each: number },
): Promise<Rounds<V>> => {
  const names = Object.keys(variants) as V[];
  const times = Object.fromEntries(
    names.map((name) => [name, [] as number[]]),
  ) as Rounds<V>;
  // The first round only warms up.
  for (let round = 0; round <= rounds; round += 1) {
    // There and back again: whoever begins a round ends the next.
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const took = await block(variants[name], each);
      if (round > 0) times[name].push(took);
    }
  }
  return times;
};

const block = async (
  { prepare, run }: Variant,
  each: number,
): Promise<number> => {
  await prepare?.(each);
  const times: number[] = [];
  for (let i = 0; i < each; i += 1) {
    const began = performance.now();
    await run();
    times.push(performance.now() - began);
  }
  return median(times);
};

export interface Ratio {
  ratio: number;
  /** The middle half of the rounds. */
  from: number;
  to: number;
}

/** Of each round, one over the other. */
export const ratioOf = (
  over: readonly number[],
  under: readonly number[],
): Ratio => {
  const ratios = over.map(
    (value, round) => value / (under[round] ?? Number.NaN),
  );
  return {
    ratio: median(ratios),
    from: quantile(ratios, 0.25),
    to: quantile(ratios, 0.75),
  };
};

export const median = (values: readonly number[]): number =>
  quantile(values, 0.5);

const quantile = (values: readonly number[], at: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * at)] ?? Number.NaN;
};
