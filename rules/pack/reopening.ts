/**
 * Whether what came after a decision takes it up again: only where it changes a gap, a divergence, eligibility or approach
 * advice. What was held then and what is held now are both read at the same instant, so that a clock alone re-opens nothing.
 */

import { canonical } from '../canonical.ts';
import { latestDecision } from '../cases/case-file.ts';
import { fileConsidered } from '../cases/considered-evidence.ts';
import { composePack, type Pack, type PackQuestion } from './pack.ts';

/**
 * Why the final decision of a case is to be taken again; empty where it stands, and where none has been taken. It is one
 * answer for every reader of the panel, so neither a room nor an agreement that one of them names narrows it.
 */
export const reopenedIn = (question: PackQuestion): string[] => {
  const { file } = question;
  const latest = latestDecision(file);
  if (file.case.state !== 'DECIDED' || latest === undefined) return [];
  const whole = {
    ...question,
    attendees: undefined,
    asked: { ...question.asked, agreement: undefined },
  };
  const then = composePack({
    ...whole,
    file: fileConsidered(file, latest.considered),
  }).pack;
  return reopenedBecause(then, composePack(whole).pack);
};

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

/** By agency and what it says: that an agency said it again in another reply changes nothing. */
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

/** What stands on one side only. Advice is not repeated here: it is in the pack. */
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
