/** What follows from a change of a case's file: each kind of consequence exactly where its condition holds, and nothing else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CaseFile, judgedOn } from '../../../rules/cases/case-file.ts';
import { isOpen } from '../../../rules/cases/case-state.ts';
import { eligibilityOf } from '../../../rules/cases/eligibility.ts';
import { tasksOf } from '../../../rules/cases/tasks.ts';
import { isPending } from '../../../rules/delivery/visit-state.ts';
import type { Change, Occasion } from '../../../rules/effects/change.ts';
import { consequencesOf } from '../../../rules/effects/derive.ts';
import { settled } from '../../../rules/effects/settle.ts';
import { inboxItemOf, requestState } from '../../../rules/returns/inbox.ts';
import type { Effect } from '../../../schemas/store/effects.ts';
import type { Entity, Task, Visit } from '../../../schemas/store/entities.ts';
import { proving } from '../../prove.ts';
import { AGREEMENTS, NOW, panelNamed, person } from '../given.ts';
import { changes, type Step } from './generated-changes.ts';

let ids = 0;
const occasion: Occasion = {
  now: NOW,
  newId: () => {
    ids += 1;
    return String(ids).padStart(32, '0');
  },
  panel: panelNamed('south-bcu'),
  agreements: AGREEMENTS,
};

const known = (file: CaseFile) => ({
  ...person(file.case.personId, []),
  openCases: isOpen(file.case.state)
    ? [
        {
          caseId: file.case.caseId,
          panel: file.case.panel,
          borough: file.case.borough,
        },
      ]
    : [],
});

const changeOf = (before: CaseFile, after: CaseFile): Change => ({
  before: { file: before, person: known(before) },
  after: { file: after },
});

const derived = (before: CaseFile, after: CaseFile) =>
  consequencesOf(changeOf(before, after), occasion);

/** The file as the change leaves it, with what follows inside it. */
const leftBy = (before: CaseFile, after: CaseFile): CaseFile => {
  const { file } = settled(
    changeOf(before, after).before,
    { file: after },
    occasion,
  );
  if (!file) throw new Error('a change of a file leaves a file');
  return file;
};

const putsOf = <T extends Entity['type']>(
  effects: readonly Effect[],
  type: T,
) =>
  effects.flatMap((effect) =>
    effect.do === 'put' && effect.entity.type === type
      ? [
          {
            entity: effect.entity as Extract<Entity, { type: T }>,
            expects: effect.expects,
          },
        ]
      : [],
  );

const ofChanges = (
  check: (change: { before: CaseFile; after: CaseFile; step: Step }) => void,
) => fc.assert(fc.property(changes, check), proving(3000));

describe('nothing follows', () => {
  it('from a file that nobody changed', () => {
    ofChanges(({ before }) => {
      expect(derived(before, before)).toEqual({ effects: [], notices: [] });
    });
  });

  it('from the same content in other objects', () => {
    ofChanges(({ before }) => {
      expect(derived(before, structuredClone(before))).toEqual({
        effects: [],
        notices: [],
      });
    });
  });
});

describe('the case', () => {
  it('is written on the version that was read, or counted up while its state is what was read', () => {
    ofChanges(({ before, after, step }) => {
      const { effects } = derived(before, after);
      const put = putsOf(effects, 'Case').find(
        ({ entity }) => entity.caseId === before.case.caseId,
      );
      const touch = effects.find((effect) => effect.do === 'touch');
      const copy = effects.find((effect) => effect.do === 'copy');
      expect([put, touch, copy].filter(Boolean)).toHaveLength(
        step === 'nothing' ? 0 : 1,
      );
      if (put) {
        expect(put.expects).toBe(before.case.version);
        expect(put.entity.version).toBe(before.case.version + 1);
      }
      if (touch?.do === 'touch') expect(touch.while).toBe(before.case.state);
    });
  });

  it('is never only counted up where something else is weighed against it', () => {
    const weighed = new Set<Step>([
      'repliedAgainstVisit',
      'discussed',
      'selected',
      'excluded',
      'deferred',
      'allocated',
      'referred',
      'triagedAway',
      'asked',
    ]);
    ofChanges(({ before, after, step }) => {
      const touched = derived(before, after).effects.some(
        (effect) => effect.do === 'touch',
      );
      if (weighed.has(step)) expect(touched).toBe(false);
    });
  });
});

