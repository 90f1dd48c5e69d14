/** PUT /v1/visits/{id}/brief: the officer has read it, as it stands. */
import { conclude } from '../../entrance/conclude.ts';
import { endpoint } from '../../entrance/endpoint.ts';
import { notFound, Problem } from '../../entrance/problem.ts';
import { withVisits } from '../../rules/delivery/visit-hold.ts';
import { openVisit } from './open-visit.ts';

export const acknowledgeBrief = endpoint('acknowledgeBrief', async (call) => {
  const { about, opened } = await openVisit(call); // R1, R2
  const brief = opened?.brief;
  if (!opened || !brief)
    return conclude(call, { ...about, answer: { problem: notFound() } });
  const { visit, file } = opened;
  const { visitId } = visit;
  const { digest } = brief;
  if (call.body.digest !== digest) {
    throw new Problem(
      'BRIEF_NOT_ACKNOWLEDGED',
      'This is not the brief as it stands now. Read it again.',
    );
  }
  const before = visit.acknowledged.find((each) => each.digest === digest);
  const at = before?.at ?? new Date(call.now).toISOString();
  const acknowledged = {
    ...visit,
    acknowledged: before
      ? visit.acknowledged
      : [...visit.acknowledged, { digest, at }],
  };
  // The same acknowledgement again is the one that there is, and changes nothing.
  return conclude(call, {
    ...about,
    answer: { body: { visitId, digest, acknowledgedAt: at } },
    outcome: 'PERMIT',
    changes: [
      { before: { file }, after: { file: withVisits(file, [acknowledged]) } },
    ],
  }); // W
});
