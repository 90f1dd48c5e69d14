/** The DynamoDB client, and the names under which the two tables go. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Sender, senderOf } from './sender.ts';
import type { TableName } from './tables.ts';

export interface Database {
  client: Sender;
  names: Record<TableName, string>;
}

/**
 * @param endpoint another one than AWS's own, e.g. of an embedded engine, which takes any
 * credentials.
 */
export const database = (
  names: Record<TableName, string>,
  endpoint?: string,
): Database => {
  const embedded = endpoint !== undefined && {
    endpoint,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const client = new DynamoDBClient({ maxAttempts: 4, ...embedded });
  return {
    client: senderOf(client),
    names,
  };
};
