/**
 * A generator of questions to `decide`: small words, so that agreements, records and requests often meet, and now and
 * then a flaw in each place where one can stand, so that they often miss.
 */
import fc from 'fast-check';
import type { LiveAgreement } from '../../rules/sharing/agreement.ts';
import type { Question } from '../../rules/sharing/decide.ts';
import type {
  Flow,
  Prohibition,
} from '../../schemas/contract/agreement/agreement.ts';
import type { PersonalRecord } from '../../schemas/store/personal-record.ts';
import {
  CATEGORIES,
  type Category,
} from '../../schemas/vocabulary/categories.ts';
import { Purpose } from '../../schemas/vocabulary/codes.ts';
import type { Condition } from '../../schemas/vocabulary/conditions.ts';

const AGENCIES = ['police', 'yjs', 'care', 'trust'] as const;
const RECIPIENTS = [...AGENCIES, 'panel:own', 'visiting-officer'];
const AREAS = ['E09000006', 'E09000008', 'E09000029'];
const WORDS: readonly Category[] = ['view', 'flag'];
const IDS = ['MD-ONE-001', 'MD-TWO-002'] as const;
const PURPOSES = Purpose.options.slice(0, 3);
const MIDDAY = Date.parse('2026-11-23T12:00:00Z');
const DAY = 86_400_000;

/** Mostly the first, so that what is released is not lost among what is denied. */
const mostly = <T>(usual: T, ...flaws: T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 40, arbitrary: fc.constant(usual) },
    ...flaws.map((flaw) => ({ weight: 1, arbitrary: fc.constant(flaw) })),
  );

/** A condition that no version of the exchange knows. */
export const UNKNOWN_CONDITION = {
  condition: 'MOON_IS_FULL',
} as unknown as Condition;

export const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .subarray(AREAS, { minLength: 2 })
    .map((areas) => ({ condition: 'SUBJECT_LIVES_IN' as const, areas })),
  fc.subarray(AREAS, { minLength: 2 }).map((areas) => ({
    condition: 'SUBJECT_LIVES_OR_LIVED_IN' as const,
    areas,
  })),
  fc.constantFrom<Condition>(
    { condition: 'CASE_OPEN' },
    { condition: 'VIEW_REQUESTED' },
    { condition: 'APPROVED_BY_ORIGINATOR' },
    { condition: 'REFERRAL_ACCEPTED' },
    { condition: 'DAYS_AFTER_FINAL_DECISION', days: 7 },
    { condition: 'VISIT_PENDING', days: 28 },
    { condition: 'PRACTITIONER_ROLE_IN', roles: ['PANEL_COORDINATOR', 'JOB'] },
    UNKNOWN_CONDITION,
  ),
);

const conditions = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Condition[]>([]) },
  { weight: 2, arbitrary: fc.array(condition, { minLength: 1, maxLength: 3 }) },
);

const category = mostly<string>('view', 'flag', 'flag', 'flag', 'astrology');

const fieldsOf = (name: string): string[] => [
  ...(CATEGORIES[name as Category] ?? CATEGORIES.view),
  'horoscope',
];

const flow: fc.Arbitrary<Flow> = category.chain((name) =>
  fc.record({
    id: fc.constant(''),
    from: fc.subarray([...AGENCIES], { minLength: 3 }),
    to: fc.subarray(RECIPIENTS, { minLength: 5 }),
    category: fc.constant(name),
    fields: fc.subarray(fieldsOf(name), { minLength: 5 }),
    purposes: mostly(
      [...PURPOSES],
      PURPOSES.slice(0, 2),
      PURPOSES.slice(1),
      PURPOSES.slice(2),
    ),
    conditions,
    gateway: fc.constantFrom('CDA_S115' as const, 'CA2004_S10' as const),
    printable: fc.boolean(),
  }),
);

export const prohibition: fc.Arbitrary<Prohibition> = fc.record(
  {
    id: fc.constant('P'),
    from: fc.subarray([...AGENCIES], { minLength: 1 }),
    to: fc.subarray(RECIPIENTS, { minLength: 1 }),
    category: fc.constantFrom<string>(...WORDS),
    fields: fc.subarray(fieldsOf('view'), { minLength: 1 }),
    purposes: fc.subarray(PURPOSES, { minLength: 1, maxLength: 1 }),
    because: fc.constant('It never travels.'),
  },
  { requiredKeys: ['id', 'category', 'because', 'from', 'fields'] },
);

const numbered = <T extends { id: string }>(prefix: string, items: T[]): T[] =>
  items.map((item, i) => ({ ...item, id: `${prefix}${i}` }));

