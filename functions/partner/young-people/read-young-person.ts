/** GET /v1/young-people/{ref}: the permitted record, by the caller's own reference. */
import { admit, standing } from '../../../entrance/caller.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import type { PersonFile } from '../../../rules/cases/case-file.ts';
import { candidateOf } from '../../../rules/recognition/recognise.ts';
import type { Person } from '../../../schemas/store/entities.ts';
import { askedBy } from '../asked-by.ts';
import { answerAboutPerson } from './answer-about-person.ts';

export const readYoungPerson = endpoint('readYoungPerson', async (call) => {
  const { world, operation, claims, sharing, params, now } = call;
  const { agency } = await admit(world, operation, claims, {}, now); // R1
  const { agreements } = agency;
  standing(agreements, sharing, now);
  // A forged or foreign reference resolves to nobody, and nobody is read like anybody.
  const personId = world.references.resolve(params.ref, claims.agencyId);
  const person = wholePerson(await world.store.file(personId, now)); // R2
  const about = { asked: askedBy(call), caseId: sharing.case, agreements, now };
  const known = person && candidateOf(person, about);
  return answerAboutPerson(call, agreements, { known, nobody: personId }); // W
});

/** The person with every flag and incident that stands, also those that their head leaves out. */
const wholePerson = ({
  person,
  flags,
  nominations,
}: PersonFile): Person | undefined => {
  if (!person) return undefined;
  const beside = [
    ...flags.filter(({ withdrawn }) => !withdrawn).map(({ record }) => record),
    ...nominations
      .flatMap(({ records }) => records)
      .filter(({ category }) => category.startsWith('incident')),
  ];
  const all = new Map(
    [...person.records, ...beside].map((record) => [record.recordId, record]),
  );
  return { ...person, records: [...all.values()] };
};
