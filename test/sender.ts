/**
 * The one place where tests and bench stand between the adapters and whoever sends their commands to the store. Nothing else
 * of theirs knows how a command is sent: another sender means a change of this file alone.
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

/** Lets `work` see every command before it is sent, and every answer. A command that is tried again is seen once. */
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

/** What DynamoDB calls it, e.g. `BatchGetItem`. */
export const operationOf = (command: Command): string => {
  const name = command.constructor.name.replace(/Command$/, '');
  return ITEMS[name] ?? name;
};

/** The document client leaves out that it is items. */
const ITEMS: Record<string, string> = {
  BatchGet: 'BatchGetItem',
  BatchWrite: 'BatchWriteItem',
  Delete: 'DeleteItem',
  Get: 'GetItem',
  Put: 'PutItem',
  TransactGet: 'TransactGetItems',
  TransactWrite: 'TransactWriteItems',
  Update: 'UpdateItem',
};

/** The same command with another input. */
export const withInput = (command: Command, input: object): Command => {
  const Same = command.constructor as new (input: object) => Command;
  return new Same(input);
};
