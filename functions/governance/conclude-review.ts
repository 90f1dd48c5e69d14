/** POST /v1/reviews/{id}/conclusion: a data protection officer says whether breaking the glass was justified. */
import { admit } from '../../entrance/caller.ts';
import { conclude } from '../../entrance/conclude.ts';
import { endpoint } from '../../entrance/endpoint.ts';
import { notFound, Problem } from '../../entrance/problem.ts';
import { replayed } from '../../entrance/replay.ts';

export const concludeReview = endpoint('concludeReview', async (call) => {
  const { world, operation, claims, sharing, params, body, idempotency, now } =
    call;
  const { agency, earlier } = await admit(
    world,
    operation,
    claims,
    { idempotency },
    now,
  ); // R1
  const open = await world.store.openReviews(); // R2
  if (earlier)
    return replayed(call, earlier, ({ reviewId, finding }) => ({
      reviewId,
      finding,
    }));
  const review = open.find(({ reviewId }) => reviewId === params.id);
  // The agency that used it answers for it; those whose data it was may look on.
  const answers =
    review?.agency === claims.agencyId || agency.sector === 'OPERATOR';
  if (!review || !answers)
    return conclude(call, { told: { problem: notFound() } });
  const { reviewId, practitioner } = review;
  if (practitioner === sharing.practitioner.id) {
    throw new Problem(
      'SELF_REVIEW',
      'Whoever broke the glass does not review it. Ask another officer.',
    );
  }
  const conclusion = {
    ...body,
    by: `${claims.agencyId}/${sharing.practitioner.id}`,
    at: new Date(now).toISOString(),
  };
  return conclude(call, {
    told: { body: { reviewId, finding: body.finding } },
    outcome: 'PERMIT',
    made: { reviewId, finding: body.finding },
    effects: [
      { do: 'remove', entity: review, expects: 'PRESENT' },
      {
        do: 'put',
        entity: { ...review, state: 'CONCLUDED', conclusion },
        expects: 'ABSENT',
      },
    ],
  }); // W
});
