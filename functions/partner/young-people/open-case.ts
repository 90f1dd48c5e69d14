/** What a nomination does to the case: opens it, or joins it as a new incident where it was open. */
import type { Effect, World } from '../../../adapters/ports.ts';
import { tallyEffects } from '../../../entrance/tallies.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import { fileOf } from '../../../rules/case-file.ts';
import { type Counting, nominationTally } from '../../../rules/tallies.ts';
import type { Case, Nomination } from '../../../schemas/entities.ts';

interface NominatedCase {
  nomination: Nomination;
  isNew: boolean;
  borough: string;
  /** To whose panel, under what and when. */
  counting: Omit<Counting, 'file'>;
}

export const caseEffects = (world: World, { nomination, isNew, borough, counting }: NominatedCase): Effect[] => {
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
  const tasks = taskEffects(undefined, file);
  return [
    isNew ? { do: 'put', entity: opened, expects: 'ABSENT' } : { do: 'touch', entity: opened },
    { do: 'put', entity: { type: 'Locator', of: caseId, personId, caseId, expiresAt }, expects: 'ANY' },
    // How far an open case has come is not read here: only the clock of the new incident is its own.
    ...(isNew ? tasks : tasks.filter(isClock)),
    // A child whose case is open is counted in it.
    ...(isNew ? tallyEffects(world, nominationTally({ ...counting, file })) : []),
  ];
};

const isClock = (effect: Effect): boolean =>
  effect.do === 'put' && effect.entity.type === 'Task' && effect.entity.kind === 'YJS_CLOCK';
