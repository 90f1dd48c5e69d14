/** A flag in full: raised, reviewed, contested, corrected, withdrawn; and everyone who saw it is told. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Asked } from '../../local/client.ts';
import { subjectOf, testExchange, textOf } from '../exchange.ts';

const exchange = testExchange({ sequencing: false });
const YJS = 'croydon-yjs-case-system';
const SOCIAL_CARE = 'croydon-social-care-case-system';
const EDUCATION = 'croydon-education-pupil-system';
const BROMLEY = 'bromley-yjs-case-system';
const PANEL = 'met-police-panel';

const date = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const number = (n: number) => {
  const found = exchange.people.find((person) => person.number === n);
  if (!found) throw new Error('no cohort');
  return found;
};
const content = {
  flagKind: 'RISK',
  statement: 'Says that a knife is kept at the shelter (synthetic).',
  factOrOpinion: 'OPINION',
  subjectCategory: 'VICTIM',
  sourceEvaluation: '2',
  assessment: 'C',
  contact: 'duty@example.org',
};
const request = (n: number, change: object = {}) => ({
  agreement: 'MD-SBCU-001',
  subject: { ...subjectOf(number(n)), borough: 'E09000008' },
  flag: { ...content, expiresOn: date(60), ...change },
});
const raise = (n: number, by = YJS, change: object = {}) =>
  exchange.ask(by, {
    method: 'POST',
    path: '/v1/flags',
    body: request(n, change),
  });
const read = (flagId: string, by: string, said: Partial<Asked> = {}) =>
  exchange.ask(by, { method: 'GET', path: `/v1/flags/${flagId}`, ...said });
const change = (flagId: string, how: string, body: object, by = YJS) =>
  exchange.ask(by, {
    method: 'POST',
    path: `/v1/flags/${flagId}/${how}`,
    body,
  });
const feed = async (clientId: string, query = '') => {
  await exchange.running.sequence();
  return (
    await exchange.ask(clientId, { method: 'GET', path: `/v1/feed${query}` })
  ).body.notices as {
    kind: string;
    flagId: string;
    position: number;
  }[];
};

describe('a flag', () => {
  let flagId = '';
  let caseId = '';
  beforeAll(async () => {
    caseId = (await exchange.nominate(number(1))).body.caseId;
    flagId = (await raise(1)).body.flagId;
  });

  it('says at every answer that a child in danger needs 999 or the MASH', async () => {
    for (const { body } of [
      await raise(1),
      await read(flagId, YJS),
      await read(flagId, SOCIAL_CARE),
    ]) {
      expect(body.notice).toMatch(/999 or the MASH/);
    }
  });

  it('is read with its grading and who the child was in it, by whom its agreement releases it to', async () => {
    const { status, body } = await read(flagId, SOCIAL_CARE);
    expect(status).toBe(200);
    expect(body.records.flag[0]).toMatchObject({
      ...content,
      handlingCode: 'P',
      expiresOn: date(60),
    });
  });

  it('labels a victim as one wherever it appears: by itself, in a query, in the pack', async () => {
    const query = {
      method: 'POST',
      path: '/v1/queries',
      body: { subject: subjectOf(number(1)) },
    } as const;
    const pack = {
      method: 'GET',
      path: `/v1/cases/${caseId}/pack`,
      case: caseId,
    } as const;
    const answers = [
      await read(flagId, EDUCATION),
      await exchange.ask(SOCIAL_CARE, query),
      await exchange.ask(PANEL, pack),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      for (const flag of body.records.flag)
        expect(flag.subjectCategory).toBe('VICTIM');
    }
  });

  it('is not there for another borough', async () => {
    const { status, body } = await read(flagId, BROMLEY);
    // Number 1 once lived in Bromley, which the flag’s originator did not say: the facts are the originator’s.
    expect(status).toBe(404);
    expect(body.code).toBe('NOT_FOUND');
  });

  it.each(['review', 'correction', 'withdrawal'])(
    'is its originator’s: %s by another is refused',
    async (how) => {
      const bodies: Record<string, object> = {
        review: { expiresOn: date(90), note: 'x' },
        correction: { flag: content, note: 'x' },
        withdrawal: { reason: 'x' },
      };
      const { status, body } = await change(
        flagId,
        how,
        bodies[how] ?? {},
        SOCIAL_CARE,
      );
      expect([status, body.code]).toEqual([403, 'NOT_ORIGINATOR']);
      expect(
        (await change(flagId, how, bodies[how] ?? {}, BROMLEY)).status,
      ).toBe(404);
    },
  );

  it('is contested by a recipient, not by its originator, and the dispute travels with it', async () => {
    expect(
      (await change(flagId, 'contest', { statement: 'x' })).body.code,
    ).toBe('OWN_FLAG');
    const contested = await change(
      flagId,
      'contest',
      { statement: 'We searched, and found none.' },
      SOCIAL_CARE,
    );
    expect([contested.status, contested.body.version]).toEqual([201, 2]);
    const { body } = await read(flagId, EDUCATION);
    expect(body.records.flag[0].contests).toEqual([
      {
        agency: 'croydon-social-care',
        contestedOn: date(0),
        statement: 'We searched, and found none.',
      },
    ]);
  });

  it('is changed without the ledger saying that anything of it was released', async () => {
    await exchange.running.sequence();
    const week = `/v1/disclosures?from=${date(0)}&to=${date(0)}&limit=100`;
    const { entries } = (
      await exchange.ask('operator-dpo', { method: 'GET', path: week })
    ).body;
    const changes = entries.filter(
      (entry: { endpoint: string }) => entry.endpoint === 'contestFlag',
    );
    expect(
      changes.map((entry: { released: unknown[] }) => entry.released),
    ).toEqual([[], []]);
  });

  it('is corrected, and keeps what it said before for its originator alone', async () => {
    const flag = {
      ...content,
      statement: 'Says that a bat is kept at the shelter (synthetic).',
    };
    expect(
      (await change(flagId, 'correction', { flag, note: 'Misheard.' })).body
        .version,
    ).toBe(3);
    const own = (await read(flagId, YJS)).body;
    expect(own.records.flag[0].statement).toBe(flag.statement);
    expect(own.records.flag[0].contests).toHaveLength(1);
    expect(
      own.earlier.map(
        (version: typeof own.records) => version.flag[0].statement,
      ),
    ).toContain(content.statement);
    const other = await read(flagId, SOCIAL_CARE);
    expect(other.body.earlier).toEqual([]);
    expect(textOf(other)).not.toContain(content.statement);
    expect(
      other.body.history.map((each: { change: string }) => each.change),
    ).toEqual(['RAISED', 'CONTESTED', 'CORRECTED']);
  });

  it('is reviewed, and stands until its new day', async () => {
    expect(
      (
        await change(flagId, 'review', {
          expiresOn: date(120),
          note: 'Still so.',
        })
      ).body.version,
    ).toBe(4);
    const { body } = await read(flagId, SOCIAL_CARE);
    expect(body.records.flag[0]).toMatchObject({
      expiresOn: date(120),
      reviewedOn: date(0),
    });
  });

  it('reaches everyone who saw it, and nobody else, in the order of its changes', async () => {
    const kinds = (notices: { kind: string; flagId: string }[]) =>
      notices
        .filter((notice) => notice.flagId === flagId)
        .map(({ kind }) => kind);
    expect(kinds(await feed(SOCIAL_CARE))).toEqual([
      'FLAG_CONTESTED',
      'FLAG_CORRECTED',
      'FLAG_REVIEWED',
    ]);
    expect(kinds(await feed(EDUCATION))).toEqual([
      'FLAG_CONTESTED',
      'FLAG_CORRECTED',
      'FLAG_REVIEWED',
    ]);
    expect(kinds(await feed(PANEL, '?panel=south-bcu'))).toEqual([
      'FLAG_CONTESTED',
      'FLAG_CORRECTED',
      'FLAG_REVIEWED',
    ]);
    expect(kinds(await feed(BROMLEY))).toEqual([]);
    expect(kinds(await feed('sutton-yjs-case-system'))).toEqual([]);
  });

  it('withdrawn is gone for everybody but its originator, from record, pack and by its id', async () => {
    expect(
      (await change(flagId, 'withdrawal', { reason: 'Mistaken identity.' }))
        .status,
    ).toBe(201);
    expect((await read(flagId, SOCIAL_CARE)).status).toBe(404);
    expect((await read(flagId, YJS)).status).toBe(200);
    const query = {
      method: 'POST',
      path: '/v1/queries',
      body: { subject: subjectOf(number(1)) },
    } as const;
    const pack = {
      method: 'GET',
      path: `/v1/cases/${caseId}/pack`,
      case: caseId,
    } as const;
    for (const answer of [
      await exchange.ask(SOCIAL_CARE, query),
      await exchange.ask(PANEL, pack),
    ]) {
      expect(textOf(answer)).not.toContain('a bat is kept');
    }
    expect((await feed(SOCIAL_CARE)).at(-1)).toMatchObject({
      kind: 'FLAG_WITHDRAWN',
      flagId,
    });
    expect(
      (await change(flagId, 'review', { expiresOn: date(30), note: 'x' })).body
        .code,
    ).toBe('FLAG_WITHDRAWN');
  });

  it('leaves nothing of a child of whom it was the only reason', async () => {
    const subject = {
      givenName: 'Onlya',
      familyName: 'Flagged',
      birthDate: '2011-02-03',
      borough: 'E09000008',
    };
    const body = {
      agreement: 'MD-SBCU-001',
      subject,
      flag: { ...content, expiresOn: date(9) },
    };
    const raised = await exchange.ask(YJS, {
      method: 'POST',
      path: '/v1/flags',
      body,
    });
    const { borough: _, ...asked } = subject;
    const query = {
      method: 'POST',
      path: '/v1/queries',
      body: { subject: asked },
    } as const;
    expect((await exchange.ask(SOCIAL_CARE, query)).status).toBe(200);
    await change(raised.body.flagId, 'withdrawal', { reason: 'Mistaken.' });
    expect((await exchange.ask(SOCIAL_CARE, query)).status).toBe(404);
    expect((await exchange.ask(YJS, query)).status).toBe(404);
  });
});

describe('a flag is refused', () => {
  it.each([
    ['in the past', { expiresOn: date(-2) }, '/flag/expiresOn'],
    ['more than a year ahead', { expiresOn: date(400) }, '/flag/expiresOn'],
    ['without an end', { expiresOn: undefined }, '/flag/expiresOn'],
    [
      'without saying who the child was',
      { subjectCategory: undefined },
      '/flag/subjectCategory',
    ],
    [
      'stating as fact what is suspected false',
      { assessment: 'E', factOrOpinion: 'FACT' },
      '/flag/factOrOpinion',
    ],
  ])('%s', async (_, wrong, pointer) => {
    const { status, body } = await raise(1, YJS, wrong);
    expect([
      status,
      body.errors.map((error: { pointer: string }) => error.pointer),
    ]).toEqual([422, [pointer]]);
  });

  it('under an agreement that has no flow of flags from the agency', async () => {
    const body = { ...request(1), agreement: 'MD-CAMHS-003' };
    expect(
      (await exchange.ask(YJS, { method: 'POST', path: '/v1/flags', body }))
        .body.code,
    ).toBe('NO_AGREEMENT');
  });
});

describe('a flag with handling code C', () => {
  it('reaches its stated recipients and nobody else', async () => {
    const handling = {
      code: 'C',
      conditions: 'Not to be discussed with the family.',
      recipients: ['croydon-social-care'],
    };
    const raised = await exchange.ask(YJS, {
      method: 'POST',
      path: '/v1/flags',
      body: { ...request(1), handling },
    });
    expect(raised.status).toBe(201);
    const { body } = await read(raised.body.flagId, SOCIAL_CARE);
    expect(body.records.flag[0].handlingConditions).toBe(handling.conditions);
    expect((await read(raised.body.flagId, EDUCATION)).status).toBe(404);
  });
});
