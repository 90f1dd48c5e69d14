/** What a panel must have done before it decides, and that it is told all of it at once. */
import { describe, expect, it } from 'vitest';
import { blockersOf } from '../../rules/decision-gate.ts';
import type { Pack } from '../../rules/pack.ts';
import type { DecisionRequest } from '../../schemas/decisions.ts';
import { EligibilityRule, type Finding } from '../../schemas/vocabulary.ts';
import { CASE_ID, MEETING_ID } from './given.ts';

const DIGEST = 'd'.repeat(64);

const eligibility = (finding: Finding = 'MET') =>
  EligibilityRule.options.map((rule) => ({ rule, finding, evidence: 'It was checked.' }));

const pack = (over: Partial<Pack> = {}): Pack => ({
  caseId: CASE_ID,
  panel: 'south-bcu',
  marking: 'OFFICIAL-SENSITIVE',
  digest: DIGEST,
  records: {},
  eligibility: eligibility(),
  returns: [],
  completeness: { asked: [], notAsked: [] },
  questions: [],
  freshness: [],
  hiddenFromRoom: 0,
  triage: [],
  gaps: [],
  divergences: [],
  decisions: [],
  ...over,
});

const withOpenQuestions = pack({
  gaps: [
    { gapId: 'NO_REPLY:slam', agency: 'slam', kind: 'NO_REPLY', question: 'What may it know?' },
    { gapId: 'NOT_ASKED:oxleas', agency: 'oxleas', kind: 'NOT_ASKED', question: 'Why not?' },
  ],
  divergences: [
    { divergenceId: 'RISK_TO_OTHERS:1', about: 'RISK_TO_OTHERS', question: 'What does each know?', positions: [] },
  ],
});

const request = (over: Partial<DecisionRequest> = {}): DecisionRequest => ({
  packDigest: DIGEST,
  meetingId: MEETING_ID,
  outcome: 'INCLUDE',
  decider: { practitioner: 'chair-3', role: 'PANEL_CHAIR' },
  rationale: 'A visit may help.',
  acknowledgements: [],
  ...over,
});

const acknowledging = (...ids: string[]) => ids.map((about) => ({ about, note: 'Discussed.' }));
const deferral = { outcome: 'DEFER', deferralReason: 'ONGOING_INVESTIGATION', nextDate: '2026-12-03' } as const;
const MEETING_ON = '2026-11-26';
const blocking = (asked: DecisionRequest, on: Pack) => blockersOf(asked, on, MEETING_ON);
const codes = (asked: DecisionRequest, on: Pack) => blocking(asked, on).map(({ code }) => code);

describe('a decision stands', () => {
  it.each([
    ['INCLUDE', request()],
    ['EXCLUDE with a reason', request({ outcome: 'EXCLUDE', exclusionReason: 'NO_EVIDENCE' })],
    ['REFER_PARTNER', request({ outcome: 'REFER_PARTNER' })],
    ['DEFER with a reason and a date', request(deferral)],
  ])('%s, on the pack as it is, where nothing is open', (_, asked) => {
    expect(blocking(asked, pack())).toEqual([]);
  });

  it('once every gap and every divergence is acknowledged', () => {
    const acknowledgements = acknowledging('NO_REPLY:slam', 'NOT_ASKED:oxleas', 'RISK_TO_OTHERS:1');
    expect(blocking(request({ acknowledgements }), withOpenQuestions)).toEqual([]);
  });
});

describe('a decision is blocked', () => {
  it.each(['INCLUDE', 'EXCLUDE', 'REFER_PARTNER', 'DEFER'] as const)(
    '%s on a pack that has changed since',
    (outcome) => {
      const asked = request({ ...deferral, outcome, exclusionReason: 'AGE', packDigest: 'e'.repeat(64) });
      expect(codes(asked, pack())).toEqual(['STALE_PACK']);
    },
  );

  it.each(['NOT_MET', 'NOT_KNOWN'] as const)(
    'where a child is included of whom a rule is %s, rule by rule',
    (finding) => {
      const blockers = blocking(request(), pack({ eligibility: eligibility(finding) }));
      expect(blockers.map(({ code, about }) => [code, about])).toEqual(
        EligibilityRule.options.map((rule) => ['ELIGIBILITY_NOT_MET', rule]),
      );
    },
  );

  it.each(['EXCLUDE', 'REFER_PARTNER', 'DEFER'] as const)(
    'by no rule of eligibility where the outcome is %s',
    (outcome) => {
      const asked = request({ ...deferral, outcome, exclusionReason: 'AGE' });
      expect(blocking(asked, pack({ eligibility: eligibility('NOT_MET') }))).toEqual([]);
    },
  );

  it('where a child is not selected and no reason is given', () => {
    expect(codes(request({ outcome: 'EXCLUDE' }), pack())).toEqual(['EXCLUSION_REASON_MISSING']);
  });

  it.each(['INCLUDE', 'EXCLUDE', 'REFER_PARTNER'] as const)(
    '%s by each gap and divergence that is not acknowledged',
    (outcome) => {
      const asked = request({ outcome, exclusionReason: 'AGE', acknowledgements: acknowledging('NO_REPLY:slam') });
      expect(blocking(asked, withOpenQuestions).map(({ code, about }) => [code, about])).toEqual([
        ['GAP_NOT_ACKNOWLEDGED', 'NOT_ASKED:oxleas'],
        ['DIVERGENCE_NOT_ACKNOWLEDGED', 'RISK_TO_OTHERS:1'],
      ]);
    },
  );

  it('by a divergence whose positions changed after it was acknowledged', () => {
    const acknowledgements = acknowledging('NO_REPLY:slam', 'NOT_ASKED:oxleas', 'RISK_TO_OTHERS:0');
    expect(codes(request({ acknowledgements }), withOpenQuestions)).toEqual(['DIVERGENCE_NOT_ACKNOWLEDGED']);
  });

  it('by all that stands in its way, named at once', () => {
    const on = { ...withOpenQuestions, eligibility: eligibility('NOT_KNOWN') };
    expect(codes(request({ packDigest: 'e'.repeat(64) }), on)).toEqual([
      'STALE_PACK',
      ...EligibilityRule.options.map(() => 'ELIGIBILITY_NOT_MET'),
      'GAP_NOT_ACKNOWLEDGED',
      'GAP_NOT_ACKNOWLEDGED',
      'DIVERGENCE_NOT_ACKNOWLEDGED',
    ]);
    expect(codes(request({ packDigest: 'e'.repeat(64), outcome: 'EXCLUDE' }), on)).toEqual([
      'STALE_PACK',
      'GAP_NOT_ACKNOWLEDGED',
      'GAP_NOT_ACKNOWLEDGED',
      'DIVERGENCE_NOT_ACKNOWLEDGED',
      'EXCLUSION_REASON_MISSING',
    ]);
  });
});

describe('a deferral', () => {
  it('acknowledges nothing: that something is missing is what it says', () => {
    expect(blocking(request(deferral), withOpenQuestions)).toEqual([]);
  });

  it.each([
    ['no reason', { deferralReason: undefined }],
    ['no next date', { nextDate: undefined }],
    ['a next date on the day of the meeting', { nextDate: '2026-11-26' }],
    ['a next date before the meeting', { nextDate: '2026-11-25' }],
  ])('is incomplete with %s', (_, over) => {
    expect(codes(request({ ...deferral, ...over }), withOpenQuestions)).toEqual(['DEFERRAL_INCOMPLETE']);
  });

  it('may return on the day after the meeting', () => {
    expect(blocking(request({ ...deferral, nextDate: '2026-11-27' }), pack())).toEqual([]);
  });
});
