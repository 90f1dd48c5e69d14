/** The worklist follows the case file: what a write changes of the one it changes of the other. */

import type { CaseFile } from '../rules/cases/case-file.ts';
import { taskChanges, tasksOfFurther } from '../rules/cases/tasks.ts';
import type { Effect } from '../schemas/store/effects.ts';
import type { Case, Nomination } from '../schemas/store/entities.ts';

/** @param before undefined for a case that is opened. */
export const taskEffects = (
  before: CaseFile | undefined,
  after: CaseFile,
): Effect[] => {
  const { put, remove } = taskChanges(before, after);
  return [
    ...put.map((entity): Effect => ({ do: 'put', entity, expects: 'ANY' })),
    // It may have gone already: two who answer at once each take away their own.
    ...remove.map(
      (entity): Effect => ({ do: 'remove', entity, expects: 'ANY' }),
    ),
  ];
};

/** Of a nomination that joins an open case, whose file nobody reads for it. */
export const furtherTaskEffects = (
  opened: Case,
  nomination: Nomination,
): Effect[] =>
  tasksOfFurther(opened, nomination).map((entity) => ({
    do: 'put',
    entity,
    expects: 'ANY',
  }));
