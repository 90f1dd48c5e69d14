/** By when an agency is asked to answer, and what becomes of that when the case is talked about at another meeting. */
import type { ViewRequest } from '../schemas/entities.ts';
import type { LiveAgreement } from './agreement.ts';
import type { CaseFile } from './case-file.ts';
import { londonDate } from './london-time.ts';
import { isUnanswered, standingOf } from './reply-ledger.ts';
import { workingDaysAfter } from './working-days.ts';

/** The meeting for which a view is asked. */
export type AskedFor = Pick<ViewRequest, 'meetingId' | 'meetingOn'>;

/** As the agreement says; where it is not held, the day of the meeting. */
export const agreedReplyBy = (meetingOn: string, agreement: LiveAgreement | undefined): string =>
  workingDaysAfter(meetingOn, -(agreement?.returns.dueWorkingDaysBeforePanel ?? 0));

/**
 * The requests of a case for another meeting. Who has not answered has until the agreed day before it, or where that has
 * passed, until the day that they were given. INVARIANT: whether somebody has answered is asked as the panel may know it, so
 * that of a restricted answer that does not show yet the new day says nothing.
 */
export const movedTo = (
  file: CaseFile,
  { meetingId, meetingOn }: AskedFor,
  agreements: readonly LiveAgreement[],
  now: number,
): ViewRequest[] =>
  file.viewRequests.map((request) => {
    const moved = { ...request, meetingId, meetingOn };
    if (!isUnanswered(standingOf(request, file, agreements, now).line.state)) return moved;
    const agreed = agreedReplyBy(
      meetingOn,
      agreements.find(({ id }) => id === request.agreement),
    );
    if (agreed >= londonDate(now)) return { ...moved, replyBy: agreed, urgentBecause: undefined };
    return { ...moved, replyBy: request.replyBy < meetingOn ? request.replyBy : meetingOn };
  });
