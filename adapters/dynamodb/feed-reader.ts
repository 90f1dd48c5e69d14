/** Reading a recipient's feed: one Query, in the order of the log. */
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { NoticeKind } from '../../schemas/contract/feed.ts';
import type { FeedReader } from '../ports.ts';
import type { Database } from './client.ts';
import { feedKey, feedPartition } from './keys.ts';

const Item = z.object({
  position: z.number(),
  kind: NoticeKind,
  at: z.string(),
  flagId: z.string().optional(),
  viewRequestId: z.string().optional(),
  visitId: z.string().optional(),
  reviewId: z.string().optional(),
  reviewBy: z.string().optional(),
});

/** Sorts before every position. */
const BEFORE_ALL = ' ';

export const feedReader = (db: Database): FeedReader => ({
  read: async (recipient, after, limit) => {
    const { Items = [] } = await db.client.send(
      new QueryCommand({
        TableName: db.names.ledger,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND sk > :sk',
        ExpressionAttributeValues: {
          ':pk': feedPartition(recipient),
          ':sk': after < 0 ? BEFORE_ALL : feedKey(recipient, after).sk,
        },
        Limit: limit,
      }),
    );
    return Items.map((item) => Item.parse(item));
  },
});
