/** References by which agencies name a child: each its own, forged by nobody, unlinkable between any two. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { references } from '../../adapters/references.ts';
import { YoungPersonReference } from '../../schemas/vocabulary/shapes.ts';
import { proving } from '../prove.ts';

const OLD = { id: 1, key: Buffer.alloc(32, 1).toString('base64url') };
const NEW = { id: 2, key: Buffer.alloc(32, 2).toString('base64url') };

const here = references({ referenceKeys: [OLD] });
const rotated = references({ referenceKeys: [NEW, OLD] });

const AGENCY = 'croydon-yjs';
const OTHER = 'bromley-yjs';
const PERSON = 'a1'.repeat(16);
const PERSON_ID = /^[0-9a-f]{32}$/;
const ALPHABET = [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
];

const people = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));
const agencies = fc.constantFrom(AGENCY, OTHER, 'slam', 'met-police');

const altered = (text: string, at: number, character: string) =>
  text.slice(0, at) + character + text.slice(at + 1);

/** One character of a text replaced by another of the alphabet. */
const alterations = (from: number, length: number) =>
  fc.tuple(
    fc.integer({ min: from, max: length - 1 }),
    fc.constantFrom(...ALPHABET),
  );

describe('a reference', () => {
  it('comes back as the person, for the agency to which it was given', () => {
    fc.assert(
      fc.property(people, agencies, (person, agency) => {
        expect(here.resolve(here.refer(person, agency), agency)).toBe(person);
      }),
      proving(500),
    );
  });

  it('is the same each time, and has the form that the contract states', () => {
    fc.assert(
      fc.property(people, agencies, (person, agency) => {
        const reference = here.refer(person, agency);
        expect(here.refer(person, agency)).toBe(reference);
        expect(references({ referenceKeys: [OLD] }).refer(person, agency)).toBe(
          reference,
        );
        expect(YoungPersonReference.safeParse(reference).success).toBe(true);
      }),
      proving(500),
    );
  });

  it('is another for each agency and for each person, with nothing in common', () => {
    expect(here.refer(PERSON, AGENCY)).not.toBe(here.refer(PERSON, OTHER));
    expect(here.refer(PERSON, AGENCY)).not.toBe(
      here.refer('b2'.repeat(16), AGENCY),
    );
    expect(here.refer(PERSON, AGENCY)).not.toContain(
      Buffer.from(PERSON, 'hex').toString('base64url').slice(2, 8),
    );
  });

  it('is another under another key', () => {
    expect(references({ referenceKeys: [NEW] }).refer(PERSON, AGENCY)).not.toBe(
      here.refer(PERSON, AGENCY),
    );
  });
});

describe('what is not a reference of the agency names a decoy', () => {
  const reference = here.refer(PERSON, AGENCY);

  const expectDecoy = (forged: string, agency = AGENCY): void => {
    const decoy = here.resolve(forged, agency);
    expect(decoy).toMatch(PERSON_ID);
    expect(decoy).not.toBe(PERSON);
    expect(here.resolve(forged, agency)).toBe(decoy);
  };

  it('with any one character changed', () => {
    fc.assert(
      fc.property(alterations(0, reference.length), ([at, character]) => {
        const forged = altered(reference, at, character);
        fc.pre(forged !== reference);
        expectDecoy(forged);
      }),
      proving(1000),
    );
  });

  it('given to another agency', () => {
    fc.assert(
      fc.property(people, (person) => {
        const foreign = here.refer(person, OTHER);
        const decoy = here.resolve(foreign, AGENCY);
        expect(decoy).not.toBe(person);
        expect(decoy).toMatch(PERSON_ID);
        expect(here.resolve(foreign, AGENCY)).toBe(decoy);
      }),
      proving(300),
    );
  });

  it.each([
    ['with padding', `${reference}=`],
    ['with white space', `${reference.slice(0, 10)}\n${reference.slice(10)}`],
    ['with a dot at its end', `${reference}.`],
    [
      'in the other base64 alphabet',
      here
        .refer('ff'.repeat(16), AGENCY)
        .replaceAll('-', '+')
        .replaceAll('_', '/'),
    ],
    ['with another prefix', `xx_${reference.slice(3)}`],
    ['without a prefix', reference.slice(3)],
    ['cut short', reference.slice(0, -4)],
    ['drawn out', `${reference}AAAA`],
    ['empty', ''],
    ['of its prefix alone', 'yp_'],
    ['made up', `yp_${'A'.repeat(44)}`],
    ['the id of the person itself', PERSON],
  ])('%s', (_, forged) => {
    expect(forged).not.toBe(reference);
    expectDecoy(forged);
  });

  it('under a key that the exchange never had', () => {
    const elsewhere = references({
      referenceKeys: [
        { id: OLD.id, key: randomBytes(32).toString('base64url') },
      ],
    });
    expectDecoy(elsewhere.refer(PERSON, AGENCY));
    expectDecoy(
      references({ referenceKeys: [{ ...OLD, id: 9 }] }).refer(PERSON, AGENCY),
    );
  });

  it('that is a sealed cursor', () => {
    expectDecoy(`yp_${here.seal(PERSON, AGENCY)}`);
  });

  it('of which two forgeries have two, and one has two with two agencies', () => {
    const [one, two] = [`yp_${'A'.repeat(44)}`, `yp_${'B'.repeat(44)}`];
    expect(here.resolve(one, AGENCY)).not.toBe(here.resolve(two, AGENCY));
    expect(here.resolve(one, AGENCY)).not.toBe(here.resolve(one, OTHER));
  });
});

