/** GET /v1/referrals: what this agency is asked to help with. A poll names no child. */
import { admit } from '../../../entrance/caller.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid } from '../../../entrance/problem.ts';

export const listReferrals = endpoint('listReferrals', async (call) => {
  const { world, operation, claims, query, now } = call;
  const { clientId, agencyId } = claims;
  await admit(world, operation, claims, {}, now); // R1
  const after =
    query.after === undefined
      ? undefined
      : world.references.open(query.after, clientId);
  if (query.after !== undefined && typeof after !== 'string') {
    throw contentInvalid([
      {
        pointer: '/query/after',
        message: 'is not a cursor that this system was given',
      },
    ]);
  }
  const { items, last } = await world.store.referrals(
    agencyId,
    after as string | undefined,
    query.limit,
    now,
  ); // R2
  const referrals = items.map(
    ({ referralId, serviceId, agreement, need, state, sentAt, dueBy }) => ({
      referralId,
      serviceId,
      agreement,
      need,
      state,
      sentAt,
      dueBy,
    }),
  );
  const next =
    last === undefined ? undefined : world.references.seal(last, clientId);
  return conclude(call, {
    answer: { body: { referrals, next } },
    outcome: 'NIL',
  }); // W
});
