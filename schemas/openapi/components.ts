/**
 * The schemas of the document. A schema is named as its module exports it, and referred to by that
 * name wherever it is used: a reader meets `CaseId` or `Judgement` once.
 */
import * as z from 'zod';
import * as agreement from '../contract/agreement/agreement.ts';
import * as agreementList from '../contract/agreement/agreement-list.ts';
import * as caseParts from '../contract/case-parts.ts';
import * as cases from '../contract/cases.ts';
import * as decisions from '../contract/decisions.ts';
import * as disclosure from '../contract/disclosure.ts';
import * as explanations from '../contract/explanations.ts';
import * as feed from '../contract/feed.ts';
import * as flags from '../contract/flags.ts';
import * as meetings from '../contract/meetings.ts';
import {
  OPERATIONS,
  type Operation,
  operationIds,
} from '../contract/operations.ts';
import * as pack from '../contract/pack.ts';
import * as problems from '../contract/problems.ts';
import * as referrals from '../contract/referrals.ts';
import * as reviews from '../contract/reviews.ts';
import * as statistics from '../contract/statistics.ts';
import * as viewRequests from '../contract/view-requests.ts';
import * as visits from '../contract/visits.ts';
import * as worklist from '../contract/worklist.ts';
import * as youngPeople from '../contract/young-people.ts';
import * as ledger from '../store/ledger.ts';
import { type Category, categoryNames } from '../vocabulary/categories.ts';
import * as vocabulary from '../vocabulary/codes.ts';
import * as conditions from '../vocabulary/conditions.ts';
import * as identifiers from '../vocabulary/identifiers.ts';
import * as reasons from '../vocabulary/reasons.ts';
import * as shapes from '../vocabulary/shapes.ts';
import { NOTES } from './notes.ts';
import { OAuthError, TokenRequest } from './token.ts';

export type Json = Record<string, unknown>;
/**
 * `input` is what a caller may send, `output` what they may get: a default makes a field optional
 * in one alone.
 */
export type Direction = 'input' | 'output';

const MODULES = [
  ...[
    shapes,
    vocabulary,
    identifiers,
    reasons,
    problems,
    disclosure,
    conditions,
    agreement,
    agreementList,
  ],
  ...[caseParts, decisions, pack, meetings, worklist, statistics],
  ...[
    youngPeople,
    flags,
    viewRequests,
    cases,
    ledger,
    feed,
    reviews,
    explanations,
    visits,
    referrals,
    { OAuthError, TokenRequest },
  ],
];

/** The place in the document of a schema with a name of its own. */
export const schemaRef = (name: string): Json => ({ $ref: `${PLACE}${name}` });

const PLACE = '#/components/schemas/';

export const pascal = (text: string): string =>
  text.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, first: string) =>
    first.toUpperCase(),
  );

const pascalOfCode = (code: string): string => pascal(code.toLowerCase());

/** The name of each schema. */
const nameAll = (): z.core.$ZodRegistry<{ id: string }> => {
  const names = z.registry<{ id: string }>();
  const taken = new Set<string>();
  const name = (id: string, schema: unknown) => {
    if (!(schema instanceof z.ZodType) || names.has(schema)) return;
    if (taken.has(id)) throw new Error(`two schemas are named ${id}`);
    taken.add(id);
    names.add(schema, { id });
    if (schema instanceof z.ZodDiscriminatedUnion) nameOptions(id, schema);
  };
  const nameOptions = (
    id: string,
    { options, def }: z.ZodDiscriminatedUnion,
  ) => {
    for (const option of options) {
      const [value] = [
        ...((option as z.ZodObject).shape[def.discriminator] as z.ZodLiteral)
          .values,
      ];
      name(`${id}${pascalOfCode(String(value))}`, option);
    }
  };
  for (const category of categoryNames)
    name(`${pascal(category)}Record`, recordOf(category));
  for (const each of MODULES)
    for (const [id, schema] of Object.entries(each)) name(id, schema);
  for (const id of operationIds) {
    const { body, answers }: Operation = OPERATIONS[id];
    name(`${pascal(id)}Body`, body);
    name(`${pascal(id)}Answer`, answers.schema);
  }
  return names;
};

const recordOf = (category: Category): unknown => {
  const field = (
    disclosure.PermittedRecords.shape as Record<
      string,
      z.ZodOptional<z.ZodArray>
    >
  )[category];
  return field?.unwrap().element;
};

const names = nameAll();

/** The name of a schema that a module exports. @throws where it has none. */
export const nameOf = (schema: z.ZodType): string => {
  const name = names.get(schema)?.id;
  if (name === undefined) throw new Error('a schema has no name');
  return name;
};

/** The schema by its name. */
export const referring = (schema: z.ZodType): Json => schemaRef(nameOf(schema));

/** A schema written out where it stands, e.g. of a parameter. */
export const writtenOut = (schema: z.ZodType, io: Direction): Json =>
  bounded(
    withoutIds(
      z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }),
    ),
  );

/**
 * Every schema that is reached from those given, under its name. @throws where one would need two
 * forms.
 */
