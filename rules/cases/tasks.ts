/**
 * Works out the tasks of a case from its file. The store holds it as items of their own, so that a
 * worklist is one read; each write that changes a file carries the difference.
 */
import { panelRecipient } from '../../schemas/contract/agreement/agreement.ts';
import type {
  Decision,
  Nomination,
  Question,
  Referral,
  Task,
  TaskKind,
  ViewRequest,
  Visit,
} from '../../schemas/store/entities.ts';
import { isPending } from '../delivery/visit-state.ts';
import { daysAfter, londonDate } from '../time/london-time.ts';
import {
  endOfLondonDay,
  startOfLondonDay,
  workingDaysAfter,
} from '../time/working-days.ts';
import { type CaseFile, currentReturn, latestDecision } from './case-file.ts';
import { isOpen } from './case-state.ts';
import { idOfReturn } from './considered-evidence.ts';
import { runningClocks } from './yjs-clock.ts';

/** Months after delivery at which somebody looks whether the child came to notice again. */
export const FOLLOW_UP_MONTHS = [3, 6, 12] as const;

interface Due {
  kind: TaskKind;
  about: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** Every task of a case, in no order. It reads no clock: what is due when is so whoever looks. */
export const tasksOf = (file: CaseFile): Task[] => tasksFor(file, dues(file));

/** A statement about the child in one case may hold the visit of another. */
const elsewhere = ({ others }: CaseFile): Task[] =>
  others.flatMap((each) => tasksFor(each, pendingVisits(each.visits)));

const tasksFor = (
  file: Pick<CaseFile, 'case' | 'nominations'>,
  all: readonly Due[],
): Task[] => {
  const { panel, borough, caseId, state, expiresAt } = file.case;
  const initials = initialsOf(file);
  return all.map(({ kind, about, at }) => ({
    type: 'Task',
    panel,
    borough,
    caseId,
    kind,
    about,
    dueAt: new Date(at).toISOString(),
    ...(initials && { initials }),
    caseState: state,
    expiresAt,
  }));
};

/** The tasks to put and to remove for those of one file to become those of the other. */
export const taskChanges = (
  before: CaseFile | undefined,
  after: CaseFile,
): { put: Task[]; remove: Task[] } => {
  const all = (file: CaseFile) => [...tasksOf(file), ...elsewhere(file)];
  const old = new Map(
    (before ? all(before) : []).map((task) => [keyOf(task), task]),
  );
  const now = new Map(all(after).map((task) => [keyOf(task), task]));
  return {
    put: [...now]
      .filter(([key, task]) => !same(old.get(key), task))
      .map(([, task]) => task),
    remove: [...old].filter(([key]) => !now.has(key)).map(([, task]) => task),
  };
};

const keyOf = ({ dueAt, kind, about }: Task): string =>
  [dueAt, kind, about].join('|');
/** A nomination's own tasks may be many: they are not written again with every step of the case. */
const NOMINATIONS_OWN: ReadonlySet<TaskKind> = new Set([
  'YJS_CLOCK',
  'CHECK_AGAIN',
]);
const same = (a: Task | undefined, b: Task): boolean =>
  a !== undefined &&
  (NOMINATIONS_OWN.has(b.kind) ||
    (a.caseState === b.caseState &&
      a.initials === b.initials &&
      a.expiresAt === b.expiresAt));

const dues = (file: CaseFile): Due[] => [
  ...beforeTheMeeting(file),
  ...(endedOnFacts(file) ? [] : clocks(file)),
  ...reviews(file),
  ...delivery(file),
];

const clocks = (file: CaseFile): Due[] =>
  runningClocks(file).map(({ nominationId, dueAt }) => ({
    kind: 'YJS_CLOCK',
    about: nominationId,
    at: dueAt,
  }));

/**
 * A named officer has ended the matter: what was confirmed does not hold, or is no longer a
 * child's.
 */
const endedOnFacts = ({ case: { state }, triages }: CaseFile): boolean =>
  state === 'CLOSED' &&
  triages.some(({ taken }) => taken.outcome === 'NOT_ELIGIBLE_ON_FACTS');

const by = (date: string): number => endOfLondonDay(date);

const beforeTheMeeting = (file: CaseFile): Due[] => {
  const { state, caseId } = file.case;
  // Counts from the first: a further nomination finds the case wherever it has come, and moves
  // nothing.
  const [first = 0] = file.nominations
    .map(({ nominatedAt }) => Date.parse(nominatedAt))
    .toSorted((a, b) => a - b);
  const nominatedOn = londonDate(first);
  const nextWorkingDay = by(workingDaysAfter(nominatedOn, 1));
  const again = isOpen(state) ? toCheckAgain(file) : [];
  if (state === 'NOMINATED')
    return [{ kind: 'SCREEN', about: caseId, at: nextWorkingDay }, ...again];
  if (state === 'SCREENED')
    return [{ kind: 'LIST', about: caseId, at: nextWorkingDay }, ...again];
  if (state !== 'LISTED') return [];
  return [...again, ...untilDecided(file, nextWorkingDay), ...replies(file)];
};

/**
 * A check counts for what was known when it was made: each further nomination asks for another look
 * at the PNC.
 */
const toCheckAgain = ({ nominations, checks }: CaseFile): Due[] => {
  const [, ...further] = nominations.toSorted((a, b) =>
    a.nominatedAt < b.nominatedAt ? -1 : 1,
  );
  const checkedSince = (at: string) =>
    checks.some(
      ({ rule, checkedAt }) =>
        rule === 'NO_WEAPON_CONVICTION' && checkedAt >= at,
    );
  return further
    .filter(({ nominatedAt }) => !checkedSince(nominatedAt))
    .map(checkAgain);
};

const checkAgain = ({ nominationId, nominatedAt }: Nomination): Due => ({
  kind: 'CHECK_AGAIN',
  about: nominationId,
  at: by(workingDaysAfter(londonDate(Date.parse(nominatedAt)), 1)),
});

/**
 * INVARIANT: a case that the panel has still to decide is always somebody's task, so that none is
 * forgotten.
 */
const untilDecided = (
  { case: { caseId, meetingId, meetingOn }, viewRequests }: CaseFile,
  soon: number,
): Due[] => {
  if (meetingOn === undefined) return [];
  if (meetingId === undefined)
    return [
      {
        kind: 'RETURNING_DEFERRAL',
        about: caseId,
        at: by(workingDaysAfter(meetingOn, -3)),
      },
    ];
  // It cannot rest on what each has answered: of a restricted answer nothing shows before its day.
  const toAsk: Due[] =
    viewRequests.length === 0
      ? [{ kind: 'ASK_FOR_VIEWS', about: caseId, at: soon }]
      : [];
  return [
    ...toAsk,
    { kind: 'RECORD_DECISION', about: caseId, at: by(meetingOn) },
  ];
};

/**
 * An unanswered request is a task from the day by which it was to be answered: before, it tells
 * nobody who has answered.
 */
const replies = (file: CaseFile): Due[] => [
  ...file.viewRequests
    .filter(({ agency }) => currentReturn(file, agency) === undefined)
    .map(({ agency, replyBy }) => ({
      kind: 'UNANSWERED_REQUEST' as const,
      about: agency,
      at: startOfLondonDay(replyBy),
    })),
  ...firstOpenQuestions(file).map(({ questionId, askedAt }) => ({
    kind: 'OPEN_QUESTION' as const,
    about: questionId,
    at: by(workingDaysAfter(londonDate(Date.parse(askedAt)), 1)),
  })),
  ...file.viewRequests.flatMap(({ agency }) => {
    const onBehalf = currentReturn(file, agency)?.onBehalf;
    return onBehalf && onBehalf.confirmedAt === undefined
      ? [
          {
            kind: 'UNCONFIRMED_RETURN' as const,
            about: agency,
            at: by(onBehalf.confirmBy),
          },
        ]
      : [];
  }),
];

/** One task an agency: the next of its questions is a task once the first is answered. */
const firstOpenQuestions = ({ questions }: CaseFile): Question[] => {
  const open = questions
    .filter(({ answer }) => answer === undefined)
    .toSorted((a, b) =>
      a.askedAt + a.questionId < b.askedAt + b.questionId ? -1 : 1,
    );
  return open.filter(
    ({ agency }, i) => open.findIndex((each) => each.agency === agency) === i,
  );
};

const reviews = ({
  case: { state, caseId, investigation, strategyDiscussion },
}: CaseFile): Due[] => {
  if (state === 'CLOSED') return [];
  const due = (kind: TaskKind, marker: typeof investigation): Due[] =>
    marker?.status === 'ONGOING' && marker.reviewOn
      ? [{ kind, about: caseId, at: by(marker.reviewOn) }]
      : [];
  return [
    ...due('INVESTIGATION_REVIEW', investigation),
    ...due('STRATEGY_DISCUSSION_REVIEW', strategyDiscussion),
  ];
};

const delivery = (file: CaseFile): Due[] => {
  const { state, caseId, deliveredOn, finalDecisionOn } = file.case;
  const latest = latestDecision(file);
  const pending = pendingVisits(file.visits);
  const unallocated =
    state === 'DECIDED' &&
    latest?.taken.outcome === 'INCLUDE' &&
    pending.length === 0 &&
    finalDecisionOn;
  return [
    ...(unallocated
      ? [
          {
            kind: 'ALLOCATE_VISIT' as const,
            about: caseId,
            at: by(workingDaysAfter(finalDecisionOn, 1)),
          },
        ]
      : []),
    ...(state === 'DECIDED' && latest ? sinceDecision(file, latest) : []),
    ...pending,
    ...handovers(file, latest),
    ...(deliveredOn
      ? FOLLOW_UP_MONTHS.filter(
          (month) => !file.followUps.some(({ found }) => found.month === month),
        ).map((month) => ({
          kind: 'FOLLOW_UP' as const,
          about: String(month),
          at: by(monthsAfter(deliveredOn, month)),
        }))
      : []),
  ];
};

const pendingVisits = (visits: readonly Visit[]): Due[] =>
  visits
    .filter(({ state }) => isPending(state))
    .map(({ visitId, state, dueBy, hold }) =>
      state === 'HOLD' && hold
        ? { kind: 'VISIT_HELD', about: visitId, at: Date.parse(hold.at) }
        : { kind: 'VISIT_OVERDUE', about: visitId, at: by(dueBy) },
    );

/**
 * A referral that somebody took up, or that another for the same need has followed, is nobody's
 * task.
 */
const handovers = (
  { case: { state, caseId, finalDecisionOn }, referrals }: CaseFile,
  latest?: Decision,
): Due[] => {
  const made = referrals
    .filter(({ kind }) => kind === 'REFERRED')
    .toSorted((a, b) => (a.sentAt < b.sentAt ? -1 : 1));
  const isLast = ({ need, sentAt }: Referral) =>
    !made.some((later) => later.need === need && later.sentAt > sentAt);
  const decided =
    latest?.taken.outcome === 'REFER_PARTNER'
      ? latest.taken.decidedAt
      : undefined;
  const toMake =
    state === 'DECIDED' &&
    decided &&
    finalDecisionOn &&
    !made.some(({ sentAt }) => sentAt >= decided);
  return [
    ...(toMake
      ? [
          {
            kind: 'MAKE_REFERRAL' as const,
            about: caseId,
            at: by(workingDaysAfter(finalDecisionOn, 1)),
          },
        ]
      : []),
    ...made.filter(isLast).flatMap(handover),
  ];
};

/** Working days after which a service that has it and has not begun is asked how it stands. */
const STALLED_WORKING_DAYS = 20;

const handover = ({
  referralId,
  state,
  dueBy,
  sentAt,
  history,
}: Referral): Due[] => {
  const since = londonDate(Date.parse(history.at(-1)?.at ?? sentAt));
  const due = (kind: TaskKind, day: string): Due[] => [
    { kind, about: referralId, at: by(day) },
  ];
  switch (state) {
    case 'SENT':
      return dueBy === undefined ? [] : due('REFERRAL_UNACKNOWLEDGED', dueBy);
    case 'DECLINED':
      return due('REFERRAL_DECLINED', since);
    case 'ACKNOWLEDGED':
    case 'ACCEPTED':
      return due(
        'REFERRAL_STALLED',
        workingDaysAfter(since, STALLED_WORKING_DAYS),
      );
    case 'NO_CONTACT':
      return due('REFERRAL_STALLED', workingDaysAfter(since, 1));
    case 'STARTED':
    case 'ENDED':
      return [];
  }
};

/** What is not among what the decision had before it, and may change what it rested on. */
const sinceDecision = (
  { returns, viewRequests, checks }: CaseFile,
  { considered }: Decision,
): Due[] => {
  const had = new Set(considered);
  return [
    ...returns
      .filter((each) => !had.has(idOfReturn(each)))
      .map(({ agency, version, receivedAt }) => ({
        kind:
          version === 1
            ? ('RETURN_SINCE' as const)
            : ('REPLACED_REPLY' as const),
        about: agency,
        // Never before a restricted answer shows; of any other the day to answer by has passed.
        at: Math.max(
          Date.parse(receivedAt),
          ...viewRequests
            .filter((each) => each.agency === agency)
            .map(shownFrom),
        ),
      })),
    ...checks
      .filter(
        ({ checkId, rule, finding }) =>
          !had.has(checkId) && finding !== lastHeld(checks, rule, had),
      )
      .map(({ rule, checkedAt }) => ({
        kind: 'CHECK_SINCE' as const,
        about: rule,
        at: Date.parse(checkedAt),
      })),
  ];
};

const shownFrom = ({ replyBy }: ViewRequest): number =>
  startOfLondonDay(replyBy);

const lastHeld = (
  checks: CaseFile['checks'],
  rule: string,
  had: ReadonlySet<string>,
): string | undefined =>
  checks
    .filter((each) => each.rule === rule && had.has(each.checkId))
    .toSorted((a, b) => (a.checkedAt < b.checkedAt ? 1 : -1))[0]?.finding;

/** The same day so many months on; the first of the month after where there is none. */
export const monthsAfter = (date: string, months: number): string => {
  const month = Number(date.slice(5, 7)) - 1 + months;
  const first = `${Number(date.slice(0, 4)) + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  const day = `${first}-${date.slice(8)}`;
  const exists =
    new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) === day;
  return exists ? day : `${daysAfter(`${first}-28`, 4).slice(0, 8)}01`;
};

/** Of the child, from what the police gave the panel. None where it is restricted to others. */
const initialsOf = ({
  case: { panel },
  nominations,
}: Pick<CaseFile, 'case' | 'nominations'>): string | undefined => {
  const identity = nominations
    .toSorted((a, b) => (a.nominatedAt < b.nominatedAt ? 1 : -1))
    .flatMap(({ records }) => records)
    .find(
      ({ category, handling }) =>
        category === 'identity' &&
        (handling.code === 'P' ||
          handling.recipients.includes(panelRecipient(panel))),
    );
  const names = [
    identity?.fields.givenName,
    identity?.fields.familyName,
  ].filter((name) => typeof name === 'string');
  return names.length === 2
    ? names.map((name) => [...name][0]?.toUpperCase()).join('')
    : undefined;
};
