/**
 * POST /v1/reviews/{id}/conclusion: a data protection officer says whether breaking the glass was
 * justified.
 */
import type { Call } from '../../entrance/call.ts';
import { type Admitted, admit } from '../../entrance/caller.ts';
import { conclude } from '../../entrance/conclude.ts';
import { endpoint } from '../../entrance/endpoint.ts';
import { notFound, Problem } from '../../entrance/problem.ts';
import { replayed } from '../../entrance/replay.ts';
import type { Review } from '../../schemas/store/entities.ts';

export const concludeReview = endpoint('concludeReview', async (call) => {
  const { world, operation, claims, params, body, idempotency, now } = call;
  const { agency, earlier } = await admit(
    world,
    operation,
    claims,
    { idempotency },
    now,
  ); // R1
  const open = await world.store.openReviews(); // R2
  if (earlier) return replayed(call, earlier, (made) => made);
  const review = open.find(({ reviewId }) => reviewId === params.id);
  if (!review || !answersFor(review, agency)) {
    return conclude(call, { answer: { problem: notFound() } });
  }
  checkOther(call, review);
  const made = { reviewId: review.reviewId, finding: body.finding };
  return conclude(call, {
    answer: { body: made },
    outcome: 'PERMIT',
    made,
    changes: [
      { before: { review }, after: { review: concluded(call, review) } },
    ],
  }); // W
});

/** The agency that used it answers for it; those whose data it was may look on. */
const answersFor = (
  review: Review,
  { agencyId, sector }: Admitted['agency'],
): boolean => review.agency === agencyId || sector === 'OPERATOR';

/** @throws Problem SELF_REVIEW. */
const checkOther = (
  { sharing }: Call<'concludeReview'>,
  { practitioner }: Review,
): void => {
  if (practitioner !== sharing.practitioner.id) return;
  throw new Problem(
    'SELF_REVIEW',
    'Whoever broke the glass does not review it. Ask another officer.',
  );
};

const concluded = (
  { body, actor, now }: Call<'concludeReview'>,
  review: Review,
): Review => ({
  ...review,
  state: 'CONCLUDED',
  conclusion: { ...body, by: actor, at: new Date(now).toISOString() },
});
