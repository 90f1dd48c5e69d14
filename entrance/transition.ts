/** A step that a state does not allow is the same problem whatever it is a step of. */
import { advance, type CaseEvent } from '../rules/cases/case-state.ts';
import type { Case } from '../schemas/store/entities.ts';
import { Problem } from './problem.ts';

type Step<S> = { ok: true; state: S } | { ok: false; allowed: string[] };

/**
 * @param refused what is said where the step is not allowed. @throws Problem ILLEGAL_TRANSITION,
 * naming what is.
 */
export const stepped = <S>(step: Step<S>, refused: string): S => {
  if (step.ok) return step.state;
  throw new Problem('ILLEGAL_TRANSITION', refused, { allowed: step.allowed });
};

/** The state that an event leads a case to. @throws Problem ILLEGAL_TRANSITION. */
export const advanced = (
  { state }: Pick<Case, 'state'>,
  event: CaseEvent,
): Case['state'] =>
  stepped(
    advance(state, event),
    `A case that is ${state} does not allow ${event}.`,
  );
