/** What is under way beside the panel is set and concluded in the case, by a named officer. */
import type { Effect } from '../../../adapters/ports.ts';
import type { Call } from '../../../entrance/call.ts';
import { type Concluded, conclude } from '../../../entrance/conclude.ts';
import { contentInvalid, notFound } from '../../../entrance/problem.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import { daysAfter, londonDate } from '../../../rules/london-time.ts';
import { heldByStrategyDiscussion, markerAfter } from '../../../rules/markers.ts';
import { panelRecipient } from '../../../schemas/agreement.ts';
import type { Visit } from '../../../schemas/entities.ts';
import { advanced } from './advanced.ts';
import { openCase } from './open-case.ts';

/** Nothing is under way so long that nobody looks again. */
const REVIEW_WITHIN_DAYS = 92;

type Marking = Call<'setInvestigation' | 'setStrategyDiscussion'>;

export const setMarker = async (call: Marking, name: 'investigation' | 'strategyDiscussion'): Promise<Concluded> => {
  const { about, opened } = await openCase(call); // R1, R2
  if (!opened) return conclude(call, { ...about, told: { problem: notFound() } });
  advanced(opened.file.case, 'MARK');
  // As it is held: one that is to be decided again stands as listed to its reader, and this changes nothing of that.
  const { file, panel } = opened.question;
  const marker = markerOf(call, file.case[name]);
  const next = { ...file.case, [name]: marker, version: file.case.version + 1 };
  const held =
    name === 'strategyDiscussion' && marker.status === 'ONGOING' ? heldByStrategyDiscussion(file.visits, call.now) : [];
  const visits = file.visits.map((visit) => held.find(({ visitId }) => visitId === visit.visitId) ?? visit);
  return conclude(call, {
    ...about,
    told: { body: { investigation: next.investigation, strategyDiscussion: next.strategyDiscussion } },
    outcome: 'PERMIT',
    notice: held[0] && {
      kind: 'VISIT_HELD',
      recipients: [panelRecipient(panel.id), panel.host],
      visitId: held[0].visitId,
    },
    effects: [
      { do: 'put', entity: next, expects: file.case.version },
      ...held.map(onHold),
      ...taskEffects(file, { ...file, case: next, visits }),
    ],
  }); // W
};

/** @throws Problem CONTENT_INVALID. */
const markerOf = ({ body, now }: Marking, before: Parameters<typeof markerAfter>[0]) => {
  const today = londonDate(now);
  const late = body.status === 'ONGOING' && body.reviewOn > daysAfter(today, REVIEW_WITHIN_DAYS);
  if (body.status === 'ONGOING' && (body.reviewOn < today || late)) {
    const message = `is in the past or more than ${REVIEW_WITHIN_DAYS} days ahead`;
    throw contentInvalid([{ pointer: '/reviewOn', message }]);
  }
  const marker = markerAfter(before, body, now);
  if (marker) return marker;
  throw contentInvalid([{ pointer: '/status', message: 'concludes what is not under way' }]);
};

const onHold = (visit: Visit): Effect => ({ do: 'put', entity: visit, expects: visit.version - 1 });
