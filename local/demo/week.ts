/**
 * One panel week, Thursday to Thursday, told by the systems that live it. It is long because it is a story: each part is
 * a day, and each step says what came of it.
 */
import type { Answer } from '../client.ts';
import { answerOpenRequests, type Worker } from '../partners/partner.ts';
import { nominationOf, partnerRecordsIn, policeRecordIn } from '../sandbox.ts';
import { delivery } from './delivery.ts';
import { duty } from './duty.ts';
import { type Actor, holds, type Stage } from './stage.ts';

const SELECTION = { purpose: 'PANEL_SELECTION' } as const;
const INTELLIGENCE = {
  ...SELECTION,
  practitioner: 'int-0417; role=INTELLIGENCE_OFFICER',
  reason: 'NEW_INCIDENT',
};
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

type Body = Answer['body'];

export const panelWeek = async (stage: Stage): Promise<void> => {
  const panel = stage.actor(
    'met-police-panel',
    'Panel tooling, for the co-ordinator and the chair',
  );
  const caseId = await nomination(stage);
  const meetingId = await preparation(stage, panel, caseId);
  await duty(stage, panel, caseId);
  await replies(stage);
  await outsider(stage);
  await meeting(stage, panel, caseId, meetingId);
  await delivery(stage, panel, caseId);
  await account(stage);
};

/** Thursday: an intelligence report becomes a nomination. */
const nomination = async (stage: Stage): Promise<string> => {
  await stage.goTo(0, '09:30');
  const police = stage.actor(
    'met-police-intelligence',
    'Metropolitan Police, intelligence desk',
  );
  const child = policeRecordIn(stage.folder, 1);
  const { caseId } = await police.does(
    {
      method: 'POST',
      path: '/v1/nominations',
      ...INTELLIGENCE,
      body: nominationOf(child),
    },
    201,
    () =>
      `An intelligence report, of a weapon that was seen, names ${child.givenName} ${child.familyName} (synthetic), born ${child.birthDate}, of Croydon, ` +
      'formerly of Bromley. The police propose the child to the panel, under the agreements that let its partners be asked. ' +
      'The source of the report is recorded, and no flow leads from it.',
  );
  return caseId;
};

/** Friday: is the child eligible, when is the child talked about, and what do partners know? @returns the meeting. */
const preparation = async (
  stage: Stage,
  panel: Actor,
  caseId: string,
): Promise<string> => {
  await stage.goTo(1, '10:00');
  const path = `/v1/cases/${caseId}`;
  await panel.does(
    { method: 'GET', path, ...COORDINATOR, case: caseId },
    200,
    (body) => {
      holds(
        finding(body, 'NO_WEAPON_CONVICTION') === 'NOT_KNOWN',
        'nobody has looked at the PNC yet',
      );
      return [
        'The co-ordinator reads the four eligibility rules. What nobody has checked is not known, and does not pass for met.',
        eligibility(body),
      ];
    },
  );
  const check = {
    rule: 'NO_WEAPON_CONVICTION',
    finding: 'MET',
    checkedIn: 'PNC',
    evidence: 'No weapon conviction on the PNC today',
  };
  await panel.does(
    {
      method: 'PUT',
      path: `${path}/eligibility`,
      ...COORDINATOR,
      case: caseId,
      body: check,
    },
    200,
    (body) => {
      holds(
        (body.eligibility as Body[]).every(
          (rule: Body) => rule.finding === 'MET',
        ),
        'all four rules are met',
      );
      return [
        'A PNC check is recorded, with who made it and when. All four rules are met.',
        eligibility(body),
      ];
    },
  );
  const meetingId = await listing(stage, panel, caseId);
  await panel.does(
    {
      method: 'POST',
      path: `${path}/view-requests`,
      ...COORDINATOR,
      case: caseId,
      body: {},
    },
    201,
    ({ viewRequests }) => {
      holds(viewRequests.length >= 5, 'at least five agencies can be asked');
      return [
        'Every agency that an agreement in force lets the panel ask is asked, to answer two working days before the meeting:',
        viewRequests.map(
          ({ agency, agreement, replyBy }: Body) =>
            `${agency}, under ${agreement}, by ${replyBy}`,
        ),
      ];
    },
  );
  return meetingId;
};

