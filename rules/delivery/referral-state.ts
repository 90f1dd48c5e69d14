/**
 * The states of a referral and what leads from one to the next. Data, so that an illegal step can
 * name the legal ones.
 */
import type { Referral } from '../../schemas/store/entities.ts';
import type { ReferralState } from '../../schemas/vocabulary/codes.ts';

const NEXT: Record<ReferralState, readonly ReferralState[]> = {
  SENT: ['ACKNOWLEDGED', 'ACCEPTED', 'DECLINED'],
  ACKNOWLEDGED: ['ACCEPTED', 'DECLINED'],
  ACCEPTED: ['STARTED', 'NO_CONTACT', 'DECLINED'],
  STARTED: ['NO_CONTACT', 'ENDED'],
  // A child who could not be reached may be yet.
  NO_CONTACT: ['STARTED', 'ENDED'],
  DECLINED: [],
  ENDED: [],
};

/** Whether a response may follow, or what may instead. */
export const advanceReferral = (
  state: ReferralState,
  to: ReferralState,
): { ok: true; state: ReferralState } | { ok: false; allowed: string[] } =>
  NEXT[state].includes(to)
    ? { ok: true, state: to }
    : { ok: false, allowed: [...NEXT[state]] };

/** Whether the service has work to do with it, and so a need to know of the child. */
export const isUnderWay = ({ state }: Pick<Referral, 'state'>): boolean =>
  NEXT[state].length > 0;

/** Whether the service ever took it on. That it accepted and later declined undoes it. */
export const wasAccepted = ({
  state,
  history,
}: Pick<Referral, 'state' | 'history'>): boolean =>
  state !== 'DECLINED' && history.some((step) => step.state === 'ACCEPTED');
