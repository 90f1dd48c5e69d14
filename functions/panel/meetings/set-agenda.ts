/** PUT /v1/meetings/{id}/agenda: the order in which the listed cases are talked about. */
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, notFound } from '../../../entrance/problem.ts';
import { inOrder, placesOf } from '../../../rules/cases/agenda.ts';
import { enterMeeting } from './enter-meeting.ts';
import { meetingMessage } from './meeting-message.ts';

export const setAgenda = endpoint('setAgenda', async (call) => {
  const { body, entryId } = call;
  const entered = await enterMeeting(call); // R1
  if (!entered) return conclude(call, { answer: { problem: notFound() } }); // W
  const { meeting, panel } = entered;
  const listed = inOrder(meeting).sort().join();
  if ([...body.cases].sort().join() !== listed) {
    const message =
      'does not name each listed case once; list a case with PUT /v1/cases/{id}/listing';
    throw contentInvalid([{ pointer: '/cases', message }]);
  }
  const next = { ...meeting, agenda: placesOf(body.cases) };
  return conclude(call, {
    answer: { body: meetingMessage(next, panel, entryId) },
    outcome: 'PERMIT',
    changes: [{ before: { meeting }, after: { meeting: next } }],
  }); // W
});
