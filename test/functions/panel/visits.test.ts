/** Visits: allocated while nothing stands against them, held at once where something does, briefed to one officer alone. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Asked } from '../../../local/client.ts';
import type { Blocker } from '../../../schemas/contract/problems.ts';
import type { VisitView } from '../../../schemas/contract/visits.ts';
import { BOROUGHS } from '../../../schemas/vocabulary/codes.ts';
import { testExchange, textOf } from '../../exchange.ts';
import { type NominationBody, nominateFresh } from '../fresh-child.ts';
import {
  APPROVAL,
  at,
  attend,
  CARE,
  date,
  decideAgain,
  decidedCase,
  decideOn,
  decisionOn,
  entriesOf,
  expectProblem,
  listedCase,
  meetingIn,
  NO_CONVICTION,
  ofCase,
  ofVisit,
  PANEL,
  person,
  reply,
  SLAM,
  screenAndList,
  VISITS,
  visitFor,
  withKey,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
const DAY = 86_400_000;
const SEVENTEEN_AGO = date(-17 * 365);
let turn = 0;
let number: number;
let caseId: string;
let requests: Map<string, string>;

// Each test has a case of its own: what an earlier one decided is decided.
beforeEach(async () => {
  const croydon = exchange.people.filter(
    ({ borough, birthDate }) =>
      borough === BOROUGHS.CROYDON && birthDate > SEVENTEEN_AGO,
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
const brief = (visitId: string, more = {}) =>
  ofVisit(exchange, visitId, 'GET', '/brief', undefined, more);
const acknowledge = async (visitId: string) => {
  const { digest } = (await brief(visitId)).body;
  return ofVisit(exchange, visitId, 'PUT', '/brief', { digest });
};
const report = (visitId: string, body: object, more = {}) =>
  ofVisit(
    exchange,
    visitId,
    'PUT',
    '',
    { at: new Date().toISOString(), ...body },
    more,
  );
const DONE = { state: 'DONE', parentOrCarerSeen: true };
const approach = (fields: object, more = {}) =>
  reply(exchange, YJS, requests.get('croydon-yjs'), {
    kind: 'VIEW',
    approach: fields,
    ...more,
  });
/** What an agency says of the approach before the panel decides: said later, it opens the decision again. */
const said = async (fields: object, more = {}, camhs?: object) => {
  turn += 1;
  const before = async (listed: { requests: Map<string, string> }) => {
    ({ requests } = listed);
    expect((await approach(fields, more)).status).toBe(200);
    if (camhs)
      expect(
        (await reply(exchange, SLAM, requests.get('slam'), camhs)).status,
      ).toBe(200);
  };
  ({ caseId } = await decidedCase(exchange, number, { before }));
};
/** A child who comes of age in so many days, and is included. */
const turning18 = async (days: number): Promise<void> => {
  const [year = '', ...day] = date(days).split('-');
  const birthDate = [Number(year) - 18, ...day].join('-');
  const change = (body: NominationBody) => ({
    ...body,
    subject: { ...body.subject, birthDate },
  });
  caseId = (await nominateFresh(exchange, { change })).answer.body.caseId;
  const meetingId = await meetingIn(exchange, 0);
  await screenAndList(exchange, caseId, meetingId);
  await decideOn(exchange, { caseId, meetingId });
};
const visits = async (): Promise<VisitView[]> =>
  (await of('GET', '')).body.visits;
const blockersOf = ({ body }: Answer) =>
  body.blockers.map(({ code, about }: Blocker) => [code, about]);

