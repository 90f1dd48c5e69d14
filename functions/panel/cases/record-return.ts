/**
 * PUT /v1/cases/{id}/returns/{agency}: what an agency without a system says, or a fact that is
 * spoken at the meeting, recorded in its name. It is provisional until the agency confirms it.
 * INVARIANT: it is added to what the agency has said itself, and replaces nothing of that.
 */
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { notFound } from '../../../entrance/problem.ts';
import { hashOf } from '../../../rules/canonical.ts';
import {
  type CaseFile,
  currentReturn,
  ownReturn,
} from '../../../rules/cases/case-file.ts';
import { returnOf } from '../../../rules/returns/returns.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import { workingDaysAfter } from '../../../rules/time/working-days.ts';
import type { Return } from '../../../schemas/store/entities.ts';
import { openCase } from './open-case.ts';
import { type Recordable, recordable } from './recordable.ts';

/** Working days in which the agency is to confirm. */
const CONFIRM_DAYS = 2;

export const recordReturn = endpoint('recordReturn', async (call) => {
  const { about, opened } = await openCase(call); // R1, R2
  if (!opened)
    return conclude(call, { ...about, answer: { problem: notFound() } });
  const { file } = opened;
  const found = recordable(call, opened);
  const before = currentReturn(file, call.params.agency);
  const confirmBy = workingDaysAfter(londonDate(call.now), CONFIRM_DAYS);
  // The same again is the same version, and gives the agency no other day to confirm it.
  if (before?.contentHash === hashOf(call.body)) {
    return conclude(call, {
      ...about,
      ...receipt(before, confirmBy),
      outcome: 'PERMIT',
    });
  }
  const given = spoken(call, found, file, confirmBy);
  return conclude(call, {
    ...about,
    ...receipt(given, confirmBy),
    outcome: 'PERMIT',
    changes: [
      {
        before: { file },
        after: { file: { ...file, returns: [...file.returns, given] } },
      },
    ],
  }); // W
});

const receipt = (
  { caseId, viewRequestId, agency, kind, version, onBehalf }: Return,
  confirmBy: string,
) => ({
  answer: {
    body: {
      caseId,
      viewRequestId,
      agency,
      kind,
      version,
      confirmBy: onBehalf?.confirmBy ?? confirmBy,
    },
  },
});

/** What was said for the agency, beside what it has said itself. */
const spoken = (
  { world, body, actor, now }: Call<'recordReturn'>,
  { request, agreement }: Recordable,
  file: CaseFile,
  confirmBy: string,
): Return => {
  const { person, channel, reply } = body;
  const version = (currentReturn(file, request.agency)?.version ?? 0) + 1;
  const onBehalf = { person, channel, recordedBy: actor, confirmBy };
  const newRecordId = () => `rec_${world.randomId()}`;
  const given = returnOf(
    request,
    { reply, contentHash: hashOf(body), version, onBehalf },
    { file, agreement, now, newRecordId },
  );
  const own = ownReturn(file, request.agency);
  return { ...given, records: [...(own?.records ?? []), ...given.records] };
};
