/** What is counted of a case: codes that an agreement gives for it, and nothing that leads back to a child or a trust. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../../rules/case-file.ts';
import { quarterEnd, quarterOf } from '../../rules/quarter.ts';
import {
  type Counting,
  closingTally,
  decisionTally,
  followUpTally,
  referralTally,
  triageTally,
  visitTally,
} from '../../rules/tallies.ts';
import { Decision, Referral, type Return, Tally, Triage, type ViewRequest, Visit } from '../../schemas/entities.ts';
import {
  AGREEMENTS,
  agreementNamed,
  CASE_ID,
  caseFile,
  idOf,
  NOW,
  nomination,
  PERSON_ID,
  panelNamed,
  record,
  returned,
  subject,
  viewRequest,
} from './given.ts';

const of = { personId: PERSON_ID, caseId: CASE_ID, expiresAt: '2030-01-01T00:00:00.000Z' };
const police = { originator: 'met-police' };
const identity = record({
  ...police,
  category: 'identity',
  fields: {
    givenName: 'Ada',
    familyName: 'Okoro',
    birthDate: '2011-05-04',
    sex: 'F',
    ethnicity: 'B2',
    borough: 'E09000008',
  },
});
const profiled = (code: string) => ({ code, source: 'met-police', factOrOpinion: 'FACT' });
const incident = record({
  ...police,
  category: 'incident',
  fields: {
    incidentType: 'INC_CONFIRMED',
    incidentSummary: 'CANARY narrative.',
    additionalOffences: ['ROBBERY'],
    priorContact: [profiled('PRIOR_MISSING'), profiled('PRIOR_MISSING')],
    background: [],
  },
});
const given = (over: Partial<CaseFile> = {}): CaseFile =>
  caseFile({ nominations: [nomination({ records: [identity, incident] })], ...over });
const counting = (over: Partial<Counting> = {}): Counting => ({
  file: given(),
  panel: panelNamed('south-bcu'),
  agreements: AGREEMENTS,
  now: NOW,
  ...over,
});
const decision = (over: object = {}): Decision =>
  Decision.parse({
    type: 'Decision',
    ...of,
    decisionId: idOf('dec', 1),
    taken: {
      decisionId: idOf('dec', 1),
      outcome: 'EXCLUDE',
      reason: 'NO_EVIDENCE',
      decidedAt: '2026-11-23T10:00:00.000Z',
      recordedAt: '2026-11-23T10:00:00.000Z',
      meetingId: idOf('mtg', 1),
      present: [],
      notQuorate: false,
      meetingOn: '2026-11-26',
      decider: 'met-police/ch-1 (PANEL_CHAIR)',
      rationale: 'CANARY rationale.',
      packDigest: 'a'.repeat(64),
      acknowledgements: [],
      ...over,
    },
    held: [],
  });
const factsOf = (over: Partial<Counting> = {}, made = decision(), gaps: string[] = []) =>
  decisionTally(made, gaps, counting(over)).facts;

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
    const text = JSON.stringify(decisionTally(decision(), [], counting()));
    for (const secret of [PERSON_ID, CASE_ID, 'dec_', 'rec_', 'nom_', 'CANARY', 'Okoro', '2011-05-04', 'met-police']) {
      expect(text).not.toContain(secret);
    }
    // Its expiry is that of its quarter, whenever in it the decision was taken.
    const other = decisionTally(decision(), [], counting({ now: NOW + 20 * 86_400_000 }));
    expect(other.expiresAt).toBe(decisionTally(decision(), [], counting()).expiresAt);
    expect([...text.matchAll(/\d{4}-\d\d-\d\d/g)].map(([date]) => date)).toEqual(['2028-12-31']);
  });

  it('a deferral is no child decided, and a second final decision is not the first', () => {
    expect(factsOf({}, decision({ outcome: 'DEFER', reason: 'PARTNER_VIEWS_DIFFER' }))).toMatchObject({ final: 'NO' });
    expect(factsOf({ file: given({ decisions: [decision({ outcome: 'DEFER' })] }) })).toMatchObject({ final: 'FIRST' });
    expect(factsOf({ file: given({ decisions: [decision()] }) })).toMatchObject({ final: 'AGAIN' });
  });

  it('the minutes that it took, where somebody says', () => {
    expect(decisionTally(decision(), [], counting(), 20).facts).toMatchObject({ step: 'DECISION', minutes: 20 });
    expect(factsOf()).not.toHaveProperty('minutes');
  });

  const nothingOfTheChild = {
    ...{ borough: 'NOT_GIVEN', sex: 'NOT_GIVEN', age: 'NOT_GIVEN', ethnicity: 'NOT_STATED' },
    ...{ incidentType: 'NOT_GIVEN', priorContact: ['NOT_GIVEN'], background: ['NOT_GIVEN'] },
  };

  it.each<[string, Partial<Counting>]>([
    [
      'whose agreement is suspended',
      { agreements: [{ ...agreementNamed('MD-SBCU-001'), suspensions: [{ from: '2026-01-01T00:00:00Z' }] }] },
    ],
    [
      'whose agreement no longer serves monitoring',
      {
        agreements: [
          {
            ...agreementNamed('MD-SBCU-001'),
            flows: agreementNamed('MD-SBCU-001').flows.filter(({ purposes }) => !purposes.includes('MONITORING')),
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
              records: [identity, incident].map((each) => ({ ...each, subject: subject({ birthDate: '2008-01-01' }) })),
            }),
          ],
        }),
      },
    ],
  ])('of a child %s, that it was decided, and nothing of the child', (_, over) => {
    expect(factsOf(over)).toMatchObject(nothingOfTheChild);
  });
});

const SLAM = { agency: 'slam', agreement: 'MD-CAMHS-003' };
const asked: ViewRequest[] = [
  viewRequest(),
  viewRequest({ agency: 'croydon-social-care', viewRequestId: idOf('vr', 2) }),
  viewRequest({ agency: 'croydon-education', viewRequestId: idOf('vr', 3) }),
  viewRequest({ ...SLAM, viewRequestId: idOf('vr', 4) }),
];
const view = (agency: string, riskToOthers: string, over: Partial<Return> = {}) =>
  returned({ agency, kind: 'VIEW', records: [record({ originator: agency, fields: { riskToOthers } })], ...over });
const returns = [
  view('croydon-yjs', 'LOW'),
  view('croydon-social-care', 'HIGH', { receivedAt: '2026-11-25T00:00:00.000Z' }),
];

describe('of the returns', () => {
  it('who replied in time, late or not at all, by sector; differing judgements; gaps by kind', () => {
    const gaps = ['NO_REPLY:croydon-education', 'NO_REPLY:slam', 'NOT_ASKED:oxleas', 'WITHHELD:croydon-yjs'];
    expect(factsOf({ file: given({ viewRequests: asked, returns }) }, decision(), gaps)).toMatchObject({
      replies: ['EDUCATION/NO_REPLY', 'SOCIAL_CARE/LATE', 'YOUTH_JUSTICE/IN_TIME'],
      divergences: ['RISK_TO_OTHERS'],
      gaps: ['NO_REPLY', 'WITHHELD'],
    });
  });

  it('a reply is in time until the last instant of the day in London, and a later correction does not make it late', () => {
    const at = (receivedAt: string, version = 1) => view('croydon-yjs', 'LOW', { receivedAt, version });
    const replies = (all: Return[]) =>
      factsOf({ file: given({ viewRequests: [viewRequest()], returns: all }) }).replies;
    expect(replies([at('2026-11-24T23:59:59.999Z'), at('2026-11-26T09:00:00.000Z', 2)])).toEqual([
      'YOUTH_JUSTICE/IN_TIME',
    ]);
    expect(replies([at('2026-11-25T00:00:00.000Z')])).toEqual(['YOUTH_JUSTICE/LATE']);
  });

  it('whatever a trust says or does not say, and when, every tally is byte for byte the same', () => {
    const healthReturn = fc.record({
      kind: fc.constantFrom('VIEW', 'NOTHING_HELD', 'WITHHELD', 'CANNOT_IDENTIFY'),
      agency: fc.constantFrom('slam', 'oxleas'),
      version: fc.integer({ min: 1, max: 4 }),
      receivedAt: fc.constantFrom('2026-11-20T10:00:00.000Z', '2026-11-26T10:00:00.000Z'),
      judgement: fc.constantFrom('LOW', 'VERY_HIGH'),
      category: fc.constantFrom('health', 'view', 'involvement'),
      agreement: fc.constantFrom('MD-CAMHS-003', 'MD-SBCU-001'),
    });
    const gaps = fc.subarray(['NO_REPLY:slam', 'NOT_ASKED:slam', 'NOT_ASKED:oxleas', 'CANNOT_IDENTIFY:slam']);
    const plain = decisionTally(
      decision(),
      [],
      counting({ file: given({ viewRequests: asked.slice(0, 3), returns }) }),
    );
    fc.assert(
      fc.property(fc.array(healthReturn, { maxLength: 4 }), gaps, fc.boolean(), (health, missing, wasAsked) => {
        const theirs = health.map(({ judgement, category, agreement, ...each }) =>
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
        const file = given({ viewRequests: wasAsked ? asked : asked.slice(0, 3), returns: [...returns, ...theirs] });
        expect(decisionTally(decision(), missing, counting({ file }))).toEqual(plain);
      }),
      { numRuns: 300 },
    );
  });
});

const triage = Triage.parse({
  type: 'Triage',
  ...of,
  triageId: idOf('tri', 1),
  taken: {
    triageId: idOf('tri', 1),
    outcome: 'REFER_YJS',
    continues: true,
    officer: 'met-police/so-1',
    reason: 'CANARY reason.',
    takenAt: '2026-11-23T10:00:00.000Z',
  },
});
const visit = (result: object | undefined) =>
  Visit.parse({
    type: 'Visit',
    ...of,
    visitId: idOf('visit', 1),
    version: 1,
    panel: 'south-bcu',
    state: 'ALLOCATED',
    officer: { practitioner: 'sso-1', role: 'SAFER_SCHOOLS_OFFICER' },
    allocatedAt: '2026-11-26T15:00:00.000Z',
    allocatedBy: 'met-police/co-1',
    dueBy: '2026-12-10',
    venue: 'SCHOOL',
    attempts: [],
    result,
  });
const referral = (over: object = {}) =>
  Referral.parse({
    type: 'Referral',
    ...of,
    referralId: idOf('ref', 1),
    version: 1,
    panel: 'south-bcu',
    kind: 'REFERRED',
    serviceId: 'safer-paths',
    agency: 'safer-paths',
    agreement: 'MD-VCS-005',
    need: 'MENTORING',
    basis: 'CONSENT',
    state: 'SENT',
    sentAt: '2026-11-27T10:00:00.000Z',
    sentBy: 'met-police/co-1',
    records: [],
    history: [],
    ...over,
  });
const acknowledgedAt = '2026-11-28T10:00:00.000Z';

describe('of what follows', () => {
  it('a triage: its outcome, the borough, and the minutes where they are given', () => {
    expect(triageTally(triage, counting()).facts).toEqual({ outcome: 'REFER_YJS' });
    expect(triageTally(triage, counting(), 25).facts).toMatchObject({ step: 'TRIAGE', minutes: 25 });
  });

  it('a closing: the minutes alone, and where nobody gave them nothing at all', () => {
    expect(closingTally(counting(), 5)).toMatchObject({ kind: 'CLOSE', facts: { step: 'CLOSE', minutes: 5 } });
    expect(closingTally(counting(), undefined)).toBeUndefined();
  });

  it('a visit: how it ended, in which band of days, and none as long as it has not', () => {
    const file = given({ decisions: [decision({ outcome: 'INCLUDE', reason: undefined })] });
    const ofVisit = (result: object | undefined) => visitTally(visit(result), counting({ file }))?.facts;
    const made = { at: '2026-12-04T15:00:00.000Z', parentOrCarerSeen: true, childSays: 'CANARY words.' };
    expect(ofVisit(undefined)).toBeUndefined();
    expect(ofVisit({ state: 'DONE', ...made, signposted: ['safer-paths'], officerMinutes: 70 })).toEqual({
      ended: 'DONE',
      borough: 'E09000008',
      sinceNomination: '15_28',
      sinceDecision: '8_14',
      signposted: 'YES',
      step: 'VISIT',
      minutes: 70,
    });
    expect(ofVisit({ state: 'NOT_DONE', at: made.at, reason: 'CAPACITY' })).toEqual({
      ended: 'NOT_DONE/CAPACITY',
      borough: 'E09000008',
    });
  });

  it('a referral: each step once, signposting as signposting', () => {
    const steps = (before: Referral | undefined, after: Referral) =>
      referralTally(before, after, counting())?.facts.steps;
    const acknowledged = referral({ state: 'ACKNOWLEDGED', acknowledgedAt });
    const started = referral({ state: 'STARTED', acknowledgedAt });
    const ended = referral({
      state: 'ENDED',
      acknowledgedAt,
      history: [{ state: 'STARTED', at: acknowledgedAt, by: 'x' }],
    });
    expect(steps(undefined, referral())).toEqual(['MADE']);
    expect(steps(undefined, referral({ kind: 'SIGNPOSTED' }))).toEqual(['SIGNPOSTED']);
    expect(steps(referral(), acknowledged)).toEqual(['ACKNOWLEDGED']);
    expect(steps(acknowledged, started)).toEqual(['TAKEN_UP']);
    expect(steps(started, ended)).toBeUndefined();
    expect(steps(ended, { ...ended, suitability: 'SUITED' })).toEqual(['SUITED']);
  });

  it('a referral to a trust: that the panel made it, and nothing of what the trust did', () => {
    const toTrust = (over: object = {}) => referral({ agency: 'slam', agreement: 'MD-CAMHS-003', ...over });
    expect(referralTally(undefined, toTrust(), counting())?.facts.steps).toEqual(['MADE']);
    expect(referralTally(toTrust(), toTrust({ state: 'STARTED', acknowledgedAt }), counting())).toBeUndefined();
  });

  it('a follow-up: whether the child came to notice again, not known as not known', () => {
    const found = {
      month: 6,
      cameToNotice: 'NOT_KNOWN',
      checkedIn: 'PNC',
      checkedBy: 'x',
      checkedAt: acknowledgedAt,
    } as const;
    expect(followUpTally({ type: 'FollowUp', ...of, found }, counting()).facts).toEqual({
      cameToNotice: '6/NOT_KNOWN',
    });
  });

  it('all of them are what the store holds of a tally', () => {
    for (const each of [decisionTally(decision(), [], counting()), triageTally(triage, counting(), 5)]) {
      expect(Tally.safeParse({ ...each, tallyId: 'a'.repeat(32) }).error).toBeUndefined();
    }
  });
});

describe('a quarter', () => {
  it.each([
    ['2026-01-01', '2026-Q1', '2026-03-31T23:00:00.000Z'],
    ['2026-06-30', '2026-Q2', '2026-06-30T23:00:00.000Z'],
    ['2026-07-01', '2026-Q3', '2026-09-30T23:00:00.000Z'],
    ['2026-12-31', '2026-Q4', '2027-01-01T00:00:00.000Z'],
  ])('of %s is %s, and ends with its last day in London', (date, quarter, end) => {
    expect(quarterOf(date)).toBe(quarter);
    expect(new Date(quarterEnd(quarter)).toISOString()).toBe(end);
  });
});
