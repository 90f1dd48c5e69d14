/** A view request as its agency reads it: what it is asked, what it may answer, its questions; and who learns that it looked. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Answer } from '../../../local/client.ts';
import { testExchange, textOf } from '../../exchange.ts';
import {
  APPROVAL,
  CARE,
  date,
  entriesOf,
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
const read = (client: string, agency: string) =>
  exchange.ask(client, {
    method: 'GET',
    path: `/v1/view-requests/${requests.get(agency)}`,
  });
const ask = (client: string, agency: string, body: unknown, more = {}) =>
  exchange.ask(client, {
    method: 'POST',
    path: `/v1/view-requests/${requests.get(agency)}/questions`,
    body,
    ...more,
  });
const answer = (questionId: string, said: string, more = {}) =>
  ofCase(
    exchange,
    caseId,
    'PUT',
    `/questions/${questionId}`,
    { answer: said },
    more,
  );
const pack = async () => (await ofCase(exchange, caseId, 'GET', '/pack')).body;
const lineOf = async (agency: string) =>
  (await ofCase(exchange, caseId, 'GET', '')).body.viewRequests.find(
    (each: { agency: string }) => each.agency === agency,
  );
const gapsOf = ({ gaps }: Answer['body'], agency: string) =>
  gaps
    .filter((gap: { agency: string }) => gap.agency === agency)
    .map(({ kind }: { kind: string }) => kind);

beforeAll(async () => {
  ({ caseId, requests } = await listedCase(exchange, 4));
});

describe('that it was opened', () => {
  it('the panel learns of an agency that tells answers apart, and no pack goes stale by it', async () => {
    expect((await lineOf('croydon-yjs')).state).toBe('ASKED');
    const before = await pack();
    await read(YJS, 'croydon-yjs');
    const [after, line] = [await pack(), await lineOf('croydon-yjs')];
    expect(line.state).toBe('SEEN');
    expect(
      after.returns.find(
        ({ agency }: { agency: string }) => agency === 'croydon-yjs',
      ).state,
    ).toBe('SEEN');
    expect(after.digest).toBe(before.digest);
    expect(gapsOf(after, 'croydon-yjs')).toEqual(['NO_REPLY']);
  });

  it('it does not learn of a trust, nor of a read of somebody else’s request', async () => {
    const before = await ofCase(exchange, caseId, 'GET', '/pack');
    expect((await read(SLAM, 'slam')).status).toBe(200);
    expectProblem(await read(YJS, 'croydon-social-care'), 'NOT_FOUND');
    const after = await ofCase(exchange, caseId, 'GET', '/pack');
    const { disclosure: _, ...shown } = after.body;
    const { disclosure: __, ...same } = before.body;
    expect(shown).toEqual(same);
    expect((await lineOf('croydon-social-care')).state).toBe('ASKED');
  });
});

it('of a trust the store keeps no look with the child, of others one, however often they look', async () => {
  const { store, clock } = exchange.running.world;
  for (const [client, agency] of [
    [SLAM, 'slam'],
    [YJS, 'croydon-yjs'],
    [YJS, 'croydon-yjs'],
  ] as const)
    await read(client, agency);
  const keyed = {
    clientId: 'met-police-panel',
    agencyId: 'met-police',
    locate: requests.get('slam') ?? '',
  };
  const { located } = await store.enter(keyed, clock());
  const { seen } = await store.file(located?.personId ?? '', clock());
  expect(seen.map(({ agency }) => agency)).toEqual(['croydon-yjs']);
});

describe('what it says', () => {
  it('is the purpose, the day, the urgency and a schema by which the agency can check its reply before it sends it', async () => {
    const { body } = await read(YJS, 'croydon-yjs');
    expect(body).toMatchObject({
      purpose: 'PANEL_SELECTION',
      replyBy: date(5),
      urgencyReason: 'LATE_NOMINATION',
    });
    const [view] = body.replySchema.oneOf;
    const { anyOf: _, ...form } = view;
    expect(z.fromJSONSchema(form).safeParse(VIEW).success).toBe(true);
    expect(Object.keys(view.properties).sort()).toEqual([
      'approach',
      'involvement',
      'kind',
      'localIdentifier',
      'view',
    ]);
    expect(textOf(await read(SLAM, 'slam'))).toContain('needSummary');
    expect(
      (await read(SLAM, 'slam')).body.replySchema.oneOf[1].required,
    ).toEqual(['kind', 'approval']);
  });

  it('its own number, once given, stays told until it gives another, and to nobody else', async () => {
    expect((await read(YJS, 'croydon-yjs')).body).not.toHaveProperty('linked');
    await reply(exchange, YJS, requests.get('croydon-yjs'), {
      ...VIEW,
      localIdentifier: 'CV-CANARY-1',
    });
    await reply(exchange, YJS, requests.get('croydon-yjs'), VIEW);
    const own = await read(YJS, 'croydon-yjs');
    expect(own.body.linked).toEqual({
      identifiers: { localIdentifier: 'CV-CANARY-1' },
    });
    for (const other of [
      await read(CARE, 'croydon-social-care'),
      await read(SLAM, 'slam'),
      await ofCase(exchange, caseId, 'GET', '/pack'),
      await ofCase(exchange, caseId, 'GET', ''),
    ]) {
      expect(textOf(other)).not.toContain('CV-CANARY');
    }
  });
});

describe('a question', () => {
  let questionId: string;

  it('is a gap until it is answered, and the answer stands where the agency reads it', async () => {
    const asked = await ask(CARE, 'croydon-social-care', {
      text: 'Which of two brothers?',
    });
    expect(asked.status).toBe(201);
    questionId = asked.body.questionId;
    const open = await pack();
    expect(open.questions).toMatchObject([
      {
        questionId,
        agency: 'croydon-social-care',
        text: 'Which of two brothers?',
      },
    ]);
    expect(gapsOf(open, 'croydon-social-care')).toEqual([
      'NO_REPLY',
      'OPEN_QUESTION',
    ]);
    const answered = await answer(questionId, 'The elder one.');
    expect(answered.body).toMatchObject({ caseId, questionId });
    const after = await pack();
    expect(gapsOf(after, 'croydon-social-care')).toEqual(['NO_REPLY']);
    expect(after.digest).not.toBe(open.digest);
    expect(
      (await read(CARE, 'croydon-social-care')).body.questions,
    ).toMatchObject([
      {
        questionId,
        answer: 'The elder one.',
        answeredAt: answered.body.answeredAt,
      },
    ]);
    expect(await entriesOf(exchange, asked)).toMatchObject([
      { kept: { operation: 'COLLECTION', case: caseId } },
    ]);
  });

  it('and its answer are nobody else’s', async () => {
    for (const other of [
      await read(YJS, 'croydon-yjs'),
      await read(SLAM, 'slam'),
    ]) {
      expect(other.body.questions).toEqual([]);
      expect(textOf(other)).not.toMatch(/brothers|elder/);
    }
  });

  it('the same answer again changes nothing, another replaces it', async () => {
    const [first, again] = [
      await answer(questionId, 'The elder one.'),
      await answer(questionId, 'The elder one.'),
    ];
    expect(again.body).toEqual(first.body);
    await answer(questionId, 'The younger one.');
    expect((await pack()).questions).toMatchObject([
      { answer: 'The younger one.' },
    ]);
  });

  it('repeated with its key is asked once', async () => {
    const key = withKey(randomUUID());
    const first = await ask(
      CARE,
      'croydon-social-care',
      { text: 'Is he at school?' },
      key,
    );
    const again = await ask(
      CARE,
      'croydon-social-care',
      { text: 'Is he at school?' },
      key,
    );
    expect(again.body).toEqual(first.body);
    expect((await pack()).questions).toHaveLength(2);
  });

  it('of a trust carries its approval, which stays with the trust; of others there is none', async () => {
    expectProblem(
      await ask(SLAM, 'slam', { text: 'Who?' }),
      'CONTENT_INVALID',
      ['/approval'],
    );
    expect(
      (await ask(SLAM, 'slam', { text: 'Who?', approval: APPROVAL })).status,
    ).toBe(201);
    expectProblem(
      await ask(YJS, 'croydon-yjs', { text: 'Who?', approval: APPROVAL }),
      'CONTENT_INVALID',
      ['/approval'],
    );
    expect(
      textOf(await ofCase(exchange, caseId, 'GET', '/pack')),
    ).not.toContain('anary reason');
  });

  it('that there is not, or that is asked of another agency’s request, is not there', async () => {
    expectProblem(await answer(`qn_${'0'.repeat(32)}`, 'x'), 'NOT_FOUND');
    expectProblem(
      await ask(YJS, 'croydon-social-care', { text: 'x' }),
      'NOT_FOUND',
    );
  });

  it('too many are refused', async () => {
    for (let n = 0; n < 10; n += 1) {
      expect(
        (await ask(YJS, 'croydon-yjs', { text: `Question ${n}?` })).status,
      ).toBe(201);
    }
    expectProblem(
      await ask(YJS, 'croydon-yjs', { text: 'One more?' }),
      'RECORD_FULL',
    );
  });
});

it('what an agreement does not ask for is refused, approval among it', async () => {
  const id = requests.get('croydon-yjs');
  expectProblem(
    await reply(exchange, YJS, id, { ...VIEW, approval: APPROVAL }),
    'CONTENT_INVALID',
    ['/approval'],
  );
  const both = { ...HEALTH_VIEW, view: VIEW.view };
  expectProblem(
    await reply(exchange, SLAM, requests.get('slam'), both),
    'CONTENT_INVALID',
    ['/view'],
  );
});
