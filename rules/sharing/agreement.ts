/**
 * Reads an agreement for its version, for the form that is executed, and for whether it is in
 * force.
 */
import type {
  Agreement,
  LawfulBasis,
  Panel,
  Sector,
  Terms,
} from '../../schemas/contract/agreement/agreement.ts';
import type { SubjectFacts } from '../../schemas/store/personal-record.ts';
import type { ReasonCode } from '../../schemas/vocabulary/reasons.ts';
import { hashOf } from '../canonical.ts';
import { ageOn, londonDate } from '../time/london-time.ts';

/**
 * The version: SHA-256 over the RFC 8785 form of the terms. One changed letter is another version.
 */
export const versionHash = (terms: Terms): string => hashOf(terms);

/**
 * The form that is executed: everything that a decision depends on, and no contact, note or
 * reference.
 */
export interface LiveAgreement {
  id: string;
  version: number;
  hash: string;
  title: string;
  status: Agreement['status'];
  startsOn: string;
  reviewOn: string;
  endsOn: string;
  parties: { agency: string; sector: Sector }[];
  /** The instant at which each party signed this very version. */
  signedAt: Record<string, string>;
  suspensions: { from: string; until?: string | undefined }[];
  purposes: string[];
  lawfulBases: LawfulBasis[];
  area: string[];
  subjectRules: Terms['subjectRules'];
  panels: Panel[];
  flows: Terms['flows'];
  prohibitions: Terms['prohibitions'];
  returns: Terms['returns'];
}

export const liveAgreement = ({
  status,
  terms,
  signatures,
  suspensions,
}: Agreement): LiveAgreement => {
  const hash = versionHash(terms);
  return {
    id: terms.id,
    version: terms.version,
    hash,
    title: terms.title,
    status,
    startsOn: terms.startsOn,
    reviewOn: terms.reviewOn,
    endsOn: terms.endsOn,
    parties: terms.parties.map(({ agency, sector }) => ({ agency, sector })),
    signedAt: signedInstants(signatures, hash),
    suspensions: suspensions.map(({ from, until }) => ({ from, until })),
    purposes: terms.purposes.map(({ code }) => code),
    lawfulBases: terms.lawfulBases,
    area: terms.area,
    subjectRules: terms.subjectRules,
    panels: terms.panels,
    flows: terms.flows,
    prohibitions: terms.prohibitions,
    returns: terms.returns,
  };
};

/** A signature over another version is none: signing what was does not bind to what is. */
const signedInstants = (
  signatures: Agreement['signatures'],
  hash: string,
): LiveAgreement['signedAt'] =>
  Object.fromEntries(
    signatures
      .filter(({ versionHash }) => versionHash === hash)
      .map(({ agency, signedAt }) => [agency, signedAt]),
  );

/**
 * Names why an agreement is not in force at an instant; empty where it is. A start is 00:00 London
 * on its date; review and end are inclusive days; signatures and suspensions are instants.
 */
export const notInForce = (
  agreement: LiveAgreement,
  now: number,
): ReasonCode[] => {
  const reasons: ReasonCode[] = [];
  if (agreement.status !== 'ACTIVE') reasons.push('AGREEMENT_NOT_ACTIVE');
  reasons.push(...outsideDates(agreement, londonDate(now)));
  const { signedFrom, suspensions } = instantsOf(agreement);
  if (!(signedFrom <= now)) reasons.push('AGREEMENT_UNSIGNED');
  if (suspensions.some((suspension) => suspendedAt(suspension, now)))
    reasons.push('AGREEMENT_SUSPENDED');
  return reasons;
};

const outsideDates = (
  { startsOn, endsOn, reviewOn }: LiveAgreement,
  today: string,
): ReasonCode[] => {
  const reasons: ReasonCode[] = [];
  if (today < startsOn) reasons.push('AGREEMENT_NOT_STARTED');
  if (today > endsOn) reasons.push('AGREEMENT_ENDED');
  if (today > reviewOn) reasons.push('AGREEMENT_REVIEW_OVERDUE');
  return reasons;
};

interface Instants {
  /**
   * The instant at which the last party signed; NaN or infinite where one has not, or where its
   * date cannot be read.
   */
  signedFrom: number;
  suspensions: { from: number; until: number | undefined }[];
}

/**
 * Each version is read once: every request asks of every agreement. INVARIANT: no agreement is
 * changed once it was asked.
 */
const read = new WeakMap<LiveAgreement, Instants>();

const instantsOf = (agreement: LiveAgreement): Instants => {
  const known = read.get(agreement) ?? readInstants(agreement);
  read.set(agreement, known);
  return known;
};

const readInstants = ({
  parties,
  signedAt,
  suspensions,
}: LiveAgreement): Instants => ({
  signedFrom: Math.max(
    ...parties.map(({ agency }) =>
      Object.hasOwn(signedAt, agency)
        ? Date.parse(signedAt[agency] ?? '')
        : Number.POSITIVE_INFINITY,
    ),
  ),
  suspensions: suspensions.map(({ from, until }) => ({
    from: Date.parse(from),
    until: until === undefined ? undefined : Date.parse(until),
  })),
});

/**
 * A suspension holds from its first instant up to, and not including, its last. An end that cannot
 * be read is none.
 */
const suspendedAt = (
  { from, until }: Instants['suspensions'][number],
  now: number,
): boolean => !(from > now) && (until === undefined || !(until <= now));

/**
 * Names why an agreement does not cover a child, whatever the record: age, role in the incident,
 * area.
 */
export const outsideAgreement = (
  subject: SubjectFacts,
  { subjectRules: { maxAge, categories }, area }: LiveAgreement,
  now: number,
): ReasonCode[] => {
  const codes: ReasonCode[] = [];
  if (ageOn(subject.birthDate, londonDate(now)) > maxAge)
    codes.push('SUBJECT_TOO_OLD');
  if (!categories.includes(subject.category))
    codes.push('SUBJECT_CATEGORY_NOT_COVERED');
  const outside = outsideArea(subject, area);
  return outside ? [...codes, outside] : codes;
};

const outsideArea = (
  { borough, formerBoroughs }: SubjectFacts,
  area: readonly string[],
): ReasonCode | undefined => {
  const boroughs = [borough, ...formerBoroughs].filter(
    (each) => each !== undefined,
  );
  if (boroughs.length === 0) return 'SUBJECT_UNKNOWN';
  return boroughs.some((each) => area.includes(each))
    ? undefined
    : 'SUBJECT_OUT_OF_AREA';
};
