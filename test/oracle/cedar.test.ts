/**
 * The same agreements, records and requests, decided by `decide` and by Cedar. Two programs that share no code but the
 * registry of categories would have to be wrong in the same way for a wrong release to pass here.
 */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadAgreements } from '../../local/registry/agreements.ts';
import {
  type LiveAgreement,
  liveAgreement,
} from '../../rules/sharing/agreement.ts';
import { ReasonCode } from '../../schemas/vocabulary/reasons.ts';
import { proving } from '../prove.ts';
import { agreementSets } from './agreement-sets.ts';
import { ageAt, dateInLondon } from './cedar-request.ts';
import { compared, type Tally } from './compare.ts';
import { pairsOn } from './mutations.ts';

/** Pairs that are tried on one set of agreements, which Cedar parses once. */
const EACH = 25;
/** Sets under PROVE=full; a tenth of them otherwise. */
const GENERATED = 1000;
const REAL = 200;
const LONG = 600_000;

const compareOn = (
  sets: fc.Arbitrary<LiveAgreement[]>,
  full: number,
): Tally => {
  const tried = sets.chain((agreements) =>
    fc.record({
      agreements: fc.constant(agreements),
      pairs: fc.array(pairsOn(agreements), {
        minLength: EACH,
        maxLength: EACH,
      }),
    }),
  );
  const { numRuns, seed } = proving(full);
  const tally = compared(fc.sample(tried, { numRuns, seed }));
  const { pairs, allowed, denied } = tally;
  console.log(
    `${pairs} pairs: ${allowed} fields allowed, ${denied} denied, ${tally.reasons.size} reasons`,
  );
  return tally;
};

const agreesWithCedar = (
  sets: fc.Arbitrary<LiveAgreement[]>,
  full: number,
): (() => Tally) => {
  let tally: Tally;
  beforeAll(() => {
    tally = compareOn(sets, full);
  }, LONG);

  it('releases what Cedar allows and withholds what Cedar denies, field by field', () => {
    expect(tally.disagreements.slice(0, 3)).toEqual([]);
  });

  it('names the flow that permits, and every reason that Cedar finds to forbid', () => {
    expect(tally.otherGrounds.slice(0, 3)).toEqual([]);
  });

  it('is tried on enough of both: at least a quarter is allowed, and a quarter denied', () => {
    const fields = tally.allowed + tally.denied;
    expect(tally.pairs).toBeGreaterThanOrEqual(proving(full).numRuns * EACH);
    expect(tally.allowed / fields).toBeGreaterThanOrEqual(0.25);
    expect(tally.denied / fields).toBeGreaterThanOrEqual(0.25);
  });

  return () => tally;
};

describe('decide, on generated agreements', () => {
  const tally = agreesWithCedar(agreementSets(), GENERATED);

  it('meets every reason of the closed list among what is denied', () => {
    // What a room may not hear, and what may not be printed, is withheld after the decision (rules/pack/attendees.ts, rules/pack/printing.ts).
    const after = ['ATTENDEES_NOT_COVERED', 'NOT_PRINTABLE'];
    const ofDecisions = ReasonCode.options.filter(
      (code) => !after.includes(code),
    );
    expect([...tally().reasons].sort()).toEqual(ofDecisions.sort());
  });
});

describe('decide, on the agreements of the exchange', () => {
  agreesWithCedar(fc.constant(loadAgreements().map(liveAgreement)), REAL);
});

describe('what the oracle works out for itself', () => {
  it.each([
    ['2026-03-29T00:59:59.999Z', '2026-03-29'],
    ['2026-06-30T22:59:59.999Z', '2026-06-30'],
    ['2026-06-30T23:00:00.000Z', '2026-07-01'],
    ['2026-10-24T23:00:00.000Z', '2026-10-25'],
    ['2026-10-25T23:00:00.000Z', '2026-10-25'],
    ['2027-03-27T23:30:00.000Z', '2027-03-27'],
    ['2027-03-28T23:00:00.000Z', '2027-03-29'],
  ])('at %s it is %s in London', (instant, date) => {
    expect(dateInLondon(Date.parse(instant))).toBe(date);
  });

  it.each([
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2008-02-29', '2028-02-29', 20],
    ['2008-11-23', '2026-11-22', 17],
    ['2008-11-23', '2026-11-23', 18],
  ])('who was born on %s is on %s aged %i', (birthDate, date, years) => {
    expect(ageAt(birthDate, date)).toBe(years);
  });
});
