/** No entry, no disclosure: where the ledger cannot take the entry, not one byte of a record leaves. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Asked } from '../../local/client.ts';
import {
  OPERATIONS,
  type OperationId,
  operationIds,
} from '../../schemas/contract/operations.ts';
import { subjectOf, testExchange, textOf } from '../exchange.ts';
import { operationOf, standBetween } from '../sender.ts';
import { becomeDelivered } from './become.ts';
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
  visitFor,
  YOUTH_JUSTICE,
} from './requests.ts';

const exchange = testExchange({ sequencing: false });
const made = {
  caseId: '',
  meetingId: '',
  viewRequestId: '',
  flagId: '',
  reference: '',
  packDigest: '',
  reviewId: '',
  toConfirm: '',
  questionId: '',
  deliveredId: '',
  decidedId: '',
  visitId: '',
  referralId: '',
  briefDigest: '',
};
const YJS = 'croydon-yjs-case-system';
const PANEL = 'met-police-panel';
const date = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** While set, the engine's transactions fail as they would in an outage. */
let failing = false;
/** Transactions attempted while failing. */
let attempted = 0;

const child = () => {
  const found = exchange.people.find(({ number }) => number === 1);
  if (!found) throw new Error('no cohort');
  return found;
};

const flag = () => ({
  agreement: 'MD-SBCU-001',
  subject: { ...subjectOf(child()), borough: 'E09000008' },
  flag: {
    flagKind: 'NEED',
    statement: 'CANARY-STATEMENT',
    factOrOpinion: 'OPINION',
    subjectCategory: 'OTHER',
    expiresOn: date(90),
    contact: 'duty@example.org',
  },
});

beforeAll(async () => {
  standBetween(exchange.running.database, async (command, send) => {
    if (!failing || operationOf(command) !== 'TransactWriteItems')
      return send(command);
    attempted += 1;
    throw Object.assign(new Error('an outage, injected'), {
      name: 'InternalServerError',
    });
  });
  made.caseId = (await exchange.nominate(child())).body.caseId;
  made.meetingId = await meetingIn(exchange, 0);
  await screenAndList(exchange, made.caseId, made.meetingId);
  const asked = await ofCase('POST', '/view-requests', urgently());
  const requests: { viewRequestId: string; agency: string }[] =
    asked.body.viewRequests;
  made.viewRequestId =
    requests.find(({ agency }) => agency === 'croydon-yjs')?.viewRequestId ??
    '';
  made.toConfirm =
    requests.find(({ agency }) => agency === 'croydon-social-care')
      ?.viewRequestId ?? '';
  const asking = await yjs(
    'POST',
    `/v1/view-requests/${made.viewRequestId}/questions`,
    { text: 'Synthetic?' },
  );
  made.questionId = asking.body.questionId;
  await ofCase('PUT', '/returns/croydon-social-care', recorded);
  made.flagId = (
    await exchange.ask(YJS, { method: 'POST', path: '/v1/flags', body: flag() })
  ).body.flagId;
  const query = {
    method: 'POST',
    path: '/v1/queries',
    body: { subject: subjectOf(child()) },
  } as const;
  made.reference = (await exchange.ask(YJS, query)).body.reference;
  const broken = await exchange.ask(YJS, {
    ...query,
    purpose: 'IMMEDIATE_SAFETY',
    reason: 'SAFEGUARDING_CONCERN',
  });
  made.reviewId = broken.body.disclosure.ledgerEntry;
  made.packDigest = (await ofCase('GET', '/pack')).body.digest;
  const other = exchange.people.find(({ number }) => number === 2);
  made.deliveredId = other ? (await exchange.nominate(other)).body.caseId : '';
  await becomeDelivered(exchange, made.deliveredId, date(-400));
  await exchange.ask('operator-dpo', { method: 'GET', path: '/v1/agreements' });
  made.decidedId = (await decidedCase(exchange, 7)).caseId;
  made.visitId = (
    await ofOne(exchange, made.decidedId, 'POST', '/visits', visitFor())
  ).body.visitId;
  made.referralId = (
    await ofOne(exchange, made.decidedId, 'POST', '/referrals', YOUTH_JUSTICE)
  ).body.referralId;
  made.briefDigest = (
    await ofVisit(exchange, made.visitId, 'GET', '/brief')
  ).body.digest;
});

const yjs = (method: Asked['method'], path: string, body?: unknown) =>
  exchange.ask(YJS, { method, path, body });
const ofCase = (method: Asked['method'], rest: string, body?: unknown) =>
  exchange.ask(PANEL, {
    method,
    path: `/v1/cases/${made.caseId}${rest}`,
    case: made.caseId,
    body,
  });

const ofMeetings = (method: Asked['method'], rest: string, body?: unknown) =>
  exchange.ask(PANEL, { method, path: `/v1/meetings${rest}`, body });

const ofFlag = (change: string, body: object, by = YJS) =>
  exchange.ask(by, {
    method: 'POST',
    path: `/v1/flags/${made.flagId}/${change}`,
    body,
  });
