/** The four rules of eligibility, each with its three values. What nobody has recorded is not known, and never met. */
import { describe, expect, it } from 'vitest';
import {
  type EligibilityFacts,
  eligibilityOf,
} from '../../../rules/cases/eligibility.ts';
import {
  BOROUGHS,
  EligibilityRule,
  IncidentType,
  SourceSystem,
  SubjectCategory,
} from '../../../schemas/vocabulary/codes.ts';
import {
  check,
  incidentOf,
  NOT_FOR_THE_PANEL,
  nomination,
  theCase,
} from '../given.ts';

const AREA = [BOROUGHS.CROYDON, BOROUGHS.BROMLEY];

const facts = (over: Partial<EligibilityFacts> = {}): EligibilityFacts => ({
  case: theCase(),
  nominations: [nomination()],
  checks: [],
  area: AREA,
  on: '2026-11-26',
  ...over,
});

const said = (rule: EligibilityRule, given: EligibilityFacts) =>
  eligibilityOf(given).find((each) => each.rule === rule);
const found = (rule: EligibilityRule, given: EligibilityFacts) =>
  said(rule, given)?.finding;

describe('eligibility', () => {
  it('is four rules, each of which has a finding and says what it rests on', () => {
    const all = eligibilityOf(facts());
    expect(all.map(({ rule }) => rule)).toEqual(EligibilityRule.options);
    for (const { evidence } of all) expect(evidence).not.toBe('');
  });

  it.each(EligibilityRule.options)(
    '%s is not known, rather than met or not met, where nothing is recorded',
    (rule) => {
      expect(found(rule, facts({ nominations: [] }))).toBe('NOT_KNOWN');
    },
  );
});

describe('what was computed', () => {
  const nominations = [
    incidentOf({ nominatedAt: '2026-11-10T09:00:00.000Z' }),
    incidentOf({
      nominatedAt: '2026-11-20T09:00:00.000Z',
      incidentType: 'INC_SUSPECTED',
    }),
  ];

  it('says so, and of when the facts are that it rests on', () => {
    const all = eligibilityOf(facts({ nominations }));
    expect(
      all.map(({ rule, checkedBy, checkedIn, checkedAt }) => [
        rule,
        checkedBy,
        checkedIn,
        checkedAt,
      ]),
    ).toEqual([
      ['UNDER_18', 'computed', undefined, '2026-11-20T09:00:00.000Z'],
      [
        'NO_WEAPON_CONVICTION',
        'computed',
        undefined,
        '2026-11-20T09:00:00.000Z',
      ],
      ['LIVES_IN_AREA', 'computed', undefined, '2026-11-20T09:00:00.000Z'],
      // The confirmed incident founds it, and not the later one.
      [
        'EVIDENCE_OF_CARRYING',
        'computed',
        undefined,
        '2026-11-10T09:00:00.000Z',
      ],
    ]);
  });

  it('rests on nothing that is kept from the panel', () => {
    const kept = incidentOf({
      ...{
        nominatedAt: '2026-11-21T09:00:00.000Z',
        handling: NOT_FOR_THE_PANEL,
      },
      ...{ birthDate: '2000-01-01', borough: BOROUGHS.SUTTON },
    });
    const [first] = [incidentOf({ incidentType: 'INC_SUSPECTED' })];
    const checks = [check({ checkedAt: '2026-11-12T09:00:00.000Z' })];
    const without = eligibilityOf(facts({ nominations: [first], checks }));
    expect(
      eligibilityOf(facts({ nominations: [first, kept], checks })),
    ).toEqual(without);
    const only = eligibilityOf(facts({ nominations: [kept] }));
    expect(only.map(({ finding }) => finding)).toEqual(
      Array(4).fill('NOT_KNOWN'),
    );
  });
});

