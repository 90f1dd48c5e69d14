/** Visits: allocated while nothing stands against them, held at once where something does, briefed to one officer alone. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Asked } from '../../../local/client.ts';
import type { Blocker } from '../../../schemas/problems.ts';
import type { VisitView } from '../../../schemas/visits.ts';
import { BOROUGHS } from '../../../schemas/vocabulary.ts';
import { testExchange, textOf } from '../../exchange.ts';
import {
  APPROVAL,
  at,
  date,
  decideAgain,
  decidedCase,
  entriesOf,
  expectProblem,
  listedCase,
  NO_CONVICTION,
  ofCase,
  ofVisit,
  PANEL,
  person,
  reply,
  SLAM,
  VISITS,
  visitFor,
  withKey,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
const DAY = 86_400_000;
const SIXTEEN_AGO = date(-16 * 365);
let turn = 0;
let number: number;
let caseId: string;
let requests: Map<string, string>;

// Each test has a case of its own: what an earlier one decided is decided.
beforeEach(async () => {
  const croydon = exchange.people.filter(
    ({ borough, birthDate }) => borough === BOROUGHS.CROYDON && birthDate > SIXTEEN_AGO,
  );
  number = croydon[turn % croydon.length]?.number ?? 0;
  turn += 1;
  ({ caseId, requests } = await decidedCase(exchange, number));
});

const of = (method: Asked['method'], rest: string, body?: unknown, more = {}) =>
  ofCase(exchange, caseId, method, rest, body, more);
const allocate = async (change: object = {}): Promise<string> => {
  const answer = await of('POST', '/visits', visitFor(change));
  expect([answer.status, answer.body.blockers]).toEqual([201, undefined]);
  return answer.body.visitId;
};
const brief = (visitId: string, more = {}) => ofVisit(exchange, visitId, 'GET', '/brief', undefined, more);
const acknowledge = async (visitId: string) => {
  const { digest } = (await brief(visitId)).body;
  return ofVisit(exchange, visitId, 'PUT', '/brief', { digest });
};
const report = (visitId: string, body: object, more = {}) =>
  ofVisit(exchange, visitId, 'PUT', '', { at: new Date().toISOString(), ...body }, more);
const DONE = { state: 'DONE', parentOrCarerSeen: true };
const approach = (fields: object, more = {}) =>
  reply(exchange, YJS, requests.get('croydon-yjs'), { kind: 'VIEW', approach: fields, ...more });
/** What an agency says of the approach before the panel decides: said later, it opens the decision again. */
const said = async (fields: object, more = {}, camhs?: object) => {
  turn += 1;
  const before = async (listed: { requests: Map<string, string> }) => {
    ({ requests } = listed);
    expect((await approach(fields, more)).status).toBe(200);
    if (camhs) expect((await reply(exchange, SLAM, requests.get('slam'), camhs)).status).toBe(200);
  };
  ({ caseId } = await decidedCase(exchange, number, { before }));
};
const visits = async (): Promise<VisitView[]> => (await of('GET', '')).body.visits;
const blockersOf = ({ body }: Answer) => body.blockers.map(({ code, about }: Blocker) => [code, about]);

describe('a visit is not allocated', () => {
  it('before the panel has decided, nor after it has referred the child elsewhere', async () => {
    const listed = await listedCase(exchange, 19);
    const early = await ofCase(exchange, listed.caseId, 'POST', '/visits', visitFor());
    expectProblem(early, 'ILLEGAL_TRANSITION');
    const excluded = await decidedCase(exchange, 23, { outcome: 'REFER_PARTNER' });
    const answer = await ofCase(exchange, excluded.caseId, 'POST', '/visits', visitFor());
    expectProblem(answer, 'VISIT_BLOCKED');
    expect(blockersOf(answer)).toEqual([['NOT_SELECTED', undefined]]);
  });

  it('against a reason not to visit, unless the panel says why; against a rule that is not met, whatever it says', async () => {
    await said({ doNotVisitReason: 'Synthetic: somebody is in danger there.' });
    const blocked = await of('POST', '/visits', visitFor());
    expectProblem(blocked, 'VISIT_BLOCKED');
    expect(blockersOf(blocked)).toEqual([['DO_NOT_VISIT', 'croydon-yjs']]);
    // The reason itself is in the pack; the refusal does not repeat it.
    expect(textOf(blocked)).not.toContain('in danger there');
    const despite = { despite: 'Synthetic: the YJS agreed at the meeting.' };
    await allocate(despite);
    expect((await visits()).at(-1)).toMatchObject({ state: 'ALLOCATED', ...despite });
    const { birthDate } = person(exchange, number);
    const eighteen = `${Number(birthDate.slice(0, 4)) + 18}${birthDate.slice(4)}`;
    const adult = await of('POST', '/visits', visitFor({ ...despite, dueBy: eighteen }));
    expect(blockersOf(adult)).toEqual([['ELIGIBILITY_NOT_MET', 'UNDER_18']]);
  });

  it('to a day on which the child is 18, nor to one that has passed', async () => {
    const { birthDate } = person(exchange, number);
    const eighteen = `${Number(birthDate.slice(0, 4)) + 18}${birthDate.slice(4)}`;
    const answer = await of('POST', '/visits', visitFor({ dueBy: eighteen }));
    expect(blockersOf(answer)).toEqual([['ELIGIBILITY_NOT_MET', 'UNDER_18']]);
    expectProblem(await of('POST', '/visits', visitFor({ dueBy: date(-1) })), 'CONTENT_INVALID', ['/dueBy']);
  });

  it('to somebody who is no visiting officer', async () => {
    const officer = { practitioner: 'off-1', role: 'SOCIAL_WORKER' };
    expectProblem(await of('POST', '/visits', visitFor({ officer })), 'CONTENT_INVALID', ['/officer/role']);
  });
});

