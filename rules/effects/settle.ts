/**
 * Settles what a change of records means inside them: visits that are held or over, how long the
 * case and the child are kept, whether the case is still one of the child's open cases. A handler
 * says what was done; this says what it comes to.
 */
import type { Person, Visit } from '../../schemas/store/entities.ts';
import { type CaseFile, isOfAge, judgedOn } from '../cases/case-file.ts';
import { isOpen } from '../cases/case-state.ts';
import { eligibilityOf } from '../cases/eligibility.ts';
import {
  keptAfterClosing,
  keptAfterDecision,
  nominationsKept,
  personKept,
} from '../cases/retention.ts';
import {
  bringsDoNotVisit,
  endedBy,
  heldBy,
  heldByCheck,
  heldEverywhere,
  withVisits,
} from '../delivery/visit-hold.ts';
import { quarterOf } from '../statistics/quarter.ts';
import { londonDate } from '../time/london-time.ts';
import type { FileChange, Occasion, Records } from './change.ts';
import { differenceOf, same } from './lists.ts';

export const settled = (
  before: Records,
  after: Records,
  occasion: Occasion,
): Records => {
  if (!after.file) return after;
  const file = fileSettled(
    { before: before.file, after: after.file },
    occasion,
  );
  const change = { before: before.file, after: file };
  return {
    ...after,
    file,
    person: personSettled(after.person ?? before.person, change),
  };
};

const fileSettled = (change: FileChange, occasion: Occasion): CaseFile => {
  const held = withVisits(change.after, visitsSettled(change, occasion));
  const kept = retentionSettled(
    { before: change.before, after: held },
    occasion.now,
  );
  return followUpsCounted({ before: change.before, after: kept }, occasion);
};

/**
 * Visits as the change leaves them. A visit that the change itself is about is not touched again.
 */
const visitsSettled = (change: FileChange, occasion: Occasion): Visit[] => {
  const { before, after } = change;
  if (!before) return [];
  const own = new Set(
    [
      ...differenceOf('visits', change).added,
      ...differenceOf('visits', change).changed.map((pair) => pair.after),
    ].map(({ visitId }) => visitId),
  );
  const others = {
    ...after,
    visits: after.visits.filter(({ visitId }) => !own.has(visitId)),
  };
  return [
    ...byDecision(change, others, occasion.now),
    ...byStrategyDiscussion(change, others, occasion.now),
    ...byReply(change, others, occasion.now),
    ...byCheck(change, others, occasion),
    ...byAnotherVisit(change, others, occasion.now),
    ...byComingOfAge(change, others, occasion.now),
  ];
};

/** Settles a visit that an earlier decision led to, and that has not been made. */
const byDecision = (
  change: FileChange,
  others: CaseFile,
  now: number,
): Visit[] =>
  differenceOf('decisions', change).added.flatMap(({ taken: { outcome } }) => {
    if (outcome === 'INCLUDE') return [];
    if (outcome === 'DEFER') return heldBy(others, 'DEFERRED', now);
    return endedBy(others.visits, 'NOT_SELECTED', now);
  });

const byStrategyDiscussion = (
  { before, after }: FileChange,
  others: CaseFile,
  now: number,
): Visit[] => {
  const { strategyDiscussion } = after.case;
  const isSet = !same(before?.case.strategyDiscussion, strategyDiscussion);
  return isSet && strategyDiscussion?.status === 'ONGOING'
    ? heldEverywhere(others, 'STRATEGY_DISCUSSION', now)
    : [];
};

const byReply = (change: FileChange, others: CaseFile, now: number): Visit[] =>
  differenceOf('returns', change).added.some(
    (reply) =>
      change.before !== undefined && bringsDoNotVisit(change.before, reply),
  )
    ? heldEverywhere(others, 'DO_NOT_VISIT', now)
    : [];

const byCheck = (
  change: FileChange,
  others: CaseFile,
  { panel, now }: Occasion,
): Visit[] => {
  const { after } = change;
  if (!panel || differenceOf('checks', change).added.length === 0) return [];
  const on = judgedOn(after);
  return heldByCheck(
    others,
    eligibilityOf({ ...after, area: panel.area, on }),
    now,
  );
};

