/**
 * Whatever a caller gets wrong is said by its own code, echoes nothing that was sent, and is one entry of the ledger. Long
 * because it is a table: an operation that is added is missed here until it has its row.
 */
import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyOf } from '../../adapters/dynamodb/keys.ts';
import { type Answer, requestToken, systemFile } from '../../local/client.ts';
import {
  OPERATIONS,
  type Operation,
  type OperationId,
  operationIds,
  problemsOf,
} from '../../schemas/contract/operations.ts';
import { PROBLEMS, type ProblemCode } from '../../schemas/contract/problems.ts';
import { subjectOf, testExchange } from '../exchange.ts';
import { becomeDelivered } from '../functions/become.ts';
import * as of from '../functions/requests.ts';
import {
  CANARY,
  date,
  expectProblem,
  ledgerOf,
  PANEL,
  POLICE,
  YJS,
} from '../functions/requests.ts';

const exchange = testExchange({ sequencing: false });
const made = {
  caseId: '',
  meetingId: '',
  viewRequestId: '',
  toConfirm: '',
  questionId: '',
  flagId: '',
  reference: '',
  reviewId: '',
  deliveredId: '',
  decidedId: '',
  visitId: '',
  referralId: '',
};
const tokens = new Map<string, string>();
type Init = {
  headers?: Record<string, string | undefined>;
  body?: string | Uint8Array<ArrayBuffer>;
  path?: string;
};
type Sound = {
  client: string;
  path: () => string;
  body?: () => object;
  case?: () => string;
};

