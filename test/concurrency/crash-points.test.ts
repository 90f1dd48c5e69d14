/**
 * Each operation is stopped at each thing that it asks of the store. Stopped before its write, nothing has happened; after
 * it, all has, once. And whatever was disclosed is in the ledger. Long because it is a table: an operation that is added is
 * missed here until it has its row, or its reason.
 */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Asked } from '../../local/client.ts';
import { nominationOf } from '../../local/sandbox.ts';
import {
  type OperationId,
  operationIds,
} from '../../schemas/contract/operations.ts';
import { subjectOf, testExchange, textOf } from '../exchange.ts';
import { becomeDelivered } from '../functions/become.ts';
import {
  attend,
  CARE,
  date,
  decidedCase,
  flagOn,
  followUp,
  LAST_QUARTER,
  MONITORING,
  meetingIn,
  NO_CONVICTION,
  OPERATOR,
  PANEL,
  POLICE,
  PRESENT,
  person,
  screenAndList,
  TRIAGE,
  underWay,
  VISITS,
  visitFor,
  YJS,
  YOUTH_JUSTICE,
} from '../functions/requests.ts';
import {
  entriesOf,
  type Faults,
  fileAt,
  injectFaults,
  itemsOf,
  withKey,
} from './faults.ts';

const exchange = testExchange({ sequencing: false });
let faults: Faults;
const made = {
  caseId: '',
  otherCaseId: '',
  meetingId: '',
  viewRequestId: '',
  toConfirm: '',
  questionId: '',
  flagId: '',
  toWithdraw: '',
  reference: '',
  decidedId: '',
  deliveredId: '',
  visitId: '',
  referralId: '',
};
let count = 0;
const fresh = () => {
  count += 1;
  return `Synthetic, ${count}.`;
};
/** Whichever is not set, so that each request of a setting changes what is there. */
const otherThan = <T>(set: unknown, one: T, other: T): T =>
  set === one ? other : one;

type Asking = Pick<Asked, 'method' | 'path'> & Partial<Asked>;

const ofCase = (
  method: Asked['method'],
  rest: string,
  body?: unknown,
  caseId = made.caseId,
): Asking => ({
  method,
  path: `/v1/cases/${caseId}${rest}`,
  case: caseId,
  body,
});
const ofMeeting = (rest: string, body: object): Asking => ({
  method: 'PUT',
  path: `/v1/meetings/${made.meetingId}/${rest}`,
  body,
});
const readingMeeting = (): Asking => ({
  method: 'GET',
  path: `/v1/meetings/${made.meetingId}`,
});
const another = () => {
  count += 1;
  const practitioner = `prac-${count}`;
  return { agency: 'croydon-yjs', practitioner, role: 'YJS_PRACTITIONER' };
};
const listing = () =>
  ofCase('PUT', '/listing', { meetingId: made.meetingId, reason: fresh() });
const URGENT = { urgent: { replyBy: date(0), reason: 'LATE_NOMINATION' } };
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
    expiresAt: '2099-01-01T00:00:00.000Z',
  },
};
const ofFlag = (rest: string, body: object): Asking => ({
  method: 'POST',
  path: `/v1/flags/${made.flagId}/${rest}`,
  body,
});

const raising = (): Asking => ({
  method: 'POST',
  path: '/v1/flags',
  body: flagOn(subjectOf(person(exchange, 1)), { statement: fresh() }),
});

/** What a row needs before it can ask. @throws where it was refused. */
const done = async (by: string, asked: Asking): Promise<Answer['body']> => {
  const { status, body } = await exchange.ask(by, asked);
  expect([asked.path, status < 300 ? '' : body]).toEqual([asked.path, '']);
  return body;
};

const ofVisit = (
  method: Asked['method'],
  rest: string,
  body?: object,
): Asking => ({
  method,
  path: `/v1/visits/${made.visitId}${rest}`,
  body,
  practitioner: 'off-1; role=SAFER_SCHOOLS_OFFICER',
  purpose: 'VISIT_SAFETY',
  reason: 'VISIT_PREPARATION',
});
const attempting = () =>
  ofVisit('PUT', '', {
    state: 'ATTEMPTED',
    at: new Date(exchange.running.world.clock()).toISOString(),
    note: fresh(),
    overrideReason: fresh(),
  });
