/** The data protection officer reads the ledger of the two weeks. */
import type { components } from '../../client/openapi.d.ts';
import { DATA_PROTECTION } from './people.ts';
import { type Actor, holds, type Stage } from './stage.ts';

type Entry = components['schemas']['DisclosureList']['entries'][number];

/** The first day and the last. */
interface Days {
  from: string;
  to: string;
}

export const account = async (stage: Stage): Promise<void> => {
  await stage.goTo(13, '16:00');
  const dpo = stage.actor(
    'operator-dpo',
    'The operator’s data protection officer',
  );
  const days = { from: stage.dateOf(0), to: stage.dateOf(13) };
  await untilSequenced(dpo, days);
  await dpo.does(entriesOf(dpo, days), ({ entries }) => {
    const denied = entries.filter(({ status }) => status === 403);
    const disclosed = entries.filter(({ released }) => released.length > 0);
    holds(denied.length >= 2, 'both of Sutton’s denials are there');
    holds(has(entries, 'decideCase', 409), 'and the refused decision');
    return [
      `The ledger lists every request of these two weeks, ${entries.length} entries: ${disclosed.length} disclosures with their flows, ${denied.length} denials, each with who, for whom, why and on which grounds, and never the data itself.`,
      entries.map(ledgerLine),
    ];
  });
};

const entriesOf = (dpo: Actor, { from, to }: Days) =>
  dpo.as(DATA_PROTECTION).GET('/v1/disclosures', {
    params: { query: { from, to, limit: 100 } },
  });

/**
 * The sequencer takes entries up in the background; the last one of the story must be in the log
 * before it is told.
 */
const untilSequenced = async (dpo: Actor, days: Days): Promise<void> => {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const { data } = await entriesOf(dpo, days);
    if (has(data?.entries ?? [], 'readStatistics', 422)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

const has = (
  entries: readonly Entry[],
  endpoint: string,
  status: number,
): boolean =>
  entries.some((each) => each.endpoint === endpoint && each.status === status);

const ledgerLine = (entry: Entry): string => {
  const { index, occurredAt, actor, endpoint, recipient, released } = entry;
  const at = occurredAt.slice(5, 16).replace('T', ' ');
  const came = `${entry.status} ${entry.outcome}`;
  const fields = released.reduce((sum, each) => sum + each.fields.length, 0);
  return (
    `#${index} ${at} ${actor.clientId} ${endpoint} → ${recipient}: ${came}` +
    (released.length > 0 ? `, ${fields} fields` : '')
  );
};
