/**
 * Confirmed possession is the youth justice service's first: a duty beside the panel, within one
 * working day.
 */
import { COORDINATOR, YJS_DUTY } from './people.ts';
import { type Actor, holds, type Stage } from './stage.ts';

export const duty = async (
  stage: Stage,
  panel: Actor,
  caseId: string,
): Promise<void> => {
  await stage.goTo(1, '11:30');
  const coordinator = panel.as({ ...COORDINATOR, case: caseId });
  const params = { path: { id: caseId } };
  const { referralId } = await panel.does(
    coordinator.POST('/v1/cases/{id}/triage', {
      params,
      body: {
        outcome: 'REFER_YJS',
        continues: true,
        officer: { practitioner: 'ds-0031', role: 'INTELLIGENCE_OFFICER' },
        reason:
          'Possession is confirmed. The panel goes on considering an early visit.',
      },
    }),
    () =>
      'Possession was confirmed, so a clock of one working day has run since the nomination. A named officer refers the child to the youth justice service, without a meeting; the panel goes on.',
  );
  holds(referralId !== undefined, 'there is a referral to acknowledge');
  await acknowledgement(stage, referralId ?? '');
  await panel.does(
    coordinator.GET('/v1/cases/{id}', { params }),
    ({ clock }) => {
      holds(clock?.state === 'STOPPED', 'the clock is stopped');
      return `The case says so: started on ${dayOf(clock?.startedAt)}, due by the end of ${dayOf(clock?.dueAt, -1)}, stopped.`;
    },
  );
};

const acknowledgement = async (
  stage: Stage,
  referralId: string,
): Promise<void> => {
  const yjs = stage.actor(
    'croydon-yjs-case-system',
    'croydon-yjs, its own case system',
  );
  await yjs.does(
    yjs.as(YJS_DUTY).PUT('/v1/referrals/{id}/response', {
      params: { path: { id: referralId } },
      body: { state: 'ACKNOWLEDGED' },
    }),
    () =>
      'The youth justice service acknowledges. Only that stops the clock; sending did not.',
  );
};

/** The date of an instant, or of so many milliseconds later. */
const dayOf = (instant = '', later = 0): string =>
  new Date(Date.parse(instant) + later).toISOString().slice(0, 10);
