/** Faults where the adapters send: a call of the store that fails before it is made, or after it was done and nobody heard. */

import { randomUUID } from 'node:crypto';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { GetCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { vi } from 'vitest';
import { entryIn } from '../../adapters/dynamodb/entry-item.ts';
import { logPartition } from '../../adapters/dynamodb/keys.ts';
import type { Answer, Asked } from '../../local/client.ts';
import type { PersonFile } from '../../rules/cases/case-file.ts';
import type { LedgerEntry } from '../../schemas/store/ledger.ts';
import { SAID, type TestExchange } from '../exchange.ts';
import { operationOf, standBetween } from '../sender.ts';

export type Plan = (call: {
  command: string;
  nth: number;
}) => 'BEFORE' | 'AFTER' | 'CONFLICT' | undefined;

export interface Faults {
  /** How many calls the work made of the store, and what came of it. */
  during<T>(
    plan: Plan,
    work: () => Promise<T>,
  ): Promise<{ calls: string[]; result: T }>;
}

export const injectFaults = ({ running }: TestExchange): Faults => {
  // Each injected fault is logged by its kind, as a real one is.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  let plan: Plan | undefined;
  let calls: string[] = [];
  standBetween(running.database, async (each, send) => {
    const command = operationOf(each);
    const fault = plan?.({ command, nth: calls.length });
    if (plan) calls.push(command);
    if (fault === 'BEFORE') throw outage();
    if (fault === 'CONFLICT') throw conflict();
    const answer = await send(each);
    if (fault === 'AFTER') throw outage();
    return answer;
  });
  return {
    during: async (given, work) => {
      plan = given;
      calls = [];
      const result = await work().finally(() => {
        plan = undefined;
      });
      return { calls: [...calls], result };
    },
  };
};

const outage = () =>
  Object.assign(new Error('no answer in time, injected'), {
    name: 'TimeoutError',
  });

const conflict = () =>
  new TransactionCanceledException({
    $metadata: {},
    message: 'Transaction cancelled, injected',
    CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
  });

export const withKey = (key: string) => ({
  headers: { 'idempotency-key': key },
});

/** Repeats with one key, as the contract tells a client to, until nobody else is in the way. */
export const persistently = async (
  exchange: TestExchange,
  clientId: string,
  asked: Partial<Asked> & Pick<Asked, 'method' | 'path'>,
): Promise<{ answers: Answer[]; last: Answer }> => {
  const answers: Answer[] = [];
  const key = asked.headers ?? withKey(randomUUID()).headers;
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const last = await exchange.ask(clientId, {
      ...SAID,
      ...asked,
      ...(asked.method === 'POST' && { headers: key }),
    });
    answers.push(last);
    if (last.body?.code !== 'CONCURRENT_CHANGE') return { answers, last };
  }
  throw new Error(`30 times others were in the way of ${asked.path}`);
};

/** The partition of the person that a case, a flag or a view request is about. */
export const fileAt = async (
  exchange: TestExchange,
  id: string,
): Promise<PersonFile & { personId: string }> => {
  const { database, world } = exchange.running;
  const Key = { pk: `AT#${id.slice(0, id.indexOf('_'))}#${id}`, sk: 'AT' };
  const { Item } = await database.client.send(
    new GetCommand({
      TableName: database.names.exchange,
      Key,
      ConsistentRead: true,
    }),
  );
  const personId = String(Item?.personId);
  return { ...(await world.store.file(personId, world.clock())), personId };
};

/** Every item of a table. */
export const itemsOf = async (
  { running: { database } }: TestExchange,
  table: 'exchange' | 'ledger',
) => {
  const found: Record<string, unknown>[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await database.client.send(
      new ScanCommand({
        TableName: database.names[table],
        ExclusiveStartKey,
        ConsistentRead: true,
      }),
    );
    found.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return found;
};

/** The entries as they are stored, in the log or not yet. */
export const entriesOf = async (
  exchange: TestExchange,
): Promise<LedgerEntry[]> =>
  (await itemsOf(exchange, 'ledger'))
    .filter(({ pk }) => String(pk).startsWith('ENTRY#'))
    .map(entryIn);

/** The log of a day as it stands: places and the entries in them. */
export const logOf = async (
  { running: { database } }: TestExchange,
  date: string,
) => {
  const lines: { index: number; entryId: string }[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await database.client.send(
      new QueryCommand({
        TableName: database.names.ledger,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': logPartition(date) },
        ExclusiveStartKey,
      }),
    );
    lines.push(...((page.Items ?? []) as typeof lines));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return lines;
};
