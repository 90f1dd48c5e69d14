/** R1 of whatever is done with a meeting: the meeting, and the panel whose it is. */
import type { Call } from '../../../entrance/call.ts';
import { admit } from '../../../entrance/caller.ts';
import type { Panel } from '../../../schemas/agreement.ts';
import type { Meeting } from '../../../schemas/entities.ts';
import { hostedPanel } from '../hosted-panel.ts';

/** Nothing where there is no such meeting. @throws Problem SCOPE_MISSING. */
export const enterMeeting = async (
  call: Call<'readMeeting' | 'setAgenda' | 'setAttendance'>,
): Promise<{ meeting: Meeting; panel: Panel } | undefined> => {
  const { world, operation, claims, params, now } = call;
  const entered = await admit(world, operation, claims, { meeting: params.id }, now); // R1
  return entered.meeting && { meeting: entered.meeting, panel: hostedPanel(entered, entered.meeting.panel).panel };
};
