/** Records what the adapters send, to be sent again. */
import type { Database } from '../adapters/dynamodb/client.ts';
import { type Command, type Send, standBetween } from '../test/sender.ts';

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
