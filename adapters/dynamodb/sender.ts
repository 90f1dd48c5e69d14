/**
 * Through which every command of the adapters goes, and where each is seen by whoever counts or disturbs them. The few
 * commands of a request go by a thin client of our own, all others by the SDK: see docs/decisions/0022-thin-client.md.
 */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { thinClient } from './thin-client.ts';

/** @throws the SDK's own error classes, or what the connection failed with, once the attempts are used up. */
export type Sender = Pick<DynamoDBDocumentClient, 'send'>;

/** So long one attempt may take, from its start to the last byte of its answer. */
const ATTEMPT_MS = 3000;

const THIN = new Map<unknown, string>([
  [BatchGetCommand, 'BatchGetItem'],
  [GetCommand, 'GetItem'],
  [PutCommand, 'PutItem'],
  [QueryCommand, 'Query'],
  [TransactWriteCommand, 'TransactWriteItems'],
]);

export const senderOf = (client: DynamoDBClient): Sender => {
  const documents = documentsOf(client);
  const thin = thinClient(client, ATTEMPT_MS);
  const send = (command: { input: object; constructor: unknown }) => {
    const operation = THIN.get(command.constructor);
    return operation
      ? thin(operation, command.input)
      : documents.send(command as never);
  };
  return { send: send as Sender['send'] };
};

export const documentsOf = (client: DynamoDBClient): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
  });