describe('after a rotation of the key', () => {
  it('a reference of before still names the person', () => {
    fc.assert(
      fc.property(people, agencies, (person, agency) => {
        expect(rotated.resolve(here.refer(person, agency), agency)).toBe(
          person,
        );
      }),
      proving(300),
    );
  });

  it('new references are given under the newest key, and both name the person', () => {
    const reference = rotated.refer(PERSON, AGENCY);
    expect(reference).toBe(
      references({ referenceKeys: [NEW] }).refer(PERSON, AGENCY),
    );
    expect(rotated.resolve(reference, AGENCY)).toBe(PERSON);
  });

  it('the old key alone does not read what the new one gave', () => {
    expect(here.resolve(rotated.refer(PERSON, AGENCY), AGENCY)).not.toBe(
      PERSON,
    );
  });

  it('a reference under the one key id is not read under the other', () => {
    const bytes = Buffer.from(here.refer(PERSON, AGENCY).slice(3), 'base64url');
    bytes[0] = NEW.id;
    expect(
      rotated.resolve(`yp_${bytes.toString('base64url')}`, AGENCY),
    ).not.toBe(PERSON);
  });
});

describe('a sealed cursor', () => {
  const CLIENT = 'croydon-yjs-case-system';
  const place = { date: '2026-11-23', index: 41 };

  it('opens for the client for which it was sealed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const same = JSON.parse(JSON.stringify(value));
        expect(here.open(here.seal(value, CLIENT), CLIENT)).toEqual(same);
      }),
      proving(300),
    );
  });

  it('opens for no other client', () => {
    expect(
      here.open(here.seal(place, CLIENT), 'bromley-yjs-case-system'),
    ).toBeUndefined();
  });

  it('says nothing of where it stands', () => {
    expect(
      Buffer.from(here.seal(place, CLIENT), 'base64url').toString('latin1'),
    ).not.toContain('2026');
  });

  it('does not open with any one character changed', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 8 }),
        fc.nat(200),
        fc.constantFrom(...ALPHABET),
        (value, pick, character) => {
          const sealed = here.seal(value, CLIENT);
          const forged = altered(sealed, pick % (sealed.length - 1), character);
          fc.pre(forged !== sealed);
          expect(here.open(forged, CLIENT)).toBeUndefined();
        },
      ),
      proving(3000),
    );
  });

  it('does not open in another spelling of the same bytes, so that one place has one cursor', () => {
    for (const value of ['', 'a', 'ab']) {
      const sealed = here.seal(value, CLIENT);
      const last = ALPHABET.map((character) =>
        altered(sealed, sealed.length - 1, character),
      );
      const others = [
        ...last,
        `${sealed}=`,
        `${sealed}.`,
        ` ${sealed}`,
        `${sealed.slice(0, 5)}\n${sealed.slice(5)}`,
      ];
      expect(
        others.filter(
          (each) => each !== sealed && here.open(each, CLIENT) !== undefined,
        ),
      ).toEqual([]);
    }
  });

  it.each(['', 'A', '====', 'not a cursor', '\u0000', 'A'.repeat(400)])(
    'does not open where it is %j',
    (forged) => {
      expect(here.open(forged, CLIENT)).toBeUndefined();
    },
  );

  it('is no reference', () => {
    expect(
      here.open(here.refer(PERSON, AGENCY).slice(3), AGENCY),
    ).toBeUndefined();
  });

  it('of before a rotation still opens', () => {
    expect(rotated.open(here.seal(place, CLIENT), CLIENT)).toEqual(place);
  });
});

describe('the exchange', () => {
  it('does not start without a key', () => {
    expect(() => references({ referenceKeys: [] })).toThrow('no reference key');
  });
});
