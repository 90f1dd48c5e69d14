import type { Effect } from '../../../adapters/ports.ts';
import type { Call } from '../../../entrance/call.ts';
import { contentInvalid } from '../../../entrance/problem.ts';
import { tallyEffects } from '../../../entrance/tallies.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import { londonDate } from '../../../rules/london-time.ts';
import { officerNamed } from '../../../rules/officer.ts';
import { followUpTally } from '../../../rules/tallies.ts';
import { monthsAfter } from '../../../rules/tasks.ts';
import type { OutcomeRequest } from '../../../schemas/cases.ts';
import type { Case, FollowUpEntity } from '../../../schemas/entities.ts';
import { advanced } from './advanced.ts';
import type { OpenedCase } from './open-case.ts';

/** What was found so many months after delivery. The latest counts: NOT_KNOWN today may be YES or NO tomorrow. */
export const followUpEffects = (
  { world, now }: Call<'recordOutcome'>,
  { file, panel }: NonNullable<OpenedCase['opened']>,
  { month, cameToNotice, checkedIn, officer, officerMinutes }: Extract<OutcomeRequest, { kind: 'FOLLOW_UP' }>,
): { state: Case['state']; effects: Effect[] } => {
  const state = advanced(file.case, 'FOLLOW_UP');
  checkMonth(file.case, month, now);
  const { personId, caseId, expiresAt } = file.case;
  const found = {
    ...{ month, cameToNotice, checkedIn },
    checkedBy: officerNamed(officer),
    checkedAt: new Date(now).toISOString(),
  };
  const followUp: FollowUpEntity = { type: 'FollowUp', personId, caseId, found, officerMinutes, expiresAt };
  const before = file.followUps.find((each) => each.found.month === month)?.found.cameToNotice;
  const counted = before === cameToNotice ? undefined : followUpTally(followUp, { panel, now }, officerMinutes);
  const others = file.followUps.filter((each) => each.found.month !== month);
  return {
    state,
    effects: [
      { do: 'touch', entity: file.case, while: state },
      { do: 'put', entity: followUp, expects: 'ANY' },
      ...tallyEffects(world, counted),
      ...taskEffects(file, { ...file, followUps: [...others, followUp] }),
    ],
  };
};

/** @throws Problem CONTENT_INVALID where nothing was delivered, or not so long ago. */
const checkMonth = ({ deliveredOn }: Case, month: number, now: number): void => {
  const from = deliveredOn && monthsAfter(deliveredOn, month);
  if (from !== undefined && from <= londonDate(now)) return;
  const message = from === undefined ? 'follows a delivery that there was not' : `comes only on ${from}`;
  throw contentInvalid([{ pointer: '/month', message }]);
};
