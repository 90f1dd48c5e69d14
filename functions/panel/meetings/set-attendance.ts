/** PUT /v1/meetings/{id}/attendance: the attendees, by agency and person. */
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, notFound } from '../../../entrance/problem.ts';
import { sittingTwice } from '../../../rules/cases/quorum.ts';
import { enterMeeting } from './enter-meeting.ts';
import { meetingMessage } from './meeting-message.ts';

export const setAttendance = endpoint('setAttendance', async (call) => {
  const { body, entryId } = call;
  const entered = await enterMeeting(call); // R1
  if (!entered) return conclude(call, { answer: { problem: notFound() } }); // W
  const { meeting, panel } = entered;
  const errors = sittingTwice(body.present);
  if (errors.length > 0) throw contentInvalid(errors);
  const next = { ...meeting, attendance: body.present };
  return conclude(call, {
    answer: { body: meetingMessage(next, panel, entryId) },
    outcome: 'PERMIT',
    changes: [{ before: { meeting }, after: { meeting: next } }],
  }); // W
});