const ofFlag = (change: string) => `/v1/flags/${made.flagId}/${change}`;
const content = () => {
  const { expiresOn: _, ...said } = of.flagOn({}).flag;
  return said;
};
const SUPPOSED = {
  asked: {
    recipient: 'croydon-yjs',
    purpose: 'PANEL_SELECTION',
    practitionerRole: 'YJS_PRACTITIONER',
  },
  record: {
    originator: 'met-police',
    agreement: 'MD-SBCU-001',
    category: 'identity',
    fields: ['givenName'],
    subject: {
      birthDate: '2011-04-10',
      borough: 'E09000008',
      formerBoroughs: [],
      category: 'OTHER',
    },
    expiresAt: '2027-01-01T00:00:00.000Z',
  },
};
const RECORDED = {
  reply: { kind: 'NOTHING_HELD' },
  person: 'Duty worker',
  channel: 'TELEPHONE',
};
const child = () => subjectOf(of.person(exchange, 1));
/** For each operation a request that would succeed, so that one thing at a time can be wrong with it. */
const SOUND: Partial<Record<OperationId, Sound>> = {
  queryYoungPerson: {
    client: YJS,
    path: () => '/v1/queries',
    body: () => ({ subject: child() }),
  },
  readYoungPerson: {
    client: YJS,
    path: () => `/v1/young-people/${made.reference}`,
  },
  raiseFlag: {
    client: YJS,
    path: () => '/v1/flags',
    body: () => of.flagOn(child()),
  },
  readFlag: { client: YJS, path: () => `/v1/flags/${made.flagId}` },
  reviewFlag: {
    client: YJS,
    path: () => ofFlag('review'),
    body: () => ({ expiresOn: date(60), note: 'Synthetic.' }),
  },
  contestFlag: {
    client: of.CARE,
    path: () => ofFlag('contest'),
    body: () => ({ statement: 'Synthetic.' }),
  },
  correctFlag: {
    client: YJS,
    path: () => ofFlag('correction'),
    body: () => ({ flag: content(), note: 'Synthetic.' }),
  },
  withdrawFlag: {
    client: YJS,
    path: () => ofFlag('withdrawal'),
    body: () => ({ reason: 'Synthetic.' }),
  },
  nominate: {
    client: POLICE,
    path: () => '/v1/nominations',
    body: () => nomination,
  },
  listViewRequests: { client: YJS, path: () => '/v1/view-requests' },
  readViewRequest: {
    client: YJS,
    path: () => `/v1/view-requests/${made.viewRequestId}`,
  },
  replyToViewRequest: {
    client: YJS,
    path: () => `/v1/view-requests/${made.viewRequestId}/reply`,
    body: () => of.VIEW,
  },
  askQuestion: {
    client: YJS,
    path: () => `/v1/view-requests/${made.viewRequestId}/questions`,
    body: () => ({ text: 'Synthetic?' }),
  },
  confirmReturn: {
    client: of.CARE,
    path: () => `/v1/view-requests/${made.toConfirm}/confirmation`,
    body: () => ({ version: 1 }),
  },
  answerQuestion: {
    client: PANEL,
    path: () => `/v1/cases/${made.caseId}/questions/${made.questionId}`,
    body: () => ({ answer: 'Synthetic.' }),
  },
  recordReturn: {
    client: PANEL,
    path: () => `/v1/cases/${made.caseId}/returns/croydon-education`,
    body: () => RECORDED,
  },
  readCase: { client: PANEL, path: () => `/v1/cases/${made.caseId}` },
  checkEligibility: {
    client: PANEL,
    path: () => `/v1/cases/${made.caseId}/eligibility`,
    body: () => of.NO_CONVICTION,
  },
  askForViews: {
    client: PANEL,
    path: () => `/v1/cases/${made.caseId}/view-requests`,
    body: () => ({ urgent: { replyBy: date(0), reason: 'LATE_NOMINATION' } }),
  },
  readPack: { client: PANEL, path: () => `/v1/cases/${made.caseId}/pack` },
  decideCase: {
    client: PANEL,
    path: () => `/v1/cases/${made.caseId}/decisions`,
    body: () =>
      of.decisionOn({
        digest: '0'.repeat(64),
        meetingId: made.meetingId,
        gaps: [],
        divergences: [],
        freshness: [],
      }),
  },
  listCase: {
    client: PANEL,
    path: () => `/v1/cases/${made.caseId}/listing`,
    body: () => ({ meetingId: made.meetingId, reason: 'Synthetic.' }),
  },
  openMeeting: {
    client: PANEL,
    path: () => '/v1/meetings',
    body: () => ({ panel: 'south-bcu', meetingOn: date(7) }),
  },
  listMeetings: {
    client: PANEL,
    path: () => `/v1/meetings?panel=south-bcu&from=${date(0)}&to=${date(7)}`,
  },
  readMeeting: { client: PANEL, path: () => `/v1/meetings/${made.meetingId}` },
  setAgenda: {
    client: PANEL,
    path: () => `/v1/meetings/${made.meetingId}/agenda`,
    body: () => ({ cases: [made.caseId] }),
  },
  setAttendance: {
    client: PANEL,
    path: () => `/v1/meetings/${made.meetingId}/attendance`,
    body: () => ({ present: of.PRESENT }),
  },
  readWorklist: {
    client: PANEL,
    path: () => '/v1/worklist?panel=south-bcu&borough=E09000008',
  },
  readStatistics: {
    client: of.MONITORING,
    path: () => `/v1/statistics?panel=south-bcu&quarter=${of.LAST_QUARTER}`,
  },
  setInvestigation: {
    client: PANEL,
    path: () => `/v1/cases/${made.caseId}/investigation`,
    body: () => of.underWay(),
  },
  setStrategyDiscussion: {
    client: PANEL,
    path: () => `/v1/cases/${made.caseId}/strategy-discussion`,
    body: () => of.underWay(),
  },
  triageCase: {
    client: PANEL,
    path: () => `/v1/cases/${made.caseId}/triage`,
    body: () => of.TRIAGE,
  },
  recordOutcome: {
    client: PANEL,
    path: () => `/v1/cases/${made.deliveredId}/outcomes`,
    body: () => of.followUp(),
  },
  allocateVisit: {
    client: PANEL,
    case: () => made.decidedId,
    path: () => `/v1/cases/${made.decidedId}/visits`,
    body: () => of.visitFor(),
  },
  updateVisit: {
    client: of.VISITS,
    path: () => `/v1/visits/${made.visitId}`,
    body: () => ({
      state: 'NOT_DONE',
      at: new Date().toISOString(),
      reason: 'CAPACITY',
    }),
  },
  readBrief: {
    client: of.VISITS,
    path: () => `/v1/visits/${made.visitId}/brief`,
  },
  acknowledgeBrief: {
    client: of.VISITS,
    path: () => `/v1/visits/${made.visitId}/brief`,
    body: () => ({ digest: '0'.repeat(64) }),
  },
  listServices: { client: PANEL, path: () => '/v1/services' },
  makeReferral: {
    client: PANEL,
    case: () => made.decidedId,
    path: () => `/v1/cases/${made.decidedId}/referrals`,
    body: () => of.YOUTH_JUSTICE,
  },
  listReferrals: { client: YJS, path: () => '/v1/referrals' },
  readReferral: { client: YJS, path: () => `/v1/referrals/${made.referralId}` },
  respondToReferral: {
    client: YJS,
    path: () => `/v1/referrals/${made.referralId}/response`,
    body: () => ({ state: 'ACKNOWLEDGED' }),
  },
  listDisclosures: {
    client: of.OPERATOR,
    path: () => `/v1/disclosures?from=${date(0)}&to=${date(0)}`,
  },
  listReviews: { client: of.OPERATOR, path: () => '/v1/reviews' },
  concludeReview: {
    client: of.OPERATOR,
    path: () => `/v1/reviews/${made.reviewId}/conclusion`,
    body: () => ({ finding: 'JUSTIFIED', note: 'Synthetic.' }),
  },
  explain: {
    client: YJS,
    path: () => '/v1/explanations',
    body: () => SUPPOSED,
  },
  readFeed: { client: YJS, path: () => '/v1/feed' },
  listAgreements: { client: YJS, path: () => '/v1/agreements' },
};
const ids = Object.keys(SOUND) as OperationId[];
const operation = (id: OperationId): Operation => OPERATIONS[id];
const having = (has: (operation: Operation) => unknown) =>
  ids.filter((id) => has(operation(id)));
