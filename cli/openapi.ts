/** Writes the OpenAPI document: `npm run openapi`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from '../schemas/openapi/document.ts';

const file = join(import.meta.dirname, '../schemas/openapi/openapi.json');
writeFileSync(file, `${JSON.stringify(openApiDocument(), null, 2)}\n`);
console.log(
  `wrote ${Object.keys(openApiDocument().paths as object).length} paths to schemas/openapi/openapi.json`,
);
