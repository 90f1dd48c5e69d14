/**
 * The states of a case and what leads from one to the next. Data, so that an illegal step can name
 * the legal ones.
 */
import type { CaseState } from '../../schemas/contract/case-parts.ts';

export type CaseEvent =
  /** A further incident of a child whose case is open. */
  | 'NOMINATE_AGAIN'
  /** A check is recorded; SCREEN where with it the PNC has been looked at. */
  | 'CHECK_ELIGIBILITY'
  | 'SCREEN'
  /** Onto the agenda of a meeting, or of another one. */
  | 'LIST'
  | 'ASK_FOR_VIEWS'
  /** Steps in the name of an agency that was asked, and answers to its questions. */
  | 'RECORD_RETURN'
  | 'ANSWER_QUESTION'
  /** Referred by an officer while the panel goes on considering, or without its going on. */
  | 'TRIAGE'
  | 'TRIAGE_AWAY'
  /** An investigation or a strategy discussion is set or concluded. */
  | 'MARK'
  | 'DECIDE'
  | 'DEFER'
  /** The decision is to be taken again, because its grounds have changed. */
  | 'REOPEN'
  | 'ALLOCATE_VISIT'
  /** Attempted, held, or not done: another visit may follow. */
  | 'UPDATE_VISIT'
  /** Done or declined. */
  | 'DELIVER'
  | 'REFER'
  | 'FOLLOW_UP'
  | 'CLOSE';

const NEXT: Record<CaseState, Partial<Record<CaseEvent, CaseState>>> = {
  NOMINATED: {
    NOMINATE_AGAIN: 'NOMINATED',
    CHECK_ELIGIBILITY: 'NOMINATED',
    SCREEN: 'SCREENED',
    TRIAGE: 'NOMINATED',
    TRIAGE_AWAY: 'CLOSED',
    MARK: 'NOMINATED',
  },
  SCREENED: {
    NOMINATE_AGAIN: 'SCREENED',
    CHECK_ELIGIBILITY: 'SCREENED',
    SCREEN: 'SCREENED',
    LIST: 'LISTED',
    TRIAGE: 'SCREENED',
    TRIAGE_AWAY: 'CLOSED',
    MARK: 'SCREENED',
  },
  LISTED: {
    NOMINATE_AGAIN: 'LISTED',
    CHECK_ELIGIBILITY: 'LISTED',
    SCREEN: 'LISTED',
    LIST: 'LISTED',
    ASK_FOR_VIEWS: 'LISTED',
    RECORD_RETURN: 'LISTED',
    ANSWER_QUESTION: 'LISTED',
    TRIAGE: 'LISTED',
    TRIAGE_AWAY: 'CLOSED',
    MARK: 'LISTED',
    DECIDE: 'DECIDED',
    // A deferral returns to the list, with its next date.
    DEFER: 'LISTED',
    // A visit that was allocated before the decision was re-opened goes on.
    UPDATE_VISIT: 'LISTED',
    DELIVER: 'DELIVERED',
  },
  DECIDED: {
    CHECK_ELIGIBILITY: 'DECIDED',
    SCREEN: 'DECIDED',
    MARK: 'DECIDED',
    REOPEN: 'LISTED',
    // A duty to refer waits for nothing, and arises after the decision too.
    TRIAGE: 'DECIDED',
    ALLOCATE_VISIT: 'DECIDED',
    UPDATE_VISIT: 'DECIDED',
    DELIVER: 'DELIVERED',
    REFER: 'DECIDED',
    CLOSE: 'CLOSED',
  },
  DELIVERED: {
    // Of another officer who went too.
    UPDATE_VISIT: 'DELIVERED',
    DELIVER: 'DELIVERED',
    TRIAGE: 'DELIVERED',
    MARK: 'DELIVERED',
    REFER: 'DELIVERED',
    FOLLOW_UP: 'DELIVERED',
    CLOSE: 'CLOSED',
  },
  // A service that declines after the case is closed leaves a referral to be made.
  CLOSED: { REFER: 'CLOSED', FOLLOW_UP: 'CLOSED' },
};

/** Whether the panel has still to decide. */
export const isOpen = (state: CaseState): boolean =>
  ['NOMINATED', 'SCREENED', 'LISTED'].includes(state);

/** The state that an event leads to, or what the present state allows instead. */
export const advance = (
  state: CaseState,
  event: CaseEvent,
): { ok: true; state: CaseState } | { ok: false; allowed: string[] } => {
  const next = NEXT[state][event];
  return next === undefined
    ? { ok: false, allowed: Object.keys(NEXT[state]) }
    : { ok: true, state: next };
};