const personal = having(({ concerns }) => concerns === 'PERSONAL');
const withBody = having(({ body }) => body);
const once = having(({ idempotencyKey }) => idempotencyKey);
let nomination: object;

const provoked = new Map<OperationId, Set<ProblemCode>>();
const sent: { requestId: string; code: ProblemCode }[] = [];

const soundly = (id: OperationId) => SOUND[id]?.body?.() ?? {};

/** The sound request with one thing changed, sent under a request id of its own. */
const call = async (
  id: OperationId,
  { headers = {}, body, path }: Init = {},
  client?: string,
): Promise<Answer> => {
  const sound = SOUND[id];
  if (!sound) throw new Error(id);
  const { method, idempotencyKey } = operation(id);
  const whole: Record<string, string | undefined> = {
    authorization: `Bearer ${tokens.get(client ?? sound.client)}`,
    'sharing-purpose': operation(id).monitoring
      ? 'MONITORING'
      : (operation(id).purpose ?? 'PANEL_SELECTION'),
    'sharing-practitioner': 'prac-1; role=PANEL_COORDINATOR',
    'sharing-reason': 'NEW_INCIDENT',
    'sharing-case':
      sound.client === PANEL
        ? (/case_[0-9a-f]{32}/.exec(sound.path())?.[0] ??
          sound.case?.() ??
          made.caseId)
        : undefined,
    'idempotency-key': idempotencyKey && randomUUID(),
    'content-type': sound.body && 'application/json',
    'x-request-id': randomUUID(),
    ...headers,
  };
  const given = Object.fromEntries(
    Object.entries(whole).filter(([, value]) => value !== undefined),
  );
  const content = body ?? (sound.body && JSON.stringify(sound.body()));
  return of.send(exchange.running.url, path ?? sound.path(), {
    method,
    headers: given as Record<string, string>,
    ...(content !== undefined && { body: content }),
  });
};

const expectRefused = (
  id: OperationId,
  answer: Answer,
  code: ProblemCode,
  pointers?: string[],
) => {
  sent.push({ requestId: answer.headers.get('x-request-id') ?? '', code });
  provoked.set(id, (provoked.get(id) ?? new Set()).add(code));
  expectProblem(answer, code, pointers);
};

