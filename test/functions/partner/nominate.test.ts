/** POST /v1/nominations: one child, one discussion; facts under the agreements that were named, and no victim a suspect. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CohortPerson } from '../../../local/cohort/cohort.ts';
import { subjectOf, testExchange, textOf } from '../../exchange.ts';
import {
  CANARY,
  date,
  entriesOf,
  expectProblem,
  flagOn,
  listedCase,
  meetingIn,
  ofCase,
  POLICE,
  person,
  queryAbout,
  raise,
  SLAM,
  screenAndList,
  stranger,
  withKey,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
type Body = Parameters<NonNullable<Parameters<typeof exchange.nominate>[1]>>[0];
let template: Body | undefined;
/** The nomination of somebody of the cohort, with something changed. */
const nomination = async (
  number: number,
  change: (body: Body) => object = (body) => body,
): Promise<object> => {
  await exchange.nominate(person(exchange, number), (body) => {
    template = body;
    return {};
  });
  if (!template) throw new Error('no nomination');
  return change(structuredClone(template));
};
const nominate = (body: object, headers: Record<string, string> = {}) =>
  exchange.ask(POLICE, {
    method: 'POST',
    path: '/v1/nominations',
    body,
    headers,
  });
/** A child of whom nobody has heard, nominated with the facts of number 2. */
const unheard = async (more: (body: Body) => object = (body) => body) => {
  const subject = stranger();
  const body = await nomination(2, (b) =>
    more({
      ...b,
      subject: {
        ...b.subject,
        ...subject,
        identifiers: {} as Body['subject']['identifiers'],
      },
    }),
  );
  return { subject, body };
};
const profile = (code: string, source = 'met-police') => ({
  code,
  source,
  factOrOpinion: 'FACT',
});
const pack = async (caseId: string) =>
  (await ofCase(exchange, caseId, 'GET', '/pack')).body;
const someone = (number: number): CohortPerson => person(exchange, number);

describe('the same Idempotency-Key', () => {
  it('is the same nomination and case; with another body it is refused', async () => {
    const { body } = await unheard();
    const { headers } = withKey(randomUUID());
    const first = await nominate(body, headers);
    expect((await nominate(body, headers)).body).toEqual(first.body);
    expectProblem(
      await nominate({ ...body, additionalAgreements: [] }, headers),
      'IDEMPOTENCY_KEY_REUSED',
    );
    expect((await pack(first.body.caseId)).records.incident).toHaveLength(1);
  });

  it('five times at once is one nomination', async () => {
    const { body } = await unheard();
    const { headers } = withKey(randomUUID());
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => nominate(body, headers)),
    );
    expect(
      new Set(
        answers.map((answer) => JSON.stringify([answer.status, answer.body])),
      ).size,
    ).toBe(1);
    expect((await pack(answers[0]?.body.caseId)).records.incident).toHaveLength(
      1,
    );
  });

  it('that was used for a flag is no key for a nomination', async () => {
    const { headers } = withKey(randomUUID());
    expect(
      (await exchange.ask(POLICE, { ...raise(flagOn(stranger())), headers }))
        .status,
    ).toBe(201);
    expectProblem(
      await nominate((await unheard()).body, headers),
      'IDEMPOTENCY_KEY_REUSED',
    );
  });
});

describe('a second nomination', () => {
  it('of a child whose case is open joins it', async () => {
    const first = await exchange.nominate(someone(2));
    const second = await exchange.nominate(someone(2), (body) => ({
      ...body,
      incident: { ...body.incident, incidentSummary: 'A second matter.' },
    }));
    expect(second.body.caseId).toBe(first.body.caseId);
    expect(second.body.nominationId).not.toBe(first.body.nominationId);
    const summaries = (await pack(first.body.caseId)).records.incident.map(
      ({ incidentSummary }: { incidentSummary: string }) => incidentSummary,
    );
    expect(summaries).toEqual([
      someone(2).incident.incidentSummary,
      'A second matter.',
    ]);
  });

  it('at the same moment as the first, of a child unknown until then, joins it too', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { subject, body } = await unheard();
      const answers = await Promise.all([
        nominate(body),
        nominate(body),
        nominate(body),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
      expect(new Set(answers.map((answer) => answer.body.caseId)).size).toBe(1);
      expect((await exchange.ask(POLICE, queryAbout(subject))).status).toBe(
        200,
      );
    }
  });

  it('of a child whom a partner had flagged finds the flag', async () => {
    const { subject, body } = await unheard();
    await exchange.ask(
      'bromley-yjs-case-system',
      raise({
        ...flagOn(subject, { statement: 'Before.' }),
        subject: { ...subject, borough: 'E09000006' },
      }),
    );
    const { caseId } = (await nominate(body)).body;
    expect((await pack(caseId)).records.flag).toMatchObject([
      { originator: 'bromley-yjs', statement: 'Before.' },
    ]);
  });
});

