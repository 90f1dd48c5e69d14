/** Visits as a write changes them: each on the version that was read, so that two who change one find out. */
import type { Effect } from '../adapters/ports.ts';
import type { Visit } from '../schemas/entities.ts';

/** @param visits as they are then, each one version on. */
export const visitEffects = (visits: readonly Visit[]): Effect[] =>
  visits.map((entity) => ({ do: 'put', entity, expects: entity.version - 1 }));
