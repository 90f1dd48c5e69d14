/** GET /v1/young-people/{ref}: the permitted record, by the caller's own reference. */
import { admit, standing } from '../../entrance/caller.ts';
import { endpoint } from '../../entrance/endpoint.ts';
import { answerAboutPerson } from './answer-about-person.ts';

export const readYoungPerson = endpoint('readYoungPerson', async (call) => {
  const { world, operation, claims, params, now } = call;
  const entered = await admit(world, operation, claims, {}, now); // R1
  standing(entered.agency.agreements, call.sharing, now);
  // A forged or foreign reference resolves to nobody, and nobody is read like anybody.
  const personId = world.references.resolve(params.ref, claims.agencyId);
  const { person } = await world.store.file(personId, now); // R2
  return answerAboutPerson(call, entered.agency.agreements, person, personId); // W
});
