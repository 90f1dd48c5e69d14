/** Whatever is asked, as the contract has it or not: the answer is as documented, and nothing forbidden is done. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { requestToken, systemFile } from '../../local/client.ts';
import { cohort } from '../../local/cohort/cohort.ts';
import { type Exchange, startExchange } from '../../local/exchange.ts';
import { SYSTEMS } from '../../local/registry/agencies.ts';
import { londonDate } from '../../rules/time/london-time.ts';
import {
  OPERATIONS,
  type Operation,
  operationIds,
} from '../../schemas/contract/operations.ts';
import { Scope } from '../../schemas/vocabulary/codes.ts';
import { proving, runs } from '../prove.ts';
import { Known } from './known.ts';
import { faultsOf, forbiddenBy } from './oracle.ts';
import { DOCUMENTED, type Drawn, drawn } from './requests.ts';
import { type Answer, type Sent, send, shown } from './send.ts';
import { tellStory } from './story.ts';
import { written } from './write.ts';

/** With those that are sent again, by the same or by others. */
const REQUESTS = 100_000;
/** So many are drawn that with those sent again, a fifth as many, it is never less. */
const DRAWN = 87_000;
const IN_FLIGHT = 8;
/** Requests of one exchange; the next ones meet a new one, so that what a child's file holds stays within reason. */
const ROUND = 1200;
const MOST_SHOWN = 10;

let running: Exchange;
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
  const { url, folder } = running;
  const token = requestToken(url, systemFile(folder.path, client)).then(
    ({ access_token }) => access_token,
  );
  tokens.set(client, { token, at: Date.now() });
  return token;
};

const answered = (sent: Sent, token?: string): Promise<Answer> => {
  count('sent in all');
  return send(running.url, sent, token);
};

const fail = (what: string, sent: Sent, answer: Answer): void => {
  failures.push(`${what}\n  ${shown(sent, answer)}`);
};

const tried = async (made: Drawn): Promise<void> => {
  const sent = written(made, known);
  const { scope }: Operation = OPERATIONS[sent.id];
  const answer = await answered(sent, scope && (await tokenOf(sent.client)));
  for (const fault of [
    ...faultsOf(sent, answer),
    ...known.seenTooLate(sent, answer),
  ])
    fail(fault, sent, answer);
  known.learn(sent, answer);
  if (sent.id !== 'readFlag' && /mk[0-9]+km/.test(answer.text))
    count('a flag was told');
  count(
    `${sent.id} ${answer.status < 300 ? 'served' : (answer.body?.code ?? answer.body?.error)}`,
  );
  const [draw = 0] = made.choices.slice(-1);
  if (scope && draw % 25 === 0) await triedByOthers(sent, scope);
  if (sent.id === 'withdrawFlag' && answer.status === 201)
    await soughtAfterwards(sent, draw);
  if (draw % 25 === 1) await repeated(draw);
};

/** What a caller may be told before it is known whether they may ask. */
const EDGE = new Set(['HEADER_INVALID', 'CONTENT_INVALID']);

