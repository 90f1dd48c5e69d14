/** A case that is listed for another meeting: it stands on one agenda, and whoever has not answered has until that meeting. */
import { beforeAll, describe, expect, it } from 'vitest';
import { workingDaysAfter } from '../../../rules/time/working-days.ts';
import { testExchange } from '../../exchange.ts';
import { become } from '../become.ts';
import { nominateFresh } from '../fresh-child.ts';
import {
  APPROVAL,
  at,
  date,
  expectProblem,
  meetingIn,
  NO_CONVICTION,
  ofCase,
  PANEL,
  reply,
  SLAM,
  screenAndList,
  TRIAGE,
  VIEW,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
const DAY = 86_400_000;
let first: string;
let second: string;

beforeAll(async () => {
  first = await meetingIn(exchange, 7);
  second = await meetingIn(exchange, 21);
});

const listed = async (meetingId = first): Promise<string> => {
  const { caseId } = (await nominateFresh(exchange)).answer.body;
  await screenAndList(exchange, caseId, meetingId);
  return caseId;
};
const list = (caseId: string, meetingId: string) =>
  ofCase(exchange, caseId, 'PUT', '/listing', {
    meetingId,
    reason: 'Synthetic.',
  });
const agendaOf = async (id: string): Promise<string[]> =>
  (await exchange.ask(PANEL, { method: 'GET', path: `/v1/meetings/${id}` }))
    .body.agenda;
const askFor = (caseId: string, body: object = {}) =>
  ofCase(exchange, caseId, 'POST', '/view-requests', body);
const asked = async (
  caseId: string,
  body: object = {},
): Promise<Map<string, string>> => {
  const answer = await askFor(caseId, body);
  expect(answer.status).toBe(201);
  const requests: { agency: string; viewRequestId: string }[] =
    answer.body.viewRequests;
  return new Map(
    requests.map(({ agency, viewRequestId }) => [agency, viewRequestId]),
  );
};
const line = async (caseId: string, agency: string) =>
  (await ofCase(exchange, caseId, 'GET', '')).body.viewRequests.find(
    (each: { agency: string }) => each.agency === agency,
  );
const inboxOf = async (clientId: string, viewRequestId = '') =>
  (
    await exchange.ask(clientId, {
      method: 'GET',
      path: '/v1/view-requests?limit=50',
    })
  ).body.viewRequests.find(
    (each: { viewRequestId: string }) => each.viewRequestId === viewRequestId,
  );

describe('the agenda', () => {
  it('that it waited on is without it, and keeps the order of the rest', async () => {
    const cases = [await listed(), await listed(), await listed()];
    expect((await list(cases[1] ?? '', second)).status).toBe(200);
    expect(await agendaOf(first)).toEqual([cases[0], cases[2]]);
    expect(await agendaOf(second)).toEqual([cases[1]]);
    expect((await list(cases[1] ?? '', first)).body.position).toBe(3);
    expect(await agendaOf(second)).toEqual([]);
  });

  it('loses no other case where two leave it and one joins it at once', async () => {
    const meetingId = await meetingIn(exchange, 9);
    const cases = [
      await listed(meetingId),
      await listed(meetingId),
      await listed(meetingId),
    ];
    const joining = await listed(second);
    const moves = [
      list(cases[0] ?? '', second),
      list(cases[2] ?? '', second),
      list(joining, meetingId),
    ];
    expect((await Promise.all(moves)).map(({ status }) => status)).toEqual([
      200, 200, 200,
    ]);
    expect(await agendaOf(meetingId)).toEqual([cases[1], joining]);
  });

  it('is without a case that triage takes from the panel', async () => {
    const caseId = await listed();
    await ofCase(exchange, caseId, 'POST', '/triage', {
      ...TRIAGE,
      continues: true,
    });
    expect(await agendaOf(first)).toContain(caseId);
    await ofCase(exchange, caseId, 'POST', '/triage', {
      ...TRIAGE,
      continues: false,
    });
    expect(await agendaOf(first)).not.toContain(caseId);
  });

  it('of a meeting that was held stays as it was then', async () => {
    const today = await meetingIn(exchange, 1);
    const caseId = await listed(today);
    await at(exchange, Date.parse(`${date(2)}T12:00:00Z`), () =>
      list(caseId, second),
    );
    expect(await agendaOf(today)).toEqual([caseId]);
    expect(await agendaOf(second)).toContain(caseId);
  });
});

describe('who was asked', () => {
  it('and has not answered has until two working days before that meeting; who has answered has answered', async () => {
    const caseId = await listed();
    const requests = await asked(caseId);
    expect(
      (await reply(exchange, YJS, requests.get('croydon-yjs'), VIEW)).status,
    ).toBe(200);
    await list(caseId, second);
    const agreed = (days: number) => workingDaysAfter(date(days), -2);
    expect(await line(caseId, 'croydon-social-care')).toMatchObject({
      state: 'ASKED',
      replyBy: agreed(21),
    });
    expect(await line(caseId, 'croydon-yjs')).toMatchObject({
      state: 'REPLIED',
      replyBy: agreed(7),
      late: false,
    });
    const told = { meetingOn: date(21), replyBy: agreed(7), state: 'REPLIED' };
    expect(await inboxOf(YJS, requests.get('croydon-yjs'))).toMatchObject(told);
    const again = await exchange.ask(YJS, {
      method: 'GET',
      path: `/v1/view-requests/${requests.get('croydon-yjs')}`,
    });
    expect(again.body).toMatchObject(told);
  });

  it('under a restricted agreement: that an answer waits for its day moves with it, as where there is none', async () => {
    const replyBys = [];
    for (const answers of [true, false]) {
      const caseId = await listed();
      const requests = await asked(caseId);
      const nothing = { kind: 'NOTHING_HELD', approval: APPROVAL };
      if (answers)
        expect(
          (await reply(exchange, SLAM, requests.get('slam'), nothing)).status,
        ).toBe(200);
      await list(caseId, second);
      replyBys.push(await line(caseId, 'slam'));
      expect(await inboxOf(SLAM, requests.get('slam'))).toMatchObject({
        state: answers ? 'REPLIED' : 'OPEN',
      });
      const shows = Date.parse(`${workingDaysAfter(date(21), -2)}T12:00:00Z`);
      const then = await at(exchange, shows, () => line(caseId, 'slam'));
      expect(then.state).toBe(answers ? 'ANSWERED' : 'ASKED');
    }
    const [waiting, none] = replyBys.map(
      ({ viewRequestId: _, ...said }) => said,
    );
    expect(waiting).toEqual(none);
    expect(waiting).toMatchObject({
      state: 'ASKED',
      replyBy: workingDaysAfter(date(21), -2),
    });
  });

  it('the day of a restricted request never comes nearer, so that nobody can look whether an answer waits', async () => {
    const caseId = await listed(second);
    const requests = await asked(caseId);
    const agreed = workingDaysAfter(date(21), -2);
    const nothing = { kind: 'NOTHING_HELD', approval: APPROVAL };
    expect(
      (await reply(exchange, SLAM, requests.get('slam'), nothing)).status,
    ).toBe(200);
    const today = { urgent: { replyBy: date(0), reason: 'LATE_NOMINATION' } };
    const again = await askFor(caseId, {
      agencies: ['slam', 'croydon-yjs'],
      ...today,
    });
    expect(
      again.body.viewRequests.map(({ agency }: { agency: string }) => agency),
    ).toEqual(['croydon-yjs']);
    expect(await line(caseId, 'slam')).toMatchObject({
      state: 'ASKED',
      replyBy: agreed,
    });
    await list(caseId, first);
    expect(await line(caseId, 'slam')).toMatchObject({
      state: 'ASKED',
      replyBy: agreed,
    });
    await list(caseId, await meetingIn(exchange, 0));
    expect(await line(caseId, 'slam')).toMatchObject({
      state: 'ASKED',
      replyBy: agreed,
    });
  });

  it('keeps the day that they were given where that meeting leaves less time', async () => {
    const caseId = await listed();
    await asked(caseId, {
      urgent: { replyBy: date(2), reason: 'LATE_NOMINATION' },
    });
    await list(caseId, await meetingIn(exchange, 0));
    expect(await line(caseId, 'croydon-yjs')).toMatchObject({
      replyBy: date(0),
    });
  });

  it('and answers at that very moment: the list says the day of the request, and nothing is left to be answered', async () => {
    const { store, clock } = exchange.running.world;
    for (let turn = 0; turn < 6; turn += 1) {
      const caseId = await listed();
      const id = (await asked(caseId)).get('croydon-yjs');
      const [answered, moved] = await Promise.all([
        reply(exchange, YJS, id, VIEW),
        list(caseId, second),
      ]);
      expect([answered.status, moved.status]).toEqual([200, 200]);
      const { replyBy } = await line(caseId, 'croydon-yjs');
      expect(await inboxOf(YJS, id)).toMatchObject({
        state: 'REPLIED',
        meetingOn: date(21),
        replyBy,
      });
      const tasks = await store.tasks(
        'south-bcu',
        'E09000008',
        '2999-01-01T00:00:00.000Z',
        clock(),
      );
      const mine = tasks.filter(
        (task) => task.caseId === caseId && task.about === 'croydon-yjs',
      );
      expect(mine).toEqual([]);
    }
  });

  it('a request that a decision had closed stands open in the list again', async () => {
    const caseId = await listed();
    const requests = await asked(caseId);
    const id = requests.get('croydon-yjs');
    await become(
      exchange,
      caseId,
      (file) => ({
        ...file,
        case: { ...file.case, meetingId: undefined, meetingOn: date(14) },
      }),
      [],
    );
    await list(caseId, second);
    expect(await inboxOf(YJS, id)).toMatchObject({
      state: 'OPEN',
      meetingOn: date(21),
    });
  });
});

describe('asking again', () => {
  const late = { urgent: { replyBy: date(7), reason: 'LATE_NOMINATION' } };

  it('who is named and has not answered has the day that is now given, in the same request', async () => {
    const caseId = await listed();
    const requests = await asked(caseId, {
      urgent: { replyBy: date(1), reason: 'LATE_NOMINATION' },
    });
    const agencies = ['croydon-social-care'];
    const again = await askFor(caseId, {
      agencies,
      urgent: { replyBy: date(3), reason: 'LATE_NOMINATION' },
    });
    expect(again.body.viewRequests).toMatchObject([
      {
        agency: 'croydon-social-care',
        viewRequestId: requests.get('croydon-social-care'),
        replyBy: date(3),
      },
    ]);
    expect(await line(caseId, 'croydon-social-care')).toMatchObject({
      replyBy: date(3),
    });
    expect(await line(caseId, 'croydon-yjs')).toMatchObject({
      replyBy: date(1),
    });
  });

  it('whose day has passed is asked again with all others; who has answered is not', async () => {
    const caseId = await listed();
    const requests = await asked(caseId, {
      urgent: { replyBy: date(1), reason: 'LATE_NOMINATION' },
    });
    await reply(exchange, YJS, requests.get('croydon-yjs'), VIEW);
    await at(exchange, Date.now() + 3 * DAY, async () => {
      expect(await line(caseId, 'croydon-social-care')).toMatchObject({
        state: 'LATE',
      });
      const again = await asked(caseId, late);
      expect(again.has('croydon-yjs')).toBe(false);
      expect(again.get('croydon-social-care')).toBe(
        requests.get('croydon-social-care'),
      );
      expect(await line(caseId, 'croydon-social-care')).toMatchObject({
        state: 'ASKED',
        replyBy: date(7),
      });
    });
  });

  it('needs a reason where the agreed day has passed', async () => {
    const caseId = await listed();
    await asked(caseId);
    await at(exchange, Date.now() + 6 * DAY, async () => {
      expectProblem(
        await askFor(caseId, { agencies: ['croydon-social-care'] }),
        'CONTENT_INVALID',
        ['/urgent'],
      );
      expect((await askFor(caseId)).body.viewRequests).toEqual([]);
    });
  });
});

it('a case that was listed again for a check stands where it stood', async () => {
  const caseId = await listed();
  await asked(caseId);
  await ofCase(exchange, caseId, 'PUT', '/eligibility', NO_CONVICTION);
  const before = await line(caseId, 'croydon-yjs');
  await list(caseId, first);
  expect(await line(caseId, 'croydon-yjs')).toEqual(before);
});
