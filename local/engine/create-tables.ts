/**
 * Creates the tables that `infra` deploys, from the same definition, but for the stream: it only
 * wakes the sequencer, which a timer does here, and on the embedded engine each write costs more
 * the longer a stream that nobody reads has grown.
 */
import {
  CreateTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import type { Database } from '../../adapters/dynamodb/client.ts';
import { TABLES, type TableName } from '../../adapters/dynamodb/tables.ts';

export const createTables = async ({
  client,
  names,
}: Database): Promise<void> => {
  for (const table of Object.keys(TABLES) as TableName[]) {
    const { partitionKey, sortKey, index } = TABLES[table];
    const attributes = [
      partitionKey,
      sortKey,
      ...(index ? [index.partitionKey] : []),
    ];
    const command = new CreateTableCommand({
      TableName: names[table],
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: attributes.map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [
        { AttributeName: partitionKey, KeyType: 'HASH' },
        { AttributeName: sortKey, KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: index && [
        {
          IndexName: index.name,
          KeySchema: [{ AttributeName: index.partitionKey, KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    });
    await (client as unknown as DynamoDBClient)
      .send(command)
      .catch((error: unknown) => {
        if (!(error instanceof ResourceInUseException)) throw error;
      });
  }
};
