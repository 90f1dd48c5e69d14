/** The same POST again: the same answer, made anew, and an entry of its own; no second effect. */
import type { Entered } from '../adapters/ports.ts';
import type { Call } from './call.ts';
import { type Concluded, conclude } from './conclude.ts';
import { Problem } from './problem.ts';

/** @throws Problem IDEMPOTENCY_KEY_REUSED where the key came with another request. */
export const replayed = (
  call: Call,
  { same, made }: NonNullable<Entered['earlier']>,
  answer: (made: Record<string, string>) => unknown,
): Promise<Concluded> => {
  if (!same) {
    throw new Problem(
      'IDEMPOTENCY_KEY_REUSED',
      'This Idempotency-Key came with another request. Use a new key for a new request.',
    );
  }
  const told = {
    body: answer(made),
    headers: { 'idempotency-replayed': 'true' },
  };
  return conclude(call, { told, outcome: 'NIL' });
};
