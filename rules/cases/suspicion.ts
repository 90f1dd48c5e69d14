/**
 * Weighs what a nomination says against the child. Only suspicion of them founds anything: a
 * victim, a witness and a child under no suspicion are never treated as carriers (ICO enforcement
 * notice on the Gangs Matrix, 2018; DPA 2018 s.38(3)). Intelligence that is suspected to be false
 * (3x5x2: E) is shown as that, and is never a fact.
 */
import type { Nomination } from '../../schemas/store/entities.ts';

type Said = Pick<Nomination, 'incidentType' | 'records'>;

export const makesSuspect = ({ incidentType, records }: Said): boolean =>
  incidentType !== 'INC_VICTIM_OR_NO_SUSPICION' &&
  records.some(({ subject }) =>
    ['SUSPECT', 'CONVICTED'].includes(subject.category),
  );

export const isDoubted = ({ records }: Said): boolean =>
  records.some(
    ({ category, fields }) =>
      category === 'incident' && fields.assessment === 'E',
  );

export const confirmsCarrying = (said: Said): boolean =>
  said.incidentType === 'INC_CONFIRMED' &&
  makesSuspect(said) &&
  !isDoubted(said);
