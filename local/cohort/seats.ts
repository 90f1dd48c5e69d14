/**
 * Gives each young person a number and a borough. Numbers are shuffled, so a number says nothing
 * about a class; the first twelve are the cast that walkthroughs refer to by number, and are spread
 * over the three boroughs.
 */
import { BOROUGHS } from '../../schemas/vocabulary/codes.ts';
import type { Draft } from './drafts.ts';
import { BOROUGH_SIZES, type Borough, MOVED_BOROUGH } from './margins.ts';
import { choose, pick, type Random, shuffled } from './random.ts';

export type Seat = {
  number: number;
  draft: Draft;
  borough: Borough;
  formerBoroughs: Borough[];
};

const { BROMLEY, CROYDON, SUTTON } = BOROUGHS;

/** The boroughs of numbers 1 to 12. */
const CAST_BOROUGHS: readonly Borough[] = [
  CROYDON,
  BROMLEY,
  SUTTON,
  CROYDON,
  BROMLEY,
  SUTTON,
  CROYDON,
  BROMLEY,
  SUTTON,
  CROYDON,
  BROMLEY,
  SUTTON,
];

/**
 * The number of an eligible Sutton resident under supervision of the youth justice service there.
 */
export const SUTTON_SUPERVISED = 3;

const isNeitherCase = (draft: Draft): boolean =>
  draft.has.has('INC_VICTIM_OR_NO_SUSPICION');

/** Walkthroughs rely on these; all other numbers go to the next in turn. */
const CAST: ReadonlyMap<number, (draft: Draft) => boolean> = new Map([
  [1, (draft: Draft) => draft.protagonist],
  [
    SUTTON_SUPERVISED,
    (draft: Draft) =>
      draft.has.has('BG_KNOWN_TO_PARTNER') &&
      draft.has.has('PRIOR_OFFENCE') &&
      !draft.has.has('WEAPON_CONVICTION') &&
      !isNeitherCase(draft),
  ],
  [5, isNeitherCase],
  [10, isNeitherCase],
]);

export const takeSeats = (drafts: readonly Draft[], random: Random): Seat[] => {
  const waiting = shuffled(random, drafts);
  const cast = new Map(
    [...CAST].map(([number, fits]) => [number, takeFirst(waiting, fits)]),
  );
  const boroughs = [...CAST_BOROUGHS, ...shuffled(random, boroughsLeft())];
  const seats = boroughs.map((borough, at): Seat => {
    const number = at + 1;
    return {
      number,
      borough,
      formerBoroughs: [],
      draft: cast.get(number) ?? takeFirst(waiting, () => true),
    };
  });
  return withMoves(seats, random);
};

const takeFirst = (
  waiting: Draft[],
  fits: (draft: Draft) => boolean,
): Draft => {
  const [taken] = waiting.splice(waiting.findIndex(fits), 1);
  if (taken === undefined) throw new RangeError('more seats than drafts');
  return taken;
};

/** The boroughs' sizes less the cast. */
const boroughsLeft = (): Borough[] =>
  Object.values(BOROUGHS).flatMap((borough) => {
    const seated = CAST_BOROUGHS.filter((of) => of === borough).length;
    return Array.from(
      { length: BOROUGH_SIZES[borough] - seated },
      () => borough,
    );
  });

/**
 * Gives some a former borough: children who lived away from home more often, and the protagonist
 * always Bromley.
 */
const withMoves = (seats: readonly Seat[], random: Random): Seat[] => {
  const moved = choose(random, seats, MOVED_BOROUGH, ({ draft }) => {
    if (draft.protagonist) return Number.POSITIVE_INFINITY;
    return draft.has.has('BG_LIVED_AWAY') ? 4 : 1;
  });
  return seats.map((seat) => {
    if (!moved.has(seat)) return seat;
    const elsewhere = Object.values(BOROUGHS).filter(
      (borough) => borough !== seat.borough,
    );
    return {
      ...seat,
      formerBoroughs: [
        seat.draft.protagonist ? BROMLEY : pick(random, elsewhere),
      ],
    };
  });
};
