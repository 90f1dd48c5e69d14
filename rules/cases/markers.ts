/**
 * Marks that an investigation or a strategy discussion is under way beside the panel. Each is set,
 * looked at again, and concluded.
 */
import type { Marker } from '../../schemas/contract/case-parts.ts';
import type { MarkerRequest } from '../../schemas/contract/cases.ts';
import { officerNamed } from './officer.ts';

/** The marker after a request; nothing where it concludes what is not under way. */
export const markerAfter = (
  before: Marker | undefined,
  request: MarkerRequest,
  now: number,
): Marker | undefined => {
  const officer = officerNamed(request.officer);
  const at = new Date(now).toISOString();
  if (request.status === 'ONGOING') {
    const since = before?.status === 'ONGOING' ? before.since : at;
    return { status: 'ONGOING', officer, since, reviewOn: request.reviewOn };
  }
  if (before?.status === 'ONGOING') {
    return {
      status: 'CONCLUDED',
      officer,
      since: before.since,
      concludedAt: at,
      outcome: request.outcome,
    };
  }
  // The same conclusion sent again is the one that was drawn.
  return before?.officer === officer && before.outcome === request.outcome
    ? before
    : undefined;
};
