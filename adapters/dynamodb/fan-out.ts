/** Makes the feed items of everyone whom the notices of an entry concern. */
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Notice } from '../../schemas/store/notices.ts';
import type { Database } from './client.ts';
import type { Item } from './items.ts';
import { disclosedPartition, feedKey } from './keys.ts';

export interface Noticed {
  entryId: string;
  occurredAt: string;
  notices: Notice[];
}

interface FeedItem {
  recipient: string;
  kind: Notice['kind'];
  about: Record<string, string>;
}

/** At most this many notices of one entry go to one recipient; its positions keep room for them. */
const PLACES = 100;

/**
 * The feed items of an entry's notices: one for each and for each recipient whom it concerns. The
 * same each time, for the same place in the log and the same recipients, so that to write one again
 * changes nothing.
 */
export const feedItemsOf = async (
  db: Database,
  { notices, entryId, occurredAt }: Noticed,
  index: number,
): Promise<Item[]> => {
  const told = await Promise.all(
    notices.map((notice) => toldOf(db, notice, entryId)),
  );
  const places = new Map<string, number>();
  return told.flat().map(({ recipient, kind, about }) => {
    const place = places.get(recipient) ?? 0;
    places.set(recipient, place + 1);
    const position = index * PLACES + place;
    const key = feedKey(recipient, position);
    return { ...key, position, entryId, kind, at: occurredAt, ...about };
  });
};

/** Finds the recipients of a notice, and its subject to each. */
const toldOf = async (
  db: Database,
  notice: Notice,
  entryId: string,
): Promise<FeedItem[]> => {
  const { kind } = notice;
  const all = (recipients: string[], about: Record<string, string>) =>
    recipients.map((recipient) => ({ recipient, kind, about }));
  switch (notice.kind) {
    case 'BREAK_GLASS_USED':
      return all(notice.agencies, {
        reviewId: entryId,
        reviewBy: notice.reviewBy,
      });
    case 'VISIT_HELD':
      return all(notice.recipients, { visitId: notice.visitId });
    case 'CASE_DECIDED':
      return notice.requests.map(({ agency, viewRequestId }) => ({
        recipient: agency,
        kind,
        about: { viewRequestId },
      }));
    default:
      return all(await whoHolds(db, notice.personId, notice.recordId), {
        flagId: notice.flagId,
      });
  }
};

/**
 * The recipients whose marker says that they were given the record, however many pages their
 * markers fill.
 */
const whoHolds = async (
  { client, names }: Database,
  personId: string,
  recordId: string,
): Promise<string[]> => {
  const recipients: string[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: names.exchange,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: 'contains(#records, :record)',
        ExpressionAttributeNames: { '#records': 'records' },
        ExpressionAttributeValues: {
          ':pk': disclosedPartition(personId),
          ':record': recordId,
        },
        ExclusiveStartKey,
      }),
    );
    recipients.push(...(page.Items ?? []).map(({ sk }) => String(sk)));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return recipients;
};
