/**
 * The states of a visit and what leads from one to the next. Data, so that an illegal step can name
 * the legal ones.
 */
import type { Visit } from '../../schemas/store/entities.ts';
import type { VisitState } from '../../schemas/vocabulary/codes.ts';

export type VisitEvent =
  /** The officer's word for it, by the state that it leads to. */
  | 'ATTEMPTED'
  | 'DONE'
  | 'DECLINED'
  | 'NOT_DONE'
  /** Something has come up that a visit must not be made against (rules/delivery/visit-hold.ts). */
  | 'HOLD'
  /** Another visit is allocated in its place. */
  | 'REALLOCATE';

const NOT_MADE: Partial<Record<VisitEvent, VisitState>> = {
  ATTEMPTED: 'ATTEMPTED',
  DONE: 'DONE',
  DECLINED: 'DECLINED',
  NOT_DONE: 'NOT_DONE',
  HOLD: 'HOLD',
  REALLOCATE: 'NOT_DONE',
};

const NEXT: Record<VisitState, Partial<Record<VisitEvent, VisitState>>> = {
  ALLOCATED: NOT_MADE,
  ATTEMPTED: NOT_MADE,
  // A hold is weighed by a new allocation, never by the officer at the door.
  HOLD: { NOT_DONE: 'NOT_DONE', REALLOCATE: 'NOT_DONE' },
  DONE: {},
  DECLINED: {},
  NOT_DONE: {},
};

/**
 * In which state what an officer reports found the visit. A hold, or an end that the panel put to
 * it, undoes nothing that had happened before; and what was done against a hold is done, and is
 * recorded with the officer's reason.
 *
 * @param at milliseconds since the epoch, when it happened.
 */
export const stateFound = (
  { state, hold, result }: Pick<Visit, 'state' | 'hold' | 'result'>,
  at: number,
  overrideReason: string | undefined,
): VisitState => {
  if (state === 'HOLD' && hold)
    return at < Date.parse(hold.at) || overrideReason !== undefined
      ? 'ALLOCATED'
      : state;
  const byPanel =
    result?.state === 'NOT_DONE' &&
    ['REALLOCATED', 'NOT_SELECTED', 'OF_AGE'].includes(result.reason);
  return byPanel && (at < Date.parse(result.at) || overrideReason !== undefined)
    ? 'ALLOCATED'
    : state;
};

/** Whether it may still be made, now or by another allocation. */
export const isPending = (state: VisitState): boolean =>
  NEXT[state].REALLOCATE !== undefined;

/** The state that an event leads to, or what the present state allows instead. */
export const advanceVisit = (
  state: VisitState,
  event: VisitEvent,
): { ok: true; state: VisitState } | { ok: false; allowed: string[] } => {
  const next = NEXT[state][event];
  return next === undefined
    ? { ok: false, allowed: Object.keys(NEXT[state]) }
    : { ok: true, state: next };
};
