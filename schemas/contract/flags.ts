/** Messages about a flag: raised, reviewed, contested, corrected, withdrawn. */
import * as z from 'zod';
import { administrative } from '../vocabulary/classification.ts';
import { FIELDS } from '../vocabulary/fields.ts';
import {
  AgreementId,
  CalendarDate,
  FlagId,
  GssCode,
  prose,
} from '../vocabulary/shapes.ts';
import { Disclosure, PermittedRecords } from './disclosure.ts';
import { Handling, Subject } from './young-people.ts';

const { flag } = FIELDS;

export const DANGER_NOTICE =
  'A child in immediate danger: call 999 or the MASH. This API alerts nobody.' as const;
const notice = administrative(z.literal(DANGER_NOTICE));

/** The statement of a flag, and its grading (3x5x2). */
const FlagContent = z
  .strictObject({
    flagKind: flag.flagKind,
    statement: flag.statement,
    factOrOpinion: flag.factOrOpinion,
    /** Mandatory: a flag about a victim says so wherever it appears. */
    subjectCategory: flag.subjectCategory,
    sourceEvaluation: flag.sourceEvaluation.optional(),
    assessment: flag.assessment.optional(),
    contact: flag.contact,
  })
  .refine(
    ({ assessment, factOrOpinion }) =>
      assessment !== 'E' || factOrOpinion === 'OPINION',
    {
      message: 'what is suspected to be false (E) is not a fact',
      path: ['factOrOpinion'],
    },
  );

/** Mandatory, at most a year ahead: a concern that nobody renews is no longer one. */
const expiresOn = CalendarDate;

export const FlagRequest = z.strictObject({
  /** The agreement under which the flag is given. */
  agreement: AgreementId,
  subject: Subject.extend({
    borough: GssCode,
    formerBoroughs: z.array(GssCode).max(10).default([]),
  }),
  flag: FlagContent.safeExtend({ expiresOn }),
  handling: Handling.default({ code: 'P', recipients: [] }),
});
export type FlagRequest = z.infer<typeof FlagRequest>;

export const FlagReview = z.strictObject({ expiresOn, note: prose(600) });
export const FlagContest = z.strictObject({ statement: prose(1000) });
export const FlagCorrection = z.strictObject({
  flag: FlagContent,
  note: prose(600),
});
export const FlagWithdrawal = z.strictObject({ reason: prose(600) });

export const FlagReceipt = z.strictObject({
  flagId: administrative(FlagId),
  version: administrative(z.int()),
  notice,
});

/** One change of a flag. What it said before is shown to its originator only. */
const FlagChange = administrative(
  z.strictObject({
    version: z.int(),
    change: z.enum([
      'RAISED',
      'REVIEWED',
      'CONTESTED',
      'CORRECTED',
      'WITHDRAWN',
    ]),
    changedOn: CalendarDate,
  }),
);

export const PermittedFlag = z.strictObject({
  flagId: administrative(FlagId),
  version: administrative(z.int()),
  notice,
  history: z.array(FlagChange),
  records: PermittedRecords,
  /** For the originator: the versions before this one. */
  earlier: z.array(PermittedRecords),
  disclosure: Disclosure,
});

export const FlagParams = z.strictObject({ id: z.string().max(80) });
