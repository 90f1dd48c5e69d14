/**
 * Lists of codes that stand in more than one place. Where such a list is a schema of its own, each
 * place refers to that; where it is none, it gets a name here.
 */
import type { Json } from './components.ts';
import { sorted } from './once.ts';

/** By its codes, the name of each list that stands in several schemas and is none of them. */
export const CODE_LISTS: Record<string, string> = {
  'CALDICOTT_GUARDIAN DELEGATE': 'ApprovalRole',
  'CHILD PARENT_OR_CARER': 'WhoDeclined',
  'EXCHANGE OUTSIDE': 'ReferralRoute',
  'FLOW OWN': 'ReleaseBasis',
  'JUSTIFIED NOT_JUSTIFIED': 'ReviewFinding',
  'OPEN CLOSED': 'OpenStatus',
  'OPEN TO_CONFIRM REPLIED CLOSED': 'ViewRequestState',
  'PANEL_SELECTION VISIT_SAFETY REFERRAL YOUTH_JUSTICE_SUPERVISION IMMEDIATE_SAFETY':
    'AskedPurpose',
  'RISK NEED SAFEGUARDING': 'FlagKind',
  'SURRENDERED SEIZED': 'HowRecovered',
  'WARN REFUSE': 'QuorumRule',
  'involvement view approach health': 'ReplyCategory',
};

/**
 * The components with each list of codes in one place.
 * @throws where a list that stands in several places has no name, or a name that another schema
 * has.
 */
export const withCodeLists = (components: {
  schemas: Json;
  parameters: Json;
}): typeof components => {
  const names = namesOf(components);
  const schemas = Object.entries(components.schemas).map(([id, schema]) => [
    id,
    names.get(keyOf(schema)) === id ? schema : referred(schema, names),
  ]) as [string, Json][];
  const lists = [...names].map(([key, id]): [string, Json] => [
    id,
    { type: 'string', enum: key.split(' ') },
  ]);
  const added = lists.filter(([id]) => !(id in components.schemas));
  return {
    schemas: sorted([...schemas, ...added]),
    parameters: referred(components.parameters, names) as Json,
  };
};

/** The name of each list that stands in more than one place. */
const namesOf = (components: {
  schemas: Json;
  parameters: Json;
}): Map<string, string> => {
  const own = new Map(
    Object.entries(components.schemas).map(([id, schema]) => [
      keyOf(schema),
      id,
    ]),
  );
  const places = new Map<string, number>();
  for (const key of keysIn(components))
    places.set(key, (places.get(key) ?? 0) + 1);
  const several = [...places].filter(([, count]) => count > 1);
  return new Map(
    several.map(([key]) => [key, own.get(key) ?? given(key, components)]),
  );
};

const given = (key: string, { schemas }: { schemas: Json }): string => {
  const name = CODE_LISTS[key];
  if (name === undefined || name in schemas)
    throw new Error(
      `"${key}" stands in several schemas: give it a name of its own in schemas/openapi/code-lists.ts`,
    );
  return name;
};

/** The codes of a list, as its key; empty for anything else. */
const keyOf = (node: unknown): string => {
  const codes = isObject(node) && node.type === 'string' && node.enum;
  return Array.isArray(codes) ? codes.join(' ') : '';
};

const keysIn = (node: unknown): string[] => {
  if (Array.isArray(node)) return node.flatMap(keysIn);
  if (!isObject(node)) return [];
  const key = keyOf(node);
  return key === '' ? Object.values(node).flatMap(keysIn) : [key];
};

const referred = (
  node: unknown,
  names: ReadonlyMap<string, string>,
): unknown => {
  if (Array.isArray(node)) return node.map((each) => referred(each, names));
  if (!isObject(node)) return node;
  const name = names.get(keyOf(node));
  if (name === undefined)
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => [key, referred(value, names)]),
    );
  const { type: _, enum: __, ...beside } = node;
  return { $ref: `#/components/schemas/${name}`, ...beside };
};

const isObject = (node: unknown): node is Json =>
  typeof node === 'object' && node !== null && !Array.isArray(node);
