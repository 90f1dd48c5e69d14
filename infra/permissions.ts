/**
 * The permissions of each function on the data, as one table. TransactWriteItems has no permission
 * of its own: it is authorised action by action. Nobody may scan, and nobody who answers requests
 * may read or change the ledger's log.
 */
import type { TableName } from '../adapters/dynamodb/tables.ts';
import type { FunctionName } from './bundling.ts';

type DataAction =
  | 'BatchGetItem'
  | 'ConditionCheckItem'
  | 'DeleteItem'
  | 'GetItem'
  | 'PutItem'
  | 'Query'
  | 'UpdateItem';

export interface Permissions {
  tables: Partial<Record<TableName, readonly DataAction[]>>;
  keyMaterial: boolean;
}

const ANSWERS_REQUESTS = [
  'BatchGetItem',
  'PutItem',
  'Query',
  'UpdateItem',
] as const;

export const PERMISSIONS: Record<FunctionName, Permissions> = {
  // A worklist's tasks go when they are done.
  partner: {
    tables: {
      exchange: [...ANSWERS_REQUESTS, 'ConditionCheckItem', 'DeleteItem'],
      ledger: ['PutItem'],
    },
    keyMaterial: true,
  },
  panel: {
    tables: {
      exchange: [...ANSWERS_REQUESTS, 'DeleteItem'],
      ledger: ['PutItem'],
    },
    keyMaterial: true,
  },
  // How a visit went changes the worklist and the agenda of the case.
  visits: {
    tables: {
      exchange: [...ANSWERS_REQUESTS, 'DeleteItem'],
      ledger: ['PutItem'],
    },
    keyMaterial: true,
  },
  statistics: {
    tables: {
      exchange: ['BatchGetItem', 'PutItem', 'Query'],
      ledger: ['PutItem'],
    },
    keyMaterial: true,
  },
  sync: {
    tables: { exchange: ANSWERS_REQUESTS, ledger: ['PutItem', 'Query'] },
    keyMaterial: true,
  },
  governance: {
    // Concluding a review moves it out of those that are open.
    tables: {
      exchange: [...ANSWERS_REQUESTS, 'DeleteItem'],
      ledger: ['BatchGetItem', 'PutItem', 'Query'],
    },
    keyMaterial: true,
  },
  token: { tables: { exchange: ['GetItem', 'PutItem'] }, keyMaterial: true },
  public: { tables: {}, keyMaterial: false },
  sequencer: {
    // Whoever holds a record is told when it changes: the markers say who.
    tables: {
      exchange: ['Query'],
      // What it tells many of rests on the head as it read it.
      ledger: [
        'ConditionCheckItem',
        'DeleteItem',
        'GetItem',
        'PutItem',
        'Query',
      ],
    },
    keyMaterial: false,
  },
};
