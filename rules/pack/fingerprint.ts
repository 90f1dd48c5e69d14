/**
 * Keeps of a pack a salted hash for each of its parts. Who decides on a stale pack is told which
 * parts have changed since, and the store holds no second copy of what an agency said.
 */
import { canonical, sha256 } from '../canonical.ts';
import { digested, type Pack } from './pack.ts';

export interface PartChange {
  /** e.g. `returns/croydon-yjs`, `eligibility/UNDER_18`, `gaps/NO_REPLY:slam`. */
  part: string;
  change: 'ADDED' | 'REMOVED' | 'CHANGED';
}

type Part = readonly [name: string, value: unknown];

/** @param salt the case's: without it nobody can try out what a part may have said. */
export const fingerprintOf = (
  whole: Pack,
  salt: string,
): Record<string, string> => {
  const pack = digested(whole);
  const parts = [...keyedParts(pack), ...singleParts(pack)];
  return Object.fromEntries(
    parts.map(([name, value]) => [
      name,
      sha256(salt + name + canonical(value)).slice(0, 24),
    ]),
  );
};

/** The parts of which there are several, each named by what tells it from its like. */
const keyedParts = (pack: Pack): Part[] => [
  ...Object.entries(pack.records).map(
    ([category, records]): Part => [`records/${category}`, records],
  ),
  ...partsOf('eligibility', pack.eligibility, ({ rule }) => rule),
  ...partsOf('returns', pack.returns, ({ agency }) => agency),
  ...pack.gaps.map(({ gapId, kind }): Part => [`gaps/${gapId}`, kind]),
  ...pack.divergences.map(
    ({ divergenceId, about }): Part => [`divergences/${divergenceId}`, about],
  ),
  ...partsOf('freshness', pack.freshness, ({ agency }) => agency),
  ...partsOf('questions', pack.questions, ({ questionId }) => questionId),
];

const partsOf = <T>(
  name: string,
  all: readonly T[],
  keyOf: (each: T) => string,
): Part[] => all.map((each) => [`${name}/${keyOf(each)}`, each]);

const singleParts = (pack: Pack): Part[] => [
  ['investigation', pack.investigation ?? null],
  ['strategyDiscussion', pack.strategyDiscussion ?? null],
  ['meeting', meetingPart(pack)],
  ['attendees', pack.hiddenFromAttendees],
  ['triage', pack.triage],
  ['decisions', pack.decisions],
  ['otherCases', pack.otherCases],
];

const meetingPart = ({ meetingId, meetingOn, listingReason }: Pack) => [
  meetingId ?? null,
  meetingOn ?? null,
  listingReason ?? null,
];

/** Sorted by part; a part that is on both sides alike is left out. */
export const differenceOf = (
  then: Record<string, string>,
  now: Record<string, string>,
): PartChange[] =>
  [...new Set([...Object.keys(then), ...Object.keys(now)])]
    .sort()
    .filter((part) => then[part] !== now[part])
    .map((part) => ({ part, change: changeOf(then[part], now[part]) }));

const changeOf = (
  then: string | undefined,
  now: string | undefined,
): PartChange['change'] => {
  if (then === undefined) return 'ADDED';
  return now === undefined ? 'REMOVED' : 'CHANGED';
};
