/** Derives the notices of a change. */
import { panelRecipient } from '../../schemas/contract/agreement/agreement.ts';
import { OPERATOR_RECIPIENT } from '../../schemas/contract/feed.ts';
import type { Flag, Review, Visit } from '../../schemas/store/entities.ts';
import type { FlagNotice, Notice } from '../../schemas/store/notices.ts';
import { agencyOfActor } from '../actor.ts';
import { type CaseFile, currentReturn } from '../cases/case-file.ts';
import { visitsElsewhere } from './case-effects.ts';
import type { FileChange } from './change.ts';
import { differenceOf } from './lists.ts';

export const noticesOfFile = (change: FileChange): Notice[] => [
  ...(isDecided(change) ? [heardBy(change.after)] : []),
  ...notToBeMade(change).map(visitHeld),
];

/** A deferral is no decision that anybody waits for. */
const isDecided = (change: FileChange): boolean =>
  differenceOf('decisions', change).added.some(
    ({ taken }) => taken.outcome !== 'DEFER',
  );

/** The agencies that wish to hear that the panel has decided. */
const heardBy = (file: CaseFile): Notice => ({
  kind: 'CASE_DECIDED',
  requests: file.viewRequests
    .filter(({ agency }) =>
      currentReturn(file, agency)?.records.some(
        ({ fields }) => fields.wishesToHearOutcome === true,
      ),
    )
    .map(({ agency, viewRequestId }) => ({ agency, viewRequestId })),
});

/** Visits that are on hold, or that somebody other than their officer has ended. */
const notToBeMade = (change: FileChange): Visit[] =>
  [...differenceOf('visits', change).changed, ...visitsElsewhere(change)]
    .filter(
      ({ before, after }) => before.state !== after.state && isStopped(after),
    )
    .map(({ after }) => after);

const isStopped = ({ state, result }: Visit): boolean =>
  state === 'HOLD' ||
  (result?.state === 'NOT_DONE' &&
    ['REALLOCATED', 'NOT_SELECTED', 'OF_AGE'].includes(result.reason));

/** The panel is told at once, and the agency that allocated the visit, which vouches for its officer. */
const visitHeld = ({ allocatedBy, panel, visitId }: Visit): Notice => ({
  kind: 'VISIT_HELD',
  recipients: [agencyOfActor(allocatedBy), panelRecipient(panel)],
  visitId,
});

/** To everyone who holds the flag's record. That it was raised nobody has heard of yet. */
export const noticesOfFlag = (
  before: Flag | undefined,
  after: Flag,
): Notice[] =>
  before
    ? after.history
        .slice(before.history.length)
        .filter(({ change }) => change !== 'RAISED')
        .map(({ change }) => ({
          kind: `FLAG_${change}` as FlagNotice,
          flagId: after.flagId,
          personId: after.personId,
          recordId: after.record.recordId,
        }))
    : [];

/**
 * To the agency that broke the glass, and to all whose data it was. That it was reviewed is told
 * nobody.
 */
export const noticesOfReview = (
  before: Review | undefined,
  { agency, originators, reviewBy }: Review,
): Notice[] => {
  if (before) return [];
  const agencies = [...new Set([agency, ...originators, OPERATOR_RECIPIENT])];
  return [{ kind: 'BREAK_GLASS_USED', agencies, reviewBy }];
};
