/** How large DynamoDB takes an item to be, so that what cannot fit is never sent. */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../adapters/dynamodb/actions.ts';
import { bytesOf } from '../../../adapters/dynamodb/item-size.ts';
import { testDatabase } from './store.ts';

describe('the size of an item', () => {
  it.each<[string, object, number]>([
    ['nothing', {}, 0],
    ['a string in UTF-8', { a: 'ab', é: '€' }, 1 + 2 + (2 + 3)],
    ['what is not written', { a: undefined }, 0],
    ['null and booleans as a byte', { a: null, b: true, c: false }, 6],
    ['a number by two digits a byte, and one', { a: 0, b: 12, c: 123 }, 10],
    ['a sign', { a: -12 }, 1 + 3],
    ['a fraction by its digits', { a: 12.34 }, 1 + 3],
    ['a power by its digits', { a: 1.5e300 }, 1 + 2],
    ['bytes as they are', { a: new Uint8Array(7) }, 1 + 7],
    ['a set by its members', { a: new Set(['ab', 'c']) }, 1 + 3],
    ['a list with three bytes and one an element', { a: ['b', 'c'] }, 1 + 7],
    ['a map with three bytes and one an element', { a: { b: 'c' } }, 1 + 6],
    ['a map without what is not written', { a: { b: undefined } }, 1 + 3],
    ['what is nested', { a: [{ b: [1] }] }, 1 + (4 + (4 + 1 + (4 + 2)))],
  ])('counts %s', (_, item, bytes) => expect(bytesOf(item)).toBe(bytes));
});

describe('beside the engine', () => {
  const store = testDatabase();
  const filled = (bytes: number) => {
    const item = {
      pk: 'P',
      sk: 'S',
      list: ['é', { n: 1234, t: true }],
      set: new Set(['a', 'bc']),
      rest: '',
    };
    item.rest = 'x'.repeat(bytes - bytesOf(item));
    return item;
  };
  const put = (bytes: number) =>
    store.db.client.send(
      new PutCommand({ TableName: 'exchange', Item: filled(bytes) }),
    );

  it('the largest item is taken, and one that is a byte larger is not', async () => {
    await put(LIMITS.ITEM);
    await expect(put(LIMITS.ITEM + 1)).rejects.toThrow(/size/i);
  });
});
