/** Two sequencers at once, while eight clients write: the log has every entry once, and no gap. */
import { describe, expect, it } from 'vitest';
import { sequencer } from '../../adapters/dynamodb/sequencer.ts';
import { londonDate } from '../../rules/time/london-time.ts';
import { subjectOf, testExchange } from '../exchange.ts';
import { date, flagOn, person } from '../functions/requests.ts';
import { entriesOf, injectFaults, logOf } from './faults.ts';

const exchange = testExchange({ sequencing: false });
const CLIENTS = [
  'croydon-yjs-case-system',
  'croydon-social-care-case-system',
  'croydon-education-pupil-system',
  'bromley-yjs-case-system',
  'bromley-social-care-case-system',
  'bromley-education-pupil-system',
  'met-police-intelligence',
  'operator-dpo',
];

/** What one client does, over and over: reads, flags, changes of its own flag. */
const busy = async (clientId: string, i: number): Promise<number> => {
  const child = person(exchange, 1 + (i % 3));
  const agreements = () =>
    exchange.ask(clientId, { method: 'GET', path: '/v1/agreements' });
  if (clientId === 'operator-dpo') {
    for (let n = 0; n < 8; n += 1) await agreements();
    return 8;
  }
  const { body } = await exchange.ask(clientId, {
    method: 'POST',
    path: '/v1/flags',
    body: flagOn(subjectOf(child), {}, clientId.startsWith('met') ? {} : {}),
  });
  const path = `/v1/flags/${body.flagId}`;
  await exchange.ask(clientId, { method: 'GET', path });
  for (let n = 0; n < 3; n += 1) {
    await exchange.ask(clientId, {
      method: 'POST',
      path: `${path}/review`,
      body: { expiresOn: date(30 + n), note: 'Stands.' },
    });
  }
  await agreements();
  await exchange.ask(clientId, {
    method: 'POST',
    path: `${path}/withdrawal`,
    body: { reason: 'Over.' },
  });
  await exchange.ask(clientId, { method: 'GET', path });
  return 8;
};

describe('two sequencers at once', () => {
  it('while eight clients write, take up every entry once and leave no gap, also where one of them fails', async () => {
    const faults = injectFaults(exchange);
    let writing = true;
    const failures: unknown[] = [];
    const sequencing = async () => {
      let appended = 0;
      while (writing) {
        appended += await sequencer(exchange.running.database)
          .sequence()
          .catch((error: unknown) => {
            failures.push(error);
            return 0;
          });
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return appended;
    };
    const loops = [sequencing(), sequencing()];
    const made = await Promise.all(CLIENTS.map(busy)).finally(() => {
      writing = false;
    });
    await Promise.all(loops);
    expect(failures.map((error) => (error as Error).message)).toEqual([]);
    // Then one that stops after each thing that it does, before it or after it, and another that goes on from there.
    await Promise.all(CLIENTS.map(busy));
    for (let nth = 0; nth < 12; nth += 1) {
      for (const fault of ['BEFORE', 'AFTER'] as const) {
        await exchange.ask('croydon-yjs-case-system', {
          method: 'GET',
          path: '/v1/agreements',
        });
        await faults
          .during(
            (call) => (call.nth === nth ? fault : undefined),
            () => sequencer(exchange.running.database).sequence(),
          )
          .catch(() => 0);
      }
    }
    await exchange.running.sequence();

    const entries = await entriesOf(exchange);
    expect(entries.length).toBeGreaterThanOrEqual(
      made.reduce((a, b) => a + b) * 2 + 24,
    );
    const lines = await logOf(
      exchange,
      londonDate(exchange.running.world.clock()),
    );
    expect(lines.map(({ index }) => index)).toEqual(lines.map((_, i) => i));
    expect(lines.map(({ entryId }) => entryId).sort()).toEqual(
      entries.map(({ kept }) => kept.entryId).sort(),
    );
    console.log(`${entries.length} entries, ${lines.length} places of the log`);
  });
});
