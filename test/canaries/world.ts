/**
 * Children of all three boroughs of whom every field says something that nobody else says, given by every agency in every
 * way that there is; and the list of what was given, for the model to decide upon.
 */
import { expect } from 'vitest';
import type { Asked } from '../../local/client.ts';
import { stream } from '../../local/cohort/random.ts';
import type { TestExchange } from '../exchange.ts';
import { replied } from './answering.ts';
import { canariesIn, newMint } from './canary.ts';
import { asked, checked, dayOf, decided, deferred, listedFor, opened } from './deciding.ts';
import { flagged } from './flagging.ts';
import { kept } from './keeping.ts';
import { type Child, type Making, type Meeting, noonFrom } from './making.ts';
import type { Given } from './model.ts';
import { ADULT, nominated, nominatedAgain } from './nominating.ts';

export interface CanaryWorld {
  children: Child[];
  meetings: Meeting[];
  /** Every value that was given and is nobody else's. */
  known: ReadonlySet<string>;
  /** What was sent in places that show it to nobody: notes, reasons, approvals, earlier returns. */
  hidden: ReadonlySet<string>;
}

/** Numbers of the cohort: all boroughs, suspects and victims, with and without a former borough. */
const CAST = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14];

export const buildWorld = async (exchange: TestExchange, seed: number): Promise<CanaryWorld> => {
  const mint = newMint();
  const random = stream(seed, 'canaries');
  const hidden: unknown[] = [];
  const goTo = async (days: number) => {
    const answer = await fetch(`${exchange.running.url}/sandbox/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: noonFrom(days) }),
    });
    expect(answer.status).toBe(200);
  };
  const done = async (clientId: string, asked: Partial<Asked> & Pick<Asked, 'method' | 'path'>) => {
    const answer = await exchange.ask(clientId, asked);
    expect([asked.path, answer.status, answer.status < 300 ? '' : answer.body]).toEqual([
      asked.path,
      asked.method === 'POST' ? 201 : 200,
      '',
    ]);
    return answer;
  };
  const making: Making = { mint, random, done, exchange, goTo, hidden };

  await goTo(-70);
  const children: Child[] = [];
  for (const number of CAST) {
    const person = exchange.people.find((each) => each.number === number);
    if (!person) throw new RangeError(`the cohort has no number ${number}`);
    children.push(await nominated(making, person));
  }
  await nominatedAgain(making, children);
  await goTo(-69);
  // To a panel an adult has no case: nothing of them flows to it.
  const eligible = children.filter(({ number }) => number !== ADULT);
  // Children side by side, each with chance of its own, so that the seed says what is said of each.
  const each = (work: (making: Making, child: Child) => Promise<void>) =>
    Promise.all(
      eligible.map((child) => work({ ...making, random: stream(seed, `${work.name}:${child.number}`) }, child)),
    );
  await each(checked);
  const meetings = await opened(making);
  await each(function listed(own, child) {
    return listedFor(own, child, meetings, dayOf(child));
  });
  await each(asked);
  await goTo(-68);
  await each(replied);
  await flagged(making, children);
  for (const [i, child] of children.entries()) {
    // Some decided so long ago that health information flows no longer, some of late, some not at all.
    if (i % 4 === 1) await decided(making, child, -12);
    if (i % 4 === 2) await decided(making, child, -2);
    if (i % 4 === 3) {
      await deferred(making, child, -2);
      await listedFor(making, child, meetings, 0);
    }
  }
  for (const child of children) await kept(making, child);
  await goTo(0);

  const given = children.flatMap(recordsOf);
  const known = canariesIn([
    given.map(({ fields }) => fields),
    children.map(({ evidence, listing, deciding }) => [[...evidence.values()], listing, deciding]),
    meetings,
    hidden,
  ]);
  return { children, meetings, known, hidden: canariesIn(hidden) };
};

/** Everything that was ever given of a child, whether or not it still stands. */
export const recordsOf = ({ nominated, kept, flags, returns }: Child): Given[] => [
  ...nominated,
  ...kept,
  ...flags.flatMap(({ identifying, record, earlier }) => [...identifying, record, ...earlier]),
  ...[...returns.values()].flat(),
];

/** What a query may find: all that stands with the person. */
export const heldOf = ({ nominated, kept, flags }: Child): Given[] => [
  ...nominated,
  ...kept,
  ...flags.filter(({ withdrawn }) => !withdrawn).map(({ record }) => record),
  // What identified the child for one flag stays as long as any flag of the same agency under the same agreement does.
  ...flags
    .filter((flag) => flags.some((other) => !other.withdrawn && sameGiver(flag.record, other.record)))
    .flatMap(({ identifying }) => identifying),
];

const sameGiver = (a: Given, b: Given): boolean => a.originator === b.originator && a.agreement === b.agreement;
