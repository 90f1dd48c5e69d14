/** A case as another step will have left it: written to the store as every operation writes it, with the difference of its tasks. */
import { expect } from 'vitest';
import { type CaseFile, caseFileOf } from '../../rules/cases/case-file.ts';
import { taskEffects } from '../../rules/effects/task-effects.ts';
import type { Effect } from '../../schemas/store/effects.ts';
import type { Entity } from '../../schemas/store/entities.ts';
import type { TestExchange } from '../exchange.ts';

/** The case as the store holds it. */
export const heldOf = async (
  { running }: TestExchange,
  caseId: string,
): Promise<CaseFile> => {
  const { store, clock } = running.world;
  const keyed = {
    clientId: 'met-police-panel',
    agencyId: 'met-police',
    locate: caseId,
  };
  const { personId = '' } = (await store.enter(keyed, clock())).located ?? {};
  const file = caseFileOf(await store.file(personId, clock()), caseId);
  if (!file) throw new Error('no such case');
  return file;
};

/** @param more what else is written with it. */
export const become = async (
  exchange: TestExchange,
  caseId: string,
  change: (file: CaseFile) => CaseFile,
  more: readonly Entity[] = [],
): Promise<void> => {
  const { store, clock, randomId } = exchange.running.world;
  const before = await heldOf(exchange, caseId);
  const after = change(before);
  const kept = {
    entryId: `le_${randomId()}`,
    occurredAt: new Date(clock()).toISOString(),
    operation: 'ALTERATION' as const,
    endpoint: 'readCase',
    outcome: 'PERMIT' as const,
    status: 200,
    actor: { agency: 'met-police', clientId: 'met-police-panel' },
    recipient: 'met-police',
    released: [],
    withheld: [],
    requestId: randomId(),
  };
  const put = (entity: Entity): Effect => ({
    do: 'put',
    entity,
    expects: 'ANY',
  });
  const written = { ...after.case, version: before.case.version + 1 };
  const effects = [
    put(written),
    ...more.map(put),
    ...taskEffects({ before, after: { ...after, case: written } }),
  ];
  expect(
    await store.record({
      guards: [],
      effects,
      entry: { kept, erasable: {}, salt: randomId() },
    }),
  ).toEqual({ written: true });
};

/** Delivered on a London date, as the officer's report of the visit leaves it. */
export const becomeDelivered = (
  exchange: TestExchange,
  caseId: string,
  deliveredOn: string,
): Promise<void> =>
  become(exchange, caseId, (file) => ({
    ...file,
    case: {
      ...file.case,
      state: 'DELIVERED',
      finalDecisionOn: deliveredOn,
      deliveredOn,
    },
  }));
