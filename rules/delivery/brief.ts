/**
 * The brief: what the allocated officer may know before they knock. It holds the venue, reasons not
 * to visit and advice on how to approach, and nothing else, although flows to the officer may carry
 * more.
 */
import { VISITING_OFFICER } from '../../schemas/contract/agreement/agreement.ts';
import type { Advice } from '../../schemas/contract/visits.ts';
import type { ViewRequest, Visit } from '../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../schemas/store/personal-record.ts';
import { canonical, sha256 } from '../canonical.ts';
import {
  type CaseFile,
  circumstancesOf,
  currentReturn,
  inForce,
  subjectOf,
} from '../cases/case-file.ts';
import { isRestricted } from '../returns/reply-ledger.ts';
import { type LiveAgreement, outsideAgreement } from '../sharing/agreement.ts';
import { composeRecords } from '../sharing/compose.ts';
import {
  type Asked,
  type Circumstances,
  holds,
} from '../sharing/conditions.ts';
import { decide, type RecordDecision } from '../sharing/decide.ts';
import { londonDate } from '../time/london-time.ts';
import { startOfLondonDay } from '../time/working-days.ts';
import { isPending } from './visit-state.ts';

export interface Brief {
  records: Advice;
  /**
   * Salted per case; covers all that the officer reads, and no time at which it was given or read.
   */
  digest: string;
  decisions: RecordDecision[];
}

export interface BriefQuestion {
  file: CaseFile;
  visit: Visit;
  /** The agreement that declares the panel. It says how long an officer may know at all. */
  declaredBy: LiveAgreement;
  /** Those that the panel's host is a party to. */
  agreements: readonly LiveAgreement[];
  asked: Omit<Asked, 'recipient'>;
  now: number;
}

/**
 * @returns undefined where the visit is over, its time has run out, or the child has come of age:
 * nobody is to be briefed.
 */
export const composeBrief = (question: BriefQuestion): Brief | undefined => {
  const { file, agreements, asked, now } = question;
  const circumstances = circumstancesIn(question);
  if (!mayKnow(question, circumstances)) return undefined;
  const decisions = adviceIn(file, agreements).map((record) =>
    decide({
      record,
      asked: { ...asked, recipient: VISITING_OFFICER },
      circumstances,
      agreements,
      now,
    }),
  );
  const records: Advice = composeRecords(decisions);
  return { records, digest: digestOf(question, records), decisions };
};

const circumstancesIn = ({ file, visit }: BriefQuestion): Circumstances => ({
  ...circumstancesOf(file),
  visit: {
    allocatedOn: londonDate(Date.parse(visit.allocatedAt)),
    done: !isPending(visit.state),
  },
});

const digestOf = ({ file, visit }: BriefQuestion, records: Advice): string => {
  const said = {
    visit: visit.visitId,
    venue: visit.venue,
    overrideReason: visit.overrideReason,
    records: undated(records),
  };
  return sha256(`${file.case.salt}brief${canonical(said)}`);
};

/**
 * The days from its allocation for which an officer may be briefed, as the panel's agreement says;
 * 0 where it says nothing.
 */
export const daysOfBrief = (declaredBy: LiveAgreement | undefined): number =>
  Math.max(
    0,
    ...(declaredBy?.flows ?? [])
      .filter(({ to }) => to.includes(VISITING_OFFICER))
      .flatMap(({ conditions }) => conditions)
      .map((condition) =>
        condition.condition === 'VISIT_PENDING' ? condition.days : 0,
      ),
  );

/**
 * Tests that some flow to the visiting officer is open as far as time goes, and that the child is
 * still one.
 */
const mayKnow = (
  { declaredBy, file, asked, now }: BriefQuestion,
  circumstances: Circumstances,
): boolean =>
  isChild(file, declaredBy, now) &&
  inForce([declaredBy], now).some(({ flows }) =>
    flows.some(
      ({ to, purposes, conditions }) =>
        to.includes(VISITING_OFFICER) &&
        purposes.includes(asked.purpose) &&
        conditions.some(
          (condition) =>
            condition.condition === 'VISIT_PENDING' &&
            holds(condition, {
              record: NO_RECORD,
              asked: { ...asked, recipient: VISITING_OFFICER },
              circumstances,
              now,
            }),
        ),
    ),
  );

/** An empty brief would read as if nobody had anything to say. */
const isChild = (
  file: CaseFile,
  declaredBy: LiveAgreement,
  now: number,
): boolean => {
  const subject = subjectOf(file);
  return (
    subject !== undefined &&
    !outsideAgreement(subject, declaredBy, now).includes('SUBJECT_TOO_OLD')
  );
};

/**
 * Takes the latest returns only, and of each only what a brief is made of: the rest of a record is
 * not asked for.
 */
const adviceIn = (
  file: CaseFile,
  agreements: readonly LiveAgreement[],
): PersonalRecord[] =>
  file.viewRequests
    .flatMap((request) =>
      (currentReturn(file, request.agency)?.records ?? []).map((record) =>
        datedFor(record, request, agreements),
      ),
    )
    .map((record) => ({ ...record, fields: partOf(record) }))
    .filter(({ fields }) => Object.keys(fields).length > 0)
    .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));

/** Hides when a restricted answer came, as the pack does. */
const datedFor = (
  record: PersonalRecord,
  { agreement, replyBy }: ViewRequest,
  agreements: readonly LiveAgreement[],
): PersonalRecord =>
  isRestricted(agreements.find(({ id }) => id === agreement))
    ? {
        ...record,
        contributedAt: new Date(startOfLondonDay(replyBy)).toISOString(),
      }
    : record;

const BRIEFED: Record<string, readonly string[]> = {
  approach: ['safeApproachAdvice', 'doNotVisitReason', 'recommendedVenue'],
  health: ['safeApproachAdvice'],
};

const partOf = ({
  category,
  fields,
}: PersonalRecord): PersonalRecord['fields'] =>
  Object.fromEntries(
    Object.entries(fields).filter(([field]) =>
      BRIEFED[category]?.includes(field),
    ),
  );

const sortKey = ({ category, originator }: PersonalRecord): string =>
  `${category}|${originator}`;

/** The same advice given again is the same brief. */
const undated = (records: Advice): object =>
  Object.fromEntries(
    Object.entries(records).map(([category, all]) => [
      category,
      all.map(({ contributedAt: _, ...said }) => said),
    ]),
  );

/** Time is not about any record. */
const NO_RECORD: PersonalRecord = {
  recordId: '',
  category: '',
  originator: '',
  agreement: '',
  contributedVersion: 0,
  contributedHash: '',
  contributedAt: '',
  fields: {},
  subject: { birthDate: '', formerBoroughs: [], category: 'OTHER' },
  handling: { code: 'P', recipients: [] },
  approved: false,
  expiresAt: '',
};
