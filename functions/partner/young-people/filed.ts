/** The person under whom a contribution is filed. */
import type { Call } from '../../../entrance/call.ts';
import type { Admitted } from '../../../entrance/caller.ts';
import type { Filing } from '../../../rules/effects/change.ts';
import { personWith } from '../../../rules/recognition/filing.ts';
import { blockingFeatures } from '../../../rules/recognition/matching.ts';
import {
  candidateOf,
  meant,
  recognised,
} from '../../../rules/recognition/recognise.ts';
import type { Person } from '../../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../../schemas/store/personal-record.ts';
import { askedBy } from '../asked-by.ts';

export interface Filed {
  /** Absent where nobody is meant whom the exchange knows. */
  before: Person | undefined;
  person: Person;
  filing: Filing;
}

export const filed = (
  call: Call<'raiseFlag' | 'nominate'>,
  { agency, postings }: Admitted,
  candidates: readonly Person[],
  records: readonly PersonalRecord[],
): Filed => {
  const { world, body, now } = call;
  const before = knownAs(call, agency, candidates);
  return {
    before,
    person: personWith(before, records, world.randomId(), now),
    filing: {
      features: blockingFeatures(body.subject),
      // Two who contribute about the same new child at once must not make two people of them.
      expects: before ? 'ANY' : postings,
    },
  };
};

/**
 * Whom the caller may not recognise the exchange may: what is said of a child belongs with the
 * child.
 */
const knownAs = (
  call: Call<'raiseFlag' | 'nominate'>,
  { agreements }: Admitted['agency'],
  candidates: readonly Person[],
): Person | undefined => {
  const { subject } = call.body;
  const about = {
    asked: askedBy(call),
    caseId: undefined,
    agreements,
    now: call.now,
  };
  const decided = candidates.map((person) => candidateOf(person, about));
  return (recognised(subject, decided) ?? meant(subject, decided))?.person;
};
