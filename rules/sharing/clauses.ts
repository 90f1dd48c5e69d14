/**
 * Finds the clauses of one version of an agreement by what they are about. They are sorted once a
 * version: a decision then looks at the few flows between its two ends, not at every flow of the
 * agreement.
 */
import type {
  Flow,
  Prohibition,
} from '../../schemas/contract/agreement/agreement.ts';
import type { LiveAgreement } from './agreement.ts';

/** The flows of one category from one originator to one recipient. */
export interface Lane {
  /**
   * Those that carry a field, by id, so that the order of clauses cannot matter. Fields that the
   * same flows carry share one list.
   */
  carrying: ReadonlyMap<string, readonly Flow[]>;
}

export interface Clauses {
  /** Undefined where no flow leads from the one to the other. */
  lane(category: string, from: string, to: string): Lane | undefined;
  prohibitions(category: string): readonly Prohibition[];
}

/**
 * INVARIANT: no agreement is changed once it has been decided by; what has changed is another
 * object.
 */
const sorted = new WeakMap<LiveAgreement, Clauses>();

export const clausesOf = (agreement: LiveAgreement): Clauses => {
  const known = sorted.get(agreement) ?? sortedOut(agreement);
  sorted.set(agreement, known);
  return known;
};

const sortedOut = ({ flows, prohibitions }: LiveAgreement): Clauses => {
  const lanes = mapped(groupedBy(flows, categoryOf), lanesOf);
  const barring = groupedBy(prohibitions, categoryOf);
  return {
    lane: (category, from, to) => lanes.get(category)?.get(from)?.get(to),
    prohibitions: (category) => barring.get(category) ?? [],
  };
};

const categoryOf = ({ category }: { category: string }): [string] => [category];

/** The lanes of one category, by originator and by recipient. */
const lanesOf = (flows: readonly Flow[]): Map<string, Map<string, Lane>> =>
  mapped(
    groupedBy(flows, ({ from }) => from),
    (leaving) =>
      mapped(
        groupedBy(leaving, ({ to }) => to),
        laneOf,
      ),
  );

const laneOf = (flows: readonly Flow[]): Lane => {
  const lists = new Map<string, readonly Flow[]>();
  const shared = (carrying: readonly Flow[]) => {
    const key = carrying.map((flow) => flows.indexOf(flow)).join();
    const list = lists.get(key) ?? carrying.toSorted(byId);
    lists.set(key, list);
    return list;
  };
  const carrying = mapped(
    groupedBy(flows, ({ fields }) => fields),
    shared,
  );
  return { carrying };
};

const byId = (a: Flow, b: Flow): number => {
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
};

/** Each item under each of its names, once. */
const groupedBy = <T>(
  items: readonly T[],
  namesOf: (item: T) => readonly string[],
): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const name of new Set(namesOf(item)))
      groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return groups;
};

const mapped = <T, U>(
  map: ReadonlyMap<string, T>,
  change: (value: T) => U,
): Map<string, U> =>
  new Map([...map].map(([name, value]) => [name, change(value)]));