describe('a visit that is allocated', () => {
  it('is one however often the request is repeated, and stands on the worklist until it is made', async () => {
    const key = withKey(randomUUID());
    const first = await of('POST', '/visits', visitFor(), key);
    expect(first.body).toEqual({ visitId: expect.stringMatching(/^visit_/), caseId, state: 'ALLOCATED' });
    expect((await of('POST', '/visits', visitFor(), key)).body).toEqual(first.body);
    expect(await visits()).toHaveLength(1);
  });

  it('anew replaces the one before, whose officer learns nothing more', async () => {
    const before = await allocate();
    expect((await brief(before)).status).toBe(200);
    await allocate({ officer: { practitioner: 'off-2', role: 'YOUTH_ENGAGEMENT_OFFICER' } });
    expect((await visits()).map(({ state, result }) => [state, result?.reason])).toEqual([
      ['NOT_DONE', 'REALLOCATED'],
      ['ALLOCATED', undefined],
    ]);
    expectProblem(await brief(before), 'NOT_FOUND');
    const late = await report(before, DONE);
    expectProblem(late, 'ILLEGAL_TRANSITION');
    expect(late.body.allowed).toEqual([]);
  });
});

describe('the brief', () => {
  const advice = { safeApproachAdvice: 'CANARY-APPROACH', recommendedVenue: 'SCHOOL' };

  it('holds advice on the approach, field by field by its flow, and nothing else of the child', async () => {
    const health = { safeApproachAdvice: 'CANARY-HEALTH', needSummary: 'CANARY-NEED', knownToService: true };
    const camhs = { kind: 'VIEW', health, approval: APPROVAL };
    await said(advice, { view: { facts: ['CANARY-FACT'], riskToOthers: 'HIGH' } }, camhs);
    const visitId = await allocate();
    const answer = await brief(visitId);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ visitId, venue: 'SCHOOL', acknowledged: false, state: 'ALLOCATED' });
    expect(answer.body.records).toEqual({
      approach: [expect.objectContaining({ originator: 'croydon-yjs', ...advice })],
      health: [
        {
          originator: 'slam',
          agreement: 'MD-CAMHS-003',
          contributedAt: expect.any(String),
          safeApproachAdvice: 'CANARY-HEALTH',
        },
      ],
    });
    expect(answer.body.disclosure.released.map(({ flow }: { flow: string }) => flow).sort()).toEqual(['A27', 'C8']);
    const { givenName, familyName, postcode } = person(exchange, number);
    for (const secret of [givenName, familyName, postcode, 'CANARY-FACT', 'CANARY-NEED', 'HIGH', 'needSummary']) {
      expect(textOf(answer)).not.toContain(secret);
    }
    const [entry] = await entriesOf(exchange, answer);
    expect(entry?.kept).toMatchObject({ recipient: 'visiting-officer', purpose: 'VISIT_SAFETY', case: caseId });
  });

  it.each([
    ['another officer', { practitioner: 'off-2; role=SAFER_SCHOOLS_OFFICER' }],
    ['the panel’s co-ordinator', { practitioner: 'coord-1; role=PANEL_COORDINATOR' }],
  ])('is not there for %s', async (_, more) => {
    await said(advice);
    const visitId = await allocate();
    for (const answer of [await brief(visitId, more), await report(visitId, DONE, more)]) {
      expectProblem(answer, 'NOT_FOUND');
    }
    const { digest } = (await brief(visitId)).body;
    expectProblem(await ofVisit(exchange, visitId, 'PUT', '/brief', { digest }, more), 'NOT_FOUND');
  });

  it('is for no system but the officers’, and for no purpose but their safety', async () => {
    const visitId = await allocate();
    expectProblem(await brief(visitId, { by: YJS }), 'SCOPE_MISSING');
    expectProblem(await brief(visitId, { by: PANEL }), 'SCOPE_MISSING');
    expectProblem(await brief(visitId, { purpose: 'PANEL_SELECTION' }), 'HEADER_INVALID');
  });

  it('is of the latest returns: what an agency no longer says, an officer no longer reads', async () => {
    await said(advice);
    const visitId = await allocate();
    const before = (await brief(visitId)).body;
    await approach({ recommendedVenue: 'HOME' });
    const after = (await brief(visitId)).body;
    expect(JSON.stringify(after)).not.toContain('CANARY-APPROACH');
    expect(after.digest).not.toBe(before.digest);
  });

  it('is there until the visit is over, and no longer than 28 days', async () => {
    await said(advice);
    const visitId = await allocate();
    const days = (count: number) => at(exchange, Date.now() + count * DAY, () => brief(visitId));
    expect((await days(28)).status).toBe(200);
    expectProblem(await days(29), 'NOT_FOUND');
    await acknowledge(visitId);
    expect((await report(visitId, DONE)).status).toBe(200);
    expectProblem(await brief(visitId), 'NOT_FOUND');
  });
});