const allocating = () => ofCase('POST', '/visits', visitFor(), made.decidedId);
const visitsOf = async () => (await fileAt(exchange, made.decidedId)).visits;
/** A visit whose brief nobody has read. A case has room for ten, so that one is allocated only where there is none. */
const unreadVisit = async () => {
  const unread = (await visitsOf()).find(
    ({ state, acknowledged }) =>
      ['ALLOCATED', 'ATTEMPTED'].includes(state) && acknowledged.length === 0,
  );
  made.visitId = unread?.visitId ?? (await done(PANEL, allocating())).visitId;
};

const referring = () =>
  ofCase('POST', '/referrals', YOUTH_JUSTICE, made.decidedId);
const ofReferral = (
  method: Asked['method'],
  rest: string,
  body?: object,
): Asking => ({
  method,
  path: `/v1/referrals/${made.referralId}${rest}`,
  body,
  purpose: 'REFERRAL',
});

/** The reply of an agency that was spoken. */
const speaking = (agency: string) =>
  ofCase('PUT', `/returns/${agency}`, {
    reply: { kind: 'VIEW', view: { facts: [fresh()] } },
    person: 'Duty worker',
    channel: 'TELEPHONE',
  });

/** Days until a review, another number each time. */
const reviewing = () => {
  count += 1;
  return 1 + (count % 90);
};
/** Each is made once: another one each time. */
const quarter = (() => {
  const [year, at] = LAST_QUARTER.split('-Q').map(Number) as [number, number];
  let back = year * 4 + at;
  return () => {
    back -= 1;
    return `${Math.floor(back / 4)}-Q${(back % 4) + 1}`;
  };
})();

/** An operation, a request of it that is new each time, and how much of its effect there is. */
interface Row {
  id: OperationId;
  by: string;
  asking(): Asking | Promise<Asking>;
  effect?(): Promise<number>;
  /** Whether the same request without a key adds to what it added before. A setting that is set again changes nothing. */
  adds?: true;
}

const file = () => fileAt(exchange, made.caseId);
const versionOfFlag = async () =>
  (await file()).flags.find(({ flagId }) => flagId === made.flagId)?.version ??
  0;

const versionOfCase = async (caseId = made.caseId) =>
  (await fileAt(exchange, caseId)).cases.find((each) => each.caseId === caseId)
    ?.version ?? 0;
const decided = () => fileAt(exchange, made.decidedId);

const itemsOfType = async (wanted: string) =>
  (await itemsOf(exchange, 'exchange')).filter(({ type }) => type === wanted);
const meetings = () => itemsOfType('Meeting');
const versionOfMeeting = async () =>
  Number(
    (await meetings()).find(({ meetingId }) => meetingId === made.meetingId)
      ?.version ?? 0,
  );

