/**
 * Makes the actions of one write: the effects, the ledger entry, and the outbox item for the log.
 */
import { leafHash } from '../../rules/ledger/leaf.ts';
import type { Marker } from '../../schemas/store/effects.ts';
import type { LedgerEntry } from '../../schemas/store/ledger.ts';
import type { Write } from '../ports.ts';
import type { Marked } from './actions.ts';
import type { Database } from './client.ts';
import {
  actionsOfEffect,
  actionsOfGuard,
  putAction,
} from './effect-actions.ts';
import { entryItem } from './entry-item.ts';
import type { Hmac } from './hmac.ts';
import { itemOf } from './items.ts';
import { disclosedKey, pendingKey, shardOf } from './keys.ts';

const DAY_SECONDS = 86_400;
const MARKER_SECONDS = 2 * 365 * DAY_SECONDS;
const IDEMPOTENCY_SECONDS = 7 * DAY_SECONDS;

interface Target {
  names: Database['names'];
  hmac: Hmac;
}

export const actionsOf = (write: Write, { names, hmac }: Target): Marked[] => {
  const target = { TableName: names.exchange, hmac };
  const also = write.also ?? [];
  return [
    ...write.guards.flatMap((guard) => actionsOfGuard(guard, target)),
    ...write.effects.flatMap((effect) => actionsOfEffect(effect, target)),
    ...once(write, target),
    ...markersOf(write).map((each) =>
      marker(each, write.entry, names.exchange),
    ),
    ...outbox(write, names.ledger),
    ...also.flatMap(({ entry }) => outbox({ entry }, names.ledger)),
  ];
};

/** Keeps the result of an idempotency key, so that there is only one. */
const once = (
  { idempotency, entry }: Write,
  { TableName, hmac }: { TableName: string; hmac: Hmac },
): Marked[] => {
  if (!idempotency) return [];
  const { actor, occurredAt } = entry.kept;
  const Item = itemOf({
    type: 'Idempotency',
    clientId: actor.clientId,
    keyHash: hmac.once(idempotency.key),
    requestHash: hmac.once(idempotency.request),
    made: idempotency.made,
    expiresAt: new Date(
      Date.parse(occurredAt) + IDEMPOTENCY_SECONDS * 1000,
    ).toISOString(),
  });
  // An expired key counts as never used, also while DynamoDB still holds it.
  const unused = {
    ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
    ExpressionAttributeValues: { ':now': occurredAt },
  };
  return [
    {
      action: { Put: { TableName, Item, ...unused } },
      means: { because: 'IDEMPOTENCY_KEY' },
    },
  ];
};

/**
 * One a person and recipient: a transaction touches no item twice, and two cases may be of one
 * person.
 */
const markersOf = ({ marker: own, also = [] }: Write): Marker[] => {
  const markers = [...(own ? [own] : []), ...also.map(({ marker: of }) => of)];
  const merged = new Map<string, Marker>();
  for (const each of markers) {
    const key = `${each.personId}|${each.recipient}`;
    const recordIds = merged.get(key)?.recordIds ?? [];
    merged.set(key, { ...each, recordIds: [...recordIds, ...each.recordIds] });
  }
  return [...merged.values()];
};

/** Who holds which records of a person: a recall and a look-notice work from these. */
const marker = (
  { personId, recipient, recordIds }: Marker,
  { kept: { occurredAt } }: LedgerEntry,
  TableName: string,
): Marked => ({
  action: {
    Update: {
      TableName,
      Key: disclosedKey(personId, recipient),
      UpdateExpression: 'SET #ttl = :ttl, #last = :at ADD #records :records',
      ExpressionAttributeNames: {
        '#ttl': 'ttl',
        '#last': 'lastAt',
        '#records': 'records',
      },
      ExpressionAttributeValues: {
        ':ttl': Math.floor(Date.parse(occurredAt) / 1000) + MARKER_SECONDS,
        ':at': occurredAt,
        // A set cannot be empty: where nothing was released it gains a word that is always the
        // same.
        ':records': new Set(recordIds.length > 0 ? recordIds : ['NOTHING']),
      },
    },
  },
  means: { because: 'VERSION' },
});

/** The entry, and the outbox item that brings it into the log. */
const outbox = (
  { entry, notices }: Pick<Write, 'entry' | 'notices'>,
  TableName: string,
): Marked[] => {
  const { entryId, occurredAt } = entry.kept;
  const pending = {
    ...pendingKey(shardOf(entryId), occurredAt, entryId),
    entryId,
    occurredAt,
    leaf: leafHash(entry),
    notices,
  };
  return [entryItem(entry), pending].map((Item) => ({
    action: putAction(TableName, Item, 'ABSENT'),
    means: { because: 'ABSENCE' },
  }));
};
