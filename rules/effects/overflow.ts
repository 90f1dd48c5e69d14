/**
 * Finds the list that a change would lengthen past its bound. One rule for every way in: a change
 * that lengthens nothing is never refused, so that what is full can still be withdrawn, decided and
 * closed.
 */
import type {
  Flag,
  Meeting,
  Person,
  Visit,
} from '../../schemas/store/entities.ts';
import { BOUNDS, type BoundName } from '../../schemas/vocabulary/bounds.ts';
import type { CaseFile } from '../cases/case-file.ts';
import { isPending } from '../delivery/visit-state.ts';
import type { Change } from './change.ts';

export interface Overflow {
  bound: BoundName;
  most: number;
}

/** The lengths of all lists that somebody can lengthen, by the bound that they have. */
type Lengths = Partial<Record<BoundName, number>>;

/** @returns undefined where everything has room. */
export const overflowOf = ({ before, after }: Change): Overflow | undefined => {
  const pairs: [Lengths, Lengths][] = [
    [
      before.file ? ofFile(before.file) : {},
      after.file ? ofFile(after.file) : {},
    ],
    [
      before.flag ? ofFlag(before.flag) : {},
      after.flag ? ofFlag(after.flag) : {},
    ],
    [
      before.meeting ? ofMeeting(before.meeting) : {},
      after.meeting ? ofMeeting(after.meeting) : {},
    ],
    [
      before.person ? ofPerson(before.person) : {},
      after.person ? ofPerson(after.person) : {},
    ],
  ];
  return pairs.flatMap(([was, is]) => overflowing(was, is))[0];
};

const overflowing = (was: Lengths, is: Lengths): Overflow[] =>
  (Object.entries(is) as [BoundName, number][])
    .filter(
      ([bound, length]) => length > (was[bound] ?? 0) && length > BOUNDS[bound],
    )
    .map(([bound]) => ({ bound, most: BOUNDS[bound] }));

const ofFile = (file: CaseFile): Lengths => ({
  nominationsOfCase: file.nominations.length,
  viewRequestsOfCase: file.viewRequests.length,
  questionsOfRequest: most(
    file.questions,
    ({ viewRequestId }) => viewRequestId,
  ),
  repliesOfRequest: most(file.returns, ({ viewRequestId }) => viewRequestId),
  checksOfCase: file.checks.length,
  triagesOfCase: file.triages.length,
  decisionsOfCase: file.decisions.length,
  visitsOfCase: file.visits.length,
  openVisitsOfCase: file.visits.filter(({ state }) => isPending(state)).length,
  attemptsOfVisit: longestOf(file.visits, ({ attempts }) => attempts.length),
  briefsOfVisit: longestOf(
    file.visits,
    ({ acknowledged }) => acknowledged.length,
  ),
  referralsOfCase: file.referrals.length,
  changesOfReferral: Math.max(
    0,
    ...file.referrals.map(({ history }) => history.length),
  ),
});

/** A withdrawal always has room: nothing follows it. */
const ofFlag = (flag: Flag): Lengths => {
  const { history, record, withdrawn } = flag;
  if (withdrawn) return {};
  return {
    changesOfFlag: history.length,
    contestsOfFlag: ((record.fields.contests as unknown[]) ?? []).length,
    bytesOfFlag: Buffer.byteLength(JSON.stringify(flag)),
  };
};

const ofMeeting = ({ agenda, attendance }: Meeting): Lengths => ({
  agendaOfMeeting: Object.keys(agenda).length,
  attendanceOfMeeting: attendance.length,
});

const ofPerson = ({ openCases }: Person): Lengths => ({
  openCasesOfPerson: openCases.length,
});

const longestOf = (
  visits: readonly Visit[],
  lengthOf: (visit: Visit) => number,
): number => Math.max(0, ...visits.map(lengthOf));

/** Counts the items under the name that has most of them. */
const most = <T>(items: readonly T[], nameOf: (item: T) => string): number => {
  const counts = new Map<string, number>();
  for (const item of items)
    counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1);
  return Math.max(0, ...counts.values());
};
