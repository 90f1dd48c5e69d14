/** A late reply that changes what a decision rested on: the panel is told, lists the case again, and decides again. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { CohortPerson } from '../../../local/cohort/cohort.ts';
import { testExchange } from '../../exchange.ts';
import { heldOf } from '../become.ts';
import {
  at,
  attend,
  CARE,
  decisionOn,
  expectProblem,
  listedCase,
  meetingIn,
  NO_CONVICTION,
  ofCase,
  PANEL,
  person,
  reply,
  TODAY,
  VIEW,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
let caseId: string;
let requests: Map<string, string>;
let meetingId: string;
let child: CohortPerson;
let used = 0;

const of = (method: 'GET' | 'POST' | 'PUT', rest: string, body?: unknown) =>
  ofCase(exchange, caseId, method, rest, body);
const theCase = async () => (await of('GET', '')).body;
const pack = async () => (await of('GET', '/pack')).body;
const decide = async (change: object = {}) =>
  of('POST', '/decisions', decisionOn(await pack(), change));
const list = (id: string) =>
  of('PUT', '/listing', { meetingId: id, reason: 'A late reply.' });
const yjsSays = (body: unknown) =>
  reply(exchange, YJS, requests.get('croydon-yjs'), body);
const careSays = (body: unknown) =>
  reply(exchange, CARE, requests.get('croydon-social-care'), body);
const worklist = async (): Promise<{ caseId: string; kind: string }[]> => {
  const path = '/v1/worklist?panel=south-bcu&borough=E09000008';
  return (await exchange.ask(PANEL, { method: 'GET', path })).body.tasks;
};

// Each of a child of Croydon of their own: what one test leaves open, another's nomination would join.
beforeEach(async () => {
  const children = exchange.people.filter(
    ({ borough }) => borough === 'E09000008',
  );
  child = children[used] ?? person(exchange, 1);
  used += 1;
  ({ caseId, requests, meetingId } = await listedCase(
    exchange,
    child.number,
    TODAY,
  ));
  await of('PUT', '/eligibility', NO_CONVICTION);
  await of('PUT', '/eligibility', {
    ...NO_CONVICTION,
    rule: 'EVIDENCE_OF_CARRYING',
  });
  expect((await yjsSays(VIEW)).status).toBe(200);
  expect((await decide()).status).toBe(201);
});

describe('a reply after the decision', () => {
  it('that changes nothing of what it rested on leaves it as it is', async () => {
    await yjsSays({
      kind: 'VIEW',
      view: { ...VIEW.view, riskToOthers: 'HIGH', facts: ['Another fact.'] },
    });
    expect(await theCase()).toMatchObject({ state: 'DECIDED', reopened: [] });
    expectProblem(await list(meetingId), 'ILLEGAL_TRANSITION');
  });

  it('that closes a gap takes it up again: it is said, and until it is listed there is no meeting to decide at', async () => {
    await careSays({ kind: 'NOTHING_HELD' });
    expect(await theCase()).toMatchObject({
      state: 'LISTED',
      reopened: ['gap NO_REPLY:croydon-social-care'],
    });
    expectProblem(await decide({ meetingId }), 'CONTENT_INVALID', [
      '/meetingId',
    ]);
  });

  it('counts also where it was begun before the decision', async () => {
    await at(exchange, Date.now() - 60_000, () =>
      careSays({ kind: 'NOTHING_HELD' }),
    );
    expect((await theCase()).reopened).toEqual([
      'gap NO_REPLY:croydon-social-care',
    ]);
  });
});

describe('a case that is taken up again', () => {
  beforeEach(async () => {
    expect(
      (await careSays({ kind: 'VIEW', view: { riskToOthers: 'VERY_HIGH' } }))
        .status,
    ).toBe(200);
    expect((await theCase()).reopened).toContain(
      'gap NO_REPLY:croydon-social-care',
    );
  });

  it('is listed in one step, decided again on the pack as it is, and then stands', async () => {
    const again = await meetingIn(exchange, 0);
    await attend(exchange, again);
    expect((await list(again)).status).toBe(200);
    expect(await theCase()).toMatchObject({ state: 'LISTED', reopened: [] });
    const { divergences } = await pack();
    expect(divergences).toMatchObject([{ about: 'RISK_TO_OTHERS' }]);
    // What was acknowledged in the first decision is; that the views differ was not to be seen then.
    const blocked = await decide({ acknowledgements: [] });
    expect(
      blocked.body.blockers.map(({ code }: { code: string }) => code),
    ).toEqual(['DIVERGENCE_NOT_ACKNOWLEDGED']);
    expect((await decide()).status).toBe(201);
    const decided = await theCase();
    expect(decided).toMatchObject({ state: 'DECIDED', reopened: [] });
    expect(decided.decisions).toHaveLength(2);
  });

  it('can be checked and asked after while nobody has listed it', async () => {
    expect(
      (
        await of('PUT', '/eligibility', {
          ...NO_CONVICTION,
          evidence: 'Looked again.',
        })
      ).status,
    ).toBe(200);
    expect((await theCase()).reopened).toContain(
      'gap NO_REPLY:croydon-social-care',
    );
    const asked = await of('POST', '/view-requests', {});
    expectProblem(asked, 'ILLEGAL_TRANSITION');
    expect(asked.body.allowed).toEqual(['LIST']);
  });

  it('stays so whatever is recorded in the name of an agency meanwhile, and is listed as before', async () => {
    const said = {
      reply: { kind: 'NOTHING_HELD' },
      person: 'Duty desk',
      channel: 'TELEPHONE',
    };
    expect((await of('PUT', '/returns/croydon-education', said)).status).toBe(
      200,
    );
    expect((await heldOf(exchange, caseId)).case.state).toBe('DECIDED');
    expect((await theCase()).reopened).toContain(
      'gap NO_REPLY:croydon-social-care',
    );
    expect((await list(await meetingIn(exchange, 0))).status).toBe(200);
    expect(await theCase()).toMatchObject({ state: 'LISTED', reopened: [] });
  });

  it('leaves nothing on the worklist, once it is listed, of what was to be done about the decision', async () => {
    const inFourDays = () =>
      at(exchange, Date.now() + 4 * 86_400_000, async () =>
        (await worklist())
          .filter((task) => task.caseId === caseId)
          .map(({ kind }) => kind),
      );
    expect(await inFourDays()).toContain('ALLOCATE_VISIT');
    expect((await list(await meetingIn(exchange, 7))).status).toBe(200);
    expect(await inFourDays()).not.toContain('ALLOCATE_VISIT');
  });

  it('is open beside a case of the child that was opened since, and a nomination joins that one still', async () => {
    const since = (await exchange.nominate(child)).body.caseId;
    expect(since).not.toBe(caseId);
    expect((await list(await meetingIn(exchange, 7))).status).toBe(200);
    expect((await exchange.nominate(child)).body.caseId).toBe(since);
  });
});
