/** The states of a visit: what was made stays made, and what is held moves by a new allocation alone. */
import { describe, expect, it } from 'vitest';
import { advanceVisit, isPending, type VisitEvent } from '../../rules/visit-state.ts';
import { VisitState } from '../../schemas/vocabulary.ts';

const EVENTS: VisitEvent[] = ['ATTEMPTED', 'DONE', 'DECLINED', 'NOT_DONE', 'HOLD', 'REALLOCATE'];

describe('every state answers every event', () => {
  it.each(VisitState.options.flatMap((state) => EVENTS.map((event) => [state, event] as const)))(
    '%s %s',
    (state, event) => {
      const made = ['DONE', 'DECLINED', 'NOT_DONE'].includes(state);
      const legal = !made && (state !== 'HOLD' || event === 'REALLOCATE');
      const next = event === 'REALLOCATE' ? 'NOT_DONE' : event;
      const allowed = made ? [] : ['REALLOCATE'];
      expect(advanceVisit(state, event)).toEqual(legal ? { ok: true, state: next } : { ok: false, allowed });
      expect(isPending(state)).toBe(!made);
    },
  );
});
