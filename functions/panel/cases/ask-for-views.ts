/** POST /v1/cases/{id}/view-requests: ask agencies what they know before the panel meets. */
import type { Effect } from '../../../adapters/ports.ts';
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, notFound } from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { type Askable, askableAgencies } from '../../../rules/asking.ts';
import { type CaseFile, givenOf, subjectOf } from '../../../rules/case-file.ts';
import { inboxItemOf } from '../../../rules/inbox.ts';
import { londonDate } from '../../../rules/london-time.ts';
import type { ViewRequest } from '../../../schemas/entities.ts';
import { advanced } from './advanced.ts';
import { openCase } from './open-case.ts';

export const askForViews = endpoint('askForViews', async (call) => {
  const { body, now } = call;
  const { about, earlier, opened } = await openCase(call); // R1, R2
  if (!opened) return conclude(call, { ...about, told: { problem: notFound() } });
  const { file, panel, agreements } = opened;
  const receipt = (requests: readonly ViewRequest[]) => ({
    caseId: file.case.caseId,
    viewRequests: requests.map(({ viewRequestId, agency, agreement, replyBy }) => ({
      viewRequestId,
      agency,
      agreement,
      replyBy,
    })),
  });
  if (earlier) {
    return replayed(call, earlier, ({ asked = '' }) =>
      receipt(file.viewRequests.filter(({ viewRequestId }) => asked.includes(viewRequestId))),
    );
  }
  const state = advanced(file.case, 'ASK_FOR_VIEWS');
  const subject = subjectOf(file);
  const askable = subject ? askableAgencies(panel.id, subject, agreements, now, givenOf(file)) : [];
  checkDates(call);
  const requests = chosen(call, askable, file).map((asked) => requestTo(asked, call, file));
  return conclude(call, {
    ...about,
    told: { body: receipt(requests) },
    outcome: 'PERMIT',
    made: { asked: requests.map(({ viewRequestId }) => viewRequestId).join() },
    effects: [
      {
        do: 'put',
        entity: { ...file.case, state, meetingOn: body.meetingOn, version: file.case.version + 1 },
        expects: file.case.version,
      },
      ...requests.flatMap(requestEffects),
    ],
  }); // W
});

/** Those named, or all; each once. An agency that no agreement lets the panel ask is refused by name. */
const chosen = (
  { body: { agencies } }: Call<'askForViews'>,
  askable: Askable[],
  { viewRequests }: CaseFile,
): Askable[] => {
  const before = new Set(viewRequests.map(({ agency }) => agency));
  const errors = (agencies ?? []).flatMap((agency, i) =>
    askable.some((each) => each.agency === agency)
      ? []
      : [
          {
            pointer: `/agencies/${i}`,
            message: 'no agreement in force lets the panel ask this agency about this child',
          },
        ],
  );
  if (errors.length > 0) throw contentInvalid(errors);
  return askable.filter(({ agency }) => !before.has(agency) && (agencies?.includes(agency) ?? true));
};

const checkDates = ({ body: { meetingOn, replyBy }, now }: Call<'askForViews'>): void => {
  const today = londonDate(now);
  const past = { meetingOn, replyBy };
  const errors = Object.entries(past)
    .filter(([, date]) => date < today)
    .map(([name]) => ({ pointer: `/${name}`, message: 'is in the past' }));
  if (errors.length > 0) throw contentInvalid(errors);
};

const requestTo = (
  { agency, agreement, categories }: Askable,
  { world, body: { meetingOn, replyBy }, now }: Call<'askForViews'>,
  { case: { personId, caseId, panel, expiresAt } }: CaseFile,
): ViewRequest => ({
  type: 'ViewRequest',
  personId,
  caseId,
  viewRequestId: `vr_${world.randomId()}`,
  agency,
  panel,
  agreement,
  categories,
  meetingOn,
  replyBy,
  askedAt: new Date(now).toISOString(),
  expiresAt,
});

const requestEffects = (request: ViewRequest): Effect[] => {
  const { personId, viewRequestId, caseId, expiresAt } = request;
  return [
    { do: 'put', entity: request, expects: 'ABSENT' },
    { do: 'put', entity: { type: 'Locator', of: viewRequestId, personId, caseId, expiresAt }, expects: 'ABSENT' },
    { do: 'put', entity: inboxItemOf(request, 'OPEN'), expects: 'ABSENT' },
  ];
};
