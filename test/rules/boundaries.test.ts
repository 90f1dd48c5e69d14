/** To the millisecond: when a real agreement begins and ceases to release, and when its conditions do. */
import { describe, expect, it } from 'vitest';
import type { LiveAgreement } from '../../rules/sharing/agreement.ts';
import type { Question } from '../../rules/sharing/decide.ts';
import { BOROUGHS } from '../../schemas/vocabulary/codes.ts';
import {
  agreementNamed,
  asked,
  question,
  reasonCodes,
  record,
  releasedFields,
  subject,
} from './given.ts';

const SIGNED_EARLY = '2023-01-02T09:00:00.000Z';

/** The south BCU agreement as if it had long been in force and would long be, so that each test moves one thing. */
const inForceForYears = (over: Partial<LiveAgreement> = {}): LiveAgreement => {
  const agreement = agreementNamed('MD-SBCU-001');
  return {
    ...agreement,
    startsOn: '2024-01-01',
    reviewOn: '2035-12-31',
    endsOn: '2035-12-31',
    signedAt: Object.fromEntries(
      agreement.parties.map(({ agency }) => [agency, SIGNED_EARLY]),
    ),
    ...over,
  };
};

const under = (
  agreement: LiveAgreement,
  over: Partial<Question> = {},
): Question => question({ agreements: [agreement], ...over });

/** Released at the first instant and not at the second, which follow each other; or the other way about. */
const turns = (
  given: Question,
  first: string,
  second: string,
  reason: string,
  way: 'ON' | 'OFF',
): void => {
  const [before, after] = [Date.parse(first), Date.parse(second)];
  expect(after - before).toBe(1);
  const [open, shut] = way === 'ON' ? [after, before] : [before, after];
  expect(releasedFields({ ...given, now: open })).toEqual(
    Object.keys(given.record.fields).sort(),
  );
  expect(releasedFields({ ...given, now: shut })).toEqual([]);
  expect(reasonCodes({ ...given, now: shut })).toEqual([reason]);
};

describe('an agreement begins at 00:00 London time on its date', () => {
  it.each([
    [
      'in summer time, an hour before UTC midnight',
      '2026-07-01',
      '2026-06-30T22:59:59.999Z',
      '2026-06-30T23:00:00.000Z',
    ],
    [
      'in winter time, at UTC midnight',
      '2026-12-01',
      '2026-11-30T23:59:59.999Z',
      '2026-12-01T00:00:00.000Z',
    ],
    [
      'on the day on which the clocks go forward',
      '2026-03-29',
      '2026-03-28T23:59:59.999Z',
      '2026-03-29T00:00:00.000Z',
    ],
    [
      'on the day on which the clocks go back',
      '2026-10-25',
      '2026-10-24T22:59:59.999Z',
      '2026-10-24T23:00:00.000Z',
    ],
  ])('%s', (_, startsOn, last, first) => {
    turns(
      under(inForceForYears({ startsOn })),
      last,
      first,
      'AGREEMENT_NOT_STARTED',
      'ON',
    );
  });

  it('the real one on 1 April 2026, in summer time', () => {
    turns(
      under(agreementNamed('MD-SBCU-001')),
      '2026-03-31T22:59:59.999Z',
      '2026-03-31T23:00:00.000Z',
      'AGREEMENT_NOT_STARTED',
      'ON',
    );
  });
});

describe.each([
  ['endsOn', 'AGREEMENT_ENDED'],
  ['reviewOn', 'AGREEMENT_REVIEW_OVERDUE'],
] as const)(
  '%s is a whole day, to its last millisecond in London',
  (date, reason) => {
    it.each([
      [
        'in summer time',
        '2026-06-30',
        '2026-06-30T22:59:59.999Z',
        '2026-06-30T23:00:00.000Z',
      ],
      [
        'in winter time',
        '2026-11-30',
        '2026-11-30T23:59:59.999Z',
        '2026-12-01T00:00:00.000Z',
      ],
      [
        'a day of 23 hours',
        '2026-03-29',
        '2026-03-29T22:59:59.999Z',
        '2026-03-29T23:00:00.000Z',
      ],
      [
        'a day of 25 hours',
        '2026-10-25',
        '2026-10-25T23:59:59.999Z',
        '2026-10-26T00:00:00.000Z',
      ],
    ])('%s', (_, day, last, next) => {
      turns(under(inForceForYears({ [date]: day })), last, next, reason, 'OFF');
    });
  },
);

