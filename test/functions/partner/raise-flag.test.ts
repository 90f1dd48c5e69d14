/** POST /v1/flags and GET /v1/flags/{id}: one flag an idempotency key, never past its day, seen by whom its agreement says. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { subjectOf, testExchange, textOf } from '../../exchange.ts';
import {
  at,
  BROMLEY,
  CARE,
  date,
  entriesOf,
  expectProblem,
  flagOn,
  POLICE,
  person,
  queryAbout,
  raise,
  stranger,
  withKey,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
const asKnown = (number: number) => subjectOf(person(exchange, number));
const read = (id: string) =>
  ({ method: 'GET', path: `/v1/flags/${id}` }) as const;
const flagsOn = async (
  subject: object,
  client = YJS,
): Promise<{ statement: string }[]> =>
  (await exchange.ask(client, queryAbout(subject))).body.records?.flag ?? [];

describe('the same Idempotency-Key', () => {
  it('with the same body, in whatever order, is the same flag, and leaves an entry of its own', async () => {
    const [subject, key] = [stranger(), withKey(randomUUID())];
    const body = flagOn(subject);
    const first = await exchange.ask(YJS, { ...raise(body), ...key });
    const again = await exchange.ask(YJS, {
      ...raise(Object.fromEntries(Object.entries(body).reverse())),
      ...key,
    });
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await flagsOn(subject)).toHaveLength(1);
    expect(await entriesOf(exchange, again)).toMatchObject([
      { kept: { endpoint: 'raiseFlag', outcome: 'NIL', status: 201 } },
    ]);
  });

  it('with another body is refused, and nothing is done', async () => {
    const [subject, key] = [stranger(), withKey(randomUUID())];
    await exchange.ask(YJS, { ...raise(flagOn(subject)), ...key });
    expectProblem(
      await exchange.ask(YJS, {
        ...raise(flagOn(subject, { statement: 'Canary.' })),
        ...key,
      }),
      'IDEMPOTENCY_KEY_REUSED',
    );
    expect(await flagsOn(subject)).toHaveLength(1);
  });

  it('ten times at once is one flag', async () => {
    const [subject, key] = [stranger(), withKey(randomUUID())];
    const asked = Array.from({ length: 10 }, () =>
      exchange.ask(YJS, { ...raise(flagOn(subject)), ...key }),
    );
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
    expect(new Set(answers.map(({ body }) => body.flagId)).size).toBe(1);
    expect(await flagsOn(subject)).toHaveLength(1);
  });

  it('is another system’s own: guessed by another agency it tells and takes nothing', async () => {
    const [subject, key] = [stranger(), withKey(randomUUID())];
    const first = await exchange.ask(YJS, {
      ...raise(flagOn(subject)),
      ...key,
    });
    const guessed = await exchange.ask(CARE, {
      ...raise(flagOn(subject)),
      ...key,
    });
    expect(guessed.headers.get('idempotency-replayed')).toBeNull();
    expect(guessed.body.flagId).not.toBe(first.body.flagId);
  });

  it('that was refused may be used again for the request put right', async () => {
    const key = withKey(randomUUID());
    expectProblem(
      await exchange.ask(YJS, {
        ...raise(flagOn(stranger(), { flagKind: 'CANARY' })),
        ...key,
      }),
      'CONTENT_INVALID',
      ['/flag/flagKind'],
    );
    expect(
      (await exchange.ask(YJS, { ...raise(flagOn(stranger())), ...key }))
        .status,
    ).toBe(201);
  });
});

describe('one child is one person, however many agencies speak of them at once', () => {
  it('first known by flags of two agencies at the same moment, they are found, with both flags', async () => {
    for (let round = 0; round < 5; round += 1) {
      const subject = stranger();
      const raised = [YJS, CARE, 'croydon-education-pupil-system'].map(
        (client) => exchange.ask(client, raise(flagOn(subject))),
      );
      expect((await Promise.all(raised)).map(({ status }) => status)).toEqual([
        201, 201, 201,
      ]);
      expect(await flagsOn(subject)).toHaveLength(3);
    }
  });

  it('and 20 flags at once on a child who is known are 20 flags', async () => {
    const subject = stranger();
    await exchange.ask(YJS, raise(flagOn(subject)));
    const raised = Array.from({ length: 20 }, (_, i) =>
      exchange.ask(
        i % 2 ? YJS : CARE,
        raise(flagOn(subject, { statement: `Concern ${i}.` })),
      ),
    );
    expect((await Promise.all(raised)).map(({ status }) => status)).toEqual(
      Array(20).fill(201),
    );
    expect(await flagsOn(subject)).toHaveLength(21);
  });
});

it('so much is said of one child that no more fits: whoever says more hears so, and it is not the exchange that fails', async () => {
  const subject = stranger();
  const long = flagOn(subject, { statement: '\u4e00'.repeat(1500) });
  for (let i = 0; i < 75; i += 1) {
    const { status } = await exchange.ask(YJS, raise(long));
    expect([i, status]).toEqual([
      i,
      expect.toSatisfy((code: number) => code < 500),
    ]);
  }
  expect((await exchange.ask(CARE, queryAbout(subject))).status).toBe(200);
});

describe('who sees a flag', () => {
  it('its originator and the agencies of its borough; to others it is not there', async () => {
    const { flagId } = (await exchange.ask(YJS, raise(flagOn(asKnown(4)))))
      .body;
    for (const client of [YJS, CARE, POLICE])
      expect((await exchange.ask(client, read(flagId))).status).toBe(200);
    for (const client of [BROMLEY, 'sutton-yjs-case-system'])
      expectProblem(await exchange.ask(client, read(flagId)), 'NOT_FOUND');
  });

  it('with handling code C only the recipients stated, in the query as in the flag', async () => {
    const subject = stranger();
    const body = flagOn(
      subject,
      { statement: 'For one reader.' },
      { handling: { code: 'C', recipients: ['croydon-social-care'] } },
    );
    const { flagId } = (await exchange.ask(YJS, raise(body))).body;
    expect(
      (await exchange.ask(CARE, read(flagId))).body.records.flag[0].statement,
    ).toBe('For one reader.');
    expectProblem(await exchange.ask(POLICE, read(flagId)), 'NOT_FOUND');
    expectProblem(await exchange.ask(POLICE, queryAbout(subject)), 'NOT_FOUND');
  });

  it('a receipt names no child, and no child’s reference', async () => {
    const answer = await exchange.ask(YJS, raise(flagOn(asKnown(4))));
    const { givenName, familyName, birthDate } = asKnown(4);
    for (const secret of [givenName, familyName, birthDate, 'yp_'])
      expect(textOf(answer)).not.toContain(secret);
  });
});

describe('what a flag may not say', () => {
  it.each([
    ['it has no expiry', { expiresOn: undefined }, '/flag/expiresOn'],
    ['it expired yesterday', { expiresOn: date(-1) }, '/flag/expiresOn'],
    [
      'it lasts longer than a year',
      { expiresOn: date(400) },
      '/flag/expiresOn',
    ],
    ['its expiry is no date', { expiresOn: '2027-02-30' }, '/flag/expiresOn'],
    [
      'it does not say who the child is in it',
      { subjectCategory: undefined },
      '/flag/subjectCategory',
    ],
    [
      'it says more than it has room for',
      { statement: 'x'.repeat(1501) },
      '/flag/statement',
    ],
    ['it scores', { score: 7 }, '/flag/score'],
  ])('%s', async (_, flag, pointer) => {
    expectProblem(
      await exchange.ask(YJS, raise(flagOn(stranger(), flag))),
      'CONTENT_INVALID',
      [pointer],
    );
  });

  it.each([
    ['an adult', { birthDate: '2001-01-01' }, '/subject/birthDate'],
    ['somebody who is not born', { birthDate: date(1) }, '/subject/birthDate'],
    [
      'a 29 February that never was',
      { birthDate: '2011-02-29' },
      '/subject/birthDate',
    ],
    ['a place that is none', { borough: 'Croydon' }, '/subject/borough'],
  ])('it is of %s', async (_, subject, pointer) => {
    expectProblem(
      await exchange.ask(YJS, raise(flagOn({ ...stranger(), ...subject }))),
      'CONTENT_INVALID',
      [pointer],
    );
  });

  it('handling code C for nobody', async () => {
    const body = flagOn(
      stranger(),
      {},
      { handling: { code: 'C', recipients: [] } },
    );
    expectProblem(await exchange.ask(YJS, raise(body)), 'CONTENT_INVALID', [
      '/handling/recipients',
    ]);
  });

  it.each([
    'Canary Wharfinger',
    '\u0000',
    'slam\nforged',
    '\ud800',
    'panel:',
    '',
  ])(
    'handling code C for %j, which is neither an agency nor a panel',
    async (recipient) => {
      const body = flagOn(
        stranger(),
        {},
        { handling: { code: 'C', recipients: ['slam', recipient] } },
      );
      expectProblem(await exchange.ask(YJS, raise(body)), 'CONTENT_INVALID', [
        '/handling/recipients/1',
      ]);
    },
  );

  it('a refusal for want of an agreement does not repeat what was sent', async () => {
    expectProblem(
      await exchange.ask(
        YJS,
        raise({ ...flagOn(stranger()), agreement: 'MD-CANARY-001' }),
      ),
      'NO_AGREEMENT',
    );
  });

  it('another agency’s agreement', async () => {
    expectProblem(
      await exchange.ask(
        YJS,
        raise({ ...flagOn(stranger()), agreement: 'MD-SUT-004' }),
      ),
      'NO_AGREEMENT',
    );
  });
});

describe('time', () => {
  const DAY = 86_400_000;

  it('a flag is served on its last day and not on the day after', async () => {
    const subject = stranger();
    const { flagId } = (
      await exchange.ask(YJS, raise(flagOn(subject, { expiresOn: date(3) })))
    ).body;
    await at(exchange, Date.parse(`${date(3)}T23:30:00Z`), async () => {
      expect((await exchange.ask(YJS, read(flagId))).status).toBe(200);
    });
    await at(exchange, Date.parse(`${date(4)}T00:30:00Z`), async () => {
      expectProblem(await exchange.ask(YJS, read(flagId)), 'NOT_FOUND');
      expectProblem(await exchange.ask(YJS, queryAbout(subject)), 'NOT_FOUND');
    });
  });

  it('a key is remembered for seven days; after them it is a new one, for the same request or another', async () => {
    const [subject, key] = [stranger(), withKey(randomUUID())];
    const first = await exchange.ask(YJS, {
      ...raise(flagOn(subject)),
      ...key,
    });
    await at(exchange, Date.now() + 6 * DAY, async () => {
      expect(
        (await exchange.ask(YJS, { ...raise(flagOn(subject)), ...key })).body,
      ).toEqual(first.body);
    });
    await at(exchange, Date.now() + 8 * DAY, async () => {
      expect(
        (await exchange.ask(YJS, { ...raise(flagOn(stranger())), ...key }))
          .status,
      ).toBe(201);
    });
  });
});
