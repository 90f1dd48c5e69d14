/** GET /v1/flags/{id}: a flag, to its originator and to whom its agreement releases it. */
import { admit, standing } from '../../entrance/caller.ts';
import { conclude } from '../../entrance/conclude.ts';
import { endpoint } from '../../entrance/endpoint.ts';
import { notFound } from '../../entrance/problem.ts';
import { anyReleased, composeRecords, disclosureOf } from '../../rules/compose.ts';
import { decide } from '../../rules/decide.ts';
import { DANGER_NOTICE } from '../../schemas/young-people.ts';
import { askedBy } from './asked-by.ts';

export const readFlag = endpoint('readFlag', async (call) => {
  const { world, operation, claims, params, now, entryId } = call;
  const { agency, located } = await admit(world, operation, claims, { locate: params.id }, now); // R1
  standing(agency.agreements, call.sharing, now);
  const personId = located?.personId ?? world.randomId();
  const { flags } = await world.store.file(personId, now); // R2
  const flag = flags.find(({ flagId }) => flagId === params.id);
  const { agreements } = agency;
  const decisions = flag
    ? [decide({ record: flag.record, asked: askedBy(call), circumstances: {}, agreements, now })]
    : [];
  const about = { decisions, personId: flag?.personId, markedWith: personId };
  if (!anyReleased(decisions)) return conclude(call, { ...about, told: { problem: notFound() } });
  const body = {
    flagId: params.id,
    notice: DANGER_NOTICE,
    records: composeRecords(decisions),
    disclosure: disclosureOf(decisions, claims.agencyId, agreements, entryId),
  };
  return conclude(call, { ...about, told: { body } }); // W
});
