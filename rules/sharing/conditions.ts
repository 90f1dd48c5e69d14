/**
 * Tests whether a condition of a flow holds. A fact that is not known does not hold; a word that is
 * no condition denies.
 */

import type { PersonalRecord } from '../../schemas/store/personal-record.ts';
import type {
  PractitionerRole,
  Purpose,
} from '../../schemas/vocabulary/codes.ts';
import type {
  Condition,
  ConditionName,
} from '../../schemas/vocabulary/conditions.ts';
import { daysAfter, londonDate } from '../time/london-time.ts';

/** The recipient, and what is asked for. */
export interface Asked {
  /**
   * An agency's id, `panel:<id>`, or `visiting-officer`. A panel's system asks as its panel, never
   * as its host.
   */
  recipient: string;
  purpose: Purpose;
  practitionerRole: PractitionerRole;
  /** Narrows to one agreement. */
  agreement?: string | undefined;
}

/** The facts at the time, beside the record itself. A fact that is left out is not the case. */
export interface Circumstances {
  case?: {
    open: boolean;
    /** The agencies that the panel has asked for their view. */
    asked: string[];
    /** London date of the final decision; a deferral is not final. */
    finalDecisionOn?: string | undefined;
  };
  visit?: { allocatedOn: string; done: boolean };
  referralAcceptedBy?: string[];
}

interface Question {
  record: PersonalRecord;
  asked: Asked;
  circumstances: Circumstances;
  now: number;
}

export const holds = (
  condition: Condition,
  question: Question,
): boolean | 'UNKNOWN' => {
  const test = Object.hasOwn(TESTS, condition.condition)
    ? TESTS[condition.condition]
    : undefined;
  return test ? (test as Test<Condition>)(condition, question) : 'UNKNOWN';
};

type Test<C> = (condition: C, question: Question) => boolean;

type Tests = {
  [N in ConditionName]: Test<Extract<Condition, { condition: N }>>;
};

const TESTS: Tests = {
  SUBJECT_LIVES_IN: ({ areas }, { record: { subject } }) =>
    subject.borough !== undefined && areas.includes(subject.borough),
  SUBJECT_LIVES_OR_LIVED_IN: ({ areas }, { record: { subject } }) =>
    [subject.borough, ...subject.formerBoroughs].some(
      (borough) => borough !== undefined && areas.includes(borough),
    ),
  CASE_OPEN: (_, { circumstances }) => circumstances.case?.open === true,
  VIEW_REQUESTED: (_, { circumstances, asked }) =>
    circumstances.case?.asked.includes(asked.recipient) === true,
  APPROVED_BY_ORIGINATOR: (_, { record }) => record.approved,
  DAYS_AFTER_FINAL_DECISION: ({ days }, { circumstances, now }) => {
    if (!circumstances.case) return false;
    const { finalDecisionOn } = circumstances.case;
    return (
      finalDecisionOn === undefined ||
      londonDate(now) <= daysAfter(finalDecisionOn, days)
    );
  },
  VISIT_PENDING: ({ days }, { circumstances: { visit }, now }) =>
    visit !== undefined &&
    !visit.done &&
    londonDate(now) <= daysAfter(visit.allocatedOn, days),
  // The delivery partner may be on either end: it receives the referral, and returns the take-up.
  REFERRAL_ACCEPTED: (_, { circumstances, asked, record }) =>
    [asked.recipient, record.originator].some(
      (id) => circumstances.referralAcceptedBy?.includes(id) === true,
    ),
  PRACTITIONER_ROLE_IN: ({ roles }, { asked }) =>
    roles.includes(asked.practitionerRole),
};
