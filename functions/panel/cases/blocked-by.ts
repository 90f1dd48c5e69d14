/** Decides whether a decision may be taken on the pack that it cites. */
import type { Call } from '../../../entrance/call.ts';
import { Problem } from '../../../entrance/problem.ts';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { eligibilityOf } from '../../../rules/cases/eligibility.ts';
import { bareOf, heardByAll } from '../../../rules/pack/attendees.ts';
import { blockersOf } from '../../../rules/pack/decision-gate.ts';
import {
  differenceOf,
  fingerprintOf,
} from '../../../rules/pack/fingerprint.ts';
import { freshnessOf } from '../../../rules/pack/freshness.ts';
import type { Pack } from '../../../rules/pack/pack.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { Meeting } from '../../../schemas/store/entities.ts';
import type { DecidedOn } from './decided-on.ts';
import type { Opened } from './open-case.ts';

/**
 * DECISION_BLOCKED with every blocker, the digest of the pack as it stands, and what has changed in
 * it.
 */
export const blockedBy = (
  { body }: Call<'decideCase'>,
  { file, panel }: Opened,
  meeting: Meeting,
  on: DecidedOn,
): Problem | undefined => {
  const { pack } = on;
  const cited = file.fingerprints.find(
    ({ digest }) => digest === body.packDigest,
  );
  const blockers = blockersOf({
    request: body,
    pack: judgedAgain(on, meeting),
    unknown: cited === undefined,
    meeting,
    panel,
    acknowledged: acknowledgedBefore(file),
  });
  if (blockers.length === 0) return undefined;
  const isStale = pack.digest !== body.packDigest;
  return new Problem(
    'DECISION_BLOCKED',
    'The decision was not recorded; everything that stands in its way is listed.',
    {
      blockers,
      packDigest: pack.digest,
      difference:
        cited && isStale
          ? differenceOf(cited.fingerprint, fingerprintOf(pack, file.case.salt))
          : undefined,
    },
  );
};

/** Another meeting has other attendees. */
const acknowledgedBefore = ({ decisions }: CaseFile): string[] =>
  decisions
    .flatMap(({ taken }) => taken.acknowledgements.map(({ about }) => about))
    .filter((about) => !about.startsWith('HIDDEN_FROM_ATTENDEES:'));

/**
 * The pack with what a clock decides as it is on the meeting's day and on the day of the decision,
 * whatever day it was composed for. INVARIANT: a blocker says no more than the pack may to these
 * attendees.
 */
const judgedAgain = (
  { at, file, pack, question }: DecidedOn,
  { meetingOn }: Meeting,
): Pack => {
  const today = londonDate(at);
  const { area } = question.panel;
  const judged = [meetingOn, today].flatMap((on) =>
    eligibilityOf({ ...file, area, on }),
  );
  const unmet = new Map(
    judged
      .filter(({ finding }) => finding !== 'MET')
      .map((each) => [each.rule, each]),
  );
  const again = {
    ...pack,
    eligibility: pack.eligibility.map((each) => unmet.get(each.rule) ?? each),
    freshness: freshnessOf(pack.returns, today > meetingOn ? today : meetingOn),
  };
  return heardByAll(question.declaredBy, question) ? again : bareOf(again);
};
