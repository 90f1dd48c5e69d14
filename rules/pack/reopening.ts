/**
 * Decides whether what came after a decision takes it up again: only where it changes a gap, a
 * divergence, eligibility or approach advice. The considered evidence and today's are both read at
 * the same instant, so that a clock alone re-opens nothing.
 */
import { canonical } from '../canonical.ts';
import { latestDecision } from '../cases/case-file.ts';
import { fileConsidered } from '../cases/considered-evidence.ts';
import { composePack, type Pack, type PackQuestion } from './pack.ts';

/**
 * Names why the final decision of a case is to be taken again; empty where it stands, and where
 * none has been taken. It is one answer for every reader of the panel, so neither attendees nor an
 * agreement that one of them names narrows it.
 *
 * @param present the pack of the same question, where it is composed already. It is used only where
 * nothing narrows it.
 */
export const reopenedIn = (
  question: PackQuestion,
  present?: Pack,
): string[] => {
  const { file } = question;
  if (file.case.state !== 'DECIDED') return [];
  const latest = latestDecision(file);
  if (latest === undefined) return [];
  const whole = unnarrowed(question);
  const then = packOf({
    ...whole,
    file: fileConsidered(file, latest.considered),
  });
  const now = present && isWhole(question) ? present : packOf(whole);
  return reopenedBecause(then, now);
};

const packOf = (question: PackQuestion): Pack => composePack(question).pack;

const unnarrowed = (question: PackQuestion): PackQuestion => ({
  ...question,
  attendees: undefined,
  asked: { ...question.asked, agreement: undefined },
});

const isWhole = ({ attendees, asked }: PackQuestion): boolean =>
  attendees === undefined && asked.agreement === undefined;

/** @returns what has changed, each in a few words; empty where the decision stands. */
export const reopenedBecause = (then: Pack, now: Pack): string[] => [
  ...changed('gap', ids(then.gaps, 'gapId'), ids(now.gaps, 'gapId')),
  ...changed(
    'divergence',
    ids(then.divergences, 'divergenceId'),
    ids(now.divergences, 'divergenceId'),
  ),
  ...changed('eligibility', findings(then), findings(now)),
  ...changed('approach advice', advice(then), advice(now)),
];

const ids = <K extends string>(
  all: readonly Record<K, string>[],
  key: K,
): string[] => all.map((each) => each[key]);

const findings = ({ eligibility }: Pack): string[] =>
  eligibility.map(({ rule, finding }) => `${rule} ${finding}`);

/**
 * Keyed by agency and what it says: that an agency said it again in another reply changes nothing.
 */
const advice = ({ returns }: Pack): string[] =>
  returns.flatMap(({ agency, records }) => [
    ...(records.approach ?? []).map(
      ({ safeApproachAdvice, doNotVisitReason, recommendedVenue }) =>
        canonical({
          agency,
          safeApproachAdvice,
          doNotVisitReason,
          recommendedVenue,
        }),
    ),
    ...(records.health ?? []).flatMap(({ safeApproachAdvice }) =>
      safeApproachAdvice === undefined
        ? []
        : [canonical({ agency, safeApproachAdvice })],
    ),
  ]);

/** Names what stands on one side only. Advice is not repeated here: it is in the pack. */
const changed = (what: string, then: string[], now: string[]): string[] => {
  const differing = [
    ...then.filter((each) => !now.includes(each)),
    ...now.filter((each) => !then.includes(each)),
  ];
  if (differing.length === 0) return [];
  return what === 'approach advice'
    ? [what]
    : differing.map((each) => `${what} ${each}`);
};
