/** POST /v1/flags: record a concern or need about a young person. It returns a flag id, never a reference. */
import { admit } from '../../entrance/caller.ts';
import { conclude } from '../../entrance/conclude.ts';
import { endpoint } from '../../entrance/endpoint.ts';
import { contentInvalid, Problem } from '../../entrance/problem.ts';
import { replayed } from '../../entrance/replay.ts';
import { mayContribute, recordUnder } from '../../rules/contribute.ts';
import { birthday, daysAfter, londonDate } from '../../rules/london-time.ts';
import { blockingFeatures } from '../../rules/matching.ts';
import { DANGER_NOTICE, type FlagRequest } from '../../schemas/young-people.ts';
import { filePerson } from './file-person.ts';

export const raiseFlag = endpoint('raiseFlag', async (call) => {
  const { world, operation, claims, body, idempotency, now } = call;
  const features = blockingFeatures(body.subject);
  const entered = await admit(world, operation, claims, { features, idempotency }, now); // R1
  if (entered.earlier) return replayed(call, entered.earlier, flagReceipt);
  checkExpiry(body, now);
  const agreement = entered.agency.agreements.find(({ id }) => id === body.agreement);
  if (!mayContribute(agreement, claims.agencyId, 'flag', now)) {
    throw new Problem('NO_AGREEMENT', `Your agency cannot give a flag under ${body.agreement}.`);
  }
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
    // Served to the end of its last day and no longer; never past the child's 18th birthday.
    expiresAt: `${daysAfter(earlier(flag.expiresOn, daysAfter(birthday(birthDate, 18), -1)), 1)}T00:00:00.000Z`,
    newRecordId: () => `rec_${world.randomId()}`,
  };
  const record = recordUnder(agreement, 'flag', { ...flag, raisedOn: londonDate(now) }, contribution);
  const identity = recordUnder(
    agreement,
    'identity',
    { givenName, familyName, birthDate, borough, formerBoroughs },
    contribution,
  );
  const identifiers = recordUnder(agreement, 'identifiers', subject.identifiers ?? {}, contribution);
  const { person, effects } = filePerson(world, subject, candidates, [identity, identifiers, record]);

  const flagId = `flag_${world.randomId()}`;
  const { personId } = person;
  const { expiresAt } = record;
  return conclude(call, {
    told: { body: flagReceipt({ flagId }) },
    outcome: 'PERMIT',
    personId,
    made: { flagId },
    effects: [
      ...effects,
      { do: 'put', entity: { type: 'Flag', personId, flagId, version: 1, record, expiresAt }, expects: 'ABSENT' },
      { do: 'put', entity: { type: 'Locator', of: flagId, personId, expiresAt }, expects: 'ABSENT' },
    ],
  }); // W
});

const flagReceipt = ({ flagId }: Record<string, string>) => ({ flagId, notice: DANGER_NOTICE });

const checkExpiry = ({ flag: { expiresOn }, subject: { birthDate } }: FlagRequest, now: number): void => {
  const today = londonDate(now);
  const errors = [
    ...(expiresOn < today ? [{ pointer: '/flag/expiresOn', message: 'is in the past' }] : []),
    ...(expiresOn > daysAfter(today, 366)
      ? [{ pointer: '/flag/expiresOn', message: 'is more than a year ahead' }]
      : []),
    ...(birthDate > today ? [{ pointer: '/subject/birthDate', message: 'is in the future' }] : []),
    ...(birthday(birthDate, 18) <= today ? [{ pointer: '/subject/birthDate', message: 'is of an adult' }] : []),
  ];
  if (errors.length > 0) throw contentInvalid(errors);
};

const earlier = (a: string, b: string): string => (a < b ? a : b);