describe('an officer reports', () => {
  it('nothing of having been there before the brief is acknowledged as it stands', async () => {
    const visitId = await allocate();
    for (const body of [{ state: 'ATTEMPTED' }, DONE, { ...DONE, state: 'DECLINED', by: 'CHILD' }]) {
      expectProblem(await report(visitId, body), 'BRIEF_NOT_ACKNOWLEDGED');
    }
    expect((await acknowledge(visitId)).status).toBe(200);
    await approach({ safeApproachAdvice: 'Synthetic: another thing to know.' });
    expectProblem(await report(visitId, DONE), 'BRIEF_NOT_ACKNOWLEDGED');
    expect((await acknowledge(visitId)).status).toBe(200);
    expect((await report(visitId, DONE)).status).toBe(200);
  });

  it('no digest but the one that stands', async () => {
    const visitId = await allocate();
    const answer = await ofVisit(exchange, visitId, 'PUT', '/brief', { digest: '0'.repeat(64) });
    expectProblem(answer, 'BRIEF_NOT_ACKNOWLEDGED');
  });

  it('attempts, then what came of it; the same report again changes nothing, and another is refused', async () => {
    const visitId = await allocate();
    await acknowledge(visitId);
    const attempt = { state: 'ATTEMPTED', at: new Date().toISOString(), note: 'Synthetic: nobody in.' };
    for (let i = 0; i < 2; i += 1) expect((await report(visitId, attempt)).status).toBe(200);
    const done = {
      ...DONE,
      at: new Date().toISOString(),
      officialNotice: '2026-02',
      items: [{ how: 'SURRENDERED', item: 'Kitchen knife', disposal: 'DESTROYED' }],
      childSays: 'Synthetic: I was scared.',
      signposted: ['harbour-mentoring'],
    };
    for (let i = 0; i < 2; i += 1) {
      expect((await report(visitId, done)).body).toEqual({ visitId, caseId, state: 'DONE' });
    }
    expectProblem(await report(visitId, { ...done, childSays: 'Synthetic: other.' }), 'ILLEGAL_TRANSITION');
    const { state: _, ...said } = done;
    const read = (await of('GET', '')).body;
    expect(read).toMatchObject({ state: 'DELIVERED', visits: [{ state: 'DONE', result: said }] });
    expect(read.visits[0].attempts).toEqual([{ at: attempt.at, note: attempt.note }]);
    // The child's words are the panel's to read, and stand in no pack.
    expect(textOf(await of('GET', '/pack'))).not.toContain('I was scared');
  });

  it('that it was not done, after which another may be allocated; never that it was allocated anew', async () => {
    const visitId = await allocate();
    expectProblem(await report(visitId, { state: 'NOT_DONE', reason: 'REALLOCATED' }), 'CONTENT_INVALID', ['/reason']);
    expect((await report(visitId, { state: 'NOT_DONE', reason: 'CAPACITY' })).status).toBe(200);
    expect((await of('GET', '')).body.state).toBe('DECIDED');
    await allocate();
  });

  it('no visit of tomorrow, and none from before it was allocated', async () => {
    const visitId = await allocate();
    for (const when of [Date.now() + DAY, Date.now() - DAY]) {
      const body = { state: 'NOT_DONE', reason: 'OTHER', at: new Date(when).toISOString() };
      expectProblem(await report(visitId, body), 'CONTENT_INVALID', ['/at']);
    }
  });

  it('a visit made in time although it is written up after the brief has ended', async () => {
    const visitId = await allocate();
    await acknowledge(visitId);
    const made = new Date().toISOString();
    const answer = await at(exchange, Date.now() + 40 * DAY, () => report(visitId, { ...DONE, at: made }));
    expect(answer.status).toBe(200);
  });
});

