/** View requests: each agency sees its own, answers what it was asked, and nothing it says is lost or said for it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { testExchange, textOf } from '../../exchange.ts';
import {
  APPROVAL,
  BROMLEY,
  CARE,
  decisionOn,
  entriesOf,
  expectProblem,
  HEALTH_VIEW,
  listedCase,
  NO_CONVICTION,
  ofCase,
  person,
  reply,
  SLAM,
  TODAY,
  VIEW,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
let caseId: string;
let requests: Map<string, string>;
const list = (client: string, query = '') =>
  exchange.ask(client, { method: 'GET', path: `/v1/view-requests${query}` });
const read = (client: string, id: string | undefined) =>
  exchange.ask(client, { method: 'GET', path: `/v1/view-requests/${id}` });
const pack = async (of = caseId) =>
  (await ofCase(exchange, of, 'GET', '/pack')).body;
type ReturnShown = {
  agency: string;
  state: string;
  records: Record<string, unknown[]>;
};
const returnOf = async (
  agency: string,
  of = caseId,
): Promise<ReturnShown | undefined> =>
  (await pack(of)).returns.find((each: ReturnShown) => each.agency === agency);

beforeAll(async () => {
  // Number 1 lives in Croydon and lived in Bromley: the services and the trusts of both are asked.
  ({ caseId, requests } = await listedCase(exchange, 1));
});

it('every agency that the child’s addresses concern was asked, and no other', () => {
  const boroughs = ['croydon', 'bromley'].flatMap((b) => [
    `${b}-yjs`,
    `${b}-social-care`,
    `${b}-education`,
  ]);
  expect([...requests.keys()].sort()).toEqual(
    [...boroughs, 'oxleas', 'slam'].sort(),
  );
});

describe('the list of what an agency is asked', () => {
  it('holds its own requests and names no child', async () => {
    const answer = await list(YJS);
    expect(answer.body.viewRequests).toMatchObject([
      { viewRequestId: requests.get('croydon-yjs'), state: 'OPEN' },
    ]);
    const { givenName, familyName, nhsNumber } = person(exchange, 1);
    for (const secret of [givenName, familyName, nhsNumber, 'yp_'])
      expect(textOf(answer)).not.toContain(secret);
    expect((await list('sutton-yjs-case-system')).body.viewRequests).toEqual(
      [],
    );
  });

  it('comes in pages, each request once, by cursors that are its own system’s', async () => {
    for (const number of [4, 7, 10]) await listedCase(exchange, number);
    const [seen, cursors] = [[] as string[], [] as string[]];
    for (let next: string | undefined = ''; next !== undefined; ) {
      const { body } = await list(CARE, `?limit=1${next && `&after=${next}`}`);
      seen.push(
        ...body.viewRequests.map(
          ({ viewRequestId }: { viewRequestId: string }) => viewRequestId,
        ),
      );
      next = body.next;
      if (next) cursors.push(next);
    }
    const all = (await list(CARE)).body.viewRequests.map(
      ({ viewRequestId }: { viewRequestId: string }) => viewRequestId,
    );
    expect(seen).toEqual(all);
    expect(all).toHaveLength(4);
    expectProblem(await list(YJS, `?after=${cursors[0]}`), 'CONTENT_INVALID', [
      '/query/after',
    ]);
  });
});

describe('a request that is another agency’s is not there', () => {
  it('to be read or answered, and its own agency hears nothing of the attempt', async () => {
    const foreign = requests.get('croydon-social-care');
    for (const client of [YJS, BROMLEY, SLAM]) {
      expectProblem(await read(client, foreign), 'NOT_FOUND');
      expectProblem(
        await reply(exchange, client, foreign, {
          kind: 'NOTHING_HELD',
          ...(client === SLAM && { approval: APPROVAL }),
        }),
        'NOT_FOUND',
      );
    }
    expect(await returnOf('croydon-social-care')).toMatchObject({
      state: 'ASKED',
    });
  });
});

describe('what a reply may not be', () => {
  const health = { health: HEALTH_VIEW.health };
  it.each([
    [
      'health under an agreement that keeps it out',
      YJS,
      'croydon-yjs',
      { ...VIEW, ...health },
      '/health',
    ],
    [
      'a narrative from a trust',
      SLAM,
      'slam',
      {
        ...HEALTH_VIEW,
        view: VIEW.view,
        involvement: { knownToService: true },
      },
      '/involvement,/view',
    ],
    [
      'a trust’s view without its guardian’s approval',
      SLAM,
      'slam',
      { kind: 'VIEW', ...health },
      '/approval',
    ],
    [
      'a trust’s nil return without it',
      SLAM,
      'slam',
      { kind: 'NOTHING_HELD' },
      '/approval',
    ],
    [
      'a diagnosis',
      SLAM,
      'slam',
      {
        ...HEALTH_VIEW,
        health: { ...HEALTH_VIEW.health, diagnosis: 'canary' },
      },
      '/health/diagnosis',
    ],
    [
      'a judgement that is not on the scale',
      YJS,
      'croydon-yjs',
      { kind: 'VIEW', view: { riskToOthers: 'CANARY' } },
      '/view/riskToOthers',
    ],
    [
      'a nil return that says something',
      YJS,
      'croydon-yjs',
      { ...VIEW, kind: 'NOTHING_HELD' },
      '/view',
    ],
    [
      'withheld for no reason',
      YJS,
      'croydon-yjs',
      { kind: 'WITHHELD' },
      '/reason',
    ],
    ['no kind', YJS, 'croydon-yjs', { view: VIEW.view }, '/kind'],
  ])('%s', async (_, client, agency, body, pointers) => {
    expectProblem(
      await reply(exchange, client, requests.get(agency), body),
      'CONTENT_INVALID',
      pointers.split(','),
    );
  });

  it.each([
    { kind: 'VIEW' },
    { kind: 'VIEW', view: {} },
    { kind: 'VIEW', view: {}, involvement: {} },
  ])('a view that says nothing: %o', async (body) => {
    expectProblem(
      await reply(
        exchange,
        clientOf('bromley-education'),
        requests.get('bromley-education'),
        body,
      ),
      'CONTENT_INVALID',
    );
  });
});

describe('a reply is kept as it was given', () => {
  it('a nil return is a nil return, and no gap', async () => {
    const answer = await reply(exchange, YJS, requests.get('croydon-yjs'), {
      kind: 'NOTHING_HELD',
    });
    expect(answer.body).toMatchObject({ kind: 'NOTHING_HELD', version: 1 });
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(await returnOf('croydon-yjs')).toMatchObject({
      state: 'NOTHING_HELD',
      records: {},
    });
    expect(
      (await pack()).gaps.map(({ agency }: { agency: string }) => agency),
    ).not.toContain('croydon-yjs');
    expect((await read(YJS, requests.get('croydon-yjs'))).body.state).toBe(
      'REPLIED',
    );
    expect(
      (await list(YJS)).body.viewRequests.find(
        ({ viewRequestId }: { viewRequestId: string }) =>
          viewRequestId === requests.get('croydon-yjs'),
      ).state,
    ).toBe('REPLIED');
    expect(await entriesOf(exchange, answer)).toMatchObject([
      { kept: { operation: 'COLLECTION', outcome: 'PERMIT', case: caseId } },
    ]);
  });

  it('the same again is the same version, another is the next, and the latest counts', async () => {
    const id = requests.get('croydon-yjs');
    expect(
      (await reply(exchange, YJS, id, { kind: 'NOTHING_HELD' })).body.version,
    ).toBe(1);
    expect((await reply(exchange, YJS, id, VIEW)).body.version).toBe(2);
    expect(await returnOf('croydon-yjs')).toMatchObject({
      state: 'REPLIED',
      records: { view: [{ riskToOthers: 'LOW' }] },
    });
  });

  it('what one agency says is not told to another', async () => {
    const canary = {
      kind: 'VIEW',
      view: { facts: ['A fact of Croydon only.'] },
    };
    await reply(exchange, YJS, requests.get('croydon-yjs'), canary);
    for (const [client, agency] of [
      [CARE, 'croydon-social-care'],
      [BROMLEY, 'bromley-yjs'],
      [SLAM, 'slam'],
    ] as const) {
      expect(textOf(await read(client, requests.get(agency)))).not.toContain(
        'A fact of Croydon only.',
      );
    }
  });
});

it('ten replies at once on one case, by eight agencies, two of them twice: none is lost', async () => {
  const { caseId: busy, requests: asked } = await listedCase(
    exchange,
    1,
    TODAY,
  );
  // Number 1 is in a case already, so that the same requests stand; each agency says something new.
  expect([busy, asked.size]).toEqual([caseId, 0]);
  const clients = new Map(
    [...requests.keys()].map((agency) => [agency, clientOf(agency)]),
  );
  const judged = (agency: string, riskToOthers: string) =>
    RESTRICTED.includes(agency)
      ? { ...HEALTH_VIEW, health: { ...HEALTH_VIEW.health, riskToOthers } }
      : { kind: 'VIEW', view: { riskToOthers, facts: ['Concurrent.'] } };
  const before = (await reply(exchange, YJS, requests.get('croydon-yjs'), VIEW))
    .body.version;
  const all = [...clients].map(([agency, client]) =>
    reply(exchange, client, requests.get(agency), judged(agency, 'HIGH')),
  );
  all.push(
    reply(exchange, YJS, requests.get('croydon-yjs'), judged('', 'MEDIUM')),
  );
  all.push(
    reply(exchange, YJS, requests.get('croydon-yjs'), judged('', 'VERY_HIGH')),
  );
  const answers = await Promise.all(all);
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
  // The case was moved to a meeting of today, and yet a trust's answer shows no earlier than the day by which it was asked for.
  const { returns } = await pack();
  expect(
    returns.map(({ agency, state }: ReturnShown) => [agency, state]),
  ).toEqual(
    [...clients.keys()]
      .sort()
      .map((agency) => [
        agency,
        RESTRICTED.includes(agency) ? 'ASKED' : 'REPLIED',
      ]),
  );
  const versions = answers
    .filter(({ body }) => body.viewRequestId === requests.get('croydon-yjs'))
    .map(({ body }) => body.version);
  expect(versions.sort()).toEqual([before + 1, before + 2, before + 3]);
});

it('once the case is decided, the list and the request agree on how it stands', async () => {
  await ofCase(exchange, caseId, 'PUT', '/eligibility', NO_CONVICTION);
  expect(
    (
      await ofCase(
        exchange,
        caseId,
        'POST',
        '/decisions',
        decisionOn(await pack()),
      )
    ).status,
  ).toBe(201);
  const id = requests.get('croydon-yjs');
  const { state } = (await read(YJS, id)).body;
  const listed = (await list(YJS)).body.viewRequests.find(
    ({ viewRequestId }: { viewRequestId: string }) => viewRequestId === id,
  );
  expect([state, listed.state]).toEqual(['CLOSED', 'CLOSED']);
});

/** The agencies that answer under the restricted agreement. */
const RESTRICTED = ['slam', 'oxleas'];

/** The system of each agency that number 1’s addresses concern. */
const clientOf = (agency: string): string =>
  agency.endsWith('-education')
    ? `${agency}-pupil-system`
    : agency.includes('-')
      ? `${agency}-case-system`
      : `${agency}-camhs-system`;
