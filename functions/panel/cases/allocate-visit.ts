/** POST /v1/cases/{id}/visits: the early visit is an officer's, at a place, by a day. */
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import {
  contentInvalid,
  notFound,
  Problem,
} from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { advanced } from '../../../entrance/transition.ts';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { daysOfBrief } from '../../../rules/delivery/brief.ts';
import {
  givesReasonNotToVisit,
  visitBlockers,
} from '../../../rules/delivery/visit-gate.ts';
import { daysAfter, londonDate } from '../../../rules/time/london-time.ts';
import type { Visit } from '../../../schemas/store/entities.ts';
import { type Opened, openCase } from './open-case.ts';

type Allocating = Call<'allocateVisit'>;

export const allocateVisit = endpoint('allocateVisit', async (call) => {
  const { about, earlier, opened } = await openCase(call); // R1, R2
  if (!opened)
    return conclude(call, { ...about, answer: { problem: notFound() } });
  const { file } = opened;
  if (earlier)
    return replayed(call, earlier, ({ visitId }) => receipt(file, visitId));
  advanced(opened.standing(), 'ALLOCATE_VISIT');
  checkDueBy(call, opened);
  const problem = blockedBy(call, opened);
  if (problem) return conclude(call, { ...about, answer: { problem } });
  const visit = visitOf(call, file);
  const after = { ...file, visits: [...file.visits, visit] };
  return conclude(call, {
    ...about,
    answer: { body: receipt(after, visit.visitId) },
    outcome: 'PERMIT',
    made: { visitId: visit.visitId },
    changes: [{ before: { file }, after: { file: after } }],
  }); // W
});

const receipt = ({ case: { caseId }, visits }: CaseFile, visitId: string) => ({
  visitId,
  caseId,
  state:
    visits.find((visit) => visit.visitId === visitId)?.state ??
    ('NOT_DONE' as const),
});

/**
 * Finds everything that stands against the visit. @throws Problem CONTENT_INVALID where a reason
 * overcomes nothing.
 */
const blockedBy = (
  { body }: Allocating,
  { file, panel }: Opened,
): Problem | undefined => {
  const blockers = visitBlockers(file, body, panel.area);
  if (blockers.length > 0) {
    const detail =
      'The visit was not allocated; everything that stands against it is listed.';
    return new Problem('VISIT_BLOCKED', detail, { blockers });
  }
  if (body.overrideReason === undefined || givesReasonNotToVisit(file))
    return undefined;
  const message = 'overcomes nothing: nobody gives a reason not to visit';
  throw contentInvalid([{ pointer: '/overrideReason', message }]);
};

/**
 * @throws Problem CONTENT_INVALID where it has passed, or comes when the officer may not read the
 * brief any more.
 */
const checkDueBy = (
  { body: { dueBy }, now }: Allocating,
  { agreements, question }: Opened,
): void => {
  const refused = (message: string) =>
    contentInvalid([{ pointer: '/dueBy', message }]);
  const today = londonDate(now);
  if (dueBy < today) throw refused('is in the past');
  const days = daysOfBrief(
    agreements.find(({ id }) => id === question.declaredBy),
  );
  if (dueBy > daysAfter(today, days)) {
    throw refused(
      `is later than the ${days} days in which an officer may be briefed`,
    );
  }
};

const visitOf = (
  { world, actor, body, now }: Allocating,
  { case: { personId, caseId, panel, expiresAt } }: CaseFile,
): Visit => ({
  type: 'Visit',
  personId,
  caseId,
  visitId: `visit_${world.randomId()}`,
  version: 1,
  panel,
  state: 'ALLOCATED',
  ...body,
  allocatedAt: new Date(now).toISOString(),
  allocatedBy: actor,
  acknowledged: [],
  attempts: [],
  expiresAt,
});
