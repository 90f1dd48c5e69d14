/** POST /v1/queries and GET /v1/young-people/{ref}: each agency sees what an agreement gives it, and cannot tell what it does not. */
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { disclosedKey } from '../../../adapters/dynamodb/keys.ts';
import { daysAfter } from '../../../rules/time/london-time.ts';
import { subjectOf, testExchange, textOf } from '../../exchange.ts';
import {
  BROMLEY,
  CARE,
  entriesOf,
  expectProblem,
  flagOn,
  POLICE,
  person,
  queryAbout,
  raise,
  SLAM,
  stranger,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
const croydon = (number: number) => subjectOf(person(exchange, number));
const read = (reference: string) =>
  ({ method: 'GET', path: `/v1/young-people/${reference}` }) as const;
const categoriesOf = ({ body }: { body: { records: object } }) =>
  Object.keys(body.records).sort();

beforeAll(async () => {
  for (const number of [1, 4, 10])
    await exchange.nominate(person(exchange, number));
});

describe('a child who lives in Croydon and never lived in Bromley', () => {
  it('is known to Croydon agencies, by what their agreement gives them and no more', async () => {
    const answer = await exchange.ask(YJS, queryAbout(croydon(4)));
    expect(answer.status).toBe(200);
    expect(categoriesOf(answer)).toEqual([
      'identifiers',
      'identity',
      'incident',
    ]);
    // Never the source; nor the grading, the handling, the history or the reported aggression, which are the panel's alone.
    const { sourceReference } = person(exchange, 4).incident;
    for (const kept of [
      sourceReference,
      'assessment',
      'handlingCode',
      'priorContact',
      'background',
      'aggressionReported',
    ]) {
      expect(JSON.stringify(answer.body.records)).not.toContain(kept);
    }
  });

  it('does not exist to a Bromley agency, nor to one in Sutton', async () => {
    for (const client of [
      BROMLEY,
      'sutton-yjs-case-system',
      'bromley-education-pupil-system',
    ]) {
      expectProblem(
        await exchange.ask(client, queryAbout(croydon(4))),
        'NOT_FOUND',
      );
    }
  });

  it('nor after that agency has flagged them as if they lived there: a flag unlocks nobody else’s record', async () => {
    const flag = flagOn({
      ...croydon(10),
      borough: 'E09000006',
      formerBoroughs: ['E09000006'],
    });
    expect((await exchange.ask(BROMLEY, raise(flag))).status).toBe(201);
    const answer = await exchange.ask(BROMLEY, queryAbout(croydon(10)));
    expect(answer.status).toBe(200);
    const originators = Object.values<{ originator: string }[]>(
      answer.body.records,
    )
      .flat()
      .map(({ originator }) => originator);
    expect(new Set(originators)).toEqual(new Set(['bromley-yjs']));
    const { postcode, nhsNumber, incident } = person(exchange, 10);
    for (const secret of [
      postcode,
      nhsNumber,
      incident.incidentSummary,
      'met-police',
    ]) {
      expect(textOf(answer)).not.toContain(secret);
    }
  });
});

it('a child who moved from Bromley to Croydon is known to both, each by the identifiers its service uses', async () => {
  const { nhsNumber, upn } = person(exchange, 1);
  const identifiers = async (client: string) =>
    (await exchange.ask(client, queryAbout(croydon(1)))).body.records
      .identifiers[0];
  expect(await identifiers(YJS)).toMatchObject({ nhsNumber, upn });
  expect(await identifiers(BROMLEY)).toMatchObject({ nhsNumber, upn });
  expect(
    await identifiers('croydon-education-pupil-system'),
  ).not.toHaveProperty('nhsNumber');
});

describe('references are pairwise', () => {
  it('two agencies know a child by references that have nothing in common, and neither can use the other’s', async () => {
    const [own, other] = [
      await exchange.ask(YJS, queryAbout(croydon(1))),
      await exchange.ask(CARE, queryAbout(croydon(1))),
    ];
    const [mine, theirs]: string[] = [own.body.reference, other.body.reference];
    expect(mine).not.toBe(theirs);
    expect(mine?.slice(5, 20)).not.toBe(theirs?.slice(5, 20));
    expect((await exchange.ask(YJS, read(String(mine)))).body.reference).toBe(
      mine,
    );
    expectProblem(await exchange.ask(CARE, read(String(mine))), 'NOT_FOUND');
    expectProblem(await exchange.ask(YJS, read(String(theirs))), 'NOT_FOUND');
  });

  it('one agency’s is the same at each asking', async () => {
    const ask = async () =>
      (await exchange.ask(YJS, queryAbout(croydon(1)))).body.reference;
    expect(await ask()).toBe(await ask());
  });

  it('another spelling of one is not one', async () => {
    const { reference } = (await exchange.ask(YJS, queryAbout(croydon(1))))
      .body;
    const spellings = [
      `${reference}=`,
      `${reference}%20`,
      reference.toUpperCase(),
      `${reference.slice(0, -1)}`,
      reference.slice(3),
    ];
    for (const other of spellings)
      expectProblem(await exchange.ask(YJS, read(other)), 'NOT_FOUND');
  });
});

describe('near misses', () => {
  const near = () => croydon(1);
  it.each([
    // The cohort's birth dates follow the day of the test: a fixed one would be the child's own on some day.
    [
      'another birth date',
      () => ({ ...near(), birthDate: daysAfter(near().birthDate, 1) }),
    ],
    ['another given name', () => ({ ...near(), givenName: 'Mohad' })],
    ['a wildcard', () => ({ ...near(), givenName: 'M*' })],
    ['a percent sign', () => ({ ...near(), givenName: '%' })],
    [
      'a sound NHS number that is not theirs',
      () => ({ ...near(), identifiers: { nhsNumber: '9000000009' } }),
    ],
  ])('with %s nobody is found', async (_, subject) => {
    expectProblem(await exchange.ask(YJS, queryAbout(subject())), 'NOT_FOUND');
  });

  it('accents, case and spaces are no difference, and an identifier finds a child by itself', async () => {
    const { givenName, familyName, birthDate } = near();
    const spelled = {
      givenName: givenName.toUpperCase(),
      familyName: ` ${familyName.toLowerCase()} `,
      birthDate,
    };
    expect((await exchange.ask(YJS, queryAbout(spelled))).status).toBe(200);
    const { nhsNumber } = person(exchange, 1);
    expect(
      (
        await exchange.ask(
          YJS,
          queryAbout({ ...stranger(), identifiers: { nhsNumber } }),
        )
      ).status,
    ).toBe(200);
  });

  it('a mistyped identifier is refused rather than looked up', async () => {
    const subject = {
      ...near(),
      identifiers: { nhsNumber: '9000000008', upn: 'A1' },
    };
    expectProblem(
      await exchange.ask(YJS, queryAbout(subject)),
      'CONTENT_INVALID',
      ['/subject/identifiers/nhsNumber', '/subject/identifiers/upn'],
    );
  });

  it.each(['\u0000', '\u202e', '\ud800', '\n', '\u200b', ''])(
    'a name with %j in it is refused',
    async (unsafe) => {
      const subject = {
        ...near(),
        givenName: unsafe === '' ? '' : `Ma${unsafe}had`,
      };
      expectProblem(
        await exchange.ask(YJS, queryAbout(subject)),
        'CONTENT_INVALID',
        ['/subject/givenName'],
      );
    },
  );
});

it('a health trust can neither query nor flag: it answers when it is asked', async () => {
  expectProblem(
    await exchange.ask(SLAM, queryAbout(croydon(1))),
    'SCOPE_MISSING',
  );
  expectProblem(await exchange.ask(SLAM, read('yp_x')), 'SCOPE_MISSING');
  expectProblem(
    await exchange.ask(SLAM, raise(flagOn(croydon(1)))),
    'SCOPE_MISSING',
  );
});

it('what the agreement gives for one purpose is not given for another', async () => {
  expect(
    (
      await exchange.ask(YJS, {
        ...queryAbout(croydon(1)),
        purpose: 'REFERRAL',
      })
    ).status,
  ).toBe(200);
  expectProblem(
    await exchange.ask(YJS, {
      ...queryAbout(croydon(1)),
      purpose: 'VISIT_SAFETY',
    }),
    'NOT_FOUND',
  );
});

it('a known child, a sealed one and an unknown one are three entries that differ in outcome, and none names a child', async () => {
  const answers = [
    await exchange.ask(YJS, queryAbout(croydon(4))),
    await exchange.ask(BROMLEY, queryAbout(croydon(4))),
  ];
  answers.push(await exchange.ask(YJS, queryAbout(stranger())));
  const entries = await Promise.all(
    answers.map((answer) => entriesOf(exchange, answer)),
  );
  expect(entries.map((each) => each.map(({ kept }) => kept.outcome))).toEqual([
    ['PARTIAL'],
    ['DENY'],
    ['NIL'],
  ]);
  const { givenName, familyName, birthDate } = croydon(4);
  for (const secret of [givenName, familyName, birthDate])
    expect(JSON.stringify(entries)).not.toContain(secret);
});

it('asking in vain leaves nothing that grows with each asking, until the child can be asked about no more', async () => {
  const vain = () =>
    exchange.ask(YJS, { ...queryAbout(croydon(1)), purpose: 'VISIT_SAFETY' });
  const { reference } = (await exchange.ask(YJS, queryAbout(croydon(1)))).body;
  const { database, world } = exchange.running;
  const Key = disclosedKey(
    world.references.resolve(reference, 'croydon-yjs'),
    'croydon-yjs',
  );
  const held = async () => {
    const { Item } = await database.client.send(
      new GetCommand({ TableName: database.names.exchange, Key }),
    );
    const records: Set<string> = Item?.records ?? new Set();
    return records.size;
  };
  await vain();
  const before = await held();
  for (let i = 0; i < 5; i += 1) expectProblem(await vain(), 'NOT_FOUND');
  expect(await held()).toBe(before);
});

it('20 askings at once are 20 answers', async () => {
  const asked = Array.from({ length: 20 }, (_, i) =>
    exchange.ask(i % 2 ? YJS : POLICE, queryAbout(croydon(1))),
  );
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(
    Array(20).fill(200),
  );
});
