/** The lists of a case's file: how each item is known again, and what a write of one expects. */

import type { Effect, Expectation } from '../../schemas/store/effects.ts';
import type { Entity } from '../../schemas/store/entities.ts';
import { canonical } from '../canonical.ts';
import type { CaseFile } from '../cases/case-file.ts';
import { idOfReturn } from '../cases/considered-evidence.ts';
import type { FileChange } from './change.ts';

/** Flags are the person's, and a fingerprint and a look are no part of what a case says. */
export const CASE_LISTS = [
  'nominations',
  'checks',
  'viewRequests',
  'returns',
  'questions',
  'triages',
  'decisions',
  'visits',
  'referrals',
  'followUps',
] as const satisfies readonly (keyof CaseFile)[];

export type ListName = (typeof CASE_LISTS)[number];
export type ItemOf<L extends ListName> = CaseFile[L][number];

interface ListRule<L extends ListName> {
  idOf: (item: ItemOf<L>) => string;
  /** The expectation of a new item: `FIRST` where two may come at once with the same id. */
  first: Expectation;
}

const LISTS: { [L in ListName]: ListRule<L> } = {
  nominations: { idOf: (each) => each.nominationId, first: 'ABSENT' },
  checks: { idOf: (each) => each.checkId, first: 'ABSENT' },
  viewRequests: { idOf: (each) => each.viewRequestId, first: 'ABSENT' },
  returns: { idOf: idOfReturn, first: 'FIRST' },
  questions: { idOf: (each) => each.questionId, first: 'ABSENT' },
  triages: { idOf: (each) => each.triageId, first: 'ABSENT' },
  decisions: { idOf: (each) => each.decisionId, first: 'ABSENT' },
  visits: { idOf: (each) => each.visitId, first: 'ABSENT' },
  referrals: { idOf: (each) => each.referralId, first: 'ABSENT' },
  followUps: { idOf: ({ found }) => String(found.month), first: 'FIRST' },
};

export interface Difference<T> {
  added: T[];
  changed: { before: T; after: T }[];
}

/**
 * Finds the items that a list holds after a change and did not hold so before. Nothing is ever
 * taken out of one.
 */
export const differenceOf = <L extends ListName>(
  list: L,
  { before, after }: FileChange,
): Difference<ItemOf<L>> =>
  compared(LISTS[list].idOf, before?.[list] ?? [], after[list]);

export const compared = <T>(
  idOf: (item: T) => string,
  before: readonly T[],
  after: readonly T[],
): Difference<T> => {
  const known = new Map(before.map((each) => [idOf(each), each]));
  const pairs = after.map((each) => ({
    before: known.get(idOf(each)),
    after: each,
  }));
  return {
    added: pairs.flatMap((pair) =>
      pair.before === undefined ? [pair.after] : [],
    ),
    changed: pairs.flatMap((pair) =>
      pair.before !== undefined && !same(pair.before, pair.after)
        ? [{ before: pair.before, after: pair.after }]
        : [],
    ),
  };
};

/**
 * Compares two values by what they say. A value that is absent equals nothing but its own absence.
 */
export const same = (one: unknown, other: unknown): boolean => {
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  return canonical(one) === canonical(other);
};

/** The puts of all lists but those that have rules of their own for it. */
export const listEffects = (change: FileChange): Effect[] =>
  CASE_LISTS.flatMap((list) => effectsOfList(list, change));

const effectsOfList = <L extends ListName>(
  list: L,
  change: FileChange,
): Effect[] => {
  const { added, changed } = differenceOf(list, change);
  const { first } = LISTS[list];
  return [
    ...added.map((entity): Effect => ({ do: 'put', entity, expects: first })),
    ...changed.map(({ before, after }) => replaced(before, after)),
  ];
};

/** Counts the version of an item up, and replaces the one that was read. */
export const replaced = <E extends Entity>(before: E, after: E): Effect => {
  if (!('version' in before))
    return { do: 'put', entity: after, expects: 'ANY' };
  // A return's version is its place in the history of returns, and stays.
  const version =
    before.type === 'Return' ? before.version : before.version + 1;
  return {
    do: 'put',
    entity: { ...after, version } as Entity,
    expects: before.version,
  };
};
