/** The reads of the store: R1 and the forms of R2. All strongly consistent; what has expired is not there. */
import {
  BatchGetCommand,
  GetCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import type { LiveAgreement } from '../../rules/sharing/agreement.ts';
import {
  InboxItem,
  MeetingDay,
  Person,
  PublishedAgreement,
  ReferralItem,
  Review,
  System,
  Tally,
  Task,
} from '../../schemas/store/entities.ts';
import type { Entered, Store } from '../ports.ts';
import type { Database } from './client.ts';
import type { Hmac } from './hmac.ts';
import { bare, entitiesOf, type Item, live } from './items.ts';
import {
  agencyKey,
  agreementKey,
  headKey,
  inboxPartition,
  type Key,
  locatorKeyOf,
  meetingKey,
  meetingsPartition,
  onceKey,
  personPartition,
  postingKey,
  referralsPartition,
  reviewPartition,
  SERVICES_PARTITION,
  serviceKey,
  systemKey,
  tablesKey,
  tallyPartition,
  tasksPartition,
} from './keys.ts';
import { personFileOf } from './person-file.ts';

/** Heads read at each search, known or not: the count must not tell how many people fit. */
export const CANDIDATE_SLOTS = 25;

type Reads = Pick<
  Store,
  | 'enter'
  | 'candidates'
  | 'locate'
  | 'file'
  | 'inbox'
  | 'meetings'
  | 'tasks'
  | 'referrals'
  | 'services'
  | 'tallies'
  | 'publishedAgreements'
  | 'openReviews'
  | 'system'
>;

export const reads = (db: Database, hmac: Hmac): Reads => ({
  enter: async (keyed, now) => {
    const postings = (keyed.features ?? []).map(({ kind, value }) =>
      postingKey(hmac.posting(kind, value)),
    );
    const once =
      keyed.idempotency &&
      onceKey(keyed.clientId, hmac.once(keyed.idempotency.key));
    const located =
      keyed.locate === undefined ? undefined : locatorKeyOf(keyed.locate);
    const keys = [
      systemKey(keyed.clientId),
      agencyKey(keyed.agencyId),
      ...postings,
      ...present(once),
      ...present(located),
      ...present(
        keyed.meeting === undefined ? undefined : meetingKey(keyed.meeting),
      ),
      ...present(
        keyed.service === undefined ? undefined : serviceKey(keyed.service),
      ),
      ...present(
        keyed.tables && tablesKey(keyed.tables.panel, keyed.tables.quarter),
      ),
    ];
    const items = await batchGet(db, keys);
    return {
      system: entitiesOf(items, 'System', now)[0],
      agency: entitiesOf(items, 'Agency', now).map(
        ({ agencyId, sector, agreements, serving = [] }) => ({
          agencyId,
          sector,
          agreements: agreements.map(liveAgreementOf),
          serving,
        }),
      )[0],
      earlier: entitiesOf(items, 'Idempotency', now).map(
        ({ requestHash, made }) => ({
          same: requestHash === hmac.once(keyed.idempotency?.request ?? ''),
          made,
        }),
      )[0],
      located: entitiesOf(items, 'Locator', now)[0],
      meeting: entitiesOf(items, 'Meeting', now)[0],
      service: entitiesOf(items, 'Service', now)[0],
      tables: entitiesOf(items, 'QuarterTables', now)[0],
      candidateIds: candidateIdsOf(items),
      postings: postings.map(
        ({ pk }) => peopleUnder(items.find((item) => item.pk === pk)).length,
      ),
    } satisfies Entered;
  },

  candidates: async (ids, now) => {
    // INVARIANT: always the same number of keys. What pads them is nobody's id.
    const wanted = ids.slice(0, CANDIDATE_SLOTS);
    const padding = Array.from(
      { length: CANDIDATE_SLOTS - wanted.length },
      (_, i) => hmac.nobody(i),
    );
    const items = await batchGet(db, [...wanted, ...padding].map(headKey));
    return items
      .map((item) => Person.parse(bare(item)))
      .filter((person) => live(person, now));
  },

  locate: async (caseIds, now) => {
    if (caseIds.length === 0) return [];
    const located = entitiesOf(
      await batchGet(db, caseIds.map(locatorKeyOf)),
      'Locator',
      now,
    );
    return caseIds.map((caseId) => located.find(({ of }) => of === caseId));
  },

  file: async (personId, now) =>
    personFileOf(await queryAll(db, personPartition(personId)), now),

  inbox: async (agencyId, after, limit, now) => {
    const { items, last } = await queryPage(
      db,
      inboxPartition(agencyId),
      after,
      limit,
    );
    return {
      items: items
        .map((item) => InboxItem.parse(bare(item)))
        .filter((item) => live(item, now)),
      last,
    };
  },

  referrals: async (agencyId, after, limit, now) => {
    const { items, last } = await queryPage(
      db,
      referralsPartition(agencyId),
      after,
      limit,
    );
    return {
      items: items
        .map((item) => ReferralItem.parse(bare(item)))
        .filter((item) => live(item, now)),
      last,
    };
  },

  services: async (now) => {
    const items = await queryAll(db, SERVICES_PARTITION);
    return {
      services: entitiesOf(items, 'Service', now),
      feedback: entitiesOf(items, 'ServiceFeedback', now),
    };
  },

  meetings: async (panel, from, to, now) => {
    const items = await queryBetween(
      db,
      meetingsPartition(panel),
      from,
      `${to}~`,
    );
    return items
      .map((item) => MeetingDay.parse(bare(item)))
      .filter((day) => live(day, now));
  },

  tasks: async (panel, borough, until, now) => {
    // Every sort key begins with its date, and `~` comes after all that may follow the instant.
    const items = await queryBetween(
      db,
      tasksPartition(panel, borough),
      '0',
      `${until}~`,
    );
    return items
      .map((item) => Task.parse(bare(item)))
      .filter((task) => live(task, now));
  },

  tallies: async (panel, quarter, now) => {
    const items = await queryAll(db, tallyPartition(panel, quarter));
    return items
      .map((item) => Tally.parse(bare(item)))
      .filter((tally) => live(tally, now));
  },

  publishedAgreements: async (versions) => {
    if (versions.length === 0) return [];
    const items = await batchGet(
      db,
      versions.map(({ id, version }) => agreementKey(id, version)),
    );
    return items.map((item) => PublishedAgreement.parse(bare(item)));
  },

  openReviews: async () =>
    (await queryAll(db, reviewPartition('OPEN'))).map((item) =>
      Review.parse(bare(item)),
    ),

  system: async (clientId) => {
    const { Item } = await db.client.send(
      new GetCommand({
        TableName: db.names.exchange,
        Key: systemKey(clientId),
        ConsistentRead: true,
      }),
    );
    return Item && System.parse(bare(Item));
  },
});

/** One BatchGetItem; what DynamoDB leaves unprocessed under load is asked for again. */
const batchGet = async (db: Database, keys: Key[]): Promise<Item[]> => {
  const table = db.names.exchange;
  const found: Item[] = [];
  let wanted:
    | Record<string, { Keys: Key[]; ConsistentRead: true }>
    | undefined = {
    [table]: { Keys: keys, ConsistentRead: true },
  };
  while (wanted?.[table]) {
    const answer: {
      Responses?: Record<string, Item[]>;
      UnprocessedKeys?: Record<string, { Keys?: Item[] }>;
    } = await db.client.send(new BatchGetCommand({ RequestItems: wanted }));
    found.push(...(answer.Responses?.[table] ?? []));
    const left = answer.UnprocessedKeys?.[table]?.Keys as Key[] | undefined;
    wanted =
      left && left.length > 0
        ? { [table]: { Keys: left, ConsistentRead: true } }
        : undefined;
  }
  return found;
};

/** One Query of so many items of a partition. `last` is where a next page begins, where there may be one. */
const queryPage = async (
  db: Database,
  pk: string,
  after: string | undefined,
  limit: number,
): Promise<{ items: Item[]; last: string | undefined }> => {
  const { Items = [], LastEvaluatedKey } = await db.client.send(
    new QueryCommand({
      TableName: db.names.exchange,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ExclusiveStartKey: after === undefined ? undefined : { pk, sk: after },
      Limit: limit,
    }),
  );
  return { items: Items, last: LastEvaluatedKey?.sk as string | undefined };
};

/** One Query of a whole partition. */
const queryAll = (db: Database, pk: string): Promise<Item[]> =>
  query(db, 'pk = :pk', { ':pk': pk });

/** One Query of what stands between two sort keys, both inclusive. */
const queryBetween = (
  db: Database,
  pk: string,
  from: string,
  to: string,
): Promise<Item[]> =>
  query(db, 'pk = :pk AND sk BETWEEN :from AND :to', {
    ':pk': pk,
    ':from': from,
    ':to': to,
  });

/** Further pages only where what is asked for exceeds DynamoDB's 1 MB. */
const query = async (
  db: Database,
  condition: string,
  values: Record<string, string>,
): Promise<Item[]> => {
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const page: { Items?: Item[]; LastEvaluatedKey?: Item } =
      await db.client.send(
        new QueryCommand({
          TableName: db.names.exchange,
          ConsistentRead: true,
          KeyConditionExpression: condition,
          ExpressionAttributeValues: values,
          ExclusiveStartKey: start,
        }),
      );
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
};

const candidateIdsOf = (items: Item[]): string[] =>
  [
    ...new Set(
      items.filter((item) => item.type === 'Posting').flatMap(peopleUnder),
    ),
  ].sort();

const peopleUnder = (posting: Item | undefined): string[] => [
  ...((posting?.ids as Set<string> | undefined) ?? []),
];

const present = <T>(value: T | undefined): T[] =>
  value === undefined ? [] : [value];

/** Each version is parsed once in the life of a process: the key is the hash of what is parsed. */
const parsed = new Map<string, LiveAgreement>();

const liveAgreementOf = ({
  key,
  json,
}: {
  key: string;
  json: string;
}): LiveAgreement => {
  const known = parsed.get(key);
  if (known) return known;
  // Frozen, from the inside out: all requests share it, and what rules work out from it they keep.
  const agreement = JSON.parse(json, (_, value) =>
    Object.freeze(value),
  ) as LiveAgreement;
  parsed.set(key, agreement);
  return agreement;
};
