/** Finds the pack that a decision is taken on: today's, or in an outage that of the time. */
import type { Call } from '../../../entrance/call.ts';
import { contentInvalid } from '../../../entrance/problem.ts';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { fileAt } from '../../../rules/cases/file-at.ts';
import {
  composePack,
  type Pack,
  type PackQuestion,
} from '../../../rules/pack/pack.ts';
import { daysAfter, londonDate } from '../../../rules/time/london-time.ts';
import type { Meeting } from '../../../schemas/store/entities.ts';
import type { Opened } from './open-case.ts';

export interface DecidedOn {
  /** Milliseconds since the epoch. */
  at: number;
  file: CaseFile;
  pack: Pack;
  /** The question that the pack answers. */
  question: PackQuestion;
}

/** A decision of an outage can be recorded for this many days after the meeting. */
const OUTAGE_DAYS = 3;

/**
 * The case as it is; in an outage as it was when the decision was taken. @throws Problem
 * CONTENT_INVALID.
 */
export const decidedOn = (
  { body, now }: Call<'decideCase'>,
  { file, composed, question }: Opened,
  meeting: Meeting,
): DecidedOn => {
  if (!body.outage) return { at: now, file, pack: composed().pack, question };
  const at = Date.parse(body.outage.takenAt);
  checkTakenAt(at, now, meeting);
  const then = {
    ...question,
    file: fileAt(file, new Date(at).toISOString()),
    now: at,
  };
  return decidedInOutage(then, body.packDigest);
};

/** @throws Problem CONTENT_INVALID. */
const checkTakenAt = (
  at: number,
  now: number,
  { meetingOn }: Meeting,
): void => {
  const lastDay = daysAfter(meetingOn, OUTAGE_DAYS);
  if (at <= now && londonDate(at) >= meetingOn && londonDate(now) <= lastDay)
    return;
  const message = `is not between the meeting and now, or is recorded more than ${OUTAGE_DAYS} days after it`;
  throw contentInvalid([{ pointer: '/outage/takenAt', message }]);
};

/** Attendance could not be recorded before printing, so the copies are of the panel's own pack. */
const decidedInOutage = (atMeeting: PackQuestion, cited: string): DecidedOn => {
  const { file, now: at } = atMeeting;
  const printed = { ...atMeeting, attendees: undefined };
  const copy = composePack(printed).pack;
  const heard = composePack(atMeeting).pack;
  if (copy.digest !== cited)
    return { at, file, pack: heard, question: atMeeting };
  // That somebody sat there who might not hear all of it is a point to settle like any other.
  const hidden = heard.gaps.filter(
    ({ kind }) => kind === 'HIDDEN_FROM_ATTENDEES',
  );
  return {
    at,
    file,
    pack: { ...copy, gaps: [...copy.gaps, ...hidden] },
    question: printed,
  };
};
