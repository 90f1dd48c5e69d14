/** Cases: the panel acts within the one case it names, as the panel and for its purpose; to anybody else there is none. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Asked } from '../../../local/client.ts';
import { workingDaysAfter } from '../../../rules/time/working-days.ts';
import { BOROUGHS } from '../../../schemas/vocabulary/codes.ts';
import { testExchange } from '../../exchange.ts';
import { nominateFresh } from '../fresh-child.ts';
import {
  date,
  entriesOf,
  expectProblem,
  listedCase,
  meetingIn,
  NO_CONVICTION,
  ofCase,
  PANEL,
  POLICE,
  person,
  screenAndList,
  withKey,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
let mine: string;
let other: string;

beforeAll(async () => {
  mine = (await listedCase(exchange, 1)).caseId;
  other = (await listedCase(exchange, 2)).caseId;
});

const URGENT = { urgent: { replyBy: date(5), reason: 'LATE_NOMINATION' } };
const decision = {
  packDigest: '0'.repeat(64),
  meetingId: `mtg_${'0'.repeat(32)}`,
  outcome: 'REFER_PARTNER',
  decider: { practitioner: 'ch-1', role: 'PANEL_CHAIR' },
  rationale: 'Canary.',
};
const OPERATIONS: [
  name: string,
  method: Asked['method'],
  rest: string,
  body?: object,
][] = [
  ['readCase', 'GET', ''],
  ['readPack', 'GET', '/pack'],
  ['checkEligibility', 'PUT', '/eligibility', NO_CONVICTION],
  [
    'listCase',
    'PUT',
    '/listing',
    { meetingId: `mtg_${'0'.repeat(32)}`, reason: 'Canary.' },
  ],
  ['askForViews', 'POST', '/view-requests', URGENT],
  ['decideCase', 'POST', '/decisions', decision],
];

describe.each(OPERATIONS)('%s', (operation, method, rest, body) => {
  const ask = (id: string, more: Partial<Asked>) =>
    ofCase(exchange, id, method, rest, body, more);

  it('without the case it is within, or within another one, is a wrong header', async () => {
    const without = await exchange.ask(PANEL, {
      method,
      path: `/v1/cases/${mine}${rest}`,
      body,
    });
    expectProblem(without, 'HEADER_INVALID');
    const elsewhere = await ask(mine, { case: other });
    expectProblem(elsewhere, 'HEADER_INVALID');
    for (const answer of [without, elsewhere]) {
      expect(await entriesOf(exchange, answer)).toMatchObject([
        { kept: { outcome: 'FAILED', status: 400, released: [] } },
      ]);
    }
  });

  it('of a case that is not there', async () => {
    const none = `case_${'0'.repeat(32)}`;
    expectProblem(await ask(none, { case: none }), 'NOT_FOUND');
  });

  it('by systems that are not the panel’s, even of the agency that hosts it', async () => {
    for (const client of [YJS, POLICE, 'met-police-dpo', 'slam-camhs-system']) {
      const answer = await exchange.ask(client, {
        method,
        path: `/v1/cases/${mine}${rest}`,
        case: mine,
        body,
      });
      expectProblem(answer, 'SCOPE_MISSING');
    }
  });

  it.each([
    [
      'a purpose for which nothing of the child flows to the panel',
      { purpose: 'VISIT_SAFETY' },
    ],
    [
      'an agreement under which nothing was given to this panel',
      { agreement: 'MD-SUT-004' },
    ],
  ])('for %s there is no case to act on', async (_, said) => {
    // A decision rests on all that there is, and is asked for under no one agreement.
    const whole = operation === 'decideCase' && 'agreement' in said;
    expectProblem(
      await ask(mine, said),
      whole ? 'HEADER_INVALID' : 'NOT_FOUND',
    );
  });
});

describe('asking for views', () => {
  const listed = async (number: number, days = 7): Promise<string> => {
    const child = person(exchange, number);
    const { caseId } = (await exchange.nominate(child)).body;
    const panel = child.borough === BOROUGHS.SUTTON ? 'sutton' : 'south-bcu';
    await screenAndList(
      exchange,
      caseId,
      await meetingIn(exchange, days, panel),
    );
    return caseId;
  };
  const askFor = (body: object, more: Partial<Asked> = {}, id = mine) =>
    ofCase(exchange, id, 'POST', '/view-requests', body, more);

  const urgently = (replyBy: string) => ({
    urgent: { replyBy, reason: 'LATE_NOMINATION' },
  });

  it.each([
    [
      'a reply by a day that has passed',
      urgently(date(-1)),
      ['/urgent/replyBy'],
    ],
    ['a reply after the meeting', urgently(date(8)), ['/urgent/replyBy']],
    [
      'less time for no reason',
      { urgent: { replyBy: date(5) } },
      ['/urgent/reason'],
    ],
    [
      'a meeting without listing the case for it',
      { meetingOn: date(7) },
      ['/meetingOn'],
    ],
    [
      'an agency that no agreement lets it ask',
      { ...URGENT, agencies: ['bromley-yjs', 'safer-paths'] },
      ['/agencies/1'],
    ],
    [
      'an agency of a borough the child never lived in',
      { ...URGENT, agencies: ['croydon-yjs'] },
      ['/agencies/0'],
    ],
    [
      'what is no agency',
      { ...URGENT, agencies: ['Canary Wharfinger'] },
      ['/agencies/0'],
    ],
    ['nobody', { ...URGENT, agencies: [] }, ['/agencies']],
  ])('of %s', async (_, body, pointers) => {
    // Number 2 has only ever lived in Bromley.
    expectProblem(await askFor(body, {}, other), 'CONTENT_INVALID', pointers);
  });

  it('gives the time that the agreement gives: until two working days before the meeting', async () => {
    const caseId = await listed(8);
    const { body } = await askFor({}, {}, caseId);
    expect(body.viewRequests.length).toBeGreaterThan(0);
    for (const { replyBy } of body.viewRequests)
      expect(replyBy).toBe(workingDaysAfter(date(7), -2));
  });

  it('is urgent where that day has passed, and says so', async () => {
    const caseId = await listed(13, 0);
    expectProblem(await askFor({}, {}, caseId), 'CONTENT_INVALID', ['/urgent']);
    expect(
      (
        await askFor(
          { urgent: { replyBy: date(0), reason: 'LATE_NOMINATION' } },
          {},
          caseId,
        )
      ).status,
    ).toBe(201);
  });

  it('before the case is listed is refused, with what comes first', async () => {
    const { caseId } = (await exchange.nominate(person(exchange, 14))).body;
    const answer = await askFor(URGENT, {}, caseId);
    expectProblem(answer, 'ILLEGAL_TRANSITION');
    expect(answer.body.allowed).toContain('SCREEN');
    await ofCase(exchange, caseId, 'PUT', '/eligibility', NO_CONVICTION);
    const screened = await askFor(URGENT, {}, caseId);
    expectProblem(screened, 'ILLEGAL_TRANSITION');
    expect(screened.body.allowed).toContain('LIST');
  });

  it('asks each agency once, however often and by however many it is asked', async () => {
    const caseId = await listed(4);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => askFor(URGENT, {}, caseId)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
    const asked = answers.flatMap(({ body }) =>
      body.viewRequests.map(({ agency }: { agency: string }) => agency),
    );
    expect(asked.sort()).toEqual([
      'croydon-education',
      'croydon-social-care',
      'croydon-yjs',
      'slam',
    ]);
  });

  it('with the same key gives the same requests, with another body none', async () => {
    const caseId = await listed(7);
    const key = withKey(randomUUID());
    const first = await askFor(
      { ...URGENT, agencies: ['croydon-yjs'] },
      key,
      caseId,
    );
    expect(first.body.viewRequests).toHaveLength(1);
    expect(
      (await askFor({ ...URGENT, agencies: ['croydon-yjs'] }, key, caseId))
        .body,
    ).toEqual(first.body);
    expectProblem(await askFor(URGENT, key, caseId), 'IDEMPOTENCY_KEY_REUSED');
    // The same key on another case is another request.
    expectProblem(
      await askFor({ ...URGENT, agencies: ['croydon-yjs'] }, key),
      'IDEMPOTENCY_KEY_REUSED',
    );
  });
});

describe('eligibility', () => {
  it('is met only where somebody checked it, and names who did', async () => {
    const before = (await ofCase(exchange, other, 'GET', '')).body.eligibility;
    expect(
      before.find(
        ({ rule }: { rule: string }) => rule === 'NO_WEAPON_CONVICTION',
      ).finding,
    ).toBe('NOT_KNOWN');
    const { body } = await ofCase(
      exchange,
      other,
      'PUT',
      '/eligibility',
      NO_CONVICTION,
      {
        practitioner: 'co-7; role=PANEL_COORDINATOR',
      },
    );
    const now = body.eligibility.find(
      ({ rule }: { rule: string }) => rule === 'NO_WEAPON_CONVICTION',
    );
    expect(now).toMatchObject({ finding: 'MET', checkedBy: 'met-police/co-7' });
  });

  it.each(['MET', 'NOT_MET'])(
    'a weapon conviction is %s in the PNC, and nowhere else',
    async (finding) => {
      const body = { ...NO_CONVICTION, finding, checkedIn: 'OTHER' };
      expectProblem(
        await ofCase(exchange, mine, 'PUT', '/eligibility', body),
        'CONTENT_INVALID',
        ['/checkedIn'],
      );
    },
  );

  it('a look elsewhere is kept, settles nothing and screens no case; a look at the PNC that settles nothing does', async () => {
    const { caseId } = (await nominateFresh(exchange)).answer.body;
    const look = { ...NO_CONVICTION, finding: 'NOT_KNOWN' };
    const stands = async (checkedIn: string) => {
      const { status, body } = await ofCase(
        exchange,
        caseId,
        'PUT',
        '/eligibility',
        { ...look, checkedIn },
      );
      expect(status).toBe(200);
      const rule = body.eligibility.find(
        (each: { rule: string }) => each.rule === 'NO_WEAPON_CONVICTION',
      );
      expect(rule).toMatchObject({ finding: 'NOT_KNOWN', checkedIn });
      return (await ofCase(exchange, caseId, 'GET', '')).body.state;
    };
    expect(await stands('OTHER')).toBe('NOMINATED');
    expect(await stands('PNC')).toBe('SCREENED');
  });

  it.each(['UNDER_18', 'LIVES_IN_AREA'])(
    '%s is computed, and nobody may say otherwise',
    async (rule) => {
      expectProblem(
        await ofCase(exchange, mine, 'PUT', '/eligibility', {
          ...NO_CONVICTION,
          rule,
        }),
        'CONTENT_INVALID',
        ['/rule'],
      );
    },
  );

  it('checks at once are each kept, and no case is the worse for it', async () => {
    const checks = Array.from({ length: 8 }, () =>
      ofCase(exchange, mine, 'PUT', '/eligibility', {
        ...NO_CONVICTION,
        rule: 'EVIDENCE_OF_CARRYING',
      }),
    );
    expect((await Promise.all(checks)).map(({ status }) => status)).toEqual(
      Array(8).fill(200),
    );
  });
});

it('each reading of a case is an entry of what it told', async () => {
  const pack = await ofCase(exchange, mine, 'GET', '/pack');
  const read = await ofCase(exchange, mine, 'GET', '');
  const told = { recipient: 'panel:south-bcu', case: mine, status: 200 };
  const [packEntry] = await entriesOf(exchange, pack);
  const [caseEntry] = await entriesOf(exchange, read);
  expect(packEntry?.kept).toMatchObject({
    ...told,
    operation: 'DISCLOSURE',
    entryId: pack.body.disclosure.ledgerEntry,
  });
  expect(caseEntry?.kept).toMatchObject({
    ...told,
    operation: 'CONSULTATION',
    entryId: read.body.ledgerEntry,
  });
});
