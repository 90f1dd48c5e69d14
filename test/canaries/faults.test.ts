/** An error may quote all that was sent and all that is stored: what is told of it holds nothing of that. */
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  vi,
} from 'vitest';
import type { Answer } from '../../local/client.ts';
import { nominationOf } from '../../local/sandbox.ts';
import { testExchange, textOf } from '../exchange.ts';
import {
  flagOn,
  person,
  queryAbout,
  raise,
  YJS,
} from '../functions/requests.ts';
import { operationOf, standBetween } from '../sender.ts';
import { canariesIn, newMint } from './canary.ts';
import { toldTwice } from './telling.ts';

const exchange = testExchange({ sequencing: false, telemetry: toldTwice() });
const mint = newMint();
let logged: string[] = [];
/** The messages of the errors that were thrown. */
let thrown: string[] = [];
/** What of the store fails while it is set: a write before it is sent or once it is done, or what reads something of a child. */
let failing: 'WRITE' | 'WRITTEN' | 'READ' | undefined;

const subject = {
  givenName: mint.word(),
  familyName: mint.word(),
  birthDate: '2011-04-10',
};

/** Says everything, in every part of an error that could be printed; its message goes on as a stack would. */
const talkative = (said: unknown): Error => {
  const text = textIn(said);
  const [word = ''] = canariesIn(text);
  const message = `${text}\n    at ${word} (entrance/${word}.ts:1:1)`;
  thrown.push(message);
  const cause = Object.assign(new Error(message), {
    code: message,
    name: message,
    [word]: word,
  });
  return Object.assign(new Error(message, { cause }), {
    CancellationReasons: [{ Code: message, Item: said }],
    $metadata: { requestId: word },
  });
};

const textIn = (said: unknown): string =>
  JSON.stringify(said, (_, value) =>
    value instanceof Set ? [...value] : value,
  ) ?? '';

const nomination = () => {
  const body = nominationOf(person(exchange, 1));
  return { ...body, subject: { ...body.subject, ...subject } };
};

const requests: [string, () => Promise<Answer>][] = [
  [
    'a nomination',
    () =>
      exchange.ask('met-police-intelligence', {
        method: 'POST',
        path: '/v1/nominations',
        body: nomination(),
      }),
  ],
  [
    'a flag',
    () => exchange.ask(YJS, raise(flagOn(subject, { statement: mint.text() }))),
  ],
  ['a query', () => exchange.ask(YJS, queryAbout(subject))],
];

beforeAll(async () => {
  for (const method of ['log', 'error', 'warn', 'info'] as const) {
    vi.spyOn(console, method).mockImplementation(
      (...said: unknown[]) => void logged.push(said.map(String).join(' ')),
    );
  }
  for (const [, run] of requests)
    expect((await run()).status).toBeLessThan(300);
  standBetween(exchange.running.database, async (command, send) => {
    const writes = operationOf(command) === 'TransactWriteItems';
    if (failing === 'WRITE' && writes) throw talkative(command.input);
    const answer = await send(command);
    const reads = canariesIn(textIn(answer)).size > 0;
    if ((failing === 'WRITTEN' && writes) || (failing === 'READ' && reads))
      throw talkative([command.input, answer]);
    return answer;
  });
});
afterAll(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});
beforeEach(() => {
  logged = [];
  thrown = [];
});

const whileFailing = async (
  what: typeof failing,
  run: () => Promise<Answer>,
): Promise<Answer> => {
  failing = what;
  return run().finally(() => {
    failing = undefined;
  });
};

describe('the store fails and quotes what it knows, and none of it is told', () => {
  it.each(
    requests
      .filter(([name]) => name !== 'a query')
      .flatMap(([name, run]) =>
        (['WRITE', 'WRITTEN'] as const).map(
          (what) => [name, what, run] as const,
        ),
      ),
  )('of what %s writes (%s)', async (_, what, run) => {
    const answer = await whileFailing(what, run);
    expect([answer.status, answer.body.code]).toEqual([503, 'NOT_RECORDED']);
    expectNothingTold(answer);
  });

  it.each(requests.filter(([name]) => name !== 'a nomination'))(
    'of what is read for %s',
    async (_, run) => {
      const answer = await whileFailing('READ', run);
      expect([answer.status, answer.body.code]).toEqual([500, 'FAULT']);
      expectNothingTold(answer);
    },
  );
});

const expectNothingTold = (answer: Answer): void => {
  expect(wordsIn(thrown).length).toBeGreaterThan(0);
  // One in each form.
  expect(logged).toHaveLength(2);
  for (const said of logged)
    expect(said).toContain(answer.headers.get('x-request-id'));
  expect([...canariesIn(logged.join('\n'))]).toEqual([]);
  expect(wordsIn(textOf(answer))).toEqual([]);
};

const wordsIn = (value: unknown): string[] =>
  [...canariesIn(value)].filter((found) => found.startsWith('QX'));
