/**
 * A generator of the agreements that one recipient holds: two sound enough that much is released, with the boundaries,
 * flaws and overlaps at which an exchange and an oracle could part.
 */
import fc from 'fast-check';
import type { LiveAgreement } from '../../rules/sharing/agreement.ts';
import type {
  Flow,
  Prohibition,
} from '../../schemas/contract/agreement/agreement.ts';
import { CATEGORIES } from '../../schemas/vocabulary/categories.ts';
import {
  PractitionerRole,
  Purpose,
  SubjectCategory,
} from '../../schemas/vocabulary/codes.ts';
import type { Condition } from '../../schemas/vocabulary/conditions.ts';

// Hostile input: `constructor` is a sound agency id, and a name that every object seems to have.
const AGENCIES = ['police', 'yjs', 'care', 'trust', 'constructor'];
const RECIPIENTS = [...AGENCIES, 'panel:own', 'visiting-officer'];
const AREAS = ['E09000006', 'E09000008', 'E09000029'];
const IDS = ['MD-ONE-001', 'MD-TWO-002'] as const;
const BEFORE = '2026-01-02T09:00:00.000Z';

/** What no version of the exchange knows, though an object may. */
const UNKNOWN_CONDITIONS = ['MOON_IS_FULL', 'constructor', 'case_open'].map(
  (condition) => ({ condition }) as unknown as Condition,
);

export const agreementSets = (): fc.Arbitrary<LiveAgreement[]> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.tuple(...IDS.map((id) => agreement(id))) },
    { weight: 4, arbitrary: fc.tuple(agreement(IDS[0])) },
    // One agreement in two versions side by side.
    {
      weight: 1,
      arbitrary: fc.tuple(
        agreement(IDS[0]),
        agreement(IDS[1]),
        agreement(IDS[1]),
      ),
    },
  );

const agreement = (id: string): fc.Arbitrary<LiveAgreement> =>
  fc
    .record({
      clauses: clauses(),
      status: mostly<LiveAgreement['status']>(
        30,
        'ACTIVE',
        'DRAFT',
        'SUSPENDED',
        'EXPIRED',
        'TERMINATED',
      ),
      startsOn: fc.constantFrom(
        '2026-01-05',
        '2026-04-01',
        '2026-06-15',
        '2026-03-29',
      ),
      reviewOn: fc.constantFrom(
        '2027-03-31',
        '2026-12-31',
        '2027-06-30',
        '2027-03-28',
        '2026-10-25',
      ),
      endsOn: fc.constantFrom(
        '2027-06-30',
        '2028-02-29',
        '2027-10-31',
        '2026-12-31',
      ),
      signedAt: mostly<Record<string, string>>(
        18,
        signedBy(AGENCIES),
        signedBy(AGENCIES.slice(1)),
        signedBy(AGENCIES.slice(0, -1)),
        { ...signedBy(AGENCIES), yjs: '2026-07-01T12:00:00.000Z' },
      ),
      suspensions: mostly<LiveAgreement['suspensions']>(
        8,
        [],
        [{ from: '2026-09-01T08:30:00.000Z' }],
        [
          {
            from: '2026-08-01T08:30:00.000Z',
            until: '2026-08-15T17:00:00.250Z',
          },
        ],
        [
          {
            from: '2026-07-10T00:00:00.000Z',
            until: '2026-07-12T00:00:00.000Z',
          },
          {
            from: '2026-11-01T00:00:00.000Z',
            until: '2026-12-01T00:00:00.000Z',
          },
        ],
      ),
      purposes: mostly<string[]>(
        16,
        [...Purpose.options],
        Purpose.options.slice(1),
        [],
      ),
      area: mostly(4, [...AREAS], AREAS.slice(1), AREAS.slice(0, 1)),
      maxAge: fc.constantFrom(17, 17, 13),
      categories: mostly(
        3,
        [...SubjectCategory.options],
        SubjectCategory.options.slice(0, 2),
      ),
    })
    .map(
      ({ clauses: { flows, prohibitions }, maxAge, categories, ...drawn }) => ({
        ...UNEXECUTED,
        ...drawn,
        id,
        subjectRules: { maxAge, categories },
        flows: numbered('F', flows),
        prohibitions: numbered('P', prohibitions),
      }),
    );

/** What a decision carries along or does not look at. */
const UNEXECUTED = {
  version: 1,
  hash: 'a'.repeat(64),
  title: 'A generated agreement',
  parties: AGENCIES.map((agency) => ({
    agency,
    sector: 'YOUTH_JUSTICE' as const,
  })),
  lawfulBases: [],
  panels: [],
  returns: {
    nilAndWithheld: 'DISTINCT' as const,
    dueWorkingDaysBeforePanel: 2,
    approvalRequired: false,
  },
};

