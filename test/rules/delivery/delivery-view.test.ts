/** Visits and referrals as the panel sees them: the earliest first, and all that it may know of them. */
import { describe, expect, it } from 'vitest';
import {
  referralViews,
  visitViews,
} from '../../../rules/delivery/delivery-view.ts';
import type { Visit } from '../../../schemas/store/entities.ts';
import { made, referral, visit } from '../events.ts';
import { idOf } from '../given.ts';

const HOLD = {
  reason: 'DO_NOT_VISIT' as const,
  at: '2026-12-01T10:00:00.000Z',
};
const read = (at: string) => ({ digest: 'a'.repeat(64), at });

describe('visits', () => {
  const viewOf = (over: Partial<Visit>) =>
    visitViews([{ ...visit(undefined), ...over }])[0];

  it('show who makes it, where, by when, and how it went', () => {
    const done: Visit = {
      ...made({ officerMinutes: 40 }),
      state: 'DONE',
      overrideReason: 'Two officers go.',
      acknowledged: [
        read('2026-11-27T10:00:00.000Z'),
        read('2026-11-28T10:00:00.000Z'),
      ],
      attempts: [{ at: '2026-12-03T15:00:00.000Z', note: 'Nobody in.' }],
    };
    expect(visitViews([done])).toEqual([
      {
        visitId: idOf('visit', 1),
        state: 'DONE',
        officer: { practitioner: 'sso-1', role: 'SAFER_SCHOOLS_OFFICER' },
        allocatedAt: '2026-11-26T15:00:00.000Z',
        dueBy: '2026-12-10',
        venue: 'SCHOOL',
        overrideReason: 'Two officers go.',
        briefAcknowledgedAt: '2026-11-28T10:00:00.000Z',
        hold: undefined,
        attempts: [{ at: '2026-12-03T15:00:00.000Z', note: 'Nobody in.' }],
        result: {
          at: '2026-12-04T15:00:00.000Z',
          parentOrCarerSeen: true,
          childSays: 'CANARY words.',
          items: [],
          signposted: ['safer-paths'],
        },
      },
    ]);
  });

  it('show no result and no reading before there is one', () => {
    expect(viewOf({})).toMatchObject({
      result: undefined,
      briefAcknowledgedAt: undefined,
    });
  });

  it('show why they are on hold, for as long as they are', () => {
    expect(viewOf({ state: 'HOLD', hold: HOLD })?.hold).toEqual(HOLD);
    expect(viewOf({ state: 'NOT_DONE', hold: HOLD })?.hold).toBeUndefined();
  });

  it('stand with the earliest first', () => {
    const at = (n: number) => ({
      ...visit(undefined),
      visitId: idOf('visit', n),
      allocatedAt: `2026-11-2${n}T10:00:00.000Z`,
    });
    expect(
      visitViews([at(3), at(1), at(2)]).map(({ visitId }) => visitId),
    ).toEqual([1, 2, 3].map((n) => idOf('visit', n)));
  });
});

describe('referrals', () => {
  it('show to whom, for what, and what came back', () => {
    const answer = {
      dueBy: '2026-12-04',
      acknowledgedAt: '2026-11-28T10:00:00.000Z',
      declineReason: 'CAPACITY',
      suitability: 'PARTLY',
    } as const;
    expect(referralViews([{ ...referral(), ...(answer as object) }])).toEqual([
      {
        referralId: idOf('ref', 1),
        kind: 'REFERRED',
        serviceId: 'safer-paths',
        agency: 'safer-paths',
        agreement: 'MD-VCS-005',
        need: 'MENTORING',
        basis: 'CONSENT',
        state: 'SENT',
        sentAt: '2026-11-27T10:00:00.000Z',
        ...answer,
      },
    ]);
  });

  it('that are information only have no state', () => {
    expect(
      referralViews([referral({ kind: 'SIGNPOSTED' })])[0]?.state,
    ).toBeUndefined();
  });

  it('stand with the earliest first', () => {
    const at = (n: number) =>
      referral({
        referralId: idOf('ref', n),
        sentAt: `2026-11-2${n}T10:00:00.000Z`,
      });
    expect(
      referralViews([at(3), at(1), at(2)]).map(({ referralId }) => referralId),
    ).toEqual([1, 2, 3].map((n) => idOf('ref', n)));
  });
});
