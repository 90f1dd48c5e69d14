/**
 * What an agency may answer to one view request: the categories it was asked for, and of each the fields that a flow of the
 * request's agreement leads from the agency to this panel. The reply is checked against the same lists that the agency is
 * shown as a JSON Schema.
 */
import { panelRecipient } from '../../schemas/contract/agreement/agreement.ts';
import type { ContentError } from '../../schemas/contract/problems.ts';
import fields from '../../schemas/contract/reply-fields.json' with {
  type: 'json',
};
import {
  type Reply,
  VIEW_CATEGORIES,
  type ViewCategory,
} from '../../schemas/contract/view-requests.ts';
import type { ViewRequest } from '../../schemas/store/entities.ts';
import type { LiveAgreement } from '../sharing/agreement.ts';

type Json = Record<string, unknown>;
type Request = Pick<ViewRequest, 'agency' | 'panel' | 'categories'>;

/** By category the fields that may be given; a category without any is absent. */
export const givable = (
  request: Request,
  { flows, prohibitions }: LiveAgreement,
): Map<ViewCategory, string[]> => {
  const to = panelRecipient(request.panel);
  const leading = flows.filter(
    (flow) =>
      flow.from.includes(request.agency) &&
      flow.to.includes(to) &&
      flow.purposes.includes('PANEL_SELECTION'),
  );
  const prohibited = (category: string, field: string) =>
    prohibitions.some(
      (clause) =>
        clause.category === category &&
        (clause.from?.includes(request.agency) ?? true) &&
        (clause.to?.includes(to) ?? true) &&
        (clause.fields?.includes(field) ?? true) &&
        (clause.purposes?.includes('PANEL_SELECTION') ?? true),
    );
  const carried = (category: ViewCategory) =>
    Object.keys(fields.categories[category]).filter(
      (field) =>
        leading.some(
          (flow) => flow.category === category && flow.fields.includes(field),
        ) && !prohibited(category, field),
    );
  return new Map(
    VIEW_CATEGORIES.filter((category) => request.categories.includes(category))
      .map((category) => [category, carried(category)] as const)
      .filter(([, some]) => some.length > 0),
  );
};

/** What the agreement under which the agency was asked does not let it answer. Empty where all of it is permitted. */
export const notPermitted = (
  reply: Reply,
  request: Request,
  agreement: LiveAgreement,
): ContentError[] => {
  const permitted = givable(request, agreement);
  const given =
    reply.kind === 'VIEW'
      ? VIEW_CATEGORIES.filter((category) => reply[category] !== undefined)
      : [];
  const said = (category: ViewCategory) =>
    Object.keys((reply.kind === 'VIEW' && reply[category]) || {});
  return [
    ...given.flatMap((category): ContentError[] => {
      const open = permitted.get(category);
      if (!open)
        return [
          {
            pointer: `/${category}`,
            message: `is not asked for under ${agreement.id}`,
          },
        ];
      return said(category)
        .filter((field) => !open.includes(field))
        .map((field) => ({
          pointer: `/${category}/${field}`,
          message: `does not go to the panel under ${agreement.id}`,
        }));
    }),
    ...approvalErrors(reply, agreement),
  ];
};

/** A restricted agreement wants the approval of whatever is said under it; no other agreement has a use for one. */
export const approvalErrors = (
  { approval }: { approval?: unknown },
  agreement: LiveAgreement,
): ContentError[] => {
  const { approvalRequired } = agreement.returns;
  if (approvalRequired === (approval !== undefined)) return [];
  return [
    {
      pointer: '/approval',
      message: `${agreement.id} ${approvalRequired ? 'requires' : 'asks for no'} approval`,
    },
  ];
};

/** The JSON Schema (2020-12) of the permitted reply. */
export const replySchemaOf = (
  request: Request,
  agreement: LiveAgreement,
): Json => {
  const { approvalRequired } = agreement.returns;
  const approval = approvalRequired && { approval: whole(fields.approval) };
  const views = Object.fromEntries(
    [...givable(request, agreement)].map(([category, open]) => [
      category,
      someOf(category, open),
    ]),
  );
  const kind = (
    name: Reply['kind'],
    properties: Json,
    required: string[] = [],
  ): Json => ({
    type: 'object',
    properties: { kind: { const: name }, ...properties, ...approval },
    required: ['kind', ...required, ...(approvalRequired ? ['approval'] : [])],
    additionalProperties: false,
  });
  const { localIdentifier, reason, note } = fields;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    oneOf: [
      // With nothing that may be given there is no view to give.
      ...(Object.keys(views).length > 0
        ? [
            {
              ...kind('VIEW', { ...views, localIdentifier }),
              anyOf: Object.keys(views).map((category) => ({
                required: [category],
              })),
            },
          ]
        : []),
      kind('NOTHING_HELD', { localIdentifier }),
      kind('WITHHELD', { reason, note, localIdentifier }, ['reason']),
      kind('CANNOT_IDENTIFY', {}),
    ],
  };
};

const someOf = (category: ViewCategory, open: readonly string[]): Json => ({
  type: 'object',
  properties: Object.fromEntries(
    Object.entries(fields.categories[category]).filter(([field]) =>
      open.includes(field),
    ),
  ),
  additionalProperties: false,
  minProperties: 1,
});

const whole = (properties: Json): Json => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
