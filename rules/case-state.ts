/** The states of a case and what leads from one to the next. Data, so that an illegal step can name the legal ones. */
import type { CaseState } from '../schemas/cases.ts';

export type CaseEvent = 'CHECK_ELIGIBILITY' | 'ASK_FOR_VIEWS' | 'DECIDE' | 'DEFER';

const NEXT: Record<CaseState, Partial<Record<CaseEvent, CaseState>>> = {
  NOMINATED: { CHECK_ELIGIBILITY: 'NOMINATED', ASK_FOR_VIEWS: 'LISTED' },
  // A deferral returns to the list, with its next date.
  LISTED: { CHECK_ELIGIBILITY: 'LISTED', ASK_FOR_VIEWS: 'LISTED', DECIDE: 'DECIDED', DEFER: 'LISTED' },
  DECIDED: {},
};

/** The state that an event leads to, or what the present state allows instead. */
export const advance = (
  state: CaseState,
  event: CaseEvent,
): { ok: true; state: CaseState } | { ok: false; allowed: string[] } => {
  const next = NEXT[state][event];
  return next === undefined ? { ok: false, allowed: Object.keys(NEXT[state]) } : { ok: true, state: next };
};