const contentOf = ({
  expiresOn: _,
  ...content
}: ReturnType<typeof flag>['flag']) => content;
const dpo = (method: Asked['method'], path: string, body?: unknown) =>
  exchange.ask('operator-dpo', {
    method,
    path,
    body,
    practitioner: 'dpo-1; role=DATA_PROTECTION_OFFICER',
  });
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

const recorded = {
  reply: { kind: 'NOTHING_HELD' },
  person: 'Duty worker',
  channel: 'TELEPHONE',
};

const NOT_DONE = { state: 'NOT_DONE', reason: 'CAPACITY' };
const ofReferral = (method: Asked['method'], rest: string, body?: unknown) =>
  exchange.ask(YJS, {
    method,
    path: `/v1/referrals/${made.referralId}${rest}`,
    body,
    purpose: 'REFERRAL',
  });
const rows: [id: OperationId, run: () => Promise<Answer>][] = [
  [
    'queryYoungPerson',
    () => yjs('POST', '/v1/queries', { subject: subjectOf(child()) }),
  ],
  ['readYoungPerson', () => yjs('GET', `/v1/young-people/${made.reference}`)],
  ['raiseFlag', () => yjs('POST', '/v1/flags', flag())],
  ['readFlag', () => yjs('GET', `/v1/flags/${made.flagId}`)],
  [
    'reviewFlag',
    () => ofFlag('review', { expiresOn: date(30), note: 'Still so.' }),
  ],
  [
    'contestFlag',
    () =>
      ofFlag(
        'contest',
        { statement: 'Not so.' },
        'croydon-social-care-case-system',
      ),
  ],
  [
    'correctFlag',
    () =>
      ofFlag('correction', { flag: contentOf(flag().flag), note: 'Misheard.' }),
  ],
  ['withdrawFlag', () => ofFlag('withdrawal', { reason: 'Mistaken.' })],
  ['nominate', () => exchange.nominate(child())],
  ['listViewRequests', () => yjs('GET', '/v1/view-requests')],
  [
    'readViewRequest',
    () => yjs('GET', `/v1/view-requests/${made.viewRequestId}`),
  ],
  [
    'replyToViewRequest',
    () =>
      yjs('PUT', `/v1/view-requests/${made.viewRequestId}/reply`, {
        kind: 'NOTHING_HELD',
      }),
  ],
  [
    'askQuestion',
    () =>
      yjs('POST', `/v1/view-requests/${made.viewRequestId}/questions`, {
        text: 'Synthetic?',
      }),
  ],
  [
    'confirmReturn',
    () =>
      exchange.ask('croydon-social-care-case-system', {
        method: 'POST',
        path: `/v1/view-requests/${made.toConfirm}/confirmation`,
        body: { version: 1 },
      }),
  ],
  [
    'answerQuestion',
    () =>
      ofCase('PUT', `/questions/${made.questionId}`, { answer: 'Synthetic.' }),
  ],
  ['recordReturn', () => ofCase('PUT', '/returns/croydon-education', recorded)],
  ['readCase', () => ofCase('GET', '')],
  ['readPack', () => ofCase('GET', '/pack')],
  [
    'checkEligibility',
    () =>
      ofCase('PUT', '/eligibility', {
        rule: 'NO_WEAPON_CONVICTION',
        finding: 'MET',
        checkedIn: 'PNC',
        evidence: 'None.',
      }),
  ],
  ['askForViews', () => ofCase('POST', '/view-requests', urgently())],
  [
    'listCase',
    () =>
      ofCase('PUT', '/listing', {
        meetingId: made.meetingId,
        reason: 'Synthetic.',
      }),
  ],
  [
    'openMeeting',
    () => ofMeetings('POST', '', { panel: 'south-bcu', meetingOn: date(7) }),
  ],
  [
    'listMeetings',
    () => ofMeetings('GET', `?panel=south-bcu&from=${date(0)}&to=${date(7)}`),
  ],
  ['readMeeting', () => ofMeetings('GET', `/${made.meetingId}`)],
  [
    'setAgenda',
    () =>
      ofMeetings('PUT', `/${made.meetingId}/agenda`, { cases: [made.caseId] }),
  ],
  [
    'setAttendance',
    () =>
      ofMeetings('PUT', `/${made.meetingId}/attendance`, { present: PRESENT }),
  ],
  ['readBrief', () => ofVisit(exchange, made.visitId, 'GET', '/brief')],
  [
    'acknowledgeBrief',
    () =>
      ofVisit(exchange, made.visitId, 'PUT', '/brief', {
        digest: made.briefDigest,
      }),
  ],
  [
    'updateVisit',
    () =>
      ofVisit(exchange, made.visitId, 'PUT', '', {
        ...NOT_DONE,
        at: new Date().toISOString(),
      }),
  ],
  [
    'allocateVisit',
    () => ofOne(exchange, made.decidedId, 'POST', '/visits', visitFor()),
  ],
  [
    'listServices',
    () => exchange.ask(PANEL, { method: 'GET', path: '/v1/services' }),
  ],
  [
    'makeReferral',
    () => ofOne(exchange, made.decidedId, 'POST', '/referrals', YOUTH_JUSTICE),
  ],
  ['listReferrals', () => yjs('GET', '/v1/referrals')],
  ['readReferral', () => ofReferral('GET', '')],
  [
    'respondToReferral',
    () => ofReferral('PUT', '/response', { state: 'ACKNOWLEDGED' }),
  ],
  [
    'decideCase',
    () =>
      ofCase('POST', '/decisions', {
        packDigest: made.packDigest,
        meetingId: made.meetingId,
        outcome: 'DEFER',
        deferralReason: 'INSUFFICIENT_INFORMATION',
        nextDate: date(14),
        decider: { practitioner: 'ch-1', role: 'PANEL_CHAIR' },
        rationale: 'Synthetic.',
      }),
  ],
  ['explain', () => yjs('POST', '/v1/explanations', supposed)],
  ['readFeed', () => yjs('GET', '/v1/feed')],
  ['listReviews', () => dpo('GET', '/v1/reviews')],
  [
    'concludeReview',
    () =>
      dpo('POST', `/v1/reviews/${made.reviewId}/conclusion`, {
        finding: 'JUSTIFIED',
        note: 'Synthetic.',
      }),
  ],
  [
    'readWorklist',
    () =>
      exchange.ask(PANEL, {
        method: 'GET',
        path: '/v1/worklist?panel=south-bcu&borough=E09000008',
      }),
  ],
  [
    'readStatistics',
    () =>
      exchange.ask(MONITORING, {
        method: 'GET',
        path: `/v1/statistics?panel=south-bcu&quarter=${LAST_QUARTER}`,
        purpose: 'MONITORING',
      }),
  ],
  ['setInvestigation', () => ofCase('PUT', '/investigation', underWay())],
  [
    'setStrategyDiscussion',
    () => ofCase('PUT', '/strategy-discussion', underWay()),
  ],
  ['triageCase', () => ofCase('POST', '/triage', TRIAGE)],
  [
    'recordOutcome',
    () =>
      exchange.ask(PANEL, {
        method: 'POST',
        path: `/v1/cases/${made.deliveredId}/outcomes`,
        case: made.deliveredId,
        body: followUp(),
      }),
  ],
  ['listAgreements', () => yjs('GET', '/v1/agreements')],
  [
    'listDisclosures',
    () =>
      exchange.ask('operator-dpo', {
        method: 'GET',
        path: `/v1/disclosures?from=${date(0)}&to=${date(0)}`,
      }),
  ],
];

