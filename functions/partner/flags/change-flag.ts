/** A change of a flag: the new version, the old one kept, and notice to everyone who saw it. */

import type { Call } from '../../../entrance/call.ts';
import { type Concluded, conclude } from '../../../entrance/conclude.ts';
import {
  contentInvalid,
  notFound,
  Problem,
} from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { isIdentifying, sameness } from '../../../rules/sharing/head.ts';
import { DANGER_NOTICE } from '../../../schemas/contract/flags.ts';
import type { ContentError } from '../../../schemas/contract/problems.ts';
import type { Flag, Person } from '../../../schemas/store/entities.ts';
import type { FlagNotice } from '../../../schemas/store/notices.ts';
import type { PersonalRecord } from '../../../schemas/store/personal-record.ts';
import { type FlagOperation, type OpenedFlag, openFlag } from './open-flag.ts';

export interface FlagChange {
  kind: Flag['history'][number]['change'] &
    ('REVIEWED' | 'CONTESTED' | 'CORRECTED' | 'WITHDRAWN');
  /** Who may make it: the agency that raised the flag, or any other that may read it. */
  by: 'ORIGINATOR' | 'RECIPIENT';
  note: string;
  /** What is wrong with it, said only to who may make it, and not to who repeats it. */
  errors?: readonly ContentError[];
  /** The record as it will be. */
  changed(record: PersonalRecord): PersonalRecord;
}

export const changeFlag = async (
  call: Call<FlagOperation>,
  change: FlagChange,
): Promise<Concluded> => {
  const { personId, decisions, earlier, opened } = await openFlag(call); // R1, R2
  // The answer to a change tells nothing of the flag, so the ledger must not say that it released any.
  const about = { personId: opened && personId, markedWith: personId };
  if (!opened)
    return conclude(call, {
      ...about,
      decisions,
      told: { problem: notFound() },
    });
  if (earlier)
    return replayed(call, earlier, ({ flagId, version }) =>
      receipt(flagId ?? '', Number(version)),
    );
  const { flag, own } = opened;
  const refused = refusalOf(flag, own, change);
  if (refused)
    return conclude(call, {
      ...about,
      outcome: 'DENY',
      told: { problem: refused },
    });
  if (change.errors?.length) throw contentInvalid([...change.errors]);

  const record = change.changed(flag.record);
  const next = nextVersion(call, flag, record, change);
  const kind: FlagNotice = `FLAG_${change.kind}`;
  return conclude(call, {
    ...about,
    outcome: 'PERMIT',
    told: { body: receipt(flag.flagId, next.version) },
    made: { flagId: flag.flagId, version: String(next.version) },
    notices: [
      { kind, flagId: flag.flagId, personId, recordId: record.recordId },
    ],
    effects: [
      { do: 'put', entity: next, expects: flag.version },
      {
        do: 'put',
        entity: withRecord(opened, next, call.now),
        expects: opened.person.version,
      },
    ],
  }); // W
};

export const receipt = (flagId: string, version: number) => ({
  flagId,
  version,
  notice: DANGER_NOTICE,
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
  if (by === 'RECIPIENT' && own)
    return new Problem(
      'OWN_FLAG',
      'Your agency raised this flag: correct or withdraw it.',
    );
  return flag.withdrawn
    ? new Problem(
        'FLAG_WITHDRAWN',
        'This flag was withdrawn, and cannot be changed.',
      )
    : undefined;
};

const nextVersion = (
  { claims, sharing, now }: Call<FlagOperation>,
  flag: Flag,
  record: PersonalRecord,
  { kind, note }: FlagChange,
): Flag => ({
  ...flag,
  version: flag.version + 1,
  record,
  withdrawn: kind === 'WITHDRAWN',
  expiresAt: record.expiresAt,
  history: [
    ...flag.history,
    {
      version: flag.version + 1,
      change: kind,
      changedAt: new Date(now).toISOString(),
      changedBy: `${claims.agencyId}/${sharing.practitioner.id}`,
      note,
      before: flag.record,
    },
  ],
});

/** The person's own copy of the record, by which queries are answered. */
const withRecord = (
  { person, alsoFlagged, nominated }: NonNullable<OpenedFlag['opened']>,
  { record, withdrawn }: Flag,
  now: number,
): Person => {
  const { recordId, originator, agreement } = record;
  const kept = new Set(nominated.map(sameness));
  // What identified the child for a flag that is gone is no reason to keep anything; what a nomination says, it says still.
  const goes = (each: PersonalRecord) =>
    each.recordId === recordId ||
    (!alsoFlagged &&
      isIdentifying(each) &&
      each.originator === originator &&
      each.agreement === agreement &&
      !kept.has(sameness(each)));
  const records = person.records
    .filter((each) => !(withdrawn && goes(each)))
    .map((each) => (each.recordId === recordId ? record : each));
  const longest = records
    .map(({ expiresAt }) => expiresAt)
    .toSorted()
    .at(-1);
  return {
    ...person,
    version: person.version + 1,
    records,
    expiresAt: longest ?? new Date(now).toISOString(),
  };
};