/** The same request by somebody who is not known, or not allowed to. */
const triedByOthers = async (sent: Sent, scope: Scope): Promise<void> => {
  const others = Scope.options.filter((other) => other !== scope);
  const { clientId, agencyId } = SYSTEMS.find(
    (system) => system.clientId === sent.client,
  ) ?? {
    clientId: '',
    agencyId: '',
  };
  const narrowed = await running.world.tokens.issue({
    clientId,
    agencyId,
    scopes: others,
  });
  const sound = await tokenOf(sent.client);
  const garbled = `${sound.slice(0, -4)}${sound.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
  for (const [token, code] of [
    [undefined, 'TOKEN_INVALID'],
    ['garbage', 'TOKEN_INVALID'],
    [garbled, 'TOKEN_INVALID'],
    [narrowed.token, 'SCOPE_MISSING'],
  ] as const) {
    const again = fresh(sent);
    const answer = await answered(again, token);
    count(`unauthorised ${answer.body?.code}`);
    for (const fault of faultsOf(again, answer)) fail(fault, again, answer);
    // Who may not ask at all may still hear first that a header or the body is not allowed.
    const first =
      code === 'SCOPE_MISSING' &&
      (forbiddenBy(again) || EDGE.has(answer.body?.code));
    if (first ? answer.status < 400 : answer.body?.code !== code)
      fail(`is not ${code}`, again, answer);
  }
};

/** What was withdrawn, by its id and by another agency: it is not there. */
const soughtAfterwards = async (
  withdrawn: Sent,
  draw: number,
): Promise<void> => {
  const others = SYSTEMS.filter(
    ({ scopes, agencyId }) =>
      scopes.includes('flag') && agencyId !== withdrawn.agency,
  );
  const { clientId, agencyId } = others[draw % others.length] ?? {
    clientId: '',
    agencyId: '',
  };
  const again: Sent = {
    ...fresh(withdrawn),
    id: 'readFlag',
    client: clientId,
    agency: agencyId,
    method: 'GET',
    path: withdrawn.path.replace('/withdrawal', ''),
    headers: { ...withdrawn.headers, 'sharing-purpose': 'PANEL_SELECTION' },
    text: undefined,
  };
  const answer = await answered(again, await tokenOf(clientId));
  count(`withdrawn, sought ${answer.body?.code ?? answer.status}`);
  if (answer.status !== 404 && answer.body?.code !== 'NO_AGREEMENT')
    fail('is there though it was withdrawn', again, answer);
};

/** A POST that was served, sent again as it was: the same ids, and nothing done again. */
const repeated = async (draw: number): Promise<void> => {
  const before = known.served[draw % Math.max(1, known.served.length)];
  if (!before) return;
  const again = { ...before.sent, number: known.next() };
  const answer = await answered(again, await tokenOf(again.client));
  count(`repeated ${answer.status}`);
  if (answer.status !== 201 || answer.text !== before.answer.text)
    fail('is another answer than before', again, answer);
  if (answer.headers.get('idempotency-replayed') !== 'true')
    fail('is not said to be a repetition', again, answer);
};

/** The same again, as a request of its own. */
const fresh = (sent: Sent): Sent => ({ ...sent, number: known.next() });

const inFlight = async (all: Iterator<Drawn>): Promise<void> => {
  const worker = async () => {
    for (
      let next = all.next();
      !next.done && failures.length < MOST_SHOWN;
      next = all.next()
    )
      await tried(next.value);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
};

/** A real exchange of its own, and so many requests to it. */
const round = async (numRuns: number, seed: number): Promise<void> => {
  running = await startExchange({ ephemeral: true, port: 0 });
  tokens.clear();
  known = new Known(
    cohort({ seed: 1, referenceDate: londonDate(running.world.clock()) }),
  );
  try {
    await tellStory(running, known);
    await inFlight(fc.sample(drawn, { numRuns, seed }).values());
  } finally {
    await running.stop();
  }
};

it('every operation is in the document that the requests are drawn from', () => {
  expect([...DOCUMENTED.keys()].sort()).toEqual([...operationIds].sort());
});

it('no answer breaks the contract, nothing forbidden is accepted, nothing withdrawn is told, nobody unknown is served', async () => {
  const { numRuns, seed } = proving(DRAWN);
  for (let at = 0; at < numRuns && failures.length < MOST_SHOWN; at += ROUND) {
    await round(Math.min(ROUND, numRuns - at), seed + at);
  }
  console.log(
    [...counted]
      .sort()
      .map(([what, n]) => `${String(n).padStart(7)} ${what}`)
      .join('\n'),
  );
  expect(failures.slice(0, MOST_SHOWN)).toEqual([]);
}, 3_600_000);

it('and the requests were worth trying: so many, and each operation was served', () => {
  expect(counted.get('sent in all')).toBeGreaterThanOrEqual(runs(REQUESTS));
  const served = new Set(
    [...counted.keys()]
      .filter((what) => what.endsWith(' served'))
      .map((what) => what.split(' ')[0]),
  );
  const scoped = operationIds.filter((id) => 'scope' in OPERATIONS[id]);
  expect(scoped.filter((id) => !served.has(id))).toEqual([]);
  const seen = [
    'a flag was told',
    'withdrawn, sought NOT_FOUND',
    'repeated 201',
    'unauthorised SCOPE_MISSING',
  ];
  expect(seen.filter((what) => !counted.has(what))).toEqual([]);
});
