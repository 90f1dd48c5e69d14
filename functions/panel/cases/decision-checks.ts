/** Checks a decision before it is weighed. Each throws Problem CONTENT_INVALID. */
import type { Call } from '../../../entrance/call.ts';
import { contentInvalid } from '../../../entrance/problem.ts';
import { type CaseFile, isOfAge } from '../../../rules/cases/case-file.ts';
import type { Pack } from '../../../rules/pack/pack.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { Meeting } from '../../../schemas/store/entities.ts';
import type { Opened } from './open-case.ts';

type Asked = Call<'decideCase'>['body'];

/** An acknowledgement is of something in the pack: nobody has talked about what nobody has seen. */
export const checkAcknowledged = (
  { acknowledgements }: Asked,
  { gaps, divergences, freshness }: Pack,
): void => {
  const known = new Set([
    ...gaps.map(({ gapId }) => gapId),
    ...divergences.map(({ divergenceId }) => divergenceId),
    ...freshness.map(({ stalenessId }) => stalenessId),
  ]);
  const message = 'is nothing that the pack names';
  const errors = acknowledgements.flatMap(({ about }, i) =>
    known.has(about)
      ? []
      : [{ pointer: `/acknowledgements/${i}/about`, message }],
  );
  if (errors.length > 0) throw contentInvalid(errors);
};

/** A case is talked about again while it is there, and while its child is one. */
export const checkNextDate = ({ nextDate }: Asked, file: CaseFile): void => {
  if (nextDate === undefined) return;
  const refused = (message: string) =>
    contentInvalid([{ pointer: '/nextDate', message }]);
  if (nextDate >= file.case.expiresAt.slice(0, 10)) {
    throw refused('is after the day on which the case is erased');
  }
  if (isOfAge(file, nextDate))
    throw refused('is a day on which the child is of age');
};

/** The meeting for which the case is listed, once its day has come. */
export const meetingOf = (
  { now }: Call<'decideCase'>,
  { standing, meeting }: Opened,
): Meeting => {
  const refused = (message: string) =>
    contentInvalid([{ pointer: '/meetingId', message }]);
  if (meeting === undefined || meeting.meetingId !== standing().meetingId) {
    throw refused('is not the meeting for which the case is listed');
  }
  // A day that has not come has heard nobody: who was there, and what a trust may still answer, is
  // not yet so.
  if (meeting.meetingOn > londonDate(now))
    throw refused('is a meeting that has not been held');
  return meeting;
};
