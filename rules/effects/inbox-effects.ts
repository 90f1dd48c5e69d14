/** Fills the lists of agencies: with the view requests of panels, and with referrals. */
import type { Effect } from '../../schemas/store/effects.ts';
import type { InboxItem } from '../../schemas/store/entities.ts';
import { sha256 } from '../canonical.ts';
import type { CaseFile } from '../cases/case-file.ts';
import { referralItemOf } from '../delivery/referral.ts';
import { inboxItemOf, requestState } from '../returns/inbox.ts';
import type { FileChange } from './change.ts';
import { compared, differenceOf } from './lists.ts';

export const inboxEffects = (change: FileChange): Effect[] => {
  const { before, after } = change;
  const { added, changed } = compared(
    ({ viewRequestId }) => viewRequestId,
    before ? inboxOf(before) : [],
    inboxOf(after),
  );
  return [
    ...added.map(
      (entity): Effect => ({ do: 'put', entity, expects: 'ABSENT' }),
    ),
    ...changed.map(
      (pair): Effect => ({ do: 'put', entity: pair.after, expects: 'ANY' }),
    ),
  ];
};

const inboxOf = (file: CaseFile): InboxItem[] =>
  file.viewRequests.map((request) =>
    inboxItemOf(request, requestState(file, request.agency)),
  );

/**
 * Derives the item of a request that is answered without writing the case: the panel may be moving
 * it to another meeting.
 */
export const unmovedEffects = (change: FileChange): Effect[] =>
  differenceOf('returns', change).added.flatMap(({ viewRequestId }) =>
    change.after.viewRequests
      .filter((request) => request.viewRequestId === viewRequestId)
      .map((entity): Effect => ({ do: 'check', entity })),
  );

export const referralItemEffects = (change: FileChange): Effect[] => {
  const { added, changed } = differenceOf('referrals', change);
  const put = (
    referral: (typeof added)[number],
    expects: 'ABSENT' | 'ANY',
  ): Effect[] => {
    const entity = referralItemOf(referral);
    return entity ? [{ do: 'put', entity, expects }] : [];
  };
  return [
    ...added.flatMap((each) => put(each, 'ABSENT')),
    ...changed.flatMap(({ after }) => put(after, 'ANY')),
  ];
};

/** So long a service's suitability is counted. */
const FEEDBACK_DAYS = 730;

/** INVARIANT: what is said of a service leads back to no referral, and so to no child. */
export const feedbackEffects = (change: FileChange, now: number): Effect[] =>
  differenceOf('referrals', change).changed.flatMap(({ before, after }) => {
    const { referralId, serviceId, suitability } = after;
    if (suitability === undefined || suitability === before.suitability)
      return [];
    const expiresAt = new Date(now + FEEDBACK_DAYS * 86_400_000).toISOString();
    const feedbackId = sha256(referralId);
    return [
      {
        do: 'put',
        entity: {
          type: 'ServiceFeedback',
          feedbackId,
          serviceId,
          suitability,
          expiresAt,
        },
        expects: 'ANY',
      },
    ];
  });
