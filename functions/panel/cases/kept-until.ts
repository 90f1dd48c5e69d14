import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { nominationsKept } from '../../../rules/cases/retention.ts';
import type { Effect } from '../../../schemas/store/effects.ts';

/** What is found and read by its case lives as long as the case: else the last follow-up would come too late for it. */
export const keptUntil = (file: CaseFile, until: string): Effect[] => {
  const { personId, caseId } = file.case;
  return [
    {
      do: 'put',
      entity: {
        type: 'Locator',
        of: caseId,
        personId,
        caseId,
        expiresAt: until,
      },
      expects: 'ANY',
    },
    // A nomination is never changed, so there is nothing to lose by putting it again.
    ...nominationsKept(file, until).map(
      (entity): Effect => ({ do: 'put', entity, expects: 'ANY' }),
    ),
  ];
};
