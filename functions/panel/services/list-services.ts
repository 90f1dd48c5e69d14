/** GET /v1/services: who helps with what, where, at which age, and how others found it. */
import { admit } from '../../../entrance/caller.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { feedbackOn, fits } from '../../../rules/delivery/directory.ts';

export const listServices = endpoint('listServices', async (call) => {
  const { world, operation, claims, query, now } = call;
  await admit(world, operation, claims, {}, now); // R1
  const directory = await world.store.services(now); // R2
  const services = directory.services
    .filter((service) => fits(service, query))
    .map(({ type: _, ...service }) => ({
      ...service,
      feedback: feedbackOn(service.serviceId, directory.feedback),
    }));
  return conclude(call, {
    answer: { body: { services, ledgerEntry: call.entryId } },
    outcome: 'NIL',
  }); // W
});
