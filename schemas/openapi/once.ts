/** Collects what stands once in the document, under its name. */
import type { Json } from './components.ts';

export type Named = readonly [name: string, what: Json];

/** Sorts them by name. @throws where one name would mean two things. */
export const once = (entries: readonly Named[]): Json => {
  const found = new Map<string, Json>();
  for (const [name, what] of entries) {
    const other = found.get(name) ?? what;
    if (JSON.stringify(other) !== JSON.stringify(what))
      throw new Error(`${name} would name two things of the document`);
    found.set(name, what);
  }
  return sorted([...found]);
};

export const sorted = (entries: readonly Named[]): Json =>
  Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
