/** What a partner may have of a person, or the one answer that there is nothing it may know of. */
import type { Call } from '../../../entrance/call.ts';
import { type Concluded, conclude } from '../../../entrance/conclude.ts';
import { notFound } from '../../../entrance/problem.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import {
  anyReleased,
  composeRecords,
  disclosureOf,
} from '../../../rules/sharing/compose.ts';
import { decide } from '../../../rules/sharing/decide.ts';
import type { Person } from '../../../schemas/store/entities.ts';
import { askedBy } from '../asked-by.ts';

export interface Found {
  /** The person whom the caller may recognise. */
  person: Person | undefined;
  /** One who was meant, as the exchange knows and the caller may not: the ledger names the denial, the answer does not. */
  sealed?: Person | undefined;
  /** Whose marker is left where there is no person; left out, nobody's. */
  personId?: string;
}

export const answerAboutPerson = (
  call: Call<'queryYoungPerson' | 'readYoungPerson'>,
  agreements: readonly LiveAgreement[],
  {
    person,
    sealed,
    personId = (person ?? sealed)?.personId ?? call.world.randomId(),
  }: Found,
): Promise<Concluded> => {
  const { claims, sharing, world, now, entryId } = call;
  // The case that a request names is a circumstance only where it is this person's and open.
  const open =
    person?.openCases.some(({ caseId }) => caseId === sharing.case) ?? false;
  const circumstances = open ? { case: { open, asked: [] } } : {};
  const about = { asked: askedBy(call), circumstances, agreements, now };
  const decisions = ((person ?? sealed)?.records ?? []).map((record) =>
    decide({ record, ...about }),
  );
  if (!person || !anyReleased(decisions)) {
    // What is not told was not released, whatever the agreement would have allowed to who had known whom to ask for.
    const denied = anyReleased(decisions) ? [] : decisions;
    const subject = {
      decisions: denied,
      personId: (person ?? sealed)?.personId,
      markedWith: personId,
    };
    return conclude(call, { ...subject, told: { problem: notFound() } });
  }
  const body = {
    reference: world.references.refer(person.personId, claims.agencyId),
    records: composeRecords(decisions),
    disclosure: disclosureOf(decisions, claims.agencyId, agreements, entryId),
  };
  return conclude(call, {
    decisions,
    personId: person.personId,
    markedWith: personId,
    told: { body },
  });
};
