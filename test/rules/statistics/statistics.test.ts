/** The tables of a quarter: what is counted in them, each of it by a fact that real tallies have. How it is blurred is in blur.test.ts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from '../../../rules/canonical.ts';
import type { Blur } from '../../../rules/statistics/blur.ts';
import {
  ETHNIC_GROUPS,
  ethnicGroupOf,
} from '../../../rules/statistics/ethnic-group.ts';
import { published, tablesOf } from '../../../rules/statistics/statistics.ts';
import {
  type Counted,
  decisionTally,
  followUpTally,
  minutesTally,
  nominationTally,
  referralTally,
  triageTally,
  visitTally,
} from '../../../rules/statistics/tallies.ts';
import {
  TableName as Names,
  StatisticsTable,
  type TableName,
} from '../../../schemas/contract/statistics.ts';
import type { Tally } from '../../../schemas/store/entities.ts';
import { Ethnicity } from '../../../schemas/vocabulary/codes.ts';
import {
  counting,
  decision,
  followUp,
  given,
  made,
  referral,
  triage,
} from '../events.ts';
import {
  AGREEMENTS,
  panelNamed,
  record,
  returned,
  viewRequest,
} from '../given.ts';

const PANEL = panelNamed('south-bcu');
const tally = (kind: Tally['kind'], facts: Tally['facts'], i = 0): Tally => ({
  type: 'Tally',
  tallyId: String(i).padStart(32, '0'),
  panel: 'south-bcu',
  quarter: '2026-Q4',
  kind,
  facts,
  expiresAt: '2028-12-31T00:00:00.000Z',
});
const times = (
  n: number,
  kind: Tally['kind'],
  facts: Tally['facts'],
): Tally[] => Array.from({ length: n }, (_, i) => tally(kind, facts, i));
const DECIDED = {
  decision: 'INCLUDE',
  final: 'FIRST',
  sex: 'F',
  ethnicity: 'BLACK',
  borough: 'E09000008',
};

/** Nothing added and nothing taken, where it is what is counted that matters. */
const UNBLURRED: Blur = () => 0;
const cell = (tallies: Tally[], table: TableName, ...labels: string[]) =>
  tablesOf(tallies, PANEL, UNBLURRED)
    .find((each) => each.table === table)
    ?.rows.find((row) => row.labels.join() === labels.join());

const drawn = fc.oneof(
  fc
    .record({
      decision: fc.constantFrom(
        'INCLUDE',
        'EXCLUDE/AGE',
        'DEFER/ONGOING_INVESTIGATION',
        'REFER_PARTNER',
      ),
      final: fc.constantFrom('FIRST', 'AGAIN', 'NO'),
      sex: fc.constantFrom('F', 'M', 'U', 'NOT_GIVEN'),
      ethnicity: fc.constantFrom(...ETHNIC_GROUPS),
      borough: fc.constantFrom('E09000008', 'E09000006', 'ELSEWHERE'),
      priorContact: fc.subarray(['PRIOR_MISSING', 'PRIOR_VICTIM']),
      replies: fc.array(
        fc.constantFrom('EDUCATION/LATE', 'YOUTH_JUSTICE/IN_TIME'),
        { maxLength: 4 },
      ),
    })
    .map((facts) => tally('DECISION', facts)),
  fc
    .record({
      ended: fc.constantFrom('DONE', 'NOT_DONE/CAPACITY'),
      step: fc.constant('VISIT'),
      minutes: fc.integer({ min: 1, max: 2880 }),
    })
    .map((facts) => tally('VISIT', facts)),
);
const many = fc.array(drawn, { maxLength: 80 });
const rowsOf = (tallies: readonly Tally[]) =>
  tablesOf(tallies, PANEL).flatMap(({ table, rows }) =>
    rows.map((row) => ({ table, ...row })),
  );

