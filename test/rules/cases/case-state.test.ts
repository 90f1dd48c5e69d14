/** What may follow what in the life of a case, state by state: written again beside the table that it checks. */
import { describe, expect, it } from 'vitest';
import {
  advance,
  type CaseEvent,
  isOpen,
} from '../../../rules/cases/case-state.ts';
import { CaseState } from '../../../schemas/contract/case-parts.ts';

const EVENTS: CaseEvent[] = [
  'NOMINATE_AGAIN',
  'CHECK_ELIGIBILITY',
  'SCREEN',
  'LIST',
  'ASK_FOR_VIEWS',
  'RECORD_RETURN',
  'ANSWER_QUESTION',
  'TRIAGE',
  'TRIAGE_AWAY',
  'MARK',
  'DECIDE',
  'DEFER',
  'REOPEN',
  'ALLOCATE_VISIT',
  'UPDATE_VISIT',
  'DELIVER',
  'REFER',
  'FOLLOW_UP',
  'CLOSE',
];

/** One line an event: from which states, and to which where it is not the same. */
const LEGAL: [CaseEvent, from: CaseState[], to?: CaseState][] = [
  ['NOMINATE_AGAIN', ['NOMINATED', 'SCREENED', 'LISTED']],
  ['CHECK_ELIGIBILITY', ['NOMINATED', 'SCREENED', 'LISTED', 'DECIDED']],
  ['SCREEN', ['NOMINATED'], 'SCREENED'],
  ['SCREEN', ['SCREENED', 'LISTED', 'DECIDED']],
  ['LIST', ['SCREENED', 'LISTED'], 'LISTED'],
  ['ASK_FOR_VIEWS', ['LISTED']],
  ['RECORD_RETURN', ['LISTED']],
  ['ANSWER_QUESTION', ['LISTED']],
  ['TRIAGE', ['NOMINATED', 'SCREENED', 'LISTED', 'DECIDED', 'DELIVERED']],
  ['TRIAGE_AWAY', ['NOMINATED', 'SCREENED', 'LISTED'], 'CLOSED'],
  ['MARK', ['NOMINATED', 'SCREENED', 'LISTED', 'DECIDED', 'DELIVERED']],
  ['DECIDE', ['LISTED'], 'DECIDED'],
  ['DEFER', ['LISTED']],
  ['REOPEN', ['DECIDED'], 'LISTED'],
  ['ALLOCATE_VISIT', ['DECIDED']],
  ['UPDATE_VISIT', ['LISTED', 'DECIDED', 'DELIVERED']],
  ['DELIVER', ['LISTED', 'DECIDED', 'DELIVERED'], 'DELIVERED'],
  ['REFER', ['DECIDED', 'DELIVERED', 'CLOSED']],
  ['FOLLOW_UP', ['DELIVERED', 'CLOSED']],
  ['CLOSE', ['DECIDED', 'DELIVERED'], 'CLOSED'],
];

const nextOf = (state: CaseState, event: CaseEvent): CaseState | undefined => {
  const line = LEGAL.find(
    ([name, from]) => name === event && from.includes(state),
  );
  return line && (line[2] ?? state);
};
const pairs = CaseState.options.flatMap((state) =>
  EVENTS.map((event) => [state, event] as const),
);

it('the panel has still to decide on what was nominated, screened or listed', () => {
  expect(CaseState.options.filter(isOpen)).toEqual([
    'NOMINATED',
    'SCREENED',
    'LISTED',
  ]);
});

describe('a case', () => {
  it.each(pairs)(
    'that is %s and meets %s goes where the table says, or is told what it may',
    (state, event) => {
      const allowed = EVENTS.filter(
        (each) => nextOf(state, each) !== undefined,
      );
      const next = nextOf(state, event);
      const got = advance(state, event);
      if (next !== undefined)
        return expect(got).toEqual({ ok: true, state: next });
      expect(got.ok ? [] : [...got.allowed].sort()).toEqual(
        [...allowed].sort(),
      );
      expect(got.ok).toBe(false);
    },
  );

  it('is asked about by nobody before it was screened and listed, and decided by nobody before it was listed', () => {
    for (const state of ['NOMINATED', 'SCREENED'] as const) {
      for (const event of ['ASK_FOR_VIEWS', 'DECIDE', 'DEFER'] as const)
        expect(advance(state, event).ok).toBe(false);
    }
  });

  it('reaches no open state again once it was delivered or closed', () => {
    const reached = (from: CaseState): CaseState[] =>
      EVENTS.flatMap((event) => {
        const next = advance(from, event);
        return next.ok ? [next.state] : [];
      });
    for (const state of ['DELIVERED', 'CLOSED'] as const)
      expect(reached(state).filter(isOpen)).toEqual([]);
  });
});
