/**
 * Repeatable chance. Every part of the cohort draws from a stream of its own, named by a label, so
 * that a change to one part (one more street, one more name) does not reshuffle all the others.
 */

/** Draws a number from 0 (inclusive) to 1 (exclusive). */
export type Random = () => number;

/** The stream that belongs to a seed and a label: the same two always give the same draws. */
export const stream = (seed: number, label: string): Random =>
  mulberry32(fnv1a(`${seed}:${label}`));

/** A whole number from `min` to `max`, both included. */
export const integer = (random: Random, min: number, max: number): number =>
  min + Math.floor(random() * (max - min + 1));

export const chance = (random: Random, probability: number): boolean =>
  random() < probability;

export const pick = <T>(random: Random, options: readonly T[]): T => {
  const picked = options[Math.floor(random() * options.length)];
  if (picked === undefined) throw new RangeError('nothing to pick from');
  return picked;
};

/** Exactly `length` random digits. */
export const digits = (random: Random, length: number): string =>
  Array.from({ length }, () => integer(random, 0, 9)).join('');

export const shuffled = <T>(random: Random, items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);

/**
 * Exactly `count` of the items, heavier ones more often (Efraimidis and Spirakis, 2006). Weight
 * `Infinity` is certain to be chosen, weight 0 never: throws `RangeError` where fewer than `count`
 * can be.
 */
export const choose = <T>(
  random: Random,
  items: readonly T[],
  count: number,
  weight: (item: T) => number,
): Set<T> => {
  const keyed = items.map((item) => ({
    item,
    weight: weight(item),
    key: -Math.log(1 - random()) / weight(item),
  }));
  const eligible = keyed
    .filter((entry) => entry.weight > 0)
    .sort((a, b) => a.key - b.key);
  if (eligible.length < count)
    throw new RangeError(`${count} asked for, ${eligible.length} eligible`);
  return new Set(eligible.slice(0, count).map(({ item }) => item));
};

/** Draws until something comes that is not taken yet, and takes it. */
export const untaken = (taken: Set<string>, draw: () => string): string => {
  let drawn = draw();
  while (taken.has(drawn)) drawn = draw();
  taken.add(drawn);
  return drawn;
};

const mulberry32 = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const fnv1a = (text: string): number =>
  [...text].reduce(
    (hash, character) =>
      Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193),
    0x811c9dc5,
  );
