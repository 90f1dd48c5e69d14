/** How old what an agency says is on the day of the meeting. It is said, and never weighed. */
import type { Freshness, PackMessage } from '../schemas/pack.ts';
import { daysAfter } from './london-time.ts';

/** An assessment older than a quarter is asked about. */
const FRESH_DAYS = 91;

type AgencyReturn = PackMessage['returns'][number];

/** @param on the London date of the meeting, or of the day on which it is looked at. */
export const freshnessOf = (returns: readonly AgencyReturn[], on: string): Freshness[] =>
  returns.flatMap(({ agency, records }) => {
    const said = [...(records.view ?? []), ...(records.health ?? [])];
    if (said.length === 0) return [];
    const asOf = (records.view ?? []).flatMap(({ assessedOn }) => assessedOn ?? []).toSorted()[0];
    const until = (records.health ?? []).flatMap(({ validUntil }) => validUntil ?? []).toSorted()[0];
    return [{ stalenessId: `STALE:${agency}`, agency, asOf: asOf ?? until, state: stateOf(asOf, until, on) }];
  });

const stateOf = (asOf: string | undefined, until: string | undefined, on: string): Freshness['state'] => {
  if (until !== undefined && until < on) return 'STALE';
  if (asOf !== undefined) return asOf < daysAfter(on, -FRESH_DAYS) ? 'STALE' : 'FRESH';
  return until === undefined ? 'UNDATED' : 'FRESH';
};
