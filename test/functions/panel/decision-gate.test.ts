/** What the gate looks at beside the pack: the day, the room, and what the panel was given before. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../local/client.ts';
import { testExchange, textOf } from '../../exchange.ts';
import { type NominationBody, nominateFresh } from '../fresh-child.ts';
import {
  at,
  attend,
  date,
  decisionOn,
  expectProblem,
  HEALTH_VIEW,
  listedCase,
  meetingIn,
  NO_CONVICTION,
  ofCase,
  PANEL,
  PRESENT,
  person,
  reply,
  SLAM,
  screenAndList,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
const DAY = 86_400_000;
let caseId: string;
let meetingId: string;
let requests: Map<string, string>;
let used = 0;

const of = (
  method: 'GET' | 'POST' | 'PUT',
  rest: string,
  body?: unknown,
  more = {},
) => ofCase(exchange, caseId, method, rest, body, more);
const pack = async (rest = '') => (await of('GET', `/pack${rest}`)).body;
const decide = (body: unknown) => of('POST', '/decisions', body);
const blockersOf = ({
  body,
}: Answer): [code: string, about: string | undefined][] =>
  body.blockers.map(({ code, about }: { code: string; about?: string }) => [
    code,
    about,
  ]);
const nextChild = () => {
  const child = exchange.people.filter(
    ({ borough }) => borough === 'E09000008',
  )[used];
  used += 1;
  return child ?? person(exchange, 1);
};
const findEligible = async () => {
  await of('PUT', '/eligibility', NO_CONVICTION);
  await of('PUT', '/eligibility', {
    ...NO_CONVICTION,
    rule: 'EVIDENCE_OF_CARRYING',
  });
};

// Each of a child of Croydon of their own, at a meeting of today.
beforeEach(async () => {
  ({ caseId, requests, meetingId } = await listedCase(
    exchange,
    nextChild().number,
    { meeting: 0, reply: 0 },
  ));
  await findEligible();
});

describe('the day of the decision', () => {
  it('is one on which the child is still a child: from their 18th birthday on nothing of them flows to the panel', async () => {
    const turning18 = date(1).replace('-02-29', '-03-01');
    const birthDate = `${Number(turning18.slice(0, 4)) - 18}${turning18.slice(4)}`;
    const nominated = await exchange.nominate(nextChild(), (body) => ({
      ...body,
      subject: { ...body.subject, birthDate },
    }));
    caseId = nominated.body.caseId;
    const meeting = await meetingIn(exchange, 0);
    await screenAndList(exchange, caseId, meeting);
    await attend(exchange, meeting);
    await findEligible();
    const body = decisionOn(await pack());
    await at(exchange, Date.now() + 2 * DAY, async () =>
      expectProblem(await decide(body), 'NOT_FOUND'),
    );
    expect((await decide(body)).status).toBe(201);
  });

  it('makes stale what was fresh at the meeting, and that is then acknowledged by its own name', async () => {
    const assessedOn = date(-91);
    const view = { riskToOthers: 'LOW', assessedOn };
    expect(
      (
        await reply(exchange, YJS, requests.get('croydon-yjs'), {
          kind: 'VIEW',
          view,
        })
      ).status,
    ).toBe(200);
    const seen = await pack();
    expect(seen.freshness).toMatchObject([
      { agency: 'croydon-yjs', state: 'FRESH' },
    ]);
    await at(exchange, Date.now() + DAY, async () => {
      const body = decisionOn(seen, {
        acknowledgements: decisionOn({ ...seen, freshness: [] })
          .acknowledgements,
      });
      expect(blockersOf(await decide(body))).toEqual([
        ['STALENESS_NOT_ACKNOWLEDGED', `STALE:croydon-yjs:${assessedOn}`],
      ]);
      const acknowledgements = [
        ...body.acknowledgements,
        { about: `STALE:croydon-yjs:${assessedOn}`, note: 'Asked today.' },
      ];
      expect((await decide({ ...body, acknowledgements })).status).toBe(201);
    });
  });
});

describe('a pack that is cited', () => {
  it('was read: to send back what a refusal told is not to have read it', async () => {
    const nothing = {
      digest: 'a'.repeat(64),
      meetingId,
      gaps: [],
      divergences: [],
      freshness: [],
    };
    const { body } = await decide(decisionOn(nothing));
    const gaps = body.blockers.flatMap(({ about }: { about?: string }) =>
      about ? [{ gapId: about }] : [],
    );
    const echoed = decisionOn({ ...nothing, gaps, digest: body.packDigest });
    expect(echoed.acknowledgements).not.toEqual([]);
    expect(blockersOf(await decide(echoed))).toEqual([
      ['STALE_PACK', undefined],
    ]);
    await pack();
    expect((await decide(echoed)).status).toBe(201);
  });

  it('is the whole one: what another agreement gives cannot be left out of what is decided on', async () => {
    const yjs = { kind: 'VIEW', view: { riskToOthers: 'LOW' } };
    expect(
      (await reply(exchange, YJS, requests.get('croydon-yjs'), yjs)).status,
    ).toBe(200);
    const health = {
      ...HEALTH_VIEW,
      health: { ...HEALTH_VIEW.health, riskToOthers: 'VERY_HIGH' },
    };
    expect(
      (await reply(exchange, SLAM, requests.get('slam'), health)).status,
    ).toBe(200);
    expect((await pack()).divergences).toMatchObject([
      { about: 'RISK_TO_OTHERS' },
    ]);
    const narrowed = (
      await of('GET', '/pack', undefined, { agreement: 'MD-SBCU-001' })
    ).body;
    expect(narrowed.divergences).toEqual([]);
    const one = await of('POST', '/decisions', decisionOn(narrowed), {
      agreement: 'MD-SBCU-001',
    });
    expectProblem(one, 'HEADER_INVALID');
    const codes = blockersOf(await decide(decisionOn(narrowed))).map(
      ([code]) => code,
    );
    expect(codes).toEqual(
      expect.arrayContaining(['STALE_PACK', 'DIVERGENCE_NOT_ACKNOWLEDGED']),
    );
  });

  it('and has changed is answered with the new digest and the difference, part by part', async () => {
    const seen = await pack();
    await reply(exchange, YJS, requests.get('croydon-yjs'), {
      kind: 'NOTHING_HELD',
    });
    const answer = await decide(decisionOn(seen));
    expectProblem(answer, 'DECISION_BLOCKED');
    expect(answer.body.packDigest).toBe((await pack()).digest);
    expect(answer.body.difference).toEqual([
      { part: 'gaps/NO_REPLY:croydon-yjs', change: 'REMOVED' },
      { part: 'returns/croydon-yjs', change: 'CHANGED' },
    ]);
  });

  it('and was given to nobody has no difference, and the refusal says so', async () => {
    const answer = await decide(
      decisionOn({ ...(await pack()), digest: 'a'.repeat(64) }),
    );
    expect(answer.body).not.toHaveProperty('difference');
    expect(answer.body.blockers[0]).toMatchObject({
      code: 'STALE_PACK',
      message: expect.stringMatching(/^Nobody/),
    });
  });

  it('for another case is one that nobody was given', async () => {
    const other = await listedCase(exchange, nextChild().number, {
      meeting: 0,
      reply: 0,
    });
    const foreign = (await ofCase(exchange, other.caseId, 'GET', '/pack')).body
      .digest;
    const answer = await decide(
      decisionOn({ ...(await pack()), digest: foreign }),
    );
    expect(answer.body).not.toHaveProperty('difference');
  });
});

describe('an acknowledgement', () => {
  const other = {
    about: 'WITHHELD:croydon-social-care:CONSENT',
    note: 'In case it comes.',
  };

  it('is of something that the pack names, and never given beforehand, by a deferral neither', async () => {
    const seen = await pack();
    const body = decisionOn(seen);
    const acknowledgements = [...body.acknowledgements, other];
    const last = `/acknowledgements/${acknowledgements.length - 1}/about`;
    expectProblem(
      await decide({ ...body, acknowledgements }),
      'CONTENT_INVALID',
      [last],
    );
    const deferral = {
      outcome: 'DEFER',
      deferralReason: 'INSUFFICIENT_INFORMATION',
      nextDate: date(7),
    };
    expectProblem(
      await decide({ ...body, ...deferral, acknowledgements }),
      'CONTENT_INVALID',
      [last],
    );
    expect((await decide(body)).status).toBe(201);
  });

  it('of one question is not of the next', async () => {
    const ask = (text: string) =>
      exchange.ask(YJS, {
        method: 'POST',
        path: `/v1/view-requests/${requests.get('croydon-yjs')}/questions`,
        body: { text },
      });
    expect((await ask('Which school?')).status).toBe(201);
    const first = decisionOn(await pack()).acknowledgements;
    expect((await ask('Which year?')).status).toBe(201);
    const answer = await decide(
      decisionOn(await pack(), { acknowledgements: first }),
    );
    expect(
      blockersOf(answer).map(([code, about]) => [
        code,
        about?.replace(/:qn_.*/, ''),
      ]),
    ).toEqual([['GAP_NOT_ACKNOWLEDGED', 'OPEN_QUESTION:croydon-yjs']]);
  });
});

