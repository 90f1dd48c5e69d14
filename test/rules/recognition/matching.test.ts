/** Whom a subject is matched to. To name nobody is always safe; to name another child never is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blockingFeatures,
  MAX_FEATURES,
  matchPerson,
} from '../../../rules/recognition/matching.ts';
import type { Subject } from '../../../schemas/contract/young-people.ts';
import { proving } from '../../prove.ts';
import { person, record } from '../given.ts';

const NHS = '9000000009';
const OTHER_NHS = '9990000018';
const UPN = 'B801200005001';
const PNC = '1979/0163001B';

interface Known {
  givenName?: string;
  familyName?: string;
  birthDate?: string;
  nhsNumber?: string;
  upn?: string;
  pncId?: string;
}

const known = (id: string, { nhsNumber, upn, pncId, ...named }: Known = {}) =>
  person(id.repeat(32), [
    record({
      category: 'identity',
      fields: {
        givenName: 'Ada',
        familyName: 'Okoro',
        birthDate: '2011-05-04',
        ...named,
      },
    }),
    record({
      category: 'identifiers',
      fields: Object.fromEntries(
        Object.entries({ nhsNumber, upn, pncId }).filter(
          ([, value]) => value !== undefined,
        ),
      ),
    }),
  ]);

const subject = (over: Partial<Subject> = {}): Subject => ({
  givenName: 'Ada',
  familyName: 'Okoro',
  birthDate: '2011-05-04',
  ...over,
});

const idOf = (letter: string) => letter.repeat(32);

describe('a subject', () => {
  it('is matched by an identifier before a name, whatever the name is now', () => {
    const renamed = known('a', { nhsNumber: NHS, familyName: 'Adeyemi' });
    const namesake = known('b');
    expect(
      matchPerson(subject({ identifiers: { nhsNumber: NHS } }), [
        namesake,
        renamed,
      ]),
    ).toMatchObject({
      outcome: 'MATCH',
      on: 'nhsNumber',
      person: { personId: idOf('a') },
    });
  });

  it.each(['givenName', 'familyName', 'birthDate'] as const)(
    'is matched by no name that lacks its %s, whatever is asked in its place',
    (part) => {
      const { [part]: _, ...named } = {
        givenName: 'Ada',
        familyName: 'Okoro',
        birthDate: '2011-05-04',
      };
      const nameless = person(idOf('a'), [
        record({ category: 'identity', fields: named }),
      ]);
      for (const word of ['Undefined', 'undefined', '', 'null'])
        expect(matchPerson(subject({ [part]: word }), [nameless])).toEqual({
          outcome: 'NONE',
        });
    },
  );

  it.each([
    ['nhsNumber', NHS],
    ['upn', UPN],
    ['pncId', PNC],
  ] as const)('is matched by its %s alone', (kind, value) => {
    const stranger = subject({
      givenName: 'Zoe',
      familyName: 'Quist',
      identifiers: { [kind]: value },
    });
    expect(
      matchPerson(stranger, [known('a', { [kind]: value }), known('b')]),
    ).toMatchObject({
      outcome: 'MATCH',
      on: kind,
      person: { personId: idOf('a') },
    });
  });

  it('is matched by name and birth date together, where no identifier is given', () => {
    expect(matchPerson(subject(), [known('a')])).toMatchObject({
      outcome: 'MATCH',
      on: 'nameAndBirthDate',
    });
  });

  it('is matched by name and birth date where the identifier given is not known of the person', () => {
    const given = subject({ identifiers: { nhsNumber: NHS } });
    expect(matchPerson(given, [known('a')])).toMatchObject({
      outcome: 'MATCH',
      on: 'nameAndBirthDate',
    });
  });

  it.each([
    ['another birth date', { birthDate: '2011-05-05' }],
    ['another given name', { givenName: 'Ida' }],
    ['another family name', { familyName: 'Okoroh' }],
    ['its names changed about', { givenName: 'Okoro', familyName: 'Ada' }],
  ])('is nobody with %s: nearly is not the same', (_, over) => {
    expect(matchPerson(subject(over), [known('a')])).toEqual({
      outcome: 'NONE',
    });
  });

  it('is nobody where nobody is known', () => {
    expect(matchPerson(subject(), [])).toEqual({ outcome: 'NONE' });
  });
});

describe('a contradiction', () => {
  it('in an identifier vetoes the name: twins share the rest', () => {
    const given = subject({ identifiers: { nhsNumber: OTHER_NHS } });
    expect(matchPerson(given, [known('a', { nhsNumber: NHS })])).toEqual({
      outcome: 'NONE',
    });
  });

  it('in one identifier vetoes another that fits', () => {
    const given = subject({ identifiers: { nhsNumber: OTHER_NHS, upn: UPN } });
    expect(
      matchPerson(given, [known('a', { nhsNumber: NHS, upn: UPN })]),
    ).toEqual({ outcome: 'NONE' });
  });

  it('leaves the other of two namesakes', () => {
    const given = subject({ identifiers: { nhsNumber: OTHER_NHS } });
    expect(
      matchPerson(given, [known('a', { nhsNumber: NHS }), known('b')]),
    ).toMatchObject({
      outcome: 'MATCH',
      person: { personId: idOf('b') },
    });
  });

  it('is none where one of two numbers on record is the one given', () => {
    const twice = known('a', { nhsNumber: NHS });
    twice.records.push(
      record({ category: 'identifiers', fields: { nhsNumber: OTHER_NHS } }),
    );
    expect(
      matchPerson(subject({ identifiers: { nhsNumber: OTHER_NHS } }), [twice]),
    ).toMatchObject({ on: 'nhsNumber' });
  });
});

describe('ambiguity names nobody', () => {
  it('where two people have the name and birth date', () => {
    expect(matchPerson(subject(), [known('b'), known('a')])).toEqual({
      outcome: 'MANY',
      personIds: [idOf('a'), idOf('b')],
    });
  });

  it('where two people carry one identifier', () => {
    const given = subject({ identifiers: { upn: UPN } });
    expect(
      matchPerson(given, [known('a', { upn: UPN }), known('b', { upn: UPN })]),
    ).toMatchObject({ outcome: 'MANY' });
  });

  it('where one identifier is of one person and another of somebody else', () => {
    const given = subject({ identifiers: { nhsNumber: NHS, upn: UPN } });
    expect(
      matchPerson(given, [
        known('a', { nhsNumber: NHS }),
        known('b', { upn: UPN }),
      ]).outcome,
    ).not.toBe('MATCH');
  });

  it('in whatever order the candidates come', () => {
    const candidates = [
      known('a'),
      known('b'),
      known('c', { nhsNumber: NHS }),
      known('d', { familyName: 'Adeyemi' }),
    ];
    const given = subject({ identifiers: { nhsNumber: NHS } });
    fc.assert(
      fc.property(
        fc.shuffledSubarray(candidates, { minLength: candidates.length }),
        (order) => {
          expect(matchPerson(given, order)).toEqual(
            matchPerson(given, candidates),
          );
          expect(matchPerson(subject(), order)).toEqual(
            matchPerson(subject(), candidates),
          );
        },
      ),
      proving(500),
    );
  });
});

describe('one name in several spellings is one name', () => {
  it.each([
    ['O’Connor', "O'Connor"],
    ["O'Connor", 'OConnor'],
    ['Núñez', 'Nunez'],
    ['Nu\u0301n\u0303ez', 'Núñez'],
    ['Smith-Jones', 'Smith Jones'],
    ['OKORO', 'okoro'],
    ['St. John', 'St John'],
    ['Łukasz', 'łukasz'],
    ['Ｏｋｏｒｏ', 'Okoro'],
  ])('%s and %s', (one, other) => {
    expect(
      matchPerson(subject({ familyName: one }), [
        known('a', { familyName: other }),
      ]),
    ).toMatchObject({
      outcome: 'MATCH',
    });
  });

  it.each([
    ['Okoro', 'Okora'],
    ['Ana', 'Anna'],
    ['Иван', 'Иванна'],
  ])('but %s and %s are two', (one, other) => {
    expect(
      matchPerson(subject({ familyName: one }), [
        known('a', { familyName: other }),
      ]),
    ).toEqual({ outcome: 'NONE' });
  });
});

describe('the features of a subject', () => {
  it('are its identifiers, the surest first, and then the name, within the limit of a read', () => {
    const features = blockingFeatures(
      subject({ identifiers: { pncId: PNC, upn: UPN, nhsNumber: NHS } }),
    );
    expect(features.map(({ kind }) => kind)).toEqual([
      'nhsNumber',
      'upn',
      'pncId',
      'nameAndBirthDate',
    ]);
    expect(features.length).toBeLessThanOrEqual(MAX_FEATURES);
  });

  it('are equal for one name in two spellings, so that a search finds what a contribution filed', () => {
    expect(blockingFeatures(subject({ familyName: 'O’Connor-Núñez' }))).toEqual(
      blockingFeatures(subject({ familyName: 'oconnor nunez' })),
    );
  });
});
