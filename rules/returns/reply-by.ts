/**
 * Sets the day by which an agency is asked to answer, and moves it when the case goes to another
 * meeting.
 */
import type { ViewRequest } from '../../schemas/store/entities.ts';
import type { CaseFile } from '../cases/case-file.ts';
import type { LiveAgreement } from '../sharing/agreement.ts';
import { londonDate } from '../time/london-time.ts';
import { workingDaysAfter } from '../time/working-days.ts';
import { isRestricted, isUnanswered, standingOf } from './reply-ledger.ts';

/** The meeting for which a view is asked. */
export type AskedFor = Pick<ViewRequest, 'meetingId' | 'meetingOn'>;

/** The day that the agreement says; where it is not held, the day of the meeting. */
export const agreedReplyBy = (
  meetingOn: string,
  agreement: LiveAgreement | undefined,
): string =>
  workingDaysAfter(
    meetingOn,
    -(agreement?.returns.dueWorkingDaysBeforePanel ?? 0),
  );

/**
 * Moves the requests of a case to another meeting. An agency that has not answered has until the
 * agreed day before it, or where that has passed, until the day that it was given.
 */
export const movedTo = (
  file: CaseFile,
  { meetingId, meetingOn }: AskedFor,
  agreements: readonly LiveAgreement[],
  now: number,
): ViewRequest[] =>
  file.viewRequests.map((request) => {
    const moved = { ...request, meetingId, meetingOn };
    // The panel's knowledge counts here, not whether an answer has come.
    const { state } = standingOf(request, file, agreements, now).line;
    return isUnanswered(state)
      ? { ...moved, ...dayOf(request, meetingOn, agreements, now) }
      : moved;
  });

type Day = Pick<ViewRequest, 'replyBy' | 'urgencyReason'>;

/** The day that a request has for a meeting, where it changes. */
const dayOf = (
  request: ViewRequest,
  meetingOn: string,
  agreements: readonly LiveAgreement[],
  now: number,
): Partial<Day> => {
  const agreement = agreements.find(({ id }) => id === request.agreement);
  const agreed = agreedReplyBy(meetingOn, agreement);
  if (agreed >= londonDate(now))
    return mayBeGiven(request, agreed, agreements)
      ? { replyBy: agreed, urgencyReason: undefined }
      : {};
  return request.replyBy > meetingOn &&
    mayBeGiven(request, meetingOn, agreements)
    ? { replyBy: meetingOn }
    : {};
};

/**
 * INVARIANT: the day of a restricted request never comes nearer. Its answer shows from that day on,
 * so that an earlier day would tell at once whether an answer had come before it was to show.
 */
export const mayBeGiven = (
  { agreement, replyBy }: Pick<ViewRequest, 'agreement' | 'replyBy'>,
  day: string,
  agreements: readonly LiveAgreement[],
): boolean =>
  day >= replyBy ||
  !isRestricted(agreements.find(({ id }) => id === agreement));
