/** What a task says of the child: initials that the panel may know, where the case stands, and no more. */
import { describe, expect, it } from 'vitest';
import { tasksOf } from '../../../rules/cases/tasks.ts';
import { worklistOf } from '../../../rules/cases/worklist.ts';
import type { Nomination } from '../../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../../schemas/store/personal-record.ts';
import {
  caseFile,
  NOT_FOR_THE_PANEL,
  nomination,
  record,
  theCase,
} from '../given.ts';

const named = (
  fields: object,
  over: Partial<Nomination> = {},
  of: Partial<PersonalRecord> = {},
): Nomination =>
  nomination({
    records: [
      record({
        category: 'identity',
        originator: 'met-police',
        fields: { ...fields },
        ...of,
      }),
    ],
    ...over,
  });
const ada = { givenName: 'ada', familyName: 'Okoro' };
const taskOf = (...nominations: Nomination[]) =>
  tasksOf(caseFile({ case: theCase({ state: 'SCREENED' }), nominations }))[0];
const initials = (...nominations: Nomination[]) =>
  taskOf(...nominations)?.initials;

describe('the initials of a child', () => {
  it('are the first letters of the given and the family name, in capitals, of any script', () => {
    expect(initials(named(ada))).toBe('AO');
    expect(initials(named({ givenName: 'élodie', familyName: '𝒵ed' }))).toBe(
      'É𝒵',
    );
  });

  it('are not said where a name is missing', () => {
    expect(initials(named({ givenName: 'Ada' }))).toBeUndefined();
    expect(initials(named({ familyName: 'Okoro' }))).toBeUndefined();
    expect(initials(named(ada, {}, { category: 'incident' }))).toBeUndefined();
  });

  it('are those that the police gave last, in whatever order they stand', () => {
    const later = named(
      { givenName: 'Bea', familyName: 'Adeyemi' },
      { nominatedAt: '2026-11-11T09:00:00.000Z' },
    );
    expect(initials(named(ada), later)).toBe('BA');
    expect(initials(later, named(ada))).toBe('BA');
  });

  it('are not said where the police keep the name from the panel', () => {
    const kept = named(ada, {}, { handling: NOT_FOR_THE_PANEL });
    const told = named(
      ada,
      {},
      { handling: { code: 'C', recipients: ['panel:south-bcu'] } },
    );
    expect([initials(kept), initials(told)]).toEqual([undefined, 'AO']);
  });
});

it('a row of the worklist says whose case it is and where it stands, and what is to be done', () => {
  const task = taskOf(named(ada));
  if (!task) throw new Error('a screened case is to be listed');
  const { tasks } = worklistOf([task], new Set(), Date.parse(task.dueAt) + 1);
  expect(tasks).toMatchObject([
    {
      caseId: task.caseId,
      initials: 'AO',
      caseState: 'SCREENED',
      kind: task.kind,
      about: task.about,
      dueAt: task.dueAt,
    },
  ]);
});
