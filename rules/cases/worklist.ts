/**
 * Makes a co-ordinator's list for today out of the tasks of a borough: each due task with its state
 * and a sentence.
 */
import { panelRecipient } from '../../schemas/contract/agreement/agreement.ts';
import type {
  TaskState,
  WorklistRow,
} from '../../schemas/contract/worklist.ts';
import type { Task, TaskKind } from '../../schemas/store/entities.ts';
import { isRestricted } from '../returns/reply-ledger.ts';
import type { LiveAgreement } from '../sharing/agreement.ts';
import { daysAfter, londonDate } from '../time/london-time.ts';
import {
  endOfLondonDay,
  startOfLondonDay,
  workingDaysAfter,
} from '../time/working-days.ts';
import { clockDueAt, clockState } from './yjs-clock.ts';

const MOST_ROWS = 50;
const MOST_CLOCKS = 40;

/** Shown from the moment that they arise, though there is until the end of the next working day. */
const AT_ONCE: ReadonlySet<TaskKind> = new Set([
  'SCREEN',
  'LIST',
  'CHECK_AGAIN',
  'ASK_FOR_VIEWS',
  'ALLOCATE_VISIT',
  'MAKE_REFERRAL',
  'OPEN_QUESTION',
  'YJS_CLOCK',
]);

/**
 * These come up at an instant and may be done until the end of that day; all others are to be done
 * by their instant.
 */
const COMES_UP: ReadonlySet<TaskKind> = new Set([
  'UNANSWERED_REQUEST',
  'RETURN_SINCE',
  'REPLACED_REPLY',
  'CHECK_SINCE',
  'VISIT_HELD',
]);

/** Up to when tasks are read: the end of today, and of the next working day. */
export const worklistUntil = (now: number): string =>
  new Date(
    Math.max(endOfLondonDay(londonDate(now)), clockDueAt(now)),
  ).toISOString();

/**
 * Clocks are statutory, so that no heap of other work pushes one off the list.
 *
 * @param open agencies of which it may be said that they replaced an answer.
 */
export const worklistOf = (
  tasks: readonly Task[],
  open: ReadonlySet<string>,
  now: number,
): { tasks: WorklistRow[]; more: boolean } => {
  const due = tasks
    .filter((task) => isToday(task, now) && !tellsTooMuch(task, open))
    .map((task) => untimed(task, open, now))
    .toSorted(mostOverdueFirst);
  const clocks = due.filter(isClock);
  const others = due.filter((task) => !isClock(task));
  // Nor does a heap of clocks push all other work off.
  const [first, rest] = [
    clocks.slice(0, MOST_CLOCKS),
    clocks.slice(MOST_CLOCKS),
  ];
  const shown = [...first, ...others, ...rest]
    .slice(0, MOST_ROWS)
    .toSorted(mostOverdueFirst);
  return {
    tasks: shown.map((task) => rowOf(task, now)),
    more: due.length > shown.length,
  };
};

/**
 * The agencies of which the panel may know that an answer replaced another: an agreement that it
 * holds lets it tell their answers apart, and none that is restricted brings them.
 */
export const openAgencies = (
  panel: string,
  agreements: readonly LiveAgreement[],
): Set<string> => {
  const answering = ({ flows }: LiveAgreement): string[] =>
    flows
      .filter(({ to }) => to.includes(panelRecipient(panel)))
      .flatMap(({ from }) => from);
  const restricted = new Set(
    agreements.filter(isRestricted).flatMap(answering),
  );
  return new Set(
    agreements.flatMap(answering).filter((agency) => !restricted.has(agency)),
  );
};

const isClock = ({ kind }: Task): boolean => kind === 'YJS_CLOCK';

/**
 * INVARIANT: what comes up on a day is not shown before that day has begun in London: of a
 * restricted agreement, an unanswered request would tell who has answered.
 */
const isToday = (task: Task, now: number): boolean => {
  const dueAt = Date.parse(task.dueAt);
  if (AT_ONCE.has(task.kind)) return true;
  return COMES_UP.has(task.kind) ? dueAt <= now : dueAt <= endOfFreeDays(now);
};

/**
 * What is due on a Saturday, a Sunday or a bank holiday is to be done on the working day before.
 */
