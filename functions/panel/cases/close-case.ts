import type { Call } from '../../../entrance/call.ts';
import { tallyEffects } from '../../../entrance/tallies.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import { visitEffects } from '../../../entrance/visits.ts';
import { isOfAge } from '../../../rules/cases/case-file.ts';
import { officerNamed } from '../../../rules/cases/officer.ts';
import {
  keptAfterClosing,
  personKept,
} from '../../../rules/cases/retention.ts';
import { endedBy, withVisits } from '../../../rules/delivery/visit-hold.ts';
import { minutesTally, visitTally } from '../../../rules/statistics/tallies.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { OutcomeRequest } from '../../../schemas/contract/cases.ts';
import type { Effect } from '../../../schemas/store/effects.ts';
import type { Case } from '../../../schemas/store/entities.ts';
import { advanced } from './advanced.ts';
import { checkNoVisitPending, withoutCase } from './end-panel-work.ts';
import { keptUntil } from './kept-until.ts';
import type { OpenedCase } from './open-case.ts';

/** Closes a case that has been decided or delivered. @throws Problem ILLEGAL_TRANSITION; CONTENT_INVALID while a visit is still to be made. */
export const closeEffects = (
  { world, now }: Call<'recordOutcome'>,
  { file, person, panel, agreements }: NonNullable<OpenedCase['opened']>,
  {
    reason,
    officer,
    officerMinutes,
  }: Extract<OutcomeRequest, { kind: 'CLOSE' }>,
): { state: Case['state']; effects: Effect[] } => {
  const state = advanced(file.case, 'CLOSE');
  // Of who has come of age there is no brief any more, so that nobody but the panel may ever end the visit.
  const ended = isOfAge(file, londonDate(now))
    ? endedBy(file.visits, 'OF_AGE', now)
    : [];
  if (ended.length === 0) checkNoVisitPending(file, '/kind');
  const closedOn = londonDate(now);
  const expiresAt = keptAfterClosing(file, closedOn);
  const closedBy = officerNamed(officer);
  const closed = {
    closedOn,
    closingReason: reason,
    closedBy,
    closingMinutes: officerMinutes,
  };
  const next: Case = {
    ...file.case,
    ...closed,
    state,
    expiresAt,
    version: file.case.version + 1,
  };
  return {
    state,
    effects: [
      { do: 'put', entity: next, expects: file.case.version },
      {
        do: 'put',
        entity: personKept(withoutCase(person, next.caseId), expiresAt),
        expects: person.version,
      },
      ...keptUntil(file, expiresAt),
      ...tallyEffects(
        world,
        minutesTally('CLOSE', { panel, now }, officerMinutes),
      ),
      ...visitEffects(ended),
      ...ended.flatMap((over) =>
        tallyEffects(world, visitTally(over, { file, panel, agreements, now })),
      ),
      ...taskEffects(file, withVisits({ ...file, case: next }, ended)),
    ],
  };
};