/** The case is screened, so that it may be listed; nobody is asked about a child who is not. */
const listing = async (
  stage: Stage,
  panel: Actor,
  caseId: string,
): Promise<string> => {
  const meetingOn = stage.dateOf(7);
  const asked = {
    ...COORDINATOR,
    body: {
      panel: 'south-bcu',
      meetingOn,
      startsAt: '13:30',
      place: 'Croydon',
    },
  };
  const { meetingId } = await panel.does(
    { method: 'POST', path: '/v1/meetings', ...asked },
    201,
    () => `The panel meets on ${meetingOn} at half past one.`,
  );
  await panel.does(
    {
      method: 'PUT',
      path: `/v1/cases/${caseId}/listing`,
      ...COORDINATOR,
      case: caseId,
      body: { meetingId },
    },
    200,
    ({ position }) =>
      `The case is screened, and so may be listed: it is number ${position} on the agenda.`,
  );
  return meetingId;
};

const WORKERS: readonly [
  clientId: string,
  agency: string,
  worker: Worker,
  says: string,
][] = [
  [
    'croydon-yjs-case-system',
    'croydon-yjs',
    { practitioner: 'yjs-2210; role=YJS_PRACTITIONER' },
    'Croydon YJS knows the child and gives its view.',
  ],
  [
    'croydon-social-care-case-system',
    'croydon-social-care',
    { practitioner: 'sw-5581; role=SOCIAL_WORKER' },
    'Croydon social care gives a view that differs: it sees what happens at home.',
  ],
  [
    'slam-camhs-system',
    'slam',
    { practitioner: 'cam-031; role=CAMHS_CLINICIAN', approver: 'cg-002' },
    'CAMHS answers under its restricted agreement, with its Caldicott Guardian’s approval, which stays with the trust.',
  ],
  [
    'croydon-education-pupil-system',
    'croydon-education',
    { practitioner: 'edu-11; role=EDUCATION_OFFICER' },
    'Croydon education looked and holds nothing: an explicit nil return, not silence.',
  ],
  [
    'bromley-yjs-case-system',
    'bromley-yjs',
    { practitioner: 'yjs-3307; role=YJS_PRACTITIONER' },
    'Bromley YJS, of the former borough, holds nothing.',
  ],
  [
    'bromley-education-pupil-system',
    'bromley-education',
    { practitioner: 'edu-24; role=EDUCATION_OFFICER' },
    'Bromley education holds nothing.',
  ],
  [
    'oxleas-camhs-system',
    'oxleas',
    { practitioner: 'cam-108; role=CAMHS_CLINICIAN', approver: 'cg-005' },
    'CAMHS Bromley answers. Whether it holds nothing or withholds, the panel will not be able to tell.',
  ],
];

/** Monday: the partners' systems poll, look in their own records, and answer. Bromley social care does not. */
const replies = async (stage: Stage): Promise<void> => {
  await stage.goTo(4, '11:00');
  for (const [clientId, agency, worker, says] of WORKERS) {
    const { name, client } = stage.actor(
      clientId,
      `${agency}, its own case system`,
    );
    const answered = await answerOpenRequests(
      client,
      partnerRecordsIn(stage.folder, agency),
      worker,
      stage.now(),
    );
    const [first] = answered;
    holds(
      first !== undefined && answered.every(({ put }) => put.status === 200),
      `${agency} answers what it was asked`,
    );
    const request = `PUT /v1/view-requests/${first?.viewRequestId}/reply`;
    stage.narrator.step({
      at: stage.now(),
      actor: name,
      request,
      status: first?.put.status ?? 0,
      says: `${says} (${first?.put.body.kind})`,
    });
  }
};

