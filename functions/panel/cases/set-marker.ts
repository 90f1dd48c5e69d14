/** Sets and concludes in the case what is under way beside the panel, by a named officer. */
import type { Call } from '../../../entrance/call.ts';
import { type Concluded, conclude } from '../../../entrance/conclude.ts';
import { contentInvalid, notFound } from '../../../entrance/problem.ts';
import { advanced } from '../../../entrance/transition.ts';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { markerAfter } from '../../../rules/cases/markers.ts';
import { daysAfter, londonDate } from '../../../rules/time/london-time.ts';
import { openCase } from './open-case.ts';

/** Nothing is under way so long that nobody looks again. */
const REVIEW_WITHIN_DAYS = 92;

type Marking = Call<'setInvestigation' | 'setStrategyDiscussion'>;
type MarkerName = 'investigation' | 'strategyDiscussion';

export const setMarker = async (
  call: Marking,
  name: MarkerName,
): Promise<Concluded> => {
  const { about, opened } = await openCase(call); // R1, R2
  if (!opened)
    return conclude(call, { ...about, answer: { problem: notFound() } });
  advanced(opened.standing(), 'MARK');
  const { file } = opened;
  const marked = markedFile(call, file, name);
  const { investigation, strategyDiscussion } = marked.case;
  return conclude(call, {
    ...about,
    answer: { body: { investigation, strategyDiscussion } },
    outcome: 'PERMIT',
    changes: [{ before: { file }, after: { file: marked } }],
  }); // W
};

const markedFile = (
  call: Marking,
  file: CaseFile,
  name: MarkerName,
): CaseFile => ({
  ...file,
  case: { ...file.case, [name]: markerOf(call, file.case[name]) },
});

/** @throws Problem CONTENT_INVALID. */
const markerOf = (
  { body, now }: Marking,
  before: Parameters<typeof markerAfter>[0],
) => {
  checkReview(body, londonDate(now));
  const marker = markerAfter(before, body, now);
  if (marker) return marker;
  throw contentInvalid([
    { pointer: '/status', message: 'concludes what is not under way' },
  ]);
};

/** @throws Problem CONTENT_INVALID. */
const checkReview = (body: Marking['body'], today: string): void => {
  if (body.status !== 'ONGOING') return;
  const latest = daysAfter(today, REVIEW_WITHIN_DAYS);
  if (body.reviewOn >= today && body.reviewOn <= latest) return;
  const message = `is in the past or more than ${REVIEW_WITHIN_DAYS} days ahead`;
  throw contentInvalid([{ pointer: '/reviewOn', message }]);
};
