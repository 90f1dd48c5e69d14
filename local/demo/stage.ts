/** What the actors of the demo share: their systems, the sandbox clock, and a step that holds or stops the story. */
import {
  type Answer,
  type Asked,
  type SystemClient,
  systemClient,
  systemFile,
} from '../client.ts';
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

export interface Actor {
  name: string;
  client: SystemClient;
  /** Asks, tells, and @throws where the answer is not what the story says. */
  does(
    asked: Asked,
    expected: number,
    says: (body: Answer['body']) => string | [string, string[]],
  ): Promise<Answer['body']>;
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
      await fetch(`${url}/sandbox/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ to }),
      });
      now = to;
      return date;
    },
    actor: (clientId, name) =>
      actor(stage, name, systemClient(url, systemFile(folder, clientId))),
  };
  return stage;
};

const actor = (stage: Stage, name: string, client: SystemClient): Actor => ({
  name,
  client,
  does: async (asked, expected, says) => {
    const { status, body } = await client.request(asked);
    if (status !== expected) {
      throw new StoryBroken(
        `${asked.method} ${asked.path} answered ${status}, not ${expected}: ${JSON.stringify(body)}`,
      );
    }
    const said = says(body);
    const [sentence, details] = typeof said === 'string' ? [said, []] : said;
    stage.narrator.step(
      {
        at: stage.now(),
        actor: name,
        request: `${asked.method} ${asked.path}`,
        status,
        says: sentence,
      },
      details,
    );
    return body;
  },
});

const readClock = async (url: string): Promise<string> => {
  const answer = await fetch(`${url}/sandbox/clock`).catch(() => undefined);
  if (!answer?.ok)
    throw new StoryBroken(
      `No sandbox answers at ${url}. Start one with: npm start`,
    );
  return ((await answer.json()) as { now: string }).now;
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