/** Wednesday: somebody who is party to nothing asks. */
const outsider = async (stage: Stage): Promise<void> => {
  await stage.goTo(6, '14:20');
  const sutton = stage.actor(
    'sutton-social-care-case-system',
    'Sutton social care, party to no agreement',
  );
  const { givenName, familyName, birthDate } = policeRecordIn(stage.folder, 1);
  const ask = (subject: object) =>
    sutton.client.request({
      method: 'POST',
      path: '/v1/queries',
      ...SELECTION,
      practitioner: 'sw-9001; role=SOCIAL_WORKER',
      reason: 'SAFEGUARDING_CONCERN',
      body: { subject },
    });
  const known = await ask({ givenName, familyName, birthDate });
  const nobody = await ask({
    givenName: 'Nobody',
    familyName: 'Atall',
    birthDate,
  });
  holds(
    known.status === 403 &&
      JSON.stringify(known.body) === JSON.stringify(nobody.body),
    'Sutton learns nothing',
  );
  stage.narrator.step({
    at: stage.now(),
    actor: sutton.name,
    request: 'POST /v1/queries',
    status: known.status,
    says: `It asks about the child and learns nothing: "${known.body.detail}" It asks about a child who does not exist and is told the same, to the letter. Both are in the ledger.`,
  });
};

/** Thursday: the panel meets. Bromley social care has said nothing. */
const meeting = async (
  stage: Stage,
  panel: Actor,
  caseId: string,
  meetingId: string,
): Promise<void> => {
  await stage.goTo(7, '13:30');
  await attendance(panel, meetingId);
  const path = `/v1/cases/${caseId}`;
  // As those who are there may hear it: a decision is judged on that pack.
  const inRoom = {
    method: 'GET',
    path: `${path}/pack?meeting=${meetingId}`,
    ...COORDINATOR,
    case: caseId,
  } as const;
  const first = await panel.does(inRoom, 200, (pack) => {
    holds(
      pack.gaps.some(
        ({ gapId }: Body) => gapId === 'NO_REPLY:bromley-social-care',
      ),
      'the silence of Bromley is a gap',
    );
    holds(pack.divergences.length > 0, 'the views differ');
    holds(
      pack.records.incidentSource === undefined,
      'the source stays with the police',
    );
    holds(
      pack.hiddenFromAttendees === 0,
      'all who are there may hear all of it',
    );
    return [
      'The panel reads the pack, as all who are there may hear it: every return side by side, what is missing, what differs, what was withheld and why. Nothing is hidden from this room.',
      tellPack(pack),
    ];
  });

  await stage.goTo(7, '13:50');
  await correction(stage, caseId);

  await stage.goTo(7, '14:05');
  const decision = {
    meetingId,
    outcome: 'INCLUDE',
    decider: { practitioner: 'ch-0007', role: 'PANEL_CHAIR' },
    rationale:
      'All criteria met; an early visit is proportionate and likely to help.',
  };
  const decide = {
    method: 'POST',
    path: `${path}/decisions`,
    ...CHAIR,
    case: caseId,
  } as const;
  await panel.does(
    { ...decide, body: { ...decision, packDigest: first.digest } },
    409,
    ({ blockers, difference }) => {
      holds(
        blockers.some(({ code }: Body) => code === 'STALE_PACK'),
        'a stale pack is refused',
      );
      holds(
        blockers.some(({ code }: Body) => code === 'GAP_NOT_ACKNOWLEDGED'),
        'so is a gap that nobody acknowledged',
      );
      return [
        'The chair decides on the pack as it was at half past one. It has changed since, so the decision is refused, with everything that stands in its way:',
        [
          ...blockers.map(({ code, message }: Body) => `${code}: ${message}`),
          ...difference.map(
            ({ part, change }: Body) =>
              `CHANGED: ${part} (${change.toLowerCase()})`,
          ),
        ],
      ];
    },
  );
  const current = await panel.does(inRoom, 200, (pack) => {
    holds(pack.digest !== first.digest, 'the pack is another one');
    return [
      'The panel reads the pack as it is now, and talks about each point:',
      questions(pack),
    ];
  });
  const acknowledgements = [
    ...current.gaps.map(({ gapId }: Body) => ({
      about: gapId,
      note: 'Tried by telephone today; the duty worker will call back. We decide without it.',
    })),
    ...current.divergences.map(({ divergenceId }: Body) => ({
      about: divergenceId,
      note: 'Discussed: social care sees home, the YJS sees sessions, CAMHS stands between. Visit at the safer place; all stay involved.',
    })),
    ...current.freshness
      .filter(({ state }: Body) => state === 'STALE')
      .map(({ stalenessId }: Body) => ({
        about: stalenessId,
        note: 'Asked today: it still holds.',
      })),
  ];
  await panel.does(
    {
      ...decide,
      body: { ...decision, packDigest: current.digest, acknowledgements },
    },
    201,
    () => [
      'Gap and divergence are acknowledged one by one, and the decision is taken on the digest of this very pack: INCLUDE.',
      acknowledgements.map(({ about, note }: Body) => `${about}: ${note}`),
    ],
  );
};

