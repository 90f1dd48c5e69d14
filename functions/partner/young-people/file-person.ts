/** Files contributed records under the person they are about: one the exchange knows, or a new one. */
import type { World } from '../../../adapters/ports.ts';
import type { Call } from '../../../entrance/call.ts';
import type { Admitted } from '../../../entrance/caller.ts';
import { blockingFeatures } from '../../../rules/recognition/matching.ts';
import { headRecords } from '../../../rules/sharing/head.ts';
import type { Effect } from '../../../schemas/store/effects.ts';
import type { Person } from '../../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../../schemas/store/personal-record.ts';
import { matched, recognise } from './recognise.ts';

export interface Filed {
  person: Person;
  effects: Effect[];
}

/**
 * The same effects, in number and kind, for a person who was known and for one who was not: who contributes must not learn
 * which it was.
 *
 * @param records what is contributed.
 * @param change what else becomes of the person.
 */
export const filePerson = (
  call: Call<'raiseFlag' | 'nominate'>,
  { agency, postings }: Admitted,
  candidates: readonly Person[],
  records: readonly PersonalRecord[],
  change: (person: Person) => Partial<Person> = () => ({}),
): Filed => {
  const { world, now } = call;
  const { subject } = call.body;
  // Whom the caller may not recognise the exchange may: what is said of a child belongs with the child.
  const known =
    recognise(call, subject, candidates, agency.agreements) ??
    matched(subject, candidates);
  const before: Person = known ?? newPerson(world);
  const kept = headRecords(before.records, records, now);
  const person = {
    ...before,
    ...change(before),
    version: before.version + 1,
    records: kept,
    // Kept as long as the longest of what is known of them.
    expiresAt:
      [...kept, ...records]
        .map(({ expiresAt }) => expiresAt)
        .toSorted()
        .at(-1) ?? before.expiresAt,
  };
  return {
    person,
    effects: [
      { do: 'put', entity: person, expects: known ? known.version : 'ABSENT' },
      {
        do: 'post',
        personId: person.personId,
        features: blockingFeatures(subject),
        expiresAt: person.expiresAt,
        // Two who contribute about the same new child at once must not make two people of them.
        expects: known ? 'ANY' : postings,
      },
    ],
  };
};

const newPerson = ({ randomId }: World): Person => ({
  type: 'Person',
  personId: randomId(),
  version: 0,
  openCases: [],
  records: [],
  expiresAt: '',
});
