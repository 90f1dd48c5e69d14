/** POST /v1/cases/{id}/view-requests: ask agencies what they know before the panel meets. */
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { notFound } from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { advanced } from '../../../entrance/transition.ts';
import {
  type CaseFile,
  givenToPanel,
  subjectOf,
} from '../../../rules/cases/case-file.ts';
import {
  type Askable,
  askableAgencies,
} from '../../../rules/returns/asking.ts';
import type { ViewRequest } from '../../../schemas/store/entities.ts';
import { type Opened, openCase } from './open-case.ts';
import {
  askedAgain,
  checkUrgency,
  meetingOf,
  requestTo,
} from './view-request.ts';
import { chosen } from './whom-to-ask.ts';

export const askForViews = endpoint('askForViews', async (call) => {
  const { about, earlier, opened } = await openCase(call); // R1, R2
  if (!opened)
    return conclude(call, { ...about, answer: { problem: notFound() } });
  const { file } = opened;
  if (earlier) {
    return replayed(call, earlier, ({ asked }) =>
      receipt(file, requestsNamed(file, asked)),
    );
  }
  const requests = requestsFor(call, opened);
  return conclude(call, {
    ...about,
    answer: { body: receipt(file, requests) },
    outcome: 'PERMIT',
    made: { asked: requests.map(({ viewRequestId }) => viewRequestId).join() },
    changes: [
      { before: { file }, after: { file: withRequests(file, requests) } },
    ],
  }); // W
});

const receipt = (
  { case: { caseId } }: CaseFile,
  requests: readonly ViewRequest[],
) => ({
  caseId,
  viewRequests: requests.map(
    ({ viewRequestId, agency, agreement, replyBy }) => ({
      viewRequestId,
      agency,
      agreement,
      replyBy,
    }),
  ),
});

const requestsNamed = (
  { viewRequests }: CaseFile,
  asked: string,
): ViewRequest[] =>
  viewRequests.filter(({ viewRequestId }) =>
    asked.split(',').includes(viewRequestId),
  );

/** Those who are asked again in the request that they have, and those who are asked first. */
const requestsFor = (
  call: Call<'askForViews'>,
  opened: Opened,
): ViewRequest[] => {
  const { file, agreements, standing } = opened;
  advanced(standing(), 'ASK_FOR_VIEWS');
  const asked = { meeting: meetingOf(standing()), agreements };
  checkUrgency(call, asked.meeting.meetingOn);
  const toAsk = chosen(call, askableIn(opened, call.now));
  const first = toAsk.filter(
    ({ agency }) =>
      !file.viewRequests.some((before) => before.agency === agency),
  );
  return [
    ...askedAgain(call, opened, toAsk, asked),
    ...first.map((askable) => requestTo(askable, call, file, asked)),
  ];
};

const askableIn = (
  { file, panel, agreements }: Opened,
  now: number,
): Askable[] => {
  const subject = subjectOf(file);
  return subject
    ? askableAgencies(panel.id, subject, agreements, now, givenToPanel(file))
    : [];
};

const withRequests = (
  file: CaseFile,
  made: readonly ViewRequest[],
): CaseFile => {
  const anew = new Set(made.map(({ viewRequestId }) => viewRequestId));
  const before = file.viewRequests.filter(
    ({ viewRequestId }) => !anew.has(viewRequestId),
  );
  return { ...file, viewRequests: [...before, ...made] };
};
