/** What is counted of an event is written with it, in the same transaction, under an id that leads nowhere. */
import type { World } from '../adapters/ports.ts';
import type { Counted } from '../rules/statistics/tallies.ts';
import type { Effect } from '../schemas/store/effects.ts';

/** @param counted undefined where there is nothing to count. */
export const tallyEffects = (
  { randomId }: World,
  counted: Counted | undefined,
): Effect[] =>
  counted
    ? [
        {
          do: 'put',
          entity: { ...counted, tallyId: randomId() },
          expects: 'ABSENT',
        },
      ]
    : [];
