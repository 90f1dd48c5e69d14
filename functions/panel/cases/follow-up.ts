/**
 * Records what was found some months after delivery. The latest counts: NOT_KNOWN today may be YES
 * or NO tomorrow.
 */
import type { Call } from '../../../entrance/call.ts';
import { contentInvalid } from '../../../entrance/problem.ts';
import { advanced } from '../../../entrance/transition.ts';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { officerNamed } from '../../../rules/cases/officer.ts';
import { monthsAfter } from '../../../rules/cases/tasks.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { OutcomeRequest } from '../../../schemas/contract/cases.ts';
import type { Case, FollowUpEntity } from '../../../schemas/store/entities.ts';
import type { Opened } from './open-case.ts';

type FollowingUp = Extract<OutcomeRequest, { kind: 'FOLLOW_UP' }>;

/** @throws Problem ILLEGAL_TRANSITION, CONTENT_INVALID. */
export const followedUpFile = (
  { now }: Call<'recordOutcome'>,
  { file, standing }: Opened,
  asked: FollowingUp,
): CaseFile => {
  advanced(standing(), 'FOLLOW_UP');
  checkMonth(file.case, asked.month, now);
  const followUp = followUpOf(file, asked, now);
  const others = file.followUps.filter(
    ({ found }) => found.month !== asked.month,
  );
  return { ...file, followUps: [...others, followUp] };
};

const followUpOf = (
  { case: { personId, caseId, expiresAt } }: CaseFile,
  asked: FollowingUp,
  now: number,
): FollowUpEntity => ({
  type: 'FollowUp',
  personId,
  caseId,
  found: {
    month: asked.month,
    cameToNotice: asked.cameToNotice,
    checkedIn: asked.checkedIn,
    checkedBy: officerNamed(asked.officer),
    checkedAt: new Date(now).toISOString(),
  },
  officerMinutes: asked.officerMinutes,
  expiresAt,
});

/** @throws Problem CONTENT_INVALID where nothing was delivered, or not so long ago. */
const checkMonth = (
  { deliveredOn }: Case,
  month: number,
  now: number,
): void => {
  const from = deliveredOn && monthsAfter(deliveredOn, month);
  if (from !== undefined && from <= londonDate(now)) return;
  const message =
    from === undefined
      ? 'follows a delivery that there was not'
      : `comes only on ${from}`;
  throw contentInvalid([{ pointer: '/month', message }]);
};
