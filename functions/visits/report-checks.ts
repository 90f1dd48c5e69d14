/** Checks whether a report of a visit can be taken, and works out its result. */
import type { Call } from '../../entrance/call.ts';
import { contentInvalid, Problem } from '../../entrance/problem.ts';
import { stepped } from '../../entrance/transition.ts';
import { advanceVisit, stateFound } from '../../rules/delivery/visit-state.ts';
import type { VisitUpdate } from '../../schemas/contract/visits.ts';
import type { Visit } from '../../schemas/store/entities.ts';
import type { VisitOfOfficer } from './open-visit.ts';

/** @throws Problem ILLEGAL_TRANSITION, naming what the state of the visit allows. */
export const stateAfter = (visit: Visit, body: VisitUpdate): Visit['state'] => {
  const { state } = visit;
  const next = stepped(
    advanceVisit(stateFoundBy(visit, body), body.state),
    `A visit that is ${state} does not allow ${body.state}.`,
  );
  // An attempt that is reported late changes nothing of what the visit has come to since.
  return body.state === 'ATTEMPTED' && !advanceVisit(state, 'ATTEMPTED').ok
    ? state
    : next;
};

const stateFoundBy = (visit: Visit, body: VisitUpdate): Visit['state'] => {
  const overrideReason =
    body.state === 'NOT_DONE' ? undefined : body.overrideReason;
  return stateFound(visit, Date.parse(body.at), overrideReason);
};

/** An officer's device and the exchange need not agree to the second. */
const SKEW_MS = 60_000;

/** @throws Problem CONTENT_INVALID. */
export const checkTime = (
  { body, now }: Call<'updateVisit'>,
  { allocatedAt }: Visit,
): void => {
  const at = Date.parse(body.at);
  const refused = (message: string) =>
    contentInvalid([{ pointer: '/at', message }]);
  if (at > now + SKEW_MS) throw refused('is in the future');
  if (at < Date.parse(allocatedAt) - SKEW_MS)
    throw refused('is before the visit was allocated');
};

/**
 * INVARIANT: nobody knocks on what they have not read: the brief as it stood when they did,
 * acknowledged before. What happened all the same is not lost: it is recorded with the officer's
 * reason.
 *
 * @throws Problem BRIEF_NOT_ACKNOWLEDGED.
 */
export const checkAcknowledged = (
  body: VisitUpdate,
  { visit, briefThen }: VisitOfOfficer,
): void => {
  if (body.state === 'NOT_DONE' || body.overrideReason !== undefined) return;
  const at = Date.parse(body.at);
  const brief = briefThen(at, stateFoundBy(visit, body));
  const read = visit.acknowledged.find(
    ({ digest }) => digest === brief?.digest,
  );
  if (read && Date.parse(read.at) <= at + SKEW_MS) return;
  throw new Problem(
    'BRIEF_NOT_ACKNOWLEDGED',
    'The brief as it stood then was not read and acknowledged before the visit. Say in `overrideReason` why it was made all the same.',
  );
};
