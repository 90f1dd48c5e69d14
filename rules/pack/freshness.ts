/** How old what an agency says will be on the day of the meeting. It reads no clock. */
import type { PackMessage } from '../../schemas/contract/pack.ts';
import { daysAfter } from '../time/london-time.ts';

type AgencyReturn = PackMessage['returns'][number];
type Freshness = PackMessage['freshness'][number];

/** An assessment that is older on the day of the meeting is stale. */
const FRESH_DAYS = 91;

export const freshnessOf = (
  returns: readonly AgencyReturn[],
  meetingOn: string,
): Freshness[] =>
  returns.flatMap(({ agency, records: { view = [], health = [] } }) => {
    if (view.length + health.length === 0) return [];
    // A judgement is as old as the oldest assessment that it names.
    const assessed = view.flatMap(({ assessedOn, ratings = [] }) => [
      ...(assessedOn === undefined ? [] : [assessedOn]),
      ...ratings.map((rating) => rating.assessedOn),
    ]);
    const valid = health.flatMap(({ validUntil }) =>
      validUntil === undefined ? [] : [validUntil],
    );
    const asOf = [...assessed, ...valid].sort()[0];
    const stale =
      assessed.some((date) => date < daysAfter(meetingOn, -FRESH_DAYS)) ||
      valid.some((date) => date < meetingOn);
    const state = stale ? 'STALE' : asOf === undefined ? 'UNDATED' : 'FRESH';
    // With its date: that the panel took one stale answer into account is not said of the next.
    return [
      {
        stalenessId: [
          'STALE',
          agency,
          ...(asOf === undefined ? [] : [asOf]),
        ].join(':'),
        agency,
        asOf,
        state,
      },
    ] satisfies Freshness[];
  });