beforeAll(async () => {
  const nominated = await exchange.nominate(of.person(exchange, 1), (body) => {
    nomination = body;
    return body;
  });
  made.caseId = nominated.body.caseId;
  made.meetingId = await of.meetingIn(exchange, 0);
  await of.screenAndList(exchange, made.caseId, made.meetingId);
  await of.attend(exchange, made.meetingId);
  const urgent = { replyBy: date(0), reason: 'LATE_NOMINATION' };
  const asked = await of.ofCase(
    exchange,
    made.caseId,
    'POST',
    '/view-requests',
    { urgent },
  );
  const requests: { viewRequestId: string; agency: string }[] =
    asked.body.viewRequests;
  made.viewRequestId =
    requests.find(({ agency }) => agency === 'croydon-yjs')?.viewRequestId ??
    '';
  made.toConfirm =
    requests.find(({ agency }) => agency === 'croydon-social-care')
      ?.viewRequestId ?? '';
  const ask = {
    method: 'POST',
    path: `/v1/view-requests/${made.viewRequestId}/questions`,
  } as const;
  made.questionId = (
    await exchange.ask(YJS, { ...ask, body: { text: 'Synthetic?' } })
  ).body.questionId;
  const recorded = await of.ofCase(
    exchange,
    made.caseId,
    'PUT',
    '/returns/croydon-social-care',
    RECORDED,
  );
  expect(recorded.status).toBe(200);
  made.flagId = (
    await exchange.ask(YJS, of.raise(of.flagOn(child())))
  ).body.flagId;
  made.reference = (
    await exchange.ask(YJS, of.queryAbout(child()))
  ).body.reference;
  const inDanger = {
    purpose: 'IMMEDIATE_SAFETY',
    practitioner: 'prac-9; role=YJS_PRACTITIONER',
  };
  expect(
    (await exchange.ask(YJS, { ...of.queryAbout(child()), ...inDanger }))
      .status,
  ).toBe(200);
  made.reviewId = (
    await exchange.ask(of.OPERATOR, { method: 'GET', path: '/v1/reviews' })
  ).body.reviews[0].reviewId;
  made.deliveredId = (
    await exchange.nominate(of.person(exchange, 2))
  ).body.caseId;
  await becomeDelivered(exchange, made.deliveredId, date(-400));
  made.decidedId = (await of.decidedCase(exchange, 7)).caseId;
  const officer = { practitioner: 'prac-1', role: 'SAFER_SCHOOLS_OFFICER' };
  const visit = await of.ofCase(
    exchange,
    made.decidedId,
    'POST',
    '/visits',
    of.visitFor({ officer }),
  );
  made.visitId = visit.body.visitId;
  const referral = await of.ofCase(
    exchange,
    made.decidedId,
    'POST',
    '/referrals',
    of.YOUTH_JUSTICE,
  );
  made.referralId = referral.body.referralId;
  for (const client of [
    YJS,
    PANEL,
    POLICE,
    of.OPERATOR,
    of.MONITORING,
    'south-housing-system',
    of.CARE,
    of.SLAM,
    of.VISITS,
  ]) {
    const { access_token } = await requestToken(
      exchange.running.url,
      systemFile(exchange.running.folder.path, client),
    );
    tokens.set(client, access_token);
  }
});

const row = <T>(all: OperationId[], cases: T[]): [OperationId, T][] =>
  all.flatMap((id) => cases.map((each): [OperationId, T] => [id, each]));
const BAD_HEADERS = [
  { 'sharing-practitioner': undefined },
  { 'sharing-practitioner': CANARY },
  { 'sharing-practitioner': 'prac-1; role=CANARY' },
  { 'sharing-practitioner': 'system:canary; role=SOCIAL_WORKER' },
  { 'sharing-practitioner': 'canary; role=JOB' },
  { 'sharing-reason': undefined },
  { 'sharing-reason': CANARY },
  { 'sharing-case': CANARY },
  { 'sharing-agreement': CANARY },
];
// Monitoring serves tables: about a child nothing is asked for with it.
const BAD_PURPOSES = [
  undefined,
  CANARY,
  'MONITORING',
  'PANEL_SELECTION, REFERRAL',
];
/** And tables are asked for with nothing else. */
const NOT_MONITORING = [
  undefined,
  CANARY,
  'PANEL_SELECTION',
  'IMMEDIATE_SAFETY',
  'MONITORING, MONITORING',
];
const BAD_TOKENS = [
  undefined,
  '',
  'Bearer',
  'Bearer canary',
  'Basic Y2FuYXJ5OmNhbmFyeQ==',
  'Bearer e30.e30.',
];

/** What no caller of this table asks for, and why. */
const NOT_HERE: Partial<Record<OperationId, string>> = {
  issueToken:
    'It answers as OAuth 2.0 does, and not with problems: test/functions/token.',
  readAuthorizationServer: 'It takes nothing that could be wrong.',
  readOpenApi: 'It takes nothing that could be wrong.',
  readHealth: 'It takes nothing that could be wrong.',
};

it('every operation is in this table, or the reason why it is not', () => {
  const named = [...ids, ...Object.keys(NOT_HERE)];
  expect(named.toSorted()).toEqual(operationIds.toSorted());
});

describe('who is not known is told nothing else: 401', () => {
  it.each(row(ids, BAD_TOKENS))(
    '%s with authorization %s',
    async (id, authorization) => {
      // All else is wrong too: nothing of the request is looked at before the caller is known.
      const headers = { authorization, 'sharing-reason': CANARY };
      expectRefused(id, await call(id, { headers }), 'TOKEN_INVALID');
    },
  );
});

