/** The clock of confirmed possession: from the nomination, one working day, until the youth justice service acknowledges. */
import { describe, expect, it } from 'vitest';
import {
  clockDueAt,
  clockState,
  runningClocks,
  yjsClockOf,
} from '../../../rules/cases/yjs-clock.ts';
import type { Referral } from '../../../schemas/store/entities.ts';
import {
  IncidentType,
  IntelligenceAssessment,
  SubjectCategory,
} from '../../../schemas/vocabulary/codes.ts';
import {
  caseFile,
  idOf,
  incidentOf,
  NOT_FOR_THE_PANEL,
  nomination,
} from '../given.ts';

const HOUR = 3_600_000;
const STARTED = '2026-11-24T10:00:00.000Z';
const confirmed = (nominatedAt = STARTED, n = 1) =>
  nomination({ nominatedAt, nominationId: idOf('nom', n) });
const referral = (over: Partial<Referral> = {}) =>
  ({ need: 'YOUTH_JUSTICE', state: 'SENT', ...over }) as Referral;
const iso = (at: number) => new Date(at).toISOString();

describe('it starts', () => {
  it.each(IncidentType.options)(
    'with a nomination of %s, or not',
    (incidentType) => {
      const file = caseFile({ nominations: [nomination({ incidentType })] });
      expect(yjsClockOf(file, Date.parse(STARTED)) !== undefined).toBe(
        incidentType === 'INC_CONFIRMED',
      );
    },
  );

  it.each(SubjectCategory.options)(
    'with a confirmed weapon of a %s, or not',
    (category) => {
      const file = caseFile({ nominations: [incidentOf({ category })] });
      expect(runningClocks(file).length).toBe(
        ['SUSPECT', 'CONVICTED'].includes(category) ? 1 : 0,
      );
    },
  );

  it.each(IntelligenceAssessment.options)(
    'with a confirmed weapon assessed %s, or not',
    (assessment) => {
      const file = caseFile({ nominations: [incidentOf({ assessment })] });
      expect(runningClocks(file).length).toBe(assessment === 'E' ? 0 : 1);
    },
  );

  it('with what the panel may know of alone: a clock tells of the incident that it runs for', () => {
    const now = Date.parse(STARTED);
    const kept = incidentOf({ handling: NOT_FOR_THE_PANEL });
    expect(yjsClockOf(caseFile({ nominations: [kept] }), now)).toBeUndefined();
    const told = incidentOf({
      handling: { code: 'C', recipients: ['panel:south-bcu'] },
    });
    expect(yjsClockOf(caseFile({ nominations: [told] }), now)).toBeDefined();
  });

  it('with each confirmed nomination anew, and the earliest that runs is the one to look at', () => {
    const file = caseFile({
      nominations: [confirmed('2026-11-26T10:00:00.000Z', 2), confirmed()],
    });
    expect(runningClocks(file).map(({ nominationId }) => nominationId)).toEqual(
      [idOf('nom', 1), idOf('nom', 2)],
    );
    expect(yjsClockOf(file, Date.parse(STARTED))?.startedAt).toBe(STARTED);
  });
});

describe('it lapses at the end of the next working day in London', () => {
  it.each([
    ['a Tuesday', '2026-11-24T10:00:00.000Z', '2026-11-26T00:00:00.000Z'],
    ['a Friday', '2026-11-27T16:59:00.000Z', '2026-12-01T00:00:00.000Z'],
    [
      'a Saturday night',
      '2026-11-28T23:30:00.000Z',
      '2026-12-01T00:00:00.000Z',
    ],
    [
      'Christmas Eve of 2026: over Christmas, the weekend and the substitute day',
      '2026-12-24T10:00:00.000Z',
      '2026-12-30T00:00:00.000Z',
    ],
    [
      'Maundy Thursday: over Easter, into summer time',
      '2026-04-02T10:00:00.000Z',
      '2026-04-07T23:00:00.000Z',
    ],
    [
      'the Friday before summer time begins',
      '2026-03-27T10:00:00.000Z',
      '2026-03-30T23:00:00.000Z',
    ],
    [
      'the Friday before summer time ends',
      '2026-10-23T10:00:00.000Z',
      '2026-10-27T00:00:00.000Z',
    ],
    [
      'half past midnight of a summer Tuesday, which is still Monday in UTC',
      '2026-07-13T23:30:00.000Z',
      '2026-07-15T23:00:00.000Z',
    ],
  ])('from %s', (_, startedAt, dueAt) => {
    expect(iso(clockDueAt(Date.parse(startedAt)))).toBe(dueAt);
  });
});

describe('somebody is warned', () => {
  const due = clockDueAt(Date.parse(STARTED));
  it.each([
    ['RUNNING', 'up to its last day', due - 24 * HOUR - 1],
    [
      'LAPSES_SOON',
      'from the first instant of that day, when somebody is there to act',
      due - 24 * HOUR,
    ],
    ['LAPSES_SOON', 'to its last instant', due - 1],
    ['LAPSED', 'at the instant itself', due],
    ['LAPSED', 'and from then on', due + 1000 * HOUR],
  ])('%s %s', (state, _, now) => {
    expect(clockState(due, now)).toBe(state);
    expect(
      yjsClockOf(caseFile({ nominations: [confirmed()] }), now)?.state,
    ).toBe(state);
  });
});

it('is told with when it started, lapses and was stopped', () => {
  const acknowledgedAt = '2026-11-25T09:00:00.000Z';
  const clock = (...referrals: Referral[]) =>
    yjsClockOf(
      caseFile({ nominations: [confirmed()], referrals }),
      Date.parse(STARTED),
    );
  const times = { startedAt: STARTED, dueAt: '2026-11-26T00:00:00.000Z' };
  expect(clock(referral({ acknowledgedAt }))).toEqual({
    ...times,
    state: 'STOPPED',
    acknowledgedAt,
  });
  expect(clock()).toEqual({ ...times, state: 'RUNNING' });
});

describe('it is stopped', () => {
  const now = Date.parse('2026-12-24T10:00:00.000Z');
  const stateWith = (referrals: Referral[], nominations = [confirmed()]) =>
    yjsClockOf(caseFile({ nominations, referrals }), now)?.state;

  it('by the youth justice service’s acknowledgement, also a late one', () => {
    for (const acknowledgedAt of [
      '2026-11-24T11:00:00.000Z',
      '2026-12-20T11:00:00.000Z',
    ]) {
      expect(stateWith([referral({ acknowledgedAt })])).toBe('STOPPED');
    }
  });

  it.each([
    ['that a referral was sent', referral()],
    [
      'that another service acknowledged one',
      referral({
        need: 'SAFEGUARDING',
        acknowledgedAt: '2026-11-25T09:00:00.000Z',
      }),
    ],
    [
      'an acknowledgement from before the incident was known',
      referral({ acknowledgedAt: '2026-11-24T09:59:59.999Z' }),
    ],
  ])('not by %s', (_, each) => {
    expect(stateWith([each])).toBe('LAPSED');
  });

  it('for what was known when it was acknowledged, and not for a later incident', () => {
    const later = confirmed('2026-11-27T10:00:00.000Z', 2);
    const file = caseFile({
      nominations: [confirmed(), later],
      referrals: [referral({ acknowledgedAt: '2026-11-25T09:00:00.000Z' })],
    });
    expect(runningClocks(file).map(({ nominationId }) => nominationId)).toEqual(
      [later.nominationId],
    );
    expect(yjsClockOf(file, now)?.state).toBe('LAPSED');
  });
});
