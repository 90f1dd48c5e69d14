/** Messages of the agency check: what the panel asks of an agency, and what the agency returns. */
import * as z from 'zod';
import { administrative } from './classification.ts';
import { Disclosure, PermittedRecords } from './disclosure.ts';
import { FIELDS } from './fields.ts';
import { AgencyId, AgreementId, CalendarDate, CaseId, Instant, PanelId, prose, ViewRequestId } from './shapes.ts';
import { ReplyKind, WithholdingReason } from './vocabulary.ts';
import { Agencies } from './young-people.ts';

/** The categories in which an agency may be asked for its view, and in which it may answer. */
export const VIEW_CATEGORIES = ['involvement', 'view', 'approach', 'health'] as const;
export type ViewCategory = (typeof VIEW_CATEGORIES)[number];

/** The case must be listed: a view is asked for a meeting. */
export const AskForViews = z.strictObject({
  /** Left out: every agency that an agreement in force lets the panel ask. */
  agencies: Agencies.optional(),
  /** Less time than the agreement gives its parties, and why. */
  urgent: z.strictObject({ replyBy: CalendarDate, reason: prose(400) }).optional(),
});
export type AskForViews = z.infer<typeof AskForViews>;

export const ViewsAsked = administrative(
  z.strictObject({
    caseId: CaseId,
    viewRequests: z.array(
      z.strictObject({ viewRequestId: ViewRequestId, agency: AgencyId, agreement: AgreementId, replyBy: CalendarDate }),
    ),
  }),
);

/** How a request stands, to the agency that was asked. */
const RequestState = z.enum(['OPEN', 'REPLIED', 'CLOSED']);

const aboutTheRequest = {
  viewRequestId: administrative(ViewRequestId),
  caseId: administrative(CaseId),
  panel: administrative(PanelId),
  agreement: administrative(AgreementId),
  meetingOn: administrative(CalendarDate),
  replyBy: administrative(CalendarDate),
  categories: administrative(z.array(z.enum(VIEW_CATEGORIES))),
};

/** A poll names no child: who it is about is in each request, where the look is recorded. */
export const ViewRequestList = z.strictObject({
  viewRequests: z.array(z.strictObject({ ...aboutTheRequest, state: administrative(RequestState) })),
  next: administrative(z.string().optional()),
});

export const ViewRequestMessage = z.strictObject({
  ...aboutTheRequest,
  state: administrative(RequestState),
  records: PermittedRecords,
  disclosure: Disclosure,
});

export const PageQuery = z.strictObject({
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(25),
});

const optional = <S extends Record<string, z.ZodType>>(shape: S) => z.strictObject(shape).partial();

const Approval = z.strictObject(FIELDS.approval);

export const Reply = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('VIEW'),
      involvement: optional(FIELDS.involvement).optional(),
      view: optional(FIELDS.view).optional(),
      approach: optional(FIELDS.approach).optional(),
      health: optional(FIELDS.health).optional(),
      approval: Approval.optional(),
    })
    .refine(
      (reply) => VIEW_CATEGORIES.some((category) => Object.keys(reply[category] ?? {}).length > 0),
      'a view says something',
    )
    .refine(
      (reply) =>
        VIEW_CATEGORIES.every((category) => reply[category] === undefined || Object.keys(reply[category]).length > 0),
      'a category that is given says something',
    ),
  z.strictObject({ kind: z.literal('NOTHING_HELD'), approval: Approval.optional() }),
  z.strictObject({
    kind: z.literal('WITHHELD'),
    reason: WithholdingReason,
    note: prose(600).optional(),
    approval: Approval.optional(),
  }),
  z.strictObject({ kind: z.literal('CANNOT_IDENTIFY'), approval: Approval.optional() }),
]);
export type Reply = z.infer<typeof Reply>;

export const ReplyReceipt = administrative(
  z.strictObject({ viewRequestId: ViewRequestId, kind: ReplyKind, version: z.int(), receivedAt: Instant }),
);
