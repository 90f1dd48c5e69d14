/** JSON Schema to arbitrary: values that the OpenAPI document allows, made from nothing but the document. */
import * as fc from 'fast-check';
import document from '../../schemas/openapi/openapi.json' with { type: 'json' };

export type Json = Record<string, unknown>;

const DAY = 86_400_000;
/** Where dates go wrong: the ends of calendars, of months and of summer time. */
const DATES = [
  '0001-01-01',
  '1752-09-14',
  '1900-02-28',
  '2026-03-29',
  '2026-10-25',
  '2028-02-29',
  '2100-02-28',
  '9999-12-31',
];
const INSTANTS = [
  '0001-01-01T00:00:00Z',
  '1969-12-31T23:59:59.999Z',
  '2026-10-25T00:59:59Z',
  '9999-12-31T23:59:59.999Z',
];

const made = new Map<string, fc.Arbitrary<unknown>>();

/** @throws where the document uses what this does not know: better than to leave a part of it untried. */
export const arbitraryOf = (schema: Json): fc.Arbitrary<unknown> => {
  const { $ref, type } = schema;
  if (typeof $ref === 'string') return referred($ref);
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  const options = (schema.oneOf ?? schema.anyOf) as Json[] | undefined;
  if (options) return fc.oneof(...options.map(arbitraryOf));
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer' || type === 'number') return integerOf(schema);
  if (type === 'string') return textOf(schema);
  if (type === 'array') return listOf(schema);
  if (type === 'object') return objectOf(schema);
  throw new Error(`no arbitrary for ${JSON.stringify(schema).slice(0, 200)}`);
};

const referred = (ref: string): fc.Arbitrary<unknown> => {
  const known = made.get(ref);
  if (known) return known;
  const name = ref.replace('#/components/schemas/', '');
  const schema = (document.components.schemas as Record<string, Json>)[name];
  if (!schema)
    throw new Error(`the document refers to ${ref}, which it does not have`);
  const arbitrary = arbitraryOf(schema);
  made.set(ref, arbitrary);
  return arbitrary;
};

const integerOf = ({ minimum, maximum }: Json): fc.Arbitrary<number> => {
  const [min, max] = [Number(minimum ?? 0), Number(maximum ?? 1_000_000)];
  return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max));
};

const textOf = ({
  format,
  pattern,
  minLength,
  maxLength,
}: Json): fc.Arbitrary<string> => {
  const [min, max] = [Number(minLength ?? 0), Number(maxLength ?? 200)];
  if (format === 'date') return dates;
  if (format === 'date-time') return instants;
  if (format === 'uuid') return fc.uuid();
  if (typeof pattern !== 'string' || pattern.startsWith('^[^'))
    return plainText(min, max);
  return fc
    .stringMatching(new RegExp(pattern))
    .filter((text) => text.length >= min && text.length <= max);
};

const dates = fc
  .oneof(
    {
      weight: 6,
      arbitrary: fc
        .integer({ min: -6500, max: 400 })
        .map((days) => new Date(Date.now() + days * DAY)),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...DATES)
        .map((date) => new Date(`${date}T00:00:00Z`)),
    },
  )
  .map((date) => date.toISOString().slice(0, 10));

const instants = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .integer({ min: -900, max: 900 })
      .map((days) => new Date(Date.now() + days * DAY).toISOString()),
  },
  { weight: 1, arbitrary: fc.constantFrom(...INSTANTS) },
);

/** Any text that is not forbidden, of any script; and the longest. */
const plainText = (min: number, max: number): fc.Arbitrary<string> =>
  fc.oneof(
    {
      weight: 20,
      arbitrary: fc
        .lorem({ maxCount: 6 })
        .map((text) => text.slice(0, max).padEnd(min, 'x')),
    },
    {
      weight: 6,
      arbitrary: fc.string({
        unit: 'grapheme',
        minLength: min,
        maxLength: Math.min(max, 40),
      }),
    },
    { weight: 1, arbitrary: fc.constant('é'.repeat(max)) },
  );

const listOf = ({
  items,
  minItems,
  maxItems,
}: Json): fc.Arbitrary<unknown[]> => {
  const [minLength, most] = [Number(minItems ?? 0), Number(maxItems ?? 5)];
  const element = arbitraryOf(items as Json);
  return fc.oneof(
    {
      weight: 30,
      arbitrary: fc.array(element, {
        minLength,
        maxLength: Math.min(most, minLength + 3),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.array(element, {
        minLength: Math.min(most, 40),
        maxLength: Math.min(most, 40),
      }),
    },
  );
};

const objectOf = ({
  properties = {},
  required = [],
}: Json): fc.Arbitrary<unknown> =>
  fc.record(
    Object.fromEntries(
      Object.entries(properties as Record<string, Json>).map(([name, each]) => [
        name,
        arbitraryOf(each),
      ]),
    ),
    { requiredKeys: required as string[] },
  );
