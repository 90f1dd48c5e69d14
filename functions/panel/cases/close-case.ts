/** Closing a case that has been decided or delivered. */
import type { Call } from '../../../entrance/call.ts';
import { advanced } from '../../../entrance/transition.ts';
import { type CaseFile, isOfAge } from '../../../rules/cases/case-file.ts';
import { officerNamed } from '../../../rules/cases/officer.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { OutcomeRequest } from '../../../schemas/contract/cases.ts';
import { checkNoVisitPending } from './no-visit-pending.ts';
import type { Opened } from './open-case.ts';

type Closing = Extract<OutcomeRequest, { kind: 'CLOSE' }>;

/** @throws Problem ILLEGAL_TRANSITION; CONTENT_INVALID while a visit is still to be made. */
export const closedFile = (
  { now }: Call<'recordOutcome'>,
  { file, standing }: Opened,
  { reason, officer, officerMinutes }: Closing,
): CaseFile => {
  const state = advanced(standing(), 'CLOSE');
  const today = londonDate(now);
  if (!isOfAge(file, today)) checkNoVisitPending(file, '/kind');
  return {
    ...file,
    case: {
      ...file.case,
      state,
      closedOn: today,
      closingReason: reason,
      closedBy: officerNamed(officer),
      closingMinutes: officerMinutes,
    },
  };
};
