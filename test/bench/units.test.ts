/** Capacity units, to the unit: what is charged begins anew at each 4 KB read and each KB written. */
import { describe, expect, it } from 'vitest';
import type { Item } from '../../bench/item-size.ts';
import { PRICES_SAY, priceOfThousand } from '../../bench/prices.ts';
import {
  type Change,
  type Index,
  unitsOfKeyedRead,
  unitsOfQuery,
  unitsOfWrite,
} from '../../bench/units.ts';

/** An item of exactly so many bytes. */
const of = (bytes: number, more: Item = {}): Item => {
  const rest = Object.entries(more).reduce(
    (sum, [name, value]) => sum + name.length + String(value).length,
    0,
  );
  return { v: 'x'.repeat(bytes - 1 - rest), ...more };
};

const writing = (change: Partial<Change>): Change => ({
  before: undefined,
  after: undefined,
  indexes: [],
  ...change,
});

describe('a keyed read', () => {
  it('costs a unit for each begun 4 KB of each item', () => {
    expect(unitsOfKeyedRead([of(1), of(4096), of(4097)], 0, true)).toBe(4);
  });

  it('costs a unit for each key at which nothing is', () => {
    expect(unitsOfKeyedRead([of(10)], 24, true)).toBe(25);
  });

  it('costs half where it need not be consistent', () => {
    expect(unitsOfKeyedRead([of(5000)], 1, false)).toBe(1.5);
  });
});

describe('a Query', () => {
  it('takes its items together', () => {
    expect(unitsOfQuery([of(1000), of(3096)], true)).toBe(1);
    expect(unitsOfQuery([of(1000), of(3097)], true)).toBe(2);
  });

  it('costs a unit where it finds nothing', () => {
    expect(unitsOfQuery([], true)).toBe(1);
    expect(unitsOfQuery([], false)).toBe(0.5);
  });
});

describe('a write', () => {
  it('costs a unit for each begun KB, and two in a transaction', () => {
    expect(unitsOfWrite(writing({ after: of(1024) }), false)).toBe(1);
    expect(unitsOfWrite(writing({ after: of(1024) }), true)).toBe(2);
    expect(unitsOfWrite(writing({ after: of(1025) }), true)).toBe(4);
  });

  it('is charged by the larger of what was there and what is there now', () => {
    expect(
      unitsOfWrite(writing({ before: of(5000), after: of(50) }), true),
    ).toBe(10);
    expect(
      unitsOfWrite(writing({ before: of(50), after: of(5000) }), true),
    ).toBe(10);
  });

  it('is charged by what it deletes or checks, and the least where nothing is there', () => {
    expect(unitsOfWrite(writing({ before: of(3000) }), true)).toBe(6);
    expect(unitsOfWrite(writing({}), true)).toBe(2);
  });
});

describe('an index', () => {
  const keysOnly: Index = { keys: ['day', 'pk'], carries: 'KEYS_ONLY' };
  const at = (day: string | undefined, size = 500) =>
    of(size, day === undefined ? { pk: 'a' } : { pk: 'a', day });
  const costs = (before: Item | undefined, after: Item, index = keysOnly) =>
    unitsOfWrite({ before, after, indexes: [index] }, true) -
    unitsOfWrite({ before, after, indexes: [] }, true);

  it('takes up what has its key, once, in a transaction too', () => {
    expect(costs(undefined, at('2027-01-01'))).toBe(1);
  });

  it('costs nothing for what has no key of it', () => {
    expect(costs(undefined, at(undefined))).toBe(0);
  });

  it('costs nothing where what it carries stays as it is', () => {
    expect(costs(at('2027-01-01'), at('2027-01-01', 900))).toBe(0);
    const [before, after] = [
      { day: '2027-01-01', pk: 'a', kinds: new Set(['x', 'y']) },
      { kinds: new Set(['y', 'x']), pk: 'a', day: '2027-01-01' },
    ];
    const kinds: Index = { keys: ['day', 'pk'], carries: ['kinds'] };
    expect(costs(before, after)).toBe(0);
    expect(costs(before, after, kinds)).toBe(0);
  });

  it('moves an entry by deleting it and putting it elsewhere', () => {
    expect(costs(at('2027-01-01'), at('2028-01-01'))).toBe(2);
  });

  it('forgets what has lost its key', () => {
    expect(costs(at('2027-01-01'), at(undefined))).toBe(1);
  });

  it('is charged by the size of what it carries', () => {
    const all: Index = { keys: ['day', 'pk'], carries: 'ALL' };
    const some: Index = { keys: ['day', 'pk'], carries: ['v'] };
    expect(costs(undefined, at('2027-01-01', 3000), all)).toBe(3);
    expect(costs(undefined, at('2027-01-01', 3000), some)).toBe(3);
    expect(costs(at('2027-01-01', 100), at('2027-01-01', 3000), all)).toBe(3);
    expect(costs(undefined, at('2027-01-01', 3000))).toBe(1);
  });
});

it('prices a thousand requests, and says what its prices are worth', () => {
  const { dollars, pounds } = priceOfThousand({ read: 35, write: 10 });
  expect(dollars).toBeCloseTo((35 * 0.1485 + 10 * 0.7423) / 1000, 10);
  expect(pounds).toBeCloseTo(dollars / 1.3, 10);
  expect(PRICES_SAY).toContain('from memory');
});
