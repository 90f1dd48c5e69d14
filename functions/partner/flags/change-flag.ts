/** A change of a flag: the new version, the old one kept, and notice to everyone who saw it. */
import type { Call } from '../../../entrance/call.ts';
import { type Concluded, conclude } from '../../../entrance/conclude.ts';
import {
  contentInvalid,
  notFound,
  Problem,
} from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { changedFlag, personWithFlag } from '../../../rules/sharing/flagged.ts';
import { DANGER_NOTICE } from '../../../schemas/contract/flags.ts';
import type { ContentError } from '../../../schemas/contract/problems.ts';
import type { Flag } from '../../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../../schemas/store/personal-record.ts';
import { type FlagChangeOperation, openFlag } from './open-flag.ts';

export interface FlagChange {
  kind: Exclude<Flag['history'][number]['change'], 'RAISED'>;
  /** The agencies that may make it: the one that raised the flag, or any other that may read it. */
  by: 'ORIGINATOR' | 'RECIPIENT';
  note: string;
  /** Finds what is wrong with it, for a caller who may make it and does not repeat it. */
  errors?: readonly ContentError[];
  /** The record as it will be. */
  changed(record: PersonalRecord): PersonalRecord;
}

export const changeFlag = async (
  call: Call<FlagChangeOperation>,
  change: FlagChange,
): Promise<Concluded> => {
  const { personId, decisions, earlier, opened } = await openFlag(call); // R1, R2
  // The answer to a change tells nothing of the flag, so the ledger must not say that it released
  // any.
  const about = { personId: opened && personId, markedWith: personId };
  if (!opened)
    return conclude(call, {
      ...about,
      decisions,
      answer: { problem: notFound() },
    });
  if (earlier) {
    return replayed(call, earlier, ({ flagId, version }) =>
      receipt(flagId, Number(version)),
    );
  }
  const { flag, person, held, own } = opened;
  const problem = refusalOf(flag, own, change);
  if (problem)
    return conclude(call, { ...about, outcome: 'DENY', answer: { problem } });
  if (change.errors?.length) throw contentInvalid([...change.errors]);
  const next = flagAfter(call, flag, change);
  const version = flag.version + 1;
  return conclude(call, {
    ...about,
    outcome: 'PERMIT',
    answer: { body: receipt(flag.flagId, version) },
    made: { flagId: flag.flagId, version: String(version) },
    changes: [
      {
        before: { flag, person },
        after: {
          flag: next,
          person: personWithFlag(person, next, held, call.now),
        },
      },
    ],
  }); // W
};

export const receipt = (flagId: string, version: number) => ({
  flagId,
  version,
  notice: DANGER_NOTICE,
});

const flagAfter = (
  { actor, now }: Call<FlagChangeOperation>,
  flag: Flag,
  { kind, note, changed }: FlagChange,
): Flag =>
  changedFlag(flag, changed(flag.record), {
    change: kind,
    changedAt: new Date(now).toISOString(),
    changedBy: actor,
    note,
  });

const refusalOf = (
  flag: Flag,
  own: boolean,
  { by }: FlagChange,
): Problem | undefined => {
  if (by === 'ORIGINATOR' && !own) {
    return new Problem(
      'NOT_ORIGINATOR',
      'Another agency raised this flag. You may contest it.',
    );
  }
  if (by === 'RECIPIENT' && own) {
    return new Problem(
      'OWN_FLAG',
      'Your agency raised this flag: correct or withdraw it.',
    );
  }
  return flag.withdrawn
    ? new Problem(
        'FLAG_WITHDRAWN',
        'This flag was withdrawn, and cannot be changed.',
      )
    : undefined;
};