describe('a deferral', () => {
  const defer = async (nextDate: string) =>
    decide(
      decisionOn(await pack(), {
        outcome: 'DEFER',
        deferralReason: 'INSUFFICIENT_INFORMATION',
        nextDate,
      }),
    );

  it('is to a day on which there is still a case', async () => {
    expectProblem(await defer(date(366)), 'CONTENT_INVALID', ['/nextDate']);
    expectProblem(await defer('2099-12-25'), 'CONTENT_INVALID', ['/nextDate']);
  });

  it('and on which the child is still one', async () => {
    const [year = '', ...day] = date(20).split('-');
    const birthDate = [Number(year) - 18, ...day].join('-');
    const change = (body: NominationBody) => ({
      ...body,
      subject: { ...body.subject, birthDate },
    });
    caseId = (await nominateFresh(exchange, { change })).answer.body.caseId;
    await screenAndList(exchange, caseId, meetingId);
    expectProblem(await defer(date(20)), 'CONTENT_INVALID', ['/nextDate']);
    expect((await defer(date(19))).status).toBe(201);
  });
});

it('an attendance that changes while it is decided is found out: both are in the record, one after the other', async () => {
  const body = decisionOn(await pack());
  const meeting = async () =>
    (
      await exchange.ask(PANEL, {
        method: 'GET',
        path: `/v1/meetings/${meetingId}`,
      })
    ).body;
  const path = `/v1/meetings/${meetingId}/attendance`;
  const without = exchange.ask(PANEL, {
    method: 'PUT',
    path,
    body: { present: PRESENT.slice(1) },
  });
  const [decided, left] = await Promise.all([decide(body), without]);
  expect(left.status).toBe(200);
  expect([201, 409]).toContain(decided.status);
  const { decisions } = (await of('GET', '')).body;
  if (decided.status === 201) expect(decisions.at(-1).present).toEqual(PRESENT);
  else expect(blockersOf(decided)).toContainEqual(['DECIDER_ABSENT', 'ch-1']);
  expect((await meeting()).attendance).toEqual(PRESENT.slice(1));
});

