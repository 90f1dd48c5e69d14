/** POST /v1/cases/{id}/decisions: the panel decides on what it saw, once, with every gap acknowledged, or not at all. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../local/client.ts';
import type { Blocker } from '../../../schemas/contract/problems.ts';
import { subjectOf, testExchange } from '../../exchange.ts';
import { type NominationBody, nominateFresh } from '../fresh-child.ts';
import {
  attend,
  CARE,
  date,
  decisionOn,
  entriesOf,
  expectProblem,
  flagOn,
  listedCase,
  meetingIn,
  NO_CONVICTION,
  ofCase,
  PANEL,
  person,
  raise,
  reply,
  screenAndList,
  TODAY,
  VIEW,
  withKey,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
// Each test decides on a case of its own: children of Croydon, and one who moved there.
const CROYDON = [1, 7];
let number = 0;
let caseId: string;
let requests: Map<string, string>;

const of = (
  method: 'GET' | 'POST' | 'PUT',
  rest: string,
  body?: unknown,
  more = {},
) => ofCase(exchange, caseId, method, rest, body, more);
const pack = async () => (await of('GET', '/pack')).body;
const decide = (body: unknown, more = {}) =>
  of('POST', '/decisions', body, more);
const check = (change: object = {}) =>
  of('PUT', '/eligibility', { ...NO_CONVICTION, ...change });
const codesOf = ({ body }: Answer) =>
  [...new Set(body.blockers.map(({ code }: Blocker) => code))].sort();
const DEFERRAL = {
  outcome: 'DEFER',
  deferralReason: 'INSUFFICIENT_INFORMATION',
  nextDate: date(14),
  acknowledgements: [],
};

const expectBlocked = (answer: Answer, codes: Blocker['code'][]) => {
  expectProblem(answer, 'DECISION_BLOCKED');
  expect(codesOf(answer)).toEqual(codes);
};

beforeEach(async () => {
  number = CROYDON[0] === number ? 7 : 1;
  ({ caseId, requests } = await listedCase(exchange, number, TODAY));
  // What an earlier test left open stays one case; its requests are those of the inbox.
  if (requests.size > 0) return;
  const { viewRequests } = (await of('GET', '')).body;
  requests = new Map(
    viewRequests.map((each: { agency: string; viewRequestId: string }) => [
      each.agency,
      each.viewRequestId,
    ]),
  );
});

describe('stands in the way', () => {
  it('a pack that is not the one there is; the digest of that one is named', async () => {
    await check();
    const current = await pack();
    const answer = await decide(
      decisionOn({ ...current, digest: '0'.repeat(64) }),
    );
    expectBlocked(answer, ['STALE_PACK']);
    expect(answer.body.packDigest).toBe(current.digest);
  });

  it('a gap that nobody acknowledged, each by its own name', async () => {
    await check();
    const current = await pack();
    const [first, ...others] = decisionOn(current).acknowledgements;
    const answer = await decide({
      ...decisionOn(current),
      acknowledgements: others,
    });
    expectBlocked(answer, ['GAP_NOT_ACKNOWLEDGED']);
    expect(answer.body.blockers).toMatchObject([{ about: first.about }]);
    expect(
      (await decide({ ...decisionOn(current), acknowledgements: [] })).body
        .blockers,
    ).toHaveLength(current.gaps.length);
  });

  it('a divergence that nobody acknowledged, and an acknowledgement of what was said before is none', async () => {
    await check();
    const says = (client: string, agency: string, riskToOthers: string) =>
      reply(exchange, client, requests.get(agency), {
        kind: 'VIEW',
        view: { riskToOthers },
      });
    await says(YJS, 'croydon-yjs', 'LOW');
    await says(CARE, 'croydon-social-care', 'HIGH');
    const before = await pack();
    expect(before.divergences).toMatchObject([{ about: 'RISK_TO_OTHERS' }]);
    await says(CARE, 'croydon-social-care', 'VERY_HIGH');
    const now = await pack();
    const stale = {
      ...decisionOn(now),
      acknowledgements: decisionOn({ ...now, divergences: before.divergences })
        .acknowledgements,
    };
    expectBlocked(await decide(stale), ['DIVERGENCE_NOT_ACKNOWLEDGED']);
  });

  it('an eligibility rule that is not met or not known, for INCLUDE and for INCLUDE alone', async () => {
    await check({ finding: 'NOT_KNOWN' });
    const unknown = await decide(decisionOn(await pack()));
    expectBlocked(unknown, ['ELIGIBILITY_NOT_MET']);
    expect(unknown.body.blockers).toMatchObject([
      { about: 'NO_WEAPON_CONVICTION' },
    ]);
    await check({ finding: 'NOT_MET' });
    expectBlocked(await decide(decisionOn(await pack())), [
      'ELIGIBILITY_NOT_MET',
    ]);
    expectBlocked(
      await decide(decisionOn(await pack(), { outcome: 'EXCLUDE' })),
      ['EXCLUSION_REASON_MISSING'],
    );
  });

  it('that its meeting has not been held; the pack says already how old the child will be on that day', async () => {
    const [year = '', ...day] = date(30).split('-');
    const birthDate = [Number(year) - 18, ...day].join('-');
    const change = (body: NominationBody) => ({
      ...body,
      subject: { ...body.subject, birthDate },
    });
    caseId = (await nominateFresh(exchange, { change })).answer.body.caseId;
    for (const ahead of [1, 30]) {
      const meetingId = await meetingIn(exchange, ahead);
      await screenAndList(exchange, caseId, meetingId);
      await attend(exchange, meetingId);
      await check();
      expectProblem(await decide(decisionOn(await pack())), 'CONTENT_INVALID', [
        '/meetingId',
      ]);
      expectProblem(
        await decide(decisionOn(await pack(), DEFERRAL)),
        'CONTENT_INVALID',
        ['/meetingId'],
      );
    }
    const { eligibility } = await pack();
    expect(eligibility).toContainEqual(
      expect.objectContaining({ rule: 'UNDER_18', finding: 'NOT_MET' }),
    );
  });

  it('another meeting than the one for which the case is listed', async () => {
    await check();
    const current = await pack();
    for (const meetingId of [
      await meetingIn(exchange, 7),
      `mtg_${'0'.repeat(32)}`,
    ]) {
      expectProblem(
        await decide(decisionOn(current, { meetingId })),
        'CONTENT_INVALID',
        ['/meetingId'],
      );
    }
  });

  it.each([
    ['no next date', { nextDate: undefined }],
    ['no reason', { deferralReason: undefined }],
    ['a next date that is not after the meeting', { nextDate: date(0) }],
  ])('a deferral with %s', async (_, change) => {
    expectBlocked(
      await decide(decisionOn(await pack(), { ...DEFERRAL, ...change })),
      ['DEFERRAL_INCOMPLETE'],
    );
  });

  it('all of it at once, and the refusal is entered as the disclosure that it is', async () => {
    await check({ finding: 'NOT_MET' });
    const answer = await decide(
      decisionOn(await pack(), {
        packDigest: 'f'.repeat(64),
        acknowledgements: [],
      }),
    );
    expectProblem(answer, 'DECISION_BLOCKED');
    expect(codesOf(answer)).toEqual(
      expect.arrayContaining([
        'ELIGIBILITY_NOT_MET',
        'GAP_NOT_ACKNOWLEDGED',
        'STALE_PACK',
      ]),
    );
    const [entry, ...more] = await entriesOf(exchange, answer);
    expect(more).toEqual([]);
    expect(entry?.kept).toMatchObject({
      recipient: 'panel:south-bcu',
      status: 409,
      problem: 'DECISION_BLOCKED',
    });
    expect(entry?.kept.released.length).toBeGreaterThan(0);
  });
});

describe('between the pack and the decision', () => {
  it.each([
    [
      'a reply',
      () =>
        reply(exchange, YJS, requests.get('croydon-yjs'), {
          kind: 'VIEW',
          view: { facts: [randomUUID()] },
        }),
    ],
    [
      'a flag',
      () =>
        exchange.ask(YJS, raise(flagOn(subjectOf(person(exchange, number))))),
    ],
    ['a check', () => check({ evidence: 'Looked at again.' })],
    ['another nomination', () => exchange.nominate(person(exchange, number))],
  ])(
    '%s makes the pack another, and the decision is not taken on the old one',
    async (_, arrives) => {
      await check();
      const seen = await pack();
      expect((await arrives()).status).toBeLessThan(300);
      const answer = await decide(decisionOn(seen));
      expectProblem(answer, 'DECISION_BLOCKED');
      expect(codesOf(answer)).toContain('STALE_PACK');
    },
  );

  it('a reply at the same moment is in the pack that was decided on, or comes after: never overlooked', async () => {
    await check();
    const body = decisionOn(await pack(), DEFERRAL);
    const [replied, decided] = await Promise.all([
      reply(exchange, YJS, requests.get('croydon-yjs'), {
        kind: 'VIEW',
        view: { facts: [randomUUID()] },
      }),
      decide(body),
    ]);
    expect(replied.status).toBe(200);
    expect([201, 409]).toContain(decided.status);
    const { returns } = await pack();
    const state = returns.find(
      ({ agency }: { agency: string }) => agency === 'croydon-yjs',
    ).state;
    expect(state).toBe('REPLIED');
  });
});

describe('a decision', () => {
  it('that is deferred stays on the list with its next date, and may be decided later', async () => {
    const { meetingId } = await pack();
    expect((await decide(decisionOn(await pack(), DEFERRAL))).status).toBe(201);
    expect((await of('GET', '')).body).toMatchObject({
      state: 'LISTED',
      meetingOn: date(14),
    });
    // Until it is listed again there is no meeting at which to decide.
    expectProblem(
      await decide(decisionOn(await pack(), { meetingId })),
      'CONTENT_INVALID',
      ['/meetingId'],
    );
  });

  it('keeps who was there, whatever the attendance says afterwards', async () => {
    await check();
    const body = decisionOn(await pack(), { ...DEFERRAL });
    expect((await decide(body)).status).toBe(201);
    const path = `/v1/meetings/${body.meetingId}/attendance`;
    expect(
      (
        await exchange.ask(PANEL, {
          method: 'PUT',
          path,
          body: { present: [] },
        })
      ).status,
    ).toBe(200);
    const taken = (await of('GET', '')).body.decisions.at(-1);
    expect(
      taken.present.map(({ agency }: { agency: string }) => agency),
    ).toContain('croydon-yjs');
  });

  it('is taken once: a second is refused, with what the state still allows', async () => {
    await check();
    await reply(exchange, YJS, requests.get('croydon-yjs'), VIEW);
    const body = decisionOn(await pack());
    const key = withKey(randomUUID());
    const first = await decide(body, key);
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      decisionId: expect.stringMatching(/^dec_/),
      caseId,
    });
    expect((await decide(body, key)).body).toEqual(first.body);
    const second = await decide(body);
    expectProblem(second, 'ILLEGAL_TRANSITION');
    expect(second.body.allowed).toContain('ALLOCATE_VISIT');
    expect(second.body.allowed).not.toEqual(expect.arrayContaining(['DECIDE']));
    const { meetingId } = body;
    expectProblem(
      await of('PUT', '/listing', { meetingId, reason: 'Synthetic.' }),
      'ILLEGAL_TRANSITION',
    );
    expectProblem(await of('POST', '/view-requests', {}), 'ILLEGAL_TRANSITION');
    expect((await of('GET', '')).body).toMatchObject({
      state: 'DECIDED',
      decisions: expect.arrayContaining([
        expect.objectContaining({
          outcome: 'INCLUDE',
          packDigest: body.packDigest,
        }),
      ]),
    });
    expect(await entriesOf(exchange, second)).toMatchObject([
      { kept: { outcome: 'FAILED', problem: 'ILLEGAL_TRANSITION' } },
    ]);
    // The child whose case was decided is, if nominated again, a new discussion.
    expect(
      (await exchange.nominate(person(exchange, number))).body.caseId,
    ).not.toBe(caseId);
  });

  it('of ten at once is one', async () => {
    await check();
    const body = decisionOn(await pack());
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => decide(body)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      201,
      ...Array(9).fill(409),
    ]);
    expect(
      (await of('GET', '')).body.decisions.filter(
        ({ outcome }: { outcome: string }) => outcome === 'INCLUDE',
      ),
    ).toHaveLength(1);
  });

  it('of a case that is not listed is refused, with what comes first', async () => {
    const nominated = (await exchange.nominate(person(exchange, 11))).body
      .caseId;
    const meetingId = await meetingIn(exchange, 7);
    const body = decisionOn(
      (await ofCase(exchange, nominated, 'GET', '/pack')).body,
      { meetingId },
    );
    const answer = await ofCase(
      exchange,
      nominated,
      'POST',
      '/decisions',
      body,
    );
    expectProblem(answer, 'ILLEGAL_TRANSITION');
    expect(answer.body.allowed).toContain('SCREEN');
    expect(answer.body.allowed).not.toEqual(expect.arrayContaining(['DECIDE']));
  });

  it('states no reason that belongs to another outcome', async () => {
    await check();
    const answer = await decide(
      decisionOn(await pack(), {
        exclusionReason: 'AGE',
        deferralReason: 'ONGOING_INVESTIGATION',
      }),
    );
    expect([409, 422]).toContain(answer.status);
  });
});
