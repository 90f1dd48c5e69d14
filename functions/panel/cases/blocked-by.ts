/** Whether a decision may be taken on the pack that it cites. */
import type { Call } from '../../../entrance/call.ts';
import { contentInvalid, Problem } from '../../../entrance/problem.ts';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { eligibilityOf } from '../../../rules/cases/eligibility.ts';
import { fileAt } from '../../../rules/cases/file-at.ts';
import { bareOf } from '../../../rules/pack/attendees.ts';
import { blockersOf } from '../../../rules/pack/decision-gate.ts';
import {
  differenceOf,
  fingerprintOf,
} from '../../../rules/pack/fingerprint.ts';
import { freshnessOf } from '../../../rules/pack/freshness.ts';
import {
  composePack,
  heardByAll,
  type Pack,
  type PackQuestion,
} from '../../../rules/pack/pack.ts';
import { daysAfter, londonDate } from '../../../rules/time/london-time.ts';
import type { Meeting } from '../../../schemas/store/entities.ts';
import type { OpenedCase } from './open-case.ts';

type Opened = NonNullable<OpenedCase['opened']>;

/** What a decision is taken on, and when: now, or in an outage then. */
export interface DecidedOn {
  at: number;
  file: CaseFile;
  pack: Pack;
  /** What the pack is the answer to. */
  question: PackQuestion;
}

/** So many days after a meeting what was decided in an outage can still be recorded. */
const OUTAGE_DAYS = 3;

/** The case as it is; in an outage as it was when the decision was taken. @throws Problem CONTENT_INVALID. */
export const decidedOn = (
  { body, now }: Call<'decideCase'>,
  { file, pack, question }: Opened,
  { meetingOn }: Meeting,
): DecidedOn => {
  if (!body.outage) return { at: now, file, pack, question };
  const at = Date.parse(body.outage.takenAt);
  if (
    at > now ||
    londonDate(at) < meetingOn ||
    londonDate(now) > daysAfter(meetingOn, OUTAGE_DAYS)
  ) {
    const message = `is not between the meeting and now, or is recorded more than ${OUTAGE_DAYS} days after it`;
    throw contentInvalid([{ pointer: '/outage/takenAt', message }]);
  }
  const then = fileAt(file, new Date(at).toISOString());
  const atMeeting = { ...question, file: then, now: at };
  // Who was there could not be recorded before it was printed, so that the copies are of the panel's own pack.
  const printed = { ...atMeeting, attendees: undefined };
  const copy = composePack(printed).pack;
  const heard = composePack(atMeeting).pack;
  if (copy.digest !== body.packDigest)
    return { at, file: then, pack: heard, question: atMeeting };
  // That somebody sat there who might not hear all of it is a point to settle like any other.
  const hidden = heard.gaps.filter(
    ({ kind }) => kind === 'HIDDEN_FROM_ATTENDEES',
  );
  return {
    at,
    file: then,
    pack: { ...copy, gaps: [...copy.gaps, ...hidden] },
    question: printed,
  };
};

/** DECISION_BLOCKED with every blocker, the digest of the pack as it stands, and what has changed in it. */
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
    acknowledged: file.decisions
      .flatMap(({ taken }) => taken.acknowledgements.map(({ about }) => about))
      // Another meeting is another room.
      .filter((about) => !about.startsWith('HIDDEN_FROM_ATTENDEES:')),
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

/**
 * The pack with what a clock decides as it is on the meeting's day and on the day of the decision, whatever day it was composed
 * for. INVARIANT: a blocker says no more than the pack may in this room.
 */
const judgedAgain = (
  { at, file, pack, question }: DecidedOn,
  { meetingOn }: Meeting,
): Pack => {
  const today = londonDate(at);
  const judged = [meetingOn, today].flatMap((on) =>
    eligibilityOf({ ...file, area: question.panel.area, on }),
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
