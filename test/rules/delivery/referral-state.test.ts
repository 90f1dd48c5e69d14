/** The states of a referral: nothing is started that was not accepted, and what has ended stays so. */
import { describe, expect, it } from 'vitest';
import {
  advanceReferral,
  isUnderWay,
  wasAccepted,
} from '../../../rules/delivery/referral-state.ts';
import { ReferralState } from '../../../schemas/vocabulary/codes.ts';

const LEGAL = new Set([
  'SENT ACKNOWLEDGED',
  'SENT ACCEPTED',
  'SENT DECLINED',
  'ACKNOWLEDGED ACCEPTED',
  'ACKNOWLEDGED DECLINED',
  'ACCEPTED STARTED',
  'ACCEPTED NO_CONTACT',
  'ACCEPTED DECLINED',
  'STARTED NO_CONTACT',
  'STARTED ENDED',
  'NO_CONTACT STARTED',
  'NO_CONTACT ENDED',
]);

describe('every state answers every response', () => {
  it.each(
    ReferralState.options.flatMap((from) =>
      ReferralState.options.map((to) => [from, to] as const),
    ),
  )('%s %s', (from, to) => {
    const answer = advanceReferral(from, to);
    expect(answer.ok).toBe(LEGAL.has(`${from} ${to}`));
    if (!answer.ok)
      expect(answer.allowed.every((next) => LEGAL.has(`${from} ${next}`))).toBe(
        true,
      );
  });
});

it('a service knows of the child while it works with them, and one that declined after all never did', () => {
  expect(
    ReferralState.options.filter((state) => !isUnderWay({ state })),
  ).toEqual(['DECLINED', 'ENDED']);
  const history = [
    { state: 'ACCEPTED' as const, at: '2026-11-24T10:00:00.000Z', by: 'x' },
  ];
  expect(wasAccepted({ state: 'ENDED', history })).toBe(true);
  expect(wasAccepted({ state: 'DECLINED', history })).toBe(false);
  expect(wasAccepted({ state: 'STARTED', history: [] })).toBe(false);
});
