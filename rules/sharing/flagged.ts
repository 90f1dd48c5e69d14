/**
 * A flag as a change leaves it, and the person's own copy of its record, by which queries are
 * answered.
 */
import type { Flag, Person } from '../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../schemas/store/personal-record.ts';
import type { PersonFile } from '../cases/case-file.ts';
import { longest } from '../recognition/filing.ts';
import { isIdentifying, sameness } from './head.ts';

type HistoryLine = Flag['history'][number];

/** The new version, with the old record kept in its history. */
export const changedFlag = (
  flag: Flag,
  record: PersonalRecord,
  line: Pick<HistoryLine, 'change' | 'changedAt' | 'changedBy' | 'note'>,
): Flag => ({
  ...flag,
  record,
  withdrawn: line.change === 'WITHDRAWN',
  expiresAt: record.expiresAt,
  history: [
    ...flag.history,
    { version: flag.version + 1, ...line, before: flag.record },
  ],
});

/** @param held what else is held of the person. */
export const personWithFlag = (
  person: Person,
  { flagId, record, withdrawn }: Flag,
  held: Pick<PersonFile, 'flags' | 'nominations'>,
  now: number,
): Person => {
  const goes = withdrawn ? goingWith(record, flagId, held) : () => false;
  const records = person.records
    .filter((each) => !goes(each))
    .map((each) => (each.recordId === record.recordId ? record : each));
  return {
    ...person,
    records,
    expiresAt: longest(records) ?? new Date(now).toISOString(),
  };
};

/** The identity of a withdrawn flag is no reason to keep anything; a nomination keeps its own. */
const goingWith = (
  { recordId, originator, agreement }: PersonalRecord,
  flagId: string,
  { flags, nominations }: Pick<PersonFile, 'flags' | 'nominations'>,
): ((record: PersonalRecord) => boolean) => {
  const isSame = (record: PersonalRecord) =>
    record.originator === originator && record.agreement === agreement;
  const isFlagged = flags.some(
    (other) =>
      other.flagId !== flagId && !other.withdrawn && isSame(other.record),
  );
  const said = new Set(
    nominations
      .flatMap(({ records }) => records)
      .filter(isSame)
      .map(sameness),
  );
  return (each) =>
    each.recordId === recordId ||
    (!isFlagged &&
      isIdentifying(each) &&
      isSame(each) &&
      !said.has(sameness(each)));
};
