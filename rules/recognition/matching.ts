/**
 * Recognises a subject among the people whom the exchange knows: by exact identifiers first, then
 * by the normalised name with the birth date. A near miss must not reveal who else exists, so
 * ambiguity reads as absence.
 */

import type { Subject } from '../../schemas/contract/young-people.ts';
import type { Feature } from '../../schemas/store/effects.ts';
import type { Person } from '../../schemas/store/entities.ts';

export const MAX_FEATURES = 12;

const IDENTIFIERS = ['nhsNumber', 'upn', 'pncId'] as const;

/** The features of a subject, the surest first; at most MAX_FEATURES. */
export const blockingFeatures = (subject: Subject): Feature[] => [
  ...IDENTIFIERS.flatMap((kind) => {
    const value = subject.identifiers?.[kind];
    return value === undefined ? [] : [{ kind, value }];
  }),
  { kind: 'nameAndBirthDate', value: nameAndBirthDate(subject) },
];

export type Match =
  | { outcome: 'MATCH'; person: Person; on: Feature['kind'] }
  | { outcome: 'NONE' }
  /** More than one person fits: nobody is named. */
  | { outcome: 'MANY'; personIds: string[] };

export const matchPerson = (
  subject: Subject,
  candidates: readonly Person[],
): Match => {
  const possible = candidates.filter(
    (person) => !contradicted(subject, person),
  );
  const features = blockingFeatures(subject);
  const numbers = features.filter(({ kind }) => kind !== 'nameAndBirthDate');
  // Numbers first, all together: one that is one person's and one that is another's name nobody.
  const byNumbers = matchOn(numbers, possible);
  return byNumbers.outcome === 'NONE' ? matchOn(features, possible) : byNumbers;
};

const matchOn = (
  features: readonly Feature[],
  possible: readonly Person[],
): Match => {
  const fitting = possible.flatMap((person) => {
    const on = features.find((feature) => fits(person, feature));
    return on ? [{ person, on: on.kind }] : [];
  });
  const [only] = fitting;
  if (fitting.length > 1)
    return {
      outcome: 'MANY',
      personIds: fitting.map(({ person }) => person.personId).sort(),
    };
  return only ? { outcome: 'MATCH', ...only } : { outcome: 'NONE' };
};

const fits = (person: Person, { kind, value }: Feature): boolean =>
  featuresOf(person).has(`${kind}|${value}`);

/**
 * Tells people apart by their NHS number, UPN or PNC id, whatever the names say: twins share the
 * rest.
 */
const contradicted = (subject: Subject, person: Person): boolean =>
  IDENTIFIERS.some((kind) => {
    const asked = subject.identifiers?.[kind];
    const known = fieldsOf(person, 'identifiers').map((fields) => fields[kind]);
    const stated = known.filter((value) => value !== undefined);
    return asked !== undefined && stated.length > 0 && !stated.includes(asked);
  });

const featuresOf = (person: Person): Set<string> =>
  new Set([
    ...fieldsOf(person, 'identifiers').flatMap((fields) =>
      IDENTIFIERS.filter((kind) => fields[kind] !== undefined).map(
        (kind) => `${kind}|${fields[kind]}`,
      ),
    ),
    ...fieldsOf(person, 'identity')
      .filter(({ givenName, familyName, birthDate }) =>
        [givenName, familyName, birthDate].every((part) => part !== undefined),
      )
      .map((fields) => `nameAndBirthDate|${nameAndBirthDate(fields)}`),
  ]);

const fieldsOf = (
  person: Person,
  category: string,
): Record<string, unknown>[] =>
  person.records
    .filter((record) => record.category === category)
    .map(({ fields }) => fields);

const nameAndBirthDate = (named: {
  familyName?: unknown;
  givenName?: unknown;
  birthDate?: unknown;
}): string =>
  [
    normalised(String(named.familyName)),
    normalised(String(named.givenName)),
    String(named.birthDate),
  ].join('|');

/**
 * Keeps the letters of a name, without case, Latin diacritics or signs in between: "O’Connor-Núñez"
 * is "oconnornunez".
 */
const normalised = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    // Marks of other scripts are vowels, and stay.
    .replace(/[^\p{L}\p{M}]/gu, '')
    .toLowerCase();
