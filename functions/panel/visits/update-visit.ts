/** PUT /v1/visits/{id}: how the visit went, in the words of the officer who made it. */

import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import {
  contentInvalid,
  notFound,
  Problem,
} from '../../../entrance/problem.ts';
import { tallyEffects } from '../../../entrance/tallies.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import { holdNotices, visitEffects } from '../../../entrance/visits.ts';
import { hashOf } from '../../../rules/canonical.ts';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { endedBy, withVisits } from '../../../rules/delivery/visit-hold.ts';
import {
  advanceVisit,
  stateFound,
} from '../../../rules/delivery/visit-state.ts';
import { minutesTally, visitTally } from '../../../rules/statistics/tallies.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { VisitUpdate } from '../../../schemas/contract/visits.ts';
import type { Effect } from '../../../schemas/store/effects.ts';
import type { Case, Person, Visit } from '../../../schemas/store/entities.ts';
import { advanced } from '../cases/advanced.ts';
import { closedRequests, offAgenda } from '../cases/end-panel-work.ts';
import { type OpenedVisit, openVisit } from './open-visit.ts';

type Opened = NonNullable<OpenedVisit['opened']>;

export const updateVisit = endpoint('updateVisit', async (call) => {
  const { body } = call;
  const { about, opened } = await openVisit(call); // R1, R2
  if (!opened)
    return conclude(call, { ...about, told: { problem: notFound() } });
  const { visit, file, person } = opened;
  const { visitId, caseId } = visit;
  // The same report again, e.g. after a time-out, is the one that there is.
  if (reportedBefore(visit, body)) {
    return conclude(call, {
      ...about,
      told: { body: { visitId, caseId, state: visit.state } },
      outcome: 'PERMIT',
    });
  }
  const state = advancedVisit(visit, body);
  checkTime(call, visit);
  checkAcknowledged(body, opened);
  const attempted =
    body.state === 'ATTEMPTED' ? body.officerMinutes : undefined;
  const updated = updatedVisit(visit, body, state);
  // Whoever else was to make it need not any more.
  const ended =
    state === 'DONE' || state === 'DECLINED'
      ? endedBy(othersThan(visit, file), 'REALLOCATED', call.now)
      : [];
  const next = updatedCase(file.case, body);
  return conclude(call, {
    ...about,
    told: { body: { visitId, caseId, state } },
    outcome: 'PERMIT',
    notices: holdNotices(ended),
    effects: [
      ...visitEffects([updated, ...ended]),
      { do: 'put', entity: next, expects: file.case.version },
      ...(next.state === 'DELIVERED'
        ? discussionOver(person, file, call.now)
        : []),
      ...[updated, ...ended].flatMap((over) =>
        tallyEffects(
          call.world,
          visitTally(over, { ...opened, now: call.now }),
        ),
      ),
      ...tallyEffects(
        call.world,
        minutesTally('ATTEMPT', { ...opened, now: call.now }, attempted),
      ),
      ...taskEffects(
        file,
        withVisits({ ...file, case: next }, [updated, ...ended]),
      ),
    ],
  }); // W
});

const reportedBefore = (
  { result, attempts }: Visit,
  body: VisitUpdate,
): boolean => {
  if (body.state !== 'ATTEMPTED')
    return result !== undefined && hashOf(result) === hashOf(body);
  return attempts.some(({ at, note }) => at === body.at && note === body.note);
};

/** @throws Problem ILLEGAL_TRANSITION, naming what the state of the visit allows. */
const advancedVisit = (visit: Visit, body: VisitUpdate): Visit['state'] => {
  const { state } = visit;
  const next = advanceVisit(stateFoundBy(visit, body), body.state);
  // An attempt that is reported late changes nothing of what the visit has come to since.
  if (next.ok)
    return body.state === 'ATTEMPTED' && !advanceVisit(state, 'ATTEMPTED').ok
      ? state
      : next.state;
  const { allowed } = next;
  throw new Problem(
    'ILLEGAL_TRANSITION',
    `A visit that is ${state} does not allow ${body.state}.`,
    { allowed },
  );
};

const stateFoundBy = (visit: Visit, body: VisitUpdate): Visit['state'] =>
  stateFound(
    visit,
    Date.parse(body.at),
    body.state === 'NOT_DONE' ? undefined : body.overrideReason,
  );

const othersThan = ({ visitId }: Visit, { visits }: CaseFile): Visit[] =>
  visits.filter((other) => other.visitId !== visitId);

/** An officer's device and the exchange need not agree to the second. */
const SKEW_MS = 60_000;

/** @throws Problem CONTENT_INVALID. */
const checkTime = (
  { body, now }: Call<'updateVisit'>,
  { allocatedAt }: Visit,
): void => {
  const at = Date.parse(body.at);
  const refuse = (message: string) =>
    contentInvalid([{ pointer: '/at', message }]);
  if (at > now + SKEW_MS) throw refuse('is in the future');
  if (at < Date.parse(allocatedAt) - SKEW_MS)
    throw refuse('is before the visit was allocated');
};

/**
 * INVARIANT: nobody knocks on what they have not read: the brief as it stood when they did, acknowledged before. What happened
 * all the same is not lost: it is recorded with the officer's reason.
 */
const checkAcknowledged = (
  body: VisitUpdate,
  { visit, briefThen }: Opened,
): void => {
  if (body.state === 'NOT_DONE' || body.overrideReason !== undefined) return;
  const at = Date.parse(body.at);
  const brief = briefThen(at, stateFoundBy(visit, body));
  const read = visit.acknowledged.find(
    ({ digest }) => digest === brief?.digest,
  );
  if (read && Date.parse(read.at) <= at + SKEW_MS) return;
  throw new Problem(
    'BRIEF_NOT_ACKNOWLEDGED',
    'The brief as it stood then was not read and acknowledged before the visit. Say in `overrideReason` why it was made all the same.',
  );
};

const updatedVisit = (
  visit: Visit,
  body: VisitUpdate,
  state: Visit['state'],
): Visit => {
  const next = { ...visit, version: visit.version + 1, state };
  if (body.state !== 'ATTEMPTED') return { ...next, result: body };
  const { at, note, overrideReason } = body;
  return {
    ...next,
    attempts: [...visit.attempts, { at, note, overrideReason }],
  };
};

const updatedCase = (before: Case, { state, at }: VisitUpdate): Case => {
  const delivered = state === 'DONE' || state === 'DECLINED';
  return {
    ...before,
    version: before.version + 1,
    state: advanced(before, delivered ? 'DELIVER' : 'UPDATE_VISIT'),
    ...(delivered && {
      deliveredOn: before.deliveredOn ?? londonDate(Date.parse(at)),
    }),
  };
};

/** A case that was opened again after its decision, and is delivered now, is discussed no longer. */
const discussionOver = (
  person: Person,
  file: CaseFile,
  now: number,
): Effect[] => {
  const { caseId, state } = file.case;
  const left =
    state === 'LISTED'
      ? [...offAgenda(file.case, now), ...closedRequests(file)]
      : [];
  const openCases = person.openCases.filter((open) => open.caseId !== caseId);
  if (openCases.length === person.openCases.length) return left;
  return [
    ...left,
    {
      do: 'put',
      entity: { ...person, openCases, version: person.version + 1 },
      expects: person.version,
    },
  ];
};
