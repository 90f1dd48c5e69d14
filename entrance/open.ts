/**
 * Found or decoy: the first two reads of whatever is keyed by an id. A request for something that
 * is not there reads a person who is not there, so that absence costs what presence costs.
 */
import type { Keyed } from '../adapters/ports.ts';
import type { PersonFile } from '../rules/cases/case-file.ts';
import type { Call } from './call.ts';
import { type Admitted, admit, standing } from './caller.ts';

export interface Opened extends Admitted {
  /** The person it is about, or nobody. */
  personId: string;
  /** All that is held of them, or of nobody. */
  held: PersonFile;
}

/**
 * @param keyed the id, and what else the request names.
 * @throws Problem SYSTEM_NOT_ACTIVE, SCOPE_MISSING, NO_AGREEMENT.
 */
export const openLocated = async (
  { world, operation, claims, sharing, idempotency, now }: Call,
  keyed: Pick<Keyed, 'meeting' | 'service'> & { locate: string },
): Promise<Opened> => {
  const entered = await admit(
    world,
    operation,
    claims,
    { ...keyed, idempotency },
    now,
  ); // R1
  standing(entered.agency.agreements, sharing, now);
  const personId = entered.located?.personId ?? world.randomId();
  const held = await world.store.file(personId, now); // R2
  return { ...entered, personId, held };
};
