/** That from all that is published together no small count can be told from none, nor from any other below five. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Blur, blurOf } from '../../../rules/statistics/blur.ts';
import { published, tablesOf } from '../../../rules/statistics/statistics.ts';
import type { Tally } from '../../../schemas/store/entities.ts';
import { panelNamed } from '../given.ts';

const PANEL = panelNamed('south-bcu');
const UNBLURRED: Blur = () => 0;
const REACH = 32;

/** Children who are alike but for two facts, each of which stands in several tables of the same children. */
const JOINT = [
  { decision: 'INCLUDE', sex: 'F' },
  { decision: 'INCLUDE', sex: 'M' },
  { decision: 'EXCLUDE/NO_EVIDENCE', sex: 'F' },
  { decision: 'EXCLUDE/NO_EVIDENCE', sex: 'M' },
] as const;
const ALIKE = {
  final: 'FIRST',
  ethnicity: 'BLACK',
  borough: 'E09000008',
  age: '16_17',
  gaps: ['NO_REPLY'],
};
/** How many children there are of each. */
type World = readonly number[];

const talliesOf = (world: World, secret = ''): Tally[] =>
  world.flatMap((children, i) =>
    Array.from({ length: children }, (_, n) => ({
      type: 'Tally' as const,
      tallyId: `${secret}-${i}-${n}`,
      panel: 'south-bcu',
      quarter: '2026-Q4',
      kind: 'DECISION' as const,
      facts: { ...ALIKE, ...JOINT[i] },
      expiresAt: '2028-12-31T00:00:00.000Z',
    })),
  );
const countsIn = (tallies: Tally[], blur: Blur): (number | null)[] =>
  tablesOf(tallies, PANEL, blur).flatMap(({ table, rows }) =>
    table === 'OFFICER_MINUTES' ? [] : rows.map(({ count }) => count),
  );

/** For each row, which of the four stand in it: five alike are said as five in the rows in which they stand. */
const standing = JOINT.map((_, i) =>
  countsIn(talliesOf(JOINT.map((__, j) => (i === j ? 5 : 0))), UNBLURRED),
);
const members = (standing[0] ?? []).map((_, row) =>
  JOINT.map((__, i) => standing[i]?.[row] === 5),
);
const sumOf = (of: readonly boolean[], world: World): number =>
  world.reduce((sum, children, i) => sum + (of[i] ? children : 0), 0);

/** Every world of up to `most` of each, but for kinds of which it is known that there are none. */
const worldsLike = (world: World, most: number): World[] => {
  const live = (i: number) =>
    (['decision', 'sex'] as const).every((fact) =>
      world.some(
        (children, j) => children > 0 && JOINT[i]?.[fact] === JOINT[j]?.[fact],
      ),
    );
  return world.reduce<World[]>(
    (worlds, _, i) =>
      worlds.flatMap((some) =>
        Array.from({ length: live(i) ? most + 1 : 1 }, (__, n) => [...some, n]),
      ),
    [[]],
  );
};

/**
 * Solves what is published for what may have been counted, by trying every world. It knows how numbers are published, and
 * how far chance goes.
 *
 * @returns for each row that holds anybody at all, what it may be.
 */
const solved = (
  world: World,
  said: (number | null)[],
  reach: number,
  most = 9,
): Map<number, Set<number>> => {
  const blurs = Array.from({ length: 2 * reach + 1 }, (_, k) => k - reach);
  const sayable = Array.from(
    { length: 4 * most + 1 },
    (_, count) => new Set(blurs.map((blur) => published(count, blur).count)),
  );
  // Rows in which the same stand, and of which the same is said, say it once.
  const shared = new Map(
    members.map((of, row) => [JSON.stringify([of, said[row]]), row]),
  );
  const rows = [...shared.values()].filter((row) =>
    members[row]?.includes(true),
  );
  const possible = new Map(rows.map((row) => [row, new Set<number>()]));
  for (const other of worldsLike(world, most)) {
    const counts = rows.map((row) => sumOf(members[row] ?? [], other));
    if (
      !rows.every((row, i) => sayable[counts[i] ?? 0]?.has(said[row] ?? null))
    )
      continue;
    rows.forEach((row, i) => {
      possible.get(row)?.add(counts[i] ?? 0);
    });
  }
  return possible;
};

