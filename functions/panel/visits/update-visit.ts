/** PUT /v1/visits/{id}: how the visit went, in the words of the officer who made it. */
import type { Effect } from '../../../adapters/ports.ts';
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, notFound, Problem } from '../../../entrance/problem.ts';
import { tallyEffects } from '../../../entrance/tallies.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import { visitEffects } from '../../../entrance/visits.ts';
import type { Brief } from '../../../rules/brief.ts';
import { hashOf } from '../../../rules/canonical.ts';
import type { CaseFile } from '../../../rules/case-file.ts';
import { londonDate } from '../../../rules/london-time.ts';
import { minutesTally, visitTally } from '../../../rules/tallies.ts';
import { withVisits } from '../../../rules/visit-hold.ts';
import { advanceVisit } from '../../../rules/visit-state.ts';
import type { Case, Person, Visit } from '../../../schemas/entities.ts';
import type { VisitUpdate } from '../../../schemas/visits.ts';
import { advanced } from '../cases/advanced.ts';
import { openVisit } from './open-visit.ts';

export const updateVisit = endpoint('updateVisit', async (call) => {
  const { body } = call;
  const { about, opened } = await openVisit(call); // R1, R2
  if (!opened) return conclude(call, { ...about, told: { problem: notFound() } });
  const { visit, file, person, briefAt } = opened;
  const told = { body: { visitId: visit.visitId, caseId: visit.caseId, state: body.state } };
  // The same report again, e.g. after a time-out, is the one that there is.
  if (reportedBefore(visit, body)) return conclude(call, { ...about, told, outcome: 'PERMIT' });
  const state = advancedVisit(visit, body);
  checkTime(call, visit);
  if (body.state !== 'NOT_DONE') checkAcknowledged(visit, briefAt(Date.parse(body.at)));
  const attempted = body.state === 'ATTEMPTED' ? body.officerMinutes : undefined;
  const updated = updatedVisit(visit, body, state);
  const next = updatedCase(file.case, body);
  return conclude(call, {
    ...about,
    told,
    outcome: 'PERMIT',
    effects: [
      ...visitEffects([updated]),
      { do: 'put', entity: next, expects: file.case.version },
      ...(next.state === 'DELIVERED' ? discussionOver(person, file) : []),
      ...tallyEffects(call.world, visitTally(updated, { ...opened, now: call.now })),
      ...tallyEffects(call.world, minutesTally('ATTEMPT', { ...opened, now: call.now }, attempted)),
      ...taskEffects(file, withVisits({ ...file, case: next }, [updated])),
    ],
  }); // W
});

const reportedBefore = ({ result, attempts }: Visit, body: VisitUpdate): boolean => {
  if (body.state !== 'ATTEMPTED') return result !== undefined && hashOf(result) === hashOf(body);
  return attempts.some(({ at, note }) => at === body.at && note === body.note);
};

/** @throws Problem ILLEGAL_TRANSITION, naming what the state of the visit allows. */
const advancedVisit = ({ state }: Visit, body: VisitUpdate): Visit['state'] => {
  const next = advanceVisit(state, body.state);
  if (next.ok) return next.state;
  const { allowed } = next;
  throw new Problem('ILLEGAL_TRANSITION', `A visit that is ${state} does not allow ${body.state}.`, { allowed });
};

/** An officer's device and the exchange need not agree to the second. */
const SKEW_MS = 60_000;

/** @throws Problem CONTENT_INVALID. */
const checkTime = ({ body, now }: Call<'updateVisit'>, { allocatedAt }: Visit): void => {
  const at = Date.parse(body.at);
  const refuse = (message: string) => contentInvalid([{ pointer: '/at', message }]);
  if (at > now + SKEW_MS) throw refuse('is in the future');
  if (at < Date.parse(allocatedAt) - SKEW_MS) throw refuse('is before the visit was allocated');
};

/**
 * INVARIANT: nobody knocks on what they have not read. The advice is what stands now, so that what came after the officer
 * looked is not missed; how long there is a brief at all counts at the time of the visit, so that it may be written up later.
 */
const checkAcknowledged = ({ acknowledged }: Visit, brief: Brief | undefined): void => {
  if (brief && acknowledged?.digest === brief.digest) return;
  throw new Problem('BRIEF_NOT_ACKNOWLEDGED', 'Read the brief as it stands now, and acknowledge it, before the visit.');
};

const updatedVisit = (visit: Visit, body: VisitUpdate, state: Visit['state']): Visit => {
  const next = { ...visit, version: visit.version + 1, state };
  if (body.state !== 'ATTEMPTED') return { ...next, result: body };
  const { at, note } = body;
  return { ...next, attempts: [...visit.attempts, { at, note }] };
};

const updatedCase = (before: Case, { state, at }: VisitUpdate): Case => {
  const delivered = state === 'DONE' || state === 'DECLINED';
  return {
    ...before,
    version: before.version + 1,
    state: advanced(before, delivered ? 'DELIVER' : 'UPDATE_VISIT'),
    ...(delivered && { deliveredOn: londonDate(Date.parse(at)) }),
  };
};

/** A case that was opened again after its decision, and is delivered now, is discussed no longer. */
const discussionOver = (person: Person, { case: { caseId } }: CaseFile): Effect[] => {
  const openCases = person.openCases.filter((open) => open.caseId !== caseId);
  if (openCases.length === person.openCases.length) return [];
  return [{ do: 'put', entity: { ...person, openCases, version: person.version + 1 }, expects: person.version }];
};