/** A child is visited once: whoever else was to go need not any more. */
const byAnotherVisit = (
  change: FileChange,
  others: CaseFile,
  now: number,
): Visit[] => {
  const { added, changed } = differenceOf('visits', change);
  const made = changed.some(
    ({ before, after }) =>
      before.state !== after.state &&
      ['DONE', 'DECLINED'].includes(after.state),
  );
  return made || added.length > 0
    ? endedBy(others.visits, 'REALLOCATED', now)
    : [];
};

/**
 * The panel alone can end a visit after the eighteenth birthday, because there is no brief from
 * then on.
 */
const byComingOfAge = (
  change: FileChange,
  others: CaseFile,
  now: number,
): Visit[] =>
  isClosedBy(change) && isOfAge(others, londonDate(now))
    ? endedBy(others.visits, 'OF_AGE', now)
    : [];

const isClosedBy = ({ before, after }: FileChange): boolean =>
  after.case.state === 'CLOSED' && before?.case.state !== 'CLOSED';

/** A record that is found by its case lives as long as the case. */
const retentionSettled = (change: FileChange, now: number): CaseFile => {
  const { before, after } = change;
  const expiresAt = keptUntil(change, now);
  if (!before || expiresAt === before.case.expiresAt) return after;
  const kept = new Map(
    nominationsKept(after, expiresAt).map((each) => [each.nominationId, each]),
  );
  return {
    ...after,
    case: { ...after.case, expiresAt },
    nominations: after.nominations.map(
      (each) => kept.get(each.nominationId) ?? each,
    ),
    decisions: newUntil(expiresAt, before.decisions, after.decisions),
    triages: newUntil(expiresAt, before.triages, after.triages),
    referrals: newUntil(expiresAt, before.referrals, after.referrals),
  };
};

/** The change's own additions are kept as long as the case is from now on. */
const newUntil = <T extends { expiresAt: string }>(
  expiresAt: string,
  before: readonly T[],
  after: readonly T[],
): T[] =>
  after.map((each) => (before.includes(each) ? each : { ...each, expiresAt }));

const keptUntil = (change: FileChange, now: number): string => {
  const { after } = change;
  if (isClosedBy(change)) return keptAfterClosing(after, londonDate(now));
  const [taken] = differenceOf('decisions', change).added.map(
    (each) => each.taken,
  );
  if (!taken || taken.outcome === 'DEFER') return after.case.expiresAt;
  return keptAfterDecision(
    taken.outcome,
    londonDate(Date.parse(taken.decidedAt)),
  );
};

/**
 * INVARIANT: in one quarter a follow-up is counted once, as it stands last. In another it is
 * counted where it has changed.
 */
const followUpsCounted = (
  change: FileChange,
  { now, newId }: Occasion,
): CaseFile => {
  const { before, after } = change;
  const quarter = quarterOf(londonDate(now));
  const followUps = after.followUps.map((each) => {
    const was = before?.followUps.find(
      ({ found }) => found.month === each.found.month,
    );
    if (
      was &&
      same({ ...was, counted: undefined }, { ...each, counted: undefined })
    )
      return was;
    if (was?.counted && was.found.cameToNotice === each.found.cameToNotice) {
      return { ...each, counted: was.counted };
    }
    const tallyId =
      was?.counted?.quarter === quarter ? was.counted.tallyId : newId();
    return { ...each, counted: { tallyId, quarter } };
  });
  return { ...after, followUps };
};

/**
 * A case that the panel has still to decide is one of the child's open cases; and the child is
 * known as long as it is kept.
 */
const personSettled = (
  person: Person | undefined,
  { before, after }: FileChange,
): Person | undefined => {
  const { caseId, panel, borough, state, expiresAt } = after.case;
  if (
    !person ||
    (before?.case.state === state && before.case.expiresAt === expiresAt)
  ) {
    return person;
  }
  const known = personKept(person, expiresAt);
  const stands = person.openCases.some((open) => open.caseId === caseId);
  if (isOpen(state) === stands) return known;
  const others = person.openCases.filter((open) => open.caseId !== caseId);
  const openCases = isOpen(state)
    ? [...others, { caseId, panel, borough }]
    : others;
  return { ...known, openCases };
};
