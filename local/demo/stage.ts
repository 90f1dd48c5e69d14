/**
 * Holds all that the actors of the demo share: their systems, the sandbox clock, and a step that
 * holds or stops the story.
 */
import {
  type Connection,
  type ExchangeClient,
  exchangeClient,
} from '../../client/client.ts';
import {
  type AnswerOf,
  answered,
  type Outcome,
  type Problem,
  type ProblemCode,
  Refused,
} from '../../client/problem.ts';
import type { Sharing } from '../../client/sharing.ts';
import { connectionOf, systemFile } from '../client.ts';
import type { Narrator } from './narrator.ts';

export interface Stage {
  /** The folder with the systems' keys and the partners' records. */
  folder: string;
  url: string;
  narrator: Narrator;
  now(): string;
  /** The date so many days after the story began. */
  dateOf(day: number): string;
  /** Moves the sandbox clock to so many days after the story began, at an hour of the day (UTC). */
  goTo(day: number, time: string): Promise<string>;
  actor(clientId: string, name: string): Actor;
}

/** A sentence, and the details that a terminal shows below it. */
type Told = string | [sentence: string, details: string[]];

export interface Actor {
  name: string;
  connection: Connection;
  /** The actor's system as somebody calls it. */
  as<const Said extends Sharing>(said: Said): ExchangeClient<Said>;
  /** Asks and tells. @throws StoryBroken where the exchange refuses. */
  does<Asked extends Outcome>(
    asked: Promise<Asked>,
    says: (answer: AnswerOf<Asked>) => Told,
  ): Promise<AnswerOf<Asked>>;
  /** Asks and tells of the refusal. @throws StoryBroken where it is no such refusal. */
  isRefused(
    asked: Promise<Outcome>,
    code: ProblemCode,
    says: (problem: Problem) => Told,
  ): Promise<void>;
}

export class StoryBroken extends Error {}

export const openStage = async (
  url: string,
  folder: string,
  narrator: Narrator,
): Promise<Stage> => {
  let now = await readClock(url);
  // The story begins on the first Thursday from now: the panel meets a week later.
  const began = nextThursday(now);
  const stage: Stage = {
    url,
    folder,
    narrator,
    now: () => now,
    dateOf: (day) =>
      new Date(began + day * 86_400_000).toISOString().slice(0, 10),
    goTo: async (day, time) => {
      const date = stage.dateOf(day);
      const to = `${date}T${time}:00.000Z`;
      if (to.slice(0, 10) !== now.slice(0, 10)) narrator.day(to);
      await moveClock(url, to);
      now = to;
      return date;
    },
    actor: (clientId, name) =>
      actor(stage, name, connectionOf(url, systemFile(folder, clientId))),
  };
  return stage;
};

const actor = (stage: Stage, name: string, plain: Connection): Actor => {
  const requests = new WeakMap<Response, string>();
  const connection = { ...plain, send: remembered(requests) };
  const tell = (response: Response, told: Told): void => {
    const [says, details] = typeof told === 'string' ? [told, []] : told;
    const request = requests.get(response) ?? '';
    const { status } = response;
    const at = stage.now();
    stage.narrator.step({ at, actor: name, request, status, says }, details);
  };
  return {
    name,
    connection,
    as: (said) => exchangeClient(connection, said),
    does: async (asked, says) => {
      const answer = await answered(asked).catch(breakStory);
      tell((await asked).response, says(answer));
      return answer;
    },
    isRefused: async (asked, code, says) => {
      const problem = await refusalOf(asked);
      holds(problem?.code === code, `it is refused with ${code}`);
      if (problem) tell((await asked).response, says(problem));
    },
  };
};

/** Sends, and remembers which request led to which answer, as a person reads it. */
const remembered =
  (requests: WeakMap<Response, string>) =>
  async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    const response = await fetch(request);
    requests.set(response, `${request.method} ${pathname}${search}`);
    return response;
  };

const breakStory = (error: Error): never => {
  throw new StoryBroken(error.message);
};

/** The problem with which something was refused; undefined where it was not. */
export const refusalOf = async (
  asked: Promise<Outcome>,
): Promise<Problem | undefined> => {
  const refused = await answered(asked).catch((error: Error) => error);
  return refused instanceof Refused ? refused.problem : undefined;
};

const readClock = async (url: string): Promise<string> => {
  const answer = await fetch(`${url}/sandbox/clock`).catch(() => undefined);
  if (!answer?.ok)
    throw new StoryBroken(
      `No sandbox answers at ${url}. Start one with: npm start`,
    );
  return ((await answer.json()) as { now: string }).now;
};

const moveClock = async (url: string, to: string): Promise<void> => {
  await fetch(`${url}/sandbox/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to }),
  });
};

const nextThursday = (now: string): number => {
  const midnight = Date.parse(`${now.slice(0, 10)}T00:00:00Z`);
  const days = (4 - new Date(midnight).getUTCDay() + 7) % 7;
  return midnight + (days === 0 ? 7 : days) * 86_400_000;
};

/** @throws StoryBroken where the story is not what it should be. */
export const holds = (condition: boolean, sentence: string): void => {
  if (!condition) throw new StoryBroken(`not so: ${sentence}`);
};
