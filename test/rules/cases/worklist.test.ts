/** What a worklist shows, when it begins to show it, and what it says of it. */
import { describe, expect, it } from 'vitest';
import {
  openAgencies,
  worklistOf,
  worklistUntil,
} from '../../../rules/cases/worklist.ts';
import { WorklistMessage } from '../../../schemas/contract/worklist.ts';
import { type Task, TaskKind } from '../../../schemas/store/entities.ts';
import { AGREEMENTS, idOf } from '../given.ts';

const EVERYBODY: ReadonlySet<string> = new Set(['croydon-yjs', '3']);
/** A Friday in summer, 15:00 in London. Its last instant is 23:00 in UTC. */
const NOW = Date.parse('2026-07-10T14:00:00Z');
const END_OF_TODAY = '2026-07-10T23:00:00.000Z';

const task = (
  kind: TaskKind,
  dueAt: string,
  over: Partial<Task> = {},
): Task => ({
  type: 'Task',
  panel: 'south-bcu',
  borough: 'E09000008',
  caseId: idOf('case', 1),
  kind,
  about: 'croydon-yjs',
  dueAt,
  expiresAt: '2030-01-01T00:00:00.000Z',
  ...over,
});
const shown = (
  tasks: Task[],
  now = NOW,
  open: ReadonlySet<string> = EVERYBODY,
) => worklistOf(tasks, open, now);
const states = (tasks: Task[], now = NOW) =>
  shown(tasks, now).tasks.map(({ state }) => state);

describe('is shown', () => {
  it('what is due by the last instant of today in London, and not what is due a millisecond later', () => {
    const thursday = NOW - 86_400_000;
    expect(
      states([task('VISIT_OVERDUE', '2026-07-09T23:00:00.000Z')], thursday),
    ).toEqual(['DUE']);
    expect(
      states([task('VISIT_OVERDUE', '2026-07-09T23:00:00.001Z')], thursday),
    ).toEqual([]);
  });

  it('on a Friday also what is due at the weekend, when nobody is there', () => {
    expect(states([task('VISIT_OVERDUE', END_OF_TODAY)])).toEqual(['DUE']);
    expect(states([task('VISIT_OVERDUE', '2026-07-12T23:00:00.000Z')])).toEqual(
      ['DUE'],
    );
    expect(states([task('VISIT_OVERDUE', '2026-07-12T23:00:00.001Z')])).toEqual(
      [],
    );
  });

  it.each(['UNANSWERED_REQUEST', 'RETURN_SINCE'] as const)(
    'a task %s from 00:00 London of its day, although today ends at that very instant',
    (kind) => {
      const tomorrow = task(kind, END_OF_TODAY);
      expect(states([tomorrow], Date.parse(END_OF_TODAY) - 1)).toEqual([]);
      expect(states([tomorrow], Date.parse(END_OF_TODAY))).toEqual(['DUE']);
      expect(
        states([tomorrow], Date.parse('2026-07-11T22:59:59.999Z')),
      ).toEqual(['DUE']);
      expect(states([tomorrow], Date.parse('2026-07-11T23:00:00Z'))).toEqual([
        'OVERDUE',
      ]);
    },
  );

  it('at once what has until the end of the next working day', () => {
    const monday = '2026-07-13T23:00:00.000Z';
    expect(worklistUntil(NOW)).toBe(monday);
    expect(
      states([
        task('SCREEN', monday),
        task('LIST', monday),
        task('OPEN_QUESTION', monday),
      ]),
    ).toEqual(['DUE', 'DUE', 'DUE']);
  });

  it('a running clock, warned before it lapses', () => {
    const clock = [task('YJS_CLOCK', '2026-07-13T23:00:00.000Z')];
    expect(states(clock)).toEqual(['RUNNING']);
    expect(states(clock, Date.parse('2026-07-13T19:00:00Z'))).toEqual([
      'LAPSES_SOON',
    ]);
    expect(states(clock, Date.parse('2026-07-13T23:00:00Z'))).toEqual([
      'LAPSED',
    ]);
  });
});