const rows: Row[] = [
  {
    id: 'queryYoungPerson',
    by: YJS,
    asking: () => ({
      method: 'POST',
      path: '/v1/queries',
      body: { subject: subjectOf(person(exchange, 1)) },
    }),
  },
  {
    id: 'readYoungPerson',
    by: YJS,
    asking: () => ({
      method: 'GET',
      path: `/v1/young-people/${made.reference}`,
    }),
  },
  {
    id: 'raiseFlag',
    by: YJS,
    asking: raising,
    effect: async () => (await file()).flags.length,
  },
  {
    id: 'readFlag',
    by: YJS,
    asking: () => ({ method: 'GET', path: `/v1/flags/${made.flagId}` }),
  },
  {
    id: 'contestFlag',
    by: CARE,
    asking: () => ofFlag('contest', { statement: fresh() }),
    effect: versionOfFlag,
  },
  {
    id: 'reviewFlag',
    by: YJS,
    asking: () => ofFlag('review', { expiresOn: date(50), note: fresh() }),
    effect: versionOfFlag,
  },
  {
    id: 'correctFlag',
    by: YJS,
    asking: () => {
      const { expiresOn: _, ...flag } = flagOn({}).flag;
      return ofFlag('correction', { flag, note: fresh() });
    },
    effect: versionOfFlag,
  },
  {
    id: 'withdrawFlag',
    by: YJS,
    asking: async () => {
      made.toWithdraw = (await done(YJS, raising())).flagId;
      return {
        method: 'POST',
        path: `/v1/flags/${made.toWithdraw}/withdrawal`,
        body: { reason: fresh() },
      };
    },
    effect: async () =>
      (await file()).flags.find(({ flagId }) => flagId === made.toWithdraw)
        ?.version ?? 0,
  },
  {
    id: 'nominate',
    by: POLICE,
    asking: () => ({
      method: 'POST',
      path: '/v1/nominations',
      body: nominationOf(person(exchange, 1)),
    }),
    effect: async () => (await file()).nominations.length,
  },
  {
    id: 'listViewRequests',
    by: YJS,
    asking: () => ({ method: 'GET', path: '/v1/view-requests' }),
  },
  {
    id: 'readViewRequest',
    by: YJS,
    asking: () => ({
      method: 'GET',
      path: `/v1/view-requests/${made.viewRequestId}`,
    }),
  },
  {
    id: 'replyToViewRequest',
    by: YJS,
    asking: () => ({
      method: 'PUT',
      path: `/v1/view-requests/${made.viewRequestId}/reply`,
      body: { kind: 'VIEW', view: { facts: [fresh()] } },
    }),
    effect: async () => (await file()).returns.length,
  },
  {
    id: 'askQuestion',
    by: YJS,
    asking: () => ({
      method: 'POST',
      path: `/v1/view-requests/${made.viewRequestId}/questions`,
      body: { text: fresh() },
    }),
    effect: async () => (await file()).questions.length,
  },
  {
    id: 'answerQuestion',
    by: PANEL,
    asking: () =>
      ofCase('PUT', `/questions/${made.questionId}`, { answer: fresh() }),
    effect: () => versionOfCase(),
  },
  {
    id: 'recordReturn',
    by: PANEL,
    asking: () => speaking('croydon-education'),
    effect: async () => (await file()).returns.length,
  },
  { id: 'readCase', by: PANEL, asking: () => ofCase('GET', '') },
  { id: 'readPack', by: PANEL, asking: () => ofCase('GET', '/pack') },
  {
    id: 'checkEligibility',
    by: PANEL,
    asking: () =>
      ofCase('PUT', '/eligibility', { ...NO_CONVICTION, evidence: fresh() }),
    effect: async () => (await file()).checks.length,
    adds: true,
  },
  {
    id: 'askForViews',
    by: PANEL,
    // Who is named is asked again, for another reason than before.
    asking: async () => {
      const asked = (await file()).viewRequests.find(
        ({ agency }) => agency === 'croydon-social-care',
      );
      const reason = otherThan(
        asked?.urgencyReason,
        'NEW_INCIDENT',
        'LATE_NOMINATION',
      );
      return ofCase('POST', '/view-requests', {
        agencies: ['croydon-social-care'],
        urgent: { replyBy: date(0), reason },
      });
    },
    effect: () => versionOfCase(),
  },
  {
    id: 'confirmReturn',
    by: CARE,
    asking: async () => {
      const { version } = await done(PANEL, speaking('croydon-social-care'));
      return {
        method: 'POST',
        path: `/v1/view-requests/${made.toConfirm}/confirmation`,
        body: { version },
      };
    },
    effect: async () =>
      (await file()).returns.filter(({ onBehalf }) => onBehalf?.confirmedAt)
        .length,
  },
  {
    id: 'listCase',
    by: PANEL,
    asking: listing,
    effect: () => versionOfCase(),
  },
  {
    id: 'openMeeting',
    by: PANEL,
    asking: () => ({
      method: 'POST',
      path: '/v1/meetings',
      body: { panel: 'south-bcu', meetingOn: date(7) },
    }),
    effect: async () => (await meetings()).length,
  },
  {
    id: 'setAgenda',
    by: PANEL,
    asking: async () => {
      const { agenda } = await done(PANEL, readingMeeting());
      return ofMeeting('agenda', { cases: agenda.toReversed() });
    },
    effect: versionOfMeeting,
  },
  {
    id: 'setAttendance',
    by: PANEL,
    asking: () => ofMeeting('attendance', { present: [...PRESENT, another()] }),
    effect: versionOfMeeting,
  },
  {
    id: 'readMeeting',
    by: PANEL,
    asking: readingMeeting,
  },
  {
    id: 'listMeetings',
    by: PANEL,
    asking: () => ({
      method: 'GET',
      path: `/v1/meetings?panel=south-bcu&from=${date(0)}&to=${date(7)}`,
    }),
  },
  {
    id: 'decideCase',
    by: PANEL,
    asking: async () => {
      // The deferral before took the case off the agenda.
      await exchange.ask(PANEL, listing());
      const pack = await exchange.ask(PANEL, ofCase('GET', '/pack'));
      return ofCase('POST', '/decisions', {
        packDigest: pack.body.digest,
        meetingId: made.meetingId,
        outcome: 'DEFER',
        deferralReason: 'INSUFFICIENT_INFORMATION',
        nextDate: date(14),
        decider: { practitioner: 'ch-1', role: 'PANEL_CHAIR' },
        rationale: fresh(),
      });
    },
    effect: async () => (await file()).decisions.length,
  },
  {
    id: 'setInvestigation',
    by: PANEL,
    asking: () => ofCase('PUT', '/investigation', underWay(reviewing())),
    effect: () => versionOfCase(),
  },
  {
    id: 'setStrategyDiscussion',
    by: PANEL,
    asking: () => ofCase('PUT', '/strategy-discussion', underWay(reviewing())),
    effect: () => versionOfCase(),
  },
  {
    id: 'triageCase',
    by: PANEL,
    asking: () => ofCase('POST', '/triage', { ...TRIAGE, reason: fresh() }),
    effect: async () => (await file()).triages.length,
  },
  {
    id: 'recordOutcome',
    by: PANEL,
    asking: async () => {
      const [before] = (await fileAt(exchange, made.deliveredId)).followUps;
      const cameToNotice = otherThan(
        before?.found.cameToNotice,
        'NO',
        'NOT_KNOWN',
      );
      const found = { ...followUp(), cameToNotice };
      return ofCase('POST', '/outcomes', found, made.deliveredId);
    },
    effect: () => versionOfCase(made.deliveredId),
  },
  {
    id: 'allocateVisit',
    by: PANEL,
    asking: allocating,
    effect: async () => (await visitsOf()).length,
  },
  {
    id: 'updateVisit',
    by: VISITS,
    asking: async () => {
      await unreadVisit();
      return attempting();
    },
    effect: async () =>
      (await visitsOf()).flatMap(({ attempts }) => attempts).length,
  },
  {
    id: 'readBrief',
    by: VISITS,
    asking: async () => {
      await unreadVisit();
      return ofVisit('GET', '/brief');
    },
  },
  {
    id: 'acknowledgeBrief',
    by: VISITS,
    asking: async () => {
      await unreadVisit();
      const { digest } = await done(VISITS, ofVisit('GET', '/brief'));
      return ofVisit('PUT', '/brief', { digest });
    },
    effect: async () =>
      (await visitsOf()).flatMap(({ acknowledged }) => acknowledged).length,
  },
  {
    id: 'listServices',
    by: PANEL,
    asking: () => ({ method: 'GET', path: '/v1/services' }),
  },
  {
    id: 'makeReferral',
    by: PANEL,
    asking: referring,
    effect: async () => (await decided()).referrals.length,
  },
  {
    id: 'listReferrals',
    by: YJS,
    asking: () => ({ method: 'GET', path: '/v1/referrals' }),
  },
  { id: 'readReferral', by: YJS, asking: () => ofReferral('GET', '') },
  {
    id: 'respondToReferral',
    by: YJS,
    asking: async () => {
      made.referralId = (await done(PANEL, referring())).referralId;
      return ofReferral('PUT', '/response', { state: 'ACKNOWLEDGED' });
    },
    effect: async () =>
      (await decided()).referrals.filter(
        ({ acknowledgedAt }) => acknowledgedAt !== undefined,
      ).length,
  },
  {
    id: 'readWorklist',
    by: PANEL,
    asking: () => ({
      method: 'GET',
      path: '/v1/worklist?panel=south-bcu&borough=E09000008',
    }),
  },
  {
    id: 'readStatistics',
    by: MONITORING,
    asking: () => ({
      method: 'GET',
      path: `/v1/statistics?panel=south-bcu&quarter=${quarter()}`,
      purpose: 'MONITORING',
    }),
    effect: async () => (await itemsOfType('QuarterTables')).length,
  },
  {
    id: 'concludeReview',
    by: OPERATOR,
    asking: async () => {
      await done(YJS, {
        method: 'POST',
        path: '/v1/queries',
        body: { subject: subjectOf(person(exchange, 1)) },
        purpose: 'IMMEDIATE_SAFETY',
        practitioner: 'prac-9; role=YJS_PRACTITIONER',
      });
      const { reviews } = await done(OPERATOR, {
        method: 'GET',
        path: '/v1/reviews',
      });
      return {
        method: 'POST',
        path: `/v1/reviews/${reviews[0].reviewId}/conclusion`,
        body: { finding: 'JUSTIFIED', note: fresh() },
      };
    },
    effect: async () =>
      (await itemsOfType('Review')).filter(({ state }) => state === 'CONCLUDED')
        .length,
  },
  {
    id: 'explain',
    by: YJS,
    asking: () => ({
      method: 'POST',
      path: '/v1/explanations',
      body: SUPPOSED,
    }),
  },
  {
    id: 'listAgreements',
    by: YJS,
    asking: () => ({ method: 'GET', path: '/v1/agreements' }),
  },
  {
    id: 'listDisclosures',
    by: OPERATOR,
    asking: () => ({
      method: 'GET',
      path: `/v1/disclosures?from=${date(0)}&to=${date(0)}`,
    }),
  },
  {
    id: 'listReviews',
    by: OPERATOR,
    asking: () => ({ method: 'GET', path: '/v1/reviews' }),
  },
  {
    id: 'readFeed',
    by: YJS,
    asking: () => ({ method: 'GET', path: '/v1/feed' }),
  },
];

