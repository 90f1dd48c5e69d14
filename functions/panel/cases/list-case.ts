/** PUT /v1/cases/{id}/listing: onto the agenda of a meeting, where the panel will talk about the child. */

import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, notFound } from '../../../entrance/problem.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import { inOrder, withCase } from '../../../rules/cases/agenda.ts';
import { needsListingReason } from '../../../rules/cases/listing.ts';
import { movedTo } from '../../../rules/returns/reply-by.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { Effect } from '../../../schemas/store/effects.ts';
import type { Case, Meeting, Person } from '../../../schemas/store/entities.ts';
import { advanced } from './advanced.ts';
import { askedAgain } from './asked-again.ts';
import { offAgenda } from './end-panel-work.ts';
import { type OpenedCase, openCase } from './open-case.ts';

export const listCase = endpoint('listCase', async (call) => {
  const { body } = call;
  const { about, opened } = await openCase(call, { meetingId: body.meetingId }); // R1, R2
  if (!opened)
    return conclude(call, { ...about, told: { problem: notFound() } });
  const { file, person, panel, question } = opened;
  const state = advanced(file.case, 'LIST');
  const listedFor = meetingFor(call, opened);
  const { meetingId, meetingOn } = listedFor;
  const next = {
    ...file.case,
    state,
    meetingId,
    meetingOn,
    listingReason: body.reason ?? file.case.listingReason,
    finalDecisionOn: undefined,
    version: file.case.version + 1,
  };
  const { caseId } = next;
  const listing = {
    ...listedFor,
    agenda: withCase(listedFor, caseId),
    version: listedFor.version + 1,
  };
  const moves = file.case.meetingId !== meetingId;
  const viewRequests = moves
    ? movedTo(file, listing, opened.agreements, call.now)
    : file.viewRequests;
  const after = { ...file, case: next, viewRequests };
  return conclude(call, {
    ...about,
    told: {
      body: {
        caseId,
        meetingId,
        meetingOn,
        position: inOrder(listing).indexOf(caseId) + 1,
      },
    },
    outcome: 'PERMIT',
    effects: [
      { do: 'put', entity: next, expects: file.case.version },
      { do: 'put', entity: listing, expects: listedFor.version },
      ...(moves
        ? [
            ...offAgenda(file.case, call.now),
            ...viewRequests.flatMap((each) => askedAgain(each, after)),
          ]
        : []),
      ...openAgain(person, next, panel.id),
      ...taskEffects(question.file, after),
    ],
  }); // W
});

/** @throws Problem CONTENT_INVALID where there is no such meeting to come of this panel, or a reason is missing. */
const meetingFor = (
  { body, now }: Call<'listCase'>,
  { file, panel, meeting }: NonNullable<OpenedCase['opened']>,
): Meeting => {
  if (meeting?.panel !== panel.id || meeting.meetingOn < londonDate(now)) {
    throw contentInvalid([
      {
        pointer: '/meetingId',
        message: 'is no meeting to come of the panel of this case',
      },
    ]);
  }
  if (
    needsListingReason(file) &&
    body.reason === undefined &&
    file.case.listingReason === undefined
  ) {
    const message =
      'is missing: a child who is no suspect is listed only with a recorded reason';
    throw contentInvalid([{ pointer: '/reason', message }]);
  }
  return meeting;
};

/** A case that had been decided is one of the child's open cases again, beside any that was opened since. */
const openAgain = (
  person: Person,
  { caseId, borough }: Case,
  panel: string,
): Effect[] => {
  if (person.openCases.some((open) => open.caseId === caseId)) return [];
  const openCases = [...person.openCases, { caseId, panel, borough }];
  return [
    {
      do: 'put',
      entity: { ...person, openCases, version: person.version + 1 },
      expects: person.version,
    },
  ];
};
