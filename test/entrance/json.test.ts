/** JSON that another parser would read otherwise is refused; all other JSON is read as the platform reads it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson, UnfitJson } from '../../entrance/json.ts';
import { proving } from '../prove.ts';

it('whatever JSON means one thing is read as it is, however it is spaced', () => {
  fc.assert(
    fc.property(
      fc.jsonValue({ maxDepth: 6 }),
      fc.constantFrom(undefined, 1, '\t', '\r\n', ' \n'),
      (value, space) => {
        const text = JSON.stringify(value, null, space);
        fc.pre(!text.includes('__proto__'));
        expect(parseJson(text)).toEqual(JSON.parse(text));
      },
    ),
    proving(300),
  );
});

it.each([
  ['the same name in two objects', '[{"a":1},{"a":2}]'],
  ['the same name inside and outside', '{"a":{"a":1},"b":{"a":2}}'],
  ['a name again as a value', '{"a":"a","b":"a"}'],
  ['a value that looks like a name', '{"a":"\\"b\\":","b":1}'],
  ['a list between', '{"a":[{"a":1},"a","a"],"b":1}'],
  ['brackets in text', '["[[[{{{","}}}]]]"]'],
  ['an escaped quote and a backslash', '{"a\\\\":1,"a\\"":2,"a":3}'],
  ['two names of other case', '{"a":1,"A":2}'],
  ['__proto__ as a value', '["__proto__"]'],
  ['a line break in the spacing', '{"a"\r\n\t :1,"b"\n:2}'],
])('%s is read', (_, text) => {
  expect(parseJson(text)).toEqual(JSON.parse(text));
});

describe('refused is', () => {
  it.each([
    ['a name twice', '{"a":1,"a":2}'],
    ['a name twice with others between', '{"a":{"b":[1]},"b":2,"a":3}'],
    ['a name twice far inside', '[[{"c":[{"a":1,"a":1}]}]]'],
    ['a name twice, once escaped', '{"a":1,"\\u0061":2}'],
    ['a name twice, with spaces before the colon', '{"a" :1,"a"\r\n\t:2}'],
    ['the empty name twice', '{"":1,"":2}'],
  ])('%s', (_, text) => {
    expect(() => parseJson(text)).toThrow(UnfitJson);
    expect(() => parseJson(text)).toThrow('a name stands twice in one object');
  });

  it.each(['{"__proto__":1}', '[{"a":{"\\u005f_proto__":1}}]'])(
    '%s',
    (text) => {
      expect(() => parseJson(text)).toThrow(UnfitJson);
      expect(() => parseJson(text)).toThrow('a member is called __proto__');
    },
  );

  it('what is nested deeper than 32, of lists and of objects', () => {
    const nested = (n: number) => [
      '['.repeat(n) + ']'.repeat(n),
      `${'{"a":'.repeat(n)}1${'}'.repeat(n)}`,
    ];
    for (const text of nested(32)) expect(() => parseJson(text)).not.toThrow();
    for (const text of nested(33))
      expect(() => parseJson(text)).toThrow('nested deeper than 32');
    expect(() => parseJson(`[${Array(40).fill('[{}]').join()}]`)).not.toThrow();
  });

  it.each(['', '{', '{"a":}', '{}{}', 'NaN', "{'a':1}"])(
    '%j, which is none',
    (text) => {
      expect(() => parseJson(text)).toThrow(SyntaxError);
    },
  );
});
