/** R1: who asks, under which agreements, and what the request is keyed by. */
import type { Entered, Keyed, Store } from '../ports.ts';
import { agreementReader } from './agreement-texts.ts';
import type { Database } from './client.ts';
import type { Hmac } from './hmac.ts';
import { entitiesOf, type Item } from './items.ts';
import { type Key, keyAt, postingKey } from './keys.ts';
import { batchGet } from './queries.ts';

export const entering = (db: Database, hmac: Hmac): Store['enter'] => {
  const agreements = agreementReader((keys) => batchGet(db, keys));
  return async (keyed, now) => {
    const postings = postingKeys(keyed, hmac);
    const items = await batchGet(db, [
      keyAt('System', keyed),
      keyAt('Agency', keyed),
      ...postings,
      ...otherKeys(keyed, hmac),
    ]);
    const [agency] = entitiesOf(items, 'Agency', now);
    return {
      system: entitiesOf(items, 'System', now)[0],
      agency: agency && {
        agencyId: agency.agencyId,
        sector: agency.sector,
        agreements: await agreements(agency.agreements),
        serving: agency.serving ?? [],
      },
      earlier: earlierOf(items, keyed, { hmac, now }),
      ...found(items, now),
      candidateIds: candidateIdsOf(items),
      postings: postings.map(({ pk }) => peopleAt(items, pk).length),
    };
  };
};

const postingKeys = ({ features = [] }: Keyed, hmac: Hmac): Key[] =>
  features.map(({ kind, value }) => postingKey(hmac.posting(kind, value)));

/** The parts that are asked for are read in this order, and no others. */
const otherKeys = (keyed: Keyed, hmac: Hmac): Key[] => {
  const { clientId, idempotency, locate, meeting, service, tables } = keyed;
  return [
    ...given(idempotency, ({ key }) =>
      keyAt('Idempotency', { clientId, keyHash: hmac.once(key) }),
    ),
    ...given(locate, (of) => keyAt('Locator', { of })),
    ...given(meeting, (meetingId) => keyAt('Meeting', { meetingId })),
    ...given(service, (serviceId) => keyAt('Service', { serviceId })),
    ...given(tables, (of) => keyAt('QuarterTables', of)),
  ];
};

const given = <T>(value: T | undefined, key: (of: T) => Key): Key[] =>
  value === undefined ? [] : [key(value)];

const found = (items: Item[], now: number) => ({
  located: entitiesOf(items, 'Locator', now)[0],
  meeting: entitiesOf(items, 'Meeting', now)[0],
  service: entitiesOf(items, 'Service', now)[0],
  tables: entitiesOf(items, 'QuarterTables', now)[0],
});

const earlierOf = (
  items: Item[],
  { idempotency }: Keyed,
  { hmac, now }: { hmac: Hmac; now: number },
): Entered['earlier'] => {
  const [earlier] = entitiesOf(items, 'Idempotency', now);
  if (!earlier) return undefined;
  const request = hmac.once(idempotency?.request ?? '');
  return { same: earlier.requestHash === request, made: earlier.made };
};

/** The people under any of the features, each once and in an order that tells nothing. */
const candidateIdsOf = (items: Item[]): string[] => {
  const ids = items
    .filter(({ type }) => type === 'Posting')
    .flatMap(peopleUnder);
  return [...new Set(ids)].sort();
};

const peopleAt = (items: Item[], pk: string): string[] =>
  items.filter((item) => item.pk === pk).flatMap(peopleUnder);

const peopleUnder = ({ ids }: Item): string[] => [
  ...((ids as Set<string> | undefined) ?? []),
];
