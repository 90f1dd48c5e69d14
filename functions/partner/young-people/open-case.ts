/** What a nomination does to the case: opens it, or joins it as a new incident where it was open. */
import type { World } from '../../../adapters/ports.ts';
import { tallyEffects } from '../../../entrance/tallies.ts';
import { furtherTaskEffects, taskEffects } from '../../../entrance/tasks.ts';
import { fileOf } from '../../../rules/cases/case-file.ts';
import {
  type Counting,
  nominationTally,
} from '../../../rules/statistics/tallies.ts';
import type { Effect } from '../../../schemas/store/effects.ts';
import type { Case, Nomination } from '../../../schemas/store/entities.ts';

interface NominatedCase {
  nomination: Nomination;
  isNew: boolean;
  borough: string;
  /** To whose panel, under what and when. */
  counting: Omit<Counting, 'file'>;
}

export const caseEffects = (
  world: World,
  { nomination, isNew, borough, counting }: NominatedCase,
): Effect[] => {
  const { personId, caseId, expiresAt } = nomination;
  const opened: Case = {
    type: 'Case',
    personId,
    caseId,
    version: 1,
    panel: counting.panel.id,
    borough,
    state: 'NOMINATED',
    salt: world.randomId(),
    copies: 0,
    expiresAt,
  };
  const file = fileOf(opened, [nomination]);
  return [
    isNew
      ? { do: 'put', entity: opened, expects: 'ABSENT' }
      : { do: 'touch', entity: opened },
    {
      do: 'put',
      entity: { type: 'Locator', of: caseId, personId, caseId, expiresAt },
      expects: 'ANY',
    },
    // How far an open case has come is not read here: only what the new incident adds is its own.
    ...(isNew
      ? taskEffects(undefined, file)
      : furtherTaskEffects(opened, nomination)),
    // A child whose case is open is counted in it.
    ...(isNew
      ? tallyEffects(world, nominationTally({ ...counting, file }))
      : []),
  ];
};