const endOfFreeDays = (now: number): number =>
  endOfLondonDay(daysAfter(workingDaysAfter(londonDate(now), 1), -1));

/** Of a restricted return nobody learns that another version replaced it. */
const tellsTooMuch = (
  { kind, about }: Task,
  open: ReadonlySet<string>,
): boolean => kind === 'REPLACED_REPLY' && !open.has(about);

/** Nor when it came: that it was late, and by how much, would tell what took its time. */
const untimed = (task: Task, open: ReadonlySet<string>, now: number): Task =>
  task.kind !== 'RETURN_SINCE' || open.has(task.about)
    ? task
    : {
        ...task,
        dueAt: new Date(startOfLondonDay(londonDate(now))).toISOString(),
      };

const mostOverdueFirst = (a: Task, b: Task): number =>
  sortKey(a) < sortKey(b) ? -1 : 1;
const sortKey = ({ dueAt, caseId, kind, about }: Task): string =>
  [dueAt, caseId, kind, about].join('#');

const rowOf = (task: Task, now: number): WorklistRow => {
  const { caseId, initials, caseState, kind, about, dueAt } = task;
  return {
    caseId,
    initials,
    caseState,
    kind,
    about,
    dueAt,
    state: stateOf(task, now),
    says: SAYS[kind](about),
  };
};

const stateOf = (task: Task, now: number): TaskState => {
  const dueAt = Date.parse(task.dueAt);
  if (isClock(task)) return clockState(dueAt, now);
  const until = COMES_UP.has(task.kind)
    ? endOfLondonDay(londonDate(dueAt))
    : dueAt;
  return now >= until ? 'OVERDUE' : 'DUE';
};

const SAYS: Record<TaskKind, (about: string) => string> = {
  SCREEN: () =>
    'Screen the nomination: check the Police National Computer and the other rules of eligibility.',
  LIST: () => 'Put the case on the agenda of a meeting.',
  CHECK_AGAIN: () =>
    'The child was nominated again: what was checked before is to be checked again.',
  ASK_FOR_VIEWS: () =>
    'Ask the agencies for their views: nobody has been asked yet.',
  RECORD_DECISION: () =>
    'The day of the meeting has come: record what the panel decided, or list the case for another.',
  RETURNING_DEFERRAL: () =>
    'The day to which the panel deferred the case is near: list it for a meeting, and ask again.',
  UNANSWERED_REQUEST: (agency) =>
    `${agency} has not answered, and the day to answer has come: ask again.`,
  OPEN_QUESTION: () =>
    'An agency has asked a question before it answers: answer it.',
  UNCONFIRMED_RETURN: (agency) =>
    `${agency} has not confirmed what was recorded in its name: ask it to.`,
  YJS_CLOCK: () =>
    'Possession is confirmed: the youth justice service must acknowledge a referral before this lapses.',
  INVESTIGATION_REVIEW: () =>
    'Ask the named officer whether the investigation is still under way.',
  STRATEGY_DISCUSSION_REVIEW: () =>
    'Ask the named officer whether the strategy discussion is still under way.',
  RETURN_SINCE: (agency) =>
    `${agency} has answered since the decision: read the case, and where that is to be decided again, list it.`,
  REPLACED_REPLY: (agency) =>
    `${agency} has replaced its answer since the decision: read the case, and where that is to be decided again, list it.`,
  CHECK_SINCE: (rule) =>
    `${rule} was found otherwise since the decision: read the case, and where that is to be decided again, list it.`,
  ALLOCATE_VISIT: () => 'The child was included: allocate a visiting officer.',
  VISIT_OVERDUE: () =>
    'The visit was to be made by now: ask the officer how it stands.',
  VISIT_HELD: () =>
    'The visit is on hold: settle with the agencies whether and how it is made.',
  MAKE_REFERRAL: () =>
    'The panel referred the child to a partner: make the referral.',
  REFERRAL_DECLINED: () =>
    'The service has declined the referral: refer the child elsewhere, or record why not.',
  REFERRAL_STALLED: () =>
    'The service has the referral and has not begun: ask how it stands.',
  REFERRAL_UNACKNOWLEDGED: () =>
    'The service has not acknowledged the referral: ask whether it has arrived.',
  FOLLOW_UP: (month) =>
    `Look whether the child came to notice again within ${month} months of the visit.`,
};
