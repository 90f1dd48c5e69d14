/** How large an item is: the guide's rules, and where it only approximates, what the engine says. */
import { expect, it } from 'vitest';
import { type Item, sizeOf } from '../../bench/item-size.ts';

const ITEMS: [what: string, item: Item, bytes: number][] = [
  ['nothing', {}, 0],
  ['a name and a string', { pk: 'abc' }, 5],
  ['a string by its bytes, not its letters', { é: 'ä€' }, 2 + 2 + 3],
  ['an empty string', { v: '' }, 1],
  ['yes, no and null', { a: true, b: false, c: null }, 6],
  ['zero', { n: 0 }, 1 + 1],
  ['one digit', { n: 7 }, 1 + 2],
  ['three digits', { n: 123 }, 1 + 3],
  ['noughts at the end', { n: 1_000_000 }, 1 + 2],
  ['digits before noughts', { n: 423_604_310 }, 1 + 5],
  ['an instant in seconds', { n: 1_796_000_123 }, 1 + 6],
  ['a minus', { n: -5 }, 1 + 3],
  ['a fraction', { n: 0.5 }, 1 + 2],
  ['noughts after the point', { n: 0.00012 }, 1 + 2],
  ['noughts before the point', { n: 100.25 }, 1 + 4],
  ['digits on both sides of the point', { n: 12_345.678 }, 1 + 6],
  ['an empty list', { v: [] }, 1 + 3],
  ['a list', { v: ['a', 'bc'] }, 1 + 3 + 2 + 3],
  ['an empty map', { v: {} }, 1 + 3],
  ['a map', { v: { a: 'b', c: 'd' } }, 1 + 3 + 2 + 4],
  ['what is inside of what', { v: { a: ['x', { y: 'z' }] } }, 1 + 17],
  ['a set', { v: new Set(['ab', 'cde']) }, 1 + 5],
  ['bytes', { v: new Uint8Array(10) }, 1 + 10],
];

it.each(ITEMS)('counts %s', (_, item, bytes) => {
  expect(sizeOf(item)).toBe(bytes);
});

it('counts no value that DynamoDB cannot hold', () => {
  expect(() => sizeOf({ v: undefined })).toThrow(TypeError);
});