describe('a header that is missing or wrong: 400', () => {
  it.each(row(ids, BAD_HEADERS))('%s with %o', async (id, headers) => {
    expectRefused(id, await call(id, { headers }), 'HEADER_INVALID');
  });
  it.each(row(personal, BAD_PURPOSES))(
    '%s with the purpose %s',
    async (id, purpose) => {
      expectRefused(
        id,
        await call(id, { headers: { 'sharing-purpose': purpose } }),
        'HEADER_INVALID',
      );
    },
  );
  it.each(
    row(
      having(({ monitoring }) => monitoring),
      NOT_MONITORING,
    ),
  )('%s with the purpose %s', async (id, purpose) => {
    expectRefused(
      id,
      await call(id, { headers: { 'sharing-purpose': purpose } }),
      'HEADER_INVALID',
    );
  });
  it.each(having(({ purpose }) => purpose))(
    '%s with a purpose that is not its own',
    async (id) => {
      const headers = { 'sharing-purpose': 'PANEL_SELECTION' };
      expectRefused(id, await call(id, { headers }), 'HEADER_INVALID');
    },
  );
  it.each(row(once, [undefined, 'short', 'k'.repeat(65), `${CANARY}-0001`]))(
    '%s with the key %s',
    async (id, key) => {
      expectRefused(
        id,
        await call(id, { headers: { 'idempotency-key': key } }),
        'IDEMPOTENCY_KEY_REQUIRED',
      );
    },
  );
});

describe('an answer of a kind that there is not: 406', () => {
  it.each(ids)('%s', async (id) => {
    expectRefused(
      id,
      await call(id, { headers: { accept: 'image/png' } }),
      'NOT_ACCEPTABLE',
    );
  });
});

describe('a body that cannot be read: 400, 413, 415', () => {
  const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
  const latin1 = new Uint8Array([
    0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xe9, 0x22, 0x7d,
  ]);
  it.each(row(withBody, [`{"canary": "${CANARY}`, '', latin1, deep]))(
    '%s with %s',
    async (id, body) => {
      expectRefused(id, await call(id, { body }), 'MALFORMED_REQUEST');
    },
  );
  it.each(withBody)('%s with __proto__', async (id) => {
    const body = `${JSON.stringify(soundly(id)).slice(0, -1)},"__proto__":{"canary":true}}`;
    expectRefused(id, await call(id, { body }), 'MALFORMED_REQUEST');
  });
  it.each(withBody)('%s with more than the limit', async (id) => {
    const body = JSON.stringify({ canary: 'x'.repeat(256 * 1024) });
    expectRefused(id, await call(id, { body }), 'BODY_TOO_LARGE');
  });
  const types = [
    'text/plain',
    'application/jsonp',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
  ];
  it.each(row(withBody, types))('%s as %s', async (id, type) => {
    expectRefused(
      id,
      await call(id, { headers: { 'content-type': type } }),
      'MEDIA_TYPE_UNSUPPORTED',
    );
  });
});

