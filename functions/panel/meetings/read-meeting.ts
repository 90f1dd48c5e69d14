/** GET /v1/meetings/{id}: agenda and order, who is there, and whether the panel is quorate. */
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { notFound } from '../../../entrance/problem.ts';
import { enterMeeting } from './enter-meeting.ts';
import { meetingMessage } from './meeting-message.ts';
import { printMeeting } from './print-meeting.ts';

export const readMeeting = endpoint('readMeeting', async (call) => {
  const entered = await enterMeeting(call); // R1
  if (!entered) return conclude(call, { answer: { problem: notFound() } }); // W
  if (call.medium === 'PAPER') return printMeeting(call, entered);
  const { meeting, panel } = entered;
  return conclude(call, {
    answer: { body: meetingMessage(meeting, panel, call.entryId) },
    outcome: 'NIL',
  }); // W
});
