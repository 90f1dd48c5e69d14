/**
 * POST /v1/flags: record a concern or need about a young person. It returns a flag id, never a
 * reference.
 */
import type { Call } from '../../../entrance/call.ts';
import { type Admitted, admit, standing } from '../../../entrance/caller.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, Problem } from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { birthDateErrors } from '../../../rules/recognition/birth-date.ts';
import { blockingFeatures } from '../../../rules/recognition/matching.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import { mayContribute } from '../../../rules/sharing/contribute.ts';
import { expiryErrors } from '../../../rules/sharing/flag-terms.ts';
import type { FlagRequest } from '../../../schemas/contract/flags.ts';
import { filed } from '../young-people/filed.ts';
import { receipt } from './change-flag.ts';
import { raisedFlag, recordsOfFlag } from './raised-flag.ts';

export const raiseFlag = endpoint('raiseFlag', async (call) => {
  const { world, operation, claims, body, idempotency, now } = call;
  const features = blockingFeatures(body.subject);
  const entered = await admit(
    world,
    operation,
    claims,
    { features, idempotency },
    now,
  ); // R1
  const agreement = agreementOf(call, entered);
  // Under today's agreements, and before the dates: an honest retry may come a day late.
  if (entered.earlier)
    return replayed(call, entered.earlier, ({ flagId }) => receipt(flagId, 1));
  checkDates(body, now);
  const candidates = await world.store.candidates(entered.candidateIds, now); // R2
  const given = recordsOfFlag(call, agreement);
  const { before, person, filing } = filed(
    call,
    entered,
    candidates,
    given.all,
  );
  const flag = raisedFlag(call, person.personId, given.flag);
  return conclude(call, {
    answer: { body: receipt(flag.flagId, 1) },
    outcome: 'PERMIT',
    personId: person.personId,
    made: { flagId: flag.flagId },
    changes: [
      { before: { person: before }, after: { person, flag }, filed: filing },
    ],
  }); // W
});

/** The agreement under which the flag is given. @throws Problem NO_AGREEMENT. */
const agreementOf = (
  { claims, sharing, body, now }: Call<'raiseFlag'>,
  { agency }: Admitted,
): LiveAgreement => {
  const live = standing(agency.agreements, sharing, now);
  const agreement = live.find(({ id }) => id === body.agreement);
  if (mayContribute(agreement, claims.agencyId, 'flag', now)) return agreement;
  throw new Problem(
    'NO_AGREEMENT',
    'Your agency cannot give a flag under this agreement.',
  );
};

const checkDates = ({ flag, subject }: FlagRequest, now: number): void => {
  const errors = [
    ...expiryErrors(flag.expiresOn, now, '/flag'),
    ...birthDateErrors(subject.birthDate, now, true),
  ];
  if (errors.length > 0) throw contentInvalid(errors);
};
