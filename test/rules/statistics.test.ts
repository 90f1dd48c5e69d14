/** The tables of a quarter: no number in them says that one child was counted or was not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from '../../rules/canonical.ts';
import { ETHNIC_GROUPS, ethnicGroupOf } from '../../rules/ethnic-group.ts';
import { published, tablesOf } from '../../rules/statistics.ts';
import type { Tally } from '../../schemas/entities.ts';
import { TableName as Names, StatisticsTable, type TableName } from '../../schemas/statistics.ts';
import { Ethnicity } from '../../schemas/vocabulary.ts';
import { panelNamed } from './given.ts';

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
const times = (n: number, kind: Tally['kind'], facts: Tally['facts']): Tally[] =>
  Array.from({ length: n }, (_, i) => tally(kind, facts, i));
const DECIDED = { decision: 'INCLUDE', final: 'FIRST', sex: 'F', ethnicity: 'BLACK', borough: 'E09000008' };

const cell = (tallies: Tally[], table: TableName, ...labels: string[]) =>
  tablesOf(tallies, PANEL)
    .find((each) => each.table === table)
    ?.rows.find((row) => row.labels.join() === labels.join());

const drawn = fc.oneof(
  fc
    .record({
      decision: fc.constantFrom('INCLUDE', 'EXCLUDE/AGE', 'DEFER/ONGOING_INVESTIGATION', 'REFER_PARTNER'),
      final: fc.constantFrom('FIRST', 'AGAIN', 'NO'),
      sex: fc.constantFrom('F', 'M', 'U', 'NOT_GIVEN'),
      ethnicity: fc.constantFrom(...ETHNIC_GROUPS),
      borough: fc.constantFrom('E09000008', 'E09000006', 'ELSEWHERE'),
      priorContact: fc.subarray(['PRIOR_MISSING', 'PRIOR_VICTIM']),
      replies: fc.array(fc.constantFrom('EDUCATION/LATE', 'YOUTH_JUSTICE/IN_TIME'), { maxLength: 4 }),
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
  tablesOf(tallies, PANEL).flatMap(({ table, rows }) => rows.map((row) => ({ table, ...row })));

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
    expect(published(0)).toEqual(published(4));
    expect([5, 7, 8, 12, 13].map((count) => published(count).count)).toEqual([5, 5, 10, 10, 15]);
  });

  it('the rows are the same whatever was counted: that there is one says nothing', () => {
    const labels = (tallies: readonly Tally[]) => rowsOf(tallies).map(({ table, labels: of }) => [table, ...of]);
    fc.assert(
      fc.property(many, (tallies) => {
        expect(labels(tallies)).toEqual(labels([]));
      }),
    );
  });

  it('the same in any order are the same bytes', () => {
    const shuffled = many.chain((tallies) =>
      fc.tuple(fc.constant(tallies), fc.shuffledSubarray(tallies, { minLength: tallies.length })),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(canonical(tablesOf(one, PANEL))).toBe(canonical(tablesOf(other, PANEL)));
      }),
    );
  });

  it('one child in another cell changes a number by one step of rounding, or not at all', () => {
    const counts = (tallies: readonly Tally[]) => rowsOf(tallies).filter(({ table }) => table !== 'OFFICER_MINUTES');
    fc.assert(
      fc.property(many, drawn, drawn, (others, one, instead) => {
        const [before, after] = [counts([...others, one]), counts([...others, instead])];
        before.forEach(({ table, count }, i) => {
          const now = after[i]?.count ?? null;
          // One child may have been asked about of several agencies of a sector.
          if (table !== 'REPLIES') expect(Math.abs((count ?? 0) - (now ?? 0))).toBeLessThanOrEqual(5);
          if (count === null && now !== null && table !== 'REPLIES') expect(now).toBe(5);
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
      ...times(9, 'DECISION', { ...DECIDED, decision: 'DEFER/PARTNER_VIEWS_DIFFER', final: 'NO' }),
    ];
    expect(cell(tallies, 'SEX', 'F')).toMatchObject({ count: 5 });
    expect(cell(tallies, 'DECISIONS', 'INCLUDE')).toMatchObject({ count: 10 });
    expect(cell(tallies, 'DECISIONS', 'DEFER/PARTNER_VIEWS_DIFFER')).toMatchObject({ count: 10 });
    expect(cell(tallies, 'DECISIONS_BY_ETHNICITY', 'INCLUDE', 'BLACK')).toMatchObject({ count: 10 });
    expect(cell(tallies, 'DECISIONS_BY_SEX', 'INCLUDE', 'M')).toEqual({
      labels: ['INCLUDE', 'M'],
      count: null,
      suppressed: true,
    });
    expect(cell(tallies, 'DECISIONS_BY_BOROUGH', 'INCLUDE', 'E09000008')).toMatchObject({ count: 10 });
  });

  it('replies by sector, each; never of a health trust', () => {
    const tallies = times(4, 'DECISION', { ...DECIDED, replies: ['EDUCATION/LATE', 'EDUCATION/LATE', 'HEALTH/LATE'] });
    expect(cell(tallies, 'REPLIES', 'EDUCATION/LATE')).toMatchObject({ count: 10 });
    const replies = tablesOf(tallies, PANEL).find(({ table }) => table === 'REPLIES');
    expect(JSON.stringify(replies)).not.toContain('HEALTH');
  });

  it('what came to notice again, with not known beside no; what a referral came to', () => {
    const tallies = [
      ...times(7, 'FOLLOW_UP', { cameToNotice: '3/NOT_KNOWN' }),
      ...times(8, 'REFERRAL', { steps: ['ACKNOWLEDGED', 'TAKEN_UP'] }),
    ];
    expect(cell(tallies, 'CAME_TO_NOTICE', '3/NOT_KNOWN')).toMatchObject({ count: 5 });
    expect(cell(tallies, 'CAME_TO_NOTICE', '3/NO')).toMatchObject({ count: null });
    expect(cell(tallies, 'REFERRALS', 'TAKEN_UP')).toMatchObject({ count: 10 });
  });

  it('minutes to the half hour, and of fewer than five steps none', () => {
    const visits = (n: number) => times(n, 'VISIT', { ended: 'DONE', step: 'VISIT', minutes: 47 });
    const others = [
      ...times(5, 'DECISION', { step: 'DECISION', minutes: 12 }),
      ...times(5, 'CLOSE', { step: 'CLOSE', minutes: 6 }),
    ];
    expect(cell(others, 'OFFICER_MINUTES', 'DECISION', 'MINUTES')).toMatchObject({ count: 60 });
    expect(cell(others, 'OFFICER_MINUTES', 'CLOSE', 'MINUTES')).toMatchObject({ count: 30 });
    expect(cell(visits(4), 'OFFICER_MINUTES', 'VISIT', 'MINUTES')).toMatchObject({ count: null, suppressed: true });
    expect(cell(visits(6), 'OFFICER_MINUTES', 'VISIT', 'STEPS')).toMatchObject({ count: 5 });
    expect(cell(visits(6), 'OFFICER_MINUTES', 'VISIT', 'MINUTES')).toMatchObject({ count: 270 });
  });
});

it('the tables are those of the contract, each once, and none of a class, a score or a rank', () => {
  const tables = tablesOf([], PANEL);
  expect(tables.map(({ table }) => table).toSorted()).toEqual(Names.options.toSorted());
  for (const table of tables) expect(StatisticsTable.parse(table)).toEqual(table);
  expect(JSON.stringify(tables).toLowerCase()).not.toMatch(/class|score|rank/);
});

it('ethnicity is counted in groups: both codes for Chinese in one, and what is not stated as not stated', () => {
  expect(new Set(Ethnicity.options.map(ethnicGroupOf))).toEqual(new Set(ETHNIC_GROUPS));
  expect([ethnicGroupOf('O1'), ethnicGroupOf('A4')]).toEqual(['ASIAN', 'ASIAN']);
  expect([ethnicGroupOf(undefined), ethnicGroupOf('NS')]).toEqual(['NOT_STATED', 'NOT_STATED']);
});
