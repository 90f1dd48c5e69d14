/** A case file as it was at an instant. */
import type {
  Case,
  Flag,
  Question,
  Return,
} from '../../schemas/store/entities.ts';
import type { CaseFile } from './case-file.ts';

/**
 * Without what came after an instant, and with what was changed since as it was then. What a marker
 * said before it was set anew is not kept, so there the file is without it.
 *
 * @param instant ISO 8601 with milliseconds, inclusive.
 */
export const fileAt = (file: CaseFile, instant: string): CaseFile => ({
  ...file,
  case: caseAt(file.case, instant),
  nominations: file.nominations.filter(
    ({ nominatedAt }) => nominatedAt <= instant,
  ),
  checks: file.checks.filter(({ checkedAt }) => checkedAt <= instant),
  viewRequests: file.viewRequests.filter(({ askedAt }) => askedAt <= instant),
  returns: file.returns
    .filter(({ receivedAt }) => receivedAt <= instant)
    .map((each) => returnAt(each, instant)),
  seen: file.seen.filter(({ seenAt }) => seenAt <= instant),
  questions: file.questions
    .filter(({ askedAt }) => askedAt <= instant)
    .map((each) => questionAt(each, instant)),
  triages: file.triages.filter(({ taken }) => taken.takenAt <= instant),
  decisions: file.decisions.filter(({ taken }) => taken.decidedAt <= instant),
  flags: file.flags.flatMap((flag) => flagAt(flag, instant)),
});

const caseAt = (of: Case, instant: string): Case => ({
  ...of,
  investigation: markerAt(of.investigation, instant),
  strategyDiscussion: markerAt(of.strategyDiscussion, instant),
});

const markerAt = (
  marker: Case['investigation'],
  instant: string,
): Case['investigation'] => {
  if (marker === undefined || marker.since > instant) return undefined;
  if (marker.concludedAt === undefined || marker.concludedAt <= instant)
    return marker;
  const { concludedAt: _, outcome: __, ...ongoing } = marker;
  return { ...ongoing, status: 'ONGOING' };
};

const returnAt = (given: Return, instant: string): Return => {
  const { onBehalf } = given;
  if (onBehalf?.confirmedAt === undefined || onBehalf.confirmedAt <= instant)
    return given;
  const { confirmedAt: _, confirmedBy: __, ...unconfirmed } = onBehalf;
  return { ...given, onBehalf: unconfirmed };
};

const questionAt = (
  { answer, ...asked }: Question,
  instant: string,
): Question =>
  answer === undefined || answer.answeredAt > instant
    ? asked
    : { ...asked, answer };

/** Each change keeps the record as it was before it; when it was raised there was none. */
const flagAt = (flag: Flag, instant: string): Flag[] => {
  const later = flag.history.find(({ changedAt }) => changedAt > instant);
  if (later === undefined) return [flag];
  if (later.before === undefined) return [];
  return [{ ...flag, record: later.before, withdrawn: false }];
};
