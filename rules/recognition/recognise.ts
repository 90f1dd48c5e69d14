/**
 * Recognises a person for a caller, by the identity that the caller may know or gave itself, and by
 * nothing else. Otherwise a guess that fits, or one that contradicts, would tell what the caller
 * may not be told.
 */
import type { Subject } from '../../schemas/contract/young-people.ts';
import type { Person } from '../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../schemas/store/personal-record.ts';
import type { LiveAgreement } from '../sharing/agreement.ts';
import type { Asked } from '../sharing/conditions.ts';
import { decide, type RecordDecision } from '../sharing/decide.ts';
import { matchPerson } from './matching.ts';

/** A person who may be meant, with the decision on each of their records. */
export interface Candidate {
  person: Person;
  decisions: RecordDecision[];
}

export interface AskedAbout {
  asked: Asked;
  /** The case that the request names. */
  caseId: string | undefined;
  agreements: readonly LiveAgreement[];
  now: number;
}

/**
 * Decides every record of a person, once. The case that a request names counts only where it is
 * this person's and open.
 */
export const candidateOf = (
  person: Person,
  { asked, caseId, agreements, now }: AskedAbout,
): Candidate => {
  const isOpen = person.openCases.some((open) => open.caseId === caseId);
  const circumstances = isOpen ? { case: { open: true, asked: [] } } : {};
  const decisions = person.records.map((record) =>
    decide({ record, asked, circumstances, agreements, now }),
  );
  return { person, decisions };
};

/** A near miss must not reveal who else exists: ambiguity reads as absence. */
export const recognised = (
  subject: Subject,
  candidates: readonly Candidate[],
): Candidate | undefined => {
  // Those whose identity the caller was given come first: what others merely say of a child cannot
  // make them ambiguous.
  for (const widened of [false, true]) {
    const seen = candidates.map(({ person, decisions }) => ({
      ...person,
      records: identityAsSeen(decisions, widened),
    }));
    const match = matchPerson(subject, seen);
    if (match.outcome === 'MANY') return undefined;
    if (match.outcome === 'MATCH')
      return named(match.person.personId, candidates);
  }
  return undefined;
};

/**
 * Whoever it is, whatever the caller may know: for the exchange's own book, never for an answer.
 */
export const meant = (
  subject: Subject,
  candidates: readonly Candidate[],
): Candidate | undefined => {
  const match = matchPerson(
    subject,
    candidates.map(({ person }) => person),
  );
  return match.outcome === 'MATCH'
    ? named(match.person.personId, candidates)
    : undefined;
};

const named = (
  personId: string,
  candidates: readonly Candidate[],
): Candidate | undefined =>
  candidates.find(({ person }) => person.personId === personId);

/**
 * Released fields are seen. Widened: where an agency lets the caller know anything of a child, the
 * name and birth date by which that agency knows the child may be recognised too: to say them is
 * not to learn them. Its numbers may not.
 */
const identityAsSeen = (
  decisions: readonly RecordDecision[],
  widened: boolean,
): PersonalRecord[] => {
  const speaking = new Set(
    decisions.filter(releasesAny).map(({ record }) => sourceOf(record)),
  );
  return decisions
    .filter(
      ({ record: { category } }) =>
        category === 'identity' || category === 'identifiers',
    )
    .map((decision) =>
      seenOf(decision, widened && speaking.has(sourceOf(decision.record))),
    );
};

const releasesAny = ({ fields }: RecordDecision): boolean =>
  fields.some(({ released }) => released);

const sourceOf = ({ originator, agreement }: PersonalRecord): string =>
  `${originator}|${agreement}`;

const seenOf = (
  { record, fields }: RecordDecision,
  widened: boolean,
): PersonalRecord => {
  const isNamed = widened && record.category === 'identity';
  const seen = fields.filter(
    ({ field, released }) => released || (isNamed && NAMING.has(field)),
  );
  return {
    ...record,
    fields: Object.fromEntries(
      seen.map(({ field }) => [field, record.fields[field]]),
    ),
  };
};

const NAMING = new Set(['givenName', 'familyName', 'birthDate']);
