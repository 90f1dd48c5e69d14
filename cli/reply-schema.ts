/**
 * Writes schemas/reply-fields.json, of which the JSON Schema of a permitted reply is put together
 * at run time: `npm run reply-schema`. Made beforehand, so that no function ships what converts
 * schemas.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { VIEW_CATEGORIES } from '../schemas/contract/view-requests.ts';
import { WithholdingReason } from '../schemas/vocabulary/codes.ts';
import { FIELDS } from '../schemas/vocabulary/fields.ts';
import { PLAIN_LINE, PLAIN_PROSE } from '../schemas/vocabulary/plain-text.ts';
import { line, prose } from '../schemas/vocabulary/shapes.ts';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    reused: 'inline',
    override: texts,
  });
  return rest;
};

/** JSON Schema says with a pattern what `line` and `prose` refuse beside a length. */
const texts = ({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodTypes;
  jsonSchema: Json;
}): void => {
  if (
    jsonSchema.type !== 'string' ||
    jsonSchema.maxLength === undefined ||
    jsonSchema.pattern !== undefined
  )
    return;
  const refuses = (text: string) =>
    !(zodSchema as unknown as z.ZodType).safeParse(text).success;
  jsonSchema.pattern = refuses('a\nb') ? PLAIN_LINE : PLAIN_PROSE;
};

const fieldsOf = (category: keyof typeof FIELDS) =>
  Object.fromEntries(
    Object.entries(FIELDS[category]).map(([field, schema]) => [
      field,
      schemaOf(schema as z.ZodType),
    ]),
  );

export const replyFields = () => ({
  categories: Object.fromEntries(
    VIEW_CATEGORIES.map((category) => [category, fieldsOf(category)]),
  ),
  approval: fieldsOf('approval'),
  reason: schemaOf(WithholdingReason),
  note: schemaOf(prose(600)),
  localIdentifier: schemaOf(line(40)),
});

if (import.meta.main) {
  const file = join(
    import.meta.dirname,
    '../schemas/contract/reply-fields.json',
  );
  writeFileSync(file, `${JSON.stringify(replyFields(), null, 2)}\n`);
  console.log(
    `wrote ${Object.keys(replyFields().categories).length} categories to schemas/contract/reply-fields.json`,
  );
}
