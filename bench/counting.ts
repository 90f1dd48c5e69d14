/** The capacity units of one command, from what it asked and what was there before and after it. */
import type { Item } from './item-size.ts';
import {
  type Change,
  type Units,
  unitsOfKeyedRead,
  unitsOfQuery,
  unitsOfWrite,
} from './units.ts';

/** What commands have in their inputs, as far as it is counted. */
export interface Input extends Reading {
  TableName?: string;
  Key?: Item;
  Item?: Item;
  UpdateExpression?: string;
  FilterExpression?: string;
  RequestItems?: Record<string, Reading & { Keys: Item[] }>;
  TransactItems?: Record<string, Target>[];
}

interface Reading {
  ConsistentRead?: boolean;
  ProjectionExpression?: string;
}

/** An item that is written or checked. */
export interface Target {
  TableName: string;
  Key?: Item;
  Item?: Item;
}

export interface Answer {
  Item?: Item;
  Items?: Item[];
  Responses?: Record<string, Item[]>;
  ConsumedCapacity?: Capacity | Capacity[];
}

interface Capacity {
  CapacityUnits?: number;
}

/** @throws where the answer does not tell what was read, or nobody has said how to count such a command. */
export const countedUnits = (
  operation: string,
  {
    input,
    answer,
    changes,
  }: { input: Input; answer: Answer; changes: Change[] },
): Units => {
  if (changes.length > 0) return { read: 0, write: writeUnits(changes, input) };
  const count = READS[operation];
  if (!count) throw new Error(`${operation} is not counted`);
  if (input.FilterExpression) throw new Error(UNTOLD);
  return { read: count(input, answer), write: 0 };
};

const UNTOLD = 'what was read cannot be told from the answer';

const writeUnits = (changes: Change[], { TransactItems }: Input): number =>
  changes.reduce(
    (sum, change) => sum + unitsOfWrite(change, TransactItems !== undefined),
    0,
  );

const READS: Record<string, (input: Input, answer: Answer) => number> = {
  Query: (input, { Items = [] }) => unitsOfQuery(Items, isStrong(input)),
  GetItem: (input, { Item }) =>
    unitsOfKeyedRead(Item ? [Item] : [], Item ? 0 : 1, isStrong(input)),
  BatchGetItem: ({ RequestItems = {} }, { Responses = {} }) =>
    Object.entries(RequestItems).reduce((sum, [table, asked]) => {
      const found = Responses[table] ?? [];
      const missing = asked.Keys.length - found.length;
      return sum + unitsOfKeyedRead(found, missing, isStrong(asked));
    }, 0),
};

const isStrong = ({
  ConsistentRead,
  ProjectionExpression,
}: Reading): boolean => {
  if (ProjectionExpression) throw new Error(UNTOLD);
  return ConsistentRead === true;
};

/** What the engine says of the same command. */
export const saidUnits = (
  { ConsumedCapacity = [] }: Answer,
  changes: Change[],
): Units => {
  const units = [ConsumedCapacity]
    .flat()
    .reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  return changes.length > 0
    ? { read: 0, write: units }
    : { read: units, write: 0 };
};
