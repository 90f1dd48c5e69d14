/** What is counted of a case: codes that an agreement gives for it, and nothing that leads back to a child or a trust. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quarterEnd, quarterOf } from '../../../rules/statistics/quarter.ts';
import {
  boroughCounted,
  type Counting,
  decisionTally,
  followUpTally,
  minutesTally,
  nominationTally,
  referralTally,
  triageTally,
  visitTally,
} from '../../../rules/statistics/tallies.ts';
import {
  type Referral,
  type Return,
  Tally,
  type ViewRequest,
} from '../../../schemas/store/entities.ts';
import {
  acknowledgedAt,
  counting,
  decision,
  followUp,
  given,
  identity,
  incident,
  made,
  referral,
  triage,
  visit,
} from '../events.ts';
import {
  agreementNamed,
  CASE_ID,
  idOf,
  NOW,
  nomination,
  PERSON_ID,
  record,
  returned,
  subject,
  viewRequest,
} from '../given.ts';

const factsOf = (
  over: Partial<Counting> = {},
  made = decision(),
  gaps: string[] = [],
) => decisionTally({ ...made, gaps }, counting(over)).facts;

describe('of a decision', () => {
  it('the codes that the police give the panel for monitoring, the outcome with its reason, and days in bands', () => {
    expect(factsOf()).toEqual({
      decision: 'EXCLUDE/NO_EVIDENCE',
      final: 'FIRST',
      borough: 'E09000008',
      sex: 'F',
      ethnicity: 'BLACK',
      age: 'UNDER_16',
      incidentType: 'INC_CONFIRMED',
      additionalOffence: 'YES',
      priorContact: ['PRIOR_MISSING'],
      background: ['NONE'],
      sinceNomination: '8_14',
      replies: [],
      gaps: [],
      divergences: [],
    });
  });

  it('nothing leads back: no id, no instant, no date, no word of anybody', () => {
    const text = JSON.stringify(decisionTally(decision(), counting()));
    for (const secret of [
      PERSON_ID,
      CASE_ID,
      'dec_',
      'rec_',
      'nom_',
      'CANARY',
      'Okoro',
      '2011-05-04',
      'met-police',
    ]) {
      expect(text).not.toContain(secret);
    }
    // Its expiry is that of its quarter, whenever in it the decision was taken.
    const other = decisionTally(
      decision(),
      counting({ now: NOW + 20 * 86_400_000 }),
    );
    expect(other.expiresAt).toBe(
      decisionTally(decision(), counting()).expiresAt,
    );
    expect(
      [...text.matchAll(/\d{4}-\d\d-\d\d/g)].map(([date]) => date),
    ).toEqual(['2028-12-31']);
  });

  it.each([
    ['2026-11-23T10:00:00.000Z', '0_7'],
    ['2026-11-16T10:00:00.000Z', '0_7'],
    ['2026-11-15T10:00:00.000Z', '8_14'],
    ['2026-11-08T10:00:00.000Z', '15_28'],
    ['2026-10-26T10:00:00.000Z', '15_28'],
    ['2026-10-25T10:00:00.000Z', '29_56'],
    ['2026-09-27T10:00:00.000Z', 'OVER_56'],
  ])(
    'the days since a nomination at %s are %s, whatever incident was nominated later',
    (nominatedAt, band) => {
      const records = [identity, incident];
      const later = nomination({
        nominationId: idOf('nom', 2),
        nominatedAt: '2026-11-23T09:00:00.000Z',
        records,
      });
      const file = given({
        nominations: [later, nomination({ nominatedAt, records })],
      });
      expect(factsOf({ file })).toMatchObject({ sinceNomination: band });
      expect(
        visitTally(made({ at: '2026-11-23T10:00:00.000Z' }), counting({ file }))
          ?.facts,
      ).toMatchObject({
        sinceNomination: band,
      });
    },
  );

  it('a deferral is no child decided, and a second final decision is not the first', () => {
    expect(
      factsOf(
        {},
        decision({ outcome: 'DEFER', reason: 'PARTNER_VIEWS_DIFFER' }),
      ),
    ).toMatchObject({ final: 'NO' });
    expect(
      factsOf({ file: given({ decisions: [decision({ outcome: 'DEFER' })] }) }),
    ).toMatchObject({ final: 'FIRST' });
    expect(factsOf({ file: given({ decisions: [decision()] }) })).toMatchObject(
      { final: 'AGAIN' },
    );
  });

  it('the minutes that it took, where somebody says', () => {
    expect(
      decisionTally({ ...decision(), officerMinutes: 20 }, counting()).facts,
    ).toMatchObject({
      step: 'DECISION',
      minutes: 20,
    });
    expect(factsOf()).not.toHaveProperty('minutes');
  });

  const nothingOfTheChild = {
    ...{
      borough: 'NOT_GIVEN',
      sex: 'NOT_GIVEN',
      age: 'NOT_GIVEN',
      ethnicity: 'NOT_STATED',
    },
    ...{
      incidentType: 'NOT_GIVEN',
      priorContact: ['NOT_GIVEN'],
      background: ['NOT_GIVEN'],
    },
  };

  it.each<[string, Partial<Counting>]>([
    [
      'whose agreement is suspended',
      {
        agreements: [
          {
            ...agreementNamed('MD-SBCU-001'),
            suspensions: [{ from: '2026-01-01T00:00:00Z' }],
          },
        ],
      },
    ],
    [
      'whose agreement no longer serves monitoring',
      {
        agreements: [
          {
            ...agreementNamed('MD-SBCU-001'),
            flows: agreementNamed('MD-SBCU-001').flows.filter(
              ({ purposes }) => !purposes.includes('MONITORING'),
            ),
          },
        ],
      },
    ],
    [
      'whose nomination is restricted to others',
      {
        file: given({
          nominations: [
            nomination({
              records: [identity, incident].map((each) => ({
                ...each,
                handling: { code: 'C', recipients: ['croydon-yjs'] },
              })),
            }),
          ],
        }),
      },
    ],
    [
      'who has come of age',
      {
        file: given({
          nominations: [
            nomination({
              records: [identity, incident].map((each) => ({
                ...each,
                subject: subject({ birthDate: '2008-01-01' }),
              })),
            }),
          ],
        }),
      },
    ],
  ])(
    'of a child %s, that it was decided, and nothing of the child',
    (_, over) => {
      expect(factsOf(over)).toMatchObject(nothingOfTheChild);
      expect(nominationTally(counting(over)).facts).toMatchObject(
        nothingOfTheChild,
      );
      const { borough, sex, ethnicity } = nothingOfTheChild;
      expect(triageTally(triage, counting(over)).facts).toEqual({
        outcome: 'REFER_YJS',
        borough,
        sex,
        ethnicity,
      });
      expect(boroughCounted(counting(over))).toBe(borough);
    },
  );
});

const SLAM = { agency: 'slam', agreement: 'MD-CAMHS-003' };
const asked: ViewRequest[] = [
  viewRequest(),
  viewRequest({ agency: 'croydon-social-care', viewRequestId: idOf('vr', 2) }),
  viewRequest({ agency: 'croydon-education', viewRequestId: idOf('vr', 3) }),
  viewRequest({ ...SLAM, viewRequestId: idOf('vr', 4) }),
];
const view = (
  agency: string,
  riskToOthers: string,
  over: Partial<Return> = {},
) =>
  returned({
    agency,
    kind: 'VIEW',
    records: [record({ originator: agency, fields: { riskToOthers } })],
    ...over,
  });
const returns = [
  view('croydon-yjs', 'LOW'),
  view('croydon-social-care', 'HIGH', {
    receivedAt: '2026-11-25T00:00:00.000Z',
  }),
];

describe('of the returns', () => {
  it('who replied in time, late or not at all, by sector; differing judgements; gaps by kind', () => {
    const gaps = [
      'NO_REPLY:croydon-education',
      'NO_REPLY:slam',
      'NOT_ASKED:oxleas',
      'WITHHELD:croydon-yjs',
    ];
    expect(
      factsOf(
        { file: given({ viewRequests: asked, returns }) },
        decision(),
        gaps,
      ),
    ).toMatchObject({
      replies: [
        'EDUCATION/NO_REPLY',
        'SOCIAL_CARE/LATE',
        'YOUTH_JUSTICE/IN_TIME',
      ],
      divergences: ['RISK_TO_OTHERS'],
      gaps: ['NO_REPLY', 'WITHHELD'],
    });
  });

  it('a reply is in time until the last instant of the day in London, and a later correction does not make it late', () => {
    const at = (receivedAt: string, version = 1) =>
      view('croydon-yjs', 'LOW', { receivedAt, version });
    const replies = (all: Return[]) =>
      factsOf({ file: given({ viewRequests: [viewRequest()], returns: all }) })
        .replies;
    expect(
      replies([
        at('2026-11-24T23:59:59.999Z'),
        at('2026-11-26T09:00:00.000Z', 2),
      ]),
    ).toEqual(['YOUTH_JUSTICE/IN_TIME']);
    expect(replies([at('2026-11-25T00:00:00.000Z')])).toEqual([
      'YOUTH_JUSTICE/LATE',
    ]);
  });

  it('what the panel wrote down for an agency, and that it cannot tell who is meant, are no replies in time', () => {
    const replies = (...all: Partial<Return>[]) =>
      factsOf({
        file: given({
          viewRequests: [viewRequest()],
          returns: all.map((each, i) =>
            returned({ version: i + 1, kind: 'VIEW', ...each }),
          ),
        }),
      }).replies;
    const onBehalf = {
      person: 'x',
      channel: 'TELEPHONE',
      recordedBy: 'x',
      confirmBy: '2026-11-26',
    } as const;
    const late = { receivedAt: '2026-11-25T00:00:00.000Z' };
    expect(replies({ onBehalf })).toEqual(['YOUTH_JUSTICE/ON_BEHALF']);
    expect(
      replies({ onBehalf: { ...onBehalf, confirmedAt: late.receivedAt } }),
    ).toEqual(['YOUTH_JUSTICE/ON_BEHALF']);
    expect(replies({ onBehalf }, late)).toEqual(['YOUTH_JUSTICE/LATE']);
    expect(replies({ kind: 'CANNOT_IDENTIFY' })).toEqual([
      'YOUTH_JUSTICE/CANNOT_IDENTIFY',
    ]);
    expect(replies({ kind: 'CANNOT_IDENTIFY' }, late)).toEqual([
      'YOUTH_JUSTICE/LATE',
    ]);
    expect(replies({}, { kind: 'CANNOT_IDENTIFY' })).toEqual([
      'YOUTH_JUSTICE/CANNOT_IDENTIFY',
    ]);
    expect(replies({ kind: 'NOTHING_HELD' })).toEqual([
      'YOUTH_JUSTICE/IN_TIME',
    ]);
  });

  it('whatever a trust says or does not say, and when, every tally is byte for byte the same', () => {
    const healthReturn = fc.record({
      kind: fc.constantFrom(
        'VIEW',
        'NOTHING_HELD',
        'WITHHELD',
        'CANNOT_IDENTIFY',
      ),
      agency: fc.constantFrom('slam', 'oxleas'),
      version: fc.integer({ min: 1, max: 4 }),
      receivedAt: fc.constantFrom(
        '2026-11-20T10:00:00.000Z',
        '2026-11-26T10:00:00.000Z',
      ),
      judgement: fc.constantFrom('LOW', 'VERY_HIGH'),
      category: fc.constantFrom('health', 'view', 'involvement'),
      agreement: fc.constantFrom('MD-CAMHS-003', 'MD-SBCU-001'),
    });
    const gaps = fc.subarray([
      'NO_REPLY:slam',
      'NOT_ASKED:slam',
      'NOT_ASKED:oxleas',
      'CANNOT_IDENTIFY:slam',
    ]);
    const plain = decisionTally(
      decision(),
      counting({ file: given({ viewRequests: asked.slice(0, 3), returns }) }),
    );
    fc.assert(
      fc.property(
        fc.array(healthReturn, { maxLength: 4 }),
        gaps,
        fc.boolean(),
        (health, missing, wasAsked) => {
          const theirs = health.map(
            ({ judgement, category, agreement, ...each }) =>
              returned({
                ...each,
                records: [
                  record({
                    originator: each.agency,
                    category,
                    agreement,
                    approved: true,
                    fields: { riskToOthers: judgement, knownToService: true },
                  }),
                ],
              }),
          );
          const file = given({
            viewRequests: wasAsked ? asked : asked.slice(0, 3),
            returns: [...returns, ...theirs],
          });
          expect(
            decisionTally({ ...decision(), gaps: missing }, counting({ file })),
          ).toEqual(plain);
        },
      ),
      { numRuns: 300 },
    );
  });
});

it('of a case that is opened: the child, with the codes of a decision, and nothing that has happened since', () => {
  const {
    borough,
    sex,
    ethnicity,
    age,
    incidentType,
    additionalOffence,
    priorContact,
    background,
  } = factsOf();
  const child = {
    borough,
    sex,
    ethnicity,
    age,
    incidentType,
    additionalOffence,
    priorContact,
    background,
  };
  expect(nominationTally(counting())).toMatchObject({
    kind: 'NOMINATION',
    quarter: '2026-Q4',
    facts: child,
  });
  expect(Object.keys(nominationTally(counting()).facts)).toEqual(
    Object.keys(child),
  );
});

describe('of what follows', () => {
  it('a triage: its outcome, of whom as a decision has it, and the minutes where they are given', () => {
    const facts = {
      outcome: 'REFER_YJS',
      borough: 'E09000008',
      sex: 'F',
      ethnicity: 'BLACK',
    };
    expect(triageTally(triage, counting()).facts).toEqual(facts);
    expect(
      triageTally({ ...triage, officerMinutes: 25 }, counting()).facts,
    ).toEqual({
      ...facts,
      step: 'TRIAGE',
      minutes: 25,
    });
  });

  it('of a step by itself: the minutes alone, and where nobody gave them nothing at all', () => {
    expect(minutesTally('CLOSE', counting(), 5)).toMatchObject({
      kind: 'MINUTES',
      facts: { step: 'CLOSE', minutes: 5 },
    });
    expect(minutesTally('ALLOCATION', counting(), undefined)).toBeUndefined();
  });

  it('a visit: how it ended, in which band of days, and none as long as it has not', () => {
    const file = given({
      decisions: [decision({ outcome: 'INCLUDE', reason: undefined })],
    });
    const at = '2026-12-04T15:00:00.000Z';
    expect(visitTally(visit(undefined), counting({ file }))).toBeUndefined();
    expect(
      visitTally(made({ at, officerMinutes: 70 }), counting({ file }))?.facts,
    ).toEqual({
      ended: 'DONE',
      borough: 'E09000008',
      sinceNomination: '15_28',
      sinceDecision: '8_14',
      signposted: 'YES',
      step: 'VISIT',
      minutes: 70,
    });
    expect(
      visitTally(
        visit({ state: 'NOT_DONE', at, reason: 'CAPACITY' }),
        counting({ file }),
      )?.facts,
    ).toEqual({
      ended: 'NOT_DONE/CAPACITY',
      borough: 'E09000008',
    });
  });

  const steps = (before: Referral | undefined, after: Referral) =>
    referralTally(before, after, counting())?.facts.steps;

  it('a referral: each step once, signposting as signposting', () => {
    const acknowledged = referral({ state: 'ACKNOWLEDGED', acknowledgedAt });
    const started = referral({ state: 'STARTED', acknowledgedAt });
    const ended = referral({
      state: 'ENDED',
      acknowledgedAt,
      history: [{ state: 'STARTED', at: acknowledgedAt, by: 'x' }],
    });
    expect(steps(undefined, referral())).toEqual(['OFFER/MADE']);
    expect(steps(undefined, referral({ kind: 'SIGNPOSTED' }))).toEqual([
      'SIGNPOSTED',
    ]);
    expect(steps(referral(), acknowledged)).toEqual(['OFFER/ACKNOWLEDGED']);
    expect(steps(acknowledged, started)).toEqual(['OFFER/TAKEN_UP']);
    expect(steps(started, ended)).toBeUndefined();
    expect(steps(ended, { ...ended, suitability: 'SUITED' })).toEqual([
      'OFFER/SUITED',
    ]);
  });

  it.each(['LEGAL_DUTY', 'SAFEGUARDING_DUTY'])(
    'a referral on a %s apart from what is offered',
    (basis) => {
      const onDuty = referral({ basis });
      expect(steps(undefined, onDuty)).toEqual(['DUTY/MADE']);
      expect(steps(onDuty, { ...onDuty, acknowledgedAt })).toEqual([
        'DUTY/ACKNOWLEDGED',
      ]);
    },
  );

  it('a referral to a trust: that the panel made it, apart from those that are followed, and nothing of what it did', () => {
    const toTrust = (over: object = {}) =>
      referral({ agency: 'slam', agreement: 'MD-CAMHS-003', ...over });
    expect(steps(undefined, toTrust())).toEqual(['UNFOLLOWED/MADE']);
    expect(
      referralTally(
        toTrust(),
        toTrust({ state: 'STARTED', acknowledgedAt }),
        counting(),
      ),
    ).toBeUndefined();
  });

  it('a referral in the borough that was kept with it, and of an old one nowhere', () => {
    const facts = (over: object) =>
      referralTally(undefined, referral(over), counting())?.facts;
    expect(facts({})).toMatchObject({ borough: 'E09000008' });
    expect(facts({ countedIn: undefined })).toMatchObject({
      borough: 'NOT_GIVEN',
    });
  });

  it('a follow-up: whether the child came to notice again, not known as not known', () => {
    expect(followUpTally(followUp('NOT_KNOWN'), counting()).facts).toEqual({
      borough: 'E09000008',
      cameToNotice: '6/NOT_KNOWN',
    });
  });

  it('all of them are what the store holds of a tally', () => {
    for (const each of [
      decisionTally(decision(), counting()),
      triageTally({ ...triage, officerMinutes: 5 }, counting()),
    ]) {
      expect(
        Tally.safeParse({ ...each, tallyId: 'a'.repeat(32) }).error,
      ).toBeUndefined();
    }
  });
});

describe('a quarter', () => {
  it.each([
    ['2026-01-01', '2026-Q1', '2026-03-31T23:00:00.000Z'],
    ['2026-06-30', '2026-Q2', '2026-06-30T23:00:00.000Z'],
    ['2026-07-01', '2026-Q3', '2026-09-30T23:00:00.000Z'],
    ['2026-12-31', '2026-Q4', '2027-01-01T00:00:00.000Z'],
  ])(
    'of %s is %s, and ends with its last day in London',
    (date, quarter, end) => {
      expect(quarterOf(date)).toBe(quarter);
      expect(new Date(quarterEnd(quarter)).toISOString()).toBe(end);
    },
  );
});
