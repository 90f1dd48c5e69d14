/** From items of the table to entities: parsed strictly, and what has expired is not there. */
import { Entity } from '../../schemas/store/entities.ts';

export type Item = Record<string, unknown>;

export const entitiesOf = <T extends Entity['type']>(
  items: readonly Item[],
  type: T,
  now: number,
) =>
  items
    .filter((item) => item.type === type)
    .map((item) => Entity.parse(bare(item)) as Extract<Entity, { type: T }>)
    .filter((entity) => live(entity, now));

/** Without keys and the engine's own attributes. */
export const bare = ({ pk: _pk, sk: _sk, ttl: _ttl, ...item }: Item): Item =>
  item;

export const live = (entity: object, now: number): boolean =>
  !('expiresAt' in entity) || Date.parse(entity.expiresAt as string) > now;
