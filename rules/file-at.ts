/** A case file as it was: without what came after an instant. */
import type { CaseFile } from './case-file.ts';

/** @param instant ISO 8601, inclusive. What was changed rather than added is as it is now. */
export const fileAt = (file: CaseFile, instant: string): CaseFile => ({
  ...file,
  nominations: file.nominations.filter(({ nominatedAt }) => nominatedAt <= instant),
  checks: file.checks.filter(({ checkedAt }) => checkedAt <= instant),
  viewRequests: file.viewRequests.filter(({ askedAt }) => askedAt <= instant),
  returns: file.returns.filter(({ receivedAt }) => receivedAt <= instant),
  questions: file.questions.filter(({ askedAt }) => askedAt <= instant),
  triages: file.triages.filter(({ taken }) => taken.takenAt <= instant),
  decisions: file.decisions.filter(({ taken }) => taken.decidedAt <= instant),
  flags: file.flags.filter(({ record }) => record.contributedAt <= instant),
});
