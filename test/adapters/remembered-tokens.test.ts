/** A token that was verified is not verified again while it counts; and remembering it never makes it count for more. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TokenClaims } from '../../adapters/ports.ts';
import { remembering } from '../../adapters/remembered-tokens.ts';

const START = Date.parse('2026-11-23T09:00:00.500Z');
const seconds = () => Date.now() / 1000;

let asked: string[] = [];
/** Tokens here say until when they count, and who they are of. */
const verify = async (token: string) => {
  asked.push(token);
  const [clientId = '', expiresAt] = token.split(' until ');
  const verified = {
    claims: { clientId, agencyId: 'a', scopes: [] } satisfies TokenClaims,
    expiresAt: Number(expiresAt),
  };
  return verified.expiresAt > Math.floor(seconds()) ? verified : undefined;
};
const token = (clientId: string, lives = 300) =>
  `${clientId} until ${Math.floor(START / 1000) + lives}`;

beforeEach(() => {
  asked = [];
  vi.useFakeTimers({ now: START, toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

it('a token is verified once, and gives the same claims each time', async () => {
  const look = remembering(verify);
  const first = await look(token('one'));
  expect(first).toMatchObject({ clientId: 'one' });
  expect(await look(token('one'))).toBe(first);
  expect(asked).toEqual([token('one')]);
});

it('until the second in which it expires by the clock of the wall, and no longer', async () => {
  const look = remembering(verify);
  expect(await look(token('one', 10))).toBeDefined();
  vi.setSystemTime(Math.floor(START / 1000) * 1000 + 9_999);
  expect(await look(token('one', 10))).toBeDefined();
  expect(asked).toHaveLength(1);
  vi.setSystemTime(Math.floor(START / 1000) * 1000 + 10_000);
  expect(await look(token('one', 10))).toBeUndefined();
  expect(asked).toHaveLength(2);
});

it('a clock that was set back makes nothing of it count again that was refused', async () => {
  const look = remembering(verify);
  await look(token('one', 10));
  vi.setSystemTime(START + 20_000);
  expect(await look(token('one', 10))).toBeUndefined();
  vi.setSystemTime(START);
  await look(token('one', 10));
  // It was verified anew, not remembered.
  expect(asked).toHaveLength(3);
});

it('what differs in one character is another token', async () => {
  const look = remembering(verify);
  await look(token('one'));
  for (const other of [`${token('one')} `, token('onf'), token('One')])
    await look(other);
  expect(asked).toHaveLength(4);
});

it('what was refused is asked about each time', async () => {
  const look = remembering(verify);
  for (let i = 0; i < 3; i += 1)
    expect(await look(token('one', -1))).toBeUndefined();
  expect(asked).toHaveLength(3);
});

describe('a thousand are remembered', () => {
  const fill = async (
    look: ReturnType<typeof remembering>,
    from: number,
    to: number,
  ) => {
    for (let i = from; i < to; i += 1) await look(token(`c${i}`));
  };

  it('all of them', async () => {
    const look = remembering(verify);
    await fill(look, 0, 1000);
    await fill(look, 0, 1000);
    expect(asked).toHaveLength(1000);
  });

  it('and with one more, the one that was not used for longest is forgotten', async () => {
    const look = remembering(verify);
    await fill(look, 0, 1000);
    await look(token('c0'));
    await fill(look, 1000, 1001);
    asked = [];
    await look(token('c0'));
    await fill(look, 2, 1001);
    expect(asked).toEqual([]);
    await look(token('c1'));
    expect(asked).toEqual([token('c1')]);
  });
});
