/**
 * POST /v1/explanations: what would be decided, and why. It reads no child's data, and discloses
 * none.
 */
import type { Call } from '../../entrance/call.ts';
import { admit } from '../../entrance/caller.ts';
import { conclude } from '../../entrance/conclude.ts';
import { endpoint } from '../../entrance/endpoint.ts';
import { Problem } from '../../entrance/problem.ts';
import type { LiveAgreement } from '../../rules/sharing/agreement.ts';
import { accountFor } from '../../rules/sharing/compose.ts';
import { decide } from '../../rules/sharing/decide.ts';
import { VISITING_OFFICER } from '../../schemas/contract/agreement/agreement.ts';
import type { PersonalRecord } from '../../schemas/store/personal-record.ts';

export const explain = endpoint('explain', async (call) => {
  const { world, operation, claims, body, now, entryId } = call;
  const { agency } = await admit(world, operation, claims, {}, now); // R1
  const agreements = agreementsOf(call, agency);
  const { asked, circumstances } = body;
  const at = body.at === undefined ? now : Date.parse(body.at);
  const decision = decide({
    record: supposed(call),
    asked,
    circumstances,
    agreements,
    now: at,
  });
  const explanation = accountFor([decision], entryId);
  return conclude(call, { answer: { body: { explanation } }, outcome: 'NIL' }); // W
});

/**
 * The agreements that the recipient would be decided by: an agency's own, or for the operator
 * anybody's.
 */
const agreementsOf = (
  { claims, body: { asked } }: Call<'explain'>,
  { sector, agreements }: { sector: string; agreements: LiveAgreement[] },
): LiveAgreement[] => {
  const { recipient } = asked;
  const own =
    recipient === claims.agencyId ||
    hosts(agreements, recipient, claims.agencyId);
  if (sector !== 'OPERATOR' && !own) {
    throw new Problem(
      'NOT_OWN_POSITION',
      'Ask what your own agency, or the panel that it hosts, would be told.',
    );
  }
  const isAgency =
    !recipient.startsWith('panel:') && recipient !== VISITING_OFFICER;
  return isAgency
    ? agreements.filter(({ parties }) =>
        parties.some(({ agency }) => agency === recipient),
      )
    : agreements;
};

const hosts = (
  agreements: readonly LiveAgreement[],
  recipient: string,
  agencyId: string,
): boolean =>
  agreements.some(({ panels }) =>
    panels.some(
      ({ id, host }) => recipient === `panel:${id}` && host === agencyId,
    ),
  );

const supposed = ({
  body: { record },
  now,
}: Call<'explain'>): PersonalRecord => ({
  ...record,
  recordId: `rec_${'0'.repeat(32)}`,
  contributedVersion: 1,
  contributedHash: '0'.repeat(64),
  contributedAt: new Date(now).toISOString(),
  fields: Object.fromEntries(record.fields.map((field) => [field, null])),
});