describe('for any tallies', () => {
  it('every number is a multiple of five, and of fewer than five none is said', () => {
    fc.assert(
      fc.property(many, (tallies) => {
        for (const { count, suppressed } of rowsOf(tallies)) {
          expect(count === null).toBe(suppressed === true);
          if (count !== null) expect(count % 5).toBe(0);
        }
      }),
    );
    expect([5, 7, 8, 12, 13].map((count) => published(count, 0).count)).toEqual(
      [5, 5, 10, 10, 15],
    );
  });

  it('the rows are the same whatever was counted: that there is one says nothing', () => {
    const labels = (tallies: readonly Tally[]) =>
      rowsOf(tallies).map(({ table, labels: of }) => [table, ...of]);
    fc.assert(
      fc.property(many, (tallies) => {
        expect(labels(tallies)).toEqual(labels([]));
      }),
    );
  });

  it('the same in any order are the same bytes', () => {
    const shuffled = many.chain((tallies) =>
      fc.tuple(
        fc.constant(tallies),
        fc.shuffledSubarray(tallies, { minLength: tallies.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(canonical(tablesOf(one, PANEL))).toBe(
          canonical(tablesOf(other, PANEL)),
        );
      }),
    );
  });

  it('one child in another cell changes a number by one step of rounding, or not at all', () => {
    const counts = (tallies: readonly Tally[]) =>
      tablesOf(tallies, PANEL, UNBLURRED)
        .filter(({ table }) => table !== 'OFFICER_MINUTES')
        .flatMap(({ table, rows }) => rows.map((row) => ({ table, ...row })));
    fc.assert(
      fc.property(many, drawn, drawn, (others, one, instead) => {
        const [before, after] = [
          counts([...others, one]),
          counts([...others, instead]),
        ];
        before.forEach(({ table, count }, i) => {
          const now = after[i]?.count ?? null;
          // One child may have been asked about of several agencies of a sector.
          if (table !== 'REPLIES')
            expect(Math.abs((count ?? 0) - (now ?? 0))).toBeLessThanOrEqual(5);
          if (count === null && now !== null && table !== 'REPLIES')
            expect(now).toBe(5);
        });
      }),
    );
  });
});

describe('is counted', () => {
  it('a child once among the children, and each decision among the decisions', () => {
    const tallies = [
      ...times(6, 'DECISION', DECIDED),
      ...times(5, 'DECISION', { ...DECIDED, final: 'AGAIN' }),
      ...times(9, 'DECISION', {
        ...DECIDED,
        decision: 'DEFER/PARTNER_VIEWS_DIFFER',
        final: 'NO',
      }),
    ];
    expect(cell(tallies, 'SEX', 'F', 'ALL')).toMatchObject({ count: 5 });
    expect(cell(tallies, 'DECISIONS', 'INCLUDE', 'ALL')).toMatchObject({
      count: 10,
    });
    expect(
      cell(tallies, 'DECISIONS', 'DEFER/PARTNER_VIEWS_DIFFER', 'ALL'),
    ).toMatchObject({ count: 10 });
    expect(
      cell(tallies, 'DECISIONS_BY_ETHNICITY', 'INCLUDE', 'BLACK'),
    ).toMatchObject({ count: 10 });
    expect(cell(tallies, 'DECISIONS_BY_SEX', 'INCLUDE', 'M')).toEqual({
      labels: ['INCLUDE', 'M'],
      count: null,
      suppressed: true,
    });
    expect(cell(tallies, 'DECISIONS', 'INCLUDE', 'E09000008')).toMatchObject({
      count: 10,
    });
    expect(cell(tallies, 'DECISIONS', 'INCLUDE', 'E09000006')).toMatchObject({
      count: null,
    });
  });

  it('replies by sector, each; never of a health trust', () => {
    const tallies = times(4, 'DECISION', {
      ...DECIDED,
      replies: ['EDUCATION/LATE', 'EDUCATION/LATE', 'HEALTH/LATE'],
    });
    expect(cell(tallies, 'REPLIES', 'EDUCATION/LATE', 'ALL')).toMatchObject({
      count: 10,
    });
    const replies = tablesOf(tallies, PANEL, UNBLURRED).find(
      ({ table }) => table === 'REPLIES',
    );
    expect(JSON.stringify(replies)).not.toContain('HEALTH');
  });

  it('what came to notice again, with not known beside no; what a referral came to', () => {
    const tallies = [
      ...times(7, 'FOLLOW_UP', { cameToNotice: '3/NOT_KNOWN' }),
      ...times(8, 'REFERRAL', {
        steps: ['OFFER/ACKNOWLEDGED', 'OFFER/TAKEN_UP'],
      }),
    ];
    expect(cell(tallies, 'CAME_TO_NOTICE', '3/NOT_KNOWN', 'ALL')).toMatchObject(
      { count: 5 },
    );
    expect(cell(tallies, 'CAME_TO_NOTICE', '3/NO', 'ALL')).toMatchObject({
      count: null,
    });
    expect(cell(tallies, 'REFERRALS', 'OFFER/TAKEN_UP', 'ALL')).toMatchObject({
      count: 10,
    });
  });

  it('minutes to the half hour, as many as so many steps as are said would take, and of fewer than five none', () => {
    const visits = (n: number) =>
      times(n, 'VISIT', { ended: 'DONE', step: 'VISIT', minutes: 47 });
    const others = [
      ...times(5, 'DECISION', { step: 'DECISION', minutes: 12 }),
      ...times(5, 'MINUTES', { step: 'CLOSE', minutes: 6 }),
    ];
    expect(
      cell(others, 'OFFICER_MINUTES', 'DECISION', 'MINUTES'),
    ).toMatchObject({ count: 60 });
    expect(cell(others, 'OFFICER_MINUTES', 'CLOSE', 'MINUTES')).toMatchObject({
      count: 30,
    });
    expect(
      cell(visits(4), 'OFFICER_MINUTES', 'VISIT', 'MINUTES'),
    ).toMatchObject({ count: null, suppressed: true });
    expect(cell(visits(6), 'OFFICER_MINUTES', 'VISIT', 'STEPS')).toMatchObject({
      count: 5,
    });
    // Six visits took 282 minutes, and five of them would take 235.
    expect(
      cell(visits(6), 'OFFICER_MINUTES', 'VISIT', 'MINUTES'),
    ).toMatchObject({ count: 240 });
  });
});

describe('of real events', () => {
  const view = (agency: string, riskToOthers: string) =>
    returned({
      agency,
      kind: 'VIEW',
      records: [record({ originator: agency, fields: { riskToOthers } })],
    });
  const file = given({
    viewRequests: [
      viewRequest(),
      viewRequest({ agency: 'croydon-social-care' }),
    ],
    returns: [
      view('croydon-yjs', 'LOW'),
      view('croydon-social-care', 'VERY_HIGH'),
    ],
  });
  const included = given({
    decisions: [decision({ outcome: 'INCLUDE', reason: undefined })],
  });
  const events: (Counted | undefined)[] = [
    nominationTally(counting()),
    decisionTally(
      { ...decision(), gaps: ['WITHHELD:croydon-yjs'] },
      counting({ file }),
    ),
    triageTally(triage, counting()),
    visitTally(made(), counting({ file: included })),
    referralTally(undefined, referral(), counting()),
    followUpTally(followUp('NO'), counting()),
    minutesTally('ALLOCATION', counting(), 10),
  ];
  const tallies = events.flatMap((each, kind) =>
    each
      ? Array.from({ length: 6 }, (_, i) => ({
          ...each,
          tallyId: `${kind}${i}`.padStart(32, '0'),
        }))
      : [],
  );
  const croydon = 'E09000008';
  /** A row of each table that is not empty. */
  const stands = {
    NOMINATIONS: [croydon],
    NOMINATIONS_BY_ETHNICITY: ['BLACK'],
    NOMINATIONS_BY_SEX: ['F'],
    SEX: ['F', croydon],
    AGE: ['UNDER_16', croydon],
    INCIDENT_TYPE: ['INC_CONFIRMED', croydon],
    ADDITIONAL_OFFENCE: ['YES', croydon],
    PRIOR_CONTACT: ['PRIOR_MISSING', croydon],
    BACKGROUND: ['NONE', croydon],
    DECISIONS: ['EXCLUDE/NO_EVIDENCE', croydon],
    DECISIONS_BY_ETHNICITY: ['EXCLUDE/NO_EVIDENCE', 'BLACK'],
    DECISIONS_BY_SEX: ['EXCLUDE/NO_EVIDENCE', 'F'],
    NOMINATION_TO_DECISION: ['8_14', croydon],
    REPLIES: ['YOUTH_JUSTICE/IN_TIME', croydon],
    GAPS: ['WITHHELD', croydon],
    DIVERGENCES: ['RISK_TO_OTHERS', croydon],
    TRIAGE: ['REFER_YJS', croydon],
    TRIAGE_BY_ETHNICITY: ['REFER_YJS', 'BLACK'],
    TRIAGE_BY_SEX: ['REFER_YJS', 'F'],
    VISITS: ['DONE', croydon],
    NOMINATION_TO_VISIT: ['15_28', croydon],
    DECISION_TO_VISIT: ['8_14', croydon],
    SIGNPOSTED_AT_VISIT: ['YES', croydon],
    REFERRALS: ['OFFER/MADE', croydon],
    CAME_TO_NOTICE: ['6/NO', croydon],
    OFFICER_MINUTES: ['ALLOCATION', 'STEPS'],
  } satisfies Record<TableName, string[]>;

  it.each(Object.entries(stands))('%s is not empty', (name, labels) => {
    expect(cell(tallies, name as TableName, ...labels)).toEqual({
      labels,
      count: 5,
    });
    const together = labels.map((label) => (label === croydon ? 'ALL' : label));
    expect(cell(tallies, name as TableName, ...together)).toMatchObject({
      count: 5,
    });
  });
});

it.each(AGREEMENTS.flatMap(({ panels }) => panels))(
  'the tables of $id are far from what one item holds',
  (panel) => {
    const tables = tablesOf([], panel).map(({ rows, ...table }) => ({
      ...table,
      rows: rows.map(({ labels }) => ({
        labels,
        count: 1_000_000,
        suppressed: true,
      })),
    }));
    // DynamoDB holds 400 KB.
    expect(canonical(tables).length).toBeLessThan(120_000);
  },
);

it('the tables are those of the contract, each once, and none of a class, a score or a rank', () => {
  const tables = tablesOf([], PANEL);
  expect(tables.map(({ table }) => table).toSorted()).toEqual(
    Names.options.toSorted(),
  );
  for (const table of tables)
    expect(StatisticsTable.parse(table)).toEqual(table);
  expect(JSON.stringify(tables).toLowerCase()).not.toMatch(/class|score|rank/);
});

it('ethnicity is counted in groups: both codes for Chinese in one, and what is not stated as not stated', () => {
  expect(new Set(Ethnicity.options.map(ethnicGroupOf))).toEqual(
    new Set(ETHNIC_GROUPS),
  );
  expect([ethnicGroupOf('O1'), ethnicGroupOf('A4')]).toEqual([
    'ASIAN',
    'ASIAN',
  ]);
  expect([ethnicGroupOf(undefined), ethnicGroupOf('NS')]).toEqual([
    'NOT_STATED',
    'NOT_STATED',
  ]);
});
