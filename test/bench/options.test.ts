/** What can be asked of the bench. */
import { expect, it } from 'vitest';
import { optionsFrom } from '../../bench/options.ts';

it('measures everything unless it is asked for one thing', () => {
  expect(optionsFrom([]).mode).toEqual({ of: 'ALL' });
  expect(optionsFrom(['--rates']).mode).toEqual({ of: 'RATES' });
  expect(optionsFrom(['--peer']).mode).toEqual({ of: 'PEER' });
  expect(optionsFrom(['--profile', 'pack']).mode).toEqual({
    of: 'PROFILE',
    operation: 'pack',
  });
});

it('refuses what it does not know', () => {
  expect(() => optionsFrom(['--profile', 'query'])).toThrow(RangeError);
  expect(() => optionsFrom(['--seed', 'one'])).toThrow(RangeError);
  expect(() => optionsFrom(['--fast'])).toThrow();
});
