import { contentInvalid } from '../../../entrance/problem.ts';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { isPending } from '../../../rules/delivery/visit-state.ts';

/**
 * Nobody would record how the visit went any more. @throws Problem CONTENT_INVALID while one is
 * still to be made.
 */
export const checkNoVisitPending = (
  { visits }: CaseFile,
  pointer: string,
): void => {
  if (!visits.some(({ state }) => isPending(state))) return;
  throw contentInvalid([
    { pointer, message: 'closes a case whose visit is still to be made' },
  ]);
};
