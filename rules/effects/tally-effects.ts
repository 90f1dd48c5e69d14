/** Counts a change, and writes the tallies with it under ids that lead nowhere. */
import type { Effect, Expectation } from '../../schemas/store/effects.ts';
import type { Decision, Visit } from '../../schemas/store/entities.ts';
import { fileAt } from '../cases/file-at.ts';
import {
  type Counted,
  type Counting,
  decisionTally,
  followUpTally,
  minutesTally,
  nominationTally,
  referralTally,
  triageTally,
  visitTally,
} from '../statistics/tallies.ts';
import type { FileChange, Occasion } from './change.ts';
import { differenceOf } from './lists.ts';

export const tallyEffects = (
  change: FileChange,
  occasion: Occasion,
): Effect[] => {
  const once = (counted: Counted | undefined): Effect[] =>
    counted ? [put(counted, occasion.newId(), 'ABSENT')] : [];
  return [
    ...ofSteps(change, occasion).flatMap(once),
    ...ofMinutes(change, occasion).flatMap(once),
    ...ofFollowUps(change, occasion),
  ];
};

const put = (
  counted: Counted,
  tallyId: string,
  expects: Expectation,
): Effect => ({
  do: 'put',
  entity: { ...counted, tallyId },
  expects,
});

const ofSteps = (
  change: FileChange,
  occasion: Occasion,
): (Counted | undefined)[] => [
  ...ofReferrals(change, occasion),
  ...(occasion.panel
    ? ofPanelsSteps(change, countingOf(change, occasion))
    : []),
];

/** Counts the case as it was before the step; one that is opened, as it is. */
const countingOf = (
  { before, after }: FileChange,
  { panel, agreements, now }: Occasion,
): Counting => {
  if (!panel) throw new TypeError('a step of a panel is counted for a panel');
  return { file: before ?? after, panel, agreements, now };
};

const ofPanelsSteps = (
  change: FileChange,
  counting: Counting,
): (Counted | undefined)[] => [
  // A child whose case is open is counted in it.
  ...(change.before ? [] : [nominationTally(counting)]),
  ...differenceOf('decisions', change).added.map((each) =>
    decisionTally(each, whenTaken(each, counting)),
  ),
  ...differenceOf('triages', change).added.map((each) =>
    triageTally(each, counting),
  ),
  ...ended(change).map((visit) => visitTally(visit, counting)),
];

/** A decision of an outage is counted by what there was when it was taken. */
const whenTaken = ({ taken }: Decision, counting: Counting): Counting =>
  taken.outage
    ? { ...counting, file: fileAt(counting.file, taken.decidedAt) }
    : counting;

const ended = (change: FileChange): Visit[] =>
  differenceOf('visits', change)
    .changed.filter(({ before, after }) => before.result !== after.result)
    .map(({ after }) => after);

const ofReferrals = (
  change: FileChange,
  { agreements, now }: Occasion,
): (Counted | undefined)[] => {
  const within = { panel: { id: change.after.case.panel }, agreements, now };
  const { added, changed } = differenceOf('referrals', change);
  return [
    ...added.map((each) => referralTally(undefined, each, within)),
    ...changed.map(({ before, after }) => referralTally(before, after, within)),
  ];
};

/** Of steps of which nothing else is counted. */
const ofMinutes = (
  change: FileChange,
  { now }: Occasion,
): (Counted | undefined)[] => {
  const within = { panel: { id: change.after.case.panel }, now };
  const { closedOn, closingMinutes } = change.after.case;
  const closed =
    change.before?.case.closedOn === undefined && closedOn !== undefined;
  const visits = differenceOf('visits', change);
  const followUps = differenceOf('followUps', change);
  const attempts = visits.changed.flatMap(({ before, after }) =>
    after.attempts.slice(before.attempts.length),
  );
  return [
    ...visits.added.map((each) =>
      minutesTally('ALLOCATION', within, each.officerMinutes),
    ),
    ...attempts.map((each) =>
      minutesTally('ATTEMPT', within, each.officerMinutes),
    ),
    ...[...followUps.added, ...followUps.changed.map(({ after }) => after)].map(
      (each) => minutesTally('FOLLOW_UP', within, each.officerMinutes),
    ),
    ...(closed ? [minutesTally('CLOSE', within, closingMinutes)] : []),
  ];
};

/** A correction takes the place of what was counted in the same quarter. */
const ofFollowUps = (change: FileChange, occasion: Occasion): Effect[] => {
  const { added, changed } = differenceOf('followUps', change);
  const anew = [
    ...added,
    ...changed
      .filter(
        ({ before, after }) =>
          before.found.cameToNotice !== after.found.cameToNotice,
      )
      .map(({ after }) => after),
  ];
  return anew.flatMap((each) =>
    each.counted
      ? [
          put(
            followUpTally(each, countingOf(change, occasion)),
            each.counted.tallyId,
            'ANY',
          ),
        ]
      : [],
  );
};
