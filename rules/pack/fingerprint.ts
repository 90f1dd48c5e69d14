/**
 * What a pack is made of, part by part and each as a salted hash: who decides on a stale one is told which parts have changed
 * since, and the store holds no second copy of what an agency said.
 */
import { canonical, sha256 } from '../canonical.ts';
import { digested, type Pack } from './pack.ts';

export interface PartChange {
  /** e.g. `returns/croydon-yjs`, `eligibility/UNDER_18`, `gaps/NO_REPLY:slam`. */
  part: string;
  change: 'ADDED' | 'REMOVED' | 'CHANGED';
}

export const fingerprintOf = (
  whole: Pack,
  salt: string,
): Record<string, string> => {
  const pack = digested(whole);
  const parts: [string, unknown][] = [
    ...Object.entries(pack.records).map(
      ([category, records]): [string, unknown] => [
        `records/${category}`,
        records,
      ],
    ),
    ...pack.eligibility.map((each): [string, unknown] => [
      `eligibility/${each.rule}`,
      each,
    ]),
    ...pack.returns.map((each): [string, unknown] => [
      `returns/${each.agency}`,
      each,
    ]),
    ...pack.gaps.map((each): [string, unknown] => [
      `gaps/${each.gapId}`,
      each.kind,
    ]),
    ...pack.divergences.map((each): [string, unknown] => [
      `divergences/${each.divergenceId}`,
      each.about,
    ]),
    ...pack.freshness.map((each): [string, unknown] => [
      `freshness/${each.agency}`,
      each,
    ]),
    ...pack.questions.map((each): [string, unknown] => [
      `questions/${each.questionId}`,
      each,
    ]),
    ['investigation', pack.investigation ?? null],
    ['strategyDiscussion', pack.strategyDiscussion ?? null],
    [
      'meeting',
      [
        pack.meetingId ?? null,
        pack.meetingOn ?? null,
        pack.listingReason ?? null,
      ],
    ],
    ['attendees', pack.hiddenFromAttendees],
    ['triage', pack.triage],
    ['decisions', pack.decisions],
    ['otherCases', pack.otherCases],
  ];
  return Object.fromEntries(
    parts.map(([part, value]) => [
      part,
      sha256(salt + part + canonical(value)).slice(0, 24),
    ]),
  );
};

export const differenceOf = (
  then: Record<string, string>,
  now: Record<string, string>,
): PartChange[] =>
  [...new Set([...Object.keys(then), ...Object.keys(now)])]
    .sort()
    .flatMap((part): PartChange[] => {
      if (then[part] === now[part]) return [];
      return [
        {
          part,
          change:
            then[part] === undefined
              ? 'ADDED'
              : now[part] === undefined
                ? 'REMOVED'
                : 'CHANGED',
        },
      ];
    });
