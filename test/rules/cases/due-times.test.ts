/** What is due "on a day" is due from London's midnight, in winter and in summer time. */
import { describe, expect, it } from 'vitest';
import { tasksOf } from '../../../rules/cases/tasks.ts';
import { caseFile, theCase, viewRequest } from '../given.ts';

const dueOf = (kind: string, file: Parameters<typeof tasksOf>[0]) =>
  tasksOf(file).find((task) => task.kind === kind)?.dueAt;

describe.each([
  ['in winter', '2026-11-24', '2026-11-24T00:00:00.000Z'],
  ['in summer', '2026-07-14', '2026-07-13T23:00:00.000Z'],
  [
    'on the day on which summer time begins',
    '2026-03-29',
    '2026-03-29T00:00:00.000Z',
  ],
  ['on the day after it began', '2026-03-30', '2026-03-29T23:00:00.000Z'],
  ['on the day on which it ends', '2026-10-25', '2026-10-24T23:00:00.000Z'],
  ['on the day after it ended', '2026-10-26', '2026-10-26T00:00:00.000Z'],
])('%s', (_, day, instant) => {
  it('an unanswered request is a task from the first instant of the day by which it was to be answered', () => {
    expect(
      dueOf(
        'UNANSWERED_REQUEST',
        caseFile({ viewRequests: [viewRequest({ replyBy: day })] }),
      ),
    ).toBe(instant);
  });
});

it('a deferral is to be listed again by the end of the third working day before its next date, so that there is time to ask', () => {
  const deferred = theCase({ meetingId: undefined, meetingOn: '2026-12-03' });
  expect(dueOf('RETURNING_DEFERRAL', caseFile({ case: deferred }))).toBe(
    '2026-12-01T00:00:00.000Z',
  );
});
