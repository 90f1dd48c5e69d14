/**
 * The small shapes that everything else is made of. Text is NFC, trimmed, bounded and free of
 * control and bidi characters.
 */
import * as z from 'zod';

// Hostile input: NUL, controls, line breaks and invisible or direction-changing characters forge
// log lines and disguise names. `Cf` is all of the latter: zero width, soft hyphen, bidi marks and
// overrides.
const UNSAFE_LINE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/u;
const UNSAFE_PROSE = /(?![\n])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/u;

const text = (max: number, unsafe: RegExp) =>
  z
    .string()
    // Windows ends its lines with two characters; we keep one.
    .overwrite((value) =>
      value.replaceAll('\r\n', '\n').normalize('NFC').trim(),
    )
    .min(1)
    .max(max)
    .refine(
      (value) => !unsafe.test(value),
      'contains control or direction-changing characters',
    );

/** One line of text of at most `max` characters. */
export const line = (max: number) => text(max, UNSAFE_LINE);
// Hostile input: a Cyrillic "а" in a Latin name makes another name of it that reads the same, and
// finds nobody.
const MIXED_SCRIPT =
  /(?=.*\p{Script=Latin})(?=.*[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}])/u;

/** A person's name: one line, letters of one script. */
export const personName = (max: number) =>
  line(max).refine(
    (value) => !MIXED_SCRIPT.test(value),
    'mixes letters of scripts that look alike',
  );
/** Several lines of text of at most `max` characters. */
export const prose = (max: number) => text(max, UNSAFE_PROSE);

/** A calendar date in Europe/London, `YYYY-MM-DD`. Real dates only: 2026-02-30 is refused. */
export const CalendarDate = z.iso.date();
/** An instant in UTC, `YYYY-MM-DDThh:mm:ss.sssZ`. */
export const Instant = z.iso.datetime();

/** An agency's stable id, e.g. `croydon-yjs`. */
export const AgencyId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,40}$/, 'an agency id, e.g. croydon-yjs');
export const PanelId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,40}$/, 'a panel id, e.g. south-bcu');
/** An agreement's id, e.g. `MD-SBCU-001`. */
export const AgreementId = z
  .string()
  .regex(/^[A-Z]{2}(-[A-Z]+)+-\d{3}$/, 'an agreement id, e.g. MD-SBCU-001');
export const ClientId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,60}$/, 'a client id, e.g. croydon-yjs-case-system');
/** SHA-256 in lower-case hexadecimal, 64 characters. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hexadecimal');
/** An Office for National Statistics code of a London borough or other district. */
export const GssCode = z
  .string()
  .regex(/^E0[6-9]\d{6}$/, 'a GSS code, e.g. E09000008');

/** Opaque ids: a prefix that says what, 128 random bits that say nothing. */
const opaque = (prefix: string) =>
  z
    .string()
    .regex(
      new RegExp(`^${prefix}_[0-9a-f]{32}$`),
      `an id that begins ${prefix}_`,
    );
export const CaseId = opaque('case');
export const FlagId = opaque('flag');
export const NominationId = opaque('nom');
export const ViewRequestId = opaque('vr');
export const DecisionId = opaque('dec');
export const RecordId = opaque('rec');
export const MeetingId = opaque('mtg');
export const TriageId = opaque('tri');
export const VisitId = opaque('visit');
export const ReferralId = opaque('ref');
export const QuestionId = opaque('qn');
/** A service of the directory, e.g. `harbour-mentoring`. */
export const ServiceId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,60}$/, 'a service id, e.g. harbour-mentoring');
/** A calendar quarter, e.g. `2026-Q4`. */
export const Quarter = z
  .string()
  .regex(/^20\d\d-Q[1-4]$/, 'a quarter, e.g. 2026-Q4');
/** The id of a practitioner, as their own agency gives it: opaque, never a name. */
export const PractitionerId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'an opaque practitioner id');
export const EntryId = opaque('le');
/**
 * A young person's pairwise reference: valid for one agency only, and meaningless to every other.
 */
export const YoungPersonReference = z
  .string()
  .regex(/^yp_[A-Za-z0-9_-]{44}$/, 'a reference that begins yp_');
