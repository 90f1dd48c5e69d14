/**
 * Derives the writes of records beside a case: the person, a meeting, a flag, a review, the tables
 * of a quarter.
 */
import type { Effect } from '../../schemas/store/effects.ts';
import type { Entity } from '../../schemas/store/entities.ts';
import { leavesAgendaOf } from '../cases/agenda.ts';
import { londonDate } from '../time/london-time.ts';
import type { Change, FileChange } from './change.ts';
import { differenceOf, replaced, same } from './lists.ts';

/** Puts what is new or has changed, and what a decision rests on whether or not it has. */
const written = <E extends Entity>(
  before: E | undefined,
  after: E | undefined,
  restsOnIt = false,
): Effect[] => {
  if (!after) return restsOnIt && before ? [replaced(before, before)] : [];
  if (!before) return [{ do: 'put', entity: after, expects: 'ABSENT' }];
  return restsOnIt || !same(before, after) ? [replaced(before, after)] : [];
};

/**
 * A decision is taken on the versions of the child's records and of the attendance that it was made
 * on.
 */
const decides = ({ before, after }: Change): boolean =>
  after.file !== undefined &&
  differenceOf('decisions', { before: before.file, after: after.file }).added
    .length > 0;

export const personEffects = (change: Change): Effect[] => {
  const { before, after, filed } = change;
  const { person } = after;
  return [
    ...written(before.person, person, decides(change)),
    ...(filed && person
      ? [
          {
            do: 'post' as const,
            personId: person.personId,
            features: filed.features,
            expiresAt: person.expiresAt,
            expects: filed.expects,
          },
        ]
      : []),
  ];
};

export const meetingEffects = (change: Change, now: number): Effect[] => {
  const { before, after } = change;
  const { meeting } = after;
  return [
    ...written(before.meeting, meeting, decides(change)),
    ...(meeting && !before.meeting
      ? [
          {
            do: 'put' as const,
            entity: {
              type: 'MeetingDay' as const,
              panel: meeting.panel,
              meetingOn: meeting.meetingOn,
              meetingId: meeting.meetingId,
              expiresAt: meeting.expiresAt,
            },
            expects: 'ABSENT' as const,
          },
        ]
      : []),
    ...(after.file
      ? offAgenda({ before: before.file, after: after.file }, now)
      : []),
  ];
};

/**
 * The meeting that a case waited for talks about it no more. A meeting that decides goes on listing
 * it.
 */
const offAgenda = (change: FileChange, now: number): Effect[] => {
  const { before, after } = change;
  if (!before || differenceOf('decisions', change).added.length > 0) return [];
  const { state, meetingId, caseId } = after.case;
  if (state === 'LISTED' && meetingId === before.case.meetingId) return [];
  const left = leavesAgendaOf(before.case, londonDate(now));
  return left === undefined ? [] : [{ do: 'unlist', meetingId: left, caseId }];
};

export const flagEffects = ({ before, after }: Change): Effect[] => {
  const { flag } = after;
  if (!flag) return [];
  const { flagId, personId, expiresAt } = flag;
  const located: Effect = {
    do: 'put',
    entity: { type: 'Locator', of: flagId, personId, expiresAt },
    expects: 'ABSENT',
  };
  return [...written(before.flag, flag), ...(before.flag ? [] : [located])];
};

/** Concluded, a review stands apart from those that are due. */
export const reviewEffects = ({ before, after }: Change): Effect[] => {
  const { review } = after;
  if (!review) return [];
  const put: Effect = { do: 'put', entity: review, expects: 'ABSENT' };
  return before.review
    ? [{ do: 'remove', entity: before.review, expects: 'PRESENT' }, put]
    : [put];
};

/** INVARIANT: the tables of a quarter are made once. */
export const tablesEffects = ({ after: { tables } }: Change): Effect[] =>
  tables ? [{ do: 'put', entity: tables, expects: 'FIRST' }] : [];

export const lookEffects = ({ looks = [] }: Change): Effect[] =>
  looks.map((entity) => ({ do: 'put', entity, expects: 'ANY' }));
