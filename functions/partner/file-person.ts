/** Files contributed records under the person they are about: one the exchange knows, or a new one. */
import type { Effect, World } from '../../adapters/ports.ts';
import { blockingFeatures, matchPerson } from '../../rules/matching.ts';
import type { Person } from '../../schemas/entities.ts';
import type { PersonalRecord } from '../../schemas/personal-record.ts';
import type { Subject } from '../../schemas/young-people.ts';

export interface Filed {
  person: Person;
  effects: Effect[];
}

/**
 * The same effects, in number and kind, for a person who was known and for one who was not: who contributes must not learn
 * which it was.
 *
 * @param change what else becomes of the person.
 */
export const filePerson = (
  world: World,
  subject: Subject,
  candidates: readonly Person[],
  records: readonly PersonalRecord[],
  change: (person: Person) => Partial<Person> = () => ({}),
): Filed => {
  const match = matchPerson(subject, candidates);
  const known = match.outcome === 'MATCH' ? match.person : undefined;
  const before: Person = known ?? {
    type: 'Person',
    personId: world.randomId(),
    version: 0,
    openCases: [],
    records: [],
    expiresAt: '',
  };
  const current = before.records.filter(({ expiresAt }) => Date.parse(expiresAt) > world.clock());
  const all = [...current, ...records];
  const person = {
    ...before,
    ...change(before),
    version: before.version + 1,
    records: all,
    // Kept as long as the longest of what is known of them.
    expiresAt:
      all
        .map((record) => record.expiresAt)
        .toSorted()
        .at(-1) ?? before.expiresAt,
  };
  return {
    person,
    effects: [
      { do: 'put', entity: person, expects: known ? known.version : 'ABSENT' },
      { do: 'post', personId: person.personId, features: blockingFeatures(subject), expiresAt: person.expiresAt },
    ],
  };
};