describe('signatures and suspensions are instants', () => {
  it('an agreement is in force from the instant of its last signature, and not a millisecond before', () => {
    const agreement = inForceForYears();
    const signedAt = {
      ...agreement.signedAt,
      'bromley-education': '2026-07-01T10:30:00.500Z',
    };
    turns(
      under({ ...agreement, signedAt }),
      '2026-07-01T10:30:00.499Z',
      '2026-07-01T10:30:00.500Z',
      'AGREEMENT_UNSIGNED',
      'ON',
    );
  });

  it('a suspension begins at its instant', () => {
    const suspensions = [{ from: '2026-07-01T10:30:00.500Z' }];
    turns(
      under(inForceForYears({ suspensions })),
      '2026-07-01T10:30:00.499Z',
      '2026-07-01T10:30:00.500Z',
      'AGREEMENT_SUSPENDED',
      'OFF',
    );
  });

  it('a suspension is over at its last instant, and not a millisecond before', () => {
    const suspensions = [
      { from: '2026-06-01T00:00:00.000Z', until: '2026-07-01T10:30:00.500Z' },
    ];
    turns(
      under(inForceForYears({ suspensions })),
      '2026-07-01T10:30:00.499Z',
      '2026-07-01T10:30:00.500Z',
      'AGREEMENT_SUSPENDED',
      'ON',
    );
  });

  it('a suspension without an end does not end', () => {
    const suspensions = [{ from: '2026-06-01T00:00:00.000Z' }];
    const given = under(inForceForYears({ suspensions }), {
      now: Date.parse('2035-12-31T12:00:00Z'),
    });
    expect(
      reasonCodes({
        ...given,
        record: record({ expiresAt: '2036-01-01T00:00:00.000Z' }),
      }),
    ).toContain('AGREEMENT_SUSPENDED');
  });
});

describe('a young person is too old from 00:00 London time on the birthday', () => {
  const bornOn = (birthDate: string, maxAge = 17): Question =>
    under(
      inForceForYears({ subjectRules: { maxAge, categories: ['SUSPECT'] } }),
      {
        record: record({ subject: subject({ birthDate }) }),
      },
    );

  it.each([
    [
      'the 18th, in summer time',
      '2008-07-10',
      17,
      '2026-07-09T22:59:59.999Z',
      '2026-07-09T23:00:00.000Z',
    ],
    [
      'the 18th, in winter time',
      '2008-12-10',
      17,
      '2026-12-09T23:59:59.999Z',
      '2026-12-10T00:00:00.000Z',
    ],
    [
      'born on 29 February, on 1 March of a common year',
      '2008-02-29',
      17,
      '2026-02-28T23:59:59.999Z',
      '2026-03-01T00:00:00.000Z',
    ],
    [
      'born on 28 February, on that day',
      '2008-02-28',
      17,
      '2026-02-27T23:59:59.999Z',
      '2026-02-28T00:00:00.000Z',
    ],
    [
      'born on 29 February, on that day of a leap year',
      '2012-02-29',
      15,
      '2028-02-28T23:59:59.999Z',
      '2028-02-29T00:00:00.000Z',
    ],
  ])('%s', (_, birthDate, maxAge, last, first) => {
    turns(bornOn(birthDate, maxAge), last, first, 'SUBJECT_TOO_OLD', 'OFF');
  });
});