/** Of the rows of fewer than five, those of which it can be told that they are not some other number below five. */
const told = (
  world: World,
  said: (number | null)[],
  reach: number,
): number[][] => {
  const live = worldsLike(world, 1).at(-1) ?? [];
  return [...solved(world, said, reach)]
    .filter(
      ([row]) =>
        sumOf(members[row] ?? [], live) > 0 &&
        sumOf(members[row] ?? [], world) < 5,
    )
    .map(([, may]) => [...may].sort())
    .filter((may) => ![0, 1, 2, 3, 4].every((count) => may.includes(count)));
};

describe('from everything that is published', () => {
  it('no count below five can be told from any other, whoever there is known to be none of', () => {
    const world = fc.tuple(...JOINT.map(() => fc.integer({ min: 0, max: 8 })));
    fc.assert(
      fc.property(world, fc.uuid(), (children, secret) => {
        const tallies = talliesOf(children, secret);
        expect(
          told(children, countsIn(tallies, blurOf(tallies)), REACH),
        ).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('is blurred: the tables of a quarter are never those that are rounded alone', () => {
    const tallies = talliesOf([8, 20, 9, 30]);
    expect(tablesOf(tallies, PANEL)).toEqual(
      tablesOf(tallies, PANEL, blurOf(tallies)),
    );
    expect(tablesOf(tallies, PANEL)).not.toEqual(
      tablesOf(tallies, PANEL, UNBLURRED),
    );
  });

  it('it could be told if numbers were rounded alone: eight included and five of them boys leave a girl', () => {
    const children = [3, 5, 0, 0];
    const rounded = countsIn(talliesOf(children), UNBLURRED);
    expect(told(children, rounded, 0)).toContainEqual([1, 2, 3, 4]);
    expect(told(children, rounded, REACH)).toEqual([]);
  });
});

describe('a number', () => {
  /** How likely each number is to be said of a count. */
  const odds = (count: number): Map<number | null, number> => {
    const all = new Map<number | null, number>();
    for (let blur = -REACH; blur <= REACH; blur++) {
      const { count: said } = published(count, blur);
      all.set(said, (all.get(said) ?? 0) + 2 ** -Math.abs(blur) / 3);
    }
    return all;
  };

  it('is of five at least, whatever chance adds, and below five all counts are published alike', () => {
    for (const count of [0, 1, 2, 3, 4])
      expect([...odds(count).keys()]).toEqual([null]);
    for (let count = 5; count < 20; count++)
      expect([...odds(count).keys()]).toContain(null);
  });

  it('is at most twice as likely for one child more or fewer', () => {
    for (let count = 5; count < 60; count++) {
      const [these, those] = [odds(count), odds(count + 1)];
      for (const [said, likely] of these) {
        // Where chance has gone as far as it goes, there is nothing to compare.
        const other = those.get(said);
        if (other === undefined || likely < 1e-6) continue;
        expect(Math.max(likely / other, other / likely)).toBeLessThan(2.001);
      }
    }
  });
});

describe('chance', () => {
  const tallies = (secret: string) => [
    { tallyId: `${secret}a` },
    { tallyId: `${secret}b` },
  ];
  const drawn = (blur: Blur) =>
    Array.from({ length: 6000 }, (_, i) => blur(`CELL ${i}`));

  it('falls on a number half as often as on the one before it, to both sides alike', () => {
    const all = drawn(blurOf(tallies('x')));
    for (const k of [-3, -2, -1, 0, 1, 2, 3]) {
      const share = all.filter((each) => each === k).length / all.length;
      expect(Math.abs(share - 2 ** -Math.abs(k) / 3)).toBeLessThan(0.02);
    }
    expect([Math.max(...all) > 7, Math.min(...all) < -7]).toEqual([true, true]);
  });

  it('is the same for the same tallies in any order, and for others another', () => {
    expect(drawn(blurOf(tallies('x').reverse()))).toEqual(
      drawn(blurOf(tallies('x'))),
    );
    expect(drawn(blurOf(tallies('y')))).not.toEqual(
      drawn(blurOf(tallies('x'))),
    );
  });
});
