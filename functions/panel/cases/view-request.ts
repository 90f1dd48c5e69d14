/** A view request as it is made or made anew: to whom, for which meeting, and by when. */
import type { Call } from '../../../entrance/call.ts';
import { contentInvalid, Problem } from '../../../entrance/problem.ts';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import type { Standing } from '../../../rules/cases/standing.ts';
import type { Askable } from '../../../rules/returns/asking.ts';
import {
  type AskedFor,
  agreedReplyBy,
  mayBeGiven,
} from '../../../rules/returns/reply-by.ts';
import {
  isUnanswered,
  standingOf,
} from '../../../rules/returns/reply-ledger.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { ViewRequest } from '../../../schemas/store/entities.ts';
import type { Opened } from './open-case.ts';

type Asking = Call<'askForViews'>;

/** For which meeting, and under which agreements. */
export interface For {
  meeting: AskedFor;
  agreements: readonly LiveAgreement[];
}

/**
 * The meeting for which the case is listed. @throws Problem ILLEGAL_TRANSITION where a deferral has
 * not been listed again.
 */
export const meetingOf = ({ meetingId, meetingOn }: Standing): AskedFor => {
  if (meetingId !== undefined && meetingOn !== undefined)
    return { meetingId, meetingOn };
  throw new Problem(
    'ILLEGAL_TRANSITION',
    'A case that was deferred is listed for a meeting again before partners are asked.',
    { allowed: ['LIST'] },
  );
};

/** Checks the request even where nobody is left to ask. @throws Problem CONTENT_INVALID. */
export const checkUrgency = (
  { body: { urgent }, now }: Asking,
  meetingOn: string,
): void => {
  if (
    urgent &&
    (urgent.replyBy < londonDate(now) || urgent.replyBy > meetingOn)
  ) {
    const message = 'is in the past or after the meeting';
    throw contentInvalid([{ pointer: '/urgent/replyBy', message }]);
  }
};

/**
 * Finds the agencies to ask again: those that have not answered as far as the panel may know, and
 * are named or get another day after theirs has passed.
 */
export const askedAgain = (
  call: Asking,
  { file, agreements }: Opened,
  toAsk: readonly Askable[],
  asked: For,
): ViewRequest[] =>
  file.viewRequests
    .filter((request) => isAmong(request, toAsk) && isDue(request, call))
    .filter((request) =>
      isUnanswered(standingOf(request, file, agreements, call.now).line.state),
    )
    .flatMap((request) => {
      const days = daysFor(call, request.agreement, asked);
      return mayBeGiven(request, days.replyBy, agreements)
        ? [{ ...request, ...days }]
        : [];
    });

const isAmong = (
  { agency, agreement }: ViewRequest,
  toAsk: readonly Askable[],
): boolean =>
  toAsk.some((each) => each.agency === agency && each.agreement === agreement);

const isDue = (
  { replyBy }: ViewRequest,
  { body: { agencies, urgent }, now }: Asking,
): boolean =>
  agencies !== undefined || (urgent !== undefined && replyBy < londonDate(now));

export const requestTo = (
  { agency, agreement, categories }: Askable,
  call: Asking,
  file: CaseFile,
  asked: For,
): ViewRequest => {
  const { personId, caseId, panel, expiresAt } = file.case;
  return {
    type: 'ViewRequest',
    personId,
    caseId,
    viewRequestId: `vr_${call.world.randomId()}`,
    agency,
    panel,
    agreement,
    categories,
    ...daysFor(call, agreement, asked),
    askedAt: new Date(call.now).toISOString(),
    expiresAt,
  };
};

/** The meeting, and by when: what being asked again changes of a request. */
const daysFor = (
  call: Asking,
  agreement: string,
  { meeting, agreements }: For,
) => ({
  meetingId: meeting.meetingId,
  meetingOn: meeting.meetingOn,
  replyBy: replyByOf(
    call,
    meeting.meetingOn,
    agreements.find(({ id }) => id === agreement),
  ),
  urgencyReason: call.body.urgent?.reason,
});

/**
 * Sets the day to answer, as the agreement says, or sooner where it is urgent, with the reason.
 * @throws Problem CONTENT_INVALID.
 */
const replyByOf = (
  { body: { urgent }, now }: Asking,
  meetingOn: string,
  agreement: LiveAgreement | undefined,
): string => {
  if (urgent) return urgent.replyBy;
  const agreed = agreedReplyBy(meetingOn, agreement);
  if (agreed >= londonDate(now)) return agreed;
  const message = `is missing: the agreed day to reply, ${agreed}, has passed; state the day and why it is urgent`;
  throw contentInvalid([{ pointer: '/urgent', message }]);
};
