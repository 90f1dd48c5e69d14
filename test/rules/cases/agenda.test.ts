/** The agenda of a meeting: an order that a case joins at its end, and that stays as it was once the meeting was held. */
import { describe, expect, it } from 'vitest';
import {
  inOrder,
  leavesAgendaOf,
  placesOf,
  withCase,
} from '../../../rules/cases/agenda.ts';

describe('the order of an agenda', () => {
  it('is by place, and not by how it is stored', () => {
    expect(inOrder({ agenda: { a: 2, b: 0, c: 10, d: 1 } })).toEqual([
      'b',
      'd',
      'a',
      'c',
    ]);
    expect(inOrder({ agenda: placesOf(['c', 'a', 'b']) })).toEqual([
      'c',
      'a',
      'b',
    ]);
  });

  it('takes a case at its end, and one that it has where it stands', () => {
    const agenda = placesOf(['b', 'a']);
    expect(withCase({ agenda }, 'c')).toEqual({ b: 0, a: 1, c: 2 });
    expect(withCase({ agenda }, 'b')).toEqual({ b: 0, a: 1 });
  });
});

describe('a case that is listed for another meeting', () => {
  const waiting = {
    state: 'LISTED',
    meetingId: 'mtg_1',
    meetingOn: '2026-11-26',
  } as const;

  it('leaves the agenda of the meeting that it waits for, until the end of its day', () => {
    expect(leavesAgendaOf(waiting, '2026-11-25')).toBe('mtg_1');
    expect(leavesAgendaOf(waiting, '2026-11-26')).toBe('mtg_1');
  });

  it('leaves the agenda of a meeting that was held as it was', () => {
    expect(leavesAgendaOf(waiting, '2026-11-27')).toBeUndefined();
  });

  it('leaves none where it waits for none', () => {
    expect(
      leavesAgendaOf({ ...waiting, meetingOn: undefined }, '2026-11-25'),
    ).toBeUndefined();
    expect(
      leavesAgendaOf({ ...waiting, state: 'DECIDED' }, '2026-11-25'),
    ).toBeUndefined();
    expect(
      leavesAgendaOf({ ...waiting, state: 'SCREENED' }, '2026-11-25'),
    ).toBeUndefined();
  });
});
