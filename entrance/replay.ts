/** The same POST again: the same answer, made anew, and an entry of its own; no second effect. */
import type { Entered } from '../adapters/ports.ts';
import {
  MADE,
  type MadeOf,
  type OnceOperation,
} from '../schemas/contract/replays.ts';
import type { Call } from './call.ts';
import { type AnswerOf, type Concluded, conclude } from './conclude.ts';
import { Problem } from './problem.ts';

/** @throws Problem IDEMPOTENCY_KEY_REUSED where the key came with another request. */
export const replayed = <Id extends OnceOperation>(
  call: Call<Id>,
  { same, made }: NonNullable<Entered['earlier']>,
  answer: (made: MadeOf<Id>) => AnswerOf<Id>,
): Promise<Concluded> => {
  if (!same) {
    throw new Problem(
      'IDEMPOTENCY_KEY_REUSED',
      'This Idempotency-Key came with another request. Use a new key for a new request.',
    );
  }
  const kept = MADE[call.id].parse(made) as MadeOf<Id>;
  return conclude(call, {
    answer: { body: answer(kept), headers: { 'idempotency-replayed': 'true' } },
    outcome: 'NIL',
  });
};
