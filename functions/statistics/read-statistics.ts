/** GET /v1/statistics: the tables of a quarter that is over, made once. */
import type { Call } from '../../entrance/call.ts';
import { admit } from '../../entrance/caller.ts';
import { conclude } from '../../entrance/conclude.ts';
import { endpoint } from '../../entrance/endpoint.ts';
import { hostedInForce } from '../../entrance/hosted-panel.ts';
import { contentInvalid } from '../../entrance/problem.ts';
import { canonical } from '../../rules/canonical.ts';
import { isOver, keptUntil } from '../../rules/statistics/quarter.ts';
import { tablesOf } from '../../rules/statistics/statistics.ts';
import {
  type Panel,
  panelRecipient,
} from '../../schemas/contract/agreement/agreement.ts';
import type { QuarterTables } from '../../schemas/store/entities.ts';

export const readStatistics = endpoint('readStatistics', async (call) => {
  const { world, operation, claims, query, now } = call;
  const entered = await admit(world, operation, claims, { tables: query }, now); // R1
  const panel = hostedInForce(entered, query.panel, call);
  const about = {
    recipient: panelRecipient(panel.id),
    outcome: 'PERMIT' as const,
  };
  // INVARIANT: made once. Two makings, with a child erased or added between them, would differ by
  // that child.
  if (entered.tables) {
    return conclude(call, {
      ...about,
      answer: { body: JSON.parse(entered.tables.json) },
    });
  }
  checkQuarter(query.quarter, now);
  const tables = await tablesIn(call, panel); // R2
  const answer = { body: JSON.parse(tables.json) };
  return conclude(call, {
    ...about,
    answer,
    changes: [{ before: {}, after: { tables } }],
  }); // W
});

/** @throws Problem CONTENT_INVALID. */
const checkQuarter = (quarter: string, now: number): void => {
  const refused = (message: string) =>
    contentInvalid([{ pointer: '/query/quarter', message }]);
  if (!isOver(quarter, now)) throw refused('is not over');
  if (now >= keptUntil(quarter)) {
    throw refused('is so long over that it cannot be counted any more');
  }
};

const tablesIn = async (
  { world, query: { quarter }, now }: Call<'readStatistics'>,
  panel: Panel,
): Promise<QuarterTables> => {
  const tallies = await world.store.tallies(panel.id, quarter, now);
  const computedAt = new Date(now).toISOString();
  const body = {
    panel: panel.id,
    quarter,
    computedAt,
    tables: tablesOf(tallies, panel),
  };
  return {
    type: 'QuarterTables',
    panel: panel.id,
    quarter,
    computedAt,
    json: canonical(body),
  };
};
