/** What a partner may have of a person, or the one answer that there is nothing it may know of. */
import type { Call } from '../../entrance/call.ts';
import { type Concluded, conclude } from '../../entrance/conclude.ts';
import { notFound } from '../../entrance/problem.ts';
import type { LiveAgreement } from '../../rules/agreement.ts';
import { anyReleased, composeRecords, disclosureOf } from '../../rules/compose.ts';
import { decide } from '../../rules/decide.ts';
import type { Person } from '../../schemas/entities.ts';
import { askedBy } from './asked-by.ts';

/** @param personId whose marker is left where there is no person; left out, nobody's. */
export const answerAboutPerson = (
  call: Call<'queryYoungPerson' | 'readYoungPerson'>,
  agreements: readonly LiveAgreement[],
  person: Person | undefined,
  personId = person?.personId ?? call.world.randomId(),
): Promise<Concluded> => {
  const { claims, sharing, world, now, entryId } = call;
  // The case that a request names is a circumstance only where it is this person's and open.
  const open = person?.openCases.some(({ caseId }) => caseId === sharing.case) ?? false;
  const circumstances = open ? { case: { open, asked: [] } } : {};
  const decisions = (person?.records ?? []).map((record) =>
    decide({ record, asked: askedBy(call), circumstances, agreements, now }),
  );
  const about = { decisions, personId: person?.personId, markedWith: personId };
  if (!person || !anyReleased(decisions)) return conclude(call, { ...about, told: { problem: notFound() } });
  const body = {
    reference: world.references.refer(person.personId, claims.agencyId),
    records: composeRecords(decisions),
    disclosure: disclosureOf(decisions, claims.agencyId, agreements, entryId),
  };
  return conclude(call, { ...about, told: { body } });
};
