/** GET /v1/flags/{id}: a flag, to its originator and to whom its agreement releases it. */
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { notFound } from '../../../entrance/problem.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import {
  composeRecords,
  disclosureOf,
} from '../../../rules/sharing/compose.ts';
import { decide } from '../../../rules/sharing/decide.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import { DANGER_NOTICE } from '../../../schemas/contract/flags.ts';
import type { Flag } from '../../../schemas/store/entities.ts';
import { askedBy } from '../asked-by.ts';
import { openFlag } from './open-flag.ts';

export const readFlag = endpoint('readFlag', async (call) => {
  const { claims, entryId } = call;
  const { agreements, personId, decisions, opened } = await openFlag(call); // R1, R2
  const about = {
    decisions,
    personId: opened && personId,
    markedWith: personId,
  };
  if (!opened)
    return conclude(call, { ...about, answer: { problem: notFound() } });
  const { flag, own } = opened;
  const body = {
    flagId: flag.flagId,
    version: flag.version,
    notice: DANGER_NOTICE,
    history: flag.history.map(({ version, change, changedAt }) => ({
      version,
      change,
      changedOn: londonDate(Date.parse(changedAt)),
    })),
    records: composeRecords(decisions),
    earlier: own ? earlierVersions(call, flag, agreements) : [],
    disclosure: disclosureOf(decisions, claims.agencyId, agreements, entryId),
  };
  return conclude(call, { ...about, answer: { body } }); // W
});

const earlierVersions = (
  call: Call<'readFlag'>,
  { history }: Flag,
  agreements: readonly LiveAgreement[],
) =>
  history.flatMap(({ before }) => {
    if (!before) return [];
    const asked = askedBy(call);
    return [
      composeRecords([
        decide({
          record: before,
          asked,
          circumstances: {},
          agreements,
          now: call.now,
        }),
      ]),
    ];
  });
