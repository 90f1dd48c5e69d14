/** GET /v1/agreements: what the caller's agency has signed, and whether it is in force. */
import { admit } from '../../entrance/caller.ts';
import { conclude } from '../../entrance/conclude.ts';
import { endpoint } from '../../entrance/endpoint.ts';
import { notInForce } from '../../rules/sharing/agreement.ts';

export const listAgreements = endpoint('listAgreements', async (call) => {
  const { world, operation, claims, now } = call;
  const { agency } = await admit(world, operation, claims, {}, now); // R1
  const published = await world.store.publishedAgreements(agency.agreements); // R2
  const texts = new Map(published.map(({ id, json }) => [id, json]));
  const agreements = agency.agreements.map((live) => {
    const reasons = notInForce(live, now);
    return {
      versionHash: live.hash,
      inForce: reasons.length === 0,
      reasons,
      agreement: JSON.parse(texts.get(live.id) ?? ''),
    };
  });
  return conclude(call, {
    answer: { body: { agreements, ledgerEntry: call.entryId } },
    outcome: 'NIL',
  }); // W
});