/** Who is in the room, by agency and person: whether the panel may decide is worked out from it. */
const attendance = async (panel: Actor, meetingId: string): Promise<void> => {
  const present = [
    { agency: 'met-police', practitioner: 'ch-0007', role: 'PANEL_CHAIR' },
    {
      agency: 'croydon-yjs',
      practitioner: 'yjs-2210',
      role: 'YJS_PRACTITIONER',
    },
    {
      agency: 'croydon-social-care',
      practitioner: 'sw-5581',
      role: 'SOCIAL_WORKER',
    },
  ];
  await panel.does(
    {
      method: 'PUT',
      path: `/v1/meetings/${meetingId}/attendance`,
      ...COORDINATOR,
      body: { present },
    },
    200,
    ({ quorum }) => {
      holds(quorum.met, 'the panel is quorate');
      return `The co-ordinator records who is there: ${quorum.agencies} member agencies, of ${quorum.needed} that the agreement needs. The panel is quorate.`;
    },
  );
};

/** A partner corrects its view after the pack was read. */
const correction = async (stage: Stage, caseId: string): Promise<void> => {
  const yjs = stage.actor(
    'croydon-yjs-case-system',
    'croydon-yjs, its own case system',
  );
  const said = {
    ...SELECTION,
    practitioner: 'yjs-2210; role=YJS_PRACTITIONER',
    reason: 'VIEW_REQUEST',
    case: caseId,
  };
  const list = await yjs.client.request({
    method: 'GET',
    path: '/v1/view-requests?limit=50',
    ...said,
  });
  const { viewRequestId } = list.body.viewRequests.find(
    (request: Body) => request.caseId === caseId,
  );
  const read = await yjs.client.request({
    method: 'GET',
    path: `/v1/view-requests/${viewRequestId}`,
    ...said,
  });
  const [{ givenName, familyName, birthDate }] = read.body.records.identity;
  const own = partnerRecordsIn(stage.folder, 'croydon-yjs').find(
    (held) =>
      held.givenName === givenName &&
      held.familyName === familyName &&
      held.birthDate === birthDate,
  );
  const held = own?.return as { view?: { opinions?: string[] } } | undefined;
  const view = {
    ...held?.view,
    opinions: [
      ...(held?.view?.opinions ?? []),
      'Attended today and was open about the incident.',
    ],
  };
  const body = { kind: 'VIEW', ...held, view };
  await yjs.does(
    {
      method: 'PUT',
      path: `/v1/view-requests/${viewRequestId}/reply`,
      ...said,
      body,
    },
    200,
    ({ version }) =>
      `Croydon YJS saw the child this morning and corrects its view (version ${version}; the earlier one is kept).`,
  );
};