it('a check is weighed where a rule is not met with it', () => {
  ofChanges(({ before, after, step }) => {
    if (step !== 'checkedNotMet') return;
    const { area } = panelNamed('south-bcu');
    const on = judgedOn(after);
    const unmet = eligibilityOf({ ...after, area, on }).some(
      ({ finding }) => finding === 'NOT_MET',
    );
    const touched = derived(before, after).effects.some(
      (effect) => effect.do === 'touch',
    );
    expect(touched).toBe(!unmet);
  });
});

describe('every item that carries a version', () => {
  it('replaces the version that was read, and is the next one', () => {
    ofChanges(({ before, after }) => {
      const versions = new Map<string, number>(
        [
          ...before.visits,
          ...before.others.flatMap(({ visits }) => visits),
        ].map(({ visitId, version }) => [visitId, version]),
      );
      for (const { entity, expects } of putsOf(
        derived(before, after).effects,
        'Visit',
      )) {
        const was = versions.get(entity.visitId);
        expect([expects, entity.version]).toEqual(
          was === undefined ? ['ABSENT', 1] : [was, was + 1],
        );
      }
    });
  });
});

describe('what stands beside a case', () => {
  it('after a write the worklist is what the file says', () => {
    ofChanges(({ before, after }) => {
      const left = leftBy(before, after);
      const stored = new Map(
        tasksOf(before).map((task) => [keyOfTask(task), task.dueAt]),
      );
      for (const effect of derived(before, after).effects) {
        if (effect.do === 'remove' && effect.entity.type === 'Task')
          stored.delete(keyOfTask(effect.entity));
        if (effect.do === 'put' && effect.entity.type === 'Task') {
          stored.set(keyOfTask(effect.entity), effect.entity.dueAt);
        }
      }
      const own = [...stored.keys()].filter((key) =>
        key.startsWith(before.case.caseId),
      );
      expect(own.sort()).toEqual(tasksOf(left).map(keyOfTask).sort());
    });
  });

  it('after a write each agency’s list says how its request stands', () => {
    ofChanges(({ before, after }) => {
      const left = leftBy(before, after);
      const listOf = (file: CaseFile) =>
        file.viewRequests.map((each) =>
          inboxItemOf(each, requestState(file, each.agency)),
        );
      const stored = new Map(
        listOf(before).map((item) => [item.viewRequestId, item]),
      );
      for (const { entity } of putsOf(
        derived(before, after).effects,
        'InboxItem',
      )) {
        stored.set(entity.viewRequestId, entity);
      }
      expect([...stored.values()]).toEqual(listOf(left));
    });
  });

  it('a locator leads to what is new, and to nothing else', () => {
    ofChanges(({ before, after, step }) => {
      const located = putsOf(derived(before, after).effects, 'Locator')
        .map(({ entity }) => entity.of)
        .filter((of) => of !== before.case.caseId);
      const made: Partial<Record<Step, number>> = {
        asked: 1,
        allocated: 1,
        referred: 1,
      };
      expect(located).toHaveLength(made[step] ?? 0);
    });
  });

  it('the case is one of the child’s open cases as long as the panel has still to decide', () => {
    ofChanges(({ before, after }) => {
      const left = leftBy(before, after);
      const { person: child } = settled(
        changeOf(before, after).before,
        { file: after },
        occasion,
      );
      const stands = child?.openCases.some(
        ({ caseId }) => caseId === left.case.caseId,
      );
      expect(stands).toBe(isOpen(left.case.state));
    });
  });
});