describe('a record expires', () => {
  it('at its instant, and is served until then', () => {
    turns(
      under(inForceForYears(), {
        record: record({ expiresAt: '2026-07-01T10:30:00.500Z' }),
      }),
      '2026-07-01T10:30:00.499Z',
      '2026-07-01T10:30:00.500Z',
      'RECORD_EXPIRED',
      'OFF',
    );
  });

  it('also for the agency that gave it', () => {
    const own = under(inForceForYears(), {
      record: record({ expiresAt: '2026-07-01T10:30:00.500Z' }),
      asked: asked({ recipient: 'croydon-yjs' }),
    });
    expect(
      releasedFields({ ...own, now: Date.parse('2026-07-01T10:30:00.499Z') }),
    ).toEqual(['riskToOthers']);
    expect(
      releasedFields({ ...own, now: Date.parse('2026-07-01T10:30:00.500Z') }),
    ).toEqual([]);
  });
});

describe('health information stays readable for seven days after the final decision', () => {
  const health = (finalDecisionOn: string | undefined): Question =>
    question({
      record: record({
        category: 'health',
        originator: 'slam',
        agreement: 'MD-CAMHS-003',
        fields: {
          needSummary: 'Waits for a first appointment.',
          safetyAndWellbeing: 'MEDIUM',
        },
        approved: true,
      }),
      circumstances: {
        case: {
          open: finalDecisionOn === undefined,
          asked: [],
          finalDecisionOn,
        },
      },
    });

  it.each([
    [
      'in summer time',
      '2026-06-01',
      '2026-06-08T22:59:59.999Z',
      '2026-06-08T23:00:00.000Z',
    ],
    [
      'in winter time',
      '2026-11-23',
      '2026-11-30T23:59:59.999Z',
      '2026-12-01T00:00:00.000Z',
    ],
    [
      'over the change of the clocks',
      '2026-10-20',
      '2026-10-27T23:59:59.999Z',
      '2026-10-28T00:00:00.000Z',
    ],
  ])(
    'to the last millisecond of the seventh day, %s',
    (_, decidedOn, last, next) => {
      turns(health(decidedOn), last, next, 'CONDITION_NOT_MET', 'OFF');
    },
  );

  it('and as long as no decision is final: a deferral starts no clock', () => {
    expect(
      releasedFields({
        ...health(undefined),
        now: Date.parse('2027-03-31T22:59:59.999Z'),
      }),
    ).toHaveLength(2);
  });

  it('and never outside a case', () => {
    expect(reasonCodes({ ...health(undefined), circumstances: {} })).toEqual([
      'CONDITION_NOT_MET',
    ]);
  });
});

describe('advice for a visit lasts for 28 days after it was allocated', () => {
  const advice = (allocatedOn: string, done = false): Question =>
    question({
      record: record({
        category: 'approach',
        fields: { safeApproachAdvice: 'Come in plain clothes.' },
        subject: subject({ borough: BOROUGHS.CROYDON }),
      }),
      asked: asked({ recipient: 'visiting-officer', purpose: 'VISIT_SAFETY' }),
      circumstances: { visit: { allocatedOn, done } },
    });

  it.each([
    [
      'in summer time',
      '2026-06-01',
      '2026-06-29T22:59:59.999Z',
      '2026-06-29T23:00:00.000Z',
    ],
    [
      'in winter time',
      '2026-11-23',
      '2026-12-21T23:59:59.999Z',
      '2026-12-22T00:00:00.000Z',
    ],
    [
      'over the change of the clocks',
      '2026-10-01',
      '2026-10-29T23:59:59.999Z',
      '2026-10-30T00:00:00.000Z',
    ],
  ])(
    'to the last millisecond of the 28th day, %s',
    (_, allocatedOn, last, next) => {
      turns(advice(allocatedOn), last, next, 'CONDITION_NOT_MET', 'OFF');
    },
  );

  it('and not a moment longer than the visit', () => {
    expect(
      reasonCodes({
        ...advice('2026-11-23', true),
        now: Date.parse('2026-11-23T12:00:00Z'),
      }),
    ).toEqual(['CONDITION_NOT_MET']);
  });
});