describe('at most 50 rows', () => {
  const many = Array.from({ length: 60 }, (_, i) =>
    task('VISIT_OVERDUE', new Date(NOW - (60 - i) * 86_400_000).toISOString(), {
      about: idOf('visit', i),
    }),
  );

  it('the most overdue first, in whatever order they are held, and it is said that there are more', () => {
    const { tasks, more } = shown(many.toReversed());
    expect(tasks.map(({ about }) => about)).toEqual(
      many.slice(0, 50).map(({ about }) => about),
    );
    expect(more).toBe(true);
    expect(shown(many.slice(0, 50)).more).toBe(false);
  });

  it('no heap of other work pushes a clock off the list', () => {
    const clock = task('YJS_CLOCK', '2026-07-13T23:00:00.000Z');
    const { tasks } = shown([...many, clock]);
    expect(tasks).toHaveLength(50);
    expect(tasks.at(-1)).toMatchObject({ kind: 'YJS_CLOCK' });
  });

  it('a heap of clocks pushes no other work off either', () => {
    const clocks = many.map((each) => ({
      ...each,
      kind: 'YJS_CLOCK' as const,
      about: `nom ${each.about}`,
    }));
    const { tasks } = shown([
      ...clocks,
      task('REFERRAL_DECLINED', END_OF_TODAY),
    ]);
    expect(tasks).toHaveLength(50);
    expect(tasks.map(({ kind }) => kind)).toContain('REFERRAL_DECLINED');
  });
});

describe('of a restricted return', () => {
  const open = openAgencies('south-bcu', AGREEMENTS);
  const replaced = (about: string) =>
    task('REPLACED_REPLY', '2026-07-10T09:00:00.000Z', { about });

  it('is every return of a trust of the health agreement, and of nobody else', () => {
    for (const trust of ['oxleas', 'slam', 'swlstg'])
      expect(open.has(trust)).toBe(false);
    expect([...open]).toEqual(
      expect.arrayContaining([
        'croydon-yjs',
        'croydon-social-care',
        'bromley-education',
      ]),
    );
  });

  it('it is never told that it came again', () => {
    expect(
      shown([replaced('slam'), replaced('croydon-yjs')], NOW, open).tasks,
    ).toMatchObject([{ about: 'croydon-yjs' }]);
  });

  it('nor when it came: its first answer since a decision is dated by the day on which it is read', () => {
    const since = (about: string) =>
      task('RETURN_SINCE', '2026-07-09T09:31:07.534Z', { about });
    const { tasks } = shown([since('slam'), since('croydon-yjs')], NOW, open);
    const dueAt = (agency: string) =>
      tasks.find(({ about }) => about === agency)?.dueAt;
    expect(dueAt('slam')).toBe('2026-07-09T23:00:00.000Z');
    expect(dueAt('croydon-yjs')).toBe('2026-07-09T09:31:07.534Z');
    expect(tasks.find(({ about }) => about === 'slam')?.state).toBe('DUE');
  });

  it('nor where the agreement under which it came is not held any more', () => {
    const without = AGREEMENTS.filter(({ id }) => id !== 'MD-CAMHS-003');
    expect(
      shown([replaced('slam')], NOW, openAgencies('south-bcu', without)).tasks,
    ).toEqual([]);
  });
});

it('every kind of task is said in a sentence, and a row is what the contract says', () => {
  const all = TaskKind.options.map((kind) =>
    task(kind, '2026-07-10T09:00:00.000Z', { about: '3' }),
  );
  const { tasks, more } = shown(all);
  expect(tasks).toHaveLength(TaskKind.options.length);
  for (const { says } of tasks) expect(says).toMatch(/^[A-Z0-9].{20,}\.$/);
  const message = {
    panel: 'south-bcu',
    borough: 'E09000008',
    tasks,
    more,
    ledgerEntry: idOf('le', 1),
  };
  expect(WorklistMessage.parse(message)).toEqual(message);
});