describe('when the write fails, the answer is 503 and holds nothing of any record', () => {
  it('is tried on every operation of an authenticated caller', () => {
    expect(rows.map(([id]) => id).sort()).toEqual(
      operationIds.filter((id) => 'scope' in OPERATIONS[id]).sort(),
    );
  });

  it.each(rows)('%s', async (_, run) => {
    failing = true;
    attempted = 0;
    const answer = await run().finally(() => {
      failing = false;
    });
    expect(answer.status).toBe(503);
    expect(answer.body.code).toBe('NOT_RECORDED');
    // The request's own write, and one more that would have recorded the failure.
    expect(attempted).toBe(2);
    const { givenName, familyName, nhsNumber, postcode } = child();
    for (const secret of [
      givenName,
      familyName,
      nhsNumber,
      postcode,
      'CANARY-STATEMENT',
      made.reference,
      'MD-SBCU-001',
      made.meetingId,
    ]) {
      expect(textOf(answer)).not.toContain(secret);
    }
  });

  it.each([
    [
      'the pack',
      () => ({ path: `/v1/cases/${made.caseId}/pack`, case: made.caseId }),
    ],
    ['the meeting', () => ({ path: `/v1/meetings/${made.meetingId}` })],
  ])('%s on paper: no page, and no copy is counted', async (_, asked) => {
    const print = () =>
      exchange.ask(PANEL, {
        method: 'GET',
        headers: { accept: 'text/html' },
        ...asked(),
      });
    const copies = async () =>
      Number(/Copy (\d+)/.exec((await print()).body)?.[1]);
    const before = await copies();
    failing = true;
    const answer = await print().finally(() => {
      failing = false;
    });
    expect([answer.status, answer.body.code]).toEqual([503, 'NOT_RECORDED']);
    for (const secret of [child().familyName, child().postcode])
      expect(textOf(answer)).not.toContain(secret);
    expect(await copies()).toBe(before + 1);
  });

  it('and once the store is back, the very same operations answer', async () => {
    for (const [id, run] of rows) {
      const { status } = await run();
      expect([id, status]).toEqual([
        id,
        id === 'decideCase' ? 409 : OPERATIONS[id].answers.status,
      ]);
    }
  });
});
