/**
 * The lean floor: the fewest store calls with the smallest items that could give the same answer and prove it afterwards. One
 * keyed read of small items (who calls, their agency, what the request is keyed by), one Query of a partition that holds what
 * the answer says and nothing beside it, and one transaction of small puts. No item of ours is in it, so it does not move
 * with us.
 */
import { randomBytes } from 'node:crypto';
import {
  BatchGetCommand,
  BatchWriteCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Command, Send } from '../test/sender.ts';
import type { Plan } from './floor.ts';
import type { Answered, Ready } from './http.ts';
import type { Item } from './item-size.ts';
import type { Timed } from './operations.ts';
import type { Stage } from './stage.ts';

interface Lean {
  /** Beside the system and its agency. */
  keyedBy: string[];
  /** What the partition holds: of the answer, where it tells of the child; of the request, where it changes something. */
  file: 'ANSWER' | 'NOTHING' | 'A_CASE';
  /** Beside the ledger entry and its outbox item, and how many bytes each carries. */
  puts: [what: string, bytes: number][];
}

/** A set of the ids of some records; an id, a state, a few dates; a statement and who to ask about it. */
const [IDS, SMALL, TEXT] = [250, 300, 700];

const VIEWS = Array.from({ length: 8 }, (_, i) => String(i));

const LEAN: Record<Timed, Lean> = {
  query: { keyedBy: ['posting'], file: 'ANSWER', puts: [['disclosed', IDS]] },
  read: { keyedBy: [], file: 'ANSWER', puts: [['disclosed', IDS]] },
  pack: {
    keyedBy: ['locator'],
    file: 'ANSWER',
    puts: [
      ['disclosed', IDS],
      ['digest', SMALL],
    ],
  },
  flag: {
    keyedBy: ['posting', 'idempotency'],
    file: 'NOTHING',
    puts: [
      ['flag', TEXT],
      ['posting', IDS],
      ['locator', SMALL],
      ['idempotency', SMALL],
    ],
  },
  nomination: {
    keyedBy: ['posting 1', 'posting 2', 'posting 3', 'idempotency'],
    file: 'NOTHING',
    puts: [
      ['identity', TEXT],
      ['incident', TEXT],
      ['case', SMALL],
      ['posting 1', IDS],
      ['posting 2', IDS],
      ['posting 3', IDS],
      ['locator', SMALL],
      ['task', SMALL],
      ['idempotency', SMALL],
    ],
  },
  'asking eight agencies': {
    keyedBy: ['locator', 'idempotency'],
    file: 'A_CASE',
    puts: [
      ['case', SMALL],
      ...VIEWS.map((n): [string, number] => [`request ${n}`, SMALL]),
      ...VIEWS.map((n): [string, number] => [`inbox ${n}`, SMALL]),
      ['idempotency', SMALL],
    ],
  },
};

/** Five agreements by id, version, hash and state. */
const AGENCY_BYTES = 600;
const ENTRY_BYTES = 600;

/** @param at a name of its own for each plan. */
export const leanCalls = async (
  { stage, send }: { stage: Stage; send: Send },
  { operation, at }: { operation: Timed; at: string },
  { ready, answered }: { ready: Ready; answered: Answered },
): Promise<Plan> => {
  const { keyedBy, file, puts } = LEAN[operation];
  const { exchange, ledger } = stage.exchange.database.names;
  const keyed = ['system', 'agency', ...keyedBy].map((what) =>
    item(`LEAN#${at}`, what, sizeOf(what)),
  );
  await putAll(send, exchange, [...keyed, ...fileOf(file, at, answered)]);
  const keys = keyed.map(({ pk, sk }) => ({ pk, sk }));
  return {
    ready,
    answered,
    fresh: () => [
      new BatchGetCommand({
        RequestItems: { [exchange]: { Keys: keys, ConsistentRead: true } },
      }),
      new QueryCommand({
        TableName: exchange,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partitionOf(at) },
      }),
      written(exchange, ledger, puts),
    ],
  };
};

const sizeOf = (what: string): number =>
  what === 'agency' ? AGENCY_BYTES : what.startsWith('posting') ? IDS : SMALL;

const partitionOf = (at: string): string => `LEAN#${at}#FILE`;

/** One item for each thing the answer tells of: each record, each agency's return. */
const fileOf = (file: Lean['file'], at: string, { body }: Answered): Item[] => {
  if (file === 'NOTHING') return [];
  if (file === 'A_CASE')
    return ['case', 'nomination'].map((what) =>
      item(partitionOf(at), what, TEXT),
    );
  const {
    disclosure: _,
    records = {},
    returns = [],
    ...about
  } = JSON.parse(body);
  const told = [about, ...Object.values(records).flat(), ...returns];
  return told.map((said, i) => ({
    pk: partitionOf(at),
    sk: String(i).padStart(4, '0'),
    said,
  }));
};

/** As every write is: under keys that nobody has used, and only if they are free. */
const written = (
  exchange: string,
  ledger: string,
  puts: Lean['puts'],
): Command => {
  const id = randomBytes(16).toString('hex');
  const put = (TableName: string, Item: Item) => ({
    Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' },
  });
  return new TransactWriteCommand({
    TransactItems: [
      ...puts.map(([what, bytes]) =>
        put(exchange, item(`LEAN#${id}`, what, bytes)),
      ),
      put(ledger, item(`ENTRY#le_${id}`, 'entry', ENTRY_BYTES)),
      put(ledger, item(`LEAN#PENDING#${id}`, 'pending', IDS)),
    ],
  });
};

/** Of ten attributes, as small items are: what they are called and how they are packed costs as well. */
const item = (pk: string, sk: string, bytes: number): Item => {
  const each = 'x'.repeat(Math.ceil(bytes / ATTRIBUTES.length));
  return {
    pk,
    sk,
    ...Object.fromEntries(ATTRIBUTES.map((name) => [name, each])),
  };
};

const ATTRIBUTES = [
  'who',
  'what',
  'when',
  'where',
  'why',
  'how',
  'whose',
  'until',
  'under',
  'state',
];

const BATCH = 25;

const putAll = async (
  send: Send,
  table: string,
  items: Item[],
): Promise<void> => {
  for (let from = 0; from < items.length; from += BATCH) {
    const requests = items
      .slice(from, from + BATCH)
      .map((Item) => ({ PutRequest: { Item } }));
    await send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
  }
};
