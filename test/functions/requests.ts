/** Requests that a test can get wrong on purpose, and what every problem and every ledger entry must be. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Answer, Asked } from '../../local/client.ts';
import { daysAfter, londonDate } from '../../rules/time/london-time.ts';
import {
  PROBLEMS,
  type ProblemCode,
  ProblemDocument,
} from '../../schemas/contract/problems.ts';
import type { LedgerEntry } from '../../schemas/store/ledger.ts';
import { BOROUGHS } from '../../schemas/vocabulary/codes.ts';
import { type TestExchange, textOf } from '../exchange.ts';

/** Sent wherever a request has room for it, and allowed to come back nowhere. */
export const CANARY = 'Canary Wharfinger';

export const YJS = 'croydon-yjs-case-system';
export const CARE = 'croydon-social-care-case-system';
export const BROMLEY = 'bromley-yjs-case-system';
export const SLAM = 'slam-camhs-system';
export const POLICE = 'met-police-intelligence';
export const PANEL = 'met-police-panel';
export const VISITS = 'met-police-visits';
export const MONITORING = 'met-police-monitoring';
export const OPERATOR = 'operator-dpo';
export const POLICE_DPO = 'met-police-dpo';

/** The London date so many days from now. */
export const date = (days: number): string =>
  daysAfter(londonDate(Date.now()), days);

/** The quarter of the calendar that ended last. */
export const LAST_QUARTER = ((month: number, year: number) =>
  month < 4 ? `${year - 1}-Q4` : `${year}-Q${Math.ceil(month / 3) - 1}`)(
  Number(date(0).slice(5, 7)),
  Number(date(0).slice(0, 4)),
);

export const person = ({ people }: TestExchange, number: number) => {
  const found = people.find((each) => each.number === number);
  if (!found) throw new RangeError(`the cohort has no number ${number}`);
  return found;
};

export const flagOn = (
  subject: object,
  flag: object = {},
  more: object = {},
) => ({
  agreement: 'MD-SBCU-001',
  subject: { borough: 'E09000008', ...subject },
  flag: {
    flagKind: 'NEED',
    statement: 'Synthetic concern.',
    factOrOpinion: 'OPINION',
    subjectCategory: 'OTHER',
    expiresOn: date(90),
    contact: 'duty@example.org',
    ...flag,
  },
  ...more,
});

export const queryAbout = (subject: object) =>
  ({ method: 'POST', path: '/v1/queries', body: { subject } }) as const;
export const raise = (body: unknown) =>
  ({ method: 'POST', path: '/v1/flags', body }) as const;
export const withKey = (key: string) => ({
  headers: { 'idempotency-key': key },
});

/** A name, a birth date and nothing else that anybody has. */
export const stranger = () => ({
  givenName: `Nobody${randomUUID().replaceAll(/[^a-f]/g, '')}`,
  familyName: 'Atall',
  birthDate: '2011-04-10',
});

export const VIEW = {
  kind: 'VIEW',
  view: { riskToOthers: 'LOW', safetyAndWellbeing: 'LOW' },
};
export const APPROVAL = {
  approvalRole: 'CALDICOTT_GUARDIAN',
  approvalPractitioner: 'cg-canary',
  approvedAt: '2026-11-20T09:00:00.000Z',
  approvalBasis: 'CONSENT',
  approvalReason: 'Canary reason of the guardian.',
};
export const HEALTH_VIEW = {
  kind: 'VIEW',
  health: {
    knownToService: true,
    openStatus: 'OPEN',
    needSummary: 'Synthetic need.',
    riskToOthers: 'LOW',
  },
  approval: APPROVAL,
};

/** A meeting of a panel so many days from now. */
export const meetingIn = async (
  exchange: TestExchange,
  days: number,
  panel = 'south-bcu',
): Promise<string> => {
  const body = { panel, meetingOn: date(days) };
  const opened = await exchange.ask(PANEL, {
    method: 'POST',
    path: '/v1/meetings',
    body,
  });
  expect(opened.status).toBe(201);
  return opened.body.meetingId;
};

/** Days of a case that is talked about today: only then can it be decided. */
export const TODAY = { meeting: 0, reply: 0 };

/** The body of a request for views of a case that is talked about today. */
export const urgently = () => ({
  urgent: { replyBy: date(0), reason: 'LATE_NOMINATION' },
});

/** A case whose screening says nothing yet, listed for a meeting, with its view requests by the agency asked. */
export const listedCase = async (
  exchange: TestExchange,
  number: number,
  days = { meeting: 7, reply: 5 },
) => {
  const child = person(exchange, number);
  const { caseId } = (await exchange.nominate(child)).body;
  const panel = child.borough === BOROUGHS.SUTTON ? 'sutton' : 'south-bcu';
  const meetingId = await meetingIn(exchange, days.meeting, panel);
  await screenAndList(exchange, caseId, meetingId);
  await attend(exchange, meetingId);
  const urgent = { replyBy: date(days.reply), reason: 'LATE_NOMINATION' };
  const asked = await ofCase(exchange, caseId, 'POST', '/view-requests', {
    urgent,
  });
  expect(asked.status).toBe(201);
  const requests: { viewRequestId: string; agency: string }[] =
    asked.body.viewRequests;
  return {
    caseId,
    meetingId,
    requests: new Map(
      requests.map(({ agency, viewRequestId }) => [agency, viewRequestId]),
    ),
  };
};

