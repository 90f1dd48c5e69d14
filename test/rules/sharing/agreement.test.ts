/** Which version an agreement is, and whether it is in force: what was signed is what is executed. */
import { describe, expect, it } from 'vitest';
import { loadAgreements } from '../../../local/registry/agreements.ts';
import {
  type LiveAgreement,
  liveAgreement,
  notInForce,
  versionHash,
} from '../../../rules/sharing/agreement.ts';
import type { Terms } from '../../../schemas/contract/agreement/agreement.ts';
import { AGREEMENTS, agreementNamed, NOW } from '../given.ts';

const stored = loadAgreements();
const smallest = stored.find(({ terms }) => terms.id === 'MD-SUT-002');
if (!smallest) throw new Error('no agreement MD-SUT-002');

const backwards = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(backwards);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]) => [key, backwards(each)] as const)
      .toReversed(),
  );
};

/** The document once for each value in it, with that one value changed. */
const changedOnce = (document: object): { path: string; changed: object }[] => {
  const paths: string[][] = [];
  const walk = (value: unknown, path: string[]): void => {
    if (value !== null && typeof value === 'object') {
      for (const [key, each] of Object.entries(value))
        walk(each, [...path, key]);
    } else paths.push(path);
  };
  walk(document, []);
  return paths.map((path) => {
    const changed = structuredClone(document) as Record<string, unknown>;
    const last = path.at(-1) ?? '';
    const parent = path
      .slice(0, -1)
      .reduce((at, key) => at[key] as Record<string, unknown>, changed);
    const value = parent[last];
    parent[last] =
      typeof value === 'number'
        ? value + 1
        : typeof value === 'boolean'
          ? !value
          : `${value}.`;
    return { path: path.join('/'), changed };
  });
};

describe('the version of an agreement', () => {
  it.each(stored.map(({ terms }) => [terms.id, terms] as const))(
    '%s does not depend on the order of keys',
    (_, terms) => {
      expect(versionHash(backwards(terms) as Terms)).toBe(versionHash(terms));
    },
  );

  it('is another with any one term changed', () => {
    const hash = versionHash(smallest.terms);
    const same = changedOnce(smallest.terms).filter(
      ({ changed }) => versionHash(changed as Terms) === hash,
    );
    expect(same.map(({ path }) => path)).toEqual([]);
  });

  it('is another with any clause left out', () => {
    const hash = versionHash(smallest.terms);
    for (const key of Object.keys(smallest.terms)) {
      const { [key as keyof Terms]: _, ...rest } = smallest.terms;
      expect(versionHash(rest as Terms)).not.toBe(hash);
    }
  });

  it('does not change with what happens to the agreement since', () => {
    const suspended = liveAgreement({
      ...smallest,
      status: 'SUSPENDED',
      suspensions: [],
      signatures: [],
    });
    expect(suspended.hash).toBe(liveAgreement(smallest).hash);
  });
});

describe('the form that is executed', () => {
  it('counts no signature over another version', () => {
    const [first, ...others] = smallest.signatures;
    if (!first) throw new Error('nobody has signed');
    const live = liveAgreement({
      ...smallest,
      signatures: [{ ...first, versionHash: '0'.repeat(64) }, ...others],
    });
    expect(Object.keys(live.signedAt)).toEqual(
      others.map(({ agency }) => agency),
    );
    expect(notInForce(live, NOW)).toEqual(['AGREEMENT_UNSIGNED']);
  });

  it('counts no signature once a term has changed', () => {
    const live = liveAgreement({
      ...smallest,
      terms: { ...smallest.terms, title: `${smallest.terms.title}!` },
    });
    expect(live.signedAt).toEqual({});
    expect(notInForce(live, NOW)).toEqual(['AGREEMENT_UNSIGNED']);
  });

  it('carries no contact, note or reference', () => {
    const text = JSON.stringify(AGREEMENTS);
    expect(text).not.toMatch(
      /@|dpo|spoc|breachContacts|processorTerms|proportionality/,
    );
  });
});

describe('an agreement is in force', () => {
  const agreement = agreementNamed('MD-SBCU-001');
  const reasons = (over: Partial<LiveAgreement>) =>
    notInForce({ ...agreement, ...over }, NOW);

  it('where nothing stands against it', () => {
    expect(reasons({})).toEqual([]);
  });

  it.each(['DRAFT', 'SUSPENDED', 'EXPIRED', 'TERMINATED'] as const)(
    'never while it is %s',
    (status) => {
      expect(reasons({ status })).toEqual(['AGREEMENT_NOT_ACTIVE']);
    },
  );

  it.each(agreement.parties.map(({ agency }) => agency))(
    'never without the signature of %s',
    (agency) => {
      const { [agency]: _, ...signedAt } = agreement.signedAt;
      expect(reasons({ signedAt })).toEqual(['AGREEMENT_UNSIGNED']);
    },
  );

  it.each(['constructor', 'toString', '__proto__'])(
    'never by a signature of %s that nobody gave',
    (agency) => {
      expect(reasons({ parties: [{ agency, sector: 'POLICE' }] })).toEqual([
        'AGREEMENT_UNSIGNED',
      ]);
    },
  );

  it('never, with every reason named at once, where several stand against it', () => {
    expect(
      reasons({
        status: 'SUSPENDED',
        endsOn: '2026-11-22',
        reviewOn: '2026-11-22',
        signedAt: {},
        suspensions: [{ from: '2026-11-01T00:00:00.000Z' }],
      }),
    ).toEqual([
      'AGREEMENT_NOT_ACTIVE',
      'AGREEMENT_ENDED',
      'AGREEMENT_REVIEW_OVERDUE',
      'AGREEMENT_UNSIGNED',
      'AGREEMENT_SUSPENDED',
    ]);
  });

  it('not while one of several suspensions lasts', () => {
    const past = {
      from: '2026-05-01T00:00:00.000Z',
      until: '2026-05-02T00:00:00.000Z',
    };
    expect(reasons({ suspensions: [past] })).toEqual([]);
    expect(
      reasons({ suspensions: [past, { from: '2026-11-23T09:59:59.000Z' }] }),
    ).toEqual(['AGREEMENT_SUSPENDED']);
  });
});
