/** GET /v1/young-people/{ref}: the permitted record, by the caller's own reference. */
import { admit, standing } from '../../../entrance/caller.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import type { PersonFile } from '../../../rules/cases/case-file.ts';
import type { Person } from '../../../schemas/store/entities.ts';
import { answerAboutPerson } from './answer-about-person.ts';

export const readYoungPerson = endpoint('readYoungPerson', async (call) => {
  const { world, operation, claims, params, now } = call;
  const entered = await admit(world, operation, claims, {}, now); // R1
  standing(entered.agency.agreements, call.sharing, now);
  // A forged or foreign reference resolves to nobody, and nobody is read like anybody.
  const personId = world.references.resolve(params.ref, claims.agencyId);
  const file = await world.store.file(personId, now); // R2
  return answerAboutPerson(call, entered.agency.agreements, {
    person: wholePerson(file),
    personId,
  }); // W
});

/** The person with every flag and incident that stands, also those that their head has no room for. */
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
