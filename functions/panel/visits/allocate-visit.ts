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
import { tallyEffects } from '../../../entrance/tallies.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import { holdNotices, visitEffects } from '../../../entrance/visits.ts';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { daysOfBrief } from '../../../rules/delivery/brief.ts';
import {
  givesReasonNotToVisit,
  visitBlockers,
} from '../../../rules/delivery/visit-gate.ts';
import { endedBy, withVisits } from '../../../rules/delivery/visit-hold.ts';
import { minutesTally, visitTally } from '../../../rules/statistics/tallies.ts';
import { daysAfter, londonDate } from '../../../rules/time/london-time.ts';
import type { Effect } from '../../../schemas/store/effects.ts';
import type { Visit } from '../../../schemas/store/entities.ts';
import { advanced } from '../cases/advanced.ts';
import { type OpenedCase, openCase } from '../cases/open-case.ts';

type Opened = NonNullable<OpenedCase['opened']>;

export const allocateVisit = endpoint('allocateVisit', async (call) => {
  const { body, now } = call;
  const { about, earlier, opened } = await openCase(call); // R1, R2
  if (!opened)
    return conclude(call, { ...about, told: { problem: notFound() } });
  const { file, panel } = opened;
  const { caseId, version } = file.case;
  const receipt = ({ visitId, state }: Pick<Visit, 'visitId' | 'state'>) => ({
    visitId,
    caseId,
    state,
  });
  if (earlier) {
    return replayed(call, earlier, ({ visitId }) =>
      receipt(
        file.visits.find((visit) => visit.visitId === visitId) ?? {
          visitId: visitId ?? '',
          state: 'NOT_DONE',
        },
      ),
    );
  }
  const next = {
    ...file.case,
    state: advanced(file.case, 'ALLOCATE_VISIT'),
    version: version + 1,
  };
  checkDueBy(call, opened);
  const blockers = visitBlockers(file, body, panel.area);
  if (
    blockers.length === 0 &&
    body.overrideReason !== undefined &&
    !givesReasonNotToVisit(file)
  ) {
    const message = 'overcomes nothing: nobody gives a reason not to visit';
    throw contentInvalid([{ pointer: '/overrideReason', message }]);
  }
  if (blockers.length > 0) {
    const detail =
      'The visit was not allocated; everything that stands against it is listed.';
    return conclude(call, {
      ...about,
      told: { problem: new Problem('VISIT_BLOCKED', detail, { blockers }) },
    });
  }
  const replaced = endedBy(file.visits, 'REALLOCATED', now);
  const visit = visitOf(call, file);
  const after = withVisits({ ...file, case: next }, replaced);
  return conclude(call, {
    ...about,
    told: { body: receipt(visit) },
    outcome: 'PERMIT',
    made: { visitId: visit.visitId },
    notices: holdNotices(replaced),
    effects: [
      // On the version that was weighed: a reason not to visit that comes meanwhile is not overlooked.
      { do: 'put', entity: next, expects: version },
      ...visitEffects(replaced),
      ...allocated(visit),
      ...tallyEffects(
        call.world,
        minutesTally('ALLOCATION', { panel, now }, body.officerMinutes),
      ),
      ...replaced.flatMap((over) =>
        tallyEffects(call.world, visitTally(over, { ...opened, now })),
      ),
      ...taskEffects(file, { ...after, visits: [...after.visits, visit] }),
    ],
  }); // W
});

/** @throws Problem CONTENT_INVALID where it has passed, or comes when the officer may not read the brief any more. */
const checkDueBy = (
  { body: { dueBy }, now }: Call<'allocateVisit'>,
  { agreements, question }: Opened,
): void => {
  const refused = (message: string) =>
    contentInvalid([{ pointer: '/dueBy', message }]);
  const today = londonDate(now);
  if (dueBy < today) throw refused('is in the past');
  const days = daysOfBrief(
    agreements.find(({ id }) => id === question.declaredBy),
  );
  if (dueBy > daysAfter(today, days))
    throw refused(
      `is later than the ${days} days in which an officer may be briefed`,
    );
};

const visitOf = (
  { world, claims, sharing, body, now }: Call<'allocateVisit'>,
  file: CaseFile,
): Visit => ({
  type: 'Visit',
  personId: file.case.personId,
  caseId: file.case.caseId,
  visitId: `visit_${world.randomId()}`,
  version: 1,
  panel: file.case.panel,
  state: 'ALLOCATED',
  ...body,
  allocatedAt: new Date(now).toISOString(),
  allocatedBy: `${claims.agencyId}/${sharing.practitioner.id}`,
  acknowledged: [],
  attempts: [],
  expiresAt: file.case.expiresAt,
});

const allocated = (visit: Visit): Effect[] => {
  const { visitId, personId, caseId, expiresAt } = visit;
  return [
    { do: 'put', entity: visit, expects: 'ABSENT' },
    {
      do: 'put',
      entity: { type: 'Locator', of: visitId, personId, caseId, expiresAt },
      expects: 'ABSENT',
    },
  ];
};
