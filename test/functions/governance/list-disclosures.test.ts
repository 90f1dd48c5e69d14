/** GET /v1/disclosures: who was told what, each entry once, to those whose business it is, and nothing of any child. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { KeptEntry } from '../../../schemas/store/ledger.ts';
import { subjectOf, testExchange, textOf } from '../../exchange.ts';
import {
  at,
  CARE,
  date,
  entriesOf,
  expectProblem,
  flagOn,
  listedCase,
  OPERATOR,
  POLICE,
  POLICE_DPO,
  person,
  queryAbout,
  raise,
  stranger,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
type Listed = KeptEntry & { index: number; leaf: string; subject?: string };
const DAY = 86_400_000;

const ask = (client: string, query: string) =>
  exchange.ask(client, { method: 'GET', path: `/v1/disclosures?${query}` });
const period = (from: string, to: string, rest = '') =>
  `from=${from}&to=${to}${rest}`;
const today = () => period(date(0), date(0));
/** Every page of a period, by its cursors. */
const pages = async (client: string, range: string, limit: number) => {
  const [entries, cursors]: [Listed[], string[]] = [[], []];
  for (let next: string | undefined = ''; next !== undefined; ) {
    const { body } = await ask(
      client,
      `${range}&limit=${limit}${next && `&after=${next}`}`,
    );
    entries.push(...body.entries);
    next = body.next;
    if (next) cursors.push(next);
  }
  return { entries, cursors };
};

beforeAll(async () => {
  // Two days, so that a page can end in the middle of a day or at its end.
  await at(exchange, Date.now() - DAY, async () => {
    for (let i = 0; i < 7; i += 1)
      await exchange.ask(YJS, queryAbout(stranger()));
  });
  await listedCase(exchange, 1);
  await exchange.ask(YJS, queryAbout(subjectOf(person(exchange, 1))));
  await exchange.ask(
    CARE,
    raise(flagOn(subjectOf(person(exchange, 1)), { statement: 'Canary.' })),
  );
  await exchange.running.sequence();
});

describe('the operator', () => {
  it('sees every entry once, in the order of the log, whatever the size of a page', async () => {
    const range = period(date(-1), date(0));
    const whole = (await pages(OPERATOR, range, 100)).entries.map(
      ({ entryId }) => entryId,
    );
    expect(whole.length).toBeGreaterThanOrEqual(11);
    for (const limit of [1, 2, 7]) {
      const { entries } = await pages(OPERATOR, range, limit);
      expect(entries.map(({ entryId }) => entryId)).toEqual(whole);
      expect(entries.map(({ index }) => index)).toEqual(
        entries.map((_, i) => i),
      );
    }
  });

  it('sees an entry once it is in the log, and each reading is one itself', async () => {
    const answer = await ask(OPERATOR, today());
    const ids = async () =>
      (await pages(OPERATOR, today(), 100)).entries.map(
        ({ entryId }) => entryId,
      );
    expect(await ids()).not.toContain(answer.body.ledgerEntry);
    await exchange.running.sequence();
    expect(await ids()).toContain(answer.body.ledgerEntry);
    expect(await entriesOf(exchange, answer)).toMatchObject([
      { kept: { endpoint: 'listDisclosures', outcome: 'PERMIT' } },
    ]);
  });

  it('reads no child’s name, number or story', async () => {
    const answer = await ask(
      OPERATOR,
      `${period(date(-1), date(0))}&limit=100`,
    );
    const { givenName, familyName, birthDate, nhsNumber, postcode, incident } =
      person(exchange, 1);
    for (const secret of [
      givenName,
      familyName,
      birthDate,
      nhsNumber,
      postcode,
      incident.incidentSummary,
      'Canary',
    ]) {
      expect(textOf(answer)).not.toContain(secret);
    }
  });

  it('sees the same index for the same entry when several sequencers work at once', async () => {
    await Promise.all(
      Array.from({ length: 30 }, () =>
        exchange.ask(YJS, queryAbout(stranger())),
      ),
    );
    await Promise.all(
      Array.from({ length: 4 }, () => exchange.running.sequence()),
    );
    const { entries } = await pages(OPERATOR, period(date(-1), date(0)), 50);
    expect(entries.map(({ index }) => index)).toEqual(entries.map((_, i) => i));
    expect(new Set(entries.map(({ entryId }) => entryId)).size).toBe(
      entries.length,
    );
  });
});

