/** Meetings of a panel: who hosts it sets the day, the order and the attendance. A meeting names no child. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { testExchange, textOf } from '../../exchange.ts';
import { nominateFresh } from '../fresh-child.ts';
import {
  attend,
  date,
  entriesOf,
  expectProblem,
  meetingIn,
  NO_CONVICTION,
  ofCase,
  PANEL,
  POLICE,
  PRESENT,
  SLAM,
  withKey,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
const open = (body: object, more = {}, by = PANEL) =>
  exchange.ask(by, { method: 'POST', path: '/v1/meetings', body, ...more });
const get = (rest: string, by = PANEL) =>
  exchange.ask(by, { method: 'GET', path: `/v1/meetings${rest}` });
const put = (rest: string, body: object, by = PANEL) =>
  exchange.ask(by, { method: 'PUT', path: `/v1/meetings${rest}`, body });
const listed = async (meetingId: string) => {
  const { answer, body } = await nominateFresh(exchange);
  const { caseId } = answer.body;
  await ofCase(exchange, caseId, 'PUT', '/eligibility', NO_CONVICTION);
  expect(
    (await ofCase(exchange, caseId, 'PUT', '/listing', { meetingId })).status,
  ).toBe(200);
  return { caseId, body };
};

describe('a meeting', () => {
  it('is opened for a day to come, at a time and a place, and read as it was opened', async () => {
    const body = {
      panel: 'south-bcu',
      meetingOn: date(7),
      startsAt: '13:30',
      place: 'Room 2',
    };
    const opened = await open(body);
    expect(opened.status).toBe(201);
    const read = await get(`/${opened.body.meetingId}`);
    expect(read.body).toMatchObject({
      ...body,
      agenda: [],
      attendance: [],
      quorum: { met: false, agencies: 0 },
    });
  });

  it.each([
    ['a day that is over', { meetingOn: date(-1) }, '/meetingOn'],
    [
      'a day so far ahead that no case is kept until then',
      { meetingOn: date(367) },
      '/meetingOn',
    ],
    ['a day that no calendar has', { meetingOn: '2027-02-30' }, '/meetingOn'],
    ['a time that no clock shows', { startsAt: '24:00' }, '/startsAt'],
    ['a place of two lines', { place: 'Room\n2' }, '/place'],
    ['a list of children', { cases: ['Canary'] }, '/cases'],
  ])('is not opened for %s', async (_, change, pointer) => {
    expectProblem(
      await open({ panel: 'south-bcu', meetingOn: date(7), ...change }),
      'CONTENT_INVALID',
      [pointer],
    );
  });

  it('today is to come', async () => {
    expect(
      (await open({ panel: 'south-bcu', meetingOn: date(0) })).status,
    ).toBe(201);
  });

  it('is one with one key, however often it is sent', async () => {
    const key = withKey(randomUUID());
    const body = { panel: 'south-bcu', meetingOn: date(11) };
    const first = await open(body, key);
    expect((await open(body, key)).body).toEqual(first.body);
    expectProblem(
      await open({ ...body, meetingOn: date(12) }, key),
      'IDEMPOTENCY_KEY_REUSED',
    );
    const found = (
      await get(`?panel=south-bcu&from=${date(11)}&to=${date(11)}`)
    ).body.meetings;
    expect(found).toEqual([
      { meetingId: first.body.meetingId, meetingOn: date(11) },
    ]);
  });
});

describe('the days of a panel', () => {
  it('are those between two dates, both inclusive, in their order, and of no other panel', async () => {
    const ids = [
      await meetingIn(exchange, 31),
      await meetingIn(exchange, 30),
      await meetingIn(exchange, 32),
    ];
    await meetingIn(exchange, 30, 'sutton');
    const { body } = await get(
      `?panel=south-bcu&from=${date(30)}&to=${date(31)}`,
    );
    expect(body.meetings).toEqual([
      { meetingId: ids[1], meetingOn: date(30) },
      { meetingId: ids[0], meetingOn: date(31) },
    ]);
  });
});

describe('the agenda', () => {
  let meetingId: string;
  let cases: string[];
  beforeAll(async () => {
    meetingId = await meetingIn(exchange, 20);
    cases = [];
    for (let n = 0; n < 3; n += 1) cases.push((await listed(meetingId)).caseId);
  });

  it('is in the order in which the cases were listed, until another is set', async () => {
    expect((await get(`/${meetingId}`)).body.agenda).toEqual(cases);
    const turned = cases.toReversed();
    expect(
      (await put(`/${meetingId}/agenda`, { cases: turned })).body.agenda,
    ).toEqual(turned);
    expect((await get(`/${meetingId}`)).body.agenda).toEqual(turned);
  });

  it.each([
    ['leaves out a listed case', () => cases.slice(1)],
    ['names one twice', () => [...cases, cases[0]]],
    [
      'names one twice in place of another',
      () => [cases[0], cases[0], cases[1]],
    ],
    [
      'adds a case that is not listed',
      () => [...cases, `case_${'0'.repeat(32)}`],
    ],
  ])('is not set where it %s', async (_, order) => {
    expectProblem(
      await put(`/${meetingId}/agenda`, { cases: order() }),
      'CONTENT_INVALID',
      ['/cases'],
    );
  });

  it('set by two at once is one of theirs, whole', async () => {
    const orders = [cases, cases.toReversed()];
    const answers = await Promise.all(
      orders.map((order) => put(`/${meetingId}/agenda`, { cases: order })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(orders).toContainEqual((await get(`/${meetingId}`)).body.agenda);
  });

  it('a case that is listed while the order is set is not lost', async () => {
    const [late, order] = await Promise.all([
      listed(meetingId),
      put(`/${meetingId}/agenda`, { cases }),
    ]);
    expect([200, 422]).toContain(order.status);
    expect((await get(`/${meetingId}`)).body.agenda).toContain(late.caseId);
  });

  it('names no child', async () => {
    const { body } = await listed(meetingId);
    const read = textOf(await get(`/${meetingId}`));
    for (const secret of [
      body.subject.givenName,
      body.subject.familyName,
      body.subject.postcode,
    ]) {
      expect(read).not.toContain(secret);
    }
  });
});

describe('the attendance', () => {
  it('is set as a whole, by agency and person, and makes the quorum that the agreement asks for', async () => {
    const meetingId = await meetingIn(exchange, 9);
    await attend(exchange, meetingId);
    const { body } = await get(`/${meetingId}`);
    expect(body.attendance).toEqual(PRESENT);
    expect(body.quorum).toMatchObject({ met: true, missing: [] });
    const alone = await put(`/${meetingId}/attendance`, {
      present: PRESENT.slice(0, 1),
    });
    expect(alone.body.attendance).toHaveLength(1);
    expect(alone.body.quorum.met).toBe(false);
  });

  it('of a guest is recorded, and makes no quorum', async () => {
    const meetingId = await meetingIn(exchange, 9);
    const guests = [
      'slam',
      'safer-paths',
      'sutton-yjs',
      'harbour-mentoring',
    ].map((agency, i) => ({
      ...{ agency, practitioner: `g-${i}`, role: 'DELIVERY_WORKER' },
    }));
    const { body } = await put(`/${meetingId}/attendance`, { present: guests });
    expect(body.attendance).toHaveLength(4);
    expect(body.quorum).toMatchObject({ met: false, agencies: 0 });
  });

  it.each([
    [
      'a person by name',
      [{ ...PRESENT[0], practitioner: 'Canary Wharfinger' }],
      '/present/0/practitioner',
    ],
    [
      'a role of its own',
      [{ ...PRESENT[0], role: 'CANARY' }],
      '/present/0/role',
    ],
    ['an agency alone', [{ agency: 'met-police' }], '/present/0/practitioner'],
  ])('is not set of %s', async (_, present, pointer) => {
    const answer = await put(`/${await meetingIn(exchange, 9)}/attendance`, {
      present,
    });
    expect(answer.status).toBe(422);
    expect(
      answer.body.errors.map((each: { pointer: string }) => each.pointer),
    ).toContain(pointer);
    expect(textOf(answer)).not.toContain('anary');
  });
});

describe('nobody sits for two agencies', () => {
  const of = (...agencies: string[]) =>
    agencies.map((agency) => ({ ...PRESENT[0], agency }));

  it('one person entered for three makes no quorum, and each place but the first is named', async () => {
    const meetingId = await meetingIn(exchange, 9);
    const refused = await put(`/${meetingId}/attendance`, {
      present: of('met-police', 'croydon-yjs', 'croydon-social-care'),
    });
    expectProblem(refused, 'CONTENT_INVALID', [
      '/present/1/practitioner',
      '/present/2/practitioner',
    ]);
    expect((await get(`/${meetingId}`)).body.attendance).toEqual([]);
  });

  it('in two roles of one agency it is one person still', async () => {
    const present = [
      PRESENT[0],
      { ...PRESENT[0], role: 'INTELLIGENCE_OFFICER' },
    ];
    const { status, body } = await put(
      `/${await meetingIn(exchange, 9)}/attendance`,
      { present },
    );
    expect([status, body.quorum.agencies]).toEqual([200, 1]);
  });
});

describe('who does not host the panel', () => {
  it.each([YJS, POLICE, SLAM])(
    '%s opens, lists, reads, orders and attends nothing',
    async (client) => {
      const meetingId = await meetingIn(exchange, 9);
      const answers = [
        await open({ panel: 'south-bcu', meetingOn: date(7) }, {}, client),
        await get(`?panel=south-bcu&from=${date(0)}&to=${date(9)}`, client),
        await get(`/${meetingId}`, client),
        await put(`/${meetingId}/agenda`, { cases: [] }, client),
        await put(`/${meetingId}/attendance`, { present: PRESENT }, client),
      ];
      for (const answer of answers) expectProblem(answer, 'SCOPE_MISSING');
    },
  );

  it('a meeting that there is not is found by nobody', async () => {
    const none = `mtg_${'0'.repeat(32)}`;
    expectProblem(await get(`/${none}`), 'NOT_FOUND');
    expectProblem(await put(`/${none}/agenda`, { cases: [] }), 'NOT_FOUND');
    expectProblem(
      await put(`/${none}/attendance`, { present: [] }),
      'NOT_FOUND',
    );
  });
});

it('each change and each reading is one entry', async () => {
  const opened = await open({ panel: 'south-bcu', meetingOn: date(7) });
  const read = await get(`/${opened.body.meetingId}`);
  expect(await entriesOf(exchange, opened)).toMatchObject([
    { kept: { operation: 'COLLECTION', outcome: 'PERMIT' } },
  ]);
  expect(await entriesOf(exchange, read)).toMatchObject([
    { kept: { entryId: read.body.ledgerEntry, outcome: 'NIL' } },
  ]);
});
