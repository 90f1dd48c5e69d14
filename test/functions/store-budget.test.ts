/** R1, R2, W: the store budget of every operation, and that nothing in it tells the known from the unknown. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Asked } from '../../local/client.ts';
import {
  OPERATIONS,
  type OperationId,
  operationIds,
} from '../../schemas/contract/operations.ts';
import { subjectOf, testExchange } from '../exchange.ts';
import { type Recorder, recordStoreCalls } from '../store-calls.ts';
import {
  decidedCase,
  followUp,
  LAST_QUARTER,
  MONITORING,
  meetingIn,
  ofCase as ofOne,
  ofVisit,
  PRESENT,
  screenAndList,
  TRIAGE,
  underWay,
  urgently,
  VISITS,
  visitFor,
  YOUTH_JUSTICE,
} from './requests.ts';

const exchange = testExchange({ sequencing: false });
let recorder: Recorder;
const made = {
  caseId: '',
  meetingId: '',
  viewRequestId: '',
  toConfirm: '',
  toTrust: '',
  questionId: '',
  flagId: '',
  reference: '',
  decidedId: '',
  visitId: '',
  referralId: '',
};

const YJS = 'croydon-yjs-case-system';
const PANEL = 'met-police-panel';
const SOCIAL_CARE = 'croydon-social-care-case-system';
const HARBOUR = 'harbour-mentoring-system';

const date = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const query = (subject: object) =>
  ({ method: 'POST', path: '/v1/queries', body: { subject } }) as const;
const stranger = {
  givenName: 'Nobody',
  familyName: 'Atall',
  birthDate: '2011-04-10',
};
const flagOn = (subject: object) => ({
  agreement: 'MD-SBCU-001',
  subject: { borough: 'E09000008', ...subject },
  flag: {
    flagKind: 'NEED',
    statement: 'Synthetic concern.',
    factOrOpinion: 'OPINION',
    subjectCategory: 'OTHER',
    expiresOn: date(90),
    contact: 'duty@example.org',
  },
});

const callsOf = async (
  clientId: string,
  asked: Partial<Asked> & Pick<Asked, 'method' | 'path'>,
) => {
  const { calls, result } = await recorder.during(() =>
    exchange.ask(clientId, asked),
  );
  return { calls, status: result.status, answer: result };
};

const shape = (calls: { command: string; consistent: boolean | undefined }[]) =>
  calls.map(({ command, consistent }) =>
    consistent ? `${command} strong` : command,
  );

const number = (n: number) => {
  const found = exchange.people.find((person) => person.number === n);
  if (!found) throw new Error('no cohort');
  return found;
};

beforeAll(async () => {
  // Tokens are fetched before, so that what is recorded is each operation's own.
  for (const clientId of [
    YJS,
    PANEL,
    'met-police-intelligence',
    'operator-dpo',
    SOCIAL_CARE,
    VISITS,
    HARBOUR,
    MONITORING,
  ]) {
    await exchange.ask(clientId, { method: 'GET', path: '/v1/agreements' });
  }
  recorder = recordStoreCalls(exchange.running);
  made.caseId = (await exchange.nominate(number(1))).body.caseId;
  await exchange.nominate(number(2));
  made.meetingId = await meetingIn(exchange, 0);
  await screenAndList(exchange, made.caseId, made.meetingId);
  const asked = await exchange.ask(PANEL, {
    method: 'POST',
    path: `/v1/cases/${made.caseId}/view-requests`,
    case: made.caseId,
    body: urgently(),
  });
  const requests: { viewRequestId: string; agency: string }[] =
    asked.body.viewRequests;
  made.viewRequestId =
    requests.find(({ agency }) => agency === 'croydon-yjs')?.viewRequestId ??
    '';
  made.toConfirm =
    requests.find(({ agency }) => agency === 'croydon-social-care')
      ?.viewRequestId ?? '';
  made.toTrust =
    requests.find(({ agency }) => agency === 'slam')?.viewRequestId ?? '';
  const question = {
    method: 'POST',
    path: `/v1/view-requests/${made.viewRequestId}/questions`,
  } as const;
  made.questionId = (
    await exchange.ask(YJS, { ...question, body: { text: 'Synthetic?' } })
  ).body.questionId;
  made.reference = (
    await exchange.ask(YJS, query(subjectOf(number(1))))
  ).body.reference;
  made.flagId = (
    await exchange.ask(YJS, {
      method: 'POST',
      path: '/v1/flags',
      body: flagOn(subjectOf(number(1))),
    })
  ).body.flagId;
  made.decidedId = (await decidedCase(exchange, 7)).caseId;
  made.visitId = (
    await ofOne(exchange, made.decidedId, 'POST', '/visits', visitFor())
  ).body.visitId;
  made.referralId = (
    await ofOne(exchange, made.decidedId, 'POST', '/referrals', YOUTH_JUSTICE)
  ).body.referralId;
});

/** Read, read, write: nothing else, and all reads strongly consistent. */
const SEARCH = [
  'BatchGetItemCommand strong',
  'BatchGetItemCommand strong',
  'TransactWriteItemsCommand',
];
/** And the file of whoever was recognised, or of nobody. */
const RECOGNISED = [
  'BatchGetItemCommand strong',
  'BatchGetItemCommand strong',
  'QueryCommand strong',
  'TransactWriteItemsCommand',
];
const PARTITION = [
  'BatchGetItemCommand strong',
  'QueryCommand strong',
  'TransactWriteItemsCommand',
];
/** It is about no child, or about what the first read brings: there is nothing more to read. */
const ENTERED = ['BatchGetItemCommand strong', 'TransactWriteItemsCommand'];

