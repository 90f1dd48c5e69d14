/** The tasks of a case are a projection of its file: what one write changes of it leads from the tasks before to those after. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import {
  monthsAfter,
  taskChanges,
  tasksOf,
} from '../../../rules/cases/tasks.ts';
import {
  type Decision,
  type EligibilityCheck,
  type Question,
  type Referral,
  type Task,
  TaskKind,
  type Visit,
} from '../../../schemas/store/entities.ts';
import { proving } from '../../prove.ts';
import { files } from '../generated-files.ts';
import {
  caseFile,
  idOf,
  nomination,
  returned,
  theCase,
  viewRequest,
} from '../given.ts';

const ONGOING = {
  status: 'ONGOING' as const,
  officer: 'dc-1',
  since: '2026-11-01T10:00:00.000Z',
  reviewOn: '2026-11-30',
};
const decidedTo = (
  outcome: string,
  considered: string[] = [],
): Partial<CaseFile> => {
  const at = '2026-11-26T14:00:00.000Z';
  return {
    case: theCase({ state: 'DECIDED', finalDecisionOn: '2026-11-26' }),
    decisions: [
      {
        taken: { outcome, decidedAt: at, recordedAt: at },
        considered,
      } as Decision,
    ],
  };
};
const checked = (checkId: string) =>
  ({
    ...caseFile({}).checks[0],
    checkId,
    finding: 'NOT_MET',
  }) as EligibilityCheck;
const visitIn = (state: Visit['state']) =>
  ({
    visitId: idOf('visit', 1),
    state,
    dueBy: '2026-12-04',
    hold: { reason: 'NOT_ELIGIBLE', at: '2026-12-01T10:00:00.000Z' },
  }) as Visit;
const handover = (state: Referral['state']) =>
  ({
    referralId: idOf('ref', 1),
    kind: 'REFERRED',
    need: 'YOUTH_JUSTICE',
    state,
    dueBy: '2026-11-30',
    sentAt: '2026-11-27T10:00:00.000Z',
    history: [],
  }) as unknown as Referral;

const keyOf = ({ dueAt, caseId, kind, about }: Task) =>
  [dueAt, caseId, kind, about].join('#');
/** As a table holds them: one a key. */
const table = (tasks: readonly Task[]) =>
  new Map(tasks.map((task) => [keyOf(task), asWritten(task)]));
/** What a nomination brings of its own is written once, however the case goes on. */
const asWritten = (task: Task): Task =>
  task.kind === 'YJS_CLOCK' || task.kind === 'CHECK_AGAIN'
    ? { ...task, caseState: undefined, initials: undefined, expiresAt: '' }
    : task;
