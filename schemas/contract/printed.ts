/**
 * The messages of printed pages: a page is rendered of one that was parsed with these, and of
 * nothing else.
 */
import * as z from 'zod';
import { administrative, derived } from '../vocabulary/classification.ts';
import { PractitionerRole } from '../vocabulary/codes.ts';
import {
  AgencyId,
  CalendarDate,
  CaseId,
  Instant,
} from '../vocabulary/shapes.ts';
import { MeetingMessage } from './meetings.ts';
import { PackMessage } from './pack.ts';

/** The holder of this sheet of paper, and the day until which they hold it. */
const PrintedFor = z.strictObject({
  agency: AgencyId,
  practitioner: z.string(),
  role: PractitionerRole,
  printedAt: Instant,
  /** The paper is to be destroyed by the end of this day. */
  destroyBy: CalendarDate,
  /** All that it says is invented. */
  synthetic: z.boolean(),
});
export type PrintedFor = z.infer<typeof PrintedFor>;

/**
 * The count of fields and points that stay on the screen. Their names and agencies would say what
 * they keep.
 */
const ScreenOnly = z.strictObject({ fields: z.int(), points: z.int() });

const PackOnPaper = z.strictObject({
  ...PackMessage.shape,
  /** Counted from 1 for each case. */
  copy: administrative(z.int().positive()),
  screenOnly: derived(ScreenOnly),
});
export type PackOnPaper = z.infer<typeof PackOnPaper>;

export const PrintedPack = z.strictObject({
  printed: administrative(PrintedFor),
  pack: PackOnPaper,
});
export type PrintedPack = z.infer<typeof PrintedPack>;

/** The meeting, and each listed case in the order of the agenda. */
export const PrintedMeeting = z.strictObject({
  printed: administrative(PrintedFor),
  meeting: MeetingMessage,
  /** Without a pack: nothing of this case may be printed for this panel now. */
  cases: z.array(
    z.strictObject({
      caseId: administrative(CaseId),
      pack: PackOnPaper.optional(),
    }),
  ),
});
export type PrintedMeeting = z.infer<typeof PrintedMeeting>;