/** What no row can be of, and why. */
const NOT_HERE: Partial<Record<OperationId, string>> = {
  issueToken:
    'It records nothing: an assertion that was used is used, and another one is signed.',
  readAuthorizationServer: 'It asks nothing of the store.',
  readOpenApi: 'It asks nothing of the store.',
  readHealth: 'It asks nothing of the store.',
};

it('every operation has its row, or the reason why it has none', () => {
  const here = rows.map(({ id }) => id);
  const named = [...here, ...Object.keys(NOT_HERE)];
  expect(named.toSorted()).toEqual(operationIds.toSorted());
});

beforeAll(async () => {
  faults = injectFaults(exchange);
  const child = person(exchange, 1);
  made.caseId = (await exchange.nominate(child)).body.caseId;
  made.meetingId = await meetingIn(exchange, 0);
  await screenAndList(exchange, made.caseId, made.meetingId);
  made.otherCaseId = (await exchange.nominate(person(exchange, 4))).body.caseId;
  await screenAndList(exchange, made.otherCaseId, made.meetingId);
  await attend(exchange, made.meetingId);
  const { body } = await exchange.ask(
    PANEL,
    ofCase('POST', '/view-requests', URGENT),
  );
  const requests: { viewRequestId: string; agency: string }[] =
    body.viewRequests;
  const requestTo = (wanted: string) =>
    requests.find(({ agency }) => agency === wanted)?.viewRequestId ?? '';
  made.viewRequestId = requestTo('croydon-yjs');
  made.toConfirm = requestTo('croydon-social-care');
  // A request takes ten questions: the one that is answered is another agency's.
  const question = await done(CARE, {
    method: 'POST',
    path: `/v1/view-requests/${made.toConfirm}/questions`,
    body: { text: fresh() },
  });
  made.questionId = question.questionId;
  const raised = await exchange.ask(YJS, {
    method: 'POST',
    path: '/v1/flags',
    body: flagOn(subjectOf(child)),
  });
  made.flagId = raised.body.flagId;
  const query = await exchange.ask(YJS, {
    method: 'POST',
    path: '/v1/queries',
    body: { subject: subjectOf(child) },
  });
  made.reference = query.body.reference;
  made.deliveredId = (await exchange.nominate(person(exchange, 2))).body.caseId;
  await becomeDelivered(exchange, made.deliveredId, date(-400));
  made.decidedId = (await decidedCase(exchange, 7)).caseId;
  made.referralId = (await done(PANEL, referring())).referralId;
  for (const clientId of [
    YJS,
    CARE,
    POLICE,
    PANEL,
    OPERATOR,
    VISITS,
    MONITORING,
  ]) {
    await exchange.ask(clientId, { method: 'GET', path: '/v1/agreements' });
  }
});

