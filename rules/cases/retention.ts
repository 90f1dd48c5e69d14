/** Until when a case is kept. Source: the retention clauses of MD-SBCU-001 and MD-SUT-004. */
import type { Nomination, Person } from '../../schemas/store/entities.ts';
import type { DecisionOutcome } from '../../schemas/vocabulary/codes.ts';
import { type CaseFile, latestDecision } from './case-file.ts';
import { monthsAfter } from './tasks.ts';

type Final = Exclude<(typeof DecisionOutcome)['options'][number], 'DEFER'>;

/** "Final decision to exclude" and "closure of an included case", in months. */
const KEPT_MONTHS: Record<Final, number> = {
  EXCLUDE: 6,
  INCLUDE: 24,
  REFER_PARTNER: 24,
};
/** A case without a decision is kept as long as one that was not selected. */
const UNDECIDED_MONTHS = KEPT_MONTHS.EXCLUDE;

/** Runs from the decision until the case is closed and its closing says otherwise. */
export const keptAfterDecision = (outcome: Final, decidedOn: string): string =>
  startOf(monthsAfter(decidedOn, KEPT_MONTHS[outcome]));

/**
 * An exclusion counts from the decision and not from its closing: nobody keeps it longer by closing
 * late.
 */
export const keptAfterClosing = (file: CaseFile, on: string): string => {
  const { finalDecisionOn, deliveredOn } = file.case;
  const latest = latestDecision(file)?.taken;
  if (deliveredOn !== undefined)
    return startOf(monthsAfter(on, KEPT_MONTHS.INCLUDE));
  if (
    finalDecisionOn === undefined ||
    latest === undefined ||
    latest.outcome === 'DEFER'
  ) {
    return startOf(monthsAfter(on, UNDECIDED_MONTHS));
  }
  return keptAfterDecision(
    latest.outcome,
    latest.outcome === 'EXCLUDE' ? finalDecisionOn : on,
  );
};

/** This many of a child's nominations live on with their case; an earlier one has its own time. */
const NOMINATIONS_KEPT = 6;

/**
 * The nominations that end before their case does, as they must be for it to be read to its end.
 */
export const nominationsKept = (
  { nominations }: CaseFile,
  until: string,
): Nomination[] =>
  nominations
    .toSorted((a, b) => (a.nominatedAt < b.nominatedAt ? 1 : -1))
    .slice(0, NOMINATIONS_KEPT)
    .filter(({ expiresAt }) => expiresAt < until)
    .map((nomination) => ({
      ...nomination,
      expiresAt: until,
      records: nomination.records.map((record) => ({
        ...record,
        expiresAt: later(record.expiresAt, until),
      })),
    }));

/** The child is known as long as a case of theirs is kept. */
export const personKept = (person: Person, until: string): Person => ({
  ...person,
  expiresAt: later(person.expiresAt, until),
});

const startOf = (date: string): string => `${date}T00:00:00.000Z`;
const later = (a: string, b: string): string => (a > b ? a : b);
