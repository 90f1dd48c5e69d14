/**
 * Puts the locators of a case and of its parts that have their own id. Each lives as long as its
 * target.
 */
import type { Effect } from '../../schemas/store/effects.ts';
import type { FileChange } from './change.ts';
import { differenceOf } from './lists.ts';

export const locatorEffects = (change: FileChange): Effect[] => {
  const { before, after } = change;
  const { personId, caseId, expiresAt } = after.case;
  const at = (of: string, until: string): Effect => ({
    do: 'put',
    entity: { type: 'Locator', of, personId, caseId, expiresAt: until },
    expects: 'ABSENT',
  });
  const made = [
    ...differenceOf('viewRequests', change).added.map((each) =>
      at(each.viewRequestId, each.expiresAt),
    ),
    ...differenceOf('visits', change).added.map((each) =>
      at(each.visitId, each.expiresAt),
    ),
    ...differenceOf('referrals', change).added.map((each) =>
      at(each.referralId, each.expiresAt),
    ),
  ];
  if (!before) return [at(caseId, expiresAt), ...made];
  if (before.case.expiresAt === expiresAt) return made;
  return [{ ...at(caseId, expiresAt), expects: 'ANY' } as Effect, ...made];
};