describe('somebody in the room who may not hear of the child', () => {
  beforeEach(async () => {
    const present = [
      ...PRESENT,
      {
        agency: 'sutton-education',
        practitioner: 'prac-9',
        role: 'EDUCATION_OFFICER',
      },
    ];
    const path = `/v1/meetings/${meetingId}/attendance`;
    expect(
      (await exchange.ask(PANEL, { method: 'PUT', path, body: { present } }))
        .status,
    ).toBe(200);
  });

  it('makes the pack that was read without them another, so that nothing is decided on what they did not hear', async () => {
    const answer = await decide(decisionOn(await pack()));
    expect(blockersOf(answer)).toContainEqual(['STALE_PACK', undefined]);
  });

  it('does not learn from a blocker what the pack hides from them, and makes no rule or gap go away', async () => {
    const evidence = 'Convicted in a court of Synthetic.';
    await of('PUT', '/eligibility', {
      ...NO_CONVICTION,
      finding: 'NOT_MET',
      evidence,
    });
    const heard = await pack(`?meeting=${meetingId}`);
    const answer = await decide(decisionOn(heard, { acknowledgements: [] }));
    expectProblem(answer, 'DECISION_BLOCKED');
    expect(blockersOf(answer)).toEqual(
      expect.arrayContaining([
        ['ELIGIBILITY_NOT_MET', 'NO_WEAPON_CONVICTION'],
        ['GAP_NOT_ACKNOWLEDGED', 'NO_REPLY:croydon-yjs'],
      ]),
    );
    expect(textOf(answer)).not.toContain(evidence);
  });
});
