/**
 * Derives the write of the case itself. An addition only counts the version up, so that fifty
 * checks of one case at a time lose nothing. A part that others weigh is written on the version
 * that was read.
 */
import type { Effect } from '../../schemas/store/effects.ts';
import type { Case } from '../../schemas/store/entities.ts';
import { judgedOn } from '../cases/case-file.ts';
import { eligibilityOf } from '../cases/eligibility.ts';
import { bringsDoNotVisit } from '../delivery/visit-hold.ts';
import type { FileChange, Occasion } from './change.ts';
import {
  CASE_LISTS,
  compared,
  differenceOf,
  type ListName,
  replaced,
  same,
} from './lists.ts';

export const caseEffects = (
  change: FileChange,
  { panel }: Pick<Occasion, 'panel'>,
): Effect[] => {
  const { before, after } = change;
  if (!before) return [{ do: 'put', entity: after.case, expects: 'ABSENT' }];
  if (onlyCopied(before.case, after.case))
    return [{ do: 'copy', entity: before.case }];
  if (isWeighed(change, panel?.area))
    return [replaced(before.case, after.case)];
  if (isAddedTo(change))
    return [{ do: 'touch', entity: before.case, while: before.case.state }];
  return [];
};

/** A printed copy is counted, whatever else becomes of the case. */
const onlyCopied = (before: Case, after: Case): boolean =>
  after.copies !== before.copies &&
  same({ ...after, copies: before.copies }, before);

/**
 * The lists of which a further item alone changes nothing that somebody else weighs at the same
 * moment.
 */
const ADDED_ALONE: ReadonlySet<ListName> = new Set([
  'nominations',
  'checks',
  'returns',
  'questions',
  'followUps',
]);

/** A change that others weigh makes a writer of the same moment read again. */
const isWeighed = (
  change: FileChange,
  area: readonly string[] | undefined,
): boolean =>
  (change.before !== undefined &&
    !same(change.before.case, change.after.case)) ||
  CASE_LISTS.some((list) => isWeighedIn(list, change)) ||
  visitsElsewhere(change).length > 0 ||
  speaksAgainstVisit(change, area);

const isWeighedIn = (list: ListName, change: FileChange): boolean => {
  const { added, changed } = differenceOf(list, change);
  if (list === 'visits')
    return added.length > 0 || changedVisits(change).length > 0;
  // A service's answer stands on the referral's own version; a corrected follow-up replaces itself.
  if (list === 'referrals') return added.length > 0;
  if (list === 'followUps') return false;
  if (list === 'returns') return changed.length > 0 || onBehalf(change);
  // A nomination lives on with its case.
  if (list === 'nominations') return false;
  return changed.length > 0 || (added.length > 0 && !ADDED_ALONE.has(list));
};

/**
 * Visits whose state has changed. That an officer has read the brief changes nothing for anybody
 * else.
 */
const changedVisits = (change: FileChange) =>
  differenceOf('visits', change).changed.filter(
    ({ before, after }) =>
      before.state !== after.state || !same(before.attempts, after.attempts),
  );

/**
 * The panel records in an agency's name: what the agency says itself at that moment is not
 * overwritten unread.
 */
const onBehalf = (change: FileChange): boolean =>
  differenceOf('returns', change).added.some(
    (each) => each.onBehalf !== undefined,
  );

const isAddedTo = (change: FileChange): boolean =>
  CASE_LISTS.some((list) => {
    const { added, changed } = differenceOf(list, change);
    return added.length + changed.length > 0;
  });

/**
 * INVARIANT: a visit is allocated past nothing that speaks against it and comes at the same moment.
 */
const speaksAgainstVisit = (
  change: FileChange,
  area: readonly string[] | undefined,
): boolean => {
  const { before, after } = change;
  if (!before) return false;
  const replies = differenceOf('returns', change).added;
  if (replies.some((reply) => bringsDoNotVisit(before, reply))) return true;
  if (area === undefined || differenceOf('checks', change).added.length === 0)
    return false;
  return eligibilityOf({ ...after, area, on: judgedOn(after) }).some(
    ({ finding }) => finding === 'NOT_MET',
  );
};

/** The visits of the child's other cases that this change holds. */
export const visitsElsewhere = ({ before, after }: FileChange) => {
  if (!before) return [];
  const visitsOf = (file: FileChange['after']) =>
    file.others.flatMap(({ visits }) => visits);
  return compared(({ visitId }) => visitId, visitsOf(before), visitsOf(after))
    .changed;
};
