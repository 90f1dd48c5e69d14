/**
 * Answers a partner about a person, or with the one answer that there is nothing it may know of.
 */
import type { Call } from '../../../entrance/call.ts';
import { type Concluded, conclude } from '../../../entrance/conclude.ts';
import { notFound } from '../../../entrance/problem.ts';
import type { Candidate } from '../../../rules/recognition/recognise.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import {
  anyReleased,
  composeRecords,
  disclosureOf,
} from '../../../rules/sharing/compose.ts';

export interface Found {
  /** The person whom the caller may recognise. */
  known: Candidate | undefined;
  /**
   * One who was meant, as the exchange knows and the caller may not: the ledger names the denial,
   * the answer does not.
   */
  sealed?: Candidate | undefined;
  /** Whose marker is left where there is no person: nobody's. */
  nobody: string;
}

export const answerAboutPerson = (
  call: Call<'queryYoungPerson' | 'readYoungPerson'>,
  agreements: readonly LiveAgreement[],
  found: Found,
): Promise<Concluded> => {
  const { claims, world, entryId } = call;
  const { known } = found;
  if (!known || !anyReleased(known.decisions)) return nothingTold(call, found);
  const { decisions } = known;
  const { personId } = known.person;
  const body = {
    reference: world.references.refer(personId, claims.agencyId),
    records: composeRecords(decisions),
    disclosure: disclosureOf(decisions, claims.agencyId, agreements, entryId),
  };
  return conclude(call, {
    decisions,
    personId,
    markedWith: personId,
    answer: { body },
  });
};

/**
 * A record that is not told was not released, whatever the agreement would have allowed to a caller
 * who had known whom to ask for.
 */
const nothingTold = (
  call: Call<'queryYoungPerson' | 'readYoungPerson'>,
  { known, sealed, nobody }: Found,
): Promise<Concluded> => {
  const subject = known ?? sealed;
  const decisions =
    subject && !anyReleased(subject.decisions) ? subject.decisions : [];
  const personId = subject?.person.personId;
  return conclude(call, {
    decisions,
    personId,
    markedWith: personId ?? nobody,
    answer: { problem: notFound() },
  });
};
