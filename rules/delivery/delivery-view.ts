/** Shows the visits and referrals of a case as the panel sees them, the earliest first. */

import type { ReferralView } from '../../schemas/contract/referrals.ts';
import type { VisitResult, VisitView } from '../../schemas/contract/visits.ts';
import type { Referral, Visit } from '../../schemas/store/entities.ts';

export const visitViews = (visits: readonly Visit[]): VisitView[] =>
  visits
    .toSorted((a, b) => (a.allocatedAt < b.allocatedAt ? -1 : 1))
    .map(visitView);

const visitView = (visit: Visit): VisitView => ({
  visitId: visit.visitId,
  state: visit.state,
  officer: visit.officer,
  allocatedAt: visit.allocatedAt,
  dueBy: visit.dueBy,
  venue: visit.venue,
  overrideReason: visit.overrideReason,
  briefAcknowledgedAt: visit.acknowledged.at(-1)?.at,
  // A hold that another allocation has ended is history.
  hold: visit.state === 'HOLD' ? visit.hold : undefined,
  attempts: visit.attempts.map(({ officerMinutes: _, ...said }) => said),
  result: visit.result && resultView(visit.result),
});

const resultView = ({
  state: _,
  officerMinutes: __,
  ...said
}: VisitResult): NonNullable<VisitView['result']> => ({
  items: [],
  signposted: [],
  ...said,
});

export const referralViews = (referrals: readonly Referral[]): ReferralView[] =>
  referrals
    .toSorted((a, b) => (a.sentAt < b.sentAt ? -1 : 1))
    .map((referral) => ({
      referralId: referral.referralId,
      kind: referral.kind,
      serviceId: referral.serviceId,
      agency: referral.agency,
      agreement: referral.agreement,
      need: referral.need,
      basis: referral.basis,
      state: referral.kind === 'REFERRED' ? referral.state : undefined,
      sentAt: referral.sentAt,
      dueBy: referral.dueBy,
      acknowledgedAt: referral.acknowledgedAt,
      declineReason: referral.declineReason,
      suitability: referral.suitability,
    }));
