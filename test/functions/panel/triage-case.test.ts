/** POST /v1/cases/{id}/triage: a duty to refer waits for no meeting; a fact ends the matter, and what is not known does not. */
import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { quarterOf } from '../../../rules/statistics/quarter.ts';
import { workingDaysAfter } from '../../../rules/time/working-days.ts';
import type { Visit } from '../../../schemas/store/entities.ts';
import { BOROUGHS } from '../../../schemas/vocabulary/codes.ts';
import { testExchange, textOf } from '../../exchange.ts';
import { become, heldOf } from '../become.ts';
import {
  type Fresh,
  type NominationBody,
  nominateFresh,
} from '../fresh-child.ts';
import {
  at,
  date,
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
  withKey,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
const SAFEGUARDING = {
  ...TRIAGE,
  outcome: 'REFER_SAFEGUARDING',
  route: 'SECTION_47',
};
const NOT_ELIGIBLE = {
  outcome: 'NOT_ELIGIBLE_ON_FACTS',
  officer: OFFICER,
  reason: 'Synthetic.',
};

const opened = async (fresh: Fresh = {}): Promise<string> =>
  (await nominateFresh(exchange, fresh)).answer.body.caseId;
const triage = (caseId: string, body: object, more = {}) =>
  ofCase(exchange, caseId, 'POST', '/triage', body, more);
const read = async (caseId: string) =>
  (await ofCase(exchange, caseId, 'GET', '')).body;
const referralsOf = async (caseId: string) =>
  (await heldOf(exchange, caseId)).referrals;
const inbox = async (agency: string): Promise<{ referralId: string }[]> => {
  const { client, names } = exchange.running.database;
  const { QueryCommand } = await import('@aws-sdk/lib-dynamodb');
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: names.exchange,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `REFERRALS#${agency}` },
    }),
  );
  return Items as { referralId: string }[];
};

describe('a referral goes to the service of the borough in which the child lives, and to no other', () => {
  it.each([
    ['REFER_YJS', BOROUGHS.CROYDON, 'croydon-yjs', 'MD-SBCU-001'],
    ['REFER_YJS', BOROUGHS.BROMLEY, 'bromley-yjs', 'MD-SBCU-001'],
    ['REFER_YJS', BOROUGHS.SUTTON, 'sutton-yjs', 'MD-SUT-004'],
    [
      'REFER_SAFEGUARDING',
      BOROUGHS.CROYDON,
      'croydon-social-care',
      'MD-SBCU-001',
    ],
    [
      'REFER_SAFEGUARDING',
      BOROUGHS.BROMLEY,
      'bromley-social-care',
      'MD-SBCU-001',
    ],
  ] as const)(
    '%s of a child of %s to %s',
    async (outcome, borough, agency, agreement) => {
      const caseId = await opened({ borough });
      const { status, body } = await triage(
        caseId,
        outcome === 'REFER_YJS' ? TRIAGE : SAFEGUARDING,
      );
      expect(status).toBe(201);
      expect(body).toMatchObject({
        caseId,
        state: 'NOMINATED',
        referralRoute: 'EXCHANGE',
        referredTo: agency,
      });
      expect(await referralsOf(caseId)).toMatchObject([
        {
          referralId: body.referralId,
          agency,
          agreement,
          serviceId: agency,
          state: 'SENT',
          kind: 'REFERRED',
          records: [],
        },
      ]);
      expect(
        (await inbox(agency)).map(({ referralId }) => referralId),
      ).toContain(body.referralId);
    },
  );

  it('on the duty that it rests on', async () => {
    const caseId = await opened();
    await triage(caseId, TRIAGE);
    await triage(caseId, SAFEGUARDING);
    const bases = (await referralsOf(caseId)).map(({ need, basis }) => [
      need,
      basis,
    ]);
    expect(bases.sort()).toEqual([
      ['SAFEGUARDING', 'SAFEGUARDING_DUTY'],
      ['YOUTH_JUSTICE', 'LEGAL_DUTY'],
    ]);
  });

  it('Sutton’s social care has signed nothing: it is recorded as to be sent outside, and says so', async () => {
    const caseId = await opened({ borough: BOROUGHS.SUTTON });
    const { body } = await triage(caseId, SAFEGUARDING);
    expect(body).toMatchObject({ referralRoute: 'OUTSIDE' });
    expect(body.referredTo).toBeUndefined();
    const [referral] = await referralsOf(caseId);
    expect(referral).toMatchObject({
      serviceId: 'safeguarding-outside-exchange',
      state: 'SENT',
    });
    expect([referral?.agency, referral?.agreement]).toEqual([
      undefined,
      undefined,
    ]);
    expect(await inbox('sutton-social-care')).toEqual([]);
  });

  it('nor to a service from which the police keep the child', async () => {
    const handling = { code: 'C' as const, recipients: ['panel:south-bcu'] };
    const caseId = await opened({ change: (body) => ({ ...body, handling }) });
    expect((await triage(caseId, TRIAGE)).body).toMatchObject({
      referralRoute: 'OUTSIDE',
    });
  });

  it('names no child where it waits for its agency', async () => {
    const { answer, body } = await nominateFresh(exchange);
    await triage(answer.body.caseId, TRIAGE);
    const waiting = JSON.stringify(await inbox('croydon-yjs'));
    for (const secret of [
      body.subject.givenName,
      body.subject.birthDate,
      body.incident.incidentSummary,
    ]) {
      expect(waiting).not.toContain(secret);
    }
  });
});

