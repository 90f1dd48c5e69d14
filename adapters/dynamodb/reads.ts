/**
 * The reads of the store: R1 and the forms of R2. All strongly consistent; what has expired is not
 * there.
 */
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type EntityType, PARTITIONS } from '../../schemas/store/entities.ts';
import type { Store } from '../ports.ts';
import type { Database } from './client.ts';
import { entering } from './enter.ts';
import type { Hmac } from './hmac.ts';
import { entitiesOf } from './items.ts';
import { keyAt } from './keys.ts';
import { personFileOf } from './person-file.ts';
import { batchGet, queryAll, queryBetween, queryPage } from './queries.ts';

/** Heads read at each search, known or not: the count must not tell how many people fit. */
export const CANDIDATE_SLOTS = 25;

/** Sorts before every date, and after all that may follow one. */
const [BEFORE_ALL, AFTER_ALL] = ['0', '~'] as const;

type Reads = Omit<Store, 'record' | 'spend'>;

export const reads = (db: Database, hmac: Hmac): Reads => ({
  enter: entering(db, hmac),
  ...ofPeople(db, hmac),
  ...ofPanels(db),
  ...ofAgencies(db),
  ...ofRegistry(db),
});

const ofPeople = (
  db: Database,
  hmac: Hmac,
): Pick<Reads, 'candidates' | 'file' | 'locate'> => ({
  candidates: async (ids, now) => {
    // INVARIANT: always the same number of keys. What pads them is nobody's id.
    const wanted = ids.slice(0, CANDIDATE_SLOTS);
    const padding = Array.from(
      { length: CANDIDATE_SLOTS - wanted.length },
      (_, slot) => hmac.nobody(slot),
    );
    const items = await batchGet(
      db,
      [...wanted, ...padding].map((personId) => keyAt('Person', { personId })),
    );
    return entitiesOf(items, 'Person', now);
  },

  file: async (personId, now) =>
    personFileOf(await queryAll(db, PARTITIONS.person(personId)), now),

  locate: async (caseIds, now) => {
    const items = await batchGet(
      db,
      caseIds.map((of) => keyAt('Locator', { of })),
    );
    const located = entitiesOf(items, 'Locator', now);
    return caseIds.map((caseId) => located.find(({ of }) => of === caseId));
  },
});

const ofPanels = (
  db: Database,
): Pick<Reads, 'meetings' | 'tasks' | 'tallies'> => ({
  meetings: async (panel, from, to, now) => {
    const pk = PARTITIONS.meetings(panel);
    const items = await queryBetween(db, pk, from, `${to}${AFTER_ALL}`);
    return entitiesOf(items, 'MeetingDay', now);
  },

  tasks: async (panel, borough, until, now) => {
    const pk = PARTITIONS.tasks(panel, borough);
    const to = `${until}${AFTER_ALL}`;
    const items = await queryBetween(db, pk, BEFORE_ALL, to);
    return entitiesOf(items, 'Task', now);
  },

  tallies: async (panel, quarter, now) =>
    entitiesOf(
      await queryAll(db, PARTITIONS.tallies(panel, quarter)),
      'Tally',
      now,
    ),
});

const ofAgencies = (db: Database): Pick<Reads, 'inbox' | 'referrals'> => {
  const page =
    <T extends EntityType>(type: T, partition: (agency: string) => string) =>
    async (
      agencyId: string,
      after: string | undefined,
      limit: number,
      now: number,
    ) => {
      const pk = partition(agencyId);
      const { items, last } = await queryPage(db, pk, { after, limit });
      return { items: entitiesOf(items, type, now), last };
    };
  return {
    inbox: page('InboxItem', PARTITIONS.inbox),
    referrals: page('ReferralItem', PARTITIONS.referrals),
  };
};

const ofRegistry = (
  db: Database,
): Pick<
  Reads,
  'services' | 'publishedAgreements' | 'openReviews' | 'system'
> => ({
  services: async (now) => {
    const items = await queryAll(db, PARTITIONS.services);
    return {
      services: entitiesOf(items, 'Service', now),
      feedback: entitiesOf(items, 'ServiceFeedback', now),
    };
  },

  publishedAgreements: async (versions) => {
    const keys = versions.map((each) => keyAt('PublishedAgreement', each));
    return entitiesOf(await batchGet(db, keys), 'PublishedAgreement', 0);
  },

  openReviews: async () =>
    // A review that is due stays due: what nobody has looked at does not lapse by being left.
    entitiesOf(await queryAll(db, PARTITIONS.reviews('OPEN')), 'Review', 0),

  system: async (clientId) => {
    const { Item } = await db.client.send(
      new GetCommand({
        TableName: db.names.exchange,
        Key: keyAt('System', { clientId }),
        ConsistentRead: true,
      }),
    );
    return entitiesOf(Item ? [Item] : [], 'System', 0)[0];
  },
});
