/** What is under way beside the panel is set and concluded in the case, by a named officer. */
import type { Call } from '../../../entrance/call.ts';
import { type Concluded, conclude } from '../../../entrance/conclude.ts';
import { contentInvalid, notFound } from '../../../entrance/problem.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import { holdNotices, visitEffects } from '../../../entrance/visits.ts';
import { markerAfter } from '../../../rules/cases/markers.ts';
import {
  heldEverywhere,
  withVisits,
} from '../../../rules/delivery/visit-hold.ts';
import { daysAfter, londonDate } from '../../../rules/time/london-time.ts';
import { advanced } from './advanced.ts';
import { openCase } from './open-case.ts';

/** Nothing is under way so long that nobody looks again. */
const REVIEW_WITHIN_DAYS = 92;

type Marking = Call<'setInvestigation' | 'setStrategyDiscussion'>;

export const setMarker = async (
  call: Marking,
  name: 'investigation' | 'strategyDiscussion',
): Promise<Concluded> => {
  const { about, opened } = await openCase(call); // R1, R2
  if (!opened)
    return conclude(call, { ...about, told: { problem: notFound() } });
  advanced(opened.file.case, 'MARK');
  // As it is held: one that is to be decided again stands as listed to its reader, and this changes nothing of that.
  const { file } = opened.question;
  const marker = markerOf(call, file.case[name]);
  const next = { ...file.case, [name]: marker, version: file.case.version + 1 };
  const held =
    name === 'strategyDiscussion' && marker.status === 'ONGOING'
      ? heldEverywhere(file, 'STRATEGY_DISCUSSION', call.now)
      : [];
  return conclude(call, {
    ...about,
    told: {
      body: {
        investigation: next.investigation,
        strategyDiscussion: next.strategyDiscussion,
      },
    },
    outcome: 'PERMIT',
    notices: holdNotices(held),
    effects: [
      { do: 'put', entity: next, expects: file.case.version },
      ...visitEffects(held),
      ...taskEffects(file, withVisits({ ...file, case: next }, held)),
    ],
  }); // W
};

/** @throws Problem CONTENT_INVALID. */
const markerOf = (
  { body, now }: Marking,
  before: Parameters<typeof markerAfter>[0],
) => {
  const today = londonDate(now);
  const late =
    body.status === 'ONGOING' &&
    body.reviewOn > daysAfter(today, REVIEW_WITHIN_DAYS);
  if (body.status === 'ONGOING' && (body.reviewOn < today || late)) {
    const message = `is in the past or more than ${REVIEW_WITHIN_DAYS} days ahead`;
    throw contentInvalid([{ pointer: '/reviewOn', message }]);
  }
  const marker = markerAfter(before, body, now);
  if (marker) return marker;
  throw contentInvalid([
    { pointer: '/status', message: 'concludes what is not under way' },
  ]);
};
