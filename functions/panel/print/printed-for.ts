/** Says who holds the paper, when it was printed, and by when it is destroyed. */
import type { Call } from '../../../entrance/call.ts';
import { destroyBy } from '../../../rules/pack/printing.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { PrintedFor } from '../../../schemas/contract/printed.ts';

export const printedFor = (
  {
    claims,
    sharing,
    world,
    now,
  }: Pick<Call, 'claims' | 'sharing' | 'world' | 'now'>,
  meetingOn: string | undefined,
): PrintedFor => {
  const today = londonDate(now);
  return {
    agency: claims.agencyId,
    practitioner: sharing.practitioner.id,
    role: sharing.practitioner.role,
    printedAt: new Date(now).toISOString(),
    // A meeting that has passed gives no more time than one that is to come.
    destroyBy: destroyBy(
      meetingOn !== undefined && meetingOn > today ? meetingOn : today,
    ),
    synthetic: world.synthetic,
  };
};
