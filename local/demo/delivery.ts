/**
 * After the decision: the visit, with the partners' advice and nothing else, and the service that takes over.
 */
import type { Answer } from '../client.ts';
import { type Actor, holds, type Stage } from './stage.ts';

type Body = Answer['body'];

const SELECTION = { purpose: 'PANEL_SELECTION' } as const;
const COORDINATOR = {
  ...SELECTION,
  practitioner: 'co-0093; role=PANEL_COORDINATOR',
  reason: 'PANEL_PREPARATION',
};
const CHAIR = {
  ...SELECTION,
  practitioner: 'ch-0007; role=PANEL_CHAIR',
  reason: 'PANEL_DECISION',
};
const OFFICER = {
  practitioner: 'sso-0512; role=SAFER_SCHOOLS_OFFICER',
  reason: 'VISIT_PREPARATION',
};
const VISITING = { ...OFFICER, purpose: 'VISIT_SAFETY' } as const;
const PARTNER = {
  practitioner: 'hm-08; role=DELIVERY_WORKER',
  reason: 'REFERRAL_HANDLING',
  purpose: 'REFERRAL',
};

/** The Friday after, and the days that follow. */
export const delivery = async (
  stage: Stage,
  panel: Actor,
  caseId: string,
): Promise<void> => {
  const officer = stage.actor('met-police-visits', 'The Safer Schools Officer');
  const visitId = await allocation(stage, panel, caseId);
  await brief(stage, officer, visitId);
  await visit(stage, officer, visitId);
  await handover(stage, panel, caseId);
  await afterwards(stage, panel, caseId);
};

const allocation = async (
  stage: Stage,
  panel: Actor,
  caseId: string,
): Promise<string> => {
  await stage.goTo(8, '09:15');
  const path = `/v1/cases/${caseId}`;
  await panel.does(
    {
      method: 'GET',
      path: '/v1/worklist?panel=south-bcu&borough=E09000008',
      ...COORDINATOR,
    },
    200,
    ({ tasks }) => [
      'The co-ordinator reads what is to be done today in Croydon: case ids, initials, what is due and when, and no name.',
      tasks.map(
        ({ initials, kind, caseState, says }: Body) =>
          `${initials ?? '··'} ${kind} (${caseState}): ${says}`,
      ),
    ],
  );
  const { visitId } = await panel.does(
    {
      method: 'POST',
      path: `${path}/visits`,
      ...CHAIR,
      case: caseId,
      body: {
        officer: { practitioner: 'sso-0512', role: 'SAFER_SCHOOLS_OFFICER' },
        dueBy: stage.dateOf(14),
        venue: 'SCHOOL',
      },
    },
    201,
    () =>
      `A visit is allocated to a named officer, at school, by ${stage.dateOf(14)}.`,
  );
  return visitId;
};

const brief = async (
  stage: Stage,
  officer: Actor,
  visitId: string,
): Promise<void> => {
  const path = `/v1/visits/${visitId}`;
  await officer.does(
    {
      method: 'PUT',
      path,
      ...VISITING,
      body: { state: 'ATTEMPTED', at: `${stage.dateOf(8)}T09:15:00.000Z` },
    },
    409,
    ({ code }) => {
      holds(
        code === 'BRIEF_NOT_ACKNOWLEDGED',
        'nobody goes without having read the brief',
      );
      return 'The officer reports an attempt without having read the brief, and is refused.';
    },
  );
  const { digest } = await officer.does(
    { method: 'GET', path: `${path}/brief`, ...VISITING },
    200,
    (body: Body) => [
      'The officer reads the brief: where, how to approach, whether not to go. No view, no incident, no judgement.',
      Object.entries(body.records ?? {}).map(
        ([category, records]) => `${category}: ${JSON.stringify(records)}`,
      ),
    ],
  );
  await officer.does(
    { method: 'PUT', path: `${path}/brief`, ...VISITING, body: { digest } },
    200,
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
    {
      method: 'PUT',
      path: `/v1/visits/${visitId}`,
      ...VISITING,
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
    },
    200,
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
  const path = `/v1/cases/${caseId}`;
  const referral = {
    kind: 'REFERRED',
    serviceId: 'harbour-mentoring',
    need: 'MENTORING',
    basis: 'CONSENT',
    needSummary: 'Synthetic: somebody to talk to on the way back into school.',
    contactRoute: 'Through the parent, by telephone',
  };
  const { referralId } = await panel.does(
    {
      method: 'POST',
      path: `${path}/referrals`,
      ...CHAIR,
      case: caseId,
      body: referral,
    },
    201,
    () =>
      'The child is handed over to a mentoring service: a referral with a need and a basis, and not a leaflet.',
  );
  const partner = stage.actor(
    'harbour-mentoring-system',
    'Harbour Mentoring, a delivery partner',
  );
  const read = {
    method: 'GET',
    path: `/v1/referrals/${referralId}`,
    ...PARTNER,
  } as const;
  const answer = (state: string) =>
    ({
      method: 'PUT',
      path: `/v1/referrals/${referralId}/response`,
      ...PARTNER,
      body: { state },
    }) as const;
  await partner.does(
    answer('ACCEPTED'),
    200,
    () => 'The service accepts before it is told whom it is about.',
  );
  await partner.does(read, 200, ({ records }) => [
    'Now it is told: a name, a need, a way to make contact. Never what happened, a view or an address.',
    Object.keys(records).map((category) => category),
  ]);
};

const afterwards = async (
  stage: Stage,
  panel: Actor,
  caseId: string,
): Promise<void> => {
  await panel.does(
    {
      method: 'GET',
      path: `/v1/cases/${caseId}`,
      ...COORDINATOR,
      case: caseId,
    },
    200,
    (body: Body) => {
      holds(body.state === 'DELIVERED', 'the case is delivered');
      return [
        'The case, as it stands: delivered, with its visit and its referrals. At 3, 6 and 12 months somebody looks again.',
        [
          ...body.visits.map(
            ({ state, officer }: Body) =>
              `visit ${state} by ${officer.practitioner}`,
          ),
          ...body.referrals.map(
            ({ serviceId, state }: Body) =>
              `referral to ${serviceId}: ${state}`,
          ),
        ],
      ];
    },
  );
  const monitoring = stage.actor(
    'met-police-monitoring',
    'The police’s monitoring desk',
  );
  const quarter = `${stage.dateOf(13).slice(0, 4)}-Q${Math.ceil(Number(stage.dateOf(13).slice(5, 7)) / 3)}`;
  await monitoring.does(
    {
      method: 'GET',
      path: `/v1/statistics?panel=south-bcu&quarter=${quarter}`,
      purpose: 'MONITORING',
      practitioner: 'mon-1; role=PANEL_COORDINATOR',
      reason: 'LAWFULNESS_CHECK',
    },
    422,
    () =>
      `The numbers of ${quarter} are asked for and refused: they are made once, after the quarter is over.`,
  );
};
