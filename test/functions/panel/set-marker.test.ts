/** PUT …/investigation and …/strategy-discussion: set and concluded by a named officer, and looked at again by a day. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Visit } from '../../../schemas/store/entities.ts';
import { testExchange } from '../../exchange.ts';
import { become, heldOf } from '../become.ts';
import { nominateFresh } from '../fresh-child.ts';
import {
  attend,
  date,
  decisionOn,
  entriesOf,
  expectProblem,
  meetingIn,
  NO_CONVICTION,
  OFFICER,
  ofCase,
  PANEL,
  screenAndList,
  TRIAGE,
  underWay,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
const CONCLUDED = {
  status: 'CONCLUDED',
  officer: OFFICER,
  outcome: 'Synthetic outcome.',
};
let caseId: string;

beforeEach(async () => {
  caseId = (await nominateFresh(exchange)).answer.body.caseId;
});

const put = (rest: string, body: unknown, id = caseId) =>
  ofCase(exchange, id, 'PUT', rest, body);
const read = async () => (await ofCase(exchange, caseId, 'GET', '')).body;

describe.each([
  ['an investigation', '/investigation', 'investigation'],
  ['a strategy discussion', '/strategy-discussion', 'strategyDiscussion'],
])('%s', (_, rest, name) => {
  it('is set with its officer and the day of its review, and stands in case and pack', async () => {
    const { status, body } = await put(rest, underWay(30));
    expect(status).toBe(200);
    const marker = {
      status: 'ONGOING',
      officer: 'dc-41 (INTELLIGENCE_OFFICER)',
      reviewOn: date(30),
    };
    expect(body).toEqual({ [name]: { ...marker, since: expect.any(String) } });
    expect((await read())[name]).toEqual(body[name]);
    expect((await ofCase(exchange, caseId, 'GET', '/pack')).body[name]).toEqual(
      body[name],
    );
  });

  it('set again has another officer and day, and has been under way since it was first set', async () => {
    const first = (await put(rest, underWay(30))).body[name];
    const again = (
      await put(rest, {
        ...underWay(60),
        officer: { ...OFFICER, practitioner: 'dc-42' },
      })
    ).body[name];
    expect(again).toEqual({
      ...first,
      officer: 'dc-42 (INTELLIGENCE_OFFICER)',
      reviewOn: date(60),
    });
  });

  it('is concluded with its outcome, and may begin anew', async () => {
    const { since } = (await put(rest, underWay())).body[name];
    const concluded = (await put(rest, CONCLUDED)).body[name];
    expect(concluded).toMatchObject({
      status: 'CONCLUDED',
      since,
      outcome: 'Synthetic outcome.',
    });
    expect(concluded.reviewOn).toBeUndefined();
    expect((await put(rest, underWay())).body[name]).toMatchObject({
      status: 'ONGOING',
    });
  });

  it('that is not under way is not concluded', async () => {
    expectProblem(await put(rest, CONCLUDED), 'CONTENT_INVALID', ['/status']);
    await put(rest, underWay());
    await put(rest, CONCLUDED);
    expectProblem(
      await put(rest, { ...CONCLUDED, outcome: 'Another.' }),
      'CONTENT_INVALID',
      ['/status'],
    );
  });

  it('concluded twice in the same words is concluded once', async () => {
    await put(rest, underWay());
    const first = await put(rest, CONCLUDED);
    expect((await put(rest, CONCLUDED)).body).toEqual(first.body);
  });

  it.each([
    ['yesterday', -1, 422],
    ['today', 0, 200],
    ['in 92 days', 92, 200],
    ['in 93 days', 93, 422],
  ])('may be looked at again %s, or not', async (_day, days, status) => {
    const answer = await put(rest, underWay(days));
    expect(answer.status).toBe(status);
    if (status === 422) expectProblem(answer, 'CONTENT_INVALID', ['/reviewOn']);
  });

  it.each([
    ['no officer', { officer: undefined }, '/officer'],
    [
      'an officer by name',
      { officer: { practitioner: 'Canary Wharfinger', role: 'PANEL_CHAIR' } },
      '/officer/practitioner',
    ],
    ['no review', { reviewOn: undefined }, '/reviewOn'],
    ['an outcome before it has one', { outcome: 'Canary.' }, '/outcome'],
    ['a status of its own', { status: 'CANARY' }, '/status'],
  ])('with %s', async (_what, change, pointer) => {
    expectProblem(
      await put(rest, { ...underWay(), ...change }),
      'CONTENT_INVALID',
      [pointer],
    );
  });

  it('of a case that is closed, with what is still allowed', async () => {
    await ofCase(exchange, caseId, 'POST', '/triage', {
      ...TRIAGE,
      continues: false,
    });
    const refused = await put(rest, underWay());
    expectProblem(refused, 'ILLEGAL_TRANSITION');
    expect(refused.body.allowed).toEqual(['REFER', 'FOLLOW_UP']);
  });

  it('is one entry, which holds no outcome', async () => {
    await put(rest, underWay());
    const answer = await put(rest, CONCLUDED);
    const entries = await entriesOf(exchange, answer);
    expect(entries).toMatchObject([
      {
        kept: {
          operation: 'ALTERATION',
          recipient: 'panel:south-bcu',
          case: caseId,
        },
      },
    ]);
    expect(JSON.stringify(entries)).not.toContain('Synthetic outcome');
  });

  it('set by eight at once is one of theirs, and no case is the worse for it', async () => {
    const days = Array.from({ length: 8 }, (_unused, i) => i + 1);
    const answers = await Promise.all(
      days.map((each) => put(rest, underWay(each))),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(days.map(date)).toContain((await read())[name].reviewOn);
  });
});

it('an investigation keeps the panel from selecting and from turning away, and from nothing else', async () => {
  const meetingId = await meetingIn(exchange, 0);
  await put('/eligibility', NO_CONVICTION);
  await put('/eligibility', { ...NO_CONVICTION, rule: 'EVIDENCE_OF_CARRYING' });
  await screenAndList(exchange, caseId, meetingId);
  await put('/eligibility', NO_CONVICTION);
  await attend(exchange, meetingId);
  await put('/investigation', underWay());
  const decide = async (change: object) => {
    const pack = (await ofCase(exchange, caseId, 'GET', '/pack')).body;
    return ofCase(
      exchange,
      caseId,
      'POST',
      '/decisions',
      decisionOn(pack, change),
    );
  };
  const codes = async (change: object) =>
    (await decide(change)).body.blockers?.map(
      ({ code }: { code: string }) => code,
    ) ?? [];
  expect(await codes({})).toContain('INVESTIGATION_ONGOING');
  expect(
    await codes({ outcome: 'EXCLUDE', exclusionReason: 'NO_EVIDENCE' }),
  ).toContain('INVESTIGATION_ONGOING');
  const deferral = {
    outcome: 'DEFER',
    deferralReason: 'ONGOING_INVESTIGATION',
    nextDate: date(14),
  };
  expect((await decide({ ...deferral, acknowledgements: [] })).status).toBe(
    201,
  );
});

describe('a strategy discussion and a visit', () => {
  const visit = (
    state: Visit['state'],
    n: string,
    personId: string,
  ): Visit => ({
    type: 'Visit',
    personId,
    caseId,
    visitId: `visit_${caseId.slice(5, 36)}${n}`,
    version: 3,
    panel: 'south-bcu',
    state,
    officer: { practitioner: 'yeo-1', role: 'YOUTH_ENGAGEMENT_OFFICER' },
    allocatedAt: '2026-11-20T09:00:00.000Z',
    allocatedBy: 'met-police/co-7',
    dueBy: date(5),
    venue: 'HOME',
    acknowledged: [],
    attempts: [],
    expiresAt: '2030-01-01T00:00:00.000Z',
  });
  const withVisits = async (...states: Visit['state'][]): Promise<void> => {
    const { personId } = (await heldOf(exchange, caseId)).case;
    const visits = states.map((state, i) =>
      visit(state, String(i + 1), personId),
    );
    const decided = { state: 'DECIDED' as const, finalDecisionOn: date(0) };
    await become(
      exchange,
      caseId,
      (file) => ({ ...file, visits, case: { ...file.case, ...decided } }),
      visits,
    );
  };
  const states = async () =>
    (await heldOf(exchange, caseId)).visits.map(({ state, hold }) => [
      state,
      hold?.reason,
    ]);

  it('puts on hold every visit that has not been made, and no other, in the same write', async () => {
    await withVisits('ALLOCATED', 'ATTEMPTED', 'DONE', 'NOT_DONE');
    expect((await put('/strategy-discussion', underWay())).status).toBe(200);
    expect(await states()).toEqual([
      ['HOLD', 'STRATEGY_DISCUSSION'],
      ['HOLD', 'STRATEGY_DISCUSSION'],
      ['DONE', undefined],
      ['NOT_DONE', undefined],
    ]);
  });

  it('stands in the worklist as a visit on hold, and no longer as one to be made', async () => {
    await withVisits('ALLOCATED');
    await put('/strategy-discussion', underWay());
    const path = '/v1/worklist?panel=south-bcu&borough=E09000008';
    const rows = (await exchange.ask(PANEL, { method: 'GET', path })).body
      .tasks;
    const mine = rows.filter(
      (row: { caseId: string }) => row.caseId === caseId,
    );
    expect(mine.map(({ kind }: { kind: string }) => kind)).toContain(
      'VISIT_HELD',
    );
    expect(mine.map(({ kind }: { kind: string }) => kind)).not.toContain(
      'VISIT_OVERDUE',
    );
  });

  it('tells the panel and the officer’s agency, and nobody else', async () => {
    await withVisits('ALLOCATED');
    await put('/strategy-discussion', underWay());
    await exchange.running.sequence();
    const heard = async (recipient: string) => {
      const { feeds } = exchange.running.world;
      return (await feeds.read(recipient, -1, 50)).filter(
        ({ visitId }) => visitId === `visit_${caseId.slice(5, 36)}1`,
      );
    };
    expect((await heard('panel:south-bcu')).length).toBeGreaterThan(0);
    expect((await heard('met-police')).length).toBeGreaterThan(0);
    expect(await heard('croydon-yjs')).toEqual([]);
  });

  it('concluded releases none: that is for a new allocation', async () => {
    await withVisits('ALLOCATED');
    await put('/strategy-discussion', underWay());
    await put('/strategy-discussion', CONCLUDED);
    expect(await states()).toEqual([['HOLD', 'STRATEGY_DISCUSSION']]);
  });

  it('an investigation holds none', async () => {
    await withVisits('ALLOCATED');
    await put('/investigation', underWay());
    expect(await states()).toEqual([['ALLOCATED', undefined]]);
  });
});