export const componentSchemas = (
  given: readonly z.ZodType[],
  answered: readonly z.ZodType[],
): Json => {
  const input = reached(converted('input'), given);
  const output = reached(converted('output'), answered);
  for (const [id, schema] of input) {
    const other = output.get(id);
    if (other && JSON.stringify(other) !== JSON.stringify(schema)) {
      throw new Error(
        `${id} is another schema in a request than in an answer; give one of them a name of its own`,
      );
    }
  }
  return Object.fromEntries(
    [...output, ...input].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
};

const converted = (io: Direction): Record<string, Json> => {
  const { schemas } = z.toJSONSchema(names, {
    io,
    unrepresentable: 'any',
    uri: (id) => `${PLACE}${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => [
      id,
      noted(id, bounded(withoutIds(schema as Json))),
    ]),
  );
};

const reached = (
  schemas: Record<string, Json>,
  from: readonly z.ZodType[],
): Map<string, Json> => {
  const found = new Map<string, Json>();
  const visit = (id: string | undefined): void => {
    const schema = id === undefined ? undefined : schemas[id];
    if (id === undefined || !schema || found.has(id)) return;
    found.set(id, schema);
    for (const [, name] of JSON.stringify(schema).matchAll(
      /"#\/components\/schemas\/([^"]+)"/g,
    ))
      visit(name);
  };
  for (const schema of from) visit(names.get(schema)?.id);
  return found;
};

const withoutIds = ({ $schema: _, $id: __, ...rest }: Json): Json => rest;

/**
 * No text that the exchange answers is longer, nor any list. What a request may hold is bounded by
 * its own schema; what is answered was once a request, or is a sentence of the exchange's own.
 */
export const LONGEST_TEXT = 4096;
const LONGEST_LIST = 10_000;

/**
 * No control characters but the line feed, nothing that changes the direction of text: `line` and
 * `prose` refuse them.
 */
export const PLAIN_TEXT =
  '^[^\\u0000-\\u0009\\u000B-\\u001F\\u007F-\\u009F\\u200B-\\u200F\\u2028-\\u202E\\u2066-\\u2069\\uE000-\\uF8FF\\uFEFF]*$';

/** By JSON Schema's formats the length that a value of ours has at most. */
const FORMATS: Record<string, number> = {
  date: 10,
  'date-time': 64,
  uuid: 36,
  duration: 64,
};

/**
 * Whoever generates code or columns from the document finds a bound at every string, list and whole
 * number.
 */
const bounded = (node: Json): Json => {
  const within = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, boundedValue(value)]),
  );
  if (within.const !== undefined || within.enum !== undefined) return within;
  if (within.type === 'string') return boundedText(within);
  if (within.type === 'array')
    return { type: 'array', maxItems: LONGEST_LIST, ...within };
  if (within.type === 'integer') return boundedInteger(within);
  if (Array.isArray(within.oneOf)) return discriminated(within);
  return within;
};

const boundedValue = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(boundedValue);
  return typeof value === 'object' && value !== null
    ? bounded(value as Json)
    : value;
};

const boundedText = ({ pattern, format, ...rest }: Json): Json => {
  const text = (most: number | undefined, form: Json): Json => ({
    type: 'string',
    maxLength: most ?? LONGEST_TEXT,
    ...rest,
    ...form,
  });
  if (typeof format === 'string') return text(FORMATS[format], { format });
  if (typeof pattern === 'string') return text(longestOf(pattern), { pattern });
  return text(undefined, { pattern: PLAIN_TEXT });
};

const boundedInteger = ({ minimum, maximum, ...rest }: Json): Json => ({
  ...rest,
  minimum: minimum === Number.MIN_SAFE_INTEGER ? 0 : minimum,
  maximum,
  format: Number(maximum) > 2 ** 31 - 1 ? 'int64' : 'int32',
});

/**
 * The most characters that a pattern of literals, classes and counts lets through; undefined for
 * any other.
 */
const longestOf = (pattern: string): number | undefined => {
  const inner = /^\^((?:[^()|^$]|\\.)*)\$$/.exec(pattern)?.[1];
  if (inner === undefined) return undefined;
  let length = 0;
  for (const [, count, most] of inner.matchAll(
    /(?:\[[^\]]*\]|\\.|[^\\[\]])(\{(?:\d+,)?(\d+)\}|[?*+])?/g,
  )) {
    if (count === '*' || count === '+') return undefined;
    length += most === undefined ? 1 : Number(most);
  }
  return length;
};

/** A reader, and a generator of code, is told which field says which of the forms it is. */
const discriminated = (union: Json): Json => {
  const refs = (union.oneOf as Json[])
    .map(({ $ref }) => $ref)
    .filter((ref) => typeof ref === 'string');
  const found = DISCRIMINATORS.get(refs[0]);
  if (!found) return union;
  const mapping = Object.fromEntries(
    refs.map((ref) => [DISCRIMINATORS.get(ref)?.value, ref]),
  );
  return { ...union, discriminator: { propertyName: found.by, mapping } };
};

/** Each option of a discriminated union, by where it stands. */
const DISCRIMINATORS = new Map<unknown, { by: string; value: string }>(
  MODULES.flatMap((each) => Object.values(each)).flatMap((schema: unknown) =>
    schema instanceof z.ZodDiscriminatedUnion
      ? schema.options.map((option) => {
          const by = schema.def.discriminator;
          const [value] = [
            ...((option as z.ZodObject).shape[by] as z.ZodLiteral).values,
          ];
          return [
            `${PLACE}${names.get(option)?.id}`,
            { by, value: String(value) },
          ] as const;
        })
      : [],
  ),
);

/** A note says what a name does not say by itself (notes.ts). */
const noted = (id: string, schema: Json): Json => {
  const properties = schema.properties as Record<string, Json> | undefined;
  const note = NOTES[id];
  return {
    ...(note && { description: note }),
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([field, value]) => {
          const said = NOTES[`${id}.${field}`];
          return [field, said ? { ...value, description: said } : value];
        }),
      ),
    }),
  };
};