describe('what is handled with restrictions', () => {
  it('reaches the panel that decides, and no partner’s query', async () => {
    const { subject, body } = await unheard((b) => ({
      ...b,
      handling: { code: 'C', recipients: ['panel:south-bcu'] },
    }));
    const { caseId } = (await nominate(body)).body;
    expectProblem(
      await exchange.ask('bromley-yjs-case-system', queryAbout(subject)),
      'NOT_FOUND',
    );
    const { records } = await pack(caseId);
    expect(records.incident).toMatchObject([
      {
        handlingCode: 'C',
        incidentSummary: someone(2).incident.incidentSummary,
      },
    ]);
    expect(records.identity).toMatchObject([subject]);
  });

  it('an agency that may not learn whom it is asked about is not asked', async () => {
    const { body } = await unheard((b) => ({
      ...b,
      handling: { code: 'C', recipients: ['panel:south-bcu'] },
    }));
    const { caseId } = (await nominate(body)).body;
    await screenAndList(exchange, caseId, await meetingIn(exchange, 7));
    const asked = await ofCase(exchange, caseId, 'POST', '/view-requests', {});
    expect(asked.status).toBe(201);
    const requests: { agency: string; viewRequestId: string }[] =
      asked.body.viewRequests;
    const yjs = requests.find(({ agency }) => agency === 'bromley-yjs');
    const opened =
      yjs &&
      (await exchange.ask('bromley-yjs-case-system', {
        method: 'GET',
        path: `/v1/view-requests/${yjs.viewRequestId}`,
      }));
    // Either it is not asked, or it can read whom it is asked about: a question that nobody can answer is neither.
    expect(opened?.status ?? 200).toBe(200);
  });
});

describe('a trust is told whom it is asked about', () => {
  it('only where the nomination was given under its agreement, and never what is said to have happened', async () => {
    const { requests } = await listedCase(exchange, 1);
    const answer = await exchange.ask(SLAM, {
      method: 'GET',
      path: `/v1/view-requests/${requests.get('slam')}`,
    });
    expect(Object.keys(answer.body.records).sort()).toEqual([
      'identifiers',
      'identity',
    ]);
    const { incidentSummary, sourceReference } = someone(1).incident;
    for (const secret of [incidentSummary, sourceReference, someone(1).upn])
      expect(textOf(answer)).not.toContain(secret);
  });

  it('once, though its agreement was named twice', async () => {
    const { caseId } = (
      await exchange.nominate(someone(4), (body) => ({
        ...body,
        additionalAgreements: ['MD-CAMHS-003', 'MD-CAMHS-003'],
      }))
    ).body;
    await screenAndList(exchange, caseId, await meetingIn(exchange, 7));
    const asked = await ofCase(exchange, caseId, 'POST', '/view-requests', {
      agencies: ['slam'],
    });
    const read = {
      method: 'GET',
      path: `/v1/view-requests/${asked.body.viewRequests?.[0].viewRequestId}`,
    } as const;
    expect((await exchange.ask(SLAM, read)).body.records.identity).toHaveLength(
      1,
    );
  });
});

