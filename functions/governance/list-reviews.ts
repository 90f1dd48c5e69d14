/** GET /v1/reviews: uses of break-glass that are not reviewed yet, to whom they concern. */
import { admit } from '../../entrance/caller.ts';
import { conclude } from '../../entrance/conclude.ts';
import { endpoint } from '../../entrance/endpoint.ts';

export const listReviews = endpoint('listReviews', async (call) => {
  const { world, operation, claims, now } = call;
  const { agency } = await admit(world, operation, claims, {}, now); // R1
  const open = await world.store.openReviews(); // R2
  const reviews = open
    .filter(
      (review) =>
        agency.sector === 'OPERATOR' ||
        review.agency === claims.agencyId ||
        review.originators.includes(claims.agencyId),
    )
    .map(
      ({
        type: _type,
        state: _state,
        conclusion: _conclusion,
        expiresAt: _expiresAt,
        ...shown
      }) => ({
        ...shown,
        overdue: Date.parse(shown.reviewBy) < now,
      }),
    )
    .toSorted((a, b) => (a.reviewBy < b.reviewBy ? -1 : 1));
  return conclude(call, {
    answer: { body: { reviews, ledgerEntry: call.entryId } },
    outcome: 'PERMIT',
  }); // W
});
