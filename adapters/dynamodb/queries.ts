/** The forms in which the table `exchange` is read. All strongly consistent. */
import { BatchGetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Database } from './client.ts';
import type { Item } from './items.ts';
import type { Key } from './keys.ts';

/** One BatchGetItem; what DynamoDB leaves unprocessed under load is asked for again. */
export const batchGet = async (
  { client, names }: Database,
  keys: Key[],
): Promise<Item[]> => {
  const found: Item[] = [];
  let wanted: Item[] = keys.map((key) => ({ ...key }));
  while (wanted.length > 0) {
    const RequestItems = {
      [names.exchange]: { Keys: wanted, ConsistentRead: true },
    };
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems }),
    );
    found.push(...(Responses?.[names.exchange] ?? []));
    wanted = UnprocessedKeys?.[names.exchange]?.Keys ?? [];
  }
  return found;
};

/**
 * One Query of so many items of a partition. `last` is where a next page begins, where there may be
 * one.
 */
export const queryPage = async (
  { client, names }: Database,
  pk: string,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<{ items: Item[]; last: string | undefined }> => {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: names.exchange,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ExclusiveStartKey: after === undefined ? undefined : { pk, sk: after },
      Limit: limit,
    }),
  );
  return { items: Items, last: LastEvaluatedKey?.sk };
};

/** One Query of a whole partition. */
export const queryAll = (db: Database, pk: string): Promise<Item[]> =>
  query(db, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
  });

/** One Query of what stands between two sort keys, both inclusive. */
export const queryBetween = (
  db: Database,
  pk: string,
  from: string,
  to: string,
): Promise<Item[]> =>
  query(db, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': to },
  });

interface Condition {
  KeyConditionExpression: string;
  ExpressionAttributeValues: Record<string, string>;
}

/** Further pages only where what is asked for exceeds DynamoDB's 1 MB. */
const query = async (
  { client, names }: Database,
  condition: Condition,
): Promise<Item[]> => {
  const found: Item[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: names.exchange,
        ConsistentRead: true,
        ExclusiveStartKey,
        ...condition,
      }),
    );
    found.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return found;
};