export const screenAndList = async (
  exchange: TestExchange,
  caseId: string,
  meetingId: string,
): Promise<void> => {
  const screened = await ofCase(exchange, caseId, 'PUT', '/eligibility', {
    ...NO_CONVICTION,
    finding: 'NOT_KNOWN',
  });
  expect(screened.status).toBe(200);
  const listed = await ofCase(exchange, caseId, 'PUT', '/listing', {
    meetingId,
    reason: 'Synthetic.',
  });
  expect(listed.status).toBe(200);
};

/** Who is in the room when the panel is quorate. */
export const PRESENT = [
  { agency: 'met-police', practitioner: 'ch-1', role: 'PANEL_CHAIR' },
  { agency: 'croydon-yjs', practitioner: 'prac-1', role: 'YJS_PRACTITIONER' },
  {
    agency: 'croydon-social-care',
    practitioner: 'prac-2',
    role: 'SOCIAL_WORKER',
  },
];

/** Everybody who decides is in the room, and the panel is quorate. */
export const attend = async (
  exchange: TestExchange,
  meetingId: string,
): Promise<void> => {
  const path = `/v1/meetings/${meetingId}/attendance`;
  expect(
    (
      await exchange.ask(PANEL, {
        method: 'PUT',
        path,
        body: { present: PRESENT },
      })
    ).status,
  ).toBe(200);
};

export const ofCase = (
  exchange: TestExchange,
  caseId: string,
  method: Asked['method'],
  rest: string,
  body?: unknown,
  more: Partial<Asked> = {},
) =>
  exchange.ask(PANEL, {
    method,
    path: `/v1/cases/${caseId}${rest}`,
    case: caseId,
    body,
    ...more,
  });

type Listed = Awaited<ReturnType<typeof listedCase>>;

/** A case that the panel has decided to include, with its view requests by the agency asked. */
export const decidedCase = async (
  exchange: TestExchange,
  number: number,
  {
    before,
    ...change
  }: { before?: (listed: Listed) => Promise<unknown> } & Record<
    string,
    unknown
  > = {},
): Promise<Listed> => {
  const listed = await listedCase(exchange, number, { meeting: 0, reply: 0 });
  await before?.(listed);
  await decideOn(exchange, listed, change);
  return listed;
};

/** Screened, quorate, and decided on the pack as it stands. */
export const decideOn = async (
  exchange: TestExchange,
  { caseId, meetingId }: Omit<Listed, 'requests'>,
  change = {},
) => {
  await attend(exchange, meetingId);
  const carrying = {
    rule: 'EVIDENCE_OF_CARRYING',
    finding: 'MET',
    checkedIn: 'OTHER',
    evidence: 'Synthetic.',
  };
  for (const check of [NO_CONVICTION, carrying]) {
    expect(
      (await ofCase(exchange, caseId, 'PUT', '/eligibility', check)).status,
    ).toBe(200);
  }
  const pack = (await ofCase(exchange, caseId, 'GET', '/pack')).body;
  const decided = await ofCase(
    exchange,
    caseId,
    'POST',
    '/decisions',
    decisionOn(pack, change),
  );
  expect([decided.status, decided.body.blockers]).toEqual([201, undefined]);
};

/** A decision that what came since has opened again is taken again, at another meeting. */
export const decideAgain = async (
  exchange: TestExchange,
  caseId: string,
): Promise<void> => {
  const meetingId = await meetingIn(exchange, 0);
  expect(
    (await ofCase(exchange, caseId, 'PUT', '/listing', { meetingId })).status,
  ).toBe(200);
  await decideOn(exchange, { caseId, meetingId });
};

/** What the panel says of a visit: whose it is, where, and by when. */
export const visitFor = (change: object = {}) => ({
  officer: { practitioner: 'off-1', role: 'SAFER_SCHOOLS_OFFICER' },
  dueBy: date(10),
  venue: 'SCHOOL',
  ...change,
});

/** A referral to the youth justice service of Croydon. */
export const YOUTH_JUSTICE = {
  kind: 'REFERRED',
  serviceId: 'croydon-yjs',
  need: 'YOUTH_JUSTICE',
  basis: 'LEGAL_DUTY',
};

