/** An item of the ledger as a person would read it: what is deflated hides a word from who looks for it. */
import { entryIn } from '../../adapters/dynamodb/entry-item.ts';
import type { LedgerEntry } from '../../schemas/store/ledger.ts';

type Item = Record<string, unknown>;

/** An entry with all that stands beside it; of a place in the log what it is. */
export const inflated = (item: Item): Item & { kept?: LedgerEntry['kept'] } => {
  if (!(item.kept instanceof Uint8Array)) return { ...item, kept: undefined };
  return { ...item, kept: entryIn(item).kept };
};
