/** Whoever may not know of a child cannot, by flagging them first, find out about them, reach them or hide them. */
import { beforeAll, expect, it } from 'vitest';
import { subjectOf, testExchange } from '../../exchange.ts';
import {
  BROMLEY,
  flagOn,
  person,
  queryAbout,
  raise,
  stranger,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
/** Nominated, of Croydon, never of Bromley: to a Bromley agency they do not exist. */
const sealed = (number: number) => subjectOf(person(exchange, number));
const inBromley = (subject: object) =>
  raise(flagOn({ ...subject, borough: 'E09000006' }));
/** A sound number, which nobody of the cohort has: the example of the Personal Demographics Service. */
const MADE_UP = '9000000009';

beforeAll(async () => {
  for (const number of [4, 10])
    expect((await exchange.nominate(person(exchange, number))).status).toBe(
      201,
    );
});

it('after its own flag an agency gets the same answers about a child whom others know and about one whom nobody knows', async () => {
  const answers = [];
  for (const subject of [sealed(4), stranger()]) {
    await exchange.ask(BROMLEY, inBromley(subject));
    const asked = [
      subject,
      { ...subject, identifiers: { nhsNumber: MADE_UP } },
    ].map((each) => exchange.ask(BROMLEY, queryAbout(each)));
    const seen = await Promise.all(asked);
    answers.push(
      seen.map(({ status, body }) => [
        status,
        Object.keys(body.records ?? {}),
        body.disclosure?.withheld,
      ]),
    );
  }
  expect(answers[0]).toEqual(answers[1]);
});

it('an agency cannot confirm a number that it guesses: right and wrong read alike', async () => {
  const { nhsNumber } = person(exchange, 4);
  const guess = async (number: string) =>
    (
      await exchange.ask(
        BROMLEY,
        queryAbout({ ...sealed(4), identifiers: { nhsNumber: number } }),
      )
    ).status;
  expect(await guess(nhsNumber)).toBe(await guess(MADE_UP));
});

it('a flag under a made-up number hides the child from no agency that may not even see that flag', async () => {
  const find = async () =>
    (await exchange.ask(YJS, queryAbout(sealed(10)))).status;
  expect(await find()).toBe(200);
  expect(
    (
      await exchange.ask(
        BROMLEY,
        inBromley({ ...sealed(10), identifiers: { nhsNumber: MADE_UP } }),
      )
    ).status,
  ).toBe(201);
  expect(await find()).toBe(200);
});

it('nor does it draw another agency’s next nomination away from the child', async () => {
  const first = (await exchange.nominate(person(exchange, 10))).body.caseId;
  await exchange.ask(
    BROMLEY,
    inBromley({ ...sealed(10), identifiers: { nhsNumber: MADE_UP } }),
  );
  expect((await exchange.nominate(person(exchange, 10))).body.caseId).toBe(
    first,
  );
  const withoutNumbers = await exchange.nominate(
    person(exchange, 10),
    (body) => ({
      ...body,
      subject: { ...body.subject, identifiers: {} },
    }),
  );
  expect(withoutNumbers.body.caseId).toBe(first);
});
