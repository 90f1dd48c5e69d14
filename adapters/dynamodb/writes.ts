/** W: the one transaction of a request. What it was for, that it was done, and that the log must take it up. */
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  PutCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { leafHash } from '../../rules/ledger/leaf.ts';
import type {
  Effect,
  Expectation,
  Marker,
} from '../../schemas/store/effects.ts';
import type { Entity } from '../../schemas/store/entities.ts';
import type { LedgerEntry } from '../../schemas/store/ledger.ts';
import type { Store, Write } from '../ports.ts';
import type { Database } from './client.ts';
import type { Hmac } from './hmac.ts';
import { itemOf, ttlOf } from './items.ts';
import {
  disclosedKey,
  entryKey,
  type Key,
  keyOf,
  meetingKey,
  pendingKey,
  postingKey,
  shardOf,
  spentKey,
} from './keys.ts';

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const DAY = 86_400;
const MARKER_SECONDS = 2 * 365 * DAY;
const IDEMPOTENCY_SECONDS = 7 * DAY;
const CONFLICT_ATTEMPTS = 6;

export const writes = (
  db: Database,
  hmac: Hmac,
): Pick<Store, 'record' | 'spend'> => ({
  record: async (write) => {
    const TransactItems = actionsOf(write, db, hmac);
    for (let attempt = 1; ; attempt += 1) {
      try {
        await db.client.send(new TransactWriteCommand({ TransactItems }));
        return { written: true };
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
        if (codes.includes('ConditionalCheckFailed'))
          return { written: false, refusal: { because: 'VERSION' } };
        // Another transaction held an item for a moment. Nothing was decided, so the same one is tried again.
        if (
          !codes.includes('TransactionConflict') ||
          attempt === CONFLICT_ATTEMPTS
        )
          throw error;
        await pause(attempt);
      }
    }
  },

  spend: async (clientId, jti, expiresAt) => {
    try {
      await db.client.send(
        new PutCommand({
          TableName: db.names.exchange,
          Item: { ...spentKey(clientId, jti), ttl: expiresAt + DAY },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
      return true;
    } catch (error) {
      if (
        error instanceof Error &&
        error.name === 'ConditionalCheckFailedException'
      )
        return false;
      throw error;
    }
  },
});

const actionsOf = (write: Write, db: Database, hmac: Hmac): Action[] => [
  ...[...write.guards.map(({ effect }) => effect), ...write.effects].flatMap(
    (effect) => actionsOfEffect(effect, db, hmac),
  ),
  ...(write.idempotency ? [once(write, write.idempotency, db, hmac)] : []),
  ...markersOf(write).map((each) => marker(each, write.entry, db)),
  ...outbox(write, db),
  ...(write.also ?? []).flatMap(({ entry }) => outbox({ entry }, db)),
];

const actionsOfEffect = (
  effect: Effect,
  db: Database,
  hmac: Hmac,
): Action[] => {
  const TableName = db.names.exchange;
  switch (effect.do) {
    case 'put':
      return [
        {
          Put: {
            TableName,
            Item: itemOf(effect.entity),
            ...expectation(effect.expects),
          },
        },
      ];
    case 'remove':
      return [
        {
          Delete: {
            TableName,
            Key: keyOf(effect.entity),
            ...(effect.expects === 'PRESENT' && {
              ConditionExpression: 'attribute_exists(pk)',
            }),
          },
        },
      ];
    case 'touch':
      return [
        {
          Update: {
            TableName,
            Key: keyOf(effect.entity),
            UpdateExpression: 'ADD #version :one',
            ConditionExpression: effect.while
              ? '#state = :state'
              : 'attribute_exists(pk)',
            ExpressionAttributeNames: {
              '#version': 'version',
              ...(effect.while && { '#state': 'state' }),
            },
            ExpressionAttributeValues: {
              ':one': 1,
              ...(effect.while && { ':state': effect.while }),
            },
          },
        },
      ];
    case 'check':
      return [
        {
          ConditionCheck: {
            TableName,
            Key: keyOf(effect.entity),
            ConditionExpression: '#meeting = :meeting AND #by = :by',
            ExpressionAttributeNames: {
              '#meeting': 'meetingId',
              '#by': 'replyBy',
            },
            ExpressionAttributeValues: {
              ':meeting': effect.entity.meetingId,
              ':by': effect.entity.replyBy,
            },
          },
        },
      ];
    case 'unlist':
      return [
        {
          Update: {
            TableName,
            Key: meetingKey(effect.meetingId),
            UpdateExpression: 'REMOVE #agenda.#case ADD #version :one',
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeNames: {
              '#agenda': 'agenda',
              '#case': effect.caseId,
              '#version': 'version',
            },
            ExpressionAttributeValues: { ':one': 1 },
          },
        },
      ];
    case 'copy':
      return [
        {
          Update: {
            TableName,
            Key: keyOf(effect.entity),
            UpdateExpression: 'ADD #version :one, #copies :one',
            ConditionExpression: '#copies = :copies',
            ExpressionAttributeNames: {
              '#version': 'version',
              '#copies': 'copies',
            },
            ExpressionAttributeValues: {
              ':one': 1,
              ':copies': effect.entity.copies,
            },
          },
        },
      ];
    case 'post':
      return effect.features.map(({ kind, value }, i) =>
        posting(postingKey(hmac.posting(kind, value)), effect, i, TableName),
      );
  }
};

const posting = (
  Key: Key,
  { personId, expiresAt, expects }: Extract<Effect, { do: 'post' }>,
  i: number,
  TableName: string,
): Action => {
  const seen = expects === 'ANY' ? undefined : (expects[i] ?? 0);
  return {
    Update: {
      TableName,
      Key,
      UpdateExpression: 'SET #type = :type, #ttl = :ttl ADD #ids :id',
      ...(seen !== undefined && {
        ConditionExpression:
          seen === 0 ? 'attribute_not_exists(#ids)' : 'size(#ids) = :seen',
      }),
      ExpressionAttributeNames: {
        '#type': 'type',
        '#ttl': 'ttl',
        '#ids': 'ids',
      },
      ExpressionAttributeValues: {
        ':type': 'Posting',
        ':ttl': ttlOf(expiresAt),
        ':id': new Set([personId]),
        ...(seen ? { ':seen': seen } : {}),
      },
    },
  };
};

const once = (
  write: Write,
  made: NonNullable<Write['idempotency']>,
  db: Database,
  hmac: Hmac,
): Action => {
  const { clientId } = write.entry.kept.actor;
  const expiresAt = new Date(
    Date.parse(write.entry.kept.occurredAt) + IDEMPOTENCY_SECONDS * 1000,
  ).toISOString();
  const entity: Entity = {
    type: 'Idempotency',
    clientId,
    keyHash: hmac.once(made.key),
    requestHash: hmac.once(made.request),
    made: made.made,
    expiresAt,
  };
  return {
    Put: {
      TableName: db.names.exchange,
      Item: itemOf(entity),
      // An expired key counts as never used, also while DynamoDB still holds it.
      ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
      ExpressionAttributeValues: { ':now': write.entry.kept.occurredAt },
    },
  };
};

/** One a person and recipient: a transaction touches no item twice, and two cases may be of one person. */
const markersOf = ({ marker: own, also = [] }: Write): Marker[] => {
  const merged = new Map<string, Marker>();
  for (const each of [
    ...(own ? [own] : []),
    ...also.map(({ marker: of }) => of),
  ]) {
    const key = `${each.personId}|${each.recipient}`;
    merged.set(key, {
      ...each,
      recordIds: [...(merged.get(key)?.recordIds ?? []), ...each.recordIds],
    });
  }
  return [...merged.values()];
};

/** Who holds which records of a person: a recall and a look-notice work from these. */
const marker = (
  { personId, recipient, recordIds }: Marker,
  entry: LedgerEntry,
  db: Database,
): Action => ({
  Update: {
    TableName: db.names.exchange,
    Key: disclosedKey(personId, recipient),
    // A set cannot be empty: where nothing was released it gains a word that is always the same.
    UpdateExpression: 'SET #ttl = :ttl, #last = :at ADD #records :records',
    ExpressionAttributeNames: {
      '#ttl': 'ttl',
      '#last': 'lastAt',
      '#records': 'records',
    },
    ExpressionAttributeValues: {
      ':ttl':
        Math.floor(Date.parse(entry.kept.occurredAt) / 1000) + MARKER_SECONDS,
      ':at': entry.kept.occurredAt,
      ':records': new Set(recordIds.length > 0 ? recordIds : ['NOTHING']),
    },
  },
});

/** The entry, and the outbox item that brings it into the log. */
const outbox = (
  { entry, notices }: Pick<Write, 'entry' | 'notices'>,
  db: Database,
): Action[] => {
  const TableName = db.names.ledger;
  const { entryId, occurredAt } = entry.kept;
  const pending = pendingKey(shardOf(entryId), occurredAt, entryId);
  return [
    {
      Put: {
        TableName,
        Item: { ...entryKey(entryId), ...entry },
        ...expectation('ABSENT'),
      },
    },
    {
      Put: {
        TableName,
        Item: {
          ...pending,
          entryId,
          occurredAt,
          leaf: leafHash(entry),
          notices,
        },
        ...expectation('ABSENT'),
      },
    },
  ];
};

const expectation = (expects: Expectation) =>
  expects === 'ABSENT' || expects === 'FIRST'
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : expects === 'ANY' || expects === 'PRESENT'
      ? {}
      : version(expects);

const version = (expected: number) => ({
  ConditionExpression: '#version = :expected',
  ExpressionAttributeNames: { '#version': 'version' },
  ExpressionAttributeValues: { ':expected': expected },
});

const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) =>
    setTimeout(resolve, Math.random() * 20 * 2 ** attempt),
  );
