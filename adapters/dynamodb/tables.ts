/**
 * The two tables, as data: `infra` deploys them and `local` creates them from this very definition.
 *
 * `exchange` holds personal data, `ledger` holds what was done with it. They are apart so that a
 * request function can be let put into the ledger, and nothing else.
 */

export interface TableDefinition {
  partitionKey: 'pk';
  sortKey: 'sk';
  /** Epoch seconds; a backstop thirty days after an item's own expiry, which is what counts. */
  timeToLive: 'ttl';
  stream: 'NEW_IMAGE' | undefined;
  /** Keys only. An item stands in it as long as it has the attribute. */
  index: { name: 'expiry'; partitionKey: 'expiryDay' } | undefined;
}

/** Retention finds here what expires on a day; everything else is read by its key. */
const EXPIRY = { name: 'expiry', partitionKey: 'expiryDay' } as const;

export const TABLES = {
  exchange: {
    partitionKey: 'pk',
    sortKey: 'sk',
    timeToLive: 'ttl',
    stream: undefined,
    index: EXPIRY,
  },
  /** The stream wakes the sequencer; a schedule is its backstop. */
  ledger: {
    partitionKey: 'pk',
    sortKey: 'sk',
    timeToLive: 'ttl',
    stream: 'NEW_IMAGE',
    index: undefined,
  },
} as const satisfies Record<string, TableDefinition>;

export type TableName = keyof typeof TABLES;
