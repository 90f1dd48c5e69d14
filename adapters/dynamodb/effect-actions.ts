/** Carries out each kind of effect, and says what it means that its condition fails. */
import type {
  Effect,
  Expectation,
  Guard,
} from '../../schemas/store/effects.ts';
import type { Entity } from '../../schemas/store/entities.ts';
import type { Action, Marked, Means } from './actions.ts';
import type { Hmac } from './hmac.ts';
import { itemOf, ttlOf } from './items.ts';
import { keyAt, keyOf, postingKey } from './keys.ts';

export interface Target {
  TableName: string;
  hmac: Hmac;
}

type Kind = Effect['do'];
type Of<K extends Kind> = Extract<Effect, { do: K }>;

export const actionsOfEffect = <K extends Kind>(
  effect: Of<K>,
  target: Target,
): Marked[] => {
  const carryOut: (effect: Of<K>, target: Target) => Action[] =
    CARRIED_OUT[effect.do as K];
  const means = meaningOf(effect);
  return carryOut(effect, target).map((action) => ({ action, means }));
};

export const actionsOfGuard = (
  { name, effect }: Guard,
  target: Target,
): Marked[] =>
  actionsOfEffect(effect, target).map(({ action }) => ({
    action,
    means: { because: 'GUARD', guard: name },
  }));

const meaningOf = (effect: Effect): Means =>
  effect.do === 'put' && effect.expects === 'ABSENT'
    ? { because: 'ABSENCE' }
    : { because: 'VERSION' };

const CARRIED_OUT: {
  [K in Kind]: (effect: Of<K>, target: Target) => Action[];
} = {
  put: ({ entity, expects }, { TableName }) => [
    putAction(TableName, itemOf(entity), expects),
  ],

  remove: ({ entity, expects }, { TableName }) => [
    { Delete: { ...at(TableName, entity), ...expectation(expects) } },
  ],

  touch: ({ entity, while: state }, { TableName }) => [
    {
      Update: {
        ...at(TableName, entity),
        ...countedUp(state ? equal({ state }) : THERE),
      },
    },
  ],

  check: ({ entity }, { TableName }) => [
    {
      ConditionCheck: {
        ...at(TableName, entity),
        ...equal({ meetingId: entity.meetingId, replyBy: entity.replyBy }),
      },
    },
  ],

  unlist: ({ meetingId, caseId }, { TableName }) => [
    {
      Update: {
        TableName,
        Key: keyAt('Meeting', { meetingId }),
        ...countedUp(
          {
            ...THERE,
            ExpressionAttributeNames: { '#agenda': 'agenda', '#case': caseId },
          },
          'REMOVE #agenda.#case ADD #version :one',
        ),
      },
    },
  ],

  copy: ({ entity }, { TableName }) => [
    {
      Update: {
        ...at(TableName, entity),
        ...countedUp(
          equal({ copies: entity.copies }),
          'ADD #version :one, #copies :one',
        ),
      },
    },
  ],

  post: (effect, { TableName, hmac }) =>
    effect.features.map(({ kind, value }, i) => ({
      Update: {
        TableName,
        Key: postingKey(hmac.posting(kind, value)),
        ...posted(effect, i),
      },
    })),
};

export const putAction = (
  TableName: string,
  Item: Record<string, unknown>,
  expects: Expectation,
): Action => ({ Put: { TableName, Item, ...expectation(expects) } });

interface Condition {
  ConditionExpression: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
}

const at = (TableName: string, entity: Entity) => ({
  TableName,
  Key: keyOf(entity),
});

const THERE: Condition = { ConditionExpression: 'attribute_exists(pk)' };
const NOT_THERE: Condition = {
  ConditionExpression: 'attribute_not_exists(pk)',
};

const expectation = (expects: Expectation): Partial<Condition> => {
  switch (expects) {
    case 'ANY':
      return {};
    case 'PRESENT':
      return THERE;
    case 'ABSENT':
    case 'FIRST':
      return NOT_THERE;
    default:
      return equal({ version: expects });
  }
};

/** That attributes have these values. */
const equal = (values: Record<string, unknown>): Condition => {
  const names = Object.keys(values);
  return {
    ConditionExpression: names
      .map((name) => `#${name} = :${name}`)
      .join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(
      names.map((name) => [`#${name}`, name]),
    ),
    ExpressionAttributeValues: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [`:${name}`, value]),
    ),
  };
};

/** An update that also counts the version up. */
const countedUp = (
  condition: Condition,
  UpdateExpression = 'ADD #version :one',
) => ({
  UpdateExpression,
  ConditionExpression: condition.ConditionExpression,
  ExpressionAttributeNames: {
    ...condition.ExpressionAttributeNames,
    '#version': 'version',
  },
  ExpressionAttributeValues: {
    ...condition.ExpressionAttributeValues,
    ':one': 1,
  },
});

/** A posting is a set of people. Where it says how many there were, nobody may have come since. */
const posted = (
  { personId, expiresAt, expects }: Of<'post'>,
  place: number,
) => {
  const seen = expects === 'ANY' ? undefined : (expects[place] ?? 0);
  return {
    UpdateExpression: 'SET #type = :type, #ttl = :ttl ADD #ids :id',
    ...(seen !== undefined && {
      ConditionExpression:
        seen === 0 ? 'attribute_not_exists(#ids)' : 'size(#ids) = :seen',
    }),
    ExpressionAttributeNames: { '#type': 'type', '#ttl': 'ttl', '#ids': 'ids' },
    ExpressionAttributeValues: {
      ':type': 'Posting',
      ':ttl': ttlOf(expiresAt),
      ':id': new Set([personId]),
      ...(seen ? { ':seen': seen } : {}),
    },
  };
};