describe('a visit is not allocated', () => {
  it('before the panel has decided, nor after it has referred the child elsewhere', async () => {
    const listed = await listedCase(exchange, 19);
    const early = await ofCase(
      exchange,
      listed.caseId,
      'POST',
      '/visits',
      visitFor(),
    );
    expectProblem(early, 'ILLEGAL_TRANSITION');
    const excluded = await decidedCase(exchange, 23, {
      outcome: 'REFER_PARTNER',
    });
    const answer = await ofCase(
      exchange,
      excluded.caseId,
      'POST',
      '/visits',
      visitFor(),
    );
    expectProblem(answer, 'VISIT_BLOCKED');
    expect(blockersOf(answer)).toEqual([['NOT_SELECTED', undefined]]);
  });

  it('against a reason not to visit, unless the panel says why', async () => {
    await said({ doNotVisitReason: 'Synthetic: somebody is in danger there.' });
    const blocked = await of('POST', '/visits', visitFor());
    expectProblem(blocked, 'VISIT_BLOCKED');
    expect(blockersOf(blocked)).toEqual([['DO_NOT_VISIT', 'croydon-yjs']]);
    // The reason itself is in the pack; the refusal does not repeat it.
    expect(textOf(blocked)).not.toContain('in danger there');
    const overrideReason = {
      overrideReason: 'Synthetic: the YJS agreed at the meeting.',
    };
    await allocate(overrideReason);
    expect((await visits()).at(-1)).toMatchObject({
      state: 'ALLOCATED',
      ...overrideReason,
    });
  });

  it('with a reason that overcomes nothing: it would overcome whatever comes', async () => {
    expectProblem(
      await of('POST', '/visits', visitFor({ overrideReason: 'n/a' })),
      'CONTENT_INVALID',
      ['/overrideReason'],
    );
  });

  it('to a day on which the child is 18, whatever the panel says', async () => {
    await turning18(10);
    const blocked = await of(
      'POST',
      '/visits',
      visitFor({ dueBy: date(10), overrideReason: 'Synthetic.' }),
    );
    expect(blockersOf(blocked)).toEqual([['ELIGIBILITY_NOT_MET', 'UNDER_18']]);
    await allocate({ dueBy: date(9) });
  });

  it('to a day that has passed, nor to one on which the officer may not be briefed any more', async () => {
    for (const dueBy of [date(-1), date(29)]) {
      expectProblem(
        await of('POST', '/visits', visitFor({ dueBy })),
        'CONTENT_INVALID',
        ['/dueBy'],
      );
    }
    await allocate({ dueBy: date(28) });
  });

  it('to somebody who is no visiting officer', async () => {
    const officer = { practitioner: 'off-1', role: 'SOCIAL_WORKER' };
    expectProblem(
      await of('POST', '/visits', visitFor({ officer })),
      'CONTENT_INVALID',
      ['/officer/role'],
    );
  });
});

