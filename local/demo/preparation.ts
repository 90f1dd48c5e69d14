/** Friday: is the child eligible, when is the child talked about, and what do partners know? */
import type { components } from '../../client/openapi.d.ts';
import { COORDINATOR } from './people.ts';
import { type Actor, holds, type Stage } from './stage.ts';

type Finding = components['schemas']['Eligibility'];

/** @returns the meeting for which the case is listed. */
export const preparation = async (
  stage: Stage,
  panel: Actor,
  caseId: string,
): Promise<string> => {
  await stage.goTo(1, '10:00');
  await screening(panel, caseId);
  const meetingId = await announcement(stage, panel);
  await listing(panel, caseId, meetingId);
  await requests(panel, caseId);
  return meetingId;
};

const screening = async (panel: Actor, caseId: string): Promise<void> => {
  const coordinator = panel.as({ ...COORDINATOR, case: caseId });
  const params = { path: { id: caseId } };
  await panel.does(
    coordinator.GET('/v1/cases/{id}', { params }),
    ({ eligibility }) => {
      const checked = eligibility.find(
        ({ rule }) => rule === 'NO_WEAPON_CONVICTION',
      );
      holds(
        checked?.finding === 'NOT_KNOWN',
        'nobody has looked at the PNC yet',
      );
      return [
        'The co-ordinator reads the four eligibility rules. What nobody has checked is not known, and does not pass for met.',
        eligibility.map(line),
      ];
    },
  );
  await panel.does(
    coordinator.PUT('/v1/cases/{id}/eligibility', {
      params,
      body: {
        rule: 'NO_WEAPON_CONVICTION',
        finding: 'MET',
        checkedIn: 'PNC',
        evidence: 'No weapon conviction on the PNC today',
      },
    }),
    ({ eligibility }) => {
      holds(
        eligibility.every(({ finding }) => finding === 'MET'),
        'all four rules are met',
      );
      return [
        'A PNC check is recorded, with who made it and when. All four rules are met.',
        eligibility.map(line),
      ];
    },
  );
};

const line = ({ rule, finding, evidence }: Finding): string =>
  `${rule}: ${finding}. ${evidence}`;

const announcement = async (stage: Stage, panel: Actor): Promise<string> => {
  const meetingOn = stage.dateOf(7);
  const { meetingId } = await panel.does(
    panel.as(COORDINATOR).POST('/v1/meetings', {
      body: {
        panel: 'south-bcu',
        meetingOn,
        startsAt: '13:30',
        place: 'Croydon',
      },
    }),
    () => `The panel meets on ${meetingOn} at half past one.`,
  );
  return meetingId;
};

/** The case is screened, so that it may be listed; nobody is asked about a child who is not. */
const listing = (panel: Actor, caseId: string, meetingId: string) =>
  panel.does(
    panel.as({ ...COORDINATOR, case: caseId }).PUT('/v1/cases/{id}/listing', {
      params: { path: { id: caseId } },
      body: { meetingId },
    }),
    ({ position }) =>
      `The case is screened, and so may be listed: it is number ${position} on the agenda.`,
  );

const requests = (panel: Actor, caseId: string) =>
  panel.does(
    panel
      .as({ ...COORDINATOR, case: caseId })
      .POST('/v1/cases/{id}/view-requests', {
        params: { path: { id: caseId } },
        body: {},
      }),
    ({ viewRequests }) => {
      holds(viewRequests.length >= 5, 'at least five agencies can be asked');
      return [
        'Every agency that an agreement in force lets the panel ask is asked, to answer two working days before the meeting:',
        viewRequests.map(
          ({ agency, agreement, replyBy }) =>
            `${agency}, under ${agreement}, by ${replyBy}`,
        ),
      ];
    },
  );
