/** GET /v1/worklist: what the co-ordinator of a borough must do today. */
import { admit } from '../../../entrance/caller.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { hostedInForce } from '../../../entrance/hosted-panel.ts';
import {
  openAgencies,
  worklistOf,
  worklistUntil,
} from '../../../rules/cases/worklist.ts';
import { panelRecipient } from '../../../schemas/contract/agreement/agreement.ts';

export const readWorklist = endpoint('readWorklist', async (call) => {
  const { world, operation, claims, query, entryId, now } = call;
  const entered = await admit(world, operation, claims, {}, now); // R1
  const panel = hostedInForce(entered, query.panel, call);
  const held = await world.store.tasks(
    panel.id,
    query.borough,
    worklistUntil(now),
    now,
  ); // R2
  const { tasks, more } = worklistOf(
    held,
    openAgencies(panel.id, entered.agency.agreements),
    now,
  );
  return conclude(call, {
    recipient: panelRecipient(panel.id),
    answer: {
      body: {
        panel: panel.id,
        borough: query.borough,
        tasks,
        more,
        ledgerEntry: entryId,
      },
    },
    outcome: tasks.length > 0 ? 'PERMIT' : 'NIL',
    caseIds: tasks.map(({ caseId }) => caseId),
  }); // W
});
