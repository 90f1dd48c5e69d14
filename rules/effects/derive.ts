/**
 * All that follows from a change: what is written, on which versions, and who is told. Pure: the
 * same change on the same occasion always comes to the same, but for the ids that are new.
 */
import type { Effect } from '../../schemas/store/effects.ts';
import type { Notice } from '../../schemas/store/notices.ts';
import { caseEffects, visitsElsewhere } from './case-effects.ts';
import type { Change, FileChange, Occasion } from './change.ts';
import {
  feedbackEffects,
  inboxEffects,
  referralItemEffects,
  unmovedEffects,
} from './inbox-effects.ts';
import { listEffects, replaced } from './lists.ts';
import { locatorEffects } from './locator-effects.ts';
import { noticesOfFile, noticesOfFlag, noticesOfReview } from './notices.ts';
import { type Overflow, overflowOf } from './overflow.ts';
import {
  flagEffects,
  lookEffects,
  meetingEffects,
  personEffects,
  reviewEffects,
  tablesEffects,
} from './record-effects.ts';
import { settled } from './settle.ts';
import { tallyEffects } from './tally-effects.ts';
import { taskEffects } from './task-effects.ts';

export interface Consequences {
  effects: Effect[];
  notices: Notice[];
  /** A list that the change would lengthen past its bound: nothing of it may then be written. */
  overflow: Overflow | undefined;
}

export const consequencesOf = (
  made: Change,
  occasion: Occasion,
): Consequences => {
  const change = { ...made, after: settled(made.before, made.after, occasion) };
  return {
    effects: effectsOf(change, occasion),
    notices: noticesOf(change),
    overflow: overflowOf(change),
  };
};

const effectsOf = (change: Change, occasion: Occasion): Effect[] => [
  ...personEffects(change),
  ...meetingEffects(change, occasion.now),
  ...flagEffects(change),
  ...reviewEffects(change),
  ...tablesEffects(change),
  ...lookEffects(change),
  ...fileChangesOf(change).flatMap((each) => fileEffects(each, occasion)),
];

const fileChangesOf = ({ before, after }: Change): FileChange[] =>
  after.file ? [{ before: before.file, after: after.file }] : [];

const fileEffects = (change: FileChange, occasion: Occasion): Effect[] => {
  const ofCase = caseEffects(change, occasion);
  const isOnlyTouched = ofCase.some((effect) => effect.do === 'touch');
  return [
    ...ofCase,
    ...listEffects(change),
    ...visitsElsewhere(change).map(({ before, after }) =>
      replaced(before, after),
    ),
    ...locatorEffects(change),
    ...inboxEffects(change),
    ...(isOnlyTouched ? unmovedEffects(change) : []),
    ...referralItemEffects(change),
    ...feedbackEffects(change, occasion.now),
    ...tallyEffects(change, occasion),
    ...taskEffects(change),
  ];
};

const noticesOf = (change: Change): Notice[] => {
  const { flag, review } = change.after;
  return [
    ...fileChangesOf(change).flatMap(noticesOfFile),
    ...(flag ? noticesOfFlag(change.before.flag, flag) : []),
    ...(review ? noticesOfReview(change.before.review, review) : []),
  ];
};
