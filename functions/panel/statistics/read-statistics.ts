/** GET /v1/statistics: the tables of a quarter that is over, made once. */
import { admit } from '../../../entrance/caller.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid } from '../../../entrance/problem.ts';
import { canonical } from '../../../rules/canonical.ts';
import { isOver, keptUntil } from '../../../rules/statistics/quarter.ts';
import { tablesOf } from '../../../rules/statistics/statistics.ts';
import { panelRecipient } from '../../../schemas/contract/agreement/agreement.ts';
import type { QuarterTables } from '../../../schemas/store/entities.ts';
import { hostedInForce } from '../hosted-panel.ts';

export const readStatistics = endpoint('readStatistics', async (call) => {
  const { world, operation, claims, query, now } = call;
  const { quarter } = query;
  const entered = await admit(world, operation, claims, { tables: query }, now); // R1
  const panel = hostedInForce(entered, query.panel, call);
  const about = {
    recipient: panelRecipient(panel.id),
    outcome: 'PERMIT' as const,
  };
  // INVARIANT: made once. Two makings, with a child erased or added between them, would differ by that child.
  if (entered.tables)
    return conclude(call, {
      ...about,
      told: { body: JSON.parse(entered.tables.json) },
    });
  if (!isOver(quarter, now))
    throw contentInvalid([
      { pointer: '/query/quarter', message: 'is not over' },
    ]);
  if (now >= keptUntil(quarter)) {
    throw contentInvalid([
      {
        pointer: '/query/quarter',
        message: 'is so long over that it cannot be counted any more',
      },
    ]);
  }
  const tallies = await world.store.tallies(panel.id, quarter, now); // R2
  const computedAt = new Date(now).toISOString();
  const body = {
    panel: panel.id,
    quarter,
    computedAt,
    tables: tablesOf(tallies, panel),
  };
  const made: QuarterTables = {
    type: 'QuarterTables',
    panel: panel.id,
    quarter,
    computedAt,
    json: canonical(body),
  };
  return conclude(call, {
    ...about,
    told: { body },
    effects: [{ do: 'put', entity: made, expects: 'ABSENT' }],
  }); // W
});
