/**
 * Whom a caller may recognise: a person is matched by what the caller may know of their identity, or gave itself, and by
 * nothing else. Otherwise a guess that fits, or one that contradicts, would tell what the caller may not be told.
 */
import type { Call } from '../../../entrance/call.ts';
import { matchPerson } from '../../../rules/recognition/matching.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import { decide, type RecordDecision } from '../../../rules/sharing/decide.ts';
import type { Subject } from '../../../schemas/contract/young-people.ts';
import type { Person } from '../../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../../schemas/store/personal-record.ts';
import { askedBy } from '../asked-by.ts';

export const recognise = (
  call: Call,
  subject: Subject,
  candidates: readonly Person[],
  agreements: readonly LiveAgreement[],
): Person | undefined => {
  const asked = askedBy(call);
  const about = { asked, circumstances: {}, agreements, now: call.now };
  const decided = candidates.map((person) => ({
    person,
    decisions: person.records.map((record) => decide({ record, ...about })),
  }));
  // Those whose identity the caller was given come first: what others merely say of a child cannot make them ambiguous.
  for (const widened of [false, true]) {
    const seen = decided.map(({ person, decisions }) => ({
      ...person,
      records: identityAsSeen(decisions, widened),
    }));
    const match = matchPerson(subject, seen);
    if (match.outcome === 'MANY') return undefined;
    if (match.outcome === 'MATCH')
      return candidates.find(
        ({ personId }) => personId === match.person.personId,
      );
  }
  return undefined;
};

/** Whoever it is, whatever the caller may know: for the exchange's own book, never for an answer. */
export const matched = (
  subject: Subject,
  candidates: readonly Person[],
): Person | undefined => {
  const match = matchPerson(subject, candidates);
  return match.outcome === 'MATCH' ? match.person : undefined;
};

/**
 * Released fields are seen. Widened: where an agency lets the caller know anything of a child, the name and birth date by which that
 * agency knows the child may be recognised too: to say them is not to learn them. Its numbers may not.
 */
const identityAsSeen = (
  decisions: readonly RecordDecision[],
  widened: boolean,
): PersonalRecord[] => {
  const source = ({ originator, agreement }: PersonalRecord) =>
    `${originator}|${agreement}`;
  const speaking = new Set(
    decisions
      .filter(({ fields }) => fields.some(({ released }) => released))
      .map(({ record }) => source(record)),
  );
  return decisions
    .filter(
      ({ record: { category } }) =>
        category === 'identity' || category === 'identifiers',
    )
    .map(({ record, fields }) => {
      const named =
        widened &&
        record.category === 'identity' &&
        speaking.has(source(record));
      const seen = fields.filter(
        ({ field, released }) => released || (named && NAMING.has(field)),
      );
      return {
        ...record,
        fields: Object.fromEntries(
          seen.map(({ field }) => [field, record.fields[field]]),
        ),
      };
    });
};

const NAMING = new Set(['givenName', 'familyName', 'birthDate']);
