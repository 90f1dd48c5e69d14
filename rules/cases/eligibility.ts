/**
 * Judges the four eligibility rules, three-valued: a rule that nobody has checked is not known, and
 * not known is not met.
 */
import {
  COMPUTED,
  type Eligibility,
} from '../../schemas/contract/case-parts.ts';
import type {
  EligibilityCheck,
  Nomination,
} from '../../schemas/store/entities.ts';
import {
  BOROUGHS,
  type EligibilityRule,
  type Finding,
} from '../../schemas/vocabulary/codes.ts';
import { ageOn, londonDate } from '../time/london-time.ts';
import { type CaseFile, newest, toldToPanel } from './case-file.ts';
import { confirmsCarrying, isDoubted, makesSuspect } from './suspicion.ts';

export interface EligibilityFacts
  extends Pick<CaseFile, 'case' | 'nominations' | 'checks'> {
  /** GSS codes of the panel's area. */
  area: readonly string[];
  /** London date of the meeting, or of today where none is set. */
  on: string;
}

/** INVARIANT: it rests alone on what the panel may know of, since the panel reads all of it. */
export const eligibilityOf = (facts: EligibilityFacts): Eligibility[] => {
  const known = { ...facts, nominations: toldToPanel(facts) };
  return [
    under18(known),
    noWeaponConviction(known),
    livesInArea(known),
    evidenceOfCarrying(known),
  ];
};

const under18 = ({ nominations, on }: EligibilityFacts): Eligibility => {
  // The latest nomination's birth date: the police correct one by nominating again.
  const from = newest(nominations);
  if (!from)
    return computed('UNDER_18', 'NOT_KNOWN', 'No birth date is recorded.');
  const age = ageOn(from.birthDate, on);
  return computed('UNDER_18', met(age < 18), `Aged ${age} on ${on}.`, from);
};

/**
 * A look elsewhere is recorded too, and settles nothing: convictions are in the Police National
 * Computer.
 */
const noWeaponConviction = (facts: EligibilityFacts): Eligibility => {
  const rule = 'NO_WEAPON_CONVICTION';
  const check = latestCheck(rule, facts);
  if (!check)
    return computed(
      rule,
      'NOT_KNOWN',
      'Nobody has recorded a PNC check.',
      newest(facts.nominations),
    );
  const since = newest(nominatedAfter(check, facts));
  if (since) return toBeCheckedAgain(check, since);
  return {
    ...asChecked(check),
    finding: check.checkedIn === 'PNC' ? check.finding : 'NOT_KNOWN',
  };
};

const livesInArea = ({ nominations, area }: EligibilityFacts): Eligibility => {
  const from = newest(nominations);
  if (!from)
    return computed('LIVES_IN_AREA', 'NOT_KNOWN', 'No address is recorded.');
  return computed(
    'LIVES_IN_AREA',
    met(area.includes(from.borough)),
    `Lives in ${boroughName(from.borough)}.`,
    from,
  );
};

const evidenceOfCarrying = (facts: EligibilityFacts): Eligibility => {
  const check = latestCheck('EVIDENCE_OF_CARRYING', facts);
  if (!check) return carryingIn(facts.nominations);
  const after = nominatedAfter(check, facts);
  const since = newest(after);
  if (!since) return asChecked(check);
  // A finding of no evidence does not become evidence because another incident came.
  const found = carryingIn(check.finding === 'MET' ? facts.nominations : after);
  if (found.finding !== 'MET') return toBeCheckedAgain(check, since);
  return {
    ...found,
    evidence: `${found.evidence} ${foundBefore(check, since)}.`,
  };
};

/** Judges the incidents while no person has weighed them. */
const carryingIn = (nominations: readonly Nomination[]): Eligibility => {
  for (const { among, finding, evidence } of CARRYING) {
    const last = newest(nominations.filter(among));
    if (last) return computed('EVIDENCE_OF_CARRYING', finding, evidence, last);
  }
  const evidence = 'No incident is recorded.';
  return computed('EVIDENCE_OF_CARRYING', 'NOT_KNOWN', evidence);
};

/** The first that applies to some nomination decides. */
const CARRYING: readonly {
  among: (nomination: Nomination) => boolean;
  finding: Finding;
  evidence: string;
}[] = [
  {
    among: confirmsCarrying,
    finding: 'MET',
    evidence: 'A weapon was confirmed present.',
  },
  {
    among: (each) => makesSuspect(each) && !isDoubted(each),
    finding: 'NOT_KNOWN',
    evidence: 'Carrying is suspected and not confirmed; nobody has weighed it.',
  },
  {
    among: isDoubted,
    finding: 'NOT_KNOWN',
    evidence:
      'What is said of the incident is suspected to be false (E): it decides nothing.',
  },
  {
    among: () => true,
    finding: 'NOT_MET',
    evidence: 'The incident gives no suspicion against this child.',
  },
];

/** @param from the nomination that gave the facts that it rests on. */
const computed = (
  rule: EligibilityRule,
  finding: Finding,
  evidence: string,
  from?: Nomination,
): Eligibility => ({
  rule,
  finding,
  evidence,
  checkedBy: COMPUTED,
  checkedAt: from?.nominatedAt,
});

/** The latest recorded check of a rule, which a person made and answers for. */
const latestCheck = (
  rule: EligibilityRule,
  { checks }: EligibilityFacts,
): EligibilityCheck | undefined =>
  checks
    .filter((each) => each.rule === rule)
    .toSorted((a, b) => (a.checkedAt < b.checkedAt ? 1 : -1))[0];

const asChecked = ({
  rule,
  finding,
  evidence,
  checkedIn,
  checkedBy,
  checkedAt,
}: EligibilityCheck): Eligibility => ({
  rule,
  finding,
  evidence: `${evidence} (${checkedIn})`,
  checkedIn,
  checkedBy,
  checkedAt,
});

/** A check counts for what was known when it was made. */
const nominatedAfter = (
  { checkedAt }: EligibilityCheck,
  { nominations }: EligibilityFacts,
): Nomination[] =>
  nominations.filter(({ nominatedAt }) => nominatedAt > checkedAt);

const toBeCheckedAgain = (
  check: EligibilityCheck,
  since: Nomination,
): Eligibility =>
  computed(
    check.rule,
    'NOT_KNOWN',
    `${foundBefore(check, since)}: to be checked again.`,
    since,
  );

const foundBefore = (
  { finding, checkedIn, checkedAt }: EligibilityCheck,
  { nominatedAt }: Nomination,
): string =>
  `Found ${finding} on ${dateOf(checkedAt)} (${checkedIn}), before the nomination of ${dateOf(nominatedAt)}`;

const dateOf = (instant: string): string => londonDate(Date.parse(instant));

const boroughName = (code: string): string => {
  const known = Object.entries(BOROUGHS).find(([, gss]) => gss === code);
  return known
    ? `${known[0].slice(0, 1)}${known[0].slice(1).toLowerCase()} (${code})`
    : code;
};

const met = (holds: boolean): Finding => (holds ? 'MET' : 'NOT_MET');
