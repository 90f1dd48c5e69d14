/** The four rules of eligibility, each with its three values. What nobody has recorded is not known, and never met. */
import { describe, expect, it } from 'vitest';
import { type EligibilityFacts, eligibilityOf } from '../../rules/eligibility.ts';
import { BOROUGHS, EligibilityRule, IncidentType } from '../../schemas/vocabulary.ts';
import { check, nomination } from './given.ts';

const AREA = [BOROUGHS.CROYDON, BOROUGHS.BROMLEY];

const facts = (over: Partial<EligibilityFacts> = {}): EligibilityFacts => ({
  nominations: [nomination()],
  checks: [],
  area: AREA,
  on: '2026-11-26',
  ...over,
});

const found = (rule: EligibilityRule, given: EligibilityFacts) =>
  eligibilityOf(given).find((each) => each.rule === rule)?.finding;

describe('eligibility', () => {
  it('is four rules, each of which has a finding and says what it rests on', () => {
    const all = eligibilityOf(facts());
    expect(all.map(({ rule }) => rule)).toEqual(EligibilityRule.options);
    for (const { evidence } of all) expect(evidence).not.toBe('');
  });

  it.each(EligibilityRule.options)('%s is not known, rather than met or not met, where nothing is recorded', (rule) => {
    expect(found(rule, facts({ nominations: [] }))).toBe('NOT_KNOWN');
  });
});

describe('under 18', () => {
  it.each([
    ['MET', 'the day before the birthday', '2008-11-27'],
    ['NOT_MET', 'on the 18th birthday itself', '2008-11-26'],
    ['NOT_MET', 'long after it', '2000-01-01'],
  ])('is %s %s', (finding, _, birthDate) => {
    expect(found('UNDER_18', facts({ nominations: [nomination({ birthDate })] }))).toBe(finding);
  });

  it('is met on 28 February and not met on 1 March by who was born on 29 February', () => {
    const nominations = [nomination({ birthDate: '2008-02-29' })];
    expect(found('UNDER_18', facts({ nominations, on: '2026-02-28' }))).toBe('MET');
    expect(found('UNDER_18', facts({ nominations, on: '2026-03-01' }))).toBe('NOT_MET');
  });

  it('goes by the latest nomination, in whatever order they stand', () => {
    const corrected = [
      nomination({ nominatedAt: '2026-11-20T09:00:00.000Z', birthDate: '2006-01-01' }),
      nomination({ nominatedAt: '2026-11-10T09:00:00.000Z', birthDate: '2011-01-01' }),
    ];
    expect(found('UNDER_18', facts({ nominations: corrected }))).toBe('NOT_MET');
    expect(found('UNDER_18', facts({ nominations: corrected.toReversed() }))).toBe('NOT_MET');
  });
});

describe('no weapon conviction', () => {
  it.each(['MET', 'NOT_MET', 'NOT_KNOWN'] as const)('is %s where a person who checked found so', (finding) => {
    expect(found('NO_WEAPON_CONVICTION', facts({ checks: [check({ finding })] }))).toBe(finding);
  });

  it('is not known where nobody has checked, whatever the incident was', () => {
    expect(found('NO_WEAPON_CONVICTION', facts())).toBe('NOT_KNOWN');
  });

  it('goes by the latest check, in whatever order they stand, and names who made it', () => {
    const checks = [
      check({ finding: 'MET', checkedAt: '2026-11-12T09:00:00.000Z', checkedBy: 'io-1' }),
      check({ finding: 'NOT_MET', checkedAt: '2026-11-13T09:00:00.000Z', checkedBy: 'io-2' }),
    ];
    for (const given of [checks, checks.toReversed()]) {
      const all = eligibilityOf(facts({ checks: given }));
      expect(all.find(({ rule }) => rule === 'NO_WEAPON_CONVICTION')).toMatchObject({
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
    expect(found('LIVES_IN_AREA', facts({ nominations: [nomination({ borough })] }))).toBe(finding);
  });

  it('is not met by a former address', () => {
    const moved = [
      nomination({ nominatedAt: '2026-11-10T09:00:00.000Z', borough: BOROUGHS.CROYDON }),
      nomination({ nominatedAt: '2026-11-20T09:00:00.000Z', borough: BOROUGHS.SUTTON }),
    ];
    expect(found('LIVES_IN_AREA', facts({ nominations: moved }))).toBe('NOT_MET');
  });
});

describe('evidence of carrying', () => {
  it.each([
    ['MET', 'INC_CONFIRMED'],
    ['NOT_KNOWN', 'INC_SUSPECTED'],
    ['NOT_MET', 'INC_VICTIM_OR_NO_SUSPICION'],
  ] as const)('is %s after %s', (finding, incidentType) => {
    expect(found('EVIDENCE_OF_CARRYING', facts({ nominations: [nomination({ incidentType })] }))).toBe(finding);
  });

  it.each(IncidentType.options)('is what a person found who weighed it, after %s too', (incidentType) => {
    for (const finding of ['MET', 'NOT_MET', 'NOT_KNOWN'] as const) {
      const checks = [check({ rule: 'EVIDENCE_OF_CARRYING', finding })];
      expect(found('EVIDENCE_OF_CARRYING', facts({ nominations: [nomination({ incidentType })], checks }))).toBe(
        finding,
      );
    }
  });

  it('once confirmed is not undone by another incident', () => {
    const nominations = [
      nomination({ incidentType: 'INC_CONFIRMED' }),
      nomination({ incidentType: 'INC_VICTIM_OR_NO_SUSPICION', nominatedAt: '2026-11-20T09:00:00.000Z' }),
    ];
    expect(found('EVIDENCE_OF_CARRYING', facts({ nominations }))).toBe('MET');
  });
});
