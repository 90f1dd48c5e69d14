/**
 * Adds chance to a count before it is published, or takes it away, so that no set of numbers tells
 * a small one: k with a probability of 1/3 · 2^-|k|, in every cell anew. One child more or fewer
 * makes no number more than twice or less than half as likely (docs/decisions/0015).
 */
import type { Tally } from '../../schemas/store/entities.ts';
import { sha256 } from '../canonical.ts';

/** @param cell names one count and no other. */
export type Blur = (cell: string) => number;

/**
 * INVARIANT: the same tallies are blurred the same whenever they are counted; two blurs of one
 * count would tell it.
 */
export const blurOf = (tallies: readonly Pick<Tally, 'tallyId'>[]): Blur => {
  // Their ids are random and are told to nobody: whoever does not hold them cannot take the blur
  // away.
  const secret = sha256(
    tallies
      .map(({ tallyId }) => tallyId)
      .sort()
      .join(),
  );
  return (cell) => {
    const drawn = sha256(`${secret} ${cell}`);
    return headsIn(drawn.slice(0, 8)) - headsIn(drawn.slice(8, 16));
  };
};

/**
 * Counts how often a coin falls heads before it falls tails, at most 32 times: the noughts that 32
 * random bits begin with.
 */
const headsIn = (hex: string): number => Math.clz32(Number.parseInt(hex, 16));
