/** What the adapter hands to the SDK, recorded where it does so: the very commands, to be sent again or counted. */
import type { Database } from '../adapters/dynamodb/client.ts';

export interface Command {
  input: object;
}

type Send = (command: Command) => Promise<unknown>;

export interface Sends {
  /** Sends it unrecorded. */
  send: Send;
  /** The commands of one piece of work, with what each was answered. */
  during<T>(
    work: () => Promise<T>,
  ): Promise<{ sent: { command: Command; answer: unknown }[]; result: T }>;
  restore(): void;
}

export const recordSends = ({ client }: Database): Sends => {
  const sending = client as unknown as { send: Send };
  const send: Send = sending.send.bind(client);
  let sent: { command: Command; answer: unknown }[] | undefined;
  sending.send = async (command) => {
    const answer = await send(command);
    sent?.push({ command, answer });
    return answer;
  };
  return {
    send,
    during: async (work) => {
      sent = [];
      const recorded = sent;
      const result = await work();
      sent = undefined;
      return { sent: recorded, result };
    },
    restore: () => {
      sending.send = send;
    },
  };
};
