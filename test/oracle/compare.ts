/** Where `decide` and Cedar part, in words that can be tried again by hand. */
import {
  decide,
  type FieldDecision,
  type Question,
} from '../../rules/sharing/decide.ts';
import { judgeOf, type Pair, type Verdict } from './cedar-request.ts';

export interface Tally {
  pairs: number;
  allowed: number;
  denied: number;
  reasons: Set<string>;
  /** A field that one releases and the other does not. */
  disagreements: string[];
  /** A field on which they agree, for other reasons or by another flow. */
  otherGrounds: string[];
}

/** Each pair decided twice, field by field. */
export const compared = (
  sets: Iterable<{ agreements: Question['agreements']; pairs: Pair[] }>,
): Tally => {
  const tally: Tally = {
    pairs: 0,
    allowed: 0,
    denied: 0,
    reasons: new Set(),
    disagreements: [],
    otherGrounds: [],
  };
  for (const { agreements, pairs } of sets) {
    const judge = judgeOf(agreements);
    for (const pair of pairs)
      comparePair(tally, { ...pair, agreements }, judge(pair));
  }
  return tally;
};

const comparePair = (
  tally: Tally,
  question: Question,
  verdicts: Verdict[],
): void => {
  tally.pairs += 1;
  const { fields } = decide(question);
  const decided = new Map(fields.map((field) => [field.field, field]));
  if (decided.size !== verdicts.length)
    tally.disagreements.push(told('fields are missing', question, verdicts));
  for (const verdict of verdicts) {
    const field = decided.get(verdict.field);
    verdict.allowed ? tally.allowed++ : tally.denied++;
    if (field?.released !== verdict.allowed)
      tally.disagreements.push(told(field, question, verdict));
    else if (!sameGrounds(field, verdict))
      tally.otherGrounds.push(told(field, question, verdict));
    for (const { code } of field && !field.released ? field.reasons : [])
      tally.reasons.add(code);
  }
};

/** What follows from no permit, where Cedar says nothing but no. */
const UNPERMITTED = [
  'NO_FLOW',
  'FIELD_NOT_AGREED',
  'PURPOSE_NOT_IN_FLOW',
  'CONDITION_NOT_MET',
  'CONDITION_UNKNOWN',
];
/** Where a word is unknown nothing else is looked at, and Cedar looks at everything. */
const UNKNOWN_WORD = ['CATEGORY_UNKNOWN', 'FIELD_UNKNOWN'];

const sameGrounds = (
  field: FieldDecision,
  { determinedBy }: Verdict,
): boolean => {
  if (field.released) {
    const { by } = field;
    if (determinedBy.includes('OWN')) return by.basis === 'OWN';
    // The lowest of those that permit, so that the order of clauses does not show.
    return (
      by.basis === 'FLOW' &&
      determinedBy[0] === `FLOW|${by.agreement}|${by.flow}`
    );
  }
  const codes = field.reasons.map(({ code }) => code);
  if (codes.some((code) => UNKNOWN_WORD.includes(code)))
    return codes.length === 1 && determinedBy.includes(`${codes}`);
  const standing = field.reasons.filter(
    ({ code }) => !UNPERMITTED.includes(code),
  );
  const stated = standing.map(({ code, clause }) =>
    clause === undefined ? code : `${code}|${clause}`,
  );
  const forbidding = determinedBy.map((id) =>
    id.split('|').filter((_, part) => part !== AGREEMENT),
  );
  return (
    codes.length > 0 &&
    sorted(stated) === sorted(forbidding.map((parts) => parts.join('|')))
  );
};

/** Which part of a policy's id names its agreement. */
const AGREEMENT = 1;

const sorted = (words: string[]): string => words.sort().join();

const told = (
  decided: unknown,
  { agreements, now, ...pair }: Question,
  cedar: unknown,
): string =>
  JSON.stringify({
    decided,
    cedar,
    at: new Date(now).toISOString(),
    ...pair,
    under: agreements.filter(({ id }) => id === pair.record.agreement),
  });
