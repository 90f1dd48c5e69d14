/** What an agreement says of itself: which version it is, whether it is in force, and the form that is executed. */
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

/** The version: SHA-256 over the RFC 8785 form of the terms. One changed letter is another version. */
export const versionHash = (terms: Terms): string => hashOf(terms);

/** What is executed of an agreement: everything that a decision depends on, and no contact, note or reference. */
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
  /** When each party signed this very version. */
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
  // A signature over another version is none: signing what was does not bind to what is.
  const valid = signatures.filter(
    (signature) => signature.versionHash === hash,
  );
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
    signedAt: Object.fromEntries(
      valid.map(({ agency, signedAt }) => [agency, signedAt]),
    ),
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

/**
 * Why an agreement is not in force at an instant; empty where it is. A start is 00:00 London on its date; review and end
 * are inclusive days; signatures and suspensions are instants.
 */
export const notInForce = (
  agreement: LiveAgreement,
  now: number,
): ReasonCode[] => {
  const today = londonDate(now);
  const reasons: ReasonCode[] = [];
  if (agreement.status !== 'ACTIVE') reasons.push('AGREEMENT_NOT_ACTIVE');
  if (today < agreement.startsOn) reasons.push('AGREEMENT_NOT_STARTED');
  if (today > agreement.endsOn) reasons.push('AGREEMENT_ENDED');
  if (today > agreement.reviewOn) reasons.push('AGREEMENT_REVIEW_OVERDUE');
  const { signedFrom, suspensions } = instantsOf(agreement);
  if (!(signedFrom <= now)) reasons.push('AGREEMENT_UNSIGNED');
  if (suspensions.some((suspension) => suspendedAt(suspension, now)))
    reasons.push('AGREEMENT_SUSPENDED');
  return reasons;
};

interface Instants {
  /** When the last party signed; NaN or infinite where one has not, or nobody can read when. */
  signedFrom: number;
  suspensions: { from: number; until: number | undefined }[];
}

/** Read once a version: every request asks of every agreement. INVARIANT: no agreement is changed once it was asked. */
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

/** From its first instant up to, and not including, its last. An end that cannot be read is none. */
const suspendedAt = (
  { from, until }: Instants['suspensions'][number],
  now: number,
): boolean => !(from > now) && (until === undefined || !(until <= now));

/** Why an agreement does not cover a child, whatever the record: age, role in the incident, area. */
export const outsideAgreement = (
  subject: SubjectFacts,
  agreement: LiveAgreement,
  now: number,
): ReasonCode[] => {
  const codes: ReasonCode[] = [];
  const { maxAge, categories } = agreement.subjectRules;
  if (ageOn(subject.birthDate, londonDate(now)) > maxAge)
    codes.push('SUBJECT_TOO_OLD');
  if (!categories.includes(subject.category))
    codes.push('SUBJECT_CATEGORY_NOT_COVERED');
  const boroughs = [subject.borough, ...subject.formerBoroughs].filter(
    (borough) => borough !== undefined,
  );
  if (boroughs.length === 0) codes.push('SUBJECT_UNKNOWN');
  else if (!boroughs.some((borough) => agreement.area.includes(borough)))
    codes.push('SUBJECT_OUT_OF_AREA');
  return codes;
};
