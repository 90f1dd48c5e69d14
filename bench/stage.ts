/** An exchange with many young people in its store and a few cases that the API itself has made: what is measured. */
import {
  type DynamoDBClient,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { requestToken, systemFile } from '../local/client.ts';
import type { CohortPerson } from '../local/cohort/cohort.ts';
import { cohort } from '../local/cohort/cohort.ts';
import { type Exchange, startExchange } from '../local/exchange.ts';
import { SYSTEMS } from '../local/registry/agencies.ts';
import { londonDate } from '../rules/time/london-time.ts';
import { BOROUGHS } from '../schemas/vocabulary/codes.ts';
import { type Answered, ask, closeConnections, type Ready } from './http.ts';
import { peopleOf } from './people.ts';
import * as requests from './requests.ts';
import { seedPeople } from './seed.ts';

export const MEASURED = ['query', 'read', 'pack'] as const;
export type Measured = (typeof MEASURED)[number];

export interface Stage {
  exchange: Exchange;
  /** How many young people were put into the store, and how long that took. */
  people: number;
  seededInSeconds: number;
  /** One of each for each child. */
  ready: Record<Measured, Ready[]>;
  /** Of the cohort, with a case, views and a flag. */
  children: CohortPerson[];
  /** Others, by number; up to `people` they are in the store. */
  person: (number: number) => CohortPerson;
  /** A token of the token endpoint, kept until shortly before it expires. */
  token(clientId: string): Promise<string>;
  /** @throws where the answer is not a success. */
  does(ready: Ready): Promise<Answered>;
  close(): Promise<void>;
}

const CHILDREN = 4;
const TOKEN_MS = 200_000;
const DRAIN_MS = 1000;

export const openStage = async (
  people: number,
  seed: number,
): Promise<Stage> => {
  // What the sequencer does is another function's work, and in neither side of a ratio.
  const exchange = await startExchange({
    ephemeral: true,
    port: 0,
    sequencing: false,
  });
  try {
    await stopStream(exchange);
    return await filled(exchange, people, seed);
  } catch (error) {
    await exchange.stop();
    throw error;
  }
};

/** Opens a stage for one piece of work. What was cut off at the client is still being answered when it closes. */
export const withStage = async <T>(
  people: number,
  seed: number,
  work: (stage: Stage) => Promise<T>,
): Promise<T> => {
  const stage = await openStage(people, seed);
  try {
    const result = await work(stage);
    await new Promise((resolve) => setTimeout(resolve, DRAIN_MS));
    return result;
  } finally {
    await stage.close();
    closeConnections();
  }
};

/**
 * The embedded engine's stream slows each write by what was written before (0.8 ms at first, 23 ms after 8,000 items), which
 * DynamoDB's does not and nobody here reads: with it, every figure would be the stream's.
 */
const stopStream = async ({
  database: { client, names },
}: Exchange): Promise<void> => {
  const command = new UpdateTableCommand({
    TableName: names.ledger,
    StreamSpecification: { StreamEnabled: false },
  });
  await (client as unknown as DynamoDBClient).send(command);
};

const filled = async (
  exchange: Exchange,
  people: number,
  seed: number,
): Promise<Stage> => {
  const today = londonDate(exchange.world.clock());
  const person = peopleOf(seed, today);
  const began = performance.now();
  await seedPeople(exchange, people, person);
  const seededInSeconds = (performance.now() - began) / 1000;
  const token = tokensOf(exchange);
  const does = async (ready: Ready): Promise<Answered> => {
    const answer = await ask(exchange.url, ready, await token(ready.clientId));
    if (answer.status < 200 || answer.status > 299) {
      throw new Error(
        `${ready.method} ${ready.path} answered ${answer.status}: ${answer.body.slice(0, 400)}`,
      );
    }
    return answer;
  };
  const children = cohort({ seed, referenceDate: today })
    .filter(
      ({ borough, incident }) =>
        borough === BOROUGHS.CROYDON && incident.handlingCode === 'P',
    )
    .slice(0, CHILDREN);
  const ready: Stage['ready'] = { query: [], read: [], pack: [] };
  const { meetingId } = JSON.parse(
    (await does(requests.openMeeting(exchange.world.clock()))).body,
  );
  for (const child of children) {
    const { caseId } = JSON.parse((await does(requests.nominate(child))).body);
    await does(requests.screen(caseId));
    await does(requests.list(caseId, meetingId));
    await does(requests.raise(child, exchange.world.clock()));
    const asked = JSON.parse((await does(requests.askForViews(caseId))).body);
    for (const { agency, viewRequestId } of asked.viewRequests) {
      const { clientId, health } = systemOf(agency);
      await does(requests.reply(clientId, viewRequestId, health));
    }
    const { reference } = JSON.parse((await does(requests.query(child))).body);
    ready.query.push(requests.query(child));
    ready.read.push(requests.read(reference));
    ready.pack.push(requests.pack(caseId));
  }
  return {
    exchange,
    people,
    seededInSeconds,
    ready,
    children,
    person,
    token,
    does,
    close: exchange.stop,
  };
};

export const systemOf = (
  agency: string,
): { clientId: string; health: boolean } => {
  const system = SYSTEMS.find(
    ({ agencyId, scopes }) => agencyId === agency && scopes.includes('view'),
  );
  if (!system) throw new Error(`${agency} has no system that answers`);
  return {
    clientId: system.clientId,
    health: system.clientId.includes('camhs'),
  };
};

const tokensOf = ({ url, folder }: Exchange): Stage['token'] => {
  const held = new Map<string, { value: string; until: number }>();
  return async (clientId) => {
    const kept = held.get(clientId);
    if (kept && kept.until > Date.now()) return kept.value;
    const { access_token: value } = await requestToken(
      url,
      systemFile(folder.path, clientId),
    );
    held.set(clientId, { value, until: Date.now() + TOKEN_MS });
    return value;
  };
};

/** One after the other, and round again. */
export const inTurn = <T>(all: readonly T[]): (() => T) => {
  let next = 0;
  return () => {
    const taken = all[next % all.length];
    if (taken === undefined) throw new RangeError('nothing to take turns');
    next += 1;
    return taken;
  };
};
