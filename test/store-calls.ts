/** What the exchange asks of its store, recorded where its adapters send it. */
import type { Exchange } from '../local/exchange.ts';
import { operationOf, standBetween } from './sender.ts';

export interface StoreCall {
  command: string;
  table: string;
  consistent: boolean | undefined;
  /** Keys read, or actions written. */
  count: number;
}

export interface Recorder {
  /** The calls that one piece of work made, without the sequencer's. */
  during<T>(work: () => Promise<T>): Promise<{ calls: StoreCall[]; result: T }>;
  all: StoreCall[];
}

type Input = {
  TableName?: string;
  ConsistentRead?: boolean;
  RequestItems?: Record<string, { Keys: unknown[]; ConsistentRead?: boolean }>;
  TransactItems?: Record<string, { TableName: string }>[];
};

export const recordStoreCalls = ({ database }: Exchange): Recorder => {
  const all: StoreCall[] = [];
  let now: StoreCall[] | undefined;
  standBetween(database, (command, send) => {
    const call = callOf(`${operationOf(command)}Command`, command.input);
    all.push(call);
    now?.push(call);
    return send(command);
  });
  return {
    all,
    during: async (work) => {
      const calls: StoreCall[] = [];
      now = calls;
      const result = await work();
      now = undefined;
      return { calls, result };
    },
  };
};

const callOf = (command: string, input: Input): StoreCall => {
  const [requested] = Object.entries(input.RequestItems ?? {});
  if (requested) {
    const [table, { Keys, ConsistentRead }] = requested;
    return { command, table, consistent: ConsistentRead, count: Keys.length };
  }
  const tables = (input.TransactItems ?? []).flatMap((action) =>
    Object.values(action).map(({ TableName }) => TableName),
  );
  if (tables.length > 0)
    return {
      command,
      table: tables.join(),
      consistent: undefined,
      count: tables.length,
    };
  return {
    command,
    table: input.TableName ?? '',
    consistent: input.ConsistentRead,
    count: 1,
  };
};
