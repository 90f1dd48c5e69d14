/**
 * Says what an agency may answer to one view request: the categories that it was asked for, and of
 * each the fields that a flow of the request's agreement leads from the agency to this panel. The
 * reply is checked against the same lists that the agency is shown as a JSON Schema.
 */
import {
  type Prohibition,
  panelRecipient,
} from '../../schemas/contract/agreement/agreement.ts';
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

/** The fields that may be given, by category; a category without any is absent. */
export const givable = (
  request: Request,
  agreement: LiveAgreement,
): Map<ViewCategory, string[]> => {
  const known = fields.categories;
  return new Map(
    VIEW_CATEGORIES.filter((category) => request.categories.includes(category))
      .map((category) => {
        const open = opener(request, agreement, category);
        return [category, Object.keys(known[category]).filter(open)] as const;
      })
      .filter(([, open]) => open.length > 0),
  );
};

/** Tests whether a field of a category is carried by some flow and barred by no prohibition. */
const opener = (
  { agency, panel }: Request,
  { flows, prohibitions }: LiveAgreement,
  category: ViewCategory,
): ((field: string) => boolean) => {
  const to = panelRecipient(panel);
  const leading = flows.filter(
    (flow) =>
      flow.category === category &&
      flow.from.includes(agency) &&
      flow.to.includes(to) &&
      flow.purposes.includes(PURPOSE),
  );
  const barring = prohibitions.filter(
    (clause) => clause.category === category && bars(clause, agency, to),
  );
  return (field) =>
    leading.some((flow) => flow.fields.includes(field)) &&
    !barring.some((clause) => clause.fields?.includes(field) ?? true);
};

const bars = (
  { from, to, purposes }: Prohibition,
  agency: string,
  recipient: string,
): boolean =>
  (from?.includes(agency) ?? true) &&
  (to?.includes(recipient) ?? true) &&
  (purposes?.includes(PURPOSE) ?? true);

const PURPOSE = 'PANEL_SELECTION';

/**
 * Finds what the agreement under which the agency was asked does not let it answer. Empty where all
 * of it is permitted.
 */
export const notPermitted = (
  reply: Reply,
  request: Request,
  agreement: LiveAgreement,
): ContentError[] => {
  const views = reply.kind === 'VIEW' ? viewsIn(reply) : [];
  const permitted = givable(request, agreement);
  return [
    ...views.flatMap(([category, view]) =>
      viewErrors(category, view, permitted.get(category), agreement.id),
    ),
    ...approvalErrors(reply, agreement),
  ];
};

const viewsIn = (
  reply: Extract<Reply, { kind: 'VIEW' }>,
): [ViewCategory, object][] =>
  VIEW_CATEGORIES.flatMap((category) => {
    const view = reply[category];
    return view === undefined ? [] : [[category, view]];
  });

const viewErrors = (
  category: ViewCategory,
  view: object,
  open: readonly string[] | undefined,
  agreement: string,
): ContentError[] => {
  const pointer = `/${category}`;
  if (!open)
    return [{ pointer, message: `is not asked for under ${agreement}` }];
  return Object.keys(view)
    .filter((field) => !open.includes(field))
    .map((field) => ({
      pointer: `${pointer}/${field}`,
      message: `does not go to the panel under ${agreement}`,
    }));
};

/**
 * A restricted agreement requires approval of every answer; no other agreement has a use for one.
 */
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
  const { localIdentifier, reason, note } = fields;
  const kind = kindSchema(agreement.returns.approvalRequired);
  const views = Object.fromEntries(
    [...givable(request, agreement)].map(([category, open]) => [
      category,
      someOf(category, open),
    ]),
  );
  const view = {
    ...kind('VIEW', { ...views, localIdentifier }),
    anyOf: Object.keys(views).map((category) => ({ required: [category] })),
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    oneOf: [
      // With nothing that may be given there is no view to give.
      ...(view.anyOf.length > 0 ? [view] : []),
      kind('NOTHING_HELD', { localIdentifier }),
      kind('WITHHELD', { reason, note, localIdentifier }, ['reason']),
      kind('CANNOT_IDENTIFY', {}),
    ],
  };
};

const kindSchema = (approvalRequired: boolean) => {
  const approval = approvalRequired && { approval: whole(fields.approval) };
  const approved = approvalRequired ? ['approval'] : [];
  return (
    name: Reply['kind'],
    properties: Json,
    required: string[] = [],
  ): Json => ({
    type: 'object',
    properties: { kind: { const: name }, ...properties, ...approval },
    required: ['kind', ...required, ...approved],
    additionalProperties: false,
  });
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