describe('each operation makes its budgeted store calls and no other', () => {
  const ofCase = (method: Asked['method'], rest: string, body?: unknown) =>
    exchange.ask(PANEL, {
      method,
      path: `/v1/cases/${made.caseId}${rest}`,
      case: made.caseId,
      body,
    });
  const yjs = (method: Asked['method'], path: string, body?: unknown) =>
    exchange.ask(YJS, { method, path, body });
  const statistics = () =>
    exchange.ask(MONITORING, {
      method: 'GET',
      path: `/v1/statistics?panel=south-bcu&quarter=${LAST_QUARTER}`,
      purpose: 'MONITORING',
    });
  const panelAt = (path: string) =>
    exchange.ask(PANEL, { method: 'GET', path });
  const panel = (method: Asked['method'], rest: string, body?: unknown) =>
    exchange.ask(PANEL, { method, path: `/v1/meetings${rest}`, body });
  const ofFlag = (change: string, body: object, by = YJS) =>
    exchange.ask(by, {
      method: 'POST',
      path: `/v1/flags/${made.flagId}/${change}`,
      body,
    });
  const { expiresOn: _, ...content } = flagOn(stranger).flag;
  const review = { finding: 'JUSTIFIED', note: 'Synthetic.' };
  const supposed = {
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
      expiresAt: '2099-01-01T00:00:00.000Z',
    },
  };
  const check = {
    rule: 'NO_WEAPON_CONVICTION',
    finding: 'MET',
    checkedIn: 'PNC',
    evidence: 'None.',
  };
  const staleDecision = () => ({
    packDigest: '0'.repeat(64),
    meetingId: made.meetingId,
    outcome: 'DEFER',
    deferralReason: 'INSUFFICIENT_INFORMATION',
    nextDate: date(14),
    decider: { practitioner: 'ch-1', role: 'PANEL_CHAIR' },
    rationale: 'Synthetic.',
  });
  const recorded = {
    reply: { kind: 'NOTHING_HELD' },
    person: 'Duty worker',
    channel: 'TELEPHONE',
  };
  const notDone = () => ({
    state: 'NOT_DONE',
    at: new Date().toISOString(),
    reason: 'CAPACITY',
  });
  const referral = (method: Asked['method'], rest: string, body?: unknown) =>
    exchange.ask(YJS, {
      method,
      path: `/v1/referrals/${made.referralId}${rest}`,
      body,
      purpose: 'REFERRAL',
    });
  type Row = [
    id: OperationId,
    budget: string[],
    status: number,
    run: () => Promise<Answer>,
  ];
  const rows: Row[] = [
    ['queryYoungPerson', SEARCH, 404, () => exchange.ask(YJS, query(stranger))],
    [
      'readYoungPerson',
      PARTITION,
      200,
      () => yjs('GET', `/v1/young-people/${made.reference}`),
    ],
    [
      'raiseFlag',
      SEARCH,
      201,
      () =>
        yjs(
          'POST',
          '/v1/flags',
          flagOn({ ...stranger, givenName: 'Somebody' }),
        ),
    ],
    ['readFlag', PARTITION, 200, () => yjs('GET', `/v1/flags/${made.flagId}`)],
    [
      'reviewFlag',
      PARTITION,
      201,
      () => ofFlag('review', { expiresOn: date(30), note: 'Still so.' }),
    ],
    [
      'contestFlag',
      PARTITION,
      201,
      () => ofFlag('contest', { statement: 'Not so.' }, SOCIAL_CARE),
    ],
    [
      'correctFlag',
      PARTITION,
      201,
      () => ofFlag('correction', { flag: content, note: 'Misheard.' }),
    ],
    [
      'withdrawFlag',
      PARTITION,
      201,
      () => ofFlag('withdrawal', { reason: 'Mistaken.' }),
    ],
    ['nominate', RECOGNISED, 201, () => exchange.nominate(number(3))],
    ['listViewRequests', PARTITION, 200, () => yjs('GET', '/v1/view-requests')],
    [
      'readViewRequest',
      PARTITION,
      200,
      () => yjs('GET', `/v1/view-requests/${made.viewRequestId}`),
    ],
    [
      'replyToViewRequest',
      PARTITION,
      200,
      () =>
        yjs('PUT', `/v1/view-requests/${made.viewRequestId}/reply`, {
          kind: 'NOTHING_HELD',
        }),
    ],
    [
      'askQuestion',
      PARTITION,
      201,
      () =>
        yjs('POST', `/v1/view-requests/${made.viewRequestId}/questions`, {
          text: 'Synthetic?',
        }),
    ],
    [
      'answerQuestion',
      PARTITION,
      200,
      () =>
        ofCase('PUT', `/questions/${made.questionId}`, {
          answer: 'Synthetic.',
        }),
    ],
    [
      'recordReturn',
      PARTITION,
      200,
      () => ofCase('PUT', '/returns/croydon-social-care', recorded),
    ],
    [
      'confirmReturn',
      PARTITION,
      201,
      () =>
        exchange.ask(SOCIAL_CARE, {
          method: 'POST',
          path: `/v1/view-requests/${made.toConfirm}/confirmation`,
          body: { version: 1 },
        }),
    ],
    ['readCase', PARTITION, 200, () => ofCase('GET', '')],
    ['readPack', PARTITION, 200, () => ofCase('GET', '/pack')],
    [
      'checkEligibility',
      PARTITION,
      200,
      () => ofCase('PUT', '/eligibility', check),
    ],
    [
      'askForViews',
      PARTITION,
      201,
      () => ofCase('POST', '/view-requests', urgently()),
    ],
    [
      'listCase',
      PARTITION,
      200,
      () =>
        ofCase('PUT', '/listing', {
          meetingId: made.meetingId,
          reason: 'Synthetic.',
        }),
    ],
    [
      'openMeeting',
      ENTERED,
      201,
      () => panel('POST', '', { panel: 'south-bcu', meetingOn: date(7) }),
    ],
    [
      'listMeetings',
      PARTITION,
      200,
      () => panel('GET', `?panel=south-bcu&from=${date(0)}&to=${date(7)}`),
    ],
    ['readMeeting', ENTERED, 200, () => panel('GET', `/${made.meetingId}`)],
    [
      'setAgenda',
      ENTERED,
      200,
      () => panel('PUT', `/${made.meetingId}/agenda`, { cases: [made.caseId] }),
    ],
    [
      'setAttendance',
      ENTERED,
      200,
      () => panel('PUT', `/${made.meetingId}/attendance`, { present: PRESENT }),
    ],
    [
      'readBrief',
      PARTITION,
      200,
      () => ofVisit(exchange, made.visitId, 'GET', '/brief'),
    ],
    [
      'acknowledgeBrief',
      PARTITION,
      409,
      () =>
        ofVisit(exchange, made.visitId, 'PUT', '/brief', {
          digest: '0'.repeat(64),
        }),
    ],
    [
      'updateVisit',
      PARTITION,
      200,
      () => ofVisit(exchange, made.visitId, 'PUT', '', notDone()),
    ],
    [
      'allocateVisit',
      PARTITION,
      201,
      () => ofOne(exchange, made.decidedId, 'POST', '/visits', visitFor()),
    ],
    [
      'listServices',
      PARTITION,
      200,
      () => exchange.ask(PANEL, { method: 'GET', path: '/v1/services' }),
    ],
    [
      'makeReferral',
      PARTITION,
      201,
      () =>
        ofOne(exchange, made.decidedId, 'POST', '/referrals', YOUTH_JUSTICE),
    ],
    ['listReferrals', PARTITION, 200, () => yjs('GET', '/v1/referrals')],
    ['readReferral', PARTITION, 200, () => referral('GET', '')],
    [
      'respondToReferral',
      PARTITION,
      200,
      () => referral('PUT', '/response', { state: 'ACKNOWLEDGED' }),
    ],
    // What is refused leaves its entry and nothing else, by the same calls.
    [
      'decideCase',
      PARTITION,
      409,
      () => ofCase('POST', '/decisions', staleDecision()),
    ],
    ['explain', ENTERED, 200, () => yjs('POST', '/v1/explanations', supposed)],
    ['readFeed', PARTITION, 200, () => yjs('GET', '/v1/feed')],
    [
      'listReviews',
      PARTITION,
      200,
      () =>
        exchange.ask('operator-dpo', { method: 'GET', path: '/v1/reviews' }),
    ],
    [
      'concludeReview',
      PARTITION,
      404,
      () =>
        exchange.ask('operator-dpo', {
          method: 'POST',
          path: `/v1/reviews/le_${'0'.repeat(32)}/conclusion`,
          body: review,
        }),
    ],
    ['listAgreements', SEARCH, 200, () => yjs('GET', '/v1/agreements')],
    [
      'readWorklist',
      PARTITION,
      200,
      () => panelAt('/v1/worklist?panel=south-bcu&borough=E09000008'),
    ],
    ['readStatistics', PARTITION, 200, () => statistics()],
    [
      'setInvestigation',
      PARTITION,
      200,
      () => ofCase('PUT', '/investigation', underWay()),
    ],
    [
      'setStrategyDiscussion',
      PARTITION,
      200,
      () => ofCase('PUT', '/strategy-discussion', underWay()),
    ],
    ['triageCase', PARTITION, 201, () => ofCase('POST', '/triage', TRIAGE)],
    [
      'recordOutcome',
      PARTITION,
      409,
      () => ofCase('POST', '/outcomes', followUp()),
    ],
    // One Query for each day asked for; before the log is written they name no entries to read.
    [
      'listDisclosures',
      PARTITION,
      200,
      () =>
        exchange.ask('operator-dpo', {
          method: 'GET',
          path: `/v1/disclosures?from=${date(0)}&to=${date(0)}`,
        }),
    ],
  ];

  it('covers every operation of an authenticated caller', () => {
    const authenticated = operationIds.filter(
      (id) => 'scope' in OPERATIONS[id],
    );
    expect(rows.map(([id]) => id).sort()).toEqual(authenticated.sort());
  });

  it.each(rows)('%s', async (_, budget, status, run) => {
    const { calls, result } = await recorder.during(run);
    expect(result.status).toBe(status);
    expect(shape(calls)).toEqual(budget);
  });
});

