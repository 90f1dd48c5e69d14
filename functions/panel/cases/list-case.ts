/**
 * PUT /v1/cases/{id}/listing: onto the agenda of a meeting, where the panel will talk about the
 * child.
 */
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, notFound } from '../../../entrance/problem.ts';
import { advanced } from '../../../entrance/transition.ts';
import { inOrder, withCase } from '../../../rules/cases/agenda.ts';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { needsListingReason } from '../../../rules/cases/listing.ts';
import { movedTo } from '../../../rules/returns/reply-by.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { Meeting } from '../../../schemas/store/entities.ts';
import { type Opened, openCase } from './open-case.ts';

export const listCase = endpoint('listCase', async (call) => {
  const { about, opened } = await openCase(call, {
    meetingId: call.body.meetingId,
  }); // R1, R2
  if (!opened)
    return conclude(call, { ...about, answer: { problem: notFound() } });
  const { file, person } = opened;
  const before = meetingFor(call, opened);
  const listed = listedFile(call, opened, before);
  const meeting = { ...before, agenda: withCase(before, file.case.caseId) };
  return conclude(call, {
    ...about,
    answer: { body: receipt(listed, meeting) },
    outcome: 'PERMIT',
    changes: [
      {
        before: { file, person, meeting: before },
        after: { file: listed, meeting },
      },
    ],
  }); // W
});

const receipt = ({ case: { caseId } }: CaseFile, meeting: Meeting) => ({
  caseId,
  meetingId: meeting.meetingId,
  meetingOn: meeting.meetingOn,
  position: inOrder(meeting).indexOf(caseId) + 1,
});

/** INVARIANT: only here is a case that was decided stored as listed again. */
const listedFile = (
  { body, now }: Call<'listCase'>,
  { file, standing, agreements }: Opened,
  { meetingId, meetingOn }: Meeting,
): CaseFile => {
  const stands = standing();
  const state = advanced(stands, 'LIST');
  const listed = {
    ...file,
    case: {
      ...file.case,
      state,
      meetingId,
      meetingOn,
      listingReason: body.reason ?? file.case.listingReason,
      finalDecisionOn: undefined,
    },
  };
  if (stands.meetingId === meetingId) return listed;
  return {
    ...listed,
    viewRequests: movedTo(file, { meetingId, meetingOn }, agreements, now),
  };
};

/**
 * @throws Problem CONTENT_INVALID where there is no such meeting to come of this panel, or a reason
 * is missing.
 */
const meetingFor = (
  { body, now }: Call<'listCase'>,
  { file, panel, meeting }: Opened,
): Meeting => {
  if (meeting?.panel !== panel.id || meeting.meetingOn < londonDate(now)) {
    const message = 'is no meeting to come of the panel of this case';
    throw contentInvalid([{ pointer: '/meetingId', message }]);
  }
  const reason = body.reason ?? file.case.listingReason;
  if (needsListingReason(file) && reason === undefined) {
    const message =
      'is missing: a child who is no suspect is listed only with a recorded reason';
    throw contentInvalid([{ pointer: '/reason', message }]);
  }
  return meeting;
};
