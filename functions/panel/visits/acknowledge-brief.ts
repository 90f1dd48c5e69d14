/** PUT /v1/visits/{id}/brief: the officer has read it, as it stands. */
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { notFound, Problem } from '../../../entrance/problem.ts';
import { visitEffects } from '../../../entrance/visits.ts';
import { openVisit } from './open-visit.ts';

export const acknowledgeBrief = endpoint('acknowledgeBrief', async (call) => {
  const { body, now } = call;
  const { about, opened } = await openVisit(call); // R1, R2
  const brief = opened?.brief;
  if (!opened || !brief)
    return conclude(call, { ...about, told: { problem: notFound() } });
  const { visit, file } = opened;
  const { visitId } = visit;
  const { digest } = brief;
  if (body.digest !== digest) {
    throw new Problem(
      'BRIEF_NOT_ACKNOWLEDGED',
      'This is not the brief as it stands now. Read it again.',
    );
  }
  const before = visit.acknowledged.find((each) => each.digest === digest);
  const told = (at: string) => ({
    body: { visitId, digest, acknowledgedAt: at },
  });
  // The same acknowledgement again is the one that there is.
  if (before)
    return conclude(call, {
      ...about,
      told: told(before.at),
      outcome: 'PERMIT',
    });
  const at = new Date(now).toISOString();
  return conclude(call, {
    ...about,
    told: told(at),
    outcome: 'PERMIT',
    effects: [
      ...visitEffects([
        {
          ...visit,
          version: visit.version + 1,
          acknowledged: [...visit.acknowledged, { digest, at }],
        },
      ]),
      // Whatever changes the brief counts the case up too: what is acknowledged is what stands when it is written.
      { do: 'touch', entity: file.case, while: file.case.state },
    ],
  }); // W
});
