/** POST /v1/cases/{id}/view-requests: ask agencies what they know before the panel meets. */

import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import {
  contentInvalid,
  notFound,
  Problem,
} from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import {
  type CaseFile,
  givenToPanel,
  subjectOf,
} from '../../../rules/cases/case-file.ts';
import {
  type Askable,
  askableAgencies,
} from '../../../rules/returns/asking.ts';
import { inboxItemOf } from '../../../rules/returns/inbox.ts';
import {
  type AskedFor,
  agreedReplyBy,
  mayBeGiven,
} from '../../../rules/returns/reply-by.ts';
import { isUnanswered } from '../../../rules/returns/reply-ledger.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { Effect } from '../../../schemas/store/effects.ts';
import type { ViewRequest } from '../../../schemas/store/entities.ts';
import { advanced } from './advanced.ts';
import { askedAgain } from './asked-again.ts';
import { type OpenedCase, openCase } from './open-case.ts';

type Opened = NonNullable<OpenedCase['opened']>;

export const askForViews = endpoint('askForViews', async (call) => {
  const { now } = call;
  const { about, earlier, opened } = await openCase(call); // R1, R2
  if (!opened)
    return conclude(call, { ...about, told: { problem: notFound() } });
  const { file, panel, agreements } = opened;
  const receipt = (requests: readonly ViewRequest[]) => ({
    caseId: file.case.caseId,
    viewRequests: requests.map(
      ({ viewRequestId, agency, agreement, replyBy }) => ({
        viewRequestId,
        agency,
        agreement,
        replyBy,
      }),
    ),
  });
  if (earlier) {
    return replayed(call, earlier, ({ asked = '' }) =>
      receipt(
        file.viewRequests.filter(({ viewRequestId }) =>
          asked.includes(viewRequestId),
        ),
      ),
    );
  }
  const state = advanced(file.case, 'ASK_FOR_VIEWS');
  const subject = subjectOf(file);
  const askable = subject
    ? askableAgencies(panel.id, subject, agreements, now, givenToPanel(file))
    : [];
  const meeting = meetingOf(file);
  checkUrgency(call, meeting.meetingOn);
  const toAsk = chosen(call, askable);
  const again = toBeAskedAgain(call, toAsk, opened).flatMap((request) => {
    const days = daysFor(call, request.agreement, { meeting, agreements });
    return mayBeGiven(request, days.replyBy, agreements)
      ? [{ ...request, ...days }]
      : [];
  });
  const first = toAsk
    .filter(
      ({ agency }) =>
        !file.viewRequests.some((before) => before.agency === agency),
    )
    .map((asked) => requestTo(asked, call, file, { meeting, agreements }));
  const requests = [...again, ...first];
  const next = { ...file.case, state, version: file.case.version + 1 };
  return conclude(call, {
    ...about,
    told: { body: receipt(requests) },
    outcome: 'PERMIT',
    made: { asked: requests.map(({ viewRequestId }) => viewRequestId).join() },
    effects: [
      {
        do: 'put',
        entity: next,
        expects: file.case.version,
      },
      ...again.flatMap((request) => askedAgain(request, file)),
      ...first.flatMap(requestEffects),
      ...taskEffects(file, {
        ...file,
        case: next,
        viewRequests: merged(file.viewRequests, requests),
      }),
    ],
  }); // W
});

/** Those named, or all; each once. An agency that no agreement lets the panel ask is refused by name. */
const chosen = (
  { body: { agencies } }: Call<'askForViews'>,
  askable: Askable[],
): Askable[] => {
  const errors = (agencies ?? []).flatMap((agency, i) =>
    askable.some((each) => each.agency === agency)
      ? []
      : [
          {
            pointer: `/agencies/${i}`,
            message:
              'no agreement in force lets the panel ask this agency about this child',
          },
        ],
  );
  if (errors.length > 0) throw contentInvalid(errors);
  return askable.filter(({ agency }) => agencies?.includes(agency) ?? true);
};

/** Who has not answered, as far as the panel may know: where it is named, or its day has passed and another one is given. */
const toBeAskedAgain = (
  { body: { agencies, urgent }, now }: Call<'askForViews'>,
  toAsk: readonly Askable[],
  { file, ledger }: Pick<Opened, 'file' | 'ledger'>,
): ViewRequest[] =>
  file.viewRequests.filter(
    ({ agency, agreement, replyBy }) =>
      toAsk.some(
        (each) => each.agency === agency && each.agreement === agreement,
      ) &&
      ledger.some(
        (line) => line.agency === agency && isUnanswered(line.state),
      ) &&
      (agencies !== undefined ||
        (urgent !== undefined && replyBy < londonDate(now))),
  );

const merged = (
  before: readonly ViewRequest[],
  made: readonly ViewRequest[],
): ViewRequest[] => [
  ...before.filter(
    ({ viewRequestId }) =>
      !made.some((each) => each.viewRequestId === viewRequestId),
  ),
  ...made,
];

/** The meeting for which the case is listed. @throws Problem ILLEGAL_TRANSITION where a deferral has not been listed again. */
const meetingOf = ({ case: { meetingId, meetingOn } }: CaseFile): AskedFor => {
  if (meetingId !== undefined && meetingOn !== undefined)
    return { meetingId, meetingOn };
  throw new Problem(
    'ILLEGAL_TRANSITION',
    'A case that was deferred is listed for a meeting again before partners are asked.',
    {
      allowed: ['LIST'],
    },
  );
};

/** Whether or not anybody is left to ask: what is wrong is wrong. @throws Problem CONTENT_INVALID. */
const checkUrgency = (
  { body: { urgent }, now }: Call<'askForViews'>,
  meetingOn: string,
): void => {
  if (
    urgent &&
    (urgent.replyBy < londonDate(now) || urgent.replyBy > meetingOn)
  ) {
    throw contentInvalid([
      {
        pointer: '/urgent/replyBy',
        message: 'is in the past or after the meeting',
      },
    ]);
  }
};

/** By when, as the agreement says; less where it is urgent, with the reason. @throws Problem CONTENT_INVALID. */
const replyByOf = (
  { body: { urgent }, now }: Call<'askForViews'>,
  meetingOn: string,
  agreement: LiveAgreement | undefined,
): string => {
  if (urgent) return urgent.replyBy;
  const agreed = agreedReplyBy(meetingOn, agreement);
  if (agreed >= londonDate(now)) return agreed;
  const message = `is missing: the agreed day to reply, ${agreed}, has passed; state the day and why it is urgent`;
  throw contentInvalid([{ pointer: '/urgent', message }]);
};

interface For {
  meeting: AskedFor;
  agreements: readonly LiveAgreement[];
}

/** The meeting, and by when: what being asked again changes of a request. */
const daysFor = (
  call: Call<'askForViews'>,
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

const requestTo = (
  { agency, agreement, categories }: Askable,
  call: Call<'askForViews'>,
  { case: { personId, caseId, panel, expiresAt } }: CaseFile,
  asked: For,
): ViewRequest => ({
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
});

const requestEffects = (request: ViewRequest): Effect[] => {
  const { personId, viewRequestId, caseId, expiresAt } = request;
  return [
    { do: 'put', entity: request, expects: 'ABSENT' },
    {
      do: 'put',
      entity: {
        type: 'Locator',
        of: viewRequestId,
        personId,
        caseId,
        expiresAt,
      },
      expects: 'ABSENT',
    },
    { do: 'put', entity: inboxItemOf(request, 'OPEN'), expects: 'ABSENT' },
  ];
};
