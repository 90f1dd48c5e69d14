/** A real exchange for a test file: its own engine, its own keys, real HTTP. And the systems that call it. */
import { afterAll, beforeAll } from 'vitest';
import type { Connection } from '../client/client.ts';
import {
  type Answer,
  type Asked,
  connectionOf,
  type SystemClient,
  systemClient,
  systemFile,
} from '../local/client.ts';
import { type CohortPerson, cohort } from '../local/cohort/cohort.ts';
import {
  type Exchange,
  type ExchangeOptions,
  startExchange,
} from '../local/exchange.ts';
import { nominationOf } from '../local/sandbox.ts';
import { londonDate } from '../rules/time/london-time.ts';

export interface TestExchange {
  readonly running: Exchange;
  /** The synthetic cohort, as old today as it says. */
  readonly people: CohortPerson[];
  client(clientId: string): SystemClient;
  /** For the typed client, as a system that was registered. */
  connection(clientId: string): Connection;
  ask(
    clientId: string,
    asked: Partial<Asked> & Pick<Asked, 'method' | 'path'>,
  ): Promise<Answer>;
  nominate(
    person: CohortPerson,
    change?: (body: ReturnType<typeof nominationOf>) => unknown,
  ): Promise<Answer>;
}

/** Begun once for the file in which it is called. */
export const testExchange = (
  options: Partial<ExchangeOptions> = {},
): TestExchange => {
  let exchange: Exchange | undefined;
  let people: CohortPerson[] = [];
  const clients = new Map<string, SystemClient>();

  beforeAll(async () => {
    exchange = await startExchange({ ephemeral: true, port: 0, ...options });
    people = cohort({
      seed: 1,
      referenceDate: londonDate(exchange.world.clock()),
    });
  });
  afterAll(async () => exchange?.stop());

  const running = (): Exchange => {
    if (!exchange) throw new Error('the exchange begins with the tests');
    return exchange;
  };
  const client = (clientId: string): SystemClient => {
    const known =
      clients.get(clientId) ??
      systemClient(running().url, systemFile(running().folder.path, clientId));
    clients.set(clientId, known);
    return known;
  };
  const ask: TestExchange['ask'] = (clientId, asked) =>
    client(clientId).request({ ...SAID, ...asked });
  return {
    get running() {
      return running();
    },
    get people() {
      return people;
    },
    client,
    connection: (clientId) =>
      connectionOf(running().url, systemFile(running().folder.path, clientId)),
    ask,
    nominate: (person, change = (body) => body) =>
      ask('met-police-intelligence', {
        method: 'POST',
        path: '/v1/nominations',
        practitioner: 'int-1; role=INTELLIGENCE_OFFICER',
        body: change(nominationOf(person)),
      }),
  };
};

/** What every request of a test says of itself, unless it says otherwise. */
export const SAID = {
  purpose: 'PANEL_SELECTION',
  practitioner: 'prac-1; role=YJS_PRACTITIONER',
  reason: 'NEW_INCIDENT',
} as const;

/** The subject of a query about somebody of the cohort. */
export const subjectOf = ({
  givenName,
  familyName,
  birthDate,
}: CohortPerson) => ({ givenName, familyName, birthDate });

/** What is in a body, wherever it stands. */
export const textOf = ({ body, headers }: Answer): string =>
  JSON.stringify(body) + JSON.stringify([...headers]);
