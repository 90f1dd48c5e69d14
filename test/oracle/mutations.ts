/**
 * What can be wrong, or merely different, with a pair that agrees with its agreement. Each mutation makes one change, among
 * variants that `pick` chooses from; some leave the answer as it was, and finding out is the point.
 */
import fc from 'fast-check';
import type { LiveAgreement } from '../../rules/sharing/agreement.ts';
import type { Asked, Circumstances } from '../../rules/sharing/conditions.ts';
import type { PersonalRecord } from '../../schemas/store/personal-record.ts';
import {
  PractitionerRole,
  Purpose,
  SubjectCategory,
} from '../../schemas/vocabulary/codes.ts';
import { alignedPairs, DAY, dayFrom } from './aligned.ts';
import type { Pair } from './cedar-request.ts';

/** Aligned pairs with no, one or two things changed. */
export const pairsOn = (
  agreements: readonly LiveAgreement[],
): fc.Arbitrary<Pair> => {
  const changes = fc.array(
    fc.record({
      mutation: fc.constantFrom(...MUTATIONS),
      pick: fc.nat(1 << 20),
    }),
    {
      maxLength: 2,
    },
  );
  return fc
    .tuple(alignedPairs(agreements), changes)
    .map(([aligned, made]) =>
      made.reduce(
        (pair, { mutation, pick }) => mutation(pair, pick, agreements),
        aligned,
      ),
    );
};

type Mutation = (
  pair: Pair,
  pick: number,
  agreements: readonly LiveAgreement[],
) => Pair;

const oneOf = <T>(variants: readonly T[], pick: number): T => {
  const chosen = variants[pick % variants.length];
  if (chosen === undefined && !variants.includes(chosen as T))
    throw new Error('nothing to choose from');
  return chosen as T;
};

const ofRecord = (pair: Pair, change: Partial<PersonalRecord>): Pair => ({
  ...pair,
  record: { ...pair.record, ...change },
});

const ofSubject = (
  pair: Pair,
  change: Partial<PersonalRecord['subject']>,
): Pair => ofRecord(pair, { subject: { ...pair.record.subject, ...change } });

const asking = (pair: Pair, change: Partial<Asked>): Pair => ({
  ...pair,
  asked: { ...pair.asked, ...change },
});

const when = (pair: Pair, change: Circumstances): Pair => ({
  ...pair,
  circumstances: { ...pair.circumstances, ...change },
});

const wordsOf = (
  agreements: readonly LiveAgreement[],
  end: 'from' | 'to',
): string[] =>
  agreements.flatMap(({ flows }) => flows.flatMap((flow) => flow[end]));

/** The days of a condition, and a day to either side of the last on which it holds. */
const NEAR = [0, -1, -2, -6, -7, -8, -9, -27, -28, -29, -30, 1];

const unless = <T>(left: boolean, value: T): T | undefined =>
  left ? undefined : value;

