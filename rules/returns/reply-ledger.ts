/**
 * Says how each agency that was asked stands, as far as the panel may know. Nothing else says so.
 *
 * INVARIANT: under a restricted agreement a reply of any kind shows from one instant, the later of
 * the day by which it was asked for and its arrival. Before it there is nothing; from it "nothing
 * held", "withheld" and a view that may not be shown are one. Nothing tells that a request was
 * seen, that a reply was late, or that another came before it.
 */

import type { ReturnLine, ReturnState } from '../../schemas/contract/pack.ts';
import type { Return, ViewRequest } from '../../schemas/store/entities.ts';
import type { CaseFile } from '../cases/case-file.ts';
import { type LiveAgreement, notInForce } from '../sharing/agreement.ts';
import { londonDate } from '../time/london-time.ts';
import { startOfLondonDay } from '../time/working-days.ts';

export interface Standing {
  line: ReturnLine;
  /** The return that the panel may know of; what it carries is decided on record by record. */
  shown: Return | undefined;
  restricted: boolean;
}

/** @param agreements all that the panel holds, in force or not. */
export const standingOf = (
  request: ViewRequest,
  file: Pick<CaseFile, 'returns' | 'seen'>,
  agreements: readonly LiveAgreement[],
  now: number,
): Standing => {
  const agreement = agreements.find(({ id }) => id === request.agreement);
  const restricted = isRestricted(agreement);
  const versions = file.returns
    .filter(({ agency }) => agency === request.agency)
    .filter((each) => !restricted || now >= showsFrom(request, each.receivedAt))
    .toSorted((a, b) => a.version - b.version);
  const shown = versions.at(-1);
  const state = shown
    ? answered(shown, restricted)
    : unanswered({ request, file, agreement, now });
  const line = restricted
    ? bareLine(request, state)
    : lineOf(request, state, versions);
  return { line, shown, restricted };
};

/** The line that does not tell when a reply came, or that another came before it. */
const bareLine = (
  { viewRequestId, agency, agreement, replyBy }: ViewRequest,
  state: ReturnState,
): ReturnLine => ({
  viewRequestId,
  agency,
  agreement,
  state,
  replyBy,
  late: false,
  corrected: false,
  onBehalf: undefined,
});

/** @param versions all that the agency has said, the latest last. */
const lineOf = (
  request: ViewRequest,
  state: ReturnState,
  versions: readonly Return[],
): ReturnLine => {
  const [first] = versions;
  return {
    ...bareLine(request, state),
    late:
      first !== undefined &&
      londonDate(Date.parse(first.receivedAt)) > request.replyBy,
    corrected: versions.length > 1,
    onBehalf: recordedFor(versions.at(-1)),
  };
};

interface Waiting {
  request: ViewRequest;
  file: Pick<CaseFile, 'seen'>;
  agreement: LiveAgreement | undefined;
  now: number;
}

const unanswered = ({
  request,
  file,
  agreement,
  now,
}: Waiting): ReturnState => {
  if (!agreement || notInForce(agreement, now).length > 0) return 'FAILED';
  if (isRestricted(agreement)) return 'ASKED';
  if (londonDate(now) > request.replyBy) return 'LATE';
  const seen = file.seen.some(({ agency }) => agency === request.agency);
  return seen ? 'SEEN' : 'ASKED';
};

/**
 * An agreement that the panel does not hold counts as restricted: nobody has said that it may tell
 * answers apart.
 */
export const isRestricted = (agreement: LiveAgreement | undefined): boolean =>
  agreement === undefined ||
  agreement.returns.nilAndWithheld !== 'DISTINCT' ||
  agreement.returns.approvalRequired;

/** The instant from which a reply under a restricted agreement shows. */
export const showsFrom = (
  { replyBy }: Pick<ViewRequest, 'replyBy'>,
  receivedAt: string,
): number => Math.max(startOfLondonDay(replyBy), Date.parse(receivedAt));

const answered = ({ kind }: Return, restricted: boolean): ReturnState => {
  // That a child could not be identified is a gap, never a nil: the panel would take silence for
  // knowledge.
  if (kind === 'CANNOT_IDENTIFY') return kind;
  if (restricted) return 'ANSWERED';
  return kind === 'VIEW' ? 'REPLIED' : kind;
};

const recordedFor = (shown: Return | undefined): ReturnLine['onBehalf'] =>
  shown?.onBehalf && {
    person: shown.onBehalf.person,
    channel: shown.onBehalf.channel,
    recordedBy: shown.onBehalf.recordedBy,
    confirmBy: shown.onBehalf.confirmBy,
    confirmed: shown.onBehalf.confirmedAt !== undefined,
  };

const OPEN: readonly ReturnState[] = ['ASKED', 'SEEN', 'LATE', 'FAILED'];

/** Whether the agency has not answered, as far as the panel may know. */
export const isUnanswered = (state: ReturnState): boolean =>
  OPEN.includes(state);
