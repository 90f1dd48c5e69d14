/** GET /v1/meetings: the days on which a panel meets. */
import { admit } from '../../../entrance/caller.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { hostedPanel } from '../../../entrance/hosted-panel.ts';

export const listMeetings = endpoint('listMeetings', async (call) => {
  const { world, operation, claims, query, now } = call;
  const { panel } = hostedPanel(
    await admit(world, operation, claims, {}, now),
    query.panel,
  ); // R1
  const days = await world.store.meetings(panel.id, query.from, query.to, now); // R2
  const meetings = days.map(({ meetingId, meetingOn }) => ({
    meetingId,
    meetingOn,
  }));
  return conclude(call, {
    answer: { body: { meetings, ledgerEntry: call.entryId } },
    outcome: 'NIL',
  }); // W
});
