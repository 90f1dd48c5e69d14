/** Referrals: a handover carries what its own agreement carries, and to a delivery partner nothing before it is accepted. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Asked } from '../../../local/client.ts';
import { BOROUGHS } from '../../../schemas/vocabulary/codes.ts';
import { testExchange, textOf } from '../../exchange.ts';
import { type NominationBody, nominateFresh } from '../fresh-child.ts';
import {
  BROMLEY,
  CARE,
  date,
  decidedCase,
  decideOn,
  entriesOf,
  expectProblem,
  listedCase,
  meetingIn,
  ofCase,
  PANEL,
  person,
  reply,
  screenAndList,
  VISITS,
  withKey,
  YJS,
  YOUTH_JUSTICE,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
const HARBOUR = 'harbour-mentoring-system';
const SIXTEEN_AGO = date(-16 * 365);
let turn = 0;
let number: number;
let caseId: string;

beforeEach(async () => {
  const croydon = exchange.people.filter(
    ({ borough, birthDate }) =>
      borough === BOROUGHS.CROYDON && birthDate > SIXTEEN_AGO,
  );
  number = croydon[turn % croydon.length]?.number ?? 0;
  turn += 1;
  const before = ({ requests }: { requests: Map<string, string> }) =>
    reply(exchange, YJS, requests.get('croydon-yjs'), {
      kind: 'VIEW',
      view: { facts: ['CANARY-VIEW'] },
    });
  ({ caseId } = await decidedCase(exchange, number, { before }));
});

const MENTORING = {
  kind: 'REFERRED',
  serviceId: 'harbour-mentoring',
  need: 'MENTORING',
  basis: 'CONSENT',
  needSummary: 'CANARY-NEED',
  contactRoute: 'CANARY-ROUTE',
};
const make = (body: object, more = {}) =>
  ofCase(exchange, caseId, 'POST', '/referrals', body, more);
const made = async (body: object): Promise<string> => {
  const answer = await make(body);
  expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
  return answer.body.referralId;
};
const by = (
  client: string,
  method: Asked['method'],
  path: string,
  body?: unknown,
  more = {},
) =>
  exchange.ask(client, {
    method,
    path,
    body,
    purpose: 'REFERRAL',
    reason: 'REFERRAL_HANDLING',
    ...more,
  });
const read = (client: string, id: string, more = {}) =>
  by(client, 'GET', `/v1/referrals/${id}`, undefined, more);
const respond = (client: string, id: string, body: object) =>
  by(client, 'PUT', `/v1/referrals/${id}/response`, body);
const inbox = async (client: string) =>
  (await by(client, 'GET', '/v1/referrals')).body.referrals;
const views = async () =>
  (await ofCase(exchange, caseId, 'GET', '')).body.referrals;
const SERVICES: Record<string, string> = {
  [BOROUGHS.CROYDON]: 'croydon-yjs',
  [BOROUGHS.BROMLEY]: 'bromley-yjs',
};
const names = () => {
  const { givenName, familyName } = person(exchange, number);
  return { givenName, familyName };
};

describe('to a delivery partner', () => {
  it('says that there is one, and nothing of the child, before it is accepted; a name, a route and the need after', async () => {
    const id = await made(MENTORING);
    const listed = (await inbox(HARBOUR)).find(
      ({ referralId }: { referralId: string }) => referralId === id,
    );
    expect(listed).toMatchObject({ need: 'MENTORING', state: 'SENT' });
    const before = await read(HARBOUR, id);
    expect(before.body).toMatchObject({
      state: 'SENT',
      records: {},
      disclosure: { released: [], withheld: [] },
    });
    await respond(HARBOUR, id, { state: 'ACKNOWLEDGED' });
    expect((await read(HARBOUR, id)).body.records).toEqual({});
    await respond(HARBOUR, id, { state: 'ACCEPTED' });
    const after = await read(HARBOUR, id);
    expect(after.body.records).toEqual({
      identity: [
        expect.objectContaining({
          originator: 'met-police',
          agreement: 'MD-VCS-005',
          ...names(),
        }),
      ],
      referral: [
        expect.objectContaining({
          need: 'CANARY-NEED',
          contactRoute: 'CANARY-ROUTE',
        }),
      ],
      takeUp: [
        expect.objectContaining({
          originator: 'harbour-mentoring',
          takeUp: 'ACCEPTED',
        }),
      ],
    });
    const { birthDate, postcode, nhsNumber } = person(exchange, number);
    for (const answer of [
      before,
      after,
      await by(HARBOUR, 'GET', '/v1/referrals'),
    ]) {
      for (const secret of [
        birthDate,
        postcode,
        nhsNumber,
        'CANARY-VIEW',
        caseId,
        'INC_',
      ]) {
        expect(textOf(answer)).not.toContain(secret);
      }
    }
    expect(await entriesOf(exchange, after)).toMatchObject([
      {
        kept: {
          recipient: 'harbour-mentoring',
          purpose: 'REFERRAL',
          case: caseId,
        },
      },
    ]);
  });

  it('that has ended or declined, leaves it with what it said itself', async () => {
    const ended = await made(MENTORING);
    for (const body of [
      { state: 'ACCEPTED' },
      { state: 'STARTED' },
      { state: 'ENDED', outcome: 'CANARY-OUTCOME' },
    ]) {
      expect((await respond(HARBOUR, ended, body)).status).toBe(200);
    }
    const answer = await read(HARBOUR, ended);
    expect(Object.keys(answer.body.records)).toEqual(['takeUp']);
    expect(textOf(answer)).not.toContain(names().familyName);
    const declined = await made(MENTORING);
    await respond(HARBOUR, declined, { state: 'ACCEPTED' });
    await respond(HARBOUR, declined, {
      state: 'DECLINED',
      reason: 'NO_CAPACITY',
    });
    expect(textOf(await read(HARBOUR, declined))).not.toContain(
      names().familyName,
    );
    expect((await views()).at(-1)).toMatchObject({
      state: 'DECLINED',
      declineReason: 'NO_CAPACITY',
    });
  });

  it('tells the police who asked whether help was taken up, and how it ended', async () => {
    const id = await made(MENTORING);
    await respond(HARBOUR, id, { state: 'ACCEPTED' });
    await respond(HARBOUR, id, {
      state: 'STARTED',
      outcome: 'Synthetic: two sessions.',
    });
    const answer = await read(PANEL, id);
    expect(answer.body.records.takeUp).toMatchObject([
      { takeUp: 'STARTED', outcome: 'Synthetic: two sessions.' },
    ]);
    expectProblem(await respond(PANEL, id, { state: 'ENDED' }), 'NOT_FOUND');
  });
});

describe('to a youth justice service', () => {
  it('releases what the nomination gave it, under the agreement of the panel, at once', async () => {
    const id = await made(YOUTH_JUSTICE);
    const answer = await read(YJS, id);
    expect(answer.body).toMatchObject({
      agreement: 'MD-SBCU-001',
      state: 'SENT',
    });
    expect(answer.body.records.identity).toMatchObject([names()]);
    expect(answer.body.records.incident).toHaveLength(1);
    expect(textOf(answer)).not.toContain('CANARY-VIEW');
    const released = answer.body.disclosure.released.map(
      ({ flow }: { flow: string }) => flow,
    );
    expect(released).toEqual(expect.arrayContaining(['A1', 'A5']));
  });

  it('is acknowledged, which the panel sees; declining is no acknowledgement', async () => {
    const declined = await made(YOUTH_JUSTICE);
    await respond(YJS, declined, {
      state: 'DECLINED',
      reason: 'ALREADY_HELPING',
    });
    const id = await made(YOUTH_JUSTICE);
    const answer = await respond(YJS, id, { state: 'ACKNOWLEDGED' });
    expect(answer.body).toEqual({
      referralId: id,
      state: 'ACKNOWLEDGED',
      respondedAt: expect.any(String),
    });
    const [first, second] = await views();
    expect(first.acknowledgedAt).toBeUndefined();
    expect(second).toMatchObject({ acknowledgedAt: answer.body.respondedAt });
  });

  it('loses no words: what no flow carries is refused, on the way there and back', async () => {
    expectProblem(
      await make({ ...YOUTH_JUSTICE, needSummary: 'Synthetic.' }),
      'CONTENT_INVALID',
      ['/needSummary'],
    );
    const id = await made(YOUTH_JUSTICE);
    await respond(YJS, id, { state: 'ACCEPTED' });
    expectProblem(
      await respond(YJS, id, { state: 'STARTED', outcome: 'Synthetic.' }),
      'CONTENT_INVALID',
      ['/outcome'],
    );
  });
});

describe('a referral', () => {
  it('is not there for whom it is neither to nor by, and the write is refused as the read is', async () => {
    const id = await made(MENTORING);
    for (const client of [CARE, BROMLEY, 'croydon-yjs-case-system']) {
      expectProblem(await read(client, id), 'NOT_FOUND');
      expectProblem(
        await respond(client, id, { state: 'ACKNOWLEDGED' }),
        'NOT_FOUND',
      );
    }
    expectProblem(await read('safer-paths-system', id), 'NOT_FOUND');
    expectProblem(await read(VISITS, id), 'SCOPE_MISSING');
    expectProblem(
      await read(YJS, id, { purpose: 'PANEL_SELECTION' }),
      'HEADER_INVALID',
    );
  });

  it('goes from one state to the next that it allows; the same response again changes nothing', async () => {
    const id = await made(MENTORING);
    const early = await respond(HARBOUR, id, { state: 'STARTED' });
    expectProblem(early, 'ILLEGAL_TRANSITION');
    expect(early.body.allowed).toEqual([
      'ACKNOWLEDGED',
      'ACCEPTED',
      'DECLINED',
    ]);
    const first = await respond(HARBOUR, id, { state: 'ACCEPTED' });
    expect((await respond(HARBOUR, id, { state: 'ACCEPTED' })).body).toEqual(
      first.body,
    );
    await respond(HARBOUR, id, { state: 'STARTED', outcome: 'Synthetic.' });
    expectProblem(
      await respond(HARBOUR, id, { state: 'STARTED', outcome: 'Other.' }),
      'ILLEGAL_TRANSITION',
    );
  });

  it('that information was given is no referral: nothing is sent, and nobody may respond', async () => {
    const { needSummary: _, contactRoute: __, ...leaflet } = MENTORING;
    const id = await made({ ...leaflet, kind: 'SIGNPOSTED' });
    expect(JSON.stringify(await inbox(HARBOUR))).not.toContain(id);
    expectProblem(await read(HARBOUR, id), 'NOT_FOUND');
    expectProblem(
      await respond(HARBOUR, id, { state: 'ACKNOWLEDGED' }),
      'NOT_FOUND',
    );
    expect(
      (await views()).map(
        ({ kind, state }: { kind: string; state?: string }) => [kind, state],
      ),
    ).toEqual([['SIGNPOSTED', undefined]]);
    expectProblem(
      await make({ ...MENTORING, kind: 'SIGNPOSTED' }),
      'CONTENT_INVALID',
    );
  });

  it('to a service outside is recorded as sent, and the panel says what came of it', async () => {
    const id = await made({
      kind: 'REFERRED',
      serviceId: 'southside-boxing-club',
      need: 'POSITIVE_ACTIVITY',
      basis: 'CONSENT',
    });
    for (const body of [
      { state: 'ACCEPTED' },
      { state: 'STARTED', outcome: 'Synthetic: goes weekly.' },
    ]) {
      expect((await respond(PANEL, id, body)).status).toBe(200);
    }
    expect((await views()).at(-1)).toMatchObject({
      state: 'STARTED',
      serviceId: 'southside-boxing-club',
    });
    const { takeUp } = (await read(PANEL, id)).body.records;
    expect(takeUp).toMatchObject([
      { originator: 'met-police', outcome: 'Synthetic: goes weekly.' },
    ]);
    expectProblem(await respond(HARBOUR, id, { state: 'ENDED' }), 'NOT_FOUND');
  });

  it('that is declined stands on the worklist until another is made, of a case that has been closed too', async () => {
    const todo = async (): Promise<string[]> => {
      const path = '/v1/worklist?panel=south-bcu&borough=E09000008';
      const { tasks } = (await exchange.ask(PANEL, { method: 'GET', path }))
        .body;
      const mine = tasks.filter(
        (task: { caseId: string }) => task.caseId === caseId,
      );
      return mine
        .map(({ kind }: { kind: string }) => kind)
        .filter((kind: string) => kind.startsWith('REFERRAL'));
    };
    const id = await made(YOUTH_JUSTICE);
    expect(
      (await respond(YJS, id, { state: 'DECLINED', reason: 'NO_CAPACITY' }))
        .status,
    ).toBe(200);
    expect(await todo()).toContain('REFERRAL_DECLINED');
    const close = {
      kind: 'CLOSE',
      reason: 'Synthetic.',
      officer: { practitioner: 'dc-1', role: 'PANEL_CHAIR' },
    };
    expect(
      (await ofCase(exchange, caseId, 'POST', '/outcomes', close)).body.state,
    ).toBe('CLOSED');
    expect(await todo()).toEqual(['REFERRAL_DECLINED']);
    await made(YOUTH_JUSTICE);
    expect(await todo()).toEqual([]);
  });

  it('to a partner is made, where the panel has decided that: until it is, it is somebody’s task', async () => {
    const { caseId: referred } = await decidedCase(exchange, 29, {
      outcome: 'REFER_PARTNER',
    });
    const { store, clock } = exchange.running.world;
    const toMake = async () =>
      (
        await store.tasks(
          'south-bcu',
          person(exchange, 29).borough,
          '2999-01-01T00:00:00.000Z',
          clock(),
        )
      ).filter(
        (task) => task.caseId === referred && task.kind === 'MAKE_REFERRAL',
      );
    expect(await toMake()).toHaveLength(1);
    const service = {
      ...YOUTH_JUSTICE,
      serviceId: SERVICES[person(exchange, 29).borough],
    };
    expect(
      (await ofCase(exchange, referred, 'POST', '/referrals', service)).status,
    ).toBe(201);
    expect(await toMake()).toEqual([]);
  });

  it('is made to nobody from whom the police keep the child', async () => {
    const handling = {
      code: 'C' as const,
      recipients: ['panel:south-bcu', 'croydon-yjs'],
    };
    const change = (body: NominationBody) => ({ ...body, handling });
    caseId = (await nominateFresh(exchange, { change })).answer.body.caseId;
    const meetingId = await meetingIn(exchange, 0);
    await screenAndList(exchange, caseId, meetingId);
    await decideOn(exchange, { caseId, meetingId });
    expectProblem(await make(MENTORING), 'NO_AGREEMENT');
    await made(YOUTH_JUSTICE);
  });

  it('is made of a decided case, to a service that there is, for a child whom it is for', async () => {
    const open = await listedCase(exchange, 3);
    expectProblem(
      await ofCase(exchange, open.caseId, 'POST', '/referrals', YOUTH_JUSTICE),
      'ILLEGAL_TRANSITION',
    );
    expectProblem(
      await make({ ...MENTORING, serviceId: 'no-such-service' }),
      'CONTENT_INVALID',
      ['/serviceId'],
    );
    expectProblem(
      await make({ ...MENTORING, need: 'HOUSING' }),
      'CONTENT_INVALID',
      ['/need'],
    );
    expectProblem(
      await make({ ...YOUTH_JUSTICE, serviceId: 'bromley-yjs' }),
      'CONTENT_INVALID',
      ['/serviceId'],
    );
  });

  it('is one however often the request is repeated', async () => {
    const key = withKey(randomUUID());
    const first = await make(YOUTH_JUSTICE, key);
    expect((await make(YOUTH_JUSTICE, key)).body).toEqual(first.body);
    expect(await views()).toHaveLength(1);
  });
});

describe('the directory', () => {
  const services = async (query = '') =>
    (await exchange.ask(PANEL, { method: 'GET', path: `/v1/services${query}` }))
      .body.services;

  it('names who helps with a need, in a borough, at an age', async () => {
    const ids = async (query: string) =>
      (await services(query)).map(
        ({ serviceId }: { serviceId: string }) => serviceId,
      );
    expect(await ids('?need=YOUTH_JUSTICE&borough=E09000008')).toEqual([
      'croydon-yjs',
    ]);
    expect(await ids('?need=MENTORING&borough=E09000029')).toEqual([
      'harbour-mentoring',
      'sutton-yjs',
    ]);
    expect(await ids('?need=MENTORING&age=9')).toEqual([
      'southside-boxing-club',
    ]);
    expect(await ids('')).toHaveLength(11);
  });

  it('counts how others found a service from five of them on, and never whose', async () => {
    const feedback = async () =>
      (await services()).find(
        ({ serviceId }: { serviceId: string }) => serviceId === 'safer-paths',
      ).feedback;
    const paths = {
      ...MENTORING,
      serviceId: 'safer-paths',
      need: 'EXPLOITATION',
    };
    for (let i = 1; i <= 5; i += 1) {
      expect(await feedback()).toEqual({});
      const id = await made(paths);
      for (const body of [
        { state: 'ACCEPTED' },
        { state: 'STARTED' },
        { state: 'ENDED', suitability: 'PARTLY' },
      ]) {
        expect((await respond('safer-paths-system', id, body)).status).toBe(
          200,
        );
      }
    }
    expect(await feedback()).toEqual({ PARTLY: 5 });
  });
});
