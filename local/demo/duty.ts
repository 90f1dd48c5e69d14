/** Confirmed possession is the youth justice service's first: a duty beside the panel, within one working day. */
import { type Actor, holds, type Stage } from './stage.ts';

const SELECTION = { purpose: 'PANEL_SELECTION' } as const;
const COORDINATOR = {
  ...SELECTION,
  practitioner: 'co-0093; role=PANEL_COORDINATOR',
  reason: 'PANEL_PREPARATION',
};
const YJS = {
  practitioner: 'yjs-2210; role=YJS_PRACTITIONER',
  reason: 'REFERRAL_HANDLING',
  purpose: 'REFERRAL',
};

export const duty = async (
  stage: Stage,
  panel: Actor,
  caseId: string,
): Promise<void> => {
  await stage.goTo(1, '11:30');
  const { referralId } = await panel.does(
    {
      method: 'POST',
      path: `/v1/cases/${caseId}/triage`,
      ...COORDINATOR,
      case: caseId,
      body: {
        outcome: 'REFER_YJS',
        continues: true,
        officer: { practitioner: 'ds-0031', role: 'INTELLIGENCE_OFFICER' },
        reason:
          'Possession is confirmed. The panel goes on considering an early visit.',
      },
    },
    201,
    () =>
      'Possession was confirmed, so a clock of one working day has run since the nomination. A named officer refers the child to the youth justice service, without a meeting; the panel goes on.',
  );
  const yjs = stage.actor(
    'croydon-yjs-case-system',
    'croydon-yjs, its own case system',
  );
  await yjs.does(
    {
      method: 'PUT',
      path: `/v1/referrals/${referralId}/response`,
      ...YJS,
      body: { state: 'ACKNOWLEDGED' },
    },
    200,
    () =>
      'The youth justice service acknowledges. Only that stops the clock; sending did not.',
  );
  await panel.does(
    {
      method: 'GET',
      path: `/v1/cases/${caseId}`,
      ...COORDINATOR,
      case: caseId,
    },
    200,
    ({ clock }) => {
      holds(clock?.state === 'STOPPED', 'the clock is stopped');
      const lastDay = new Date(Date.parse(clock.dueAt) - 1)
        .toISOString()
        .slice(0, 10);
      return `The case says so: started on ${clock.startedAt.slice(0, 10)}, due by the end of ${lastDay}, stopped.`;
    },
  );
};
