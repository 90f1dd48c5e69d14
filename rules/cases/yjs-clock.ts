/**
 * Runs the clock of confirmed possession, which is referred to the youth justice service within one
 * working day (Home Office and MoJ, Guidance for child knife possession offences, February 2026).
 * It starts with the nomination of a suspect, and the YJS's acknowledgement of a referral stops it.
 * Sending the referral does not.
 */
import type { YjsClock } from '../../schemas/contract/case-parts.ts';
import type { Nomination } from '../../schemas/store/entities.ts';
import { londonDate } from '../time/london-time.ts';
import { endOfLondonDay, workingDaysAfter } from '../time/working-days.ts';
import { type CaseFile, toldToPanel } from './case-file.ts';
import { confirmsCarrying } from './suspicion.ts';

interface Clock {
  nominationId: string;
  /** Milliseconds since the epoch. */
  startedAt: number;
  dueAt: number;
  acknowledgedAt: string | undefined;
}

export const clockDueAt = (startedAt: number): number =>
  endOfLondonDay(workingDaysAfter(londonDate(startedAt), 1));

/**
 * One clock for each nomination that the panel may know of and that confirms possession, in the
 * order in which they started.
 */
const clocksOf = (file: CaseFile): Clock[] => {
  const acknowledged = file.referrals
    .filter(({ need }) => need === 'YOUTH_JUSTICE')
    .flatMap(({ acknowledgedAt }) => acknowledgedAt ?? []);
  return toldToPanel(file)
    .filter(confirmsCarrying)
    .toSorted((a, b) => (a.nominatedAt < b.nominatedAt ? -1 : 1))
    .map((nomination) => clockOf(nomination, acknowledged.toSorted()));
};

/** @param acknowledged instants, the earliest first. */
const clockOf = (
  { nominationId, nominatedAt }: Nomination,
  acknowledged: readonly string[],
): Clock => ({
  nominationId,
  startedAt: Date.parse(nominatedAt),
  dueAt: clockDueAt(Date.parse(nominatedAt)),
  // An acknowledgement covers what was known when it was given.
  acknowledgedAt: acknowledged.find((at) => at >= nominatedAt),
});

export const runningClocks = (file: CaseFile): Clock[] =>
  clocksOf(file).filter(({ acknowledgedAt }) => acknowledgedAt === undefined);

/**
 * The clock that a reader should look at: the earliest that runs, else the last that was stopped.
 */
export const yjsClockOf = (
  file: CaseFile,
  now: number,
): YjsClock | undefined => {
  const clock = runningClocks(file)[0] ?? clocksOf(file).at(-1);
  if (!clock) return undefined;
  const { startedAt, dueAt, acknowledgedAt } = clock;
  return {
    startedAt: new Date(startedAt).toISOString(),
    dueAt: new Date(dueAt).toISOString(),
    state: acknowledgedAt ? 'STOPPED' : clockState(dueAt, now),
    acknowledgedAt,
  };
};

/** Warns from the first instant of its last day in London, when somebody is there to act. */
export const clockState = (
  dueAt: number,
  now: number,
): 'RUNNING' | 'LAPSES_SOON' | 'LAPSED' => {
  if (now >= dueAt) return 'LAPSED';
  const isLastDay = londonDate(now) === londonDate(dueAt - 1);
  return isLastDay ? 'LAPSES_SOON' : 'RUNNING';
};
