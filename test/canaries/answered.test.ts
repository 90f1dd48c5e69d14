/** Every operation is answered with canaries about, or it is said why not: one that is added is missed here. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { operationIds } from '../../schemas/contract/operations.ts';
import { ANSWERED, FILES, NOT_HERE } from './answered.ts';

it('every operation is answered in one of the files, or has a reason', () => {
  const named = [...Object.keys(ANSWERED), ...Object.keys(NOT_HERE)];
  expect(named.toSorted()).toEqual(operationIds.toSorted());
});

it.each(FILES)('%s is a file', (file) => {
  expect(existsSync(join(import.meta.dirname, `${file}.test.ts`))).toBe(true);
});
