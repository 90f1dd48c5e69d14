/** PUT /v1/visits/{id}: how the visit went, in the words of the officer who made it. */
import type { Call } from '../../entrance/call.ts';
import { conclude } from '../../entrance/conclude.ts';
import { endpoint } from '../../entrance/endpoint.ts';
import { notFound } from '../../entrance/problem.ts';
import { advanced } from '../../entrance/transition.ts';
import { hashOf } from '../../rules/canonical.ts';
import type { CaseFile } from '../../rules/cases/case-file.ts';
import { withVisits } from '../../rules/delivery/visit-hold.ts';
import { londonDate } from '../../rules/time/london-time.ts';
import type { VisitUpdate } from '../../schemas/contract/visits.ts';
import type { Case, Visit } from '../../schemas/store/entities.ts';
import { openVisit } from './open-visit.ts';
import { checkAcknowledged, checkTime, stateAfter } from './report-checks.ts';

export const updateVisit = endpoint('updateVisit', async (call) => {
  const { about, opened } = await openVisit(call); // R1, R2
  if (!opened)
    return conclude(call, { ...about, answer: { problem: notFound() } });
  const { visit, file, person } = opened;
  // The same report again, e.g. after a time-out, is the one that there is.
  if (reportedBefore(visit, call.body)) {
    return conclude(call, { ...about, ...receipt(visit), outcome: 'PERMIT' });
  }
  const state = stateAfter(visit, call.body);
  checkTime(call, visit);
  checkAcknowledged(call.body, opened);
  const reported = reportedVisit(visit, call.body, state);
  const after = reportedFile(file, reported, call);
  return conclude(call, {
    ...about,
    ...receipt(reported),
    outcome: 'PERMIT',
    changes: [{ before: { file, person }, after: { file: after } }],
  }); // W
});

const receipt = ({ visitId, caseId, state }: Visit) => ({
  answer: { body: { visitId, caseId, state } },
});

const reportedBefore = (
  { result, attempts }: Visit,
  body: VisitUpdate,
): boolean => {
  if (body.state !== 'ATTEMPTED')
    return result !== undefined && hashOf(result) === hashOf(body);
  return attempts.some(({ at, note }) => at === body.at && note === body.note);
};

const reportedVisit = (
  visit: Visit,
  body: VisitUpdate,
  state: Visit['state'],
): Visit => {
  if (body.state !== 'ATTEMPTED') return { ...visit, state, result: body };
  const { state: _, ...attempt } = body;
  return { ...visit, state, attempts: [...visit.attempts, attempt] };
};

const reportedFile = (
  file: CaseFile,
  reported: Visit,
  { body }: Call<'updateVisit'>,
): CaseFile => ({
  ...withVisits(file, [reported]),
  case: caseAfter(file.case, body),
});

const caseAfter = (before: Case, { state, at }: VisitUpdate): Case => {
  if (state !== 'DONE' && state !== 'DECLINED') {
    return { ...before, state: advanced(before, 'UPDATE_VISIT') };
  }
  return {
    ...before,
    state: advanced(before, 'DELIVER'),
    deliveredOn: before.deliveredOn ?? londonDate(Date.parse(at)),
  };
};
