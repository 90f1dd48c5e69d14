/** Messages of a panel's meetings: when, in which order, who was there. */
import * as z from 'zod';
import { BOUNDS } from '../vocabulary/bounds.ts';
import { administrative } from '../vocabulary/classification.ts';
import { PractitionerRole } from '../vocabulary/codes.ts';
import {
  AgencyId,
  CalendarDate,
  CaseId,
  EntryId,
  line,
  MeetingId,
  PanelId,
  PractitionerId,
} from '../vocabulary/shapes.ts';

export const MeetingRequest = z.strictObject({
  panel: PanelId,
  meetingOn: CalendarDate,
  /** Local time of day, `hh:mm`. */
  startsAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, hh:mm')
    .optional(),
  place: line(120).optional(),
});

export const MeetingReceipt = administrative(
  z.strictObject({
    meetingId: MeetingId,
    panel: PanelId,
    meetingOn: CalendarDate,
  }),
);

/** London dates, both inclusive. */
export const MeetingsQuery = z
  .strictObject({ panel: PanelId, from: CalendarDate, to: CalendarDate })
  .refine(({ from, to }) => from <= to, {
    message: 'ends before it begins',
    path: ['to'],
  })
  .refine(
    ({ from, to }) => Date.parse(to) - Date.parse(from) <= 365 * 86_400_000,
    {
      message: 'covers more than 366 days',
      path: ['to'],
    },
  );

export const MeetingList = administrative(
  z.strictObject({
    meetings: z.array(
      z.strictObject({ meetingId: MeetingId, meetingOn: CalendarDate }),
    ),
    ledgerEntry: EntryId,
  }),
);

export const MeetingParams = z.strictObject({ id: z.string().max(80) });

/**
 * The order in which the listed cases are talked about. Listing and taking off is the case's own
 * call.
 */
export const AgendaRequest = z.strictObject({
  cases: z.array(CaseId).max(BOUNDS.agendaOfMeeting),
});

export const Attendee = z.strictObject({
  agency: AgencyId,
  practitioner: PractitionerId,
  role: PractitionerRole,
});
export const AttendanceRequest = z.strictObject({
  present: z.array(Attendee).max(BOUNDS.attendanceOfMeeting),
});

export const Quorum = z.strictObject({
  met: z.boolean(),
  agencies: z.int(),
  needed: z.int(),
  /** Agencies without which the panel is not quorate and which are not there. */
  missing: z.array(AgencyId),
  ifNotMet: z.enum(['WARN', 'REFUSE']),
});
export type Quorum = z.infer<typeof Quorum>;

export const MeetingMessage = administrative(
  z.strictObject({
    meetingId: MeetingId,
    panel: PanelId,
    meetingOn: CalendarDate,
    startsAt: z.string().optional(),
    place: z.string().optional(),
    agenda: z.array(CaseId),
    attendance: z.array(Attendee),
    quorum: Quorum,
    ledgerEntry: EntryId,
  }),
);