describe('content that is not allowed: 422, and where', () => {
  it.each(withBody)('%s with a field that nobody knows', async (id) => {
    const body = JSON.stringify({ ...soundly(id), risk_level: CANARY });
    expectRefused(id, await call(id, { body }), 'CONTENT_INVALID', [
      '/risk_level',
    ]);
  });
  it.each(row(withBody, ['[]', '"canary"', 'null']))(
    '%s with %.20s',
    async (id, body) =>
      expectRefused(id, await call(id, { body }), 'CONTENT_INVALID'),
  );
  // Asking for views without more asks everybody, by the agreed day.
  it.each(withBody.filter((id) => id !== 'askForViews'))(
    '%s with {}',
    async (id) =>
      expectRefused(id, await call(id, { body: '{}' }), 'CONTENT_INVALID'),
  );
  it.each(having(({ params }) => params))(
    '%s with an id that is far too long',
    async (id) => {
      const long = (path: string) =>
        path.replace(
          /(yp|flag|vr|case|le|mtg|visit|ref)_[^/]*/,
          'x'.repeat(81),
        );
      const name = id === 'readYoungPerson' ? '/path/ref' : '/path/id';
      expectRefused(
        id,
        await call(id, { path: long(SOUND[id]?.path() ?? '') }),
        'CONTENT_INVALID',
        [name],
      );
    },
  );
  it.each([
    ['listViewRequests', '?limit=0', ['/query/limit']],
    ['listViewRequests', '?limit=51', ['/query/limit']],
    ['listViewRequests', '?limit=many', ['/query/limit']],
    ['listViewRequests', '?agency=slam', ['/query/agency']],
    ['listViewRequests', '?after=canary', ['/query/after']],
    ['listMeetings', '', ['/query/panel', '/query/from', '/query/to']],
    [
      'listMeetings',
      '?panel=CANARY&from=2026-11-01&to=2026-11-01',
      ['/query/panel'],
    ],
    [
      'listMeetings',
      '?panel=south-bcu&from=2026-11-02&to=2026-11-01',
      ['/query/to'],
    ],
    [
      'listMeetings',
      '?panel=south-bcu&from=2025-11-01&to=2026-11-02',
      ['/query/to'],
    ],
    [
      'listMeetings',
      '?panel=south-bcu&from=2026-11-01&to=2026-11-01&name=canary',
      ['/query/name'],
    ],
    ['listReviews', '?all=true', ['/query/all']],
    ['listAgreements', '?fields=*', ['/query/fields']],
    ['readFeed', '?limit=0', ['/query/limit']],
    ['readFeed', '?after=canary', ['/query/after']],
    ['readFeed', '?agency=slam', ['/query/agency']],
    ['listServices', '?need=CANARY', ['/query/need']],
    ['listServices', '?age=many', ['/query/age']],
    ['listServices', '?child=canary', ['/query/child']],
    ['listReferrals', '?limit=51', ['/query/limit']],
    ['listReferrals', '?after=canary', ['/query/after']],
    ['readWorklist', '', ['/query/panel', '/query/borough']],
    ['readWorklist', '?panel=south-bcu&borough=CANARY', ['/query/borough']],
    [
      'readWorklist',
      '?panel=south-bcu&borough=E09000008&initials=CA',
      ['/query/initials'],
    ],
    [
      'readWorklist',
      '?panel=south-bcu&borough=E09000008&limit=500',
      ['/query/limit'],
    ],
    [
      'readWorklist',
      '?panel=south-bcu&borough=E09000008&borough=E09000006',
      ['/query'],
    ],
    ['readStatistics', '', ['/query/panel', '/query/quarter']],
    ['readStatistics', '?panel=south-bcu&quarter=2026-Q5', ['/query/quarter']],
    ['readStatistics', '?panel=south-bcu&quarter=2099-Q1', ['/query/quarter']],
    [
      'readStatistics',
      `?panel=south-bcu&quarter=${of.LAST_QUARTER}&sex=F`,
      ['/query/sex'],
    ],
    ['listDisclosures', '', ['/query/from', '/query/to']],
    ['listDisclosures', '?from=2026-02-30&to=2026-03-01', ['/query/from']],
    ['listDisclosures', '?from=2026-11-02&to=2026-11-01', ['/query/to']],
    ['listDisclosures', '?from=2026-09-01&to=2026-11-01', ['/query/to']],
    [
      'listDisclosures',
      '?from=2026-11-01&to=2026-11-01&limit=101',
      ['/query/limit'],
    ],
    [
      'listDisclosures',
      '?from=2026-11-01&to=2026-11-01&agency=slam',
      ['/query/agency'],
    ],
  ] satisfies [OperationId, string, string[]][])(
    '%s%s',
    async (id, query, pointers) => {
      expectRefused(
        id,
        await call(id, { path: operation(id).path + query }),
        'CONTENT_INVALID',
        pointers,
      );
    },
  );
});

