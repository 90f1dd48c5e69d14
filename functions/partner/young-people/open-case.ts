/** What a nomination does to the case: opens it, or counts it up where it was open. */
import type { Effect, World } from '../../../adapters/ports.ts';
import type { Person } from '../../../schemas/entities.ts';

interface NominatedCase {
  person: Person;
  caseId: string;
  isNew: boolean;
  panel: string;
  expiresAt: string;
}

export const caseEffects = (world: World, { person, caseId, isNew, panel, expiresAt }: NominatedCase): Effect[] => {
  const { personId } = person;
  const opened = {
    type: 'Case' as const,
    personId,
    caseId,
    version: 1,
    panel,
    state: 'NOMINATED' as const,
    salt: world.randomId(),
    expiresAt,
  };
  return [
    isNew ? { do: 'put', entity: opened, expects: 'ABSENT' } : { do: 'touch', entity: opened },
    { do: 'put', entity: { type: 'Locator', of: caseId, personId, caseId, expiresAt }, expects: 'ANY' },
  ];
};