describe('a visit that is allocated', () => {
  it('is one however often the request is repeated, and stands on the worklist until it is made', async () => {
    const key = withKey(randomUUID());
    const first = await of('POST', '/visits', visitFor(), key);
    expect(first.body).toEqual({
      visitId: expect.stringMatching(/^visit_/),
      caseId,
      state: 'ALLOCATED',
    });
    expect((await of('POST', '/visits', visitFor(), key)).body).toEqual(
      first.body,
    );
    expect(await visits()).toHaveLength(1);
  });

  it('anew replaces the one before, whose officer learns nothing more', async () => {
    const before = await allocate();
    expect((await brief(before)).status).toBe(200);
    await allocate({
      officer: { practitioner: 'off-2', role: 'YOUTH_ENGAGEMENT_OFFICER' },
    });
    expect(
      (await visits()).map(({ state, result }) => [state, result?.reason]),
    ).toEqual([
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
  const advice = {
    safeApproachAdvice: 'CANARY-APPROACH',
    recommendedVenue: 'SCHOOL',
  };

  it('holds advice on the approach, field by field by its flow, and nothing else of the child', async () => {
    const health = {
      safeApproachAdvice: 'CANARY-HEALTH',
      needSummary: 'CANARY-NEED',
      knownToService: true,
    };
    const camhs = { kind: 'VIEW', health, approval: APPROVAL };
    await said(
      advice,
      { view: { facts: ['CANARY-FACT'], riskToOthers: 'HIGH' } },
      camhs,
    );
    const visitId = await allocate();
    const answer = await brief(visitId);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      visitId,
      venue: 'SCHOOL',
      acknowledged: false,
      state: 'ALLOCATED',
    });
    expect(answer.body.records).toEqual({
      approach: [
        expect.objectContaining({ originator: 'croydon-yjs', ...advice }),
      ],
      health: [
        {
          originator: 'slam',
          agreement: 'MD-CAMHS-003',
          contributedAt: expect.any(String),
          safeApproachAdvice: 'CANARY-HEALTH',
        },
      ],
    });
    expect(
      answer.body.disclosure.released
        .map(({ flow }: { flow: string }) => flow)
        .sort(),
    ).toEqual(['A27', 'C8']);
    const { givenName, familyName, postcode } = person(exchange, number);
    for (const secret of [
      givenName,
      familyName,
      postcode,
      'CANARY-FACT',
      'CANARY-NEED',
      'HIGH',
      'needSummary',
    ]) {
      expect(textOf(answer)).not.toContain(secret);
    }
    const [entry] = await entriesOf(exchange, answer);
    expect(entry?.kept).toMatchObject({
      recipient: 'visiting-officer',
      purpose: 'VISIT_SAFETY',
      case: caseId,
    });
  });

  it.each([
    ['another officer', { practitioner: 'off-2; role=SAFER_SCHOOLS_OFFICER' }],
    [
      'somebody of the same id in another role',
      { practitioner: 'off-1; role=YOUTH_ENGAGEMENT_OFFICER' },
    ],
    [
      'the panel’s co-ordinator',
      { practitioner: 'coord-1; role=PANEL_COORDINATOR' },
    ],
  ])('is not there for %s', async (_, more) => {
    await said(advice);
    const visitId = await allocate();
    for (const answer of [
      await brief(visitId, more),
      await report(visitId, DONE, more),
    ]) {
      expectProblem(answer, 'NOT_FOUND');
    }
    const { digest } = (await brief(visitId)).body;
    expectProblem(
      await ofVisit(exchange, visitId, 'PUT', '/brief', { digest }, more),
      'NOT_FOUND',
    );
  });

  it('is for no system but the officers’, and for no purpose but their safety', async () => {
    const visitId = await allocate();
    expectProblem(await brief(visitId, { by: YJS }), 'SCOPE_MISSING');
    expectProblem(await brief(visitId, { by: PANEL }), 'SCOPE_MISSING');
    expectProblem(
      await brief(visitId, { purpose: 'PANEL_SELECTION' }),
      'HEADER_INVALID',
    );
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
    const days = (count: number) =>
      at(exchange, Date.now() + count * DAY, () => brief(visitId));
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
    for (const body of [
      { state: 'ATTEMPTED' },
      DONE,
      { ...DONE, state: 'DECLINED', by: 'CHILD' },
    ]) {
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
    const answer = await ofVisit(exchange, visitId, 'PUT', '/brief', {
      digest: '0'.repeat(64),
    });
    expectProblem(answer, 'BRIEF_NOT_ACKNOWLEDGED');
  });

  it('attempts, then what came of it; the same report again changes nothing, and another is refused', async () => {
    const visitId = await allocate();
    await acknowledge(visitId);
    const attempt = {
      state: 'ATTEMPTED',
      at: new Date().toISOString(),
      note: 'Synthetic: nobody in.',
    };
    for (let i = 0; i < 2; i += 1)
      expect((await report(visitId, attempt)).status).toBe(200);
    const done = {
      ...DONE,
      at: new Date().toISOString(),
      officialNotice: '2026-02',
      items: [
        { how: 'SURRENDERED', item: 'Kitchen knife', disposal: 'DESTROYED' },
      ],
      childSays: 'Synthetic: I was scared.',
      signposted: ['harbour-mentoring'],
    };
    for (let i = 0; i < 2; i += 1) {
      expect((await report(visitId, done)).body).toEqual({
        visitId,
        caseId,
        state: 'DONE',
      });
    }
    expectProblem(
      await report(visitId, { ...done, childSays: 'Synthetic: other.' }),
      'ILLEGAL_TRANSITION',
    );
    const { state: _, ...said } = done;
    const read = (await of('GET', '')).body;
    expect(read).toMatchObject({
      state: 'DELIVERED',
      visits: [{ state: 'DONE', result: said }],
    });
    expect(read.visits[0].attempts).toEqual([
      { at: attempt.at, note: attempt.note },
    ]);
    // The child's words are the panel's to read, and stand in no pack.
    expect(textOf(await of('GET', '/pack'))).not.toContain('I was scared');
  });

  it('that it was not done, after which another may be allocated; never that it was allocated anew', async () => {
    const visitId = await allocate();
    expectProblem(
      await report(visitId, { state: 'NOT_DONE', reason: 'REALLOCATED' }),
      'CONTENT_INVALID',
      ['/reason'],
    );
    expect(
      (await report(visitId, { state: 'NOT_DONE', reason: 'CAPACITY' })).status,
    ).toBe(200);
    expect((await of('GET', '')).body.state).toBe('DECIDED');
    await allocate();
  });

  it('no visit of tomorrow, and none from before it was allocated', async () => {
    const visitId = await allocate();
    for (const when of [Date.now() + DAY, Date.now() - DAY]) {
      const body = {
        state: 'NOT_DONE',
        reason: 'OTHER',
        at: new Date(when).toISOString(),
      };
      expectProblem(await report(visitId, body), 'CONTENT_INVALID', ['/at']);
    }
  });

  it('a visit made in time although it is written up after the brief has ended', async () => {
    const visitId = await allocate();
    await acknowledge(visitId);
    const made = new Date().toISOString();
    const answer = await at(exchange, Date.now() + 40 * DAY, () =>
      report(visitId, { ...DONE, at: made }),
    );
    expect(answer.status).toBe(200);
  });
});

describe('nothing that happened is lost', () => {
  const minutes = (count: number) =>
    new Date(Date.now() + count * 60_000).toISOString();
  const inHours = <T>(hours: number, work: () => Promise<T>) =>
    at(exchange, Date.now() + hours * 3_600_000, work);

  it('but a brief that is read after the visit was not read before it, unless the officer says so', async () => {
    const visitId = await allocate();
    await inHours(8, async () => {
      expect((await acknowledge(visitId)).status).toBe(200);
      expectProblem(
        await report(visitId, { ...DONE, at: minutes(60) }),
        'BRIEF_NOT_ACKNOWLEDGED',
      );
      const overrideReason = 'Synthetic: no signal at the school.';
      expect(
        (await report(visitId, { ...DONE, at: minutes(60), overrideReason }))
          .status,
      ).toBe(200);
      expect(await visits()).toMatchObject([
        { state: 'DONE', result: { overrideReason } },
      ]);
    });
  });

  it('by advice that came after it, read or not: the brief is the one that stood then', async () => {
    const visitId = await allocate();
    expect((await acknowledge(visitId)).status).toBe(200);
    await inHours(3, async () => {
      expect(
        (await approach({ safeApproachAdvice: 'Synthetic: ring first.' }))
          .status,
      ).toBe(200);
      expect((await acknowledge(visitId)).status).toBe(200);
      expect((await report(visitId, { ...DONE, at: minutes(60) })).status).toBe(
        200,
      );
    });
  });

  it('by a hold that came after it; what was done against one is done, and says why', async () => {
    const visitId = await allocate();
    expect((await acknowledge(visitId)).status).toBe(200);
    await inHours(3, async () => {
      expect(
        (await approach({ doNotVisitReason: 'Synthetic: a dog.' })).status,
      ).toBe(200);
      const attempt = { state: 'ATTEMPTED', at: minutes(50) };
      expect((await report(visitId, attempt)).body.state).toBe('HOLD');
      expect(await visits()).toMatchObject([
        { state: 'HOLD', attempts: [{ at: attempt.at }] },
      ]);
      const items = [
        { how: 'SURRENDERED', item: 'Kitchen knife', disposal: 'DESTROYED' },
      ];
      expectProblem(
        await report(visitId, { ...DONE, items, at: minutes(180) }),
        'ILLEGAL_TRANSITION',
      );
      expect(
        (await report(visitId, { ...DONE, items, at: minutes(60) })).body.state,
      ).toBe('DONE');
      expect((await of('GET', '')).body).toMatchObject({
        state: 'DELIVERED',
        visits: [{ result: { items } }],
      });
    });
  });

  it('against a hold', async () => {
    const visitId = await allocate();
    await approach({ doNotVisitReason: 'Synthetic: a dog.' });
    expectProblem(await report(visitId, DONE), 'ILLEGAL_TRANSITION');
    const overrideReason = 'Synthetic: I was at the door when it came.';
    expect(
      (await report(visitId, { ...DONE, overrideReason })).body.state,
    ).toBe('DONE');
  });

  it('by a visit that the panel had ended, of which the officer had not heard; nor by two who went', async () => {
    const first = await allocate();
    expect((await acknowledge(first)).status).toBe(200);
    const second = await allocate({
      officer: { practitioner: 'off-2', role: 'YOUTH_ENGAGEMENT_OFFICER' },
    });
    const other = { practitioner: 'off-2; role=YOUTH_ENGAGEMENT_OFFICER' };
    const { digest } = (await brief(second, other)).body;
    expect(
      (await ofVisit(exchange, second, 'PUT', '/brief', { digest }, other))
        .status,
    ).toBe(200);
    expect((await report(second, DONE, other)).status).toBe(200);
    expectProblem(await report(first, DONE), 'ILLEGAL_TRANSITION');
    expect(
      (
        await report(first, {
          ...DONE,
          overrideReason: 'Synthetic: I was not told.',
        })
      ).status,
    ).toBe(200);
    expect((await visits()).map(({ state }) => state)).toEqual([
      'DONE',
      'DONE',
    ]);
    await exchange.running.sequence();
    const feed = await exchange.ask(VISITS, {
      method: 'GET',
      path: '/v1/feed?limit=100',
    });
    expect(feed.body.notices).toContainEqual(
      expect.objectContaining({ kind: 'VISIT_HELD', visitId: first }),
    );
  });

  it('by another allocation: whoever was to go instead need not any more', async () => {
    const first = await allocate();
    expect((await acknowledge(first)).status).toBe(200);
    await inHours(3, async () => {
      await allocate({
        officer: { practitioner: 'off-2', role: 'YOUTH_ENGAGEMENT_OFFICER' },
      });
      expect((await report(first, { ...DONE, at: minutes(60) })).status).toBe(
        200,
      );
      expect((await visits()).map(({ state }) => state)).toEqual([
        'DONE',
        'NOT_DONE',
      ]);
    });
  });
});

describe('when the child comes of age before the visit', () => {
  it('there is no brief any more, and so no visit; that it was not made can be said', async () => {
    await turning18(5);
    const visitId = await allocate({ dueBy: date(4) });
    expect((await acknowledge(visitId)).status).toBe(200);
    await at(exchange, Date.parse(`${date(5)}T12:00:00Z`), async () => {
      expectProblem(await brief(visitId), 'NOT_FOUND');
      const when = `${date(5)}T11:00:00.000Z`;
      for (const body of [{ state: 'ATTEMPTED' }, DONE]) {
        expectProblem(
          await report(visitId, { ...body, at: when }),
          'BRIEF_NOT_ACKNOWLEDGED',
        );
      }
      expect(
        (
          await report(visitId, {
            state: 'NOT_DONE',
            reason: 'OTHER',
            at: when,
          })
        ).status,
      ).toBe(200);
    });
  });

  it('the panel can close the case, which ends the visit', async () => {
    await turning18(5);
    await allocate({ dueBy: date(4) });
    const close = {
      kind: 'CLOSE',
      reason: 'Synthetic.',
      officer: { practitioner: 'dc-1', role: 'PANEL_CHAIR' },
    };
    expectProblem(await of('POST', '/outcomes', close), 'CONTENT_INVALID', [
      '/kind',
    ]);
    await at(exchange, Date.parse(`${date(5)}T12:00:00Z`), async () =>
      expect((await of('POST', '/outcomes', close)).body).toEqual({
        caseId,
        state: 'CLOSED',
      }),
    );
    expect(await visits()).toMatchObject([
      { state: 'NOT_DONE', result: { reason: 'OF_AGE' } },
    ]);
  });

  it('what was done the day before can still be written up', async () => {
    await turning18(5);
    const visitId = await allocate({ dueBy: date(4) });
    expect((await acknowledge(visitId)).status).toBe(200);
    await at(exchange, Date.parse(`${date(5)}T12:00:00Z`), async () =>
      expect(
        (await report(visitId, { ...DONE, at: `${date(4)}T15:00:00.000Z` }))
          .status,
      ).toBe(200),
    );
  });
});

describe('a decision that is taken again', () => {
  /** A late reply opens it. */
  const again = async (change: object): Promise<string> => {
    const visitId = await allocate();
    expect((await acknowledge(visitId)).status).toBe(200);
    await reply(exchange, CARE, requests.get('croydon-social-care'), {
      kind: 'NOTHING_HELD',
    });
    const meetingId = await meetingIn(exchange, 0);
    expect((await of('PUT', '/listing', { meetingId })).status).toBe(200);
    await attend(exchange, meetingId);
    const pack = (await of('GET', '/pack')).body;
    expect(
      (await of('POST', '/decisions', decisionOn(pack, change))).status,
    ).toBe(201);
    return visitId;
  };

  it('and does not select the child ends the visit, and the officer is told', async () => {
    const visitId = await again({ outcome: 'REFER_PARTNER' });
    expect(await visits()).toMatchObject([
      { state: 'NOT_DONE', result: { reason: 'NOT_SELECTED' } },
    ]);
    expectProblem(await brief(visitId), 'NOT_FOUND');
    expectProblem(await report(visitId, DONE), 'ILLEGAL_TRANSITION');
    await exchange.running.sequence();
    const feed = await exchange.ask(VISITS, {
      method: 'GET',
      path: '/v1/feed?limit=100',
    });
    expect(feed.body.notices).toContainEqual(
      expect.objectContaining({ kind: 'VISIT_HELD', visitId }),
    );
    const close = {
      kind: 'CLOSE',
      reason: 'Synthetic.',
      officer: { practitioner: 'dc-1', role: 'PANEL_CHAIR' },
    };
    expect((await of('POST', '/outcomes', close)).status).toBe(201);
  });

  it('and puts it off holds the visit', async () => {
    const deferral = {
      outcome: 'DEFER',
      deferralReason: 'INSUFFICIENT_INFORMATION',
      nextDate: date(7),
    };
    const visitId = await again(deferral);
    expect(await visits()).toMatchObject([
      { state: 'HOLD', hold: { reason: 'DEFERRED' } },
    ]);
    expectProblem(await report(visitId, DONE), 'ILLEGAL_TRANSITION');
  });

  it('and selects the child again leaves it', async () => {
    const visitId = await again({ outcome: 'INCLUDE' });
    expect((await report(visitId, DONE)).status).toBe(200);
  });
});

describe('a visit is held at once', () => {
  it('by a new reason not to visit, in the very write that brings it, until it is allocated anew', async () => {
    const visitId = await allocate();
    await acknowledge(visitId);
    const answer = await approach({ doNotVisitReason: 'Synthetic: a dog.' });
    expect(answer.status).toBe(200);
    expect(await visits()).toMatchObject([
      { state: 'HOLD', hold: { reason: 'DO_NOT_VISIT' } },
    ]);
    const told = (await brief(visitId)).body;
    expect(told).toMatchObject({ state: 'HOLD', hold: 'DO_NOT_VISIT' });
    expect(told.records.approach).toMatchObject([
      { doNotVisitReason: 'Synthetic: a dog.' },
    ]);
    await acknowledge(visitId);
    for (const body of [{ state: 'ATTEMPTED' }, DONE]) {
      const refused = await report(visitId, body);
      expectProblem(refused, 'ILLEGAL_TRANSITION');
      expect(refused.body.allowed).toEqual(['NOT_DONE', 'REALLOCATE']);
    }
    expectProblem(
      await of('POST', '/visits', visitFor()),
      'ILLEGAL_TRANSITION',
    );
    await decideAgain(exchange, caseId);
    expectProblem(await of('POST', '/visits', visitFor()), 'VISIT_BLOCKED');
    await allocate({ overrideReason: 'Synthetic: the dog is gone.' });
    // The same reason said again holds nothing again.
    await approach({
      doNotVisitReason: 'Synthetic: a dog.',
      safeApproachAdvice: 'Synthetic: ring first.',
    });
    expect((await visits()).at(-1)?.state).toBe('ALLOCATED');
    await exchange.running.sequence();
    const feed = await exchange.ask(VISITS, {
      method: 'GET',
      path: '/v1/feed',
    });
    expect(feed.body.notices).toContainEqual(
      expect.objectContaining({ kind: 'VISIT_HELD', visitId }),
    );
  });

  it('by a rule that is no longer met, and by nothing else that a check or a reply says', async () => {
    await allocate();
    await approach({ safeApproachAdvice: 'Synthetic: ring first.' });
    await of('PUT', '/eligibility', { ...NO_CONVICTION, finding: 'NOT_KNOWN' });
    expect(await visits()).toMatchObject([{ state: 'ALLOCATED' }]);
    await of('PUT', '/eligibility', { ...NO_CONVICTION, finding: 'NOT_MET' });
    expect(await visits()).toMatchObject([
      { state: 'HOLD', hold: { reason: 'NOT_ELIGIBLE' } },
    ]);
  });

  it('by what is said of the child in another case, whose pack tells that there is a visit', async () => {
    await allocate();
    const again = await exchange.nominate(person(exchange, number));
    const second = again.body.caseId;
    expect(second).not.toBe(caseId);
    await screenAndList(exchange, second, await meetingIn(exchange, 7));
    const pack = await ofCase(exchange, second, 'GET', '/pack');
    expect(pack.body.otherCases).toMatchObject([
      { caseId, state: 'DECIDED', outcome: 'INCLUDE', visit: 'ALLOCATED' },
    ]);
    const weighed = {
      ...NO_CONVICTION,
      rule: 'EVIDENCE_OF_CARRYING',
      finding: 'NOT_MET',
    };
    expect(
      (await ofCase(exchange, second, 'PUT', '/eligibility', weighed)).status,
    ).toBe(200);
    expect(await visits()).toMatchObject([{ state: 'ALLOCATED' }]);
    const ongoing = {
      status: 'ONGOING',
      officer: { practitioner: 'dc-1', role: 'PANEL_CHAIR' },
      reviewOn: date(7),
    };
    expect(
      (await ofCase(exchange, second, 'PUT', '/strategy-discussion', ongoing))
        .status,
    ).toBe(200);
    expect(await visits()).toMatchObject([
      { state: 'HOLD', hold: { reason: 'STRATEGY_DISCUSSION' } },
    ]);
    expect(blockersOf(await of('POST', '/visits', visitFor()))).toEqual([
      ['STRATEGY_DISCUSSION', undefined],
    ]);
    const { store, clock } = exchange.running.world;
    const tasks = await store.tasks(
      'south-bcu',
      BOROUGHS.CROYDON,
      '2999-01-01T00:00:00.000Z',
      clock(),
    );
    const mine = tasks
      .filter((task) => task.caseId === caseId)
      .map(({ kind }) => kind);
    expect(mine).toContain('VISIT_HELD');
    expect(mine).not.toContain('VISIT_OVERDUE');
  });

  it('or is not allocated, where the reason and the allocation come at one moment', async () => {
    const [replied, allocated] = await Promise.all([
      approach({ doNotVisitReason: `Synthetic: ${randomUUID()}` }),
      of('POST', '/visits', visitFor()),
    ]);
    expect(replied.status).toBe(200);
    expect([201, 409]).toContain(allocated.status);
    expect((await visits()).filter(({ state }) => state !== 'HOLD')).toEqual(
      [],
    );
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
  const says = (i: number) =>
    report(visitId, { ...DONE, childSays: `Synthetic ${i}.` });
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, i) => says(i)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([
    200,
    ...Array(9).fill(409),
  ]);
});
