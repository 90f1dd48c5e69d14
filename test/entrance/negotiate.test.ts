/** Accept is read as RFC 9110 says; whoever names nothing gets JSON, and a page goes to nobody who did not ask for it. */
import { describe, expect, it } from 'vitest';
import { mediumOf, notAcceptable } from '../../entrance/negotiate.ts';
import {
  OPERATIONS,
  type Operation,
  operationIds,
} from '../../schemas/contract/operations.ts';

const wanting = (accept: string | undefined) =>
  new Headers(accept === undefined ? {} : { accept });
const BROWSER =
  'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';

describe('an operation with a printed page', () => {
  it.each<[string | undefined, string | undefined]>([
    [undefined, 'SCREEN'],
    ['*/*', 'SCREEN'],
    ['application/json', 'SCREEN'],
    ['application/*', 'SCREEN'],
    ['APPLICATION/JSON; charset=utf-8', 'SCREEN'],
    ['application/json, text/html', 'SCREEN'],
    ['text/html;q=0.5, application/json;q=0.5', 'SCREEN'],
    ['text/html', 'PAPER'],
    ['Text/HTML; charset=utf-8', 'PAPER'],
    ['text/*', 'PAPER'],
    [BROWSER, 'PAPER'],
    ['application/json;q=0.1, text/html;q=0.2', 'PAPER'],
    ['*/*;q=0.1, application/json;q=0', 'PAPER'],
    ['text/html;q=0, */*', 'SCREEN'],
    ['text/html;q=0', undefined],
    ['*/*;q=0', undefined],
    ['application/pdf', undefined],
    ['text/html+xml, text/plain', undefined],
    ['', undefined],
    // A weight that is none is no wish.
    ['text/html;q=2', undefined],
    ['text/html;q=-1', undefined],
    ['text/html;q=1e0', undefined],
    ['text/html;q=', undefined],
    ['text/html;q=.5', undefined],
    ['text/html;q=0.1234', undefined],
    ['text/html;q=1.0001', undefined],
    ['text/html;q=1.001', undefined],
    ['text/html;q=00', undefined],
    ['text/html;q=0', undefined],
    ['text/html;q=0.000', undefined],
    ['text/html;q=0.123', 'PAPER'],
    ['text/html;q=1.000', 'PAPER'],
    ['text/html;q=1.', 'PAPER'],
    ['text/html;q=0.;x', undefined],
    ['text/html;level=1;q=0.2, application/json;q=0.1', 'PAPER'],
    ['text/html ; Q=0.2 , application/json ; q=0.3', 'SCREEN'],
    // The first weight counts, and what only ends in one is none.
    ['text/html;q=0.1;q=0.9, application/json;q=0.5', 'SCREEN'],
    ['text/html;xq=0.1, application/json;q=0.5', 'PAPER'],
    // Of two ranges that are as specific the greater weight counts.
    ['text/html;q=0.1, text/html;q=0.9, application/json;q=0.5', 'PAPER'],
    // The more specific range counts, also where its weight is less.
    ['text/*;q=0.9, text/html;q=0.1, application/json;q=0.5', 'SCREEN'],
    ['*/*;q=0.9, text/*;q=0.1, application/json;q=0.5', 'SCREEN'],
    ['*/*;q=0.5, application/*;q=0', 'PAPER'],
    ['application/json;q=0.001', 'SCREEN'],
    [',;q=,,/,*', undefined],
  ])('Accept: %s', (accept, medium) => {
    expect(mediumOf(wanting(accept), OPERATIONS.readPack)).toBe(medium);
  });
});

describe('an operation without one', () => {
  const plain = operationIds.filter(
    (id) => !(OPERATIONS[id] as Operation).printed,
  );

  it('is every operation but the pack and the meeting', () => {
    expect(operationIds.filter((id) => !plain.includes(id)).sort()).toEqual([
      'readMeeting',
      'readPack',
    ]);
  });

  it.each(plain)('%s answers with JSON or not at all', (id) => {
    expect(mediumOf(wanting('text/html'), OPERATIONS[id])).toBeUndefined();
    expect(mediumOf(wanting(BROWSER), OPERATIONS[id])).toBe('SCREEN');
    expect(mediumOf(wanting(undefined), OPERATIONS[id])).toBe('SCREEN');
  });
});

it('who accepts none of them is told which there are', () => {
  expect(notAcceptable(OPERATIONS.readPack)).toMatchObject({
    code: 'NOT_ACCEPTABLE',
    message: 'Accept application/json, or text/html for the printed page.',
  });
  expect(notAcceptable(OPERATIONS.readFlag)).toMatchObject({
    code: 'NOT_ACCEPTABLE',
    message: 'Accept application/json.',
  });
});
