/** Who may be put before a panel. */
import type { CaseFile } from './case-file.ts';

/**
 * Whether the panel must say why it talks about this child at all: nothing of what was nominated makes a suspect of them.
 * Source: ICO enforcement notice on the Gangs Matrix (2018), victims kept apart from offenders; DPA 2018 s.38(3).
 */
export const needsListingReason = ({ nominations }: CaseFile): boolean =>
  !nominations.some(
    ({ incidentType, records }) =>
      incidentType !== 'INC_VICTIM_OR_NO_SUSPICION' &&
      records.some(({ subject }) => ['SUSPECT', 'CONVICTED'].includes(subject.category)),
  );
