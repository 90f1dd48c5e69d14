/** A flag as it is raised: its record, and the identity of the child for whom it is. */
import type { Call } from '../../../entrance/call.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import {
  type Contribution,
  recordUnder,
} from '../../../rules/sharing/contribute.ts';
import { flagExpiry } from '../../../rules/sharing/flag-terms.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { Flag } from '../../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../../schemas/store/personal-record.ts';

type Raising = Call<'raiseFlag'>;

export interface RecordsOfFlag {
  flag: PersonalRecord;
  /** Identity, numbers and flag: what is filed with the person. */
  all: PersonalRecord[];
}

export const recordsOfFlag = (
  call: Raising,
  agreement: LiveAgreement,
): RecordsOfFlag => {
  const { subject, flag: said, handling } = call.body;
  const { identifiers = {}, ...identity } = subject;
  const given = contributionOf(call);
  const flag = recordUnder(
    agreement,
    'flag',
    {
      ...said,
      raisedOn: londonDate(call.now),
      handlingCode: handling.code,
      handlingConditions: handling.conditions,
    },
    given,
  );
  const all = [
    recordUnder(agreement, 'identity', identity, given),
    recordUnder(agreement, 'identifiers', identifiers, given),
    flag,
  ];
  return { flag, all };
};

const contributionOf = ({
  world,
  claims,
  body,
  now,
}: Raising): Contribution => {
  const { subject, flag, handling } = body;
  const { birthDate, borough, formerBoroughs } = subject;
  return {
    originator: claims.agencyId,
    contributedAt: new Date(now).toISOString(),
    subject: {
      birthDate,
      borough,
      formerBoroughs,
      category: flag.subjectCategory,
    },
    handling,
    approved: false,
    expiresAt: flagExpiry(flag.expiresOn, birthDate),
    newRecordId: () => `rec_${world.randomId()}`,
  };
};

export const raisedFlag = (
  { world, actor, now }: Raising,
  personId: string,
  record: PersonalRecord,
): Flag => ({
  type: 'Flag',
  personId,
  flagId: `flag_${world.randomId()}`,
  version: 1,
  record,
  withdrawn: false,
  history: [
    {
      version: 1,
      change: 'RAISED',
      changedAt: new Date(now).toISOString(),
      changedBy: actor,
    },
  ],
  expiresAt: record.expiresAt,
});
