/** Of a chain of causes classes, codes and places are told, and not a word of what was said. */
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { causesOf } from '../../entrance/causes.ts';
import { Problem } from '../../entrance/problem.ts';

describe('of a chain of causes', () => {
  it('each is named by its class, with the code of the system or of AWS, the outermost first', () => {
    const refused = Object.assign(new Error('connect'), {
      code: 'ECONNREFUSED',
    });
    const cancelled = new TransactionCanceledException({
      $metadata: {},
      message: 'cancelled',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'TransactionConflict' },
        { Code: 'ThrottlingError' },
        { Code: 'TransactionConflict' },
        {},
      ],
    });
    const error = new TypeError('outer', {
      cause: new AggregateError([refused, cancelled], 'both', {
        cause: 'text',
      }),
    });
    expect(causesOf(error)).toMatchObject([
      { name: 'TypeError', code: undefined },
      { name: 'AggregateError' },
      { name: 'Error', code: 'ECONNREFUSED' },
      {
        name: 'TransactionCanceledException',
        code: 'TransactionConflict+ThrottlingError',
      },
      { name: 'string', at: [] },
    ]);
  });

  it('the places are those of our own code, the innermost first, and of the functions there', () => {
    const [cause] = causesOf(broken());
    expect(cause?.at[0]).toMatch(/^broken entrance\/causes\.test\.ts:\d+:\d+$/);
    expect(cause?.at.join()).not.toMatch(/node_modules|node:|vitest/);
  });

  it.each([
    [
      'an async function',
      '    at async serve (file:///a/b/entrance/x.ts:3:9)',
      'serve entrance/x.ts:3:9',
    ],
    [
      'no function',
      '    at file:///var/task/index.mjs:1:40213',
      'task/index.mjs:1:40213',
    ],
    [
      'a method',
      '    at Object.record [as write] (/a/adapters/w.ts:2:1)',
      'Object.record adapters/w.ts:2:1',
    ],
    [
      'a class',
      '    at new Problem (file:///a/entrance/problem.ts:2:1)',
      'new entrance/problem.ts:2:1',
    ],
    ['a file by itself', '    at index.mjs:1:2', 'index.mjs:1:2'],
    ['a promise', '    at async Promise.all (index 0)', undefined],
    ['node', '    at node:internal/process/task_queues:103:5', undefined],
    [
      'a package',
      '    at x (file:///a/node_modules/jose/dist/y.js:1:1)',
      undefined,
    ],
    ['no frame', 'at x (file:///a/entrance/y.ts:1:1)', undefined],
  ])('a frame of %s', (_, frame, place) => {
    const error = new Error('said');
    error.stack = `Error: said\n${frame}`;
    expect(causesOf(error)[0]?.at).toEqual(place === undefined ? [] : [place]);
  });

  it('a message that looks like frames is none, also where it was changed since, or taken away', () => {
    const said = 'xyz\n    at Canary (entrance/canary.ts:1:1)';
    const asLong = 'y'.repeat('Error: xyz'.length + 1);
    for (const message of [said, '', 'x', 'y', asLong, `${said} and more`]) {
      const error = new Error(said);
      expect(error.stack).toContain('Canary');
      error.message = message;
      expect(JSON.stringify(causesOf(error))).not.toContain('anary');
    }
    expect(causesOf(new Error(''))[0]?.at.length).toBeGreaterThan(0);
  });

  it('no more than six places of each and eight causes are told, and a circle once', () => {
    const deep = (n: number): Error =>
      n > 0 ? deep(n - 1) : new Error('deep');
    const error = deep(9);
    expect(causesOf(error)[0]?.at).toHaveLength(6);
    let chain = new Error('last');
    for (let i = 0; i < 20; i += 1) chain = new Error('next', { cause: chain });
    expect(causesOf(chain)).toHaveLength(8);
    const circle: Error = new Error('round');
    circle.cause = new Error('and round', { cause: circle });
    expect(causesOf(circle)).toHaveLength(2);
  });

  it('a name or a code that says anything else is left out', () => {
    for (const odd of [
      'two words',
      'Ünïcode',
      '',
      'x'.repeat(81),
      '9a',
      'a-b',
      7,
    ]) {
      const error = Object.assign(new Error('x'), { name: odd, code: odd });
      expect(causesOf(error)[0]).toMatchObject({
        name: 'Error',
        code: undefined,
      });
    }
    for (const name of ['$ZodError', 'x'.repeat(80)])
      expect(
        causesOf(Object.assign(new Error('x'), { name }))[0],
      ).toMatchObject({ name });
    expect(
      causesOf(Object.assign(new Error('x'), { code: 'x'.repeat(80) }))[0]
        ?.code,
    ).toBe('x'.repeat(80));
  });

  it('what was thrown that is no error is named by its type, and nothing by nothing', () => {
    expect(causesOf(undefined)).toEqual([]);
    expect(causesOf('Canary')).toEqual([{ name: 'string', at: [] }]);
    expect(causesOf(null)).toEqual([{ name: 'object', at: [] }]);
    expect(causesOf(new Problem('FAULT', 'Canary'))[0]).toMatchObject({
      name: 'Problem',
      code: 'FAULT',
    });
  });
});

const broken = (): Error => new Error('said');
