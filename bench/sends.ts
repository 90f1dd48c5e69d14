/**
 * The one place where the bench stands between the adapters and whoever sends their commands to the store. Nothing else
 * here knows how a command is sent: a new sender means a change of this file alone.
 */
import type { Database } from '../adapters/dynamodb/client.ts';

export interface Command {
  input: object;
}

export type Send = (command: Command) => Promise<unknown>;

export interface Between {
  /** Sends past whoever stands between. */
  send: Send;
  restore(): void;
}

/** Lets `work` see every command before it is sent, and every answer. */
export const standBetween = (
  { client }: Database,
  work: (command: Command, send: Send) => Promise<unknown>,
): Between => {
  const sending = client as unknown as { send: Send };
  const before = sending.send;
  const send: Send = before.bind(client);
  sending.send = (command) => work(command, send);
  return {
    send,
    restore: () => {
      sending.send = before;
    },
  };
};

/** E.g. `BatchGet`. */
export const nameOf = (command: Command): string =>
  command.constructor.name.replace(/Command$/, '');

/** The same command with another input. */
export const withInput = (command: Command, input: object): Command => {
  const Same = command.constructor as new (input: object) => Command;
  return new Same(input);
};

export interface Sends {
  /** Sends it unrecorded. */
  send: Send;
  /** The commands of one piece of work, in the order in which they were sent. */
  during<T>(work: () => Promise<T>): Promise<{ sent: Command[]; result: T }>;
  restore(): void;
}

export const recordSends = (database: Database): Sends => {
  let recording: Command[] | undefined;
  const { send, restore } = standBetween(database, (command, onwards) => {
    recording?.push(command);
    return onwards(command);
  });
  return {
    send,
    restore,
    during: async (work) => {
      const sent: Command[] = [];
      recording = sent;
      const result = await work().finally(() => {
        recording = undefined;
      });
      return { sent, result };
    },
  };
};
