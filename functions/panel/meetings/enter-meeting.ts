/** R1 of whatever is done with a meeting: the meeting, and the panel whose it is. */
import type { Call } from '../../../entrance/call.ts';
import { type Admitted, admit } from '../../../entrance/caller.ts';
import { hostedPanel } from '../../../entrance/hosted-panel.ts';
import type { Panel } from '../../../schemas/contract/agreement/agreement.ts';
import type { Meeting } from '../../../schemas/store/entities.ts';

export interface EnteredMeeting {
  meeting: Meeting;
  panel: Panel;
  /** The host of the panel. */
  agency: Admitted['agency'];
}

/** Undefined where there is no such meeting. @throws Problem SCOPE_MISSING. */
export const enterMeeting = async (
  call: Call<'readMeeting' | 'setAgenda' | 'setAttendance'>,
): Promise<EnteredMeeting | undefined> => {
  const { world, operation, claims, params, now } = call;
  const entered = await admit(
    world,
    operation,
    claims,
    { meeting: params.id },
    now,
  ); // R1
  const { meeting, agency } = entered;
  return (
    meeting && {
      meeting,
      panel: hostedPanel(entered, meeting.panel).panel,
      agency,
    }
  );
};
