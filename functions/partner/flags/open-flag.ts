/** R1 and R2 of whatever an agency does with a flag, and what it may have of it. */
import type { Entered } from '../../../adapters/ports.ts';
import type { Call } from '../../../entrance/call.ts';
import { openLocated } from '../../../entrance/open.ts';
import type { PersonFile } from '../../../rules/cases/case-file.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import { anyReleased } from '../../../rules/sharing/compose.ts';
import { decide, type RecordDecision } from '../../../rules/sharing/decide.ts';
import type { Flag, Person } from '../../../schemas/store/entities.ts';
import { askedBy } from '../asked-by.ts';

export type FlagChangeOperation =
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
   * Absent where there is no such flag, or the caller may not know of it: to the caller these are
   * one.
   */
  opened:
    | {
        flag: Flag;
        person: Person;
        held: PersonFile;
        /** True where the caller's agency raised it. */
        own: boolean;
      }
    | undefined;
}

export const openFlag = async (
  call: Call<'readFlag' | FlagChangeOperation>,
): Promise<OpenedFlag> => {
  const { agency, earlier, personId, held } = await openLocated(call, {
    locate: call.params.id,
  }); // R1, R2
  const { agreements } = agency;
  const flag = held.flags.find(({ flagId }) => flagId === call.params.id);
  const own = flag?.record.originator === call.claims.agencyId;
  // A withdrawn flag is there for whoever must answer for it, and for nobody else.
  const decisions =
    flag && (own || !flag.withdrawn) ? [decided(call, flag, agreements)] : [];
  const { person } = held;
  const known = flag && person && anyReleased(decisions);
  return {
    agreements,
    earlier,
    personId,
    decisions,
    opened: known ? { flag, person, held, own } : undefined,
  };
};

const decided = (
  call: Call<'readFlag' | FlagChangeOperation>,
  { record }: Flag,
  agreements: readonly LiveAgreement[],
): RecordDecision =>
  decide({
    record,
    asked: askedBy(call),
    circumstances: {},
    agreements,
    now: call.now,
  });