describe('a check counts for what was known when it was made', () => {
  const EARLIER = { checkedAt: '2026-11-12T09:00:00.000Z' };
  const later = (over: Parameters<typeof incidentOf>[0] = {}) =>
    incidentOf({ nominatedAt: '2026-11-20T09:00:00.000Z', ...over });
  const rules = ['NO_WEAPON_CONVICTION', 'EVIDENCE_OF_CARRYING'] as const;
  const cases = rules.flatMap((rule) =>
    (['MET', 'NOT_MET'] as const).map((finding) => [rule, finding] as const),
  );

  it.each(cases)(
    '%s, found to be %s, is to be checked again after another nomination, and says why',
    (rule, finding) => {
      const checks = [check({ rule, finding, ...EARLIER })];
      const first = incidentOf({ incidentType: 'INC_SUSPECTED' });
      const nominations = [first, later({ incidentType: 'INC_SUSPECTED' })];
      expect(said(rule, facts({ nominations, checks }))).toMatchObject({
        finding: 'NOT_KNOWN',
        checkedBy: 'computed',
        checkedAt: '2026-11-20T09:00:00.000Z',
        evidence: `Found ${finding} on 2026-11-12 (PNC), before the nomination of 2026-11-20: to be checked again.`,
      });
      const again = check({
        rule,
        finding,
        checkedAt: '2026-11-20T09:00:00.001Z',
      });
      expect(
        found(rule, facts({ nominations, checks: [...checks, again] })),
      ).toBe(finding);
    },
  );

  it('a weapon confirmed since is evidence of carrying, whatever was found before, and what was found stays told', () => {
    const checks = [
      check({ rule: 'EVIDENCE_OF_CARRYING', finding: 'NOT_MET', ...EARLIER }),
    ];
    const nominations = [
      incidentOf({ incidentType: 'INC_SUSPECTED' }),
      later(),
    ];
    expect(
      said('EVIDENCE_OF_CARRYING', facts({ nominations, checks })),
    ).toMatchObject({
      finding: 'MET',
      evidence:
        'A weapon was confirmed present. Found NOT_MET on 2026-11-12 (PNC), before the nomination of 2026-11-20.',
    });
  });

  it('what a person found to be no evidence does not become so because another incident came', () => {
    const checks = [
      check({ rule: 'EVIDENCE_OF_CARRYING', finding: 'NOT_MET', ...EARLIER }),
    ];
    const nominations = [
      incidentOf(),
      later({ incidentType: 'INC_SUSPECTED' }),
    ];
    expect(found('EVIDENCE_OF_CARRYING', facts({ nominations, checks }))).toBe(
      'NOT_KNOWN',
    );
  });

  it('what a person confirmed, and the facts confirm, stands', () => {
    const checks = [
      check({ rule: 'EVIDENCE_OF_CARRYING', finding: 'MET', ...EARLIER }),
    ];
    const nominations = [
      incidentOf(),
      later({ incidentType: 'INC_VICTIM_OR_NO_SUSPICION', category: 'VICTIM' }),
    ];
    expect(found('EVIDENCE_OF_CARRYING', facts({ nominations, checks }))).toBe(
      'MET',
    );
  });
});

describe('under 18', () => {
  it.each([
    ['MET', 'the day before the birthday', '2008-11-27'],
    ['NOT_MET', 'on the 18th birthday itself', '2008-11-26'],
    ['NOT_MET', 'long after it', '2000-01-01'],
  ])('is %s %s', (finding, _, birthDate) => {
    expect(
      found('UNDER_18', facts({ nominations: [nomination({ birthDate })] })),
    ).toBe(finding);
  });

  it('is met on 28 February and not met on 1 March by who was born on 29 February', () => {
    const nominations = [nomination({ birthDate: '2008-02-29' })];
    expect(found('UNDER_18', facts({ nominations, on: '2026-02-28' }))).toBe(
      'MET',
    );
    expect(found('UNDER_18', facts({ nominations, on: '2026-03-01' }))).toBe(
      'NOT_MET',
    );
  });

  it('goes by the latest nomination, in whatever order they stand', () => {
    const corrected = [
      nomination({
        nominatedAt: '2026-11-20T09:00:00.000Z',
        birthDate: '2006-01-01',
      }),
      nomination({
        nominatedAt: '2026-11-10T09:00:00.000Z',
        birthDate: '2011-01-01',
      }),
    ];
    expect(found('UNDER_18', facts({ nominations: corrected }))).toBe(
      'NOT_MET',
    );
    expect(
      found('UNDER_18', facts({ nominations: corrected.toReversed() })),
    ).toBe('NOT_MET');
  });
});

