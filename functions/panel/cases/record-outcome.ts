/** POST /v1/cases/{id}/outcomes: whether the child came to notice again, months after the visit; and that the case is closed. */
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { notFound } from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { closeEffects } from './close-case.ts';
import { followUpEffects } from './follow-up.ts';
import { openCase } from './open-case.ts';

export const recordOutcome = endpoint('recordOutcome', async (call) => {
  const { about, earlier, opened } = await openCase(call, { ends: true }); // R1, R2
  if (!opened)
    return conclude(call, { ...about, told: { problem: notFound() } });
  if (earlier) return replayed(call, earlier, (made) => made);
  const { caseId } = opened.file.case;
  const { state, effects } = outcomeOf(call, opened);
  return conclude(call, {
    ...about,
    told: { body: { caseId, state } },
    outcome: 'PERMIT',
    made: { caseId, state },
    effects,
  }); // W
});

const outcomeOf = (
  call: Call<'recordOutcome'>,
  opened: Parameters<typeof closeEffects>[1],
) => {
  const { body } = call;
  return body.kind === 'CLOSE'
    ? closeEffects(call, opened, body)
    : followUpEffects(call, opened, body);
};
