/** The four eligibility rules, three-valued: what nobody has checked is not known, and not known is not met. */
import type { Eligibility } from '../schemas/case-parts.ts';
import type { EligibilityCheck, Nomination } from '../schemas/entities.ts';
import { BOROUGHS, type EligibilityRule, type Finding } from '../schemas/vocabulary.ts';
import { ageOn } from './london-time.ts';

export interface EligibilityFacts {
  nominations: readonly Nomination[];
  checks: readonly EligibilityCheck[];
  /** GSS codes of the panel's area. */
  area: readonly string[];
  /** London date of the meeting, or of today where none is set. */
  on: string;
}

export const eligibilityOf = (facts: EligibilityFacts): Eligibility[] => [
  under18(facts),
  checked('NO_WEAPON_CONVICTION', facts) ?? {
    rule: 'NO_WEAPON_CONVICTION',
    finding: 'NOT_KNOWN',
    evidence: 'Nobody has recorded a PNC check.',
  },
  livesInArea(facts),
  checked('EVIDENCE_OF_CARRYING', facts) ?? evidenceOfCarrying(facts),
];

const under18 = ({ nominations, on }: EligibilityFacts): Eligibility => {
  // The latest nomination's birth date: the police correct one by nominating again.
  const birthDate = latest(nominations)?.birthDate;
  if (birthDate === undefined)
    return { rule: 'UNDER_18', finding: 'NOT_KNOWN', evidence: 'No birth date is recorded.' };
  const age = ageOn(birthDate, on);
  return { rule: 'UNDER_18', finding: met(age < 18), evidence: `Aged ${age} on ${on}.` };
};

const livesInArea = ({ nominations, area }: EligibilityFacts): Eligibility => {
  const borough = latest(nominations)?.borough;
  return borough === undefined
    ? { rule: 'LIVES_IN_AREA', finding: 'NOT_KNOWN', evidence: 'No address is recorded.' }
    : { rule: 'LIVES_IN_AREA', finding: met(area.includes(borough)), evidence: `Lives in ${boroughName(borough)}.` };
};

const evidenceOfCarrying = ({ nominations }: EligibilityFacts): Eligibility => {
  const rule = 'EVIDENCE_OF_CARRYING';
  const types = nominations.map(({ incidentType }) => incidentType);
  if (types.length === 0) return { rule, finding: 'NOT_KNOWN', evidence: 'No incident is recorded.' };
  if (types.includes('INC_CONFIRMED')) return { rule, finding: 'MET', evidence: 'A weapon was confirmed present.' };
  if (types.includes('INC_SUSPECTED')) {
    return { rule, finding: 'NOT_KNOWN', evidence: 'Carrying is suspected and not confirmed; nobody has weighed it.' };
  }
  return { rule, finding: 'NOT_MET', evidence: 'The incident gives no suspicion against this child.' };
};

/** The latest recorded check of a rule, which a person made and answers for. */
const checked = (rule: EligibilityRule, { checks }: EligibilityFacts): Eligibility | undefined => {
  const check = checks.filter((each) => each.rule === rule).toSorted((a, b) => (a.checkedAt < b.checkedAt ? 1 : -1))[0];
  return (
    check && {
      rule,
      finding: check.finding,
      evidence: `${check.evidence} (${check.checkedIn})`,
      checkedIn: check.checkedIn,
      checkedBy: check.checkedBy,
      checkedAt: check.checkedAt,
    }
  );
};

const boroughName = (code: string): string => {
  const known = Object.entries(BOROUGHS).find(([, gss]) => gss === code);
  return known ? `${known[0].slice(0, 1)}${known[0].slice(1).toLowerCase()} (${code})` : code;
};

const latest = (nominations: readonly Nomination[]): Nomination | undefined =>
  nominations.toSorted((a, b) => (a.nominatedAt < b.nominatedAt ? 1 : -1))[0];

const met = (holds: boolean): Finding => (holds ? 'MET' : 'NOT_MET');
