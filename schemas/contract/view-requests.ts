/** Messages of the agency check: what the panel asks of an agency, and what the agency returns. */
import * as z from 'zod';
import { administrative, personal } from '../vocabulary/classification.ts';
import {
  RecordingChannel,
  ReplyKind,
  UrgencyReason,
  WithholdingReason,
} from '../vocabulary/codes.ts';
import { FIELDS } from '../vocabulary/fields.ts';
import {
  AgencyId,
  AgreementId,
  CalendarDate,
  CaseId,
  Instant,
  line,
  PanelId,
  prose,
  QuestionId,
  ViewRequestId,
} from '../vocabulary/shapes.ts';
import { Disclosure, PermittedRecords } from './disclosure.ts';
import { Agencies } from './young-people.ts';

/** The categories in which an agency may be asked for its view, and in which it may answer. */
export const VIEW_CATEGORIES = [
  'involvement',
  'view',
  'approach',
  'health',
] as const;
export type ViewCategory = (typeof VIEW_CATEGORIES)[number];

/** The case must be listed: a view is asked for a meeting. */
export const AskForViews = z.strictObject({
  /**
   * Left out: every agency that an agreement in force lets the panel ask. Who is named and has not
   * answered is asked again.
   */
  agencies: Agencies.optional(),
  /** Less time than the agreement gives its parties, and why. */
  urgent: z
    .strictObject({ replyBy: CalendarDate, reason: UrgencyReason })
    .optional(),
});
export type AskForViews = z.infer<typeof AskForViews>;

export const ViewsAsked = administrative(
  z.strictObject({
    caseId: CaseId,
    viewRequests: z.array(
      z.strictObject({
        viewRequestId: ViewRequestId,
        agency: AgencyId,
        agreement: AgreementId,
        replyBy: CalendarDate,
      }),
    ),
  }),
);

/** The state of a request to the agency that was asked. */
const RequestState = z.enum([
  'OPEN',
  /** The panel recorded a reply in the agency's name, which the agency has still to confirm. */
  'TO_CONFIRM',
  'REPLIED',
  'CLOSED',
]);

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
  viewRequests: z.array(
    z.strictObject({ ...aboutTheRequest, state: administrative(RequestState) }),
  ),
  next: administrative(z.string().optional()),
});

/**
 * The answer that the panel recorded in the agency's name, for the agency to confirm or to replace
 * by its own reply.
 */
const ToConfirm = z.strictObject({
  version: administrative(z.int()),
  kind: administrative(ReplyKind),
  person: administrative(z.string()),
  channel: administrative(RecordingChannel),
  confirmBy: administrative(CalendarDate),
  records: PermittedRecords,
});

export const ViewRequestMessage = z.strictObject({
  ...aboutTheRequest,
  purpose: administrative(z.literal('PANEL_SELECTION')),
  urgencyReason: administrative(UrgencyReason.optional()),
  state: administrative(RequestState),
  records: PermittedRecords,
  /** Your own number for the child, where you gave it with a reply. It is told to nobody else. */
  linked: z
    .strictObject({
      identifiers: z.strictObject({
        localIdentifier: personal('identifiers.localIdentifier', line(40)),
      }),
    })
    .optional(),
  /** Your questions, and what the panel answered. */
  questions: administrative(
    z.array(
      z.strictObject({
        questionId: QuestionId,
        text: z.string(),
        askedAt: Instant,
        answer: z.string().optional(),
        answeredAt: Instant.optional(),
      }),
    ),
  ),
  toConfirm: ToConfirm.optional(),
  /** JSON Schema (2020-12) of the reply that the agreement permits. */
  replySchema: administrative(z.record(z.string(), z.unknown())),
  disclosure: Disclosure,
});

export const PageQuery = z.strictObject({
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(25),
});

const optional = <S extends Record<string, z.ZodType>>(shape: S) =>
  z.strictObject(shape).partial();

const Approval = z.strictObject(FIELDS.approval);

/** The agency's own number for the child, to find it again: it is told to that agency alone. */
const localIdentifier = line(40).optional();

export const Reply = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('VIEW'),
      involvement: optional(FIELDS.involvement).optional(),
      view: optional(FIELDS.view).optional(),
      approach: optional(FIELDS.approach).optional(),
      health: optional(FIELDS.health).optional(),
      localIdentifier,
      approval: Approval.optional(),
    })
    .refine(
      (reply) =>
        VIEW_CATEGORIES.some(
          (category) => Object.keys(reply[category] ?? {}).length > 0,
        ),
      'a view says something',
    )
    .refine(
      (reply) =>
        VIEW_CATEGORIES.every(
          (category) =>
            reply[category] === undefined ||
            Object.keys(reply[category]).length > 0,
        ),
      'a category that is given says something',
    ),
  z.strictObject({
    kind: z.literal('NOTHING_HELD'),
    localIdentifier,
    approval: Approval.optional(),
  }),
  z.strictObject({
    kind: z.literal('WITHHELD'),
    reason: WithholdingReason,
    note: prose(600).optional(),
    localIdentifier,
    approval: Approval.optional(),
  }),
  z.strictObject({
    kind: z.literal('CANNOT_IDENTIFY'),
    approval: Approval.optional(),
  }),
]);
export type Reply = z.infer<typeof Reply>;

export const ReplyReceipt = administrative(
  z.strictObject({
    viewRequestId: ViewRequestId,
    kind: ReplyKind,
    version: z.int(),
    receivedAt: Instant,
  }),
);

/**
 * The question of an agency before it can answer. Under a restricted agreement it carries its
 * approval, as a reply does.
 */
export const QuestionRequest = z.strictObject({
  text: prose(600),
  approval: Approval.optional(),
});

export const QuestionReceipt = administrative(
  z.strictObject({
    questionId: QuestionId,
    viewRequestId: ViewRequestId,
    askedAt: Instant,
  }),
);

export const AnswerRequest = z.strictObject({ answer: prose(1000) });

export const AnswerReceipt = administrative(
  z.strictObject({
    caseId: CaseId,
    questionId: QuestionId,
    answeredAt: Instant,
  }),
);

export const QuestionParams = z.strictObject({
  id: z.string().max(80),
  questionId: z.string().max(80),
});

/**
 * The answer of an agency without a system of its own, or a fact spoken at the meeting, and who
 * said it.
 */
export const RecordReturnRequest = z.strictObject({
  reply: Reply,
  person: line(120),
  channel: RecordingChannel,
});

export const RecordReturnReceipt = administrative(
  z.strictObject({
    caseId: CaseId,
    viewRequestId: ViewRequestId,
    agency: AgencyId,
    kind: ReplyKind,
    version: z.int(),
    confirmBy: CalendarDate,
  }),
);

export const ReturnParams = z.strictObject({
  id: z.string().max(80),
  agency: z.string().max(80),
});

/** The version that the agency has read and confirms. */
export const ConfirmationRequest = z.strictObject({
  version: z.int().min(1).max(999_999),
});

export const ConfirmationReceipt = administrative(
  z.strictObject({
    viewRequestId: ViewRequestId,
    version: z.int(),
    confirmedAt: Instant,
  }),
);