describe('an agency’s data protection officer', () => {
  it('sees what the agency asked, was told or gave, and nothing else', async () => {
    const { entries } = await pages(POLICE_DPO, period(date(-1), date(0)), 50);
    expect(entries.length).toBeGreaterThan(0);
    for (const { actor, recipient, released, withheld } of entries) {
      const originators = [...released, ...withheld].map(
        ({ originator }) => originator,
      );
      expect([actor.agency, recipient, ...originators]).toContain('met-police');
    }
    expect(
      entries.filter(({ actor }) => actor.agency === 'croydon-social-care'),
    ).toEqual([]);
  });

  it('names a child as no other reader does', async () => {
    const subjects = async (client: string) =>
      (await pages(client, today(), 50)).entries.flatMap(({ subject }) =>
        subject === undefined ? [] : [subject],
      );
    const [own, others] = [
      await subjects(POLICE_DPO),
      await subjects(OPERATOR),
    ];
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((subject) => others.includes(subject))).toEqual([]);
  });

  it('cannot tell from the log what its agency’s own query could not: sealed from unknown', async () => {
    const subject = stranger();
    const sealed = flagOn(
      subject,
      {},
      { handling: { code: 'C', recipients: ['croydon-social-care'] } },
    );
    expect((await exchange.ask(YJS, raise(sealed))).status).toBe(201);
    const answers = [
      await exchange.ask(POLICE, queryAbout(subject)),
      await exchange.ask(POLICE, queryAbout(stranger())),
    ];
    for (const answer of answers) expectProblem(answer, 'NOT_FOUND');
    await exchange.running.sequence();
    const { entries } = await pages(POLICE_DPO, today(), 100);
    const [known, unknown] = answers.map((answer) => {
      const found = entries.find(
        ({ requestId }) => requestId === answer.headers.get('x-request-id'),
      );
      const {
        entryId: _e,
        occurredAt: _o,
        requestId: _r,
        index: _i,
        leaf: _l,
        ...said
      } = found ?? ({} as Listed);
      return said;
    });
    expect(unknown).toMatchObject({ endpoint: 'queryYoungPerson' });
    expect(known).toEqual(unknown);
  });
});

describe('a cursor', () => {
  let cursor: string;
  beforeAll(async () => {
    cursor =
      (await pages(OPERATOR, period(date(-1), date(0)), 2)).cursors[0] ?? '';
  });
  const middle = () => Math.floor(cursor.length / 2);
  const flipped = () => (cursor[middle()] === 'A' ? 'B' : 'A');
  it.each([
    [
      'altered',
      () => cursor.slice(0, middle()) + flipped() + cursor.slice(middle() + 1),
    ],
    ['cut short', () => cursor.slice(0, -4)],
    ['prolonged', () => `${cursor}AAAA`],
    ['spelled otherwise', () => `${cursor}=`],
    [
      'made up',
      () =>
        Buffer.from(JSON.stringify({ date: date(0), index: 0 })).toString(
          'base64url',
        ),
    ],
    ['empty', () => ''],
  ])('that is %s is refused', async (_, made) => {
    const range = period(date(-1), date(0));
    expect((await ask(OPERATOR, `${range}&after=${cursor}`)).status).toBe(200);
    expectProblem(
      await ask(OPERATOR, `${range}&after=${encodeURIComponent(made())}`),
      'CONTENT_INVALID',
      ['/query/after'],
    );
  });

  it('of another system is refused', async () => {
    expectProblem(
      await ask(POLICE_DPO, `${period(date(-1), date(0))}&after=${cursor}`),
      'CONTENT_INVALID',
      ['/query/after'],
    );
  });

  it('of another period does not widen this one', async () => {
    const answer = await ask(OPERATOR, `${today()}&after=${cursor}&limit=100`);
    const dates: string[] = (answer.body.entries ?? []).map(
      ({ occurredAt }: Listed) => occurredAt.slice(0, 10),
    );
    expect(dates.filter((each) => each < date(-0))).toEqual([]);
  });
});

describe('a period', () => {
  it('has at most 31 days, the first and the last counted', async () => {
    expect(
      (await ask(OPERATOR, period('2026-10-01', '2026-10-31'))).status,
    ).toBe(200);
    expectProblem(
      await ask(OPERATOR, period('2026-10-01', '2026-11-01')),
      'CONTENT_INVALID',
      ['/query/to'],
    );
    expectProblem(
      await ask(OPERATOR, period('2026-01-01', '2026-12-31')),
      'CONTENT_INVALID',
      ['/query/to'],
    );
  });

  // Last, because an exchange that cannot end this search works on it until it is stopped.
  it('at the end of all calendars ends too', async () => {
    await ask(OPERATOR, today());
    const { access_token } = await exchange.running.world.tokens
      .issue({
        clientId: OPERATOR,
        agencyId: 'exchange-operator',
        scopes: ['ledger'],
      })
      .then(({ token }) => ({ access_token: token }));
    const answer = await fetch(
      `${exchange.running.url}/v1/disclosures?${period('9999-12-31', '9999-12-31')}`,
      {
        headers: {
          authorization: `Bearer ${access_token}`,
          'sharing-practitioner': 'dpo-1; role=DATA_PROTECTION_OFFICER',
          'sharing-reason': 'LAWFULNESS_CHECK',
        },
        signal: AbortSignal.timeout(5000),
      },
    );
    expect([200, 422]).toContain(answer.status);
  });
});
