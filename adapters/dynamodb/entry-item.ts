/**
 * A ledger entry as an item. The kept part names fields, clauses and lawful bases again and again, so it is deflated (RFC
 * 1951): a query's entry is then below a kilobyte, and costs two write units and not six. The erasable part stands beside
 * it, where it can be erased.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { LedgerEntry } from '../../schemas/store/ledger.ts';
import type { Item } from './items.ts';
import { entryKey } from './keys.ts';

export const entryItem = ({ kept, ...beside }: LedgerEntry): Item => ({
  ...entryKey(kept.entryId),
  kept: new Uint8Array(deflateRawSync(JSON.stringify(kept))),
  ...beside,
});

const Stored = z.object({
  kept: z.instanceof(Uint8Array),
  erasable: z.unknown(),
  salt: z.string(),
});

/** @throws where the item is no entry: what drifted from its schema is a fault. */
export const entryIn = (item: Item): LedgerEntry => {
  const { kept, erasable, salt } = Stored.parse(item);
  const text = Buffer.from(inflateRawSync(kept)).toString('utf8');
  return LedgerEntry.parse({ kept: JSON.parse(text), erasable, salt });
};
