/** Whatever is asked, as the contract has it or not: the answer is as documented, and nothing forbidden is done. */
import * as fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { requestToken, systemFile } from '../../local/client.ts';
import { SYSTEMS } from '../../local/registry/agencies.ts';
import { OPERATIONS, type Operation, operationIds } from '../../schemas/operations.ts';
import { Scope } from '../../schemas/vocabulary.ts';
import { testExchange } from '../exchange.ts';
import { proving } from '../prove.ts';
import { Known } from './known.ts';
import { faultsOf, forbiddenBy } from './oracle.ts';
import { DOCUMENTED, type Drawn, drawn } from './requests.ts';
import { type Answer, type Sent, send, shown } from './send.ts';
import { written } from './write.ts';

/** Drawn ones; with those that others send again it is a hundred thousand. */
const REQUESTS = 84_000;
const IN_FLIGHT = 8;
const CHUNK = 500;
const MOST_SHOWN = 10;

const exchange = testExchange();
const tokens = new Map<string, { token: Promise<string>; at: number }>();
const counted = new Map<string, number>();
const failures: string[] = [];
let known: Known;

const count = (what: string): void => {
  counted.set(what, (counted.get(what) ?? 0) + 1);
};

/** A real token, gotten as each system gets its own; and anew before it ends. */
const tokenOf = (client: string): Promise<string> => {
  const held = tokens.get(client);
  if (held && Date.now() - held.at < 200_000) return held.token;
  const { url, folder } = exchange.running;
  const token = requestToken(url, systemFile(folder.path, client)).then(({ access_token }) => access_token);
  tokens.set(client, { token, at: Date.now() });
  return token;
};

const fail = (what: string, sent: Sent, answer: Answer): void => {
  failures.push(`${what}\n  ${shown(sent, answer)}`);
};

const tried = async (made: Drawn): Promise<void> => {
  const sent = written(made, known);
  const { scope }: Operation = OPERATIONS[sent.id];
  const answer = await send(exchange.running.url, sent, scope && (await tokenOf(sent.client)));
  for (const fault of [...faultsOf(sent, answer), ...known.seenTooLate(sent, answer)]) fail(fault, sent, answer);
  known.learn(sent, answer);
  count(`${sent.id} ${answer.status < 300 ? 'served' : (answer.body?.code ?? answer.body?.error)}`);
  const [draw = 0] = made.choices.slice(-1);
  if (scope && draw % 25 === 0) await triedByOthers(sent, scope);
  if (draw % 25 === 1) await repeated(draw);
};

/** The same request by somebody who is not known, or not allowed to. */
const triedByOthers = async (sent: Sent, scope: Scope): Promise<void> => {
  const { running } = exchange;
  const others = Scope.options.filter((other) => other !== scope);
  const { clientId, agencyId } = SYSTEMS.find((system) => system.clientId === sent.client) ?? {
    clientId: '',
    agencyId: '',
  };
  const narrowed = await running.world.tokens.issue({ clientId, agencyId, scopes: others });
  const sound = await tokenOf(sent.client);
  const garbled = `${sound.slice(0, -4)}${sound.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
  for (const [token, code] of [
    [undefined, 'TOKEN_INVALID'],
    ['garbage', 'TOKEN_INVALID'],
    [garbled, 'TOKEN_INVALID'],
    [narrowed.token, 'SCOPE_MISSING'],
  ] as const) {
    const again = fresh(sent);
    const answer = await send(running.url, again, token);
    count(`unauthorised ${answer.body?.code}`);
    for (const fault of faultsOf(again, answer)) fail(fault, again, answer);
    // Who may not ask at all may still hear first that a header or the body is not allowed.
    const first = code === 'SCOPE_MISSING' && (forbiddenBy(again) || answer.body?.code === 'HEADER_INVALID');
    if (first ? answer.status < 400 : answer.body?.code !== code) fail(`is not ${code}`, again, answer);
  }
};

/** A POST that was served, sent again as it was: the same ids, and nothing done again. */
const repeated = async (draw: number): Promise<void> => {
  const before = known.served[draw % Math.max(1, known.served.length)];
  if (!before) return;
  const again = { ...before.sent, number: known.next() };
  const answer = await send(exchange.running.url, again, await tokenOf(again.client));
  count(`repeated ${answer.status}`);
  if (answer.status !== 201 || answer.text !== before.answer.text) fail('is another answer than before', again, answer);
  if (answer.headers.get('idempotency-replayed') !== 'true') fail('is not said to be a repetition', again, answer);
};

/** Under a key of its own: it is another intent. */
const fresh = (sent: Sent): Sent => ({ ...sent, number: known.next() });

const inFlight = async (all: Iterator<Drawn>): Promise<void> => {
  const worker = async () => {
    for (let next = all.next(); !next.done && failures.length < MOST_SHOWN; next = all.next()) await tried(next.value);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
};

/** So many at a time that a hundred thousand need not be held at once. */
function* requests(numRuns: number, seed: number): Generator<Drawn> {
  for (let at = 0; at < numRuns; at += CHUNK) {
    yield* fc.sample(drawn, { numRuns: Math.min(CHUNK, numRuns - at), seed: seed + at });
  }
}

beforeAll(() => {
  known = new Known(exchange.people);
});

it('every operation is in the document that the requests are drawn from', () => {
  expect([...DOCUMENTED.keys()].sort()).toEqual([...operationIds].sort());
});

it('no answer breaks the contract, nothing forbidden is accepted, nothing withdrawn is told, nobody unknown is served', async () => {
  const { numRuns, seed } = proving(REQUESTS);
  await inFlight(requests(numRuns, seed));
  console.log(
    [...counted]
      .sort()
      .map(([what, n]) => `${String(n).padStart(7)} ${what}`)
      .join('\n'),
  );
  expect(failures.slice(0, MOST_SHOWN)).toEqual([]);
}, 3_600_000);

it('and the requests were worth trying: each operation was served', () => {
  const served = new Set(
    [...counted.keys()].filter((what) => what.endsWith(' served')).map((what) => what.split(' ')[0]),
  );
  const scoped = operationIds.filter((id) => 'scope' in OPERATIONS[id]);
  expect(scoped.filter((id) => !served.has(id))).toEqual([]);
});
