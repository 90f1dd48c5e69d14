/**
 * Numbers without children: a fixed set of tables for a quarter. Every number is a multiple of
 * five, or is not said.
 */
import * as z from 'zod';
import { administrative } from '../vocabulary/classification.ts';
import { Instant, PanelId, Quarter } from '../vocabulary/shapes.ts';

export const StatisticsQuery = z.strictObject({
  panel: PanelId,
  quarter: Quarter,
});

export const TableName = z.enum([
  'NOMINATIONS',
  'NOMINATIONS_BY_ETHNICITY',
  'NOMINATIONS_BY_SEX',
  'SEX',
  'AGE',
  'INCIDENT_TYPE',
  'ADDITIONAL_OFFENCE',
  'PRIOR_CONTACT',
  'BACKGROUND',
  'DECISIONS',
  'DECISIONS_BY_ETHNICITY',
  'DECISIONS_BY_SEX',
  'NOMINATION_TO_DECISION',
  'REPLIES',
  'GAPS',
  'DIVERGENCES',
  'TRIAGE',
  'TRIAGE_BY_ETHNICITY',
  'TRIAGE_BY_SEX',
  'VISITS',
  'NOMINATION_TO_VISIT',
  'DECISION_TO_VISIT',
  'SIGNPOSTED_AT_VISIT',
  'REFERRALS',
  'CAME_TO_NOTICE',
  'OFFICER_MINUTES',
]);
export type TableName = z.infer<typeof TableName>;

export const StatisticsRow = z.strictObject({
  /**
   * One for each column; `ALL` for every borough together. Every row of a table is always there,
   * whatever was counted.
   */
  labels: z.array(z.string()),
  /**
   * Blurred by chance and rounded to five, so that rows need not add up; null where it is under
   * five, blurred or not.
   */
  count: z.int().multipleOf(5).nullable(),
  suppressed: z.literal(true).optional(),
});
export type StatisticsRow = z.infer<typeof StatisticsRow>;

export const StatisticsTable = z.strictObject({
  table: TableName,
  columns: z.array(z.string()),
  rows: z.array(StatisticsRow),
});
export type StatisticsTable = z.infer<typeof StatisticsTable>;

export const StatisticsMessage = administrative(
  z.strictObject({
    panel: PanelId,
    quarter: Quarter,
    computedAt: Instant,
    tables: z.array(StatisticsTable),
  }),
);
