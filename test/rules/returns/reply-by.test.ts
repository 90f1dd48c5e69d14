/** The day by which an agency answers: as agreed, moved with the meeting, and never sooner where that would tell something. */
import { describe, expect, it } from 'vitest';
import {
  agreedReplyBy,
  mayBeGiven,
  movedTo,
} from '../../../rules/returns/reply-by.ts';
import type { Return, ViewRequest } from '../../../schemas/store/entities.ts';
import {
  AGREEMENTS,
  agreementNamed,
  caseFile,
  idOf,
  NOW,
  returned,
  viewRequest,
} from '../given.ts';

const PANEL = agreementNamed('MD-SBCU-001');
const DAYS = PANEL.returns.dueWorkingDaysBeforePanel;
const restricted = { agency: 'slam', agreement: 'MD-CAMHS-003' };

describe('the day to answer', () => {
  it('is so many working days before the meeting as the agreement says', () => {
    expect(DAYS).toBe(2);
    expect(agreedReplyBy('2026-12-03', PANEL)).toBe('2026-12-01');
    expect(agreedReplyBy('2026-12-08', PANEL)).toBe('2026-12-04');
  });

  it('is that of the meeting, where the agreement is not held', () => {
    expect(agreedReplyBy('2026-12-03', undefined)).toBe('2026-12-03');
  });
});

describe('a case that is moved to another meeting', () => {
  const meeting = (meetingOn: string) => ({
    meetingId: idOf('mtg', 2),
    meetingOn,
  });
  const moved = (
    request: Partial<ViewRequest>,
    meetingOn: string,
    returns: Return[] = [],
  ):
    | Pick<ViewRequest, 'meetingId' | 'meetingOn' | 'replyBy' | 'urgencyReason'>
    | undefined => {
    const file = caseFile({ viewRequests: [viewRequest(request)], returns });
    const [found] = movedTo(file, meeting(meetingOn), AGREEMENTS, NOW);
    return (
      found && {
        ...meeting(found.meetingOn),
        meetingId: found.meetingId,
        replyBy: found.replyBy,
        urgencyReason: found.urgencyReason,
      }
    );
  };
  const urgent = {
    replyBy: '2026-11-23',
    urgencyReason: 'SAFETY',
  } as unknown as Partial<ViewRequest>;

  it('takes its requests along, with all else that they say', () => {
    const file = caseFile({ viewRequests: [viewRequest()] });
    expect(movedTo(file, meeting('2026-12-03'), AGREEMENTS, NOW)).toEqual([
      {
        ...viewRequest(),
        ...meeting('2026-12-03'),
        replyBy: '2026-12-01',
        urgencyReason: undefined,
      },
    ]);
  });

  it('gives whoever has not answered until the agreed day, and the hurry is over', () => {
    expect(moved(urgent, '2026-12-03')).toEqual({
      ...meeting('2026-12-03'),
      replyBy: '2026-12-01',
      urgencyReason: undefined,
    });
  });

  it('leaves the day of who has answered', () => {
    expect(moved(urgent, '2026-12-03', [returned()])).toEqual({
      ...meeting('2026-12-03'),
      replyBy: '2026-11-23',
      urgencyReason: 'SAFETY',
    });
  });

  it('gives this day where it is the agreed one', () => {
    // Two working days before Wednesday is Monday, which it is.
    expect(moved({ replyBy: '2026-12-01' }, '2026-11-25')?.replyBy).toBe(
      '2026-11-23',
    );
  });

  it('leaves the day that was given where the agreed one has passed, but asks no answer after the meeting', () => {
    expect(moved({ replyBy: '2026-11-24' }, '2026-11-24')?.replyBy).toBe(
      '2026-11-24',
    );
    expect(moved({ replyBy: '2026-11-23' }, '2026-11-24')?.replyBy).toBe(
      '2026-11-23',
    );
    expect(moved({ replyBy: '2026-12-01' }, '2026-11-24')?.replyBy).toBe(
      '2026-11-24',
    );
  });

  it('never brings the day of a restricted request nearer', () => {
    expect(
      moved({ ...restricted, replyBy: '2026-12-08' }, '2026-12-03')?.replyBy,
    ).toBe('2026-12-08');
    expect(
      moved({ ...restricted, replyBy: '2026-12-08' }, '2026-11-24')?.replyBy,
    ).toBe('2026-12-08');
    expect(
      moved({ ...restricted, replyBy: '2026-11-24' }, '2026-12-10')?.replyBy,
    ).not.toBe('2026-11-24');
  });
});

describe('a day may be given', () => {
  it.each([
    ['a later one', '2026-11-25', true, true],
    ['the same', '2026-11-24', true, true],
    [
      'an earlier one, of a request that is not restricted alone',
      '2026-11-23',
      true,
      false,
    ],
  ])('%s', (_, day, open, closed) => {
    expect(mayBeGiven(viewRequest(), day, AGREEMENTS)).toBe(open);
    expect(mayBeGiven(viewRequest(restricted), day, AGREEMENTS)).toBe(closed);
  });

  it('no earlier one under an agreement that is not held', () => {
    expect(
      mayBeGiven(
        viewRequest({ agreement: 'MD-NONE-009' }),
        '2026-11-23',
        AGREEMENTS,
      ),
    ).toBe(false);
  });
});
