/**
 * Messages of the worklist: what somebody must do today in one borough. Not an export: no page
 * follows, and no name selects.
 */
import * as z from 'zod';
import { TaskKind } from '../store/entities.ts';
import { administrative, derived } from '../vocabulary/classification.ts';
import {
  CaseId,
  EntryId,
  GssCode,
  Instant,
  PanelId,
} from '../vocabulary/shapes.ts';
import { CaseState } from './case-parts.ts';

export const WorklistQuery = z.strictObject({
  panel: PanelId,
  borough: GssCode,
});

/** The last three are of the clock of a referral to the youth justice service. */
export const TaskState = z.enum([
  'DUE',
  'OVERDUE',
  'RUNNING',
  'LAPSES_SOON',
  'LAPSED',
]);
export type TaskState = z.infer<typeof TaskState>;

const WorklistRow = z.strictObject({
  caseId: CaseId,
  initials: z.string().optional(),
  /** The state of the case when the task arose. */
  caseState: CaseState.optional(),
  kind: TaskKind,
  /** Its subject: an agency, a visit, a referral, a month. */
  about: z.string(),
  dueAt: Instant,
  state: TaskState,
  /** The task in a sentence for a person. */
  says: z.string(),
});
export type WorklistRow = z.infer<typeof WorklistRow>;

export const WorklistMessage = z.strictObject({
  panel: administrative(PanelId),
  borough: administrative(GssCode),
  /** The most overdue first; at most 50. */
  tasks: derived(z.array(WorklistRow)),
  /** There is more to do than is shown: it shows when something here is done. */
  more: administrative(z.boolean()),
  ledgerEntry: administrative(EntryId),
});