describe('visits', () => {
  const visitsOf = (file: CaseFile): Visit[] => [
    ...file.visits,
    ...file.others.flatMap(({ visits }) => visits),
  ];
  const stateIn = (file: CaseFile, visitId: string) =>
    visitsOf(file).find((visit) => visit.visitId === visitId)?.state;

  it('of every case of the child are held by what speaks against any visit of them', () => {
    ofChanges(({ before, after, step }) => {
      if (step !== 'discussed' && step !== 'repliedAgainstVisit') return;
      const news = step === 'discussed' || !saidBefore(before);
      for (const { visitId, state } of visitsOf(before)) {
        const held = news && isPending(state) ? 'HOLD' : state;
        expect(stateIn(leftBy(before, after), visitId)).toBe(held);
      }
    });
  });

  const saidBefore = ({ returns }: CaseFile): boolean =>
    returns.some(({ records }) =>
      records.some(({ fields }) => fields.doNotVisitReason !== undefined),
    );

  it('are over where the panel does not select the child, and where another visit is allocated', () => {
    ofChanges(({ before, after, step }) => {
      if (step !== 'excluded' && step !== 'allocated') return;
      for (const { visitId, state } of before.visits) {
        const over = isPending(state) ? 'NOT_DONE' : state;
        expect(stateIn(leftBy(before, after), visitId)).toBe(over);
      }
    });
  });

  it('go on whatever else is done', () => {
    const quiet = new Set<Step>([
      'asked',
      'replied',
      'questioned',
      'selected',
      'referred',
      'nominated',
      'copied',
    ]);
    ofChanges(({ before, after, step }) => {
      if (!quiet.has(step)) return;
      expect(visitsOf(leftBy(before, after)).map(({ state }) => state)).toEqual(
        visitsOf(before).map(({ state }) => state),
      );
    });
  });

  it('whoever was to make one that is stopped is told, once a visit, and nobody else', () => {
    ofChanges(({ before, after }) => {
      const stopped = visitsOf(leftBy(before, after)).filter(
        ({ visitId, state }) =>
          ['HOLD', 'NOT_DONE'].includes(state) &&
          stateIn(before, visitId) !== undefined &&
          stateIn(before, visitId) !== state,
      );
      const told = derived(before, after).notices.flatMap((notice) =>
        notice.kind === 'VISIT_HELD' ? [notice] : [],
      );
      expect(told.map(({ visitId }) => visitId).sort()).toEqual(
        stopped.map(({ visitId }) => visitId).sort(),
      );
      for (const { recipients } of told)
        expect(recipients).toEqual(['met-police', 'panel:south-bcu']);
    });
  });
});

describe('a decision', () => {
  it('is told and counted once where it is taken, and is kept with the case', () => {
    ofChanges(({ before, after, step }) => {
      const { effects, notices } = derived(before, after);
      const final = step === 'selected' || step === 'excluded';
      const any = final || step === 'deferred';
      expect(
        notices.filter(({ kind }) => kind === 'CASE_DECIDED'),
      ).toHaveLength(final ? 1 : 0);
      const counted = putsOf(effects, 'Tally').filter(
        ({ entity }) => entity.kind === 'DECISION',
      );
      expect(counted).toHaveLength(any ? 1 : 0);
      const kept = leftBy(before, after).case.expiresAt;
      if (!final) return;
      for (const { entity } of putsOf(effects, 'Decision'))
        expect(entity.expiresAt).toBe(kept);
    });
  });

  it('rests on the child’s records as they were read, changed or not', () => {
    ofChanges(({ before, after, step }) => {
      if (!['selected', 'excluded', 'deferred'].includes(step)) return;
      const [written] = putsOf(derived(before, after).effects, 'Person');
      expect(written?.expects).toBe(1);
    });
  });
});

const keyOfTask = ({
  caseId,
  kind,
  about,
  dueAt,
}: Pick<Task, 'caseId' | 'kind' | 'about' | 'dueAt'>) =>
  [caseId, kind, about, dueAt].join('|');
