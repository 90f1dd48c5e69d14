/** By when an agency is asked to answer, and what becomes of that when the case is talked about at another meeting. */
import type { ViewRequest } from '../../schemas/store/entities.ts';
import type { CaseFile } from '../cases/case-file.ts';
import type { LiveAgreement } from '../sharing/agreement.ts';
import { londonDate } from '../time/london-time.ts';
import { workingDaysAfter } from '../time/working-days.ts';
import { isRestricted, isUnanswered, standingOf } from './reply-ledger.ts';

/** The meeting for which a view is asked. */
export type AskedFor = Pick<ViewRequest, 'meetingId' | 'meetingOn'>;

/** As the agreement says; where it is not held, the day of the meeting. */
export const agreedReplyBy = (
  meetingOn: string,
  agreement: LiveAgreement | undefined,
): string =>
  workingDaysAfter(
    meetingOn,
    -(agreement?.returns.dueWorkingDaysBeforePanel ?? 0),
  );

/**
 * The requests of a case for another meeting. Who has not answered has until the agreed day before it, or where that has
 * passed, until the day that they were given.
 */
export const movedTo = (
  file: CaseFile,
  { meetingId, meetingOn }: AskedFor,
  agreements: readonly LiveAgreement[],
  now: number,
): ViewRequest[] =>
  file.viewRequests.map((request) => {
    const moved = { ...request, meetingId, meetingOn };
    if (!isUnanswered(standingOf(request, file, agreements, now).line.state))
      return moved;
    const agreed = agreedReplyBy(
      meetingOn,
      agreements.find(({ id }) => id === request.agreement),
    );
    const day = { replyBy: agreed, urgencyReason: undefined };
    if (agreed >= londonDate(now))
      return mayBeGiven(request, agreed, agreements)
        ? { ...moved, ...day }
        : moved;
    const sooner =
      request.replyBy > meetingOn && mayBeGiven(request, meetingOn, agreements);
    return sooner ? { ...moved, replyBy: meetingOn } : moved;
  });

/**
 * INVARIANT: the day of a restricted request never comes nearer. Its answer shows from that day on, so that an earlier one
 * would tell at once whether an answer had come before it was to show. And whether somebody has answered is asked as the panel
 * may know it.
 */
export const mayBeGiven = (
  { agreement, replyBy }: Pick<ViewRequest, 'agreement' | 'replyBy'>,
  day: string,
  agreements: readonly LiveAgreement[],
): boolean =>
  day >= replyBy ||
  !isRestricted(agreements.find(({ id }) => id === agreement));
