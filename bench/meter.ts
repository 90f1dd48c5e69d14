/** Meters the store: each command with its bytes and its capacity units, as the engine says and as we count. */
import {
  DescribeTableCommand,
  type DynamoDBClient,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { Database } from '../adapters/dynamodb/client.ts';
import {
  type Command,
  operationOf,
  type Send,
  standBetween,
  withInput,
} from '../test/sender.ts';
import {
  type Answer,
  countedUnits,
  type Input,
  saidUnits,
  type Target,
} from './counting.ts';
import type { Item } from './item-size.ts';
import type { Change, Index, Units } from './units.ts';
import { listenToWire } from './wire.ts';

export interface Metered {
  /** E.g. `BatchGetItem 3`: keys read, or actions written. */
  call: string;
  /** Bytes of the bodies to and from the engine. */
  sent: number;
  received: number;
  counted: Units;
  engine: Units;
}

export interface Meter {
  during<T>(work: () => Promise<T>): Promise<{ calls: Metered[]; result: T }>;
  stop(): void;
}

export const startMeter = async (database: Database): Promise<Meter> => {
  const indexes = await indexesOf(database);
  const wire = listenToWire();
  let recording: Metered[] | undefined;
  const { restore } = standBetween(database, async (command, send) => {
    if (!recording) return send(command);
    const { metered, answer } = await meter(command, send, { indexes, wire });
    recording.push(metered);
    return answer;
  });
  return {
    during: async (work) => {
      const calls: Metered[] = [];
      recording = calls;
      const result = await work().finally(() => {
        recording = undefined;
      });
      return { calls, result };
    },
    stop: () => {
      wire.stop();
      restore();
    },
  };
};

interface Ground {
  indexes: Map<string, Index[]>;
  wire: ReturnType<typeof listenToWire>;
}

const meter = async (
  command: Command,
  send: Send,
  { indexes, wire }: Ground,
) => {
  const input = command.input as Input;
  const targets = targetsOf(input);
  const before = await itemsAt(targets, send);
  wire.take();
  const answer = (await send(
    withInput(command, { ...input, ReturnConsumedCapacity: 'TOTAL' }),
  )) as Answer;
  const bytes = wire.take();
  const after = await itemsAt(targets, send);
  const changes = targets.map(
    ({ TableName }, i): Change => ({
      before: before[i],
      after: after[i],
      indexes: indexes.get(TableName) ?? [],
    }),
  );
  const operation = operationOf(command);
  const counted = countedUnits(operation, { input, answer, changes });
  const engine = saidUnits(answer, changes);
  const call = callOf(operation, input);
  return { metered: { call, ...bytes, counted, engine }, answer };
};

/** The items that a command writes or checks, in order. */
const targetsOf = (input: Input): Target[] => {
  if (input.TransactItems)
    return input.TransactItems.flatMap((action) => Object.values(action));
  const writes = input.Item ?? input.UpdateExpression;
  return writes !== undefined && input.TableName !== undefined
    ? [{ ...input, TableName: input.TableName }]
    : [];
};

const itemsAt = async (
  targets: Target[],
  send: Send,
): Promise<(Item | undefined)[]> => {
  if (targets.length === 0) return [];
  const RequestItems: Record<string, { Keys: Item[]; ConsistentRead: true }> =
    {};
  for (const target of targets) {
    const wanted = RequestItems[target.TableName] ?? {
      Keys: [],
      ConsistentRead: true,
    };
    wanted.Keys.push(keyIn(target));
    RequestItems[target.TableName] = wanted;
  }
  const { Responses = {} } = (await send(
    new BatchGetCommand({ RequestItems }),
  )) as Answer;
  return targets.map((target) => {
    const { pk, sk } = keyIn(target);
    return Responses[target.TableName]?.find(
      (item) => item.pk === pk && item.sk === sk,
    );
  });
};

const keyIn = ({ Key, Item = {} }: Target): Item =>
  Key ?? { pk: Item.pk, sk: Item.sk };

const callOf = (
  operation: string,
  { RequestItems, TransactItems }: Input,
): string => {
  const keys = Object.values(RequestItems ?? {}).reduce(
    (sum, { Keys }) => sum + Keys.length,
    0,
  );
  const count = RequestItems ? keys : TransactItems?.length;
  return count === undefined ? operation : `${operation} ${count}`;
};

const indexesOf = async ({
  client,
  names,
}: Database): Promise<Map<string, Index[]>> => {
  const found = new Map<string, Index[]>();
  for (const TableName of Object.values(names)) {
    const { Table = {} } = await (client as unknown as DynamoDBClient).send(
      new DescribeTableCommand({ TableName }),
    );
    found.set(TableName, indexesIn(Table));
  }
  return found;
};

const indexesIn = ({
  KeySchema: own = [],
  GlobalSecondaryIndexes = [],
}: TableDescription): Index[] =>
  GlobalSecondaryIndexes.map(({ KeySchema = [], Projection }) => ({
    keys: [
      ...new Set(
        [...KeySchema, ...own].map(({ AttributeName = '' }) => AttributeName),
      ),
    ],
    carries:
      Projection?.ProjectionType === 'INCLUDE'
        ? (Projection.NonKeyAttributes ?? [])
        : carriesOf(Projection),
  }));

const carriesOf = (
  projection: { ProjectionType?: string | undefined } | undefined,
): 'ALL' | 'KEYS_ONLY' =>
  projection?.ProjectionType === 'ALL' ? 'ALL' : 'KEYS_ONLY';
