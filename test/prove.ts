/** How hard the property tests try. `npm run prove` tries ten times harder than a plain run. */

/** The number of runs of a property: all of them under PROVE=full, else a tenth and at least one. */
export const runs = (full: number): number =>
  process.env.PROVE === 'full' ? full : Math.max(1, Math.floor(full / 10));

const seedOf = (given: string | undefined): number => {
  if (given === undefined || given === '')
    return Math.floor(Math.random() * 0x7fff_ffff);
  const seed = Number(given);
  // A seed that fast-check would round is another seed than the one that failed.
  if (!Number.isInteger(seed))
    throw new RangeError(`FC_SEED is not an integer: ${given}`);
  return seed;
};

const seed = seedOf(process.env.FC_SEED);

// Once for each test file, which vitest loads this module for: with it a failure can be tried again.
console.log(`fast-check seed ${seed} (again: FC_SEED=${seed})`);

/** What to give `fc.assert`: so many runs, from the seed that was printed. */
export const proving = (full: number): { numRuns: number; seed: number } => ({
  numRuns: runs(full),
  seed,
});
