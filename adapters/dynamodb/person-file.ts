/**
 * What one Query of a person's partition brings, by kind. A request looks at some kinds only, and only what is looked at is
 * parsed: of everything else it learns nothing either way.
 */
import type { PersonFile } from '../../rules/cases/case-file.ts';
import type { Entity } from '../../schemas/store/entities.ts';
import { entitiesOf, type Item } from './items.ts';

const LISTS = {
  flags: 'Flag',
  cases: 'Case',
  nominations: 'Nomination',
  checks: 'EligibilityCheck',
  viewRequests: 'ViewRequest',
  returns: 'Return',
  seen: 'Seen',
  questions: 'Question',
  triages: 'Triage',
  fingerprints: 'PackFingerprint',
  decisions: 'Decision',
  visits: 'Visit',
  referrals: 'Referral',
  followUps: 'FollowUp',
} as const satisfies Record<
  Exclude<keyof PersonFile, 'person'>,
  Entity['type']
>;

export const personFileOf = (items: readonly Item[], now: number): PersonFile =>
  Object.defineProperties(
    {},
    {
      person: lazily(() => entitiesOf(items, 'Person', now)[0]),
      ...Object.fromEntries(
        Object.entries(LISTS).map(([name, type]) => [
          name,
          lazily(() => entitiesOf(items, type, now)),
        ]),
      ),
    },
  ) as PersonFile;

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
