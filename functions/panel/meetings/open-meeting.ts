/** POST /v1/meetings: the day on which a panel meets. */
import { admit } from '../../../entrance/caller.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid } from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { daysAfter, londonDate } from '../../../rules/time/london-time.ts';
import { hostedPanel } from '../hosted-panel.ts';

/** A case is kept no longer undecided. */
const AHEAD_DAYS = 366;
/** Who was there is kept as long as the decisions that cite it. */
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
  if (entered.earlier)
    return replayed(call, entered.earlier, ({ meetingId = '' }) =>
      receipt(meetingId),
    );
  if (meetingOn < londonDate(now))
    throw contentInvalid([
      { pointer: '/meetingOn', message: 'is in the past' },
    ]);
  const meetingId = `mtg_${world.randomId()}`;
  if (meetingOn > daysAfter(londonDate(now), AHEAD_DAYS)) {
    throw contentInvalid([
      {
        pointer: '/meetingOn',
        message: `is more than ${AHEAD_DAYS} days ahead`,
      },
    ]);
  }
  const expiresAt = new Date(now + KEPT_MS).toISOString();
  return conclude(call, {
    told: { body: receipt(meetingId) },
    outcome: 'PERMIT',
    made: { meetingId },
    effects: [
      {
        do: 'put',
        entity: {
          type: 'Meeting',
          meetingId,
          version: 1,
          ...body,
          agenda: {},
          attendance: [],
          expiresAt,
        },
        expects: 'ABSENT',
      },
      {
        do: 'put',
        entity: {
          type: 'MeetingDay',
          panel: panel.id,
          meetingOn,
          meetingId,
          expiresAt,
        },
        expects: 'ABSENT',
      },
    ],
  }); // W
});