const agreementOf = (id: string): fc.Arbitrary<LiveAgreement> =>
  fc.record({
    id: fc.constant(id),
    version: fc.integer({ min: 1, max: 9 }),
    hash: fc.constantFrom('a', 'b').map((letter) => letter.repeat(64)),
    title: fc.constant('A generated agreement'),
    status: mostly<LiveAgreement['status']>('ACTIVE', 'DRAFT', 'SUSPENDED'),
    startsOn: mostly('2026-04-01', '2026-11-24'),
    reviewOn: mostly('2027-03-31', '2026-11-22'),
    endsOn: mostly('2028-03-31', '2026-11-22'),
    parties: fc.constant(
      AGENCIES.map((agency) => ({ agency, sector: 'YOUTH_JUSTICE' as const })),
    ),
    signedAt: mostly<Record<string, string>>(
      Object.fromEntries(
        AGENCIES.map((agency) => [agency, '2026-03-25T09:00:00.000Z']),
      ),
      { police: '2026-03-25T09:00:00.000Z' },
    ),
    suspensions: mostly<LiveAgreement['suspensions']>(
      [],
      [{ from: '2026-11-01T00:00:00.000Z' }],
      [{ from: '2026-05-01T00:00:00.000Z', until: '2026-06-01T00:00:00.000Z' }],
    ),
    purposes: mostly<string[]>(
      [...PURPOSES],
      PURPOSES.slice(0, 1),
      PURPOSES.slice(1),
      [],
    ),
    lawfulBases: fc.constant(
      AGENCIES.map((party) => ({ party, art6: '6(1)(e)', sch1: [] })),
    ),
    area: mostly([...AREAS], AREAS.slice(1), AREAS.slice(0, 1)),
    subjectRules: mostly<LiveAgreement['subjectRules']>(
      { maxAge: 17, categories: ['SUSPECT', 'VICTIM', 'OTHER'] },
      { maxAge: 11, categories: ['SUSPECT'] },
      { maxAge: 17, categories: ['WITNESS'] },
    ),
    panels: fc.constant([]),
    flows: fc
      .array(flow, { minLength: 1, maxLength: 4 })
      .map((flows) => numbered('F', flows)),
    prohibitions: fc
      .oneof(
        { weight: 3, arbitrary: fc.constant<Prohibition[]>([]) },
        {
          weight: 2,
          arbitrary: fc.array(prohibition, { minLength: 1, maxLength: 3 }),
        },
      )
      .map((clauses) => numbered('P', clauses)),
    returns: fc.constant({
      nilAndWithheld: 'DISTINCT' as const,
      dueWorkingDaysBeforePanel: 2,
      approvalRequired: false,
    }),
  });

const record: fc.Arbitrary<PersonalRecord> = category.chain((name) =>
  fc.record({
    recordId: fc.constant(`rec_${'0'.repeat(32)}`),
    category: fc.constant(name),
    originator: fc.constantFrom<string>(...AGENCIES),
    agreement: mostly<string>(IDS[0], IDS[1], 'MD-NOT-HELD-009'),
    contributedVersion: fc.constant(1),
    contributedHash: fc.constant('0'.repeat(64)),
    contributedAt: fc.constant('2026-11-01T10:00:00.000Z'),
    fields: fc
      .subarray(fieldsOf(name), { minLength: 1 })
      .map((names) =>
        Object.fromEntries(names.map((field) => [field, `the ${field}`])),
      ),
    subject: fc.record(
      {
        birthDate: mostly('2011-05-04', '2008-11-23', '2008-02-29'),
        borough: fc.constantFrom(...AREAS),
        formerBoroughs: fc.subarray([...AREAS, 'E09000022']),
        category: fc.constantFrom(
          'SUSPECT' as const,
          'VICTIM' as const,
          'OTHER' as const,
        ),
      },
      { requiredKeys: ['birthDate', 'formerBoroughs', 'category'] },
    ),
    handling: mostly<PersonalRecord['handling']>(
      { code: 'P', recipients: [] },
      { code: 'C', recipients: [] },
      { code: 'C', recipients: ['yjs', 'panel:own'] },
    ),
    approved: fc.boolean(),
    expiresAt: mostly('2027-06-01T00:00:00.000Z', '2026-11-22T00:00:00.000Z'),
  }),
);

const circumstances: fc.Arbitrary<Question['circumstances']> = fc.record(
  {
    case: fc.record(
      {
        open: fc.boolean(),
        asked: fc.subarray(RECIPIENTS),
        finalDecisionOn: fc.constantFrom('2026-11-20', '2026-10-01'),
      },
      { requiredKeys: ['open', 'asked'] },
    ),
    visit: fc.record({
      allocatedOn: fc.constantFrom('2026-11-20', '2026-10-01'),
      done: fc.boolean(),
    }),
    referralAcceptedBy: fc.subarray(RECIPIENTS),
  },
  { requiredKeys: [] },
);

const agreements = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(...IDS.map(agreementOf)) },
  { weight: 2, arbitrary: fc.tuple(agreementOf(IDS[0])) },
  // Two versions of one agreement side by side count as none.
  { weight: 1, arbitrary: fc.tuple(agreementOf(IDS[0]), agreementOf(IDS[0])) },
  { weight: 1, arbitrary: fc.constant<LiveAgreement[]>([]) },
);

export const questions: fc.Arbitrary<Question> = fc.record({
  record,
  asked: fc.record({
    recipient: fc.constantFrom(...RECIPIENTS),
    purpose: fc.constantFrom(...PURPOSES),
    practitionerRole: fc.constantFrom(
      'PANEL_COORDINATOR' as const,
      'SOCIAL_WORKER' as const,
      'JOB' as const,
    ),
    agreement: mostly<string | undefined>(undefined, IDS[0], IDS[1]),
  }),
  circumstances,
  agreements,
  now: fc.oneof(
    { weight: 16, arbitrary: fc.constant(MIDDAY) },
    {
      weight: 1,
      arbitrary: fc.integer({
        min: MIDDAY - 300 * DAY,
        max: MIDDAY + 800 * DAY,
      }),
    },
  ),
});
