/**
 * Puts a visit that has not been made on hold at once, for one of these: a new reason not to visit,
 * a strategy discussion, a rule that is no longer met, a decision that is put off. Nothing else
 * does. A hold ends by a new allocation alone, which weighs all of it again; the visit ends where
 * the panel allocates another, or decides again and does not select the child.
 */
import type { Eligibility } from '../../schemas/contract/case-parts.ts';
import type { Return, Visit } from '../../schemas/store/entities.ts';
import type {
  HoldReason,
  NotDoneReason,
} from '../../schemas/vocabulary/codes.ts';
import { type CaseFile, currentReturn } from '../cases/case-file.ts';
import { advanceVisit, isPending } from './visit-state.ts';

/**
 * The visits that are to be held, as they are then; visits that were made, or are held already, are
 * not among them.
 */
export const heldBy = (
  { visits }: Pick<CaseFile, 'visits'>,
  reason: HoldReason,
  now: number,
): Visit[] =>
  visits
    .filter(({ state }) => advanceVisit(state, 'HOLD').ok)
    .map((visit) => ({
      ...visit,
      state: 'HOLD',
      hold: { reason, at: new Date(now).toISOString() },
    }));

/** The visits that have not been made, as they are then: over. A child is visited once. */
export const endedBy = (
  visits: readonly Visit[],
  reason: Extract<NotDoneReason, 'REALLOCATED' | 'NOT_SELECTED' | 'OF_AGE'>,
  now: number,
): Visit[] =>
  visits
    .filter(({ state }) => isPending(state))
    .map((visit) => ({
      ...visit,
      state: 'NOT_DONE',
      result: { state: 'NOT_DONE', at: new Date(now).toISOString(), reason },
    }));

/** A reason against visiting the child is one in every case of theirs. */
export const heldEverywhere = (
  file: Pick<CaseFile, 'visits' | 'others'>,
  reason: HoldReason,
  now: number,
): Visit[] => [
  ...heldBy(file, reason, now),
  ...file.others.flatMap((other) => heldBy(other, reason, now)),
];

type Reply = Pick<Return, 'agency' | 'records'>;

/** Tests whether a reply gives a reason not to visit that its agency had not given. */
export const bringsDoNotVisit = (file: CaseFile, reply: Reply): boolean => {
  const before = doNotVisitOf(currentReturn(file, reply.agency));
  return doNotVisitOf(reply).some((reason) => !before.includes(reason));
};

/** @param eligibility as it is with the check. */
export const heldByCheck = (
  file: CaseFile,
  eligibility: readonly Eligibility[],
  now: number,
): Visit[] => {
  const unmet = eligibility.filter(({ finding }) => finding === 'NOT_MET');
  if (unmet.length === 0) return [];
  // Evidence of one incident says nothing of another; all else is of the child.
  const ofChild = unmet.some(({ rule }) => rule !== 'EVIDENCE_OF_CARRYING');
  return (ofChild ? heldEverywhere : heldBy)(file, 'NOT_ELIGIBLE', now);
};

/** The reasons not to visit that a return gives, as they were written. */
export const doNotVisitOf = (
  given: Pick<Return, 'records'> | undefined,
): unknown[] =>
  (given?.records ?? [])
    .filter(({ category }) => category === 'approach')
    .flatMap(({ fields }) => fields.doNotVisitReason ?? []);

/** The visits of a file with some of them changed. */
export const withVisits = (
  file: CaseFile,
  changed: readonly Visit[],
): CaseFile => ({
  ...file,
  visits: file.visits.map((visit) => changedOf(visit, changed)),
  others: file.others.map((other) => ({
    ...other,
    visits: other.visits.map((visit) => changedOf(visit, changed)),
  })),
});

const changedOf = (visit: Visit, changed: readonly Visit[]): Visit =>
  changed.find(({ visitId }) => visitId === visit.visitId) ?? visit;
