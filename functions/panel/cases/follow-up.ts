/** What was found so many months after delivery, and how it is counted. */
import type { World } from '../../../adapters/ports.ts';
import type { Call } from '../../../entrance/call.ts';
import { contentInvalid } from '../../../entrance/problem.ts';
import { tallyEffects } from '../../../entrance/tallies.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import { officerNamed } from '../../../rules/cases/officer.ts';
import { monthsAfter } from '../../../rules/cases/tasks.ts';
import {
  type Counted,
  followUpTally,
  minutesTally,
} from '../../../rules/statistics/tallies.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { OutcomeRequest } from '../../../schemas/contract/cases.ts';
import type { Effect } from '../../../schemas/store/effects.ts';
import type { Case, FollowUpEntity } from '../../../schemas/store/entities.ts';
import { advanced } from './advanced.ts';
import type { OpenedCase } from './open-case.ts';

/** The latest counts: NOT_KNOWN today may be YES or NO tomorrow. */
export const followUpEffects = (
  { world, now }: Call<'recordOutcome'>,
  { file, panel, agreements }: NonNullable<OpenedCase['opened']>,
  {
    month,
    cameToNotice,
    checkedIn,
    officer,
    officerMinutes,
  }: Extract<OutcomeRequest, { kind: 'FOLLOW_UP' }>,
): { state: Case['state']; effects: Effect[] } => {
  const state = advanced(file.case, 'FOLLOW_UP');
  checkMonth(file.case, month, now);
  const { personId, caseId, expiresAt } = file.case;
  const checkedAt = new Date(now).toISOString();
  const found = {
    month,
    cameToNotice,
    checkedIn,
    checkedBy: officerNamed(officer),
    checkedAt,
  };
  const before = file.followUps.find((each) => each.found.month === month);
  const tally = followUpTally({ found }, { file, panel, agreements, now });
  const counted = countedAs(world, before, cameToNotice, tally);
  const followUp: FollowUpEntity = {
    type: 'FollowUp',
    personId,
    caseId,
    found,
    officerMinutes,
    counted,
    expiresAt,
  };
  const others = file.followUps.filter((each) => each !== before);
  return {
    state,
    effects: [
      { do: 'touch', entity: file.case, while: state },
      // The first is nobody's correction: of two at once, the second reads again and corrects.
      { do: 'put', entity: followUp, expects: before ? 'ANY' : 'ABSENT' },
      ...(counted === before?.counted ? [] : [put(tally, counted.tallyId)]),
      ...tallyEffects(
        world,
        minutesTally('FOLLOW_UP', { panel, now }, officerMinutes),
      ),
      ...taskEffects(file, { ...file, followUps: [...others, followUp] }),
    ],
  };
};

type CountedAs = NonNullable<FollowUpEntity['counted']>;

/** INVARIANT: in one quarter a follow-up is counted once, as it stands last. In another it is counted where it has changed. */
const countedAs = (
  { randomId }: World,
  before: FollowUpEntity | undefined,
  cameToNotice: FollowUpEntity['found']['cameToNotice'],
  { quarter }: Counted,
): CountedAs => {
  if (before?.counted && before.found.cameToNotice === cameToNotice)
    return before.counted;
  return {
    tallyId:
      before?.counted?.quarter === quarter
        ? before.counted.tallyId
        : randomId(),
    quarter,
  };
};

const put = (tally: Counted, tallyId: string): Effect => ({
  do: 'put',
  entity: { ...tally, tallyId },
  expects: 'ANY',
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