describe('it is due', () => {
  it('when the clock of confirmed possession lapses; that it was sent does not stop the clock', async () => {
    const caseId = await opened({ incidentType: 'INC_CONFIRMED' });
    await triage(caseId, TRIAGE);
    expect((await referralsOf(caseId))[0]?.dueBy).toBe(
      workingDaysAfter(date(0), 1),
    );
    expect((await read(caseId)).clock.state).not.toBe('STOPPED');
  });

  it('on the next working day, where no clock runs', async () => {
    const caseId = await opened();
    await triage(caseId, SAFEGUARDING);
    expect((await referralsOf(caseId))[0]?.dueBy).toBe(
      workingDaysAfter(date(0), 1),
    );
  });
});

describe('it needs no meeting, no pack, no quorum, and waits for nothing', () => {
  it.each(['NOMINATED', 'SCREENED', 'LISTED'])(
    'of a case that is %s, also during an investigation',
    async (state) => {
      const caseId = await opened();
      if (state === 'SCREENED')
        await ofCase(exchange, caseId, 'PUT', '/eligibility', NO_CONVICTION);
      if (state === 'LISTED')
        await screenAndList(exchange, caseId, await meetingIn(exchange, 7));
      expect(
        (await ofCase(exchange, caseId, 'PUT', '/investigation', underWay()))
          .status,
      ).toBe(200);
      expect((await triage(caseId, TRIAGE)).body.state).toBe(state);
      expect((await read(caseId)).triage).toMatchObject([
        {
          outcome: 'REFER_YJS',
          continues: true,
          officer: 'dc-41 (INTELLIGENCE_OFFICER)',
        },
      ]);
    },
  );
});

describe('a duty to refer that arises after the decision', () => {
  it.each(['DECIDED', 'DELIVERED'] as const)(
    'of a case that is %s waits for nothing either, and takes it nowhere',
    async (state) => {
      const caseId = await opened();
      await become(exchange, caseId, (file) => ({
        ...file,
        case: { ...file.case, state },
      }));
      expect((await triage(caseId, SAFEGUARDING)).body).toMatchObject({
        state,
        referralRoute: 'EXCHANGE',
      });
      expect((await referralsOf(caseId))[0]?.dueBy).toBe(
        workingDaysAfter(date(0), 1),
      );
      const away = await triage(caseId, { ...SAFEGUARDING, continues: false });
      expectProblem(away, 'ILLEGAL_TRANSITION');
      expect(away.body.allowed).toContain('TRIAGE');
      expect(
        (
          await ofCase(
            exchange,
            caseId,
            'PUT',
            '/strategy-discussion',
            underWay(),
          )
        ).status,
      ).toBe(200);
    },
  );
});

describe('where the panel does not go on', () => {
  it('the case is closed on that day, with its reason and the day on which it is erased', async () => {
    const caseId = await opened();
    expect(
      (await triage(caseId, { ...TRIAGE, continues: false })).body.state,
    ).toBe('CLOSED');
    expect(await read(caseId)).toMatchObject({
      state: 'CLOSED',
      closedOn: date(0),
      closingReason: 'Synthetic.',
    });
    const { expiresAt } = (await heldOf(exchange, caseId)).case;
    const months = (Date.parse(expiresAt) - Date.now()) / 86_400_000 / 30.5;
    expect(months).toBeGreaterThan(5.8);
    expect(months).toBeLessThan(6.2);
  });

  it('nobody is asked any longer, and another nomination opens another case', async () => {
    const { answer, body } = await nominateFresh(exchange);
    const { caseId } = answer.body;
    await screenAndList(exchange, caseId, await meetingIn(exchange, 7));
    const asked = (await ofCase(exchange, caseId, 'POST', '/view-requests', {}))
      .body.viewRequests;
    await triage(caseId, { ...TRIAGE, continues: false });
    const listed = await exchange.ask('croydon-yjs-case-system', {
      method: 'GET',
      path: '/v1/view-requests',
    });
    const mine = listed.body.viewRequests.filter(
      (each: { caseId: string }) => each.caseId === caseId,
    );
    expect(asked.length).toBeGreaterThan(0);
    expect(
      mine.every(({ state }: { state: string }) => state === 'CLOSED'),
    ).toBe(true);
    const again = await exchange.nominate(
      exchange.people[0] as never,
      () => body,
    );
    expect(again.status).toBe(201);
    expect(again.body.caseId).not.toBe(caseId);
  });
});

