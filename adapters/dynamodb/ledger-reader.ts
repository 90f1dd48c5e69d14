/** Reading the log day by day, in its own order. Only the governance function is let do this. */
import { BatchGetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { daysAfter } from '../../rules/time/london-time.ts';
import type { LedgerEntry } from '../../schemas/store/ledger.ts';
import type { LedgerReader, LogPage } from '../ports.ts';
import type { Database } from './client.ts';
import { entryIn } from './entry-item.ts';
import { entryKey, logKey, logPartition } from './keys.ts';

const Line = z.object({
  index: z.number(),
  entryId: z.string(),
  leaf: z.string(),
});
type Line = z.infer<typeof Line>;

export const ledgerReader = (db: Database): LedgerReader => ({
  page: async (from, to, limit) => {
    const lines: { date: string; line: Line }[] = [];
    // One more than asked for tells whether there is a next page.
    for (const [i, date] of datesOf(from.date, to).entries()) {
      if (lines.length > limit) break;
      const found = await linesOf(
        db,
        date,
        i === 0 ? from.index : 0,
        limit + 1 - lines.length,
      );
      lines.push(...found.map((line) => ({ date, line })));
    }
    const next = lines[limit];
    return {
      entries: await entriesOf(
        db,
        lines.slice(0, limit).map(({ line }) => line),
      ),
      next: next && { date: next.date, index: next.line.index },
    };
  },
});

/** Both inclusive. Counted rather than compared, since the day after 9999-12-31 sorts before it. */
const datesOf = (from: string, to: string): string[] => {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  return Array.from({ length: Math.max(0, days + 1) }, (_, i) =>
    daysAfter(from, i),
  );
};

const linesOf = async (
  db: Database,
  date: string,
  index: number,
  limit: number,
): Promise<Line[]> => {
  const { Items = [] } = await db.client.send(
    new QueryCommand({
      TableName: db.names.ledger,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND sk >= :sk',
      ExpressionAttributeValues: {
        ':pk': logPartition(date),
        ':sk': logKey(date, index).sk,
      },
      Limit: limit,
    }),
  );
  return Items.map((item) => Line.parse(item));
};

const entriesOf = async (
  db: Database,
  lines: Line[],
): Promise<LogPage['entries']> => {
  const table = db.names.ledger;
  const found = new Map<string, LedgerEntry>();
  let keys: Record<string, unknown>[] = lines.map(({ entryId }) => ({
    ...entryKey(entryId),
  }));
  while (keys.length > 0) {
    const { Responses, UnprocessedKeys } = await db.client.send(
      new BatchGetCommand({
        RequestItems: { [table]: { Keys: keys, ConsistentRead: true } },
      }),
    );
    for (const item of Responses?.[table] ?? []) {
      const entry = entryIn(item);
      found.set(entry.kept.entryId, entry);
    }
    keys = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return lines.flatMap(({ index, leaf, entryId }) => {
    const entry = found.get(entryId);
    if (!entry)
      throw new Error(`the log names entry ${entryId}, which is not there`);
    return [{ index, leaf, entry }];
  });
};