const sorted = (held: Map<string, Task>) =>
  [...held.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

describe('what a write changes', () => {
  it('makes of the tasks before exactly those after', () => {
    fc.assert(
      fc.property(files, files, (before, after) => {
        const held = table(tasksOf(before));
        const { put, remove } = taskChanges(before, after);
        for (const task of remove) held.delete(keyOf(task));
        for (const task of put) held.set(keyOf(task), asWritten(task));
        expect(sorted(held)).toEqual(sorted(table(tasksOf(after))));
      }),
      proving(3000),
    );
  });

  it('is nothing where nothing has changed, and removes nothing that it puts', () => {
    fc.assert(
      fc.property(files, files, (before, after) => {
        expect(taskChanges(before, before)).toEqual({ put: [], remove: [] });
        const { put, remove } = taskChanges(before, after);
        expect(
          put.map(keyOf).filter((key) => remove.map(keyOf).includes(key)),
        ).toEqual([]);
      }),
      proving(3000),
    );
  });

  it('of a case that is opened is all its tasks', () => {
    fc.assert(
      fc.property(files, (file) => {
        expect(taskChanges(undefined, file).remove).toEqual([]);
        expect(sorted(table(taskChanges(undefined, file).put))).toEqual(
          sorted(table(tasksOf(file))),
        );
      }),
      proving(500),
    );
  });
});

/** A file of which exactly this is to be done. */
const TO_DO: Record<TaskKind, Partial<CaseFile>> = {
  SCREEN: { case: theCase({ state: 'NOMINATED' }) },
  LIST: { case: theCase({ state: 'SCREENED' }) },
  CHECK_AGAIN: {
    nominations: [
      nomination(),
      nomination({
        nominationId: idOf('nom', 2),
        nominatedAt: '2026-11-24T10:00:00.000Z',
      }),
    ],
  },
  ASK_FOR_VIEWS: { viewRequests: [] },
  RECORD_DECISION: {},
  RETURNING_DEFERRAL: {
    case: theCase({
      state: 'LISTED',
      meetingId: undefined,
      meetingOn: '2026-12-03',
    }),
  },
  UNANSWERED_REQUEST: { viewRequests: [viewRequest()] },
  OPEN_QUESTION: {
    questions: [
      {
        questionId: idOf('qn', 1),
        askedAt: '2026-11-20T10:00:00.000Z',
      } as Question,
    ],
  },
  UNCONFIRMED_RETURN: {
    viewRequests: [viewRequest()],
    returns: [
      returned({
        onBehalf: {
          person: 'Duty',
          channel: 'TELEPHONE',
          recordedBy: 'co-1',
          confirmBy: '2026-11-24',
        },
      }),
    ],
  },
  YJS_CLOCK: { nominations: [nomination({ incidentType: 'INC_CONFIRMED' })] },
  INVESTIGATION_REVIEW: {
    case: theCase({ state: 'DELIVERED', investigation: ONGOING }),
  },
  STRATEGY_DISCUSSION_REVIEW: {
    case: theCase({ state: 'DELIVERED', strategyDiscussion: ONGOING }),
  },
  RETURN_SINCE: { ...decidedTo('EXCLUDE'), returns: [returned()] },
  REPLACED_REPLY: {
    ...decidedTo('EXCLUDE', [`${idOf('vr', 1)}/1`]),
    returns: [returned(), returned({ version: 2 })],
  },
  CHECK_SINCE: { ...decidedTo('EXCLUDE', []), checks: [checked('c9')] },
  ALLOCATE_VISIT: decidedTo('INCLUDE'),
  VISIT_OVERDUE: { ...decidedTo('INCLUDE'), visits: [visitIn('ALLOCATED')] },
  VISIT_HELD: { ...decidedTo('INCLUDE'), visits: [visitIn('HOLD')] },
  MAKE_REFERRAL: decidedTo('REFER_PARTNER'),
  REFERRAL_UNACKNOWLEDGED: {
    ...decidedTo('REFER_PARTNER'),
    referrals: [handover('SENT')],
  },
  REFERRAL_DECLINED: {
    ...decidedTo('REFER_PARTNER'),
    referrals: [handover('DECLINED')],
  },
  REFERRAL_STALLED: {
    ...decidedTo('REFER_PARTNER'),
    referrals: [handover('ACCEPTED')],
  },
  FOLLOW_UP: { case: theCase({ state: 'CLOSED', deliveredOn: '2026-11-20' }) },
};

describe('each thing that may be to do', () => {
  const kindsOf = (over: Partial<CaseFile>) => {
    const nominations = [nomination({ incidentType: 'INC_SUSPECTED' })];
    const listed = theCase({
      state: 'LISTED',
      meetingId: idOf('mtg', 1),
      meetingOn: '2026-11-26',
    });
    return new Set(
      tasksOf(caseFile({ case: listed, nominations, ...over })).map(
        ({ kind }) => kind,
      ),
    );
  };

  it.each(TaskKind.options)(
    '%s is a task where it is, and not where nothing is',
    (kind) => {
      expect(kindsOf(TO_DO[kind])).toContain(kind);
      expect(kindsOf({ case: theCase({ state: 'CLOSED' }) })).toEqual(
        new Set(),
      );
    },
  );

  it('a referral that was declined is somebody’s until another for the same need follows', () => {
    const again = {
      ...handover('SENT'),
      referralId: idOf('ref', 2),
      sentAt: '2026-12-01T10:00:00.000Z',
    };
    const other = { ...again, need: 'MENTORING' as const };
    const closed = (referrals: Referral[]) =>
      kindsOf({ case: theCase({ state: 'CLOSED' }), referrals });
    expect(closed([handover('DECLINED')])).toEqual(
      new Set(['REFERRAL_DECLINED']),
    );
    expect(closed([handover('DECLINED'), other])).toContain(
      'REFERRAL_DECLINED',
    );
    expect(closed([handover('DECLINED'), again])).toEqual(
      new Set(['REFERRAL_UNACKNOWLEDGED']),
    );
    expect(closed([handover('STARTED')])).toEqual(new Set());
    expect(closed([handover('NO_CONTACT')])).toEqual(
      new Set(['REFERRAL_STALLED']),
    );
    expect(closed([{ ...handover('SENT'), kind: 'SIGNPOSTED' }])).toEqual(
      new Set(),
    );
  });

  it('a further nomination asks for another look, and its clock runs, until somebody has looked', () => {
    const opened = theCase({
      state: 'LISTED',
      meetingId: idOf('mtg', 1),
      meetingOn: '2026-11-26',
    });
    const further = nomination({
      nominationId: idOf('nom', 2),
      nominatedAt: '2026-11-24T10:00:00.000Z',
      incidentType: 'INC_CONFIRMED',
    });
    const nominations = [nomination(), further];
    const kindsOf = (over: Partial<CaseFile>) =>
      tasksOf(caseFile({ case: opened, nominations, ...over }))
        .filter(({ about }) => about === further.nominationId)
        .map(({ kind }) => kind)
        .sort();
    expect(kindsOf({})).toEqual(['CHECK_AGAIN', 'YJS_CLOCK']);
    const looked = { ...checked('c2'), checkedAt: '2026-11-24T11:00:00.000Z' };
    expect(kindsOf({ checks: [looked] })).toEqual(['YJS_CLOCK']);
  });

  it('a further nomination moves no day of the first', () => {
    const opened = theCase({ state: 'NOMINATED' });
    const first = nomination({
      nominationId: idOf('nom', 1),
      nominatedAt: '2026-11-20T10:00:00.000Z',
    });
    const second = nomination({
      nominationId: idOf('nom', 2),
      nominatedAt: '2026-11-25T10:00:00.000Z',
    });
    const due = (nominations: CaseFile['nominations']) =>
      tasksOf(caseFile({ case: opened, nominations })).find(
        ({ kind }) => kind === 'SCREEN',
      )?.dueAt;
    expect(due([first, second])).toBe(due([first]));
  });

  it('a clock is nobody’s once a named officer has ended the matter on a fact', () => {
    const nominations = [nomination({ incidentType: 'INC_CONFIRMED' })];
    const ended = (outcome: string) =>
      kindsOf({
        case: theCase({ state: 'CLOSED' }),
        nominations,
        triages: [{ taken: { outcome } } as CaseFile['triages'][number]],
      });
    expect(ended('NOT_ELIGIBLE_ON_FACTS')).toEqual(new Set());
    expect(ended('REFER_YJS')).toEqual(new Set(['YJS_CLOCK']));
  });
});

describe('of a case that the panel has still to decide', () => {
  const kindsOf = (over: Partial<CaseFile>) =>
    tasksOf(caseFile(over)).map(({ kind }) => kind);

  it('something is always to be done', () => {
    const undecided = files.filter(
      ({ case: { state, meetingOn } }) =>
        ['NOMINATED', 'SCREENED'].includes(state) ||
        (state === 'LISTED' && !!meetingOn),
    );
    fc.assert(
      fc.property(undecided, (file) => {
        expect(tasksOf(file)).not.toEqual([]);
      }),
      proving(1000),
    );
  });

  it('partners are to be asked until somebody has been, whatever they answer; and on its day it is to be decided', () => {
    const listed = theCase({
      state: 'LISTED',
      meetingId: idOf('mtg', 1),
      meetingOn: '2026-11-26',
    });
    expect(kindsOf({ case: listed, viewRequests: [] })).toEqual(
      expect.arrayContaining(['ASK_FOR_VIEWS', 'RECORD_DECISION']),
    );
    const trust = {
      case: listed,
      viewRequests: [viewRequest({ agency: 'slam' })],
    };
    expect(kindsOf({ ...trust, returns: [] })).not.toContain('ASK_FOR_VIEWS');
    expect(
      kindsOf({ ...trust, returns: [returned({ agency: 'slam' })] }),
    ).not.toContain('ASK_FOR_VIEWS');
    const due = tasksOf(caseFile({ case: listed })).find(
      ({ kind }) => kind === 'RECORD_DECISION',
    )?.dueAt;
    expect(due).toBe('2026-11-27T00:00:00.000Z');
  });
});

describe('what has come since a decision', () => {
  const early = returned({
    version: 1,
    receivedAt: '2026-11-20T10:00:00.000Z',
  });
  const again = returned({
    version: 2,
    receivedAt: '2026-11-21T10:00:00.000Z',
  });
  const decision = (considered: string[]) =>
    ({
      taken: { outcome: 'EXCLUDE', decidedAt: '2026-11-23T10:00:00.000Z' },
      considered,
    }) as Decision;
  const since = (held: string[], over: Partial<CaseFile> = {}) =>
    tasksOf(
      caseFile({
        case: theCase({ state: 'DECIDED' }),
        decisions: [decision(['c1', ...held])],
        ...over,
      }),
    ).filter(({ kind }) =>
      ['RETURN_SINCE', 'REPLACED_REPLY', 'CHECK_SINCE'].includes(kind),
    );
  const first = `${early.viewRequestId}/1`;

  it('is a return that the decision did not have before it, whatever the clocks say', () => {
    expect(since([], { returns: [early] })).toMatchObject([
      { kind: 'RETURN_SINCE', about: early.agency },
    ]);
    expect(since([first], { returns: [early] })).toEqual([]);
    expect(since([first], { returns: [early, again] })).toMatchObject([
      { kind: 'REPLACED_REPLY' },
    ]);
    expect(
      since([], { returns: [early, again] }).map(({ kind }) => kind),
    ).toEqual(['RETURN_SINCE', 'REPLACED_REPLY']);
  });

  it('shows no sooner than a restricted answer does', () => {
    const request = viewRequest({
      agency: early.agency,
      replyBy: '2026-11-25',
    });
    const dueAt = '2026-11-25T00:00:00.000Z';
    expect(
      since([], { viewRequests: [request], returns: [early] }),
    ).toMatchObject([{ dueAt }]);
  });

  it('is a check that found otherwise, and not one that found the same', () => {
    const [held] = caseFile({}).checks;
    const checked = (finding: 'MET' | 'NOT_MET') =>
      ({ ...held, checkId: 'c2', finding }) as EligibilityCheck;
    expect(
      since([], { checks: [held as EligibilityCheck, checked('MET')] }),
    ).toEqual([]);
    expect(
      since([], { checks: [held as EligibilityCheck, checked('NOT_MET')] }),
    ).toMatchObject([{ kind: 'CHECK_SINCE', about: 'NO_WEAPON_CONVICTION' }]);
  });
});

describe('so many months on', () => {
  it.each([
    ['2026-11-24', 3, '2027-02-24'],
    ['2026-11-30', 3, '2027-03-01'],
    ['2027-11-29', 3, '2028-02-29'],
    ['2026-08-31', 6, '2027-03-01'],
    ['2026-12-31', 12, '2027-12-31'],
    ['2028-02-29', 12, '2029-03-01'],
    ['2026-11-26', 24, '2028-11-26'],
  ])('%s and %i are %s', (date, months, expected) => {
    expect(monthsAfter(date, months)).toBe(expected);
  });
});