describe('what is refused', () => {
  it.each(['SUSPECT', 'CONVICTED'] as const)(
    'a victim or a child under no suspicion as %s',
    async (subjectCategory) => {
      const incident = (b: Body) => ({
        ...b.incident,
        incidentType: 'INC_VICTIM_OR_NO_SUSPICION',
        subjectCategory,
      });
      const body = await nomination(5, (b) => ({
        ...b,
        incident: incident(b),
      }));
      expectProblem(await nominate(body), 'CONTENT_INVALID', [
        '/incident/subjectCategory',
      ]);
    },
  );

  it.each([
    [
      'an incident of tomorrow',
      (b: Body) => ({ ...b, incident: { ...b.incident, incidentOn: date(1) } }),
      '/incident/incidentOn',
    ],
    [
      'a child who is not born',
      (b: Body) => ({ ...b, subject: { ...b.subject, birthDate: date(1) } }),
      '/subject/birthDate',
    ],
    [
      'with what the panel that is to decide may never know of',
      (b: Body) => ({
        ...b,
        handling: { code: 'C', recipients: ['panel:sutton', 'croydon-yjs'] },
      }),
      '/handling/recipients',
    ],
    [
      'with conditions for nobody',
      (b: Body) => ({ ...b, handling: { code: 'C', recipients: [] } }),
      '/handling/recipients',
    ],
    [
      'a background sourced from a trust, which says what it says under its own agreement',
      (b: Body) => ({
        ...b,
        incident: {
          ...b.incident,
          background: [
            profile('BG_EDUCATION'),
            profile('BG_MH_BEHAV_LD', 'slam'),
          ],
        },
      }),
      '/incident/background/1/source',
    ],
    [
      'prior contact sourced from a trust',
      (b: Body) => ({
        ...b,
        incident: {
          ...b.incident,
          priorContact: [profile('PRIOR_MISSING', 'oxleas')],
        },
      }),
      '/incident/priorContact/0/source',
    ],
    [
      'a profile told as fact with what is suspected to be false',
      (b: Body) => ({
        ...b,
        incident: {
          ...b.incident,
          ...{ assessment: 'E', factOrOpinion: 'OPINION', priorContact: [] },
          background: [
            { ...profile('BG_EDUCATION'), factOrOpinion: 'OPINION' },
            profile('BG_LIVED_AWAY'),
          ],
        },
      }),
      '/incident/background/1/factOrOpinion',
    ],
    ['a score', (b: Body) => ({ ...b, risk_level: 9 }), '/risk_level'],
    [
      'a sealed subject',
      (b: Body) => ({ ...b, subject: { ...b.subject, sealed: true } }),
      '/subject/sealed',
    ],
    [
      'a person id',
      (b: Body) => ({
        ...b,
        subject: { ...b.subject, personId: '0'.repeat(32) },
      }),
      '/subject/personId',
    ],
    [
      'an approval',
      (b: Body) => ({ ...b, incident: { ...b.incident, approved: true } }),
      '/incident/approved',
    ],
    [
      'a wrong NHS number',
      (b: Body) => ({
        ...b,
        subject: { ...b.subject, identifiers: { nhsNumber: '9000000008' } },
      }),
      '/subject/identifiers/nhsNumber',
    ],
    [
      'a note of a source',
      (b: Body) => ({
        ...b,
        sources: b.sources.map((source) => ({ ...source, informant: CANARY })),
      }),
      '/sources/0/informant',
    ],
  ])('%s', async (_, change, pointer) => {
    expectProblem(
      await nominate(await nomination(2, change)),
      'CONTENT_INVALID',
      [pointer],
    );
  });

  it('a further agreement under which the police may not give it, by its own place in the list', async () => {
    const body = await nomination(2, (b) => ({
      ...b,
      additionalAgreements: ['MD-SBCU-001', 'MD-NONE-999'],
    }));
    expectProblem(await nominate(body), 'CONTENT_INVALID', [
      '/additionalAgreements/1',
    ]);
  });

  it('a panel that nobody declared, without repeating its name', async () => {
    expectProblem(
      await nominate(
        await nomination(2, (b) => ({ ...b, panel: 'canary-wharfinger' })),
      ),
      'NO_AGREEMENT',
    );
  });

  it('an agency that is not the police', async () => {
    const body = await nomination(2);
    expectProblem(
      await exchange.ask(YJS, {
        method: 'POST',
        path: '/v1/nominations',
        body,
      }),
      'SCOPE_MISSING',
    );
  });
});

it('a nomination leaves one entry, which names the case and no child', async () => {
  const answer = await exchange.nominate(someone(7));
  const entries = await entriesOf(exchange, answer);
  expect(entries).toMatchObject([
    {
      kept: {
        operation: 'COLLECTION',
        outcome: 'PERMIT',
        status: 201,
        case: answer.body.caseId,
      },
    },
  ]);
  const { givenName, familyName, nhsNumber } = someone(7);
  for (const secret of [
    ...Object.values(subjectOf(someone(7))),
    givenName,
    familyName,
    nhsNumber,
  ]) {
    expect(JSON.stringify(entries)).not.toContain(secret);
  }
});
