/** The states of a visit: what was made stays made, and what is held is not made, unless it had been before. */
import { describe, expect, it } from 'vitest';
import {
  advanceVisit,
  isPending,
  stateFound,
  type VisitEvent,
} from '../../../rules/delivery/visit-state.ts';
import { VisitState } from '../../../schemas/vocabulary/codes.ts';

const EVENTS: VisitEvent[] = [
  'ATTEMPTED',
  'DONE',
  'DECLINED',
  'NOT_DONE',
  'HOLD',
  'REALLOCATE',
];

describe('every state answers every event', () => {
  it.each(
    VisitState.options.flatMap((state) =>
      EVENTS.map((event) => [state, event] as const),
    ),
  )('%s %s', (state, event) => {
    const made = ['DONE', 'DECLINED', 'NOT_DONE'].includes(state);
    const legal =
      !made &&
      (state !== 'HOLD' || event === 'REALLOCATE' || event === 'NOT_DONE');
    const next = event === 'REALLOCATE' ? 'NOT_DONE' : event;
    const allowed = made ? [] : ['NOT_DONE', 'REALLOCATE'];
    expect(advanceVisit(state, event)).toEqual(
      legal ? { ok: true, state: next } : { ok: false, allowed },
    );
    expect(isPending(state)).toBe(!made);
  });
});

describe('what is reported late found the visit', () => {
  const at = '2026-12-01T10:00:00.000Z';
  const then = Date.parse(at);
  const held = {
    state: 'HOLD' as const,
    hold: { reason: 'DO_NOT_VISIT' as const, at },
    result: undefined,
  };
  const over = (reason: 'REALLOCATED' | 'NOT_SELECTED' | 'CAPACITY') => ({
    state: 'NOT_DONE' as const,
    hold: undefined,
    result: { state: 'NOT_DONE' as const, at, reason },
  });

  it('as it was before it was held, and held from that instant on, unless the officer says why', () => {
    expect(stateFound(held, then - 1, undefined)).toBe('ALLOCATED');
    expect(stateFound(held, then, undefined)).toBe('HOLD');
    expect(stateFound(held, then, 'Synthetic.')).toBe('ALLOCATED');
  });

  it('as it was before the panel ended it; what the officer said of it stands', () => {
    for (const reason of ['REALLOCATED', 'NOT_SELECTED'] as const) {
      expect(stateFound(over(reason), then - 1, undefined)).toBe('ALLOCATED');
      expect(stateFound(over(reason), then, undefined)).toBe('NOT_DONE');
      // Whoever had not heard of it went all the same, and says so.
      expect(stateFound(over(reason), then, 'Synthetic.')).toBe('ALLOCATED');
    }
    expect(stateFound(over('CAPACITY'), then - 1, 'Synthetic.')).toBe(
      'NOT_DONE',
    );
  });
});
