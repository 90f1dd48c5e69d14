/** Where a view is missing there is a question to the panel, known by an id of its own; where none is, there is none. */
import { describe, expect, it } from 'vitest';
import { gapsOf } from '../../../rules/pack/gaps.ts';
import type { PackMessage } from '../../../schemas/contract/pack.ts';

type AgencyReturn = PackMessage['returns'][number];
const returned = (over: object): AgencyReturn =>
  ({
    agency: 'slam',
    replyBy: '2026-11-24',
    records: {},
    ...over,
  }) as AgencyReturn;
const idsOf = (over: object): string[] =>
  gapsOf({ returns: [returned(over)], questions: [] }, []).map(
    ({ gapId }) => gapId,
  );

describe('a return leaves', () => {
  it.each([
    ['ASKED', ['NO_REPLY:slam']],
    ['SEEN', ['NO_REPLY:slam']],
    ['LATE', ['NO_REPLY:slam']],
    ['CANNOT_IDENTIFY', ['CANNOT_IDENTIFY:slam']],
    ['WITHHELD', ['WITHHELD:slam']],
    ['REPLIED', ['WITHHELD:slam']],
    ['NOTHING_HELD', []],
    ['ANSWERED', []],
    ['FAILED', ['FAILED:slam']],
    ['HIDDEN_FROM_ATTENDEES', ['HIDDEN_FROM_ATTENDEES:slam']],
  ] as const)('%s: %j', (state, gaps) => {
    expect(idsOf({ state })).toEqual(gaps);
  });

  it('no gap where anything that was said may be shown', () => {
    expect(idsOf({ state: 'REPLIED', records: { view: [{}] } })).toEqual([]);
  });

  it('another gap for each reason to withhold: that one was settled says nothing of the next', () => {
    expect(
      idsOf({ state: 'WITHHELD', withholdingReason: 'LEGAL_PROCEEDINGS' }),
    ).toEqual(['WITHHELD:slam:LEGAL_PROCEEDINGS']);
  });

  it('a gap of its own until the agency confirms what was recorded in its name, for each time that was done', () => {
    const recorded = {
      state: 'NOTHING_HELD',
      receivedAt: '2026-11-20T10:00:00.000Z',
    };
    expect(idsOf({ ...recorded, onBehalf: { confirmed: false } })).toEqual([
      'UNCONFIRMED:slam:2026-11-20T10:00:00.000Z',
    ]);
    expect(idsOf({ ...recorded, onBehalf: { confirmed: true } })).toEqual([]);
  });
});

it('a question is a gap until it is answered', () => {
  const asked = (n: number, answer?: string) =>
    ({
      questionId: `qn_${n}`,
      agency: 'slam',
      text: 'Which?',
      ...(answer && { answer }),
    }) as PackMessage['questions'][number];
  expect(
    gapsOf(
      { returns: [], questions: [asked(1), asked(2, 'That one.')] },
      [],
    ).map(({ gapId }) => gapId),
  ).toEqual(['OPEN_QUESTION:slam:qn_1']);
});

describe('an agency that was not asked leaves', () => {
  it.each([
    ['NOT_YET', 'NOT_ASKED:slam'],
    ['HANDLING_RESTRICTED', 'NOT_ASKED:slam'],
    ['AGREEMENT_NOT_IN_FORCE', 'NO_AGREEMENT:slam'],
    ['NO_AGREEMENT', 'NO_AGREEMENT:slam'],
  ] as const)('for %s the gap %s', (reason, gapId) => {
    expect(
      gapsOf({ returns: [], questions: [] }, [{ agency: 'slam', reason }]),
    ).toMatchObject([{ gapId }]);
  });
});

it('every gap asks the panel about its agency, and no two ask the same', () => {
  const states = [
    'ASKED',
    'CANNOT_IDENTIFY',
    'WITHHELD',
    'REPLIED',
    'FAILED',
    'HIDDEN_FROM_ATTENDEES',
  ] as const;
  const reasons = [
    'NOT_YET',
    'HANDLING_RESTRICTED',
    'AGREEMENT_NOT_IN_FORCE',
    'NO_AGREEMENT',
  ] as const;
  const all = gapsOf(
    {
      returns: [
        ...states.map((state) => returned({ state })),
        returned({ state: 'ANSWERED', onBehalf: { confirmed: false } }),
      ],
      questions: [
        { questionId: 'qn_1', agency: 'slam' },
      ] as PackMessage['questions'],
    },
    reasons.map((reason) => ({ agency: 'slam', reason })),
  );
  expect(all).toHaveLength(12);
  for (const { question } of all) expect(question).toMatch(/slam.*\?$/);
  // An agreement that is not in force is one matter, whether or not somebody was asked under it.
  expect(new Set(all.map(({ question }) => question)).size).toBe(11);
});
