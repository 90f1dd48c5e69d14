/** POST /v1/meetings: the day on which a panel meets. */
import type { Call } from '../../../entrance/call.ts';
import { admit } from '../../../entrance/caller.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { hostedPanel } from '../../../entrance/hosted-panel.ts';
import { contentInvalid } from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { daysAfter, londonDate } from '../../../rules/time/london-time.ts';
import type { Meeting } from '../../../schemas/store/entities.ts';

/** A case is kept no longer undecided. */
const AHEAD_DAYS = 366;
/** Attendance is kept as long as the decisions that cite it. */
const KEPT_MS = 6 * 365 * 86_400_000;

export const openMeeting = endpoint('openMeeting', async (call) => {
  const { world, operation, claims, body, idempotency, now } = call;
  const entered = await admit(world, operation, claims, { idempotency }, now); // R1
  const { panel } = hostedPanel(entered, body.panel);
  const { meetingOn } = body;
  const receipt = (meetingId: string) => ({
    meetingId,
    panel: panel.id,
    meetingOn,
  });
  if (entered.earlier) {
    return replayed(call, entered.earlier, ({ meetingId }) =>
      receipt(meetingId),
    );
  }
  checkDay(meetingOn, londonDate(now));
  const meeting = meetingIn(call);
  return conclude(call, {
    answer: { body: receipt(meeting.meetingId) },
    outcome: 'PERMIT',
    made: { meetingId: meeting.meetingId },
    changes: [{ before: {}, after: { meeting } }],
  }); // W
});

/** @throws Problem CONTENT_INVALID. */
const checkDay = (meetingOn: string, today: string): void => {
  const refused = (message: string) =>
    contentInvalid([{ pointer: '/meetingOn', message }]);
  if (meetingOn < today) throw refused('is in the past');
  if (meetingOn > daysAfter(today, AHEAD_DAYS)) {
    throw refused(`is more than ${AHEAD_DAYS} days ahead`);
  }
};

const meetingIn = ({ world, body, now }: Call<'openMeeting'>): Meeting => ({
  type: 'Meeting',
  meetingId: `mtg_${world.randomId()}`,
  version: 1,
  ...body,
  agenda: {},
  attendance: [],
  expiresAt: new Date(now + KEPT_MS).toISOString(),
});
