/** What the panel records in an agency's name: provisional, readable by the agency, and never in place of its own word. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../../local/client.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import { workingDaysAfter } from '../../../rules/time/working-days.ts';
import { testExchange, textOf } from '../../exchange.ts';
import {
  APPROVAL,
  CARE,
  decidedCase,
  expectProblem,
  HEALTH_VIEW,
  listedCase,
  ofCase,
  reply,
  SLAM,
  VIEW,
  withKey,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
let caseId: string;
let requests: Map<string, string>;
const SAID = {
  reply: { kind: 'VIEW', view: { facts: ['Spoken in the room.'] } },
  person: 'Duty worker',
  channel: 'IN_PERSON',
};
const CONFIRM_BY = workingDaysAfter(londonDate(Date.now()), 2);
const EDUCATION = 'croydon-education-pupil-system';

const record = (agency: string, body: object = SAID) =>
  ofCase(exchange, caseId, 'PUT', `/returns/${agency}`, body);
const confirm = (client: string, agency: string, version: number, more = {}) =>
  exchange.ask(client, {
    method: 'POST',
    path: `/v1/view-requests/${requests.get(agency)}/confirmation`,
    body: { version },
    ...more,
  });
const readAs = (client: string, agency: string) =>
  exchange.ask(client, {
    method: 'GET',
    path: `/v1/view-requests/${requests.get(agency)}`,
  });
const inbox = async (client: string, agency: string) =>
  (
    await exchange.ask(client, { method: 'GET', path: '/v1/view-requests' })
  ).body.viewRequests.find(
    ({ viewRequestId }: { viewRequestId: string }) =>
      viewRequestId === requests.get(agency),
  ).state;
const pack = async () => (await ofCase(exchange, caseId, 'GET', '/pack')).body;
const gapsOf = ({ gaps }: Answer['body'], agency: string) =>
  gaps
    .filter((gap: { agency: string }) => gap.agency === agency)
    .map(({ kind }: { kind: string }) => kind);
const answerOf = ({ returns }: Answer['body'], agency: string) =>
  returns.find((each: { agency: string }) => each.agency === agency);

beforeAll(async () => {
  ({ caseId, requests } = await listedCase(exchange, 4));
});

describe('a return that was recorded for an agency', () => {
  it('shows as what it says, provisional, and as a gap until it is confirmed', async () => {
    const recorded = await record('croydon-education');
    expect(recorded.body).toMatchObject({
      agency: 'croydon-education',
      kind: 'VIEW',
      version: 1,
      confirmBy: CONFIRM_BY,
    });
    const now = await pack();
    expect(answerOf(now, 'croydon-education')).toMatchObject({
      state: 'REPLIED',
      onBehalf: {
        channel: 'IN_PERSON',
        confirmBy: CONFIRM_BY,
        confirmed: false,
      },
      records: {
        view: [
          { originator: 'croydon-education', facts: ['Spoken in the room.'] },
        ],
      },
    });
    expect(gapsOf(now, 'croydon-education')).toEqual(['UNCONFIRMED']);
    expect(now.completeness.asked).toContainEqual({
      agency: 'croydon-education',
      state: 'REPLIED',
      provisional: true,
    });
  });

  it('the same again is the same version; the agency alone reads it, and finds it in its inbox', async () => {
    expect((await record('croydon-education')).body.version).toBe(1);
    expect(await inbox(EDUCATION, 'croydon-education')).toBe('TO_CONFIRM');
    const { body } = await readAs(EDUCATION, 'croydon-education');
    expect(body).toMatchObject({
      state: 'TO_CONFIRM',
      toConfirm: {
        version: 1,
        person: 'Duty worker',
        confirmBy: CONFIRM_BY,
        records: { view: [{ facts: ['Spoken in the room.'] }] },
      },
    });
    expect(textOf(await readAs(YJS, 'croydon-yjs'))).not.toContain(
      'Spoken in the room.',
    );
  });

  it('is confirmed in the version that was read, once, and is then no gap', async () => {
    expectProblem(
      await confirm(EDUCATION, 'croydon-education', 2),
      'CONTENT_INVALID',
      ['/version'],
    );
    expectProblem(await confirm(CARE, 'croydon-education', 1), 'NOT_FOUND');
    const key = withKey(randomUUID());
    const confirmed = await confirm(EDUCATION, 'croydon-education', 1, key);
    expect(confirmed.status).toBe(201);
    expect(
      (await confirm(EDUCATION, 'croydon-education', 1, key)).body,
    ).toEqual(confirmed.body);
    expectProblem(
      await confirm(EDUCATION, 'croydon-education', 1),
      'CONTENT_INVALID',
      ['/version'],
    );
    const after = await pack();
    expect(gapsOf(after, 'croydon-education')).toEqual([]);
    expect(answerOf(after, 'croydon-education').onBehalf.confirmed).toBe(true);
    expect(await inbox(EDUCATION, 'croydon-education')).toBe('REPLIED');
  });

  it('is added to what the agency said itself, side by side, and replaces nothing of it', async () => {
    const more = {
      ...SAID,
      reply: {
        kind: 'VIEW',
        approach: { doNotVisitReason: 'Spoken on Thursday.' },
      },
    };
    expect((await record('croydon-education', more)).body.version).toBe(2);
    const added = answerOf(await pack(), 'croydon-education');
    expect(added).toMatchObject({
      state: 'REPLIED',
      onBehalf: { person: 'Duty worker', confirmed: false },
      records: {
        view: [{ facts: ['Spoken in the room.'] }],
        approach: [{ doNotVisitReason: 'Spoken on Thursday.' }],
      },
    });
    expect(gapsOf(await pack(), 'croydon-education')).toEqual(['UNCONFIRMED']);
    // Said otherwise, it takes the place of what was recorded and not confirmed, and of nothing else.
    const other = {
      ...SAID,
      reply: { kind: 'VIEW', approach: { recommendedVenue: 'SCHOOL' } },
    };
    expect((await record('croydon-education', other)).body.version).toBe(3);
    expect(answerOf(await pack(), 'croydon-education').records).toMatchObject({
      view: [{ facts: ['Spoken in the room.'] }],
      approach: [{ recommendedVenue: 'SCHOOL' }],
    });
    expect(JSON.stringify(await pack())).not.toContain('Spoken on Thursday.');
    for (const kind of ['NOTHING_HELD', 'CANNOT_IDENTIFY']) {
      expectProblem(
        await record('croydon-education', { ...SAID, reply: { kind } }),
        'CONTENT_INVALID',
        ['/reply/kind'],
      );
    }
  });

  it('falls to the agency’s own reply; and what is added to that is kept where the agency sends the same again', async () => {
    await record('croydon-social-care');
    expect(
      (await reply(exchange, CARE, requests.get('croydon-social-care'), VIEW))
        .body.version,
    ).toBe(2);
    const after = answerOf(await pack(), 'croydon-social-care');
    expect(after).not.toHaveProperty('onBehalf');
    expect(JSON.stringify(after)).not.toContain('Spoken in the room.');
    expectProblem(
      await confirm(CARE, 'croydon-social-care', 1),
      'CONTENT_INVALID',
      ['/version'],
    );
    expect((await record('croydon-social-care')).body.version).toBe(3);
    expect(
      (await reply(exchange, CARE, requests.get('croydon-social-care'), VIEW))
        .body.version,
    ).toBe(2);
    expect(
      JSON.stringify(answerOf(await pack(), 'croydon-social-care')),
    ).toContain('Spoken in the room.');
  });

  it('is not recorded beside what the agency withholds: that would be forgotten', async () => {
    const withheld = { kind: 'WITHHELD', reason: 'LEGAL_PROCEEDINGS' };
    expect(
      (
        await reply(
          exchange,
          CARE,
          requests.get('croydon-social-care'),
          withheld,
        )
      ).status,
    ).toBe(200);
    expectProblem(await record('croydon-social-care'), 'CONTENT_INVALID', [
      '/path/agency',
    ]);
  });
});

describe('is refused', () => {
  it('for a trust, with one sentence whether it has replied or not', async () => {
    const health = { ...SAID, reply: { ...HEALTH_VIEW, approval: APPROVAL } };
    const before = await record('slam', health);
    expectProblem(before, 'CONTENT_INVALID', ['/path/agency']);
    await reply(exchange, SLAM, requests.get('slam'), HEALTH_VIEW);
    expect((await record('slam', health)).body).toEqual(before.body);
    expect(
      (await record('slam', { ...SAID, reply: { kind: 'NOTHING_HELD' } })).body,
    ).toEqual(before.body);
  });

  it('for an agency that was not asked, and with what the agency might not say itself', async () => {
    expectProblem(await record('bromley-yjs'), 'CONTENT_INVALID', [
      '/path/agency',
    ]);
    expectProblem(await record('nobody'), 'CONTENT_INVALID', ['/path/agency']);
    const linked = {
      ...SAID,
      reply: { ...SAID.reply, localIdentifier: 'CV-1' },
    };
    expectProblem(await record('croydon-yjs', linked), 'CONTENT_INVALID', [
      '/reply/localIdentifier',
    ]);
    const health = {
      ...SAID,
      reply: { kind: 'VIEW', health: HEALTH_VIEW.health },
    };
    expectProblem(await record('croydon-yjs', health), 'CONTENT_INVALID', [
      '/reply/health',
    ]);
  });

  it('two at once leave one of them and no torn state', async () => {
    const said = (fact: string) => ({
      ...SAID,
      reply: { kind: 'VIEW', view: { facts: [fact] } },
    });
    const [recorded, replied] = await Promise.all([
      record('croydon-yjs', said('From the room.')),
      reply(
        exchange,
        YJS,
        requests.get('croydon-yjs'),
        said('From the agency.').reply,
      ),
    ]);
    expect(replied.status).toBe(200);
    expect(recorded.status).toBe(200);
    const facts = answerOf(await pack(), 'croydon-yjs').records.view.map(
      (each: { facts: string[] }) => each.facts,
    );
    // Whichever came first: the agency's own stands, and what was spoken is added to it or falls to it.
    expect(facts).toContainEqual(['From the agency.']);
    expect([['From the agency.'], ['From the room.']]).toEqual(
      expect.arrayContaining(facts),
    );
  });
});

it('once the panel has decided it is the agency’s own to give, and the refusal names what the case allows instead', async () => {
  const decided = await decidedCase(exchange, 1, { outcome: 'REFER_PARTNER' });
  const refused = await ofCase(
    exchange,
    decided.caseId,
    'PUT',
    '/returns/croydon-education',
    SAID,
  );
  expectProblem(refused, 'ILLEGAL_TRANSITION');
  expect(refused.body.allowed).toContain('CLOSE');
  expect(refused.body.allowed).not.toContain('RECORD_RETURN');
});

it('nor does it answer a question any more', async () => {
  const question = { method: 'POST', body: { text: 'Which school?' } } as const;
  let asked: Answer | undefined;
  const decided = await decidedCase(exchange, 7, {
    outcome: 'REFER_PARTNER',
    before: async (listed) => {
      asked = await exchange.ask(YJS, {
        ...question,
        path: `/v1/view-requests/${listed.requests.get('croydon-yjs')}/questions`,
      });
    },
  });
  const refused = await ofCase(
    exchange,
    decided.caseId,
    'PUT',
    `/questions/${asked?.body.questionId}`,
    {
      answer: 'Too late.',
    },
  );
  expectProblem(refused, 'ILLEGAL_TRANSITION');
  expect(refused.body.allowed).toContain('CLOSE');
});
