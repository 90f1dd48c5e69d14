import { Problem } from '../../../entrance/problem.ts';
import { advance, type CaseEvent } from '../../../rules/cases/case-state.ts';
import type { Case } from '../../../schemas/store/entities.ts';

/** The state that an event leads a case to. @throws Problem ILLEGAL_TRANSITION, naming what the state allows. */
export const advanced = ({ state }: Case, event: CaseEvent): Case['state'] => {
  const next = advance(state, event);
  if (next.ok) return next.state;
  throw new Problem(
    'ILLEGAL_TRANSITION',
    `A case that is ${state} does not allow ${event}.`,
    {
      allowed: next.allowed,
    },
  );
};
