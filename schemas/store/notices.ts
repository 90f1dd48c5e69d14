/**
 * The notices that the sequencer sends to everyone whom a write concerns. One outbox item however
 * many it reaches: the sequencer fans it out. A notice names no child.
 */
import * as z from 'zod';
import {
  AgencyId,
  FlagId,
  Instant,
  ViewRequestId,
  VisitId,
} from '../vocabulary/shapes.ts';

export const FLAG_NOTICES = [
  'FLAG_REVIEWED',
  'FLAG_CONTESTED',
  'FLAG_CORRECTED',
  'FLAG_WITHDRAWN',
] as const;

export const Notice = z.discriminatedUnion('kind', [
  /** A flag changed: to every recipient whose marker holds its record. */
  z.strictObject({
    kind: z.enum(FLAG_NOTICES),
    flagId: FlagId,
    personId: z.string(),
    recordId: z.string(),
  }),
  /**
   * The panel has decided: to the agencies that were asked and wish to hear that it has. What it
   * decided is not said.
   */
  z.strictObject({
    kind: z.literal('CASE_DECIDED'),
    requests: z.array(
      z.strictObject({ agency: AgencyId, viewRequestId: ViewRequestId }),
    ),
  }),
  /**
   * A visit is on hold, or over: to the panel and to the agency of the officer who was to make it.
   */
  z.strictObject({
    kind: z.literal('VISIT_HELD'),
    recipients: z.array(z.string()),
    visitId: VisitId,
  }),
  /** Break-glass was used: to the agencies named, whose data protection officers review it. */
  z.strictObject({
    kind: z.literal('BREAK_GLASS_USED'),
    agencies: z.array(z.string()),
    reviewBy: Instant,
  }),
]);
export type Notice = z.infer<typeof Notice>;

export type FlagNotice = (typeof FLAG_NOTICES)[number];
