/** Says how old an agency's view will be on the day of the meeting. It reads no clock. */
import type { PackMessage } from '../../schemas/contract/pack.ts';
import { daysAfter } from '../time/london-time.ts';

type AgencyReturn = PackMessage['returns'][number];
type Records = AgencyReturn['records'];
type Freshness = PackMessage['freshness'][number];

/** An assessment that is older on the day of the meeting is stale. */
const FRESH_DAYS = 91;

/** Leaves out agencies that gave no view. @param meetingOn London date. */
export const freshnessOf = (
  returns: readonly AgencyReturn[],
  meetingOn: string,
): Freshness[] =>
  returns
    .filter(({ records }) => records.view?.length || records.health?.length)
    .map(({ agency, records }) => {
      const dates = datesIn(records);
      // A judgement is as old as the oldest assessment that it names.
      const asOf = [...dates.assessed, ...dates.valid].sort()[0];
      const state = stateOf(dates, meetingOn);
      return { stalenessId: idOf(agency, asOf), agency, asOf, state };
    });

interface Dates {
  assessed: string[];
  /** Last days on which it holds. */
  valid: string[];
}

const datesIn = ({ view = [], health = [] }: Records): Dates => ({
  assessed: view
    .flatMap(({ assessedOn, ratings = [] }) => [
      assessedOn,
      ...ratings.map((rating) => rating.assessedOn),
    ])
    .filter((date) => date !== undefined),
  valid: health
    .map(({ validUntil }) => validUntil)
    .filter((date) => date !== undefined),
});

const stateOf = (
  { assessed, valid }: Dates,
  meetingOn: string,
): Freshness['state'] => {
  const oldest = daysAfter(meetingOn, -FRESH_DAYS);
  const stale =
    assessed.some((date) => date < oldest) ||
    valid.some((date) => date < meetingOn);
  if (stale) return 'STALE';
  return assessed.length + valid.length === 0 ? 'UNDATED' : 'FRESH';
};

/** Carries the date: that the panel took one stale answer into account is not said of the next. */
const idOf = (agency: string, asOf: string | undefined): string =>
  ['STALE', agency, ...(asOf === undefined ? [] : [asOf])].join(':');
