/** What each operation reads of the headers; their schemas are made once, not with each request. */
import { expect, it } from 'vitest';
import {
  OPERATIONS,
  operationIds,
} from '../../../schemas/contract/operations.ts';
import { sharingHeadersOf } from '../../../schemas/contract/sharing.ts';

it.each(operationIds)(
  'the headers of %s have the same schemas each time',
  (id) => {
    const first = sharingHeadersOf(OPERATIONS[id]);
    const again = sharingHeadersOf(OPERATIONS[id]);
    expect(Object.keys(again)).toEqual(Object.keys(first));
    for (const [name, schema] of Object.entries(first))
      expect(again[name as keyof typeof again]).toBe(schema);
  },
);
