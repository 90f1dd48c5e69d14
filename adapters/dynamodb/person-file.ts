/**
 * Sorts the items of one Query of a person's partition by kind. A request looks at some kinds only,
 * and only what is looked at is parsed: of everything else it learns nothing either way.
 */
import type { PersonFile } from '../../rules/cases/case-file.ts';
import {
  type EntityType,
  type Person,
  type PersonLists,
  STORED,
} from '../../schemas/store/entities.ts';
import { entitiesOf, type Item } from './items.ts';

const LISTED = Object.entries(STORED).flatMap(([type, { listedAs }]) =>
  listedAs === undefined ? [] : [[listedAs, type as EntityType] as const],
);

export const personFileOf = (items: readonly Item[], now: number): PersonFile =>
  Object.defineProperties(
    {},
    {
      person: lazily(() => entitiesOf(items, 'Person', now)[0]),
      ...Object.fromEntries(
        LISTED.map(([name, type]) => [
          name,
          lazily(() => entitiesOf(items, type, now)),
        ]),
      ),
    },
  ) as PersonLists & { person: Person | undefined };

/** Worked out when it is first looked at, and kept. */
const lazily = (made: () => unknown): PropertyDescriptor => {
  let held: { value: unknown } | undefined;
  return {
    enumerable: true,
    get: () => {
      held ??= { value: made() };
      return held.value;
    },
  };
};
