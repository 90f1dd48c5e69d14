/**
 * Says how a case stands to its panel. It is stored as decided until it is listed again, and stands
 * as listed where something after the decision takes it up. INVARIANT: a standing is no case, so
 * that nobody can store one by accident.
 */
import type { Case } from '../../schemas/store/entities.ts';
import type { Pack, PackQuestion } from '../pack/pack.ts';
import { reopenedIn } from '../pack/reopening.ts';

export interface Standing
  extends Pick<Case, 'state' | 'meetingId' | 'meetingOn'> {
  /** The reasons to take the final decision again; empty where it stands. */
  reopened: string[];
}

/** @param present the pack of the same question, where it is composed already. */
export const standingOf = (
  question: PackQuestion,
  present?: Pack,
): Standing => {
  const { state, meetingId, meetingOn } = question.file.case;
  const reopened = reopenedIn(question, present);
  if (reopened.length === 0) return { state, meetingId, meetingOn, reopened };
  return { state: 'LISTED', meetingId: undefined, meetingOn, reopened };
};