/** The data protection officer reads the ledger of the two weeks. */
const account = async (stage: Stage): Promise<void> => {
  await stage.goTo(13, '16:00');
  const dpo = stage.actor(
    'operator-dpo',
    'The operator’s data protection officer',
  );
  const said = {
    practitioner: 'dpo-1; role=DATA_PROTECTION_OFFICER',
    reason: 'LAWFULNESS_CHECK',
  };
  const week = `/v1/disclosures?from=${stage.dateOf(0)}&to=${stage.dateOf(13)}&limit=100`;
  await untilSequenced(dpo, week, said);
  await dpo.does({ method: 'GET', path: week, ...said }, 200, ({ entries }) => {
    const denied = entries.filter(({ status }: Body) => status === 403);
    const disclosed = entries.filter(
      ({ released }: Body) => released.length > 0,
    );
    holds(denied.length >= 2, 'both of Sutton’s denials are there');
    holds(
      entries.some(
        ({ endpoint, status }: Body) =>
          endpoint === 'decideCase' && status === 409,
      ),
      'and the refused decision',
    );
    return [
      `The ledger lists every request of these two weeks, ${entries.length} entries: ${disclosed.length} disclosures with their flows, ${denied.length} denials, each with who, for whom, why and on which grounds, and never the data itself.`,
      entries.map(ledgerLine),
    ];
  });
};

/** The sequencer takes entries up in the background; the last one of the story must be in the log before it is told. */
const untilSequenced = async (
  dpo: Actor,
  week: string,
  said: { practitioner: string; reason: string },
): Promise<void> => {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const { body } = await dpo.client.request({
      method: 'GET',
      path: week,
      ...said,
    });
    if (
      body.entries?.some(
        ({ endpoint, status }: Body) =>
          endpoint === 'readStatistics' && status === 422,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

const finding = (body: Body, rule: string): string =>
  body.eligibility.find((each: Body) => each.rule === rule)?.finding;

const eligibility = (body: Body): string[] =>
  body.eligibility.map(
    ({ rule, finding: found, evidence }: Body) =>
      `${rule}: ${found}. ${evidence}`,
  );

const tellPack = (pack: Body): string[] => [
  ...pack.returns.map(tellReturn),
  ...questions(pack),
  ...pack.disclosure.withheld.map(
    ({ originator, category, fields, reasons }: Body) =>
      `WITHHELD by the agreement: ${category} of ${originator} (${fields.join(', ')}). ${reasons.map(({ says }: Body) => says).join(' ')}`,
  ),
];

const tellReturn = ({ agency, state, receivedAt, records }: Body): string => {
  const [view] = [...(records.view ?? []), ...(records.health ?? [])];
  const judged = view
    ? `: risk to others ${view.riskToOthers}, safety and wellbeing ${view.safetyAndWellbeing}`
    : '';
  const kept =
    state === 'ANSWERED' && !view
      ? ' (what it says, the panel is not told)'
      : '';
  return `${agency}: ${state}${kept}${judged}${receivedAt ? ` (${receivedAt.slice(0, 10)})` : ''}`;
};

const questions = ({ gaps, divergences }: Body): string[] => [
  ...gaps.map(({ question }: Body) => `GAP: ${question}`),
  ...divergences.map(({ question }: Body) => `DIVERGENCE: ${question}`),
];

const ledgerLine = ({
  index,
  occurredAt,
  actor,
  endpoint,
  recipient,
  status,
  outcome,
  released,
}: Body): string =>
  `#${index} ${occurredAt.slice(5, 16).replace('T', ' ')} ${actor.clientId} ${endpoint} → ${recipient}: ${status} ${outcome}` +
  (released.length > 0
    ? `, ${released.reduce((sum: number, { fields }: Body) => sum + fields.length, 0)} fields`
    : '');