/** Prohibitions speak of what flows speak of, or they would seldom meet anything. */
const clauses = (): fc.Arbitrary<{
  flows: Flow[];
  prohibitions: Prohibition[];
}> =>
  fc.array(flow(), { minLength: 2, maxLength: 5 }).chain((flows) =>
    fc.record({
      flows: fc.constant(flows),
      prohibitions: fc.array(fc.constantFrom(...flows).chain(prohibition), {
        maxLength: 3,
      }),
    }),
  );

const flow = (): fc.Arbitrary<Flow> =>
  rarely(
    20,
    fc.constantFrom('view', 'flag', 'health'),
    fc.constantFrom('astrology', '__proto__'),
  ).chain((category) =>
    fc.record({
      id: fc.constant(''),
      from: fc.subarray(AGENCIES, { minLength: 2 }),
      to: fc.subarray(RECIPIENTS, { minLength: 3 }),
      category: fc.constant(category),
      fields: rarely(
        20,
        fc.subarray(registered(category), { minLength: 4 }),
        fc.constant([...registered('flag'), 'horoscope']),
      ),
      purposes: fc.subarray([...Purpose.options], { minLength: 2 }),
      conditions: fc.array(condition(), { maxLength: 3 }),
      gateway: fc.constantFrom('CDA_S115' as const, 'CA2004_S10' as const),
      printable: fc.boolean(),
    }),
  );

/** An agreement cannot make a word shareable by naming it, so some name words that the registry does not know. */
const registered = (category: string): string[] => [
  ...(Object.entries(CATEGORIES).find(([name]) => name === category)?.[1] ??
    CATEGORIES.view),
];

const prohibition = ({
  category,
  from,
  to,
  fields,
  purposes,
}: Flow): fc.Arbitrary<Prohibition> =>
  fc.record(
    {
      id: fc.constant(''),
      category: fc.constant(category),
      because: fc.constant('It never travels.'),
      from: fc.subarray(from, { minLength: 1, maxLength: 2 }),
      to: fc.subarray(to, { minLength: 1, maxLength: 2 }),
      fields: fc.subarray(fields, { minLength: 1, maxLength: 3 }),
      purposes: fc.subarray(purposes, { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: ['id', 'category', 'because'] },
  );

const condition = (): fc.Arbitrary<Condition> =>
  fc.oneof(
    { weight: 2, arbitrary: areas('SUBJECT_LIVES_IN') },
    { weight: 2, arbitrary: areas('SUBJECT_LIVES_OR_LIVED_IN') },
    {
      weight: 8,
      arbitrary: fc.constantFrom<Condition>(
        { condition: 'CASE_OPEN' },
        { condition: 'VIEW_REQUESTED' },
        { condition: 'APPROVED_BY_ORIGINATOR' },
        { condition: 'REFERRAL_ACCEPTED' },
        { condition: 'DAYS_AFTER_FINAL_DECISION', days: 0 },
        { condition: 'DAYS_AFTER_FINAL_DECISION', days: 7 },
        { condition: 'VISIT_PENDING', days: 1 },
        { condition: 'VISIT_PENDING', days: 28 },
      ),
    },
    {
      weight: 2,
      arbitrary: fc
        .subarray([...PractitionerRole.options], { minLength: 1, maxLength: 4 })
        .map(roleIn),
    },
    { weight: 1, arbitrary: fc.constantFrom(...UNKNOWN_CONDITIONS) },
  );

const areas = (name: 'SUBJECT_LIVES_IN' | 'SUBJECT_LIVES_OR_LIVED_IN') =>
  fc
    .subarray(AREAS, { minLength: 1, maxLength: 2 })
    .map((within): Condition => ({ condition: name, areas: within }));

const roleIn = (roles: PractitionerRole[]): Condition => ({
  condition: 'PRACTITIONER_ROLE_IN',
  roles,
});

const signedBy = (agencies: readonly string[]) =>
  Object.fromEntries(agencies.map((agency) => [agency, BEFORE]));

const numbered = <T extends { id: string }>(prefix: string, items: T[]): T[] =>
  items.map((item, i) => ({ ...item, id: `${prefix}${i}` }));

/** The first so many times as likely as each of the others. */
const mostly = <T>(weight: number, usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight, arbitrary: fc.constant(usual) },
    ...others.map((other) => ({ weight: 1, arbitrary: fc.constant(other) })),
  );

/** The second once for so many times the first. */
const rarely = <T>(
  weight: number,
  usual: fc.Arbitrary<T>,
  rare: fc.Arbitrary<T>,
): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: rare });