const answered: (Answer & { id: OperationId })[] = [];
const discloses = ({ status, body }: Answer) =>
  status < 300 && (body.disclosure?.released.length ?? 0) > 0;

/** To the exchange a read that nobody heard the answer of is one that was not made. */
const faultsAt = (isWrite: boolean) =>
  isWrite ? (['BEFORE', 'AFTER'] as const) : (['BEFORE'] as const);

const SECRETS = () => {
  const { familyName, nhsNumber } = person(exchange, 1);
  return [familyName, nhsNumber, 'Synthetic'];
};

describe.each(rows)('$id', ({ id, by, asking, adds, effect }) => {
  const there = effect ?? (async () => 0);
  const ask = async (asked: Asking, key: string) => {
    const keyed = asked.method === 'POST' && withKey(key);
    const answer = await exchange.ask(by, { ...asked, ...keyed });
    answered.push({ ...answer, id });
    return answer;
  };

  const stoppedAt = async (nth: number, fault: 'BEFORE' | 'AFTER') => {
    const request = await asking();
    const before = await there();
    const key = randomUUID();
    const { result, calls } = await faults.during(
      (call) => (call.nth === nth ? fault : undefined),
      () => ask(request, key),
    );
    const isWrite = calls[nth] === 'TransactWriteItems';
    const said = [result.status, result.body.code];
    expect(said).toEqual(isWrite ? [503, 'NOT_RECORDED'] : [500, 'FAULT']);
    for (const secret of SECRETS())
      expect(textOf(result)).not.toContain(secret);
    const committed = isWrite && fault === 'AFTER';
    const once = before + (effect ? 1 : 0);
    expect(await there()).toBe(committed ? once : before);
    // Nothing was begun that a repetition could meet.
    if (!isWrite) return;

    const retried = await ask(request, key);
    expect(retried.status < 300 ? '' : retried.body).toBe('');
    // What has no key is done again: each check is kept, and a setting that is there already changes nothing.
    const repeats = committed && adds ? 1 : 0;
    expect(await there()).toBe(once + repeats);
    if (committed && effect && request.method === 'POST')
      expect(retried.headers.get('idempotency-replayed')).toBe('true');
  };

  it('stopped at any call of the store has no effect or one, and discloses nothing unrecorded', async () => {
    const asked = await asking();
    const before = await there();
    const { calls, result: clean } = await faults.during(
      () => undefined,
      () => ask(asked, randomUUID()),
    );
    expect(clean.status < 300 ? '' : clean.body).toBe('');
    expect(await there()).toBe(effect ? before + 1 : before);
    const write = calls.indexOf('TransactWriteItems');
    expect(write).toBe(calls.length - 1);
    for (const nth of calls.keys()) {
      for (const fault of faultsAt(nth === write)) await stoppedAt(nth, fault);
    }
  });
});

describe('after all of it', () => {
  it('every answer has its entry, and every disclosure one that says what was released', async () => {
    const entries = await entriesOf(exchange);
    const releasing = entries.filter(({ kept }) => kept.released.length > 0);
    const disclosing = answered.filter(discloses);
    expect([...new Set(disclosing.map(({ id }) => id))].sort()).toEqual([
      'queryYoungPerson',
      'readFlag',
      'readPack',
      'readReferral',
      'readViewRequest',
      'readYoungPerson',
    ]);
    expect(releasing.length).toBeGreaterThanOrEqual(disclosing.length);
    for (const { headers, status, body } of answered) {
      const own = entries.filter(
        ({ kept }) => kept.requestId === headers.get('x-request-id'),
      );
      expect(own.map(({ kept }) => kept.status)).toContain(status);
      if (body.disclosure) {
        expect(own.map(({ kept }) => kept.entryId)).toEqual([
          body.disclosure.ledgerEntry,
        ]);
      }
    }
    console.log(
      `${answered.length} answers, ${disclosing.length} disclosing, ${entries.length} entries`,
    );
  });
});
