/** The leaf of a ledger entry: it binds all that is kept, and outlives and never tells what is erased. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonical, sha256 } from '../../../rules/canonical.ts';
import { leafHash } from '../../../rules/ledger/leaf.ts';
import type { KeptEntry, LedgerEntry } from '../../../schemas/store/ledger.ts';
import { CASE_ID, idOf, PERSON_ID } from '../given.ts';

const kept: KeptEntry = {
  entryId: idOf('le', 1),
  occurredAt: '2026-11-23T10:00:00.000Z',
  operation: 'CONSULTATION',
  endpoint: 'queryYoungPerson',
  outcome: 'PARTIAL',
  status: 200,
  actor: {
    agency: 'croydon-yjs',
    clientId: 'croydon-yjs-case-system',
    practitioner: 'w-17',
    role: 'YJS_PRACTITIONER',
  },
  recipient: 'croydon-yjs',
  purpose: 'PANEL_SELECTION',
  reason: 'NEW_INCIDENT',
  case: CASE_ID,
  released: [
    {
      category: 'identity',
      originator: 'met-police',
      fields: ['givenName'],
      basis: 'FLOW',
      flow: 'A1',
    },
  ],
  withheld: [
    {
      category: 'incident',
      originator: 'met-police',
      fields: ['assessment'],
      reasons: ['FIELD_NOT_AGREED'],
    },
  ],
  requestId: 'r-1',
};
const entry: LedgerEntry = {
  kept,
  erasable: { personId: PERSON_ID },
  salt: '5'.repeat(32),
};

/** What whoever holds the kept part and the commitment can compute, without the part that was erased. */
const leafFromCommitment = (commitment: string): string =>
  createHash('sha256')
    .update(
      Buffer.concat([
        Buffer.of(0x00),
        Buffer.from(canonical({ ...kept, commitment }), 'utf8'),
      ]),
    )
    .digest('hex');

/** Every value of a document that is not itself a list or an object, with a copy of the document in which it differs. */
const changes = (document: unknown): [string, unknown][] => {
  const paths: string[][] = [];
  const walk = (value: unknown, path: string[]): void => {
    if (value !== null && typeof value === 'object') {
      for (const [key, each] of Object.entries(value))
        walk(each, [...path, key]);
    } else paths.push(path);
  };
  walk(document, []);
  return paths.map((path) => {
    const copy = structuredClone(document) as Record<string, unknown>;
    const last = path.at(-1) ?? '';
    const parent = path
      .slice(0, -1)
      .reduce((at, key) => at[key] as Record<string, unknown>, copy);
    parent[last] =
      typeof parent[last] === 'number' ? parent[last] + 1 : `${parent[last]}x`;
    return [path.join('/'), copy];
  });
};

describe('a leaf', () => {
  it.each(changes(kept))('changes with kept/%s', (_, changed) => {
    expect(leafHash({ ...entry, kept: changed as KeptEntry })).not.toBe(
      leafHash(entry),
    );
  });

  it('changes where something kept is left out', () => {
    for (const key of Object.keys(kept)) {
      const { [key as keyof KeptEntry]: _, ...rest } = kept;
      expect(leafHash({ ...entry, kept: rest as KeptEntry })).not.toBe(
        leafHash(entry),
      );
    }
  });

  it('changes with whom it was about, and with the salt', () => {
    expect(
      leafHash({ ...entry, erasable: { personId: 'b'.repeat(32) } }),
    ).not.toBe(leafHash(entry));
    expect(leafHash({ ...entry, erasable: {} })).not.toBe(leafHash(entry));
    expect(leafHash({ ...entry, salt: '6'.repeat(32) })).not.toBe(
      leafHash(entry),
    );
  });

  it('does not depend on the order in which the entry was written down', () => {
    const backwards = Object.fromEntries(
      Object.entries(kept).toReversed(),
    ) as KeptEntry;
    expect(leafHash({ ...entry, kept: backwards })).toBe(leafHash(entry));
  });

  it('is the leaf hash of RFC 6962: SHA-256 over a zero byte and the entry', () => {
    const commitment = sha256(entry.salt + canonical(entry.erasable));
    expect(leafHash(entry)).toBe(leafFromCommitment(commitment));
    expect(leafHash(entry)).not.toBe(
      sha256(canonical({ ...kept, commitment })),
    );
  });
});

describe('after erasure', () => {
  const commitment = sha256(entry.salt + canonical(entry.erasable));

  it('the leaf still follows from what is kept and the commitment', () => {
    expect(leafFromCommitment(commitment)).toBe(leafHash(entry));
  });

  it('neither says whom it was about', () => {
    const left = canonical({ ...kept, commitment }) + leafHash(entry);
    expect(left).not.toContain(PERSON_ID);
    expect(left).not.toContain(entry.salt);
  });

  it('who guesses the person cannot test the guess without the salt', () => {
    const guesses = ['', '0', PERSON_ID].map((salt) =>
      sha256(salt + canonical({ personId: PERSON_ID })),
    );
    expect(guesses).not.toContain(commitment);
    expect(guesses.map(leafFromCommitment)).not.toContain(leafHash(entry));
  });

  it('two looks at one child cannot be told to be of one child', () => {
    const again = { ...entry, salt: '7'.repeat(32) };
    expect(sha256(again.salt + canonical(again.erasable))).not.toBe(commitment);
  });
});