describe('a visit is held at once', () => {
  it('by a new reason not to visit, in the very write that brings it, until it is allocated anew', async () => {
    const visitId = await allocate();
    await acknowledge(visitId);
    const answer = await approach({ doNotVisitReason: 'Synthetic: a dog.' });
    expect(answer.status).toBe(200);
    expect(await visits()).toMatchObject([{ state: 'HOLD', hold: { reason: 'DO_NOT_VISIT' } }]);
    const told = (await brief(visitId)).body;
    expect(told).toMatchObject({ state: 'HOLD', hold: 'DO_NOT_VISIT' });
    expect(told.records.approach).toMatchObject([{ doNotVisitReason: 'Synthetic: a dog.' }]);
    await acknowledge(visitId);
    for (const body of [{ state: 'ATTEMPTED' }, DONE, { state: 'NOT_DONE', reason: 'UNSAFE' }]) {
      const refused = await report(visitId, body);
      expectProblem(refused, 'ILLEGAL_TRANSITION');
      expect(refused.body.allowed).toEqual(['REALLOCATE']);
    }
    expectProblem(await of('POST', '/visits', visitFor()), 'ILLEGAL_TRANSITION');
    await decideAgain(exchange, caseId);
    expectProblem(await of('POST', '/visits', visitFor()), 'VISIT_BLOCKED');
    await allocate({ despite: 'Synthetic: the dog is gone.' });
    // The same reason said again holds nothing again.
    await approach({ doNotVisitReason: 'Synthetic: a dog.', safeApproachAdvice: 'Synthetic: ring first.' });
    expect((await visits()).at(-1)?.state).toBe('ALLOCATED');
    await exchange.running.sequence();
    const feed = await exchange.ask(VISITS, { method: 'GET', path: '/v1/feed' });
    expect(feed.body.notices).toContainEqual(expect.objectContaining({ kind: 'VISIT_HELD', visitId }));
  });

  it('by a rule that is no longer met, and by nothing else that a check or a reply says', async () => {
    await allocate();
    await approach({ safeApproachAdvice: 'Synthetic: ring first.' });
    await of('PUT', '/eligibility', { ...NO_CONVICTION, finding: 'NOT_KNOWN' });
    expect(await visits()).toMatchObject([{ state: 'ALLOCATED' }]);
    await of('PUT', '/eligibility', { ...NO_CONVICTION, finding: 'NOT_MET' });
    expect(await visits()).toMatchObject([{ state: 'HOLD', hold: { reason: 'NOT_ELIGIBLE' } }]);
  });

  it('or is not allocated, where the reason and the allocation come at one moment', async () => {
    const [replied, allocated] = await Promise.all([
      approach({ doNotVisitReason: `Synthetic: ${randomUUID()}` }),
      of('POST', '/visits', visitFor()),
    ]);
    expect(replied.status).toBe(200);
    expect([201, 409]).toContain(allocated.status);
    expect((await visits()).filter(({ state }) => state !== 'HOLD')).toEqual([]);
  });

  it('not where it has been made', async () => {
    const visitId = await allocate();
    await acknowledge(visitId);
    await report(visitId, DONE);
    await approach({ doNotVisitReason: 'Synthetic: too late.' });
    expect(await visits()).toMatchObject([{ state: 'DONE' }]);
  });
});

it('of ten reports at once one counts', async () => {
  const visitId = await allocate();
  await acknowledge(visitId);
  const says = (i: number) => report(visitId, { ...DONE, childSays: `Synthetic ${i}.` });
  const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => says(i)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)]);
});
