/**
 * The leaf by which the log covers a ledger entry, and which survives the erasure of what the entry
 * says of a child.
 */
import { createHash } from 'node:crypto';
import type { LedgerEntry } from '../../schemas/store/ledger.ts';
import { canonical, sha256 } from '../canonical.ts';

/**
 * RFC 6962 section 2.1 leaf hash of the kept part and a salted commitment to the erasable part:
 * erase the latter and its salt, and the leaf still stands and no longer tells whom it was about.
 */
export const leafHash = ({ kept, erasable, salt }: LedgerEntry): string => {
  const commitment = sha256(salt + canonical(erasable));
  return createHash('sha256')
    .update(Buffer.from([0]))
    .update(canonical({ ...kept, commitment }), 'utf8')
    .digest('hex');
};
