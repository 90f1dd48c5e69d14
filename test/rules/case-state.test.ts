/** What may follow what in the life of a case, state by state. */
import { describe, expect, it } from 'vitest';
import { advance, type CaseEvent } from '../../rules/case-state.ts';
import { CaseState } from '../../schemas/case-parts.ts';

const EVENTS: CaseEvent[] = ['CHECK_ELIGIBILITY', 'ASK_FOR_VIEWS', 'DECIDE', 'DEFER'];

const LEGAL: [CaseState, CaseEvent, CaseState][] = [
  ['NOMINATED', 'CHECK_ELIGIBILITY', 'NOMINATED'],
  ['NOMINATED', 'ASK_FOR_VIEWS', 'LISTED'],
  ['LISTED', 'CHECK_ELIGIBILITY', 'LISTED'],
  ['LISTED', 'ASK_FOR_VIEWS', 'LISTED'],
  ['LISTED', 'DECIDE', 'DECIDED'],
  ['LISTED', 'DEFER', 'LISTED'],
];

const illegal = CaseState.options.flatMap((state) =>
  EVENTS.filter((event) => !LEGAL.some(([from, by]) => from === state && by === event)).map(
    (event) => [state, event] as const,
  ),
);

describe('a case', () => {
  it.each(LEGAL)('that is %s may %s, and then is %s', (state, event, next) => {
    expect(advance(state, event)).toEqual({ ok: true, state: next });
  });

  it.each(illegal)('that is %s may not %s, and is told what it may', (state, event) => {
    const allowed = LEGAL.filter(([from]) => from === state).map(([, by]) => by);
    const refused = advance(state, event);
    expect(refused.ok).toBe(false);
    expect(refused.ok ? [] : [...refused.allowed].sort()).toEqual([...allowed].sort());
  });

  it('is never decided, nor deferred, before its agencies were asked', () => {
    expect(advance('NOMINATED', 'DECIDE').ok).toBe(false);
    expect(advance('NOMINATED', 'DEFER').ok).toBe(false);
  });

  it('stays decided: nothing leads back', () => {
    for (const event of EVENTS) expect(advance('DECIDED', event)).toEqual({ ok: false, allowed: [] });
  });
});