describe('who may not do it: 401, 403', () => {
  const stranger = (id: OperationId) => {
    const { scope } = operation(id);
    // A delivery partner receives referrals, and a trust does not.
    return scope === 'agreement'
      ? undefined
      : scope === 'referral'
        ? of.SLAM
        : 'south-housing-system';
  };
  it.each(ids.filter(stranger))(
    '%s by a system that is not registered for it',
    async (id) => {
      expectRefused(id, await call(id, {}, stranger(id)), 'SCOPE_MISSING');
    },
  );
  it.each(having(({ scope }) => scope === 'agreement'))(
    '%s by a token that was narrowed to something else',
    async (id) => {
      const { token } = await exchange.running.world.tokens.issue({
        clientId: YJS,
        agencyId: 'croydon-yjs',
        scopes: ['query'],
      });
      const headers = { authorization: `Bearer ${token}` };
      expectRefused(id, await call(id, { headers }), 'SCOPE_MISSING');
    },
  );
  it('openMeeting of a panel that there is not', async () => {
    const body = JSON.stringify({
      ...soundly('openMeeting'),
      panel: 'no-such-panel',
    });
    expectRefused(
      'openMeeting',
      await call('openMeeting', { body }),
      'SCOPE_MISSING',
    );
  });
  it('listMeetings of a panel that there is not', async () => {
    const path =
      '/v1/meetings?panel=no-such-panel&from=2026-11-01&to=2026-11-01';
    expectRefused(
      'listMeetings',
      await call('listMeetings', { path }),
      'SCOPE_MISSING',
    );
  });
  it.each(having(({ scope }) => scope === 'panel' || scope === 'panel:decide'))(
    '%s by a partner that is not the panel',
    async (id) => expectRefused(id, await call(id, {}, YJS), 'SCOPE_MISSING'),
  );
  const bound = personal.filter(
    (id) => id !== 'raiseFlag' && id !== 'nominate',
  );
  const declared = having(
    ({ concerns, problems }) =>
      concerns === 'CALLER' && problems.includes('NO_AGREEMENT'),
  );
  it.each([...bound, ...declared])(
    '%s under an agreement that the agency does not have',
    async (id) => {
      const headers = {
        ...(id === 'readMeeting' && { accept: 'text/html' }),
        'sharing-agreement': 'MD-NONE-999',
      };
      // What rests on all that there is takes none.
      expectRefused(
        id,
        await call(id, { headers }),
        operation(id).whole ? 'HEADER_INVALID' : 'NO_AGREEMENT',
      );
    },
  );
  // Where there is but one purpose, any other is refused before agreements are looked at.
  it.each(bound.filter((id) => !operation(id).purpose))(
    '%s for a purpose that none of its agreements serves',
    async (id) => {
      if (SOUND[id]?.client === PANEL) return;
      const headers = { 'sharing-purpose': 'YOUTH_JUSTICE_SUPERVISION' };
      expectRefused(id, await call(id, { headers }), 'NO_AGREEMENT');
    },
  );
  it.each([
    ['raiseFlag', () => of.flagOn(child(), {}, { agreement: 'MD-VCS-005' })],
    ['nominate', () => ({ ...nomination, panel: 'no-such-panel' })],
  ] satisfies [OperationId, () => object][])(
    '%s under what does not allow it',
    async (id, body) => {
      expectRefused(
        id,
        await call(id, { body: JSON.stringify(body()) }),
        'NO_AGREEMENT',
      );
    },
  );
});

describe('what is not there: 404', () => {
  const none = '0'.repeat(32);
  it.each(having(({ params }) => params))('%s', async (id) => {
    const path = (SOUND[id]?.path() ?? '')
      .replace(/(flag|vr|case|le|mtg|visit|ref)_[^/]*/, `$1_${none}`)
      .replace(/yp_.*/, `yp_${none}`);
    const sharingCase =
      SOUND[id]?.client === PANEL ? `case_${none}` : undefined;
    expectRefused(
      id,
      await call(id, { path, headers: { 'sharing-case': sharingCase } }),
      'NOT_FOUND',
    );
  });
  it('queryYoungPerson', async () => {
    const body = JSON.stringify({
      subject: {
        givenName: 'Canary',
        familyName: 'Canary',
        birthDate: '2012-01-01',
      },
    });
    expectRefused(
      'queryYoungPerson',
      await call('queryYoungPerson', { body }),
      'NOT_FOUND',
    );
  });
});

describe('an Idempotency-Key that came with another request: 422', () => {
  it.each(once)('%s', async (id) => {
    const key = { 'idempotency-key': randomUUID() };
    const body = (change: object) =>
      JSON.stringify({ ...SOUND[id]?.body?.(), ...change });
    const deferral = {
      outcome: 'DEFER',
      deferralReason: 'INSUFFICIENT_INFORMATION',
      nextDate: date(14),
    };
    const pack =
      id === 'decideCase' &&
      (await of.ofCase(exchange, made.caseId, 'GET', '/pack')).body;
    const first = pack ? { ...deferral, packDigest: pack.digest } : {};
    const changed: Partial<Record<OperationId, object>> = {
      nominate: { additionalAgreements: [] },
      askForViews: { urgent: { replyBy: date(0), reason: 'NEW_INCIDENT' } },
      openMeeting: { meetingOn: date(6) },
      decideCase: { rationale: 'Other.' },
      raiseFlag: { handling: { code: 'P', recipients: ['slam'] } },
      reviewFlag: { note: 'Other.' },
      contestFlag: { statement: 'Other.' },
      correctFlag: { note: 'Other.' },
      withdrawFlag: { reason: 'Other.' },
      concludeReview: { note: 'Other.' },
      askQuestion: { text: 'Other?' },
      confirmReturn: { version: 2 },
      triageCase: { reason: 'Other.' },
      recordOutcome: { month: 6 },
      allocateVisit: { dueBy: date(9) },
      makeReferral: { basis: 'CONSENT' },
    };
    const other = changed[id];
    if (!other) throw new Error(`what else could ${id} say?`);
    expect((await call(id, { headers: key, body: body(first) })).status).toBe(
      201,
    );
    expectRefused(
      id,
      await call(id, { headers: key, body: body({ ...first, ...other }) }),
      'IDEMPOTENCY_KEY_REUSED',
    );
  });
});