it('it is counted, and the referral with it, in codes that lead to no child', async () => {
  const caseId = await opened();
  const answer = await triage(caseId, { ...SAFEGUARDING, officerMinutes: 15 });
  const { world } = exchange.running;
  const tallies = await world.store.tallies(
    'south-bcu',
    quarterOf(date(0)),
    world.clock(),
  );
  const facts = tallies.map((each) => each.facts);
  const triaged = {
    outcome: 'REFER_SAFEGUARDING',
    borough: 'E09000008',
    step: 'TRIAGE',
    minutes: 15,
  };
  expect(facts).toContainEqual(
    expect.objectContaining({ ...triaged, sex: expect.any(String) }),
  );
  expect(facts).toContainEqual({ steps: ['DUTY/MADE'], borough: 'E09000008' });
  for (const id of [caseId, answer.body.triageId, answer.body.referralId]) {
    expect(JSON.stringify(tallies)).not.toContain(id);
  }
});

describe('a child who comes of age meanwhile', () => {
  const ofAgeTomorrow = (body: NominationBody) => {
    const [year = '', ...day] = date(1).split('-');
    return {
      ...body,
      subject: {
        ...body.subject,
        birthDate: [Number(year) - 18, ...day].join('-'),
      },
    };
  };
  const ended = { ...NOT_ELIGIBLE, rule: 'UNDER_18' };
  let caseId: string;
  let meetingId: string;
  beforeEach(async () => {
    caseId = await opened({ change: ofAgeTomorrow });
    meetingId = await meetingIn(exchange, 3);
    await screenAndList(exchange, caseId, meetingId);
  });
  const tomorrow = <T>(work: () => Promise<T>) =>
    at(exchange, Date.parse(`${date(1)}T12:00:00Z`), work);

  it('is nobody of whom the panel reads, and the case can be ended all the same', async () => {
    await tomorrow(async () => {
      for (const rest of ['', '/pack'])
        expectProblem(await ofCase(exchange, caseId, 'GET', rest), 'NOT_FOUND');
      const answer = await triage(caseId, ended);
      expect(answer.status).toBe(201);
      expect(answer.body).toEqual({
        triageId: answer.body.triageId,
        caseId,
        state: 'CLOSED',
      });
      const meeting = await exchange.ask(PANEL, {
        method: 'GET',
        path: `/v1/meetings/${meetingId}`,
      });
      expect(meeting.body.agenda).toEqual([]);
    });
  });

  it('is referred to nobody any more, and to no other purpose is there a case', async () => {
    await tomorrow(async () => {
      expectProblem(await triage(caseId, TRIAGE), 'NOT_FOUND');
      expectProblem(
        await triage(caseId, ended, { purpose: 'REFERRAL' }),
        'NOT_FOUND',
      );
      expectProblem(
        await triage(caseId, ended, { agreement: 'MD-SUT-004' }),
        'NOT_FOUND',
      );
    });
    expect((await read(caseId)).state).toBe('LISTED');
  });
});

