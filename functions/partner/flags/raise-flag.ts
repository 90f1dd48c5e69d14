/** POST /v1/flags: record a concern or need about a young person. It returns a flag id, never a reference. */
import { admit, standing } from '../../../entrance/caller.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { contentInvalid, Problem } from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { birthDateErrors } from '../../../rules/recognition/birth-date.ts';
import { blockingFeatures } from '../../../rules/recognition/matching.ts';
import {
  mayContribute,
  recordUnder,
} from '../../../rules/sharing/contribute.ts';
import { expiryErrors, flagExpiry } from '../../../rules/sharing/flag-terms.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { FlagRequest } from '../../../schemas/contract/flags.ts';
import type { Flag } from '../../../schemas/store/entities.ts';
import { filePerson } from '../young-people/file-person.ts';
import { receipt } from './change-flag.ts';

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
  const live = standing(entered.agency.agreements, call.sharing, now);
  const agreement = live.find(({ id }) => id === body.agreement);
  if (!mayContribute(agreement, claims.agencyId, 'flag', now)) {
    throw new Problem(
      'NO_AGREEMENT',
      'Your agency cannot give a flag under this agreement.',
    );
  }
  // Under today's agreements, and before the dates: an honest retry may come a day late.
  if (entered.earlier)
    return replayed(call, entered.earlier, ({ flagId = '' }) =>
      receipt(flagId, 1),
    );
  checkDates(body, now);
  const candidates = await world.store.candidates(entered.candidateIds, now); // R2

  const { subject, flag, handling } = body;
  const { subjectCategory: category } = flag;
  const { givenName, familyName, birthDate, borough, formerBoroughs } = subject;
  const contribution = {
    originator: claims.agencyId,
    contributedAt: new Date(now).toISOString(),
    subject: { birthDate, borough, formerBoroughs, category },
    handling,
    approved: false,
    expiresAt: flagExpiry(flag.expiresOn, birthDate),
    newRecordId: () => `rec_${world.randomId()}`,
  };
  const record = recordUnder(
    agreement,
    'flag',
    {
      ...flag,
      raisedOn: londonDate(now),
      handlingCode: handling.code,
      handlingConditions: handling.conditions,
    },
    contribution,
  );
  const identity = recordUnder(
    agreement,
    'identity',
    { givenName, familyName, birthDate, borough, formerBoroughs },
    contribution,
  );
  const identifiers = recordUnder(
    agreement,
    'identifiers',
    subject.identifiers ?? {},
    contribution,
  );
  const { person, effects } = filePerson(call, entered, candidates, [
    identity,
    identifiers,
    record,
  ]);

  const flagId = `flag_${world.randomId()}`;
  const { personId } = person;
  const { expiresAt } = record;
  const raised: Flag = {
    type: 'Flag',
    personId,
    flagId,
    version: 1,
    record,
    withdrawn: false,
    history: [
      {
        version: 1,
        change: 'RAISED',
        changedAt: contribution.contributedAt,
        changedBy: `${claims.agencyId}/${call.sharing.practitioner.id}`,
      },
    ],
    expiresAt,
  };
  return conclude(call, {
    told: { body: receipt(flagId, 1) },
    outcome: 'PERMIT',
    personId,
    made: { flagId },
    effects: [
      ...effects,
      { do: 'put', entity: raised, expects: 'ABSENT' },
      {
        do: 'put',
        entity: { type: 'Locator', of: flagId, personId, expiresAt },
        expects: 'ABSENT',
      },
    ],
  }); // W
});

const checkDates = ({ flag, subject }: FlagRequest, now: number): void => {
  const errors = [
    ...expiryErrors(flag.expiresOn, now, '/flag'),
    ...birthDateErrors(subject.birthDate, now, true),
  ];
  if (errors.length > 0) throw contentInvalid(errors);
};
