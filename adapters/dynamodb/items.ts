/**
 * From entities to items of the table, and back: parsed strictly, and what has expired is not
 * there.
 */
import {
  type Entity,
  type EntityOf,
  type EntityType,
  STORED,
} from '../../schemas/store/entities.ts';
import { expiryDay, type Key, keyOf } from './keys.ts';

export type Item = Record<string, unknown>;

/** The time-to-live fires this long after an item's own expiry, and its firing is an alarm. */
const TTL_GRACE_SECONDS = 30 * 86_400;

export const itemOf = (entity: Entity): Item => {
  const key = keyOf(entity);
  return { ...key, ...entity, ...lapsing(entity, key) };
};

/**
 * An idempotency key lapses by its time-to-live alone: it holds nothing that retention must look
 * at.
 */
const lapsing = (entity: Entity, key: Key): Item => {
  if (!('expiresAt' in entity)) return {};
  const ttl = ttlOf(entity.expiresAt);
  return entity.type === 'Idempotency'
    ? { ttl }
    : { ttl, expiryDay: expiryDay(entity.expiresAt, key) };
};

/** Epoch seconds. */
export const ttlOf = (expiresAt: string): number =>
  Math.floor(Date.parse(expiresAt) / 1000) + TTL_GRACE_SECONDS;

export const entitiesOf = <Type extends EntityType>(
  items: readonly Item[],
  type: Type,
  now: number,
): EntityOf<Type>[] =>
  items
    .filter((item) => item.type === type)
    .map((item) => STORED[type].schema.parse(bare(item)) as EntityOf<Type>)
    .filter((entity) => live(entity, now));

/** Without keys and the engine's own attributes. */
export const bare = ({
  pk: _pk,
  sk: _sk,
  ttl: _ttl,
  expiryDay: _day,
  ...item
}: Item): Item => item;

export const live = (entity: object, now: number): boolean =>
  !('expiresAt' in entity) || Date.parse(entity.expiresAt as string) > now;
