/**
 * After the decision: the visit, with the partners' advice and nothing else, and the service that
 * takes over.
 */
import { CHAIR, COORDINATOR, MENTOR, MONITOR, OFFICER } from './people.ts';
import { type Actor, holds, type Stage } from './stage.ts';

/** The Friday after, and the days that follow. */
export const delivery = async (
  stage: Stage,
  panel: Actor,
  caseId: string,
): Promise<void> => {
  const officer = stage.actor('met-police-visits', 'The Safer Schools Officer');
  await stage.goTo(8, '09:15');
  await worklist(panel);
  const visitId = await allocation(stage, panel, caseId);
  await brief(stage, officer, visitId);
  await visit(stage, officer, visitId);
  await handover(stage, panel, caseId);
  await delivered(panel, caseId);
  await numbers(stage);
};

const worklist = (panel: Actor) =>
  panel.does(
    panel.as(COORDINATOR).GET('/v1/worklist', {
      params: { query: { panel: 'south-bcu', borough: 'E09000008' } },
    }),
    ({ tasks }) => [
      'The co-ordinator reads what is to be done today in Croydon: case ids, initials, what is due and when, and no name.',
      tasks.map(
        ({ initials, kind, caseState, says }) =>
          `${initials ?? '··'} ${kind} (${caseState}): ${says}`,
      ),
    ],
  );

const allocation = async (
  stage: Stage,
  panel: Actor,
  caseId: string,
): Promise<string> => {
  const dueBy = stage.dateOf(14);
  const { visitId } = await panel.does(
    panel.as({ ...CHAIR, case: caseId }).POST('/v1/cases/{id}/visits', {
      params: { path: { id: caseId } },
      body: {
        officer: { practitioner: 'sso-0512', role: 'SAFER_SCHOOLS_OFFICER' },
        dueBy,
        venue: 'SCHOOL',
      },
    }),
    () => `A visit is allocated to a named officer, at school, by ${dueBy}.`,
  );
  return visitId;
};

const brief = async (
  stage: Stage,
  officer: Actor,
  visitId: string,
): Promise<void> => {
  const visits = officer.as(OFFICER);
  const params = { path: { id: visitId } };
  await officer.isRefused(
    visits.PUT('/v1/visits/{id}', {
      params,
      body: { state: 'ATTEMPTED', at: `${stage.dateOf(8)}T09:15:00.000Z` },
    }),
    'BRIEF_NOT_ACKNOWLEDGED',
    () =>
      'The officer reports an attempt without having read the brief, and is refused.',
  );
  const { digest } = await officer.does(
    visits.GET('/v1/visits/{id}/brief', { params }),
    ({ records }) => [
      'The officer reads the brief: where, how to approach, whether not to go. No view, no incident, no judgement.',
      Object.entries(records).map(
        ([category, each]) => `${category}: ${JSON.stringify(each)}`,
      ),
    ],
  );
  await officer.does(
    visits.PUT('/v1/visits/{id}/brief', { params, body: { digest } }),
    () =>
      'The officer acknowledges this very brief; another one would have to be read again.',
  );
};

const visit = async (
  stage: Stage,
  officer: Actor,
  visitId: string,
): Promise<void> => {
  const at = `${await stage.goTo(12, '15:40')}T15:20:00.000Z`;
  await officer.does(
    officer.as(OFFICER).PUT('/v1/visits/{id}', {
      params: { path: { id: visitId } },
      body: {
        state: 'DONE',
        at,
        officialNotice: '2026-02',
        items: [
          { how: 'SURRENDERED', item: 'Kitchen knife', disposal: 'DESTROYED' },
        ],
        parentOrCarerSeen: true,
        childSays:
          'Synthetic: I only took it because I was scared on the way home.',
        signposted: [],
        officerMinutes: 70,
      },
    }),
    () =>
      'The visit is made: the Official Notice is given, a knife is surrendered, the child’s own words are kept.',
  );
};

const handover = async (
  stage: Stage,
  panel: Actor,
  caseId: string,
): Promise<void> => {
  await stage.goTo(13, '10:00');
  const { referralId } = await panel.does(
    panel.as({ ...CHAIR, case: caseId }).POST('/v1/cases/{id}/referrals', {
      params: { path: { id: caseId } },
      body: {
        kind: 'REFERRED',
        serviceId: 'harbour-mentoring',
        need: 'MENTORING',
        basis: 'CONSENT',
        needSummary:
          'Synthetic: somebody to talk to on the way back into school.',
        contactRoute: 'Through the parent, by telephone',
      },
    }),
    () =>
      'The child is handed over to a mentoring service: a referral with a need and a basis, and not a leaflet.',
  );
  await acceptance(stage, referralId);
};

const acceptance = async (stage: Stage, referralId: string): Promise<void> => {
  const partner = stage.actor(
    'harbour-mentoring-system',
    'Harbour Mentoring, a delivery partner',
  );
  const mentor = partner.as(MENTOR);
  const params = { path: { id: referralId } };
  await partner.does(
    mentor.PUT('/v1/referrals/{id}/response', {
      params,
      body: { state: 'ACCEPTED' },
    }),
    () => 'The service accepts before it is told whom it is about.',
  );
  await partner.does(
    mentor.GET('/v1/referrals/{id}', { params }),
    ({ records }) => [
      'Now it is told: a name, a need, a way to make contact. Never what happened, a view or an address.',
      Object.keys(records),
    ],
  );
};

const delivered = (panel: Actor, caseId: string) =>
  panel.does(
    panel
      .as({ ...COORDINATOR, case: caseId })
      .GET('/v1/cases/{id}', { params: { path: { id: caseId } } }),
    ({ state, visits, referrals }) => {
      holds(state === 'DELIVERED', 'the case is delivered');
      const lines = [
        ...visits.map(
          (each) => `visit ${each.state} by ${each.officer.practitioner}`,
        ),
        ...referrals.map(
          (each) => `referral to ${each.serviceId}: ${each.state}`,
        ),
      ];
      return [
        'The case, as it stands: delivered, with its visit and its referrals. At 3, 6 and 12 months somebody looks again.',
        lines,
      ];
    },
  );

const numbers = async (stage: Stage): Promise<void> => {
  const monitoring = stage.actor(
    'met-police-monitoring',
    'The police’s monitoring desk',
  );
  const [year, month] = stage.dateOf(13).split('-');
  const quarter = `${year}-Q${Math.ceil(Number(month) / 3)}`;
  await monitoring.isRefused(
    monitoring.as(MONITOR).GET('/v1/statistics', {
      params: { query: { panel: 'south-bcu', quarter } },
    }),
    'CONTENT_INVALID',
    () =>
      `The numbers of ${quarter} are asked for and refused: they are made once, after the quarter is over.`,
  );
};
