/** R1 and R2 of whatever an agency does with a flag, and what it may have of it. */
import type { Entered } from '../../../adapters/ports.ts';
import type { Call } from '../../../entrance/call.ts';
import { admit, standing } from '../../../entrance/caller.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import { anyReleased } from '../../../rules/sharing/compose.ts';
import { decide, type RecordDecision } from '../../../rules/sharing/decide.ts';
import type { Flag, Person } from '../../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../../schemas/store/personal-record.ts';
import { askedBy } from '../asked-by.ts';

export type FlagOperation =
  | 'readFlag'
  | 'reviewFlag'
  | 'contestFlag'
  | 'correctFlag'
  | 'withdrawFlag';

export interface OpenedFlag {
  agreements: LiveAgreement[];
  earlier: Entered['earlier'];
  personId: string;
  decisions: RecordDecision[];
  /**
   * Absent where there is no such flag, or the caller may not know of it: to the caller these are one. `alsoFlagged` and
   * `nominated` are what else of the same agency under the same agreement is a reason to keep the child.
   */
  opened:
    | {
        flag: Flag;
        person: Person;
        own: boolean;
        alsoFlagged: boolean;
        nominated: PersonalRecord[];
      }
    | undefined;
}

export const openFlag = async (
  call: Call<FlagOperation>,
): Promise<OpenedFlag> => {
  const { world, operation, claims, params, idempotency, now } = call;
  const entered = await admit(
    world,
    operation,
    claims,
    { locate: params.id, idempotency },
    now,
  ); // R1
  const { agreements } = entered.agency;
  standing(agreements, call.sharing, now);
  const personId = entered.located?.personId ?? world.randomId();
  const { flags, person, nominations } = await world.store.file(personId, now); // R2
  const flag = flags.find(({ flagId }) => flagId === params.id);
  const own = flag?.record.originator === claims.agencyId;
  // A withdrawn flag is there for whoever must answer for it, and for nobody else.
  const decisions =
    flag && (own || !flag.withdrawn)
      ? [
          decide({
            record: flag.record,
            asked: askedBy(call),
            circumstances: {},
            agreements,
            now,
          }),
        ]
      : [];
  const same = (record: PersonalRecord) =>
    record.originator === flag?.record.originator &&
    record.agreement === flag.record.agreement;
  const alsoFlagged = flags.some(
    (other) => other !== flag && !other.withdrawn && same(other.record),
  );
  const nominated = nominations.flatMap(({ records }) => records).filter(same);
  const known = flag && person && anyReleased(decisions);
  return {
    agreements,
    earlier: entered.earlier,
    personId,
    decisions,
    opened: known ? { flag, person, own, alsoFlagged, nominated } : undefined,
  };
};
