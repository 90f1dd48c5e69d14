/**
 * Children of all three boroughs of whom every field says something that nobody else says, given by every agency in every
 * way that there is; and the list of what was given, for the model to decide upon.
 */
import { expect } from 'vitest';
import type { Asked } from '../../local/client.ts';
import { stream } from '../../local/cohort/random.ts';
import type { TestExchange } from '../exchange.ts';
import {
  AWAY,
  afterwards,
  FOLLOWED_UP,
  longAfterwards,
  NEVER_SEEN,
  VISITED,
} from './afterwards.ts';
import { replied } from './answering.ts';
import { canariesIn, newMint } from './canary.ts';
import {
  asked,
  checked,
  dayOf,
  decided,
  deferred,
  listedFor,
  opened,
} from './deciding.ts';
import { flagged } from './flagging.ts';
import { kept } from './keeping.ts';
import { type Child, type Making, type Meeting, noonFrom } from './making.ts';
import type { Given } from './model.ts';
import { ADULT, nominated, nominatedAgain } from './nominating.ts';
import { questioned, spokenFor } from './panel-work.ts';

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

/** A receipt repeats nothing of what it acknowledges, but for what answers with how the whole matter stands. */
const SAYS_BACK =
  /\/(eligibility|attendance|investigation|strategy-discussion)$/;

export const buildWorld = async (
  exchange: TestExchange,
  seed: number,
): Promise<CanaryWorld> => {
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
  const done = async (
    clientId: string,
    asked: Partial<Asked> & Pick<Asked, 'method' | 'path'>,
  ) => {
    const answer = await exchange.ask(clientId, asked);
    expect([
      asked.path,
      answer.status,
      answer.status < 300 ? '' : answer.body,
    ]).toEqual([asked.path, asked.method === 'POST' ? 201 : 200, '']);
    if (asked.method !== 'GET' && !SAYS_BACK.test(asked.path)) {
      expect([
        asked.path,
        JSON.stringify(answer.body).match(/QX[A-Z]{5}XQ/g),
      ]).toEqual([asked.path, null]);
    }
    return answer;
  };
  const meetings: Meeting[] = [];
  const making: Making = {
    mint,
    random,
    done,
    exchange,
    goTo,
    meetings,
    hidden,
  };

  const past = await nominatedOn(making, -130, [FOLLOWED_UP, NEVER_SEEN]);
  await opened(making, [-125]);
  await prepared(making, past, { seed, meetsOn: () => -125, from: -129 });
  for (const child of past) await decided(making, child, -125);
  await longAfterwards(making, past);

  const cast = await nominatedOn(making, -72, CAST);
  const others = await nominatedOn(making, -72, [AWAY, VISITED]);
  await nominatedAgain(making, cast);
  await opened(making, [-12, -2, 0]);
  // To a panel an adult has no case: nothing of them flows to it.
  const eligible = [...cast, ...others].filter(
    ({ number }) => number !== ADULT,
  );
  await prepared(making, eligible, { seed, meetsOn: dayOf, from: -71 });
  await flagged(making, cast);
  for (const [i, child] of cast.entries()) {
    // Some decided so long ago that health information flows no longer, some of late, some not at all.
    if (i % 4 === 1) await decided(making, child, -12);
    if (i % 4 === 2) await decided(making, child, -2);
    if (i % 4 === 3) {
      await deferred(making, child, -2);
      await listedFor(making, child, 0);
    }
  }
  for (const child of others.filter(({ number }) => number === VISITED))
    await decided(making, child, -12);
  await afterwards(making, [...cast, ...others]);
  const children = [...cast, ...others, ...past];
  for (const child of children) await kept(making, child);
  await goTo(0);

  const known = canariesIn([children.map(saidOf), meetings, hidden]);
  return { children, meetings, known, hidden: canariesIn(hidden) };
};

const nominatedOn = async (
  making: Making,
  days: number,
  numbers: number[],
): Promise<Child[]> => {
  await making.goTo(days);
  const children: Child[] = [];
  for (const number of numbers) {
    const person = making.exchange.people.find(
      (each) => each.number === number,
    );
    if (!person) throw new RangeError(`the cohort has no number ${number}`);
    children.push(await nominated(making, person));
  }
  return children;
};

/** Up to the meeting. Children side by side, each with chance of its own, so that the seed says what is said of each. */
const prepared = async (
  making: Making,
  children: Child[],
  {
    seed,
    meetsOn,
    from,
  }: { seed: number; meetsOn: (child: Child) => number; from: number },
): Promise<void> => {
  const each = (
    name: string,
    work: (making: Making, child: Child) => Promise<void>,
  ) =>
    Promise.all(
      children.map((child) =>
        work(
          { ...making, random: stream(seed, `${name}:${child.number}`) },
          child,
        ),
      ),
    );
  await making.goTo(from);
  await each('checked', checked);
  await each('listed', (own, child) => listedFor(own, child, meetsOn(child)));
  await each('asked', (own, child) => asked(own, child, from + 2));
  await making.goTo(from + 1);
  await each('questioned', questioned);
  await each('replied', replied);
  await each('spokenFor', spokenFor);
};

/** All that was said of a child, wherever it shows. */
const saidOf = (child: Child): unknown => [
  recordsOf(child).map(({ fields }) => fields),
  [
    [...child.evidence.values()],
    child.listing,
    child.deciding,
    child.process,
    child.delivery,
  ],
  [child.questions, [...child.spoken.values()], [...child.linked.values()]],
  child.visits.map(({ overrideReason }) => overrideReason),
  child.referrals.map(({ given, takeUp }) => [
    given.map(({ fields }) => fields),
    takeUp?.fields,
  ]),
];

/** Everything that was ever given of a child, whether or not it still stands. */
export const recordsOf = ({
  nominated,
  kept,
  flags,
  returns,
}: Child): Given[] => [
  ...nominated,
  ...kept,
  ...flags.flatMap(({ identifying, record, earlier }) => [
    ...identifying,
    record,
    ...earlier,
  ]),
  ...[...returns.values()].flat(),
];

/** What a query may find: all that stands with the person. */
export const heldOf = ({ nominated, kept, flags }: Child): Given[] => [
  ...nominated,
  ...kept,
  ...flags.filter(({ withdrawn }) => !withdrawn).map(({ record }) => record),
  // What identified the child for one flag stays as long as any flag of the same agency under the same agreement does.
  ...flags
    .filter((flag) =>
      flags.some(
        (other) => !other.withdrawn && sameGiver(flag.record, other.record),
      ),
    )
    .flatMap(({ identifying }) => identifying),
];

const sameGiver = (a: Given, b: Given): boolean =>
  a.originator === b.originator && a.agreement === b.agreement;