describe('no weapon conviction', () => {
  it.each(['MET', 'NOT_MET', 'NOT_KNOWN'] as const)(
    'is %s where a person who checked found so',
    (finding) => {
      expect(
        found('NO_WEAPON_CONVICTION', facts({ checks: [check({ finding })] })),
      ).toBe(finding);
    },
  );

  it.each(SourceSystem.options)(
    'of a look into %s is what was found in the PNC, and nothing elsewhere',
    (checkedIn) => {
      for (const finding of ['MET', 'NOT_MET'] as const) {
        const checks = [check({ finding, checkedIn })];
        expect(found('NO_WEAPON_CONVICTION', facts({ checks }))).toBe(
          checkedIn === 'PNC' ? finding : 'NOT_KNOWN',
        );
      }
    },
  );

  it('is not known where nobody has checked, whatever the incident was', () => {
    expect(found('NO_WEAPON_CONVICTION', facts())).toBe('NOT_KNOWN');
  });

  it('goes by the latest check, in whatever order they stand, and names who made it', () => {
    const checks = [
      check({
        finding: 'MET',
        checkedAt: '2026-11-12T09:00:00.000Z',
        checkedBy: 'io-1',
      }),
      check({
        finding: 'NOT_MET',
        checkedAt: '2026-11-13T09:00:00.000Z',
        checkedBy: 'io-2',
      }),
    ];
    for (const given of [checks, checks.toReversed()]) {
      const all = eligibilityOf(facts({ checks: given }));
      expect(
        all.find(({ rule }) => rule === 'NO_WEAPON_CONVICTION'),
      ).toMatchObject({
        finding: 'NOT_MET',
        checkedBy: 'io-2',
        checkedAt: '2026-11-13T09:00:00.000Z',
      });
    }
  });

  it('is not established by a check of another rule', () => {
    const checks = [check({ rule: 'EVIDENCE_OF_CARRYING', finding: 'MET' })];
    expect(found('NO_WEAPON_CONVICTION', facts({ checks }))).toBe('NOT_KNOWN');
  });
});

describe('lives in the area of the panel', () => {
  it.each([
    ['MET', BOROUGHS.CROYDON],
    ['MET', BOROUGHS.BROMLEY],
    ['NOT_MET', BOROUGHS.SUTTON],
    ['NOT_MET', 'E09000022'],
  ])('is %s by a child of %s', (finding, borough) => {
    expect(
      found('LIVES_IN_AREA', facts({ nominations: [nomination({ borough })] })),
    ).toBe(finding);
  });

  it('is not met by a former address', () => {
    const moved = [
      nomination({
        nominatedAt: '2026-11-10T09:00:00.000Z',
        borough: BOROUGHS.CROYDON,
      }),
      nomination({
        nominatedAt: '2026-11-20T09:00:00.000Z',
        borough: BOROUGHS.SUTTON,
      }),
    ];
    expect(found('LIVES_IN_AREA', facts({ nominations: moved }))).toBe(
      'NOT_MET',
    );
  });
});

describe('evidence of carrying', () => {
  it.each([
    ['MET', 'INC_CONFIRMED'],
    ['NOT_KNOWN', 'INC_SUSPECTED'],
    ['NOT_MET', 'INC_VICTIM_OR_NO_SUSPICION'],
  ] as const)('is %s after %s', (finding, incidentType) => {
    expect(
      found(
        'EVIDENCE_OF_CARRYING',
        facts({ nominations: [nomination({ incidentType })] }),
      ),
    ).toBe(finding);
  });

  it.each(SubjectCategory.options)(
    'where a weapon was confirmed on a %s is theirs, or not',
    (category) => {
      const suspected = ['SUSPECT', 'CONVICTED'].includes(category);
      const given = facts({ nominations: [incidentOf({ category })] });
      expect(found('EVIDENCE_OF_CARRYING', given)).toBe(
        suspected ? 'MET' : 'NOT_MET',
      );
    },
  );

  it.each(IncidentType.options)(
    'after %s that is suspected to be false is not known, and says so',
    (incidentType) => {
      const given = facts({
        nominations: [incidentOf({ incidentType, assessment: 'E' })],
      });
      expect(said('EVIDENCE_OF_CARRYING', given)).toMatchObject({
        finding: 'NOT_KNOWN',
        evidence:
          'What is said of the incident is suspected to be false (E): it decides nothing.',
      });
    },
  );

  it('that is believed is not undone by what is suspected to be false', () => {
    const nominations = [
      incidentOf(),
      incidentOf({ assessment: 'E', nominatedAt: '2026-11-20T09:00:00.000Z' }),
    ];
    expect(found('EVIDENCE_OF_CARRYING', facts({ nominations }))).toBe('MET');
  });

  it.each(IncidentType.options)(
    'is what a person found who weighed it, after %s too',
    (incidentType) => {
      for (const finding of ['MET', 'NOT_MET', 'NOT_KNOWN'] as const) {
        const checks = [check({ rule: 'EVIDENCE_OF_CARRYING', finding })];
        expect(
          found(
            'EVIDENCE_OF_CARRYING',
            facts({ nominations: [nomination({ incidentType })], checks }),
          ),
        ).toBe(finding);
      }
    },
  );

  it('once confirmed is not undone by another incident', () => {
    const nominations = [
      nomination({ incidentType: 'INC_CONFIRMED' }),
      nomination({
        incidentType: 'INC_VICTIM_OR_NO_SUSPICION',
        nominatedAt: '2026-11-20T09:00:00.000Z',
      }),
    ];
    expect(found('EVIDENCE_OF_CARRYING', facts({ nominations }))).toBe('MET');
  });
});
