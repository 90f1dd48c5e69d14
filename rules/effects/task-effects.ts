/**
 * The worklist follows the case's file: what a write changes of the one it changes of the other.
 */
import type { Effect } from '../../schemas/store/effects.ts';
import { taskChanges } from '../cases/tasks.ts';
import type { FileChange } from './change.ts';

export const taskEffects = ({ before, after }: FileChange): Effect[] => {
  const { put, remove } = taskChanges(before, after);
  return [
    ...put.map((entity): Effect => ({ do: 'put', entity, expects: 'ANY' })),
    // It may have gone already: two who answer at once each take away their own.
    ...remove.map(
      (entity): Effect => ({ do: 'remove', entity, expects: 'ANY' }),
    ),
  ];
};
