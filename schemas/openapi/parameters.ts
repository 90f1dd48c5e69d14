/**
 * The parameters of the document. An operation refers to each by its name: a reader, and a
 * generator of code, meets `SharingReason` once and not at fifty operations.
 */
import * as z from 'zod';
import type { Operation } from '../contract/operations.ts';
import {
  IdempotencyKey,
  RequestId,
  SHARING_HEADERS,
  sharingHeadersOf,
} from '../contract/sharing.ts';
import { type Json, nameOf, pascal, writtenOut } from './components.ts';
import { IDS_IN_PATHS } from './descriptions.ts';
import { REQUEST_HEADERS } from './headers.ts';
import type { Named } from './once.ts';

/** The parameters of an operation, each with the name under which the document keeps it. */
export const parametersOf = (operation: Operation): Named[] => [
  ...pathParametersOf(operation),
  ...queryParametersOf(operation),
  ...headersOf(operation).map(named),
];

/** The parts that an operation says of them. */
export const parameterRefs = (operation: Operation): Json[] =>
  parametersOf(operation).map(([name]) => ({
    $ref: `#/components/parameters/${name}`,
  }));

interface Parameter extends Json {
  in: string;
  name: string;
  required: boolean;
  schema: Json;
}

const named = (described: Parameter): Named => {
  const { name } = described;
  return [`${pascal(name)}${TOLD_APART[name]?.(described) ?? ''}`, described];
};

/** The name of the parameter tells operations apart that mean different things by one name. */
const TOLD_APART: Record<string, (described: Parameter) => string> = {
  'sharing-purpose': ({ schema, required }) =>
    purposesIn(schema.enum as string[]) + (required ? '' : 'Optional'),
  'sharing-case': ({ required }) => (required ? 'Required' : ''),
  panel: ({ required }) => (required ? '' : 'Optional'),
  borough: ({ required }) => (required ? '' : 'Optional'),
  limit: ({ schema }) => `UpTo${schema.maximum}`,
  after: ({ schema }) => (schema.type === 'integer' ? 'Position' : ''),
};

/** Nothing for what most operations take. */
const purposesIn = (purposes: readonly string[]): string => {
  const [first = ''] = purposes;
  if (purposes.length === 1) return pascal(first.toLowerCase());
  return purposes.includes('IMMEDIATE_SAFETY') ? 'OrImmediateSafety' : '';
};

/**
 * An id that is not of its form is answered as one that is unknown, so its form is stated as
 * advice.
 */
const pathParametersOf = ({ path, params }: Operation): Named[] =>
  fieldsOf(params).map(([name, field]) => {
    const described = parameter('path', name, field);
    const id = IDS_IN_PATHS[partBefore(path, name)];
    if (!id) return named(described);
    const { schema, example, description } = id;
    return [
      nameOf(schema),
      {
        ...described,
        description,
        schema: writtenOut(schema, 'input'),
        example,
      },
    ];
  });

/** `/v1/cases/{id}`: the part before `id` is `cases`. */
const partBefore = (path: string, name: string): string => {
  const parts = path.split('/');
  return parts[parts.indexOf(`{${name}}`) - 1] ?? '';
};

const queryParametersOf = ({ query }: Operation): Named[] =>
  fieldsOf(query).map(([name, field]) => {
    const description = QUERY_PARAMETERS[name];
    return named({
      ...parameter('query', name, field),
      ...(description && { description }),
    });
  });

const fieldsOf = (schema: z.ZodType | undefined): [string, z.ZodType][] =>
  schema instanceof z.ZodObject
    ? (Object.entries(schema.shape) as [string, z.ZodType][])
    : [];

const QUERY_PARAMETERS: Record<string, string> = {
  meeting:
    'The id of a meeting: narrows the pack to what every agency present at it may receive.',
  after:
    'Where the last page ended, exactly as it was given to you. Left out, from the beginning.',
  limit: 'At most so many entries.',
  from: 'The first day, a date in London.',
  to: 'The last day, a date in London; at most 31 days after the first.',
  quarter: 'A quarter of the calendar that is over.',
  borough: 'A borough, by its GSS code.',
  panel:
    "A panel's own, for the system of the agency that hosts it. Left out, your agency's.",
};

const headersOf = (operation: Operation): Parameter[] => {
  if (operation.concerns === 'NOBODY') return [];
  return [
    ...purposeOfPage(operation),
    ...Object.entries(sharingHeadersOf(operation)).map(([name, schema]) =>
      headerOf(name, schema),
    ),
    ...(operation.idempotencyKey
      ? [headerOf('idempotency-key', IdempotencyKey)]
      : []),
    headerOf('x-request-id', RequestId.optional()),
    headerOf('x-correlation-id', RequestId.optional()),
  ];
};

/** An operation whose printed page alone is about children needs a purpose for that alone. */
const purposeOfPage = ({ printed, concerns }: Operation): Parameter[] =>
  printed && concerns !== 'PERSONAL'
    ? [
        headerOf(
          'sharing-purpose',
          SHARING_HEADERS['sharing-purpose'].optional(),
        ),
      ]
    : [];

const headerOf = (name: string, schema: z.ZodType): Parameter => ({
  ...parameter('header', name, schema),
  ...REQUEST_HEADERS[name],
  // The only value that an operation takes is the example.
  ...(schema instanceof z.ZodEnum &&
    schema.options.length === 1 && { example: schema.options[0] }),
});

const parameter = (
  within: string,
  name: string,
  schema: z.ZodType,
): Parameter => ({
  in: within,
  name,
  required: !schema.safeParse(undefined).success,
  schema: writtenOut(schema, 'input'),
});