const MUTATIONS: readonly Mutation[] = [
  (pair, pick, agreements) =>
    ofRecord(pair, { originator: oneOf(wordsOf(agreements, 'from'), pick) }),
  (pair, pick, agreements) =>
    asking(pair, {
      recipient: oneOf([...wordsOf(agreements, 'to'), 'stranger'], pick),
    }),
  (pair, pick) => asking(pair, { purpose: oneOf(Purpose.options, pick) }),
  (pair, pick) =>
    asking(pair, { practitionerRole: oneOf(PractitionerRole.options, pick) }),
  (pair, pick) =>
    ofRecord(pair, {
      category: oneOf(
        ['flag', 'view', 'astrology', 'constructor', 'VIEW', ''],
        pick,
      ),
    }),
  (pair, pick) =>
    ofRecord(pair, {
      fields: { ...pair.record.fields, [oneOf(FURTHER_FIELDS, pick)]: 'said' },
    }),
  (pair, pick, agreements) =>
    ofRecord(pair, {
      agreement: oneOf(
        [...agreements.map(({ id }) => id), 'MD-NOT-HELD-009'],
        pick,
      ),
    }),
  (pair, pick, agreements) =>
    asking(pair, {
      agreement: oneOf(
        [
          pair.record.agreement,
          ...agreements.map(({ id }) => id),
          'MD-NOT-HELD-009',
        ],
        pick,
      ),
    }),
  (pair, pick) =>
    ofRecord(pair, { handling: oneOf(handlings(pair.asked.recipient), pick) }),
  (pair, pick) =>
    ofRecord(pair, {
      expiresAt: new Date(
        pair.now + oneOf([0, 1, -1, -DAY, DAY], pick),
      ).toISOString(),
    }),
  (pair, pick) =>
    ofSubject(pair, { birthDate: oneOf(birthDates(pair.now), pick) }),
  // On the last day before they come of age, who have no birthday that year.
  (pair, pick) => ({
    ...ofSubject(pair, {
      birthDate: oneOf(['2008-02-29', '2012-02-29'], pick),
    }),
    now: Date.parse('2026-02-28') + oneOf([0, DAY - 1, DAY], pick >> 1),
  }),
  (pair, pick) =>
    ofSubject(pair, { category: oneOf(SubjectCategory.options, pick) }),
  (pair, pick) =>
    ofSubject(pair, {
      borough: unless(pick % 2 === 0, oneOf(AREAS, pick >> 1)),
      formerBoroughs: oneOf(
        [[], AREAS.slice(2), AREAS.slice(0, 2), AREAS.slice(3)],
        pick >> 3,
      ),
    }),
  (pair) => ofSubject(pair, { borough: undefined }),
  (pair) => ofRecord(pair, { approved: false }),
  (pair, pick) =>
    when(pair, { case: unless(pick % 5 === 0, dealtWith(pair, pick >> 3)) }),
  (pair, pick) =>
    when(pair, {
      visit: unless(pick % 5 === 0, {
        allocatedOn: dayFrom(pair.now, oneOf(NEAR, pick >> 3)),
        done: pick % 7 === 0,
      }),
    }),
  (pair, pick) =>
    when(pair, {
      referralAcceptedBy: oneOf(
        [undefined, [], [pair.record.originator], ['stranger']],
        pick,
      ),
    }),
  // Its own record, whatever else is wrong with it.
  (pair, pick) =>
    pick % 2 === 0 || pair.asked.recipient.startsWith('panel:')
      ? asking(pair, { recipient: pair.record.originator })
      : ofRecord(pair, { originator: pair.asked.recipient }),
  (pair, pick, agreements) => intoProhibition(pair, pick, agreements),
];

const AREAS = ['E09000006', 'E09000008', 'E09000029', 'E09000022'];

const FURTHER_FIELDS = [
  'riskToOthers',
  'statement',
  'facts',
  'contact',
  'horoscope',
  'constructor',
  '__proto__',
  '',
];

const handlings = (recipient: string): PersonalRecord['handling'][] => [
  { code: 'C', recipients: [] },
  { code: 'C', recipients: ['stranger'] },
  { code: 'C', recipients: ['stranger', recipient] },
  { code: 'P', recipients: ['stranger'] },
  // Hostile input: a code that nobody knows restricts.
  { code: 'p' as 'P', recipients: [] },
];

/** Those who turn 14 or 18 on the day or a day to either side; and one not yet born. */
const birthDates = (now: number): string[] => [
  ...[-1, 0, 1].flatMap((by) =>
    [14, 18].map((age) => {
      const day = dayFrom(now, by);
      return `${Number(day.slice(0, 4)) - age}${day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)}`;
    }),
  ),
  dayFrom(now, 300),
];

const dealtWith = (pair: Pair, pick: number): Circumstances['case'] => ({
  open: pick % 3 !== 0,
  asked: oneOf(
    [[], [pair.asked.recipient], ['stranger'], [pair.record.originator]],
    pick >> 2,
  ),
  finalDecisionOn: unless(
    pick % 4 === 0,
    dayFrom(pair.now, oneOf(NEAR, pick >> 5)),
  ),
});

/** What a prohibition selects, as far as one of the record's agreement says what that is. */
const intoProhibition: Mutation = (pair, pick, agreements) => {
  const clauses = agreements
    .filter(({ id }) => id === pair.record.agreement)
    .flatMap(({ prohibitions }) => prohibitions);
  if (clauses.length === 0) return pair;
  const { category, from, to, fields, purposes } = oneOf(clauses, pick);
  const named = fields
    ? Object.fromEntries(fields.map((field) => [field, 'said']))
    : {};
  const selected = ofRecord(pair, {
    category,
    originator: from?.[0] ?? pair.record.originator,
    fields: { ...pair.record.fields, ...named },
  });
  return asking(selected, {
    recipient: to?.[0] ?? pair.asked.recipient,
    purpose: purposes?.[0] ?? pair.asked.purpose,
  });
};
