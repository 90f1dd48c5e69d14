import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CohortPerson, cohort } from '../../local/cohort/cohort.ts';
import { nominationOf } from '../../local/sandbox.ts';
import {
  ETHNIC_GROUPS,
  ethnicGroupOf,
} from '../../rules/statistics/ethnic-group.ts';
import { NominationRequest } from '../../schemas/contract/young-people.ts';
import { BOROUGHS, Ethnicity } from '../../schemas/vocabulary/codes.ts';
import {
  NhsNumber,
  PncId,
  Postcode,
  Upn,
} from '../../schemas/vocabulary/identifiers.ts';

const REFERENCE_DATE = '2026-11-23';
const people = cohort({ seed: 1, referenceDate: REFERENCE_DATE });

const has = (code: string) => (person: CohortPerson) =>
  ([...person.priorContact, ...person.background] as string[]).includes(code);
const isType = (type: string) => (person: CohortPerson) =>
  person.incident.incidentType === type;

// The published margins and the cross-table of the domain reference, 1.1, restated so that a change of either is seen.
const CLASSES = ['C1', 'C2', 'C3', 'C4', 'C5', 'U'];
const TABLE: [string, number, number[], (person: CohortPerson) => boolean][] = [
  ['class', 157, [58, 27, 25, 24, 22, 1], () => true],
  ['INC_CONFIRMED', 110, [49, 24, 18, 0, 19, 0], isType('INC_CONFIRMED')],
  ['INC_SUSPECTED', 19, [0, 0, 0, 19, 0, 0], isType('INC_SUSPECTED')],
  [
    'INC_VICTIM_OR_NO_SUSPICION',
    28,
    [9, 3, 7, 5, 3, 1],
    isType('INC_VICTIM_OR_NO_SUSPICION'),
  ],
  [
    'INC_ADDITIONAL_OFFENCE',
    30,
    [5, 4, 4, 3, 14, 0],
    (person) => person.incident.additionalOffences.length > 0,
  ],
  ['PRIOR_OFFENCE', 53, [4, 12, 2, 14, 21, 0], has('PRIOR_OFFENCE')],
  ['PRIOR_MISSING', 27, [2, 9, 1, 4, 11, 0], has('PRIOR_MISSING')],
  [
    'PRIOR_GANG_ASSOCIATION',
    19,
    [0, 2, 3, 3, 11, 0],
    has('PRIOR_GANG_ASSOCIATION'),
  ],
  ['PRIOR_VICTIM', 17, [3, 4, 3, 2, 5, 0], has('PRIOR_VICTIM')],
  [
    'BG_KNOWN_TO_PARTNER',
    74,
    [19, 26, 4, 8, 17, 0],
    has('BG_KNOWN_TO_PARTNER'),
  ],
  ['BG_MH_BEHAV_LD', 31, [9, 12, 1, 2, 7, 0], has('BG_MH_BEHAV_LD')],
  ['BG_EDUCATION', 28, [4, 11, 2, 3, 8, 0], has('BG_EDUCATION')],
  [
    'BG_FAMILY_INSTABILITY',
    37,
    [11, 10, 2, 3, 11, 0],
    has('BG_FAMILY_INSTABILITY'),
  ],
  ['BG_LIVED_AWAY', 19, [1, 13, 0, 1, 4, 0], has('BG_LIVED_AWAY')],
];

/** Written apart from the generator's own arithmetic: a birthday on 29 February is reached on 1 March. */
const age = ({ birthDate }: CohortPerson, on: string): number => {
  const passed = on.slice(5) >= birthDate.slice(5);
  return (
    Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (passed ? 0 : 1)
  );
};
const daysLater = (date: string, days: number) =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
const plain = (text: string) =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
const distinct = (values: (string | undefined)[]) =>
  new Set(values).size === values.length;
const share = (of: CohortPerson[], holds: (person: CohortPerson) => boolean) =>
  of.filter(holds).length / of.length;

