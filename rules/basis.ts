/** What a decision rested on, kept with it, so that what comes later can be held against it. */
import type { Basis } from '../schemas/entities.ts';
import { hashOf } from './canonical.ts';
import type { Pack } from './pack.ts';

export const basisOf = ({ gaps, divergences, eligibility, returns }: Pack): Basis => ({
  gaps: gaps.map(({ gapId }) => gapId).sort(),
  divergences: divergences.map(({ divergenceId }) => divergenceId).sort(),
  eligibility: Object.fromEntries(eligibility.map(({ rule, finding }) => [rule, finding])),
  approach: hashOf(returns.map(({ agency, records }) => ({ agency, approach: records.approach ?? [] }))),
});
