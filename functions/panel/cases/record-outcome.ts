/**
 * POST /v1/cases/{id}/outcomes: whether the child came to notice again, months after the visit; and
 * that the case is closed.
 */
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { notFound } from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { closedFile } from './close-case.ts';
import { followedUpFile } from './follow-up.ts';
import { type Opened, openCase } from './open-case.ts';

export const recordOutcome = endpoint('recordOutcome', async (call) => {
  const { about, earlier, opened } = await openCase(call, { ends: true }); // R1, R2
  if (!opened)
    return conclude(call, { ...about, answer: { problem: notFound() } });
  if (earlier) return replayed(call, earlier, (made) => made);
  const after = fileAfter(call, opened);
  const { caseId, state } = after.case;
  return conclude(call, {
    ...about,
    answer: { body: { caseId, state } },
    outcome: 'PERMIT',
    made: { caseId, state },
    changes: [
      {
        before: { file: opened.file, person: opened.person },
        after: { file: after },
      },
    ],
  }); // W
});

const fileAfter = (call: Call<'recordOutcome'>, opened: Opened): CaseFile => {
  const { body } = call;
  return body.kind === 'CLOSE'
    ? closedFile(call, opened, body)
    : followedUpFile(call, opened, body);
};
