/**
 * Capacity units, counted from what was asked and what was there: a read unit for each 4 KB read strongly, half of one read
 * eventually; a write unit for each KB, two in a transaction, and what a secondary index has to take up. By the developer
 * guide's "read and write request units"; that an index is not charged twice in a transaction is from memory.
 */
import { isDeepStrictEqual } from 'node:util';
import { type Item, sizeOf } from './item-size.ts';

export interface Units {
  read: number;
  write: number;
}

/** A secondary index: its key and its table's, and which other attributes it carries. */
export interface Index {
  keys: string[];
  carries: 'KEYS_ONLY' | 'ALL' | string[];
}

/** What an action found, and what it left. */
export interface Change {
  before: Item | undefined;
  after: Item | undefined;
  indexes: Index[];
}

const READ_BYTES = 4096;
const WRITE_BYTES = 1024;

/** @param missing keys at which nothing was: each costs what the smallest item does. */
export const unitsOfKeyedRead = (
  found: Item[],
  missing: number,
  consistent: boolean,
): number =>
  (found.reduce((sum, item) => sum + blocks(sizeOf(item), READ_BYTES), 0) +
    missing) *
  (consistent ? 1 : 0.5);

/** The items of a Query are taken together. */
export const unitsOfQuery = (found: Item[], consistent: boolean): number =>
  blocks(
    found.reduce((sum, item) => sum + sizeOf(item), 0),
    READ_BYTES,
  ) * (consistent ? 1 : 0.5);

/** The larger of what was there and what is there now; of an action that changes nothing, what is there. */
export const unitsOfWrite = (
  { before, after, indexes }: Change,
  transactional: boolean,
): number => {
  const size = Math.max(before ? sizeOf(before) : 0, after ? sizeOf(after) : 0);
  const inIndexes = indexes.reduce(
    (sum, index) => sum + unitsOfIndex(index, before, after),
    0,
  );
  return blocks(size, WRITE_BYTES) * (transactional ? 2 : 1) + inIndexes;
};

const unitsOfIndex = (
  index: Index,
  before: Item | undefined,
  after: Item | undefined,
): number => {
  const [left, taken] = [entryIn(index, before), entryIn(index, after)];
  if (!left && !taken) return 0;
  if (!left || !taken) return unitsOfEntry(left ?? taken ?? {});
  // Whatever the order in which attributes come.
  if (isDeepStrictEqual(left, taken)) return 0;
  // An entry whose key changes is deleted, and put elsewhere.
  if (index.keys.some((key) => left[key] !== taken[key]))
    return unitsOfEntry(left) + unitsOfEntry(taken);
  return Math.max(unitsOfEntry(left), unitsOfEntry(taken));
};

const unitsOfEntry = (entry: Item): number =>
  blocks(sizeOf(entry), WRITE_BYTES);

const entryIn = (
  { keys, carries }: Index,
  item: Item | undefined,
): Item | undefined => {
  if (!item || keys.some((key) => item[key] === undefined)) return undefined;
  if (carries === 'ALL') return item;
  const carried = new Set([
    ...keys,
    ...(carries === 'KEYS_ONLY' ? [] : carries),
  ]);
  return Object.fromEntries(
    Object.entries(item).filter(([name]) => carried.has(name)),
  );
};

const blocks = (size: number, bytes: number): number =>
  Math.max(1, Math.ceil(size / bytes));
