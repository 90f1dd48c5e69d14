/** PUT /v1/cases/{id}/listing: onto the agenda of a meeting of the panel whose case it is; victims only with a reason. */
import { beforeAll, describe, expect, it } from 'vitest';
import { BOROUGHS } from '../../../schemas/vocabulary/codes.ts';
import { testExchange } from '../../exchange.ts';
import { type Fresh, nominateFresh } from '../fresh-child.ts';
import {
  at,
  date,
  entriesOf,
  expectProblem,
  meetingIn,
  NO_CONVICTION,
  ofCase,
  PANEL,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
let meetingId: string;
let suttons: string;

beforeAll(async () => {
  meetingId = await meetingIn(exchange, 7);
  suttons = await meetingIn(exchange, 7, 'sutton');
});

const screened = async (fresh: Fresh = {}): Promise<string> => {
  const { caseId } = (await nominateFresh(exchange, fresh)).answer.body;
  expect(
    (await ofCase(exchange, caseId, 'PUT', '/eligibility', NO_CONVICTION))
      .status,
  ).toBe(200);
  return caseId;
};
const list = (caseId: string, body: object) =>
  ofCase(exchange, caseId, 'PUT', '/listing', body);
const agendaOf = async (id: string): Promise<string[]> =>
  (await exchange.ask(PANEL, { method: 'GET', path: `/v1/meetings/${id}` }))
    .body.agenda;

describe('a suspect', () => {
  it('is listed without a word, at the end of the agenda, and stands there once', async () => {
    const [first, second] = [await screened(), await screened()];
    await list(first, { meetingId });
    const { status, body } = await list(second, { meetingId });
    expect(status).toBe(200);
    expect(await agendaOf(meetingId)).toEqual([first, second]);
    expect(body).toEqual({
      caseId: second,
      meetingId,
      meetingOn: date(7),
      position: 2,
    });
    expect((await list(first, { meetingId })).body.position).toBe(1);
    expect(await agendaOf(meetingId)).toEqual([first, second]);
  });

  it('is listed once by eight at once', async () => {
    const caseId = await screened();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => list(caseId, { meetingId })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(
      (await agendaOf(meetingId)).filter((each) => each === caseId),
    ).toHaveLength(1);
  });
});

describe('a child who is no suspect', () => {
  const unsuspected = (
    subjectCategory: 'VICTIM' | 'WITNESS' | 'OTHER',
  ): Fresh => ({
    incidentType: 'INC_VICTIM_OR_NO_SUSPICION',
    change: (body) => ({
      ...body,
      incident: { ...body.incident, subjectCategory },
    }),
  });

  it.each(['VICTIM', 'WITNESS', 'OTHER'] as const)(
    'as %s is listed only with a reason, which pack and case then show',
    async (category) => {
      const caseId = await screened(unsuspected(category));
      expectProblem(await list(caseId, { meetingId }), 'CONTENT_INVALID', [
        '/reason',
      ]);
      expect(
        (await list(caseId, { meetingId, reason: 'Synthetic reason.' })).status,
      ).toBe(200);
      expect(
        (await ofCase(exchange, caseId, 'GET', '')).body.listingReason,
      ).toBe('Synthetic reason.');
      expect(
        (await ofCase(exchange, caseId, 'GET', '/pack')).body.listingReason,
      ).toBe('Synthetic reason.');
    },
  );

  it('need not be given the same reason again for another meeting', async () => {
    const caseId = await screened(unsuspected('VICTIM'));
    await list(caseId, { meetingId, reason: 'Synthetic reason.' });
    expect(
      (await list(caseId, { meetingId: await meetingIn(exchange, 14) })).status,
    ).toBe(200);
    expect((await ofCase(exchange, caseId, 'GET', '')).body.listingReason).toBe(
      'Synthetic reason.',
    );
  });

  it('is one also where an incident was suspected and they only saw it', async () => {
    const witness = (body: Parameters<NonNullable<Fresh['change']>>[0]) => ({
      ...body,
      incident: { ...body.incident, subjectCategory: 'WITNESS' },
    });
    const caseId = await screened({ change: witness });
    expectProblem(await list(caseId, { meetingId }), 'CONTENT_INVALID', [
      '/reason',
    ]);
  });

  it('the reason is in no entry', async () => {
    const caseId = await screened(unsuspected('VICTIM'));
    const answer = await list(caseId, {
      meetingId,
      reason: 'Nobody else may read it.',
    });
    const entries = await entriesOf(exchange, answer);
    expect(entries).toMatchObject([
      { kept: { operation: 'ALTERATION', case: caseId, outcome: 'PERMIT' } },
    ]);
    expect(JSON.stringify(entries)).not.toContain('Nobody else');
  });
});

describe('is refused', () => {
  it('for a meeting of another panel, as for one that there is not, in the same words', async () => {
    const caseId = await screened();
    const answers = [
      await list(caseId, { meetingId: suttons }),
      await list(caseId, { meetingId: `mtg_${'0'.repeat(32)}` }),
    ];
    for (const answer of answers)
      expectProblem(answer, 'CONTENT_INVALID', ['/meetingId']);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    expect(await agendaOf(suttons)).toEqual([]);
  });

  it('for Sutton’s panel of a child of Croydon, and the other way round', async () => {
    const sutton = await screened({ borough: BOROUGHS.SUTTON });
    expectProblem(await list(sutton, { meetingId }), 'CONTENT_INVALID', [
      '/meetingId',
    ]);
    expect((await list(sutton, { meetingId: suttons })).status).toBe(200);
  });

  it('for a meeting that is over, and not on its day', async () => {
    const caseId = await screened();
    const tomorrow = await meetingIn(exchange, 1);
    const noon = Date.parse(`${date(1)}T12:00:00Z`);
    await at(exchange, noon, async () =>
      expect((await list(caseId, { meetingId: tomorrow })).status).toBe(200),
    );
    await at(exchange, noon + 86_400_000, async () =>
      expectProblem(
        await list(caseId, { meetingId: tomorrow }),
        'CONTENT_INVALID',
        ['/meetingId'],
      ),
    );
  });

  it('before somebody has looked at the PNC, with what comes first', async () => {
    const { caseId } = (await nominateFresh(exchange)).answer.body;
    const refused = await list(caseId, { meetingId });
    expectProblem(refused, 'ILLEGAL_TRANSITION');
    expect(refused.body.allowed).toContain('SCREEN');
  });

  it.each([
    ['no meeting', {}, '/meetingId'],
    ['a day instead of a meeting', { meetingId: 'canary' }, '/meetingId'],
    [
      'a reason of nothing',
      { meetingId: `mtg_${'0'.repeat(32)}`, reason: ' ' },
      '/reason',
    ],
    ['a rank', { meetingId: `mtg_${'0'.repeat(32)}`, rank: 1 }, '/rank'],
  ])('with %s', async (_, body, pointer) => {
    expectProblem(await list(await screened(), body), 'CONTENT_INVALID', [
      pointer,
    ]);
  });
});
