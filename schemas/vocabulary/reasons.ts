/**
 * The closed list of reasons why a field is withheld, each with the sentence that a practitioner
 * reads.
 */
import * as z from 'zod';

export const REASONS = {
  CATEGORY_UNKNOWN:
    'The exchange does not know this kind of information, so it cannot share it.',
  FIELD_UNKNOWN:
    'The exchange does not know this field, so it cannot share it.',
  AGREEMENT_NOT_HELD:
    'Your agency is not a party to the agreement under which this was given.',
  AGREEMENT_NOT_NAMED:
    'This was given under another agreement than the one that the request names.',
  AGREEMENT_NOT_ACTIVE:
    'The agreement under which this was given is not active.',
  AGREEMENT_NOT_STARTED:
    'The agreement under which this was given has not begun.',
  AGREEMENT_ENDED: 'The agreement under which this was given has ended.',
  AGREEMENT_REVIEW_OVERDUE:
    'The agreement under which this was given is past its review date.',
  AGREEMENT_UNSIGNED:
    'Not every party has signed this version of the agreement.',
  AGREEMENT_SUSPENDED: 'The agreement under which this was given is suspended.',
  RECORD_EXPIRED: 'The record has passed its expiry date.',
  HANDLING_RESTRICTED:
    'The originator restricted this record to recipients among whom you are not.',
  SUBJECT_UNKNOWN:
    "The child's age or address is not established, so the agreement cannot be applied.",
  SUBJECT_TOO_OLD: 'The young person is older than the agreement covers.',
  SUBJECT_OUT_OF_AREA:
    'The young person neither lives nor has lived in the area of the agreement.',
  SUBJECT_CATEGORY_NOT_COVERED:
    'The agreement does not cover a young person in this role in the incident.',
  PURPOSE_NOT_AGREED:
    'The agreement does not serve the purpose that the request names.',
  NO_FLOW:
    'The agreement has no flow of this information from its originator to you.',
  FIELD_NOT_AGREED:
    'The agreement shares this kind of information with you, but not this field.',
  PURPOSE_NOT_IN_FLOW:
    'The agreement does not share this field for the purpose that the request names.',
  CONDITION_NOT_MET:
    'A condition that the agreement sets for this information is not met.',
  CONDITION_UNKNOWN:
    'The agreement sets a condition that the exchange does not know, which denies.',
  ATTENDEES_NOT_COVERED:
    'Some attendee may not receive this under the agreement by which it was shared with the panel.',
  PROHIBITED: 'The agreement prohibits sharing this.',
  NOT_PRINTABLE:
    'The agreement lets you see this on a screen, and not on paper.',
} as const;

export type ReasonCode = keyof typeof REASONS;

export const ReasonCode = z.enum(
  Object.keys(REASONS) as [ReasonCode, ...ReasonCode[]],
);