describe('NOT_ELIGIBLE_ON_FACTS', () => {
  it('ends the matter where the rule stands as not met', async () => {
    const caseId = await opened();
    await ofCase(exchange, caseId, 'PUT', '/eligibility', {
      ...NO_CONVICTION,
      finding: 'NOT_MET',
    });
    const { body } = await triage(caseId, {
      ...NOT_ELIGIBLE,
      rule: 'NO_WEAPON_CONVICTION',
    });
    expect(body).toMatchObject({ state: 'CLOSED' });
    expect(body.referralId).toBeUndefined();
    expect((await read(caseId)).triage).toMatchObject([
      { rule: 'NO_WEAPON_CONVICTION', continues: false },
    ]);
  });

  it.each(['MET', 'NOT_KNOWN'])(
    'ends nothing where it stands as %s',
    async (finding) => {
      const caseId = await opened();
      await ofCase(exchange, caseId, 'PUT', '/eligibility', {
        ...NO_CONVICTION,
        finding,
      });
      const refused = await triage(caseId, {
        ...NOT_ELIGIBLE,
        rule: 'NO_WEAPON_CONVICTION',
      });
      expectProblem(refused, 'CONTENT_INVALID', ['/rule']);
      expect((await read(caseId)).state).toBe('SCREENED');
    },
  );

  it('says which rule, and nothing of going on', async () => {
    const caseId = await opened();
    expectProblem(await triage(caseId, NOT_ELIGIBLE), 'CONTENT_INVALID', [
      '/rule',
    ]);
    const both = { ...NOT_ELIGIBLE, rule: 'UNDER_18', continues: true };
    expectProblem(await triage(caseId, both), 'CONTENT_INVALID', [
      '/continues',
    ]);
  });
});

describe('it is refused', () => {
  it('to end a matter whose visit is still to be made, of a case that is to be decided again', async () => {
    const caseId = await opened();
    const { personId } = (await heldOf(exchange, caseId)).case;
    const visit: Visit = {
      type: 'Visit',
      ...{
        personId,
        caseId,
        visitId: `visit_${caseId.slice(5)}`,
        version: 1,
        panel: 'south-bcu',
        state: 'ALLOCATED',
      },
      officer: { practitioner: 'yeo-1', role: 'YOUTH_ENGAGEMENT_OFFICER' },
      ...{
        allocatedAt: '2026-11-20T09:00:00.000Z',
        allocatedBy: 'met-police/co-7',
        dueBy: date(5),
        venue: 'HOME',
      },
      ...{
        acknowledged: [],
        attempts: [],
        expiresAt: '2030-01-01T00:00:00.000Z',
      },
    };
    await become(
      exchange,
      caseId,
      (file) => ({ ...file, case: { ...file.case, state: 'LISTED' } }),
      [visit],
    );
    expectProblem(
      await triage(caseId, { ...TRIAGE, continues: false }),
      'CONTENT_INVALID',
      ['/outcome'],
    );
    expect((await triage(caseId, TRIAGE)).status).toBe(201);
  });

  it('of a case that is closed, with what is still allowed', async () => {
    const caseId = await opened();
    await triage(caseId, { ...TRIAGE, continues: false });
    const refused = await triage(caseId, TRIAGE);
    expectProblem(refused, 'ILLEGAL_TRANSITION');
    expect(refused.body.allowed).toEqual(['REFER', 'FOLLOW_UP']);
  });

  it.each([
    ['no officer', { officer: undefined }, '/officer'],
    [
      'an officer by name',
      { officer: { practitioner: 'Canary Wharfinger', role: 'PANEL_CHAIR' } },
      '/officer/practitioner',
    ],
    ['no reason', { reason: undefined }, '/reason'],
    [
      'no word on whether the panel goes on',
      { continues: undefined },
      '/continues',
    ],
    ['a route without safeguarding', { route: 'MASH' }, '/route'],
    ['a score', { score: 9 }, '/score'],
  ])('with %s', async (_, change, pointer) => {
    expectProblem(
      await triage(await opened(), { ...TRIAGE, ...change }),
      'CONTENT_INVALID',
      [pointer],
    );
  });
});

describe('once', () => {
  let caseId: string;
  beforeAll(async () => {
    caseId = await opened();
  });

  it('with one key it is one referral, however often it is sent and by how many at once', async () => {
    const key = withKey(randomUUID());
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => triage(caseId, TRIAGE, key)),
    );
    expect(
      new Set(
        answers.map((answer) => JSON.stringify([answer.status, answer.body])),
      ).size,
    ).toBe(1);
    expect(await referralsOf(caseId)).toHaveLength(1);
    expectProblem(
      await triage(caseId, { ...TRIAGE, continues: false }, key),
      'IDEMPOTENCY_KEY_REUSED',
    );
  });

  it('it is one entry, to the panel, which holds neither child nor reason', async () => {
    const reason = 'A reason nobody else may read.';
    const answer = await triage(caseId, { ...TRIAGE, reason });
    const entries = await entriesOf(exchange, answer);
    expect(entries).toMatchObject([
      {
        kept: {
          operation: 'DISCLOSURE',
          recipient: 'panel:south-bcu',
          case: caseId,
        },
      },
    ]);
    expect(JSON.stringify(entries)).not.toContain(reason);
    expect(textOf(answer)).not.toContain(reason);
  });
});