describe('a printed page', () => {
  const paper = { headers: { accept: 'text/html' } };
  const printPack = (id: string) =>
    callsOf(PANEL, {
      method: 'GET',
      path: `/v1/cases/${id}/pack`,
      case: id,
      ...paper,
    });

  it('of a pack makes the calls of the pack, and counts its copy in the same write', async () => {
    const { calls, status } = await printPack(made.caseId);
    expect([status, shape(calls)]).toEqual([200, PARTITION]);
    const screen = await callsOf(PANEL, {
      method: 'GET',
      path: `/v1/cases/${made.caseId}/pack`,
      case: made.caseId,
    });
    expect((calls.at(-1)?.count ?? 0) - (screen.calls.at(-1)?.count ?? 0)).toBe(
      1,
    );
  });

  it('of what is not there makes the calls of what may not be known, on paper as on the screen', async () => {
    const none = `case_${'0'.repeat(32)}`;
    const missing = await printPack(none);
    const screen = await callsOf(PANEL, {
      method: 'GET',
      path: `/v1/cases/${none}/pack`,
      case: none,
    });
    const path = `/v1/cases/${made.caseId}/pack`;
    const sealed = await callsOf(PANEL, {
      method: 'GET',
      path,
      case: made.caseId,
      purpose: 'VISIT_SAFETY',
      ...paper,
    });
    expect([missing.status, sealed.status]).toEqual([404, 404]);
    expect(missing.calls).toEqual(screen.calls);
    expect(sealed.calls).toEqual(missing.calls);
  });

  it('of a meeting reads where its cases stand at once, each case by one Query, and writes once', async () => {
    const meetingId = await meetingIn(exchange, 9);
    const cost = async () => {
      const { calls, status } = await callsOf(PANEL, {
        method: 'GET',
        path: `/v1/meetings/${meetingId}`,
        ...paper,
      });
      expect(status).toBe(200);
      return calls;
    };
    expect(shape(await cost())).toEqual(ENTERED);
    for (const [before, child] of [4, 7].entries()) {
      const { caseId } = (await exchange.nominate(number(child))).body;
      await screenAndList(exchange, caseId, meetingId);
      const calls = await cost();
      expect(shape(calls)).toEqual([
        ...Array(2).fill('BatchGetItemCommand strong'),
        ...Array(before + 1).fill('QueryCommand strong'),
        'TransactWriteItemsCommand',
      ]);
      // Two for the meeting; for each case its copy, its parts, marker, entry and outbox.
      expect(calls.at(-1)?.count).toBe(2 + 5 * (before + 1));
    }
  });
});