describe('a system that the registry no longer holds active: 401, whatever its token says', () => {
  const setActive = async (active: boolean) => {
    for (const client of new Set(
      Object.values(SOUND).map((sound) => sound.client),
    )) {
      const system = await exchange.running.world.store.system(client);
      if (!system) throw new Error(client);
      const { client: db, names } = exchange.running.database;
      await db.send(
        new PutCommand({
          TableName: names.exchange,
          Item: { ...keyOf(system), ...system, active },
        }),
      );
    }
  };
  beforeAll(() => setActive(false));
  afterAll(() => setActive(true));
  it.each(ids)('%s', async (id) =>
    expectRefused(id, await call(id), 'SYSTEM_NOT_ACTIVE'),
  );
});

describe('and so', () => {
  /** Of the exchange's own condition, or of the case's state: each has its own test beside its endpoint. */
  const ELSEWHERE = [
    'FAULT',
    'NOT_RECORDED',
    'RECORD_FULL',
    'CONCURRENT_CHANGE',
    'ILLEGAL_TRANSITION',
    'DECISION_BLOCKED',
  ].concat([
    'VISIT_BLOCKED',
    'BRIEF_NOT_ACKNOWLEDGED',
    'NOT_ORIGINATOR',
    'OWN_FLAG',
    'FLAG_WITHDRAWN',
    'SELF_REVIEW',
    'NOT_OWN_POSITION',
  ]);
  it.each(ids)(
    'every problem of %s that its caller can provoke was provoked',
    (id) => {
      // What names no agreement is without one only where all of them have lapsed.
      const elsewhere = operation(id).whole
        ? [...ELSEWHERE, 'NO_AGREEMENT']
        : ELSEWHERE;
      const listed = problemsOf(operation(id)).filter(
        (code) => !elsewhere.includes(code),
      );
      expect([...(provoked.get(id) ?? [])].sort()).toEqual(listed.sort());
    },
  );

  it('each refusal of a known caller is exactly one entry, of an unknown one none, and no entry holds what was sent', async () => {
    const log = await ledgerOf(exchange);
    expect(sent.length).toBeGreaterThan(300);
    for (const { requestId, code } of sent) {
      const entries = log
        .filter(({ kept }) => kept.requestId === requestId)
        .map(({ kept }) => kept);
      const { status } = PROBLEMS[code];
      const outcome =
        status === 401 || status === 403
          ? 'DENY'
          : code === 'NOT_FOUND'
            ? 'NIL'
            : 'FAILED';
      const expected =
        code === 'TOKEN_INVALID'
          ? []
          : [{ problem: code, status, outcome, released: [] }];
      expect(entries).toMatchObject(expected);
      expect(entries).toHaveLength(expected.length);
    }
    const { givenName, familyName, nhsNumber, postcode } = of.person(
      exchange,
      1,
    );
    for (const secret of [
      'anary',
      givenName,
      familyName,
      nhsNumber,
      postcode,
      'Synthetic concern',
    ]) {
      expect(JSON.stringify(log)).not.toContain(secret);
    }
  });

  it('a request id is echoed where it is a UUID, and replaced where it could be somebody’s data', async () => {
    const given = randomUUID();
    const ask = (headers: Init['headers']) =>
      call('listAgreements', { headers });
    const kept = await ask({
      'x-request-id': given,
      'x-correlation-id': given,
    });
    expect([
      kept.headers.get('x-request-id'),
      kept.headers.get('x-correlation-id'),
    ]).toEqual([given, given]);
    const replaced = await ask({
      'x-request-id': CANARY,
      'x-correlation-id': CANARY,
      'sharing-reason': undefined,
    });
    expectProblem(replaced, 'HEADER_INVALID');
    expect(replaced.headers.get('x-correlation-id')).toBeNull();
  });
});