describe('the margins', () => {
  it.each(TABLE)(
    '%s is %i, and each class has its share of them',
    (_, total, cells, holds) => {
      expect(people.filter(holds)).toHaveLength(total);
      expect(
        CLASSES.map(
          (name) =>
            people.filter(
              (person) => person.latentClass === name && holds(person),
            ).length,
        ),
      ).toEqual(cells);
    },
  );

  it('are 35 girls and 122 boys, 105 under 16 and 52 of 16 or 17', () => {
    expect(people.filter(({ sex }) => sex === 'F')).toHaveLength(35);
    expect(people.filter(({ sex }) => sex === 'M')).toHaveLength(122);
    expect(
      people.filter((person) => age(person, REFERENCE_DATE) < 16),
    ).toHaveLength(105);
    expect(
      people.filter((person) => age(person, REFERENCE_DATE) >= 16),
    ).toHaveLength(52);
  });

  it('hold for every seed', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const drawn = cohort({ seed, referenceDate: REFERENCE_DATE });
        for (const [, total, cells, holds] of TABLE) {
          expect(drawn.filter(holds)).toHaveLength(total);
          expect(
            CLASSES.map(
              (name) =>
                drawn.filter((one) => one.latentClass === name && holds(one))
                  .length,
            ),
          ).toEqual(cells);
        }
        expect(drawn.filter(({ sex }) => sex === 'F')).toHaveLength(35);
        keepsPromises(drawn, REFERENCE_DATE);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the associations of the evaluation', () => {
  // Over many seeds: one draw of 157 could hide an association, or show one that is not there.
  const many = Array.from({ length: 20 }, (_, seed) =>
    cohort({ seed, referenceDate: REFERENCE_DATE }),
  ).flat();
  const withRelation = (relation: string) =>
    many.filter(({ incident }) => incident.incidentRelation === relation);

  it.each(['BG_MH_BEHAV_LD', 'PRIOR_OFFENCE', 'PRIOR_MISSING'])(
    'family incidents go with %s, peer ones do not',
    (code) => {
      expect(share(withRelation('FAMILY'), has(code))).toBeGreaterThan(
        share(many, has(code)),
      );
      expect(share(withRelation('PEER'), has(code))).toBeLessThan(
        share(many, has(code)),
      );
    },
  );

  it('aggression goes with offending and with being known to partners, instability with offending', () => {
    const aggressive = many.filter(
      ({ incident }) => incident.aggressionReported,
    );
    expect(share(aggressive, has('PRIOR_OFFENCE'))).toBeGreaterThan(
      1.2 * share(many, has('PRIOR_OFFENCE')),
    );
    expect(share(aggressive, has('BG_KNOWN_TO_PARTNER'))).toBeGreaterThan(
      1.2 * share(many, has('BG_KNOWN_TO_PARTNER')),
    );
    const unstable = many.filter(has('BG_FAMILY_INSTABILITY'));
    expect(share(unstable, has('PRIOR_OFFENCE'))).toBeGreaterThan(
      1.2 * share(many, has('PRIOR_OFFENCE')),
    );
  });

  it('no class can be told from a number or a borough', () => {
    const early = many.filter(({ number }) => number > 12 && number < 85);
    expect(share(early, ({ latentClass }) => latentClass === 'C1')).toBeCloseTo(
      58 / 157,
      1,
    );
    const sutton = many.filter(({ borough }) => borough === BOROUGHS.SUTTON);
    expect(
      share(sutton, ({ latentClass }) => latentClass === 'C1'),
    ).toBeCloseTo(58 / 157, 1);
  });
});

describe('the same seed and reference date', () => {
  it('give the identical cohort', () => {
    expect(
      JSON.stringify(cohort({ seed: 1, referenceDate: REFERENCE_DATE })),
    ).toBe(JSON.stringify(people));
  });

  it('and another seed gives other people', () => {
    const others = cohort({ seed: 2, referenceDate: REFERENCE_DATE });
    const numbers = new Set(people.map(({ nhsNumber }) => nhsNumber));
    expect(
      others.filter(({ nhsNumber }) => numbers.has(nhsNumber)).length,
    ).toBeLessThan(3);
    expect(others.map(({ familyName }) => familyName)).not.toEqual(
      people.map(({ familyName }) => familyName),
    );
  });
});

describe('every person', () => {
  it.each(['2026-11-23', '2024-02-29', '2027-01-01', '2031-03-01'])(
    'keeps the promises on %s',
    (referenceDate) => {
      keepsPromises(cohort({ seed: 7, referenceDate }), referenceDate);
    },
  );

  it('is marked synthetic, and lives in one of the three boroughs at a postcode of it', () => {
    const outward: Record<string, RegExp> = {
      [BOROUGHS.CROYDON]: /^(CR0|CR2|CR7|SE25) /,
      [BOROUGHS.BROMLEY]: /^BR[12356] /,
      [BOROUGHS.SUTTON]: /^SM[1256] /,
    };
    for (const person of people) {
      expect(person.synthetic).toBe(true);
      expect(person.postcode).toMatch(outward[person.borough] ?? /^never$/);
      expect(person.formerBoroughs).not.toContain(person.borough);
    }
    expect(
      people.filter(({ formerBoroughs }) => formerBoroughs.length > 0),
    ).toHaveLength(22);
  });

  it('has an ethnicity in the codes of the police, which the nomination gives; every group is met', () => {
    for (const person of people) {
      expect(Ethnicity.options).toContain(person.ethnicity);
      expect(
        NominationRequest.parse(nominationOf(person)).subject.ethnicity,
      ).toBe(person.ethnicity);
    }
    expect(
      new Set(people.map(({ ethnicity }) => ethnicGroupOf(ethnicity))),
    ).toEqual(new Set(ETHNIC_GROUPS));
  });

  it('has a summary that says neither who gave the information nor who it is about', () => {
    for (const { incident, familyName, givenName } of people) {
      expect(incident.incidentSummary).not.toMatch(
        /informant|source|caller|anonym|according|told|reported|witness said/i,
      );
      expect(incident.incidentSummary).not.toContain(familyName);
      expect(incident.incidentSummary).not.toContain(givenName);
      expect(incident.incidentSummary).not.toMatch(/[{}]/);
    }
    expect(
      new Set(people.map(({ incident }) => incident.incidentSummary)).size,
    ).toBeGreaterThan(130);
  });

  it('has conditions exactly where the handling code asks for them', () => {
    for (const { incident } of people)
      expect(incident.handlingConditions !== undefined).toBe(
        incident.handlingCode === 'C',
      );
    expect(
      people.filter(({ incident }) => incident.handlingCode === 'P').length,
    ).toBeGreaterThan(140);
  });
});

describe('the cast', () => {
  const protagonist = people[0];
  const cast = people.slice(1, 12);

  it('begins with a protagonist on whom two Croydon agencies can differ', () => {
    expect(protagonist).toMatchObject({
      number: 1,
      latentClass: 'C1',
      sex: 'M',
      borough: BOROUGHS.CROYDON,
      formerBoroughs: [BOROUGHS.BROMLEY],
      weaponConviction: false,
      incident: {
        incidentType: 'INC_CONFIRMED',
        incidentRelation: 'PEER',
        venue: 'STREET',
        subjectCategory: 'SUSPECT',
      },
    });
    expect(protagonist?.background).toContain('BG_KNOWN_TO_PARTNER');
    expect(
      protagonist?.knownTo.map(({ agencyId, closed }) => [agencyId, closed]),
    ).toEqual([
      ['croydon-yjs', false],
      ['croydon-social-care', false],
      ['slam', false],
      ['bromley-social-care', true],
    ]);
  });

  it('is spread over the boroughs, with one under supervision in Sutton and two of no suspicion', () => {
    for (const borough of Object.values(BOROUGHS)) {
      expect(
        cast.filter((person) => person.borough === borough).length,
      ).toBeGreaterThanOrEqual(3);
    }
    expect(
      cast.filter(isType('INC_VICTIM_OR_NO_SUSPICION')).length,
    ).toBeGreaterThanOrEqual(2);
    expect(
      cast.some(
        ({ borough, knownTo }) =>
          borough === BOROUGHS.SUTTON &&
          knownTo.some(
            ({ agencyId, closed }) => agencyId === 'sutton-yjs' && !closed,
          ),
      ),
    ).toBe(true);
  });
});

/** What holds of any cohort whatever the seed and the date. */
const keepsPromises = (drawn: CohortPerson[], referenceDate: string) => {
  expect(drawn.map(({ number }) => number)).toEqual(
    Array.from({ length: 157 }, (_, at) => at + 1),
  );
  holdsAges(drawn, referenceDate);
  holdsIdentifiers(drawn);
  for (const person of drawn) {
    const { incident, knownTo } = person;
    expect(
      incident.incidentOn < referenceDate &&
        incident.incidentOn >= daysLater(referenceDate, -60),
    ).toBe(true);
    expect(incident.subjectCategory === 'SUSPECT').toBe(
      incident.incidentType !== 'INC_VICTIM_OR_NO_SUSPICION',
    );
    if (incident.incidentType === 'INC_VICTIM_OR_NO_SUSPICION')
      expect(incident.additionalOffences).toEqual([]);
    expect(knownTo.length > 0).toBe(has('BG_KNOWN_TO_PARTNER')(person));
    expect(distinct(knownTo.map(({ agencyId }) => agencyId))).toBe(true);
    for (const { since } of knownTo)
      expect(since > person.birthDate && since < incident.incidentOn).toBe(
        true,
      );
    if (person.weaponConviction) {
      expect(
        has('PRIOR_OFFENCE')(person) &&
          ['C4', 'C5'].includes(person.latentClass),
      ).toBe(true);
    }
  }
  expect(drawn.filter(({ weaponConviction }) => weaponConviction)).toHaveLength(
    7,
  );
  expect([14, 15]).toContain(age(drawn[0] as CohortPerson, referenceDate));
};

const holdsAges = (drawn: CohortPerson[], referenceDate: string) => {
  expect(
    drawn.filter((person) => age(person, referenceDate) >= 16),
  ).toHaveLength(52);
  expect(drawn.every((person) => age(person, referenceDate) >= 11)).toBe(true);
  expect(
    drawn.every((person) => age(person, daysLater(referenceDate, 60)) < 18),
  ).toBe(true);
};

const holdsIdentifiers = (drawn: CohortPerson[]) => {
  const pncIds = drawn.filter(({ pncId }) => pncId !== undefined);
  expect(pncIds).toEqual(drawn.filter(has('PRIOR_OFFENCE')));
  expect(distinct(pncIds.map(({ pncId }) => pncId))).toBe(true);
  expect(distinct(drawn.map(({ nhsNumber }) => nhsNumber))).toBe(true);
  expect(distinct(drawn.map(({ upn }) => upn))).toBe(true);
  expect(distinct(drawn.map(({ postcode }) => postcode))).toBe(true);
  expect(distinct(drawn.map(({ incident }) => incident.sourceReference))).toBe(
    true,
  );
  expect(
    distinct(
      drawn.map(({ givenName, familyName }) =>
        plain(`${givenName} ${familyName}`),
      ),
    ),
  ).toBe(true);
  const laNumbers: Record<string, string> = {
    E09000006: '305',
    E09000008: '306',
    E09000029: '319',
  };
  for (const person of drawn) {
    expect(NhsNumber.parse(person.nhsNumber)).toMatch(/^999/);
    expect(Upn.parse(person.upn).slice(1, 4)).toBe(laNumbers[person.borough]);
    expect(Postcode.parse(person.postcode)).toBe(person.postcode);
    if (person.pncId !== undefined) {
      const year = Number(PncId.parse(person.pncId).slice(0, 4));
      expect(year).toBeGreaterThan(Number(person.birthDate.slice(0, 4)) + 10);
    }
    for (const name of [
      person.givenName,
      person.familyName,
      ...person.otherNames,
    ]) {
      expect(name).toBe(name.normalize('NFC').trim());
      expect(name).not.toBe('');
    }
  }
};
