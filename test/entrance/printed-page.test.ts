/** A page is rendered of what its contract has parsed, and only after that is anything recorded or sent. */
import { describe, expect, it } from 'vitest';
import type { Write } from '../../adapters/ports.ts';
import type { Call } from '../../entrance/call.ts';
import { conclude, type Page } from '../../entrance/conclude.ts';
import { OPERATIONS } from '../../schemas/contract/operations.ts';
import { printedPack } from '../print/rich-pack.ts';

const written: Write[] = [];
const call = (id: 'readPack' | 'readCase') =>
  ({
    id,
    operation: OPERATIONS[id],
    entryId: `le_${'1'.repeat(32)}`,
    claims: {
      clientId: 'met-police-panel',
      agencyId: 'met-police',
      scopes: [],
    },
    sharing: {
      purpose: 'PANEL_SELECTION',
      practitioner: { id: 'co-1', role: 'PANEL_COORDINATOR' },
    },
    ids: { requestId: 'r', correlationId: undefined },
    now: 0,
    world: {
      randomId: () => '2'.repeat(32),
      store: {
        record: async (write: Write) => {
          written.push(write);
          return { written: true as const };
        },
      },
    },
  }) as unknown as Call;

const rendered: unknown[] = [];
const page = (message: unknown): { answer: { page: Page } } => ({
  answer: {
    page: {
      message,
      render: (parsed) => {
        rendered.push(parsed);
        return { html: '<!DOCTYPE html>', headers: {} };
      },
    },
  },
});

describe('a message of a page', () => {
  it('that the contract knows whole is rendered, recorded and sent', async () => {
    const { response } = await conclude(call('readPack'), page(printedPack()));
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    expect([rendered.splice(0).length, written.splice(0).length]).toEqual([
      1, 1,
    ]);
  });

  it('with a field that the contract does not name is neither rendered nor recorded as told', async () => {
    const { printed, pack } = printedPack();
    for (const message of [
      { printed, pack, score: 7 },
      { printed, pack: { ...pack, score: 7 } },
      {
        printed,
        pack: {
          ...pack,
          records: {
            ...pack.records,
            approval: [{ approvalReason: 'Canary.' }],
          },
        },
      },
    ]) {
      await expect(conclude(call('readPack'), page(message))).rejects.toThrow(
        /unrecognized_keys/,
      );
    }
    expect([rendered, written]).toEqual([[], []]);
  });

  it('of an operation that has no page is a fault', async () => {
    await expect(
      conclude(call('readCase'), page(printedPack())),
    ).rejects.toThrow(TypeError);
    expect([rendered, written]).toEqual([[], []]);
  });
});
