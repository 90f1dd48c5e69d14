/** A ledger entry comes back as it was written, and what may be erased stands apart. */
import { describe, expect, it } from 'vitest';
import { entryIn, entryItem } from '../../../adapters/dynamodb/entry-item.ts';
import { bytesOf } from '../../../adapters/dynamodb/item-size.ts';
import type { LedgerEntry } from '../../../schemas/store/ledger.ts';

const line = (category: string) => ({
  category,
  originator: 'met-police',
  fields: ['birthDate', 'familyName', 'givenName'],
  basis: 'FLOW' as const,
  agreement: 'MD-SBCU-001',
  version: 1,
  hash: '0123456789abcdef'.repeat(4),
  flow: 'A1',
  gateway: 'CDA_S115',
  lawfulBasis: { party: 'met-police', part3: 'DPA 2018 s.35(2)(b)', sch1: [] },
});

const entry: LedgerEntry = {
  kept: {
    entryId: `le_${'a'.repeat(32)}`,
    occurredAt: '2026-11-23T10:00:00.000Z',
    operation: 'CONSULTATION',
    endpoint: 'queryYoungPerson',
    outcome: 'PERMIT',
    status: 200,
    actor: { agency: 'croydon-yjs', clientId: 'croydon-yjs-case-system' },
    recipient: 'croydon-yjs',
    released: [line('identity'), line('identifiers'), line('incident')],
    withheld: [],
    requestId: '00000000-0000-4000-8000-000000000000',
  },
  erasable: { personId: 'b'.repeat(32) },
  salt: 'c'.repeat(32),
};

describe('an entry', () => {
  it('comes back as it was written', () => {
    expect(entryIn(entryItem(entry))).toEqual(entry);
  });

  it('of a query takes less than a kilobyte, which is one write unit and not three', () => {
    expect(bytesOf(entryItem(entry))).toBeLessThan(1024);
  });

  it('keeps what may be erased beside what is kept, and not in it', () => {
    const { kept: _, ...beside } = entryItem(entry);
    expect(beside).toMatchObject({
      erasable: entry.erasable,
      salt: entry.salt,
    });
    expect(entryIn({ ...entryItem(entry), erasable: {} }).kept).toEqual(
      entry.kept,
    );
  });

  it('that is none is a fault', () => {
    expect(() => entryIn({ ...entryItem(entry), kept: 'text' })).toThrow();
  });
});
