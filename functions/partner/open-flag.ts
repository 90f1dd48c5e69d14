/** R1 and R2 of whatever an agency does with a flag, and what it may have of it. */
import type { Entered } from '../../adapters/ports.ts';
import type { Call } from '../../entrance/call.ts';
import { admit, standing } from '../../entrance/caller.ts';
import type { LiveAgreement } from '../../rules/agreement.ts';
import { anyReleased } from '../../rules/compose.ts';
import { decide, type RecordDecision } from '../../rules/decide.ts';
import type { Flag, Person } from '../../schemas/entities.ts';
import { askedBy } from './asked-by.ts';

export type FlagOperation = 'readFlag' | 'reviewFlag' | 'contestFlag' | 'correctFlag' | 'withdrawFlag';

export interface OpenedFlag {
  agreements: LiveAgreement[];
  earlier: Entered['earlier'];
  personId: string;
  decisions: RecordDecision[];
  /** Absent where there is no such flag, or the caller may not know of it: to the caller these are one. */
  opened: { flag: Flag; person: Person; own: boolean; others: Flag[] } | undefined;
}

export const openFlag = async (call: Call<FlagOperation>): Promise<OpenedFlag> => {
  const { world, operation, claims, params, idempotency, now } = call;
  const entered = await admit(world, operation, claims, { locate: params.id, idempotency }, now); // R1
  const { agreements } = entered.agency;
  standing(agreements, call.sharing, now);
  const personId = entered.located?.personId ?? world.randomId();
  const { flags, person } = await world.store.file(personId, now); // R2
  const flag = flags.find(({ flagId }) => flagId === params.id);
  const own = flag?.record.originator === claims.agencyId;
  // A withdrawn flag is there for whoever must answer for it, and for nobody else.
  const decisions =
    flag && (own || !flag.withdrawn)
      ? [decide({ record: flag.record, asked: askedBy(call), circumstances: {}, agreements, now })]
      : [];
  // A nomination keeps its identity records too: a case of the same agency is a reason of its own.
  const others = flags.filter((other) => other !== flag && !other.withdrawn);
  const known = flag && person && anyReleased(decisions);
  return {
    agreements,
    earlier: entered.earlier,
    personId,
    decisions,
    opened: known ? { flag, person, own, others } : undefined,
  };
};