/** What an officer asks about a visit. */
export const ofVisit = (
  exchange: TestExchange,
  visitId: string,
  method: Asked['method'],
  rest: string,
  body?: unknown,
  more: Partial<Asked> & { by?: string } = {},
) => {
  const { by = VISITS, ...said } = more;
  const officer = {
    practitioner: 'off-1; role=SAFER_SCHOOLS_OFFICER',
    purpose: 'VISIT_SAFETY',
  };
  const asked = {
    method,
    path: `/v1/visits/${visitId}${rest}`,
    body,
    reason: 'VISIT_PREPARATION',
    ...officer,
    ...said,
  };
  return exchange.ask(by, asked);
};

export const reply = (
  exchange: TestExchange,
  clientId: string,
  viewRequestId: string | undefined,
  body: unknown,
) =>
  exchange.ask(clientId, {
    method: 'PUT',
    path: `/v1/view-requests/${viewRequestId}/reply`,
    body,
  });

/** What the panel decides on a pack as it stands, with every gap and divergence acknowledged. */
export const decisionOn = (pack: Answer['body'], change: object = {}) => ({
  packDigest: pack.digest,
  meetingId: pack.meetingId,
  outcome: 'INCLUDE',
  decider: { practitioner: 'ch-1', role: 'PANEL_CHAIR' },
  rationale: 'Synthetic.',
  acknowledgements: [
    ...pack.gaps.map(({ gapId }: { gapId: string }) => ({
      about: gapId,
      note: 'Synthetic.',
    })),
    ...pack.freshness.map(({ stalenessId }: { stalenessId: string }) => ({
      about: stalenessId,
      note: 'Synthetic.',
    })),
    ...pack.divergences.map(({ divergenceId }: { divergenceId: string }) => ({
      about: divergenceId,
      note: 'Synthetic.',
    })),
  ],
  ...change,
});

export const NO_CONVICTION = {
  rule: 'NO_WEAPON_CONVICTION',
  finding: 'MET',
  checkedIn: 'PNC',
  evidence: 'None.',
};

/** A named officer, and what they put in a case at once. */
export const OFFICER = { practitioner: 'dc-41', role: 'INTELLIGENCE_OFFICER' };
export const underWay = (days = 30) => ({
  status: 'ONGOING',
  officer: OFFICER,
  reviewOn: date(days),
});
export const TRIAGE = {
  outcome: 'REFER_YJS',
  continues: true,
  officer: OFFICER,
  reason: 'Synthetic.',
};
export const followUp = (month = 3) => ({
  kind: 'FOLLOW_UP',
  month,
  cameToNotice: 'NOT_KNOWN',
  checkedIn: 'PNC',
  officer: OFFICER,
});

/** Headers exactly as given, and a body byte for byte. */
export const send = async (
  url: string,
  path: string,
  init: {
    method: string;
    headers: Record<string, string>;
    body?: string | Uint8Array<ArrayBuffer>;
  },
): Promise<Answer> => {
  const answer = await fetch(url + path, init);
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
};

/** What holds for a problem whatever its code. */
export const expectProblem = (
  answer: Answer,
  code: ProblemCode,
  pointers?: string[],
): void => {
  expect([answer.status, answer.body?.code]).toEqual([
    PROBLEMS[code].status,
    code,
  ]);
  expect(answer.body).toMatchObject({
    status: PROBLEMS[code].status,
    title: PROBLEMS[code].title,
  });
  expect(ProblemDocument.safeParse(answer.body).error).toBeUndefined();
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('x-request-id')).toMatch(UUID);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(textOf(answer).toLowerCase()).not.toContain('canary');
  if (pointers) expect(pointersOf(answer)).toEqual(pointers);
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const pointersOf = ({ body }: Answer): string[] =>
  body.errors.map(({ pointer }: { pointer: string }) => pointer);

/** The whole log as the store holds it, after all that is pending. */
export const ledgerOf = async ({
  running,
}: TestExchange): Promise<LedgerEntry[]> => {
  await running.sequence();
  const now = running.world.clock();
  const to = londonDate(now + 2 * 86_400_000);
  const all: LedgerEntry[] = [];
  let from: { date: string; index: number } | undefined = {
    date: londonDate(now - 60 * 86_400_000),
    index: 0,
  };
  while (from) {
    const page = await running.world.ledger.page(from, to, 90);
    all.push(...page.entries.map(({ entry }) => entry));
    from = page.next;
  }
  return all;
};

/** The entries that one request left, which it is known by. */
export const entriesOf = async (
  exchange: TestExchange,
  { headers }: Answer,
): Promise<LedgerEntry[]> =>
  (await ledgerOf(exchange)).filter(
    ({ kept }) => kept.requestId === headers.get('x-request-id'),
  );

/** Does something at another time of the exchange's clock, and brings it back. Tokens keep wall time. */
export const at = async <T>(
  { running }: TestExchange,
  instant: number,
  work: () => Promise<T>,
): Promise<T> => {
  const move = (to: number) =>
    fetch(`${running.url}/sandbox/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: new Date(to).toISOString() }),
    });
  await move(instant);
  return work().finally(() => move(Date.now()));
};