describe('what concerns the child makes the same calls and gets the same answer', () => {
  const answers = async (asked: Parameters<typeof callsOf>[1][], by = YJS) => {
    const all = [];
    for (const each of asked) all.push(await callsOf(by, each));
    return all;
  };
  const withoutIds = ({ answer }: Awaited<ReturnType<typeof callsOf>>) => ({
    status: answer.status,
    body: answer.body,
    headers: [...answer.headers].filter(
      ([name]) => !['x-request-id', 'date'].includes(name),
    ),
  });

  it('a query: known and permitted, known and not permitted, unknown', async () => {
    // Number 3 lives in Sutton: Croydon may not know of them.
    const [permitted, sealed, missing] = await answers([
      query(subjectOf(number(1))),
      query(subjectOf(number(3))),
      query(stranger),
    ]);
    expect(permitted?.status).toBe(200);
    expect(sealed?.calls).toEqual(permitted?.calls);
    expect(missing?.calls).toEqual(permitted?.calls);
    expect(sealed && withoutIds(sealed)).toEqual(
      missing && withoutIds(missing),
    );
    expect(missing?.status).toBe(404);
  });

  it('a reference: one’s own, another agency’s, a forged one, garbage', async () => {
    const read = (ref: string) =>
      ({ method: 'GET', path: `/v1/young-people/${ref}` }) as const;
    const forged = `yp_${made.reference.slice(3, -1)}${made.reference.endsWith('A') ? 'B' : 'A'}`;
    const [own, forgedRead, garbage] = await answers([
      read(made.reference),
      read(forged),
      read('yp_x'),
    ]);
    const [foreign] = await answers(
      [read(made.reference)],
      'croydon-social-care-case-system',
    );
    expect(own?.status).toBe(200);
    for (const other of [forgedRead, garbage, foreign]) {
      expect(other?.calls).toEqual(own?.calls);
      expect(other && withoutIds(other)).toEqual(
        forgedRead && withoutIds(forgedRead),
      );
      expect(other?.status).toBe(404);
    }
  });

  it('a flag about a child who is known and about one who is not', async () => {
    const flag = (subject: object) =>
      ({ method: 'POST', path: '/v1/flags', body: flagOn(subject) }) as const;
    const [known, unknown] = await answers([
      flag(subjectOf(number(2))),
      flag({ ...stranger, givenName: 'Another' }),
    ]);
    expect(known?.status).toBe(201);
    expect(unknown?.status).toBe(201);
    expect(unknown?.calls).toEqual(known?.calls);
  });

  it('a case: one’s own, and one that is not there', async () => {
    const none = `case_${'0'.repeat(32)}`;
    const read = (id: string) =>
      ({ method: 'GET', path: `/v1/cases/${id}/pack`, case: id }) as const;
    const [own, missing] = await answers(
      [read(made.caseId), read(none)],
      PANEL,
    );
    expect(own?.status).toBe(200);
    expect(missing?.status).toBe(404);
    expect(missing?.calls).toEqual(own?.calls);
  });

  it('a listing: of a case that is not there, whatever the meeting', async () => {
    const none = `case_${'0'.repeat(32)}`;
    const list = (meetingId: string) =>
      ({
        method: 'PUT',
        path: `/v1/cases/${none}/listing`,
        case: none,
        body: { meetingId },
      }) as const;
    const [held, missing] = await answers(
      [list(made.meetingId), list(`mtg_${'0'.repeat(32)}`)],
      PANEL,
    );
    expect(held?.status).toBe(404);
    expect(missing?.calls).toEqual(held?.calls);
    expect(missing && withoutIds(missing)).toEqual(held && withoutIds(held));
  });

  it('a view request of a trust: reading it leaves as much as another agency’s reading, found or not', async () => {
    const read = (id: string) =>
      ({ method: 'GET', path: `/v1/view-requests/${id}` }) as const;
    await exchange.ask('slam-camhs-system', {
      method: 'GET',
      path: '/v1/agreements',
    });
    const [own, missing] = await answers(
      [read(made.toTrust), read(`vr_${'0'.repeat(32)}`)],
      'slam-camhs-system',
    );
    const [distinct] = await answers([read(made.viewRequestId)]);
    expect([own?.status, missing?.status]).toEqual([200, 404]);
    expect(missing?.calls).toEqual(own?.calls);
    expect(distinct?.calls).toEqual(own?.calls);
  });

  it('a visit: one’s own, another officer’s, one that is over, and one that is not there', async () => {
    const visit = async () =>
      (await ofOne(exchange, made.decidedId, 'POST', '/visits', visitFor()))
        .body.visitId as string;
    const [over, current] = [await visit(), await visit()];
    const asked = {
      purpose: 'VISIT_SAFETY',
      practitioner: 'off-1; role=SAFER_SCHOOLS_OFFICER',
    } as const;
    const brief = (id: string) =>
      ({ method: 'GET', path: `/v1/visits/${id}/brief`, ...asked }) as const;
    const other = {
      ...brief(current),
      practitioner: 'off-2; role=SAFER_SCHOOLS_OFFICER',
    };
    const [own, missing, foreign, past] = await answers(
      [brief(current), brief(`visit_${'0'.repeat(32)}`), other, brief(over)],
      VISITS,
    );
    expect(own?.status).toBe(200);
    for (const each of [missing, foreign, past]) {
      expect(each?.calls).toEqual(own?.calls);
      expect(each && withoutIds(each)).toEqual(missing && withoutIds(missing));
      expect(each?.status).toBe(404);
    }
  });

  it('a referral: one’s own, another agency’s, and one that is not there', async () => {
    const read = (id: string) =>
      ({
        method: 'GET',
        path: `/v1/referrals/${id}`,
        purpose: 'REFERRAL',
      }) as const;
    const [own, missing] = await answers([
      read(made.referralId),
      read(`ref_${'0'.repeat(32)}`),
    ]);
    const [foreign] = await answers([read(made.referralId)], HARBOUR);
    expect(own?.status).toBe(200);
    for (const each of [missing, foreign]) {
      expect(each?.calls).toEqual(own?.calls);
      expect(each && withoutIds(each)).toEqual(missing && withoutIds(missing));
      expect(each?.status).toBe(404);
    }
  });

  it('a view request: one’s own, another agency’s, and one that is not there', async () => {
    const read = (id: string) =>
      ({ method: 'GET', path: `/v1/view-requests/${id}` }) as const;
    const [own, missing] = await answers([
      read(made.viewRequestId),
      read(`vr_${'0'.repeat(32)}`),
    ]);
    const [foreign] = await answers(
      [read(made.viewRequestId)],
      'croydon-social-care-case-system',
    );
    expect(own?.status).toBe(200);
    for (const other of [missing, foreign]) {
      expect(other?.calls).toEqual(own?.calls);
      expect(other && withoutIds(other)).toEqual(
        missing && withoutIds(missing),
      );
    }
  });
});

it('nothing ever Scans', () => {
  expect(recorder.all.length).toBeGreaterThan(50);
  expect(
    recorder.all.filter(({ command }) => command.includes('Scan')),
  ).toEqual([]);
});
