/** What a panel must have done before it decides, and that it is told all of it at once. */
import { describe, expect, it } from 'vitest';
import { blockersOf, type Gate } from '../../../rules/pack/decision-gate.ts';
import type { Pack } from '../../../rules/pack/pack.ts';
import type { DecisionRequest } from '../../../schemas/contract/decisions.ts';
import type { Meeting } from '../../../schemas/store/entities.ts';
import {
  EligibilityRule,
  type Finding,
} from '../../../schemas/vocabulary/codes.ts';
import { CASE_ID, MEETING_ID, panelNamed } from '../given.ts';

const DIGEST = 'd'.repeat(64);

const eligibility = (finding: Finding = 'MET') =>
  EligibilityRule.options.map((rule) => ({
    rule,
    finding,
    evidence: 'It was checked.',
  }));

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
  hiddenFromAttendees: 0,
  triage: [],
  gaps: [],
  divergences: [],
  decisions: [],
  otherCases: [],
  ...over,
});

const withOpenQuestions = pack({
  gaps: [
    {
      gapId: 'NO_REPLY:slam',
      agency: 'slam',
      kind: 'NO_REPLY',
      question: 'What may it know?',
    },
    {
      gapId: 'NOT_ASKED:oxleas',
      agency: 'oxleas',
      kind: 'NOT_ASKED',
      question: 'Why not?',
    },
  ],
  divergences: [
    {
      divergenceId: 'RISK_TO_OTHERS:1',
      about: 'RISK_TO_OTHERS',
      question: 'What does each know?',
      positions: [],
    },
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

const acknowledging = (...ids: string[]) =>
  ids.map((about) => ({ about, note: 'Discussed.' }));
const deferral = {
  outcome: 'DEFER',
  deferralReason: 'ONGOING_INVESTIGATION',
  nextDate: '2026-12-03',
} as const;
const chair = {
  agency: 'met-police',
  practitioner: 'chair-3',
  role: 'PANEL_CHAIR',
} as const;
const meeting = (attendance: Meeting['attendance']): Meeting => ({
  type: 'Meeting',
  meetingId: MEETING_ID,
  version: 1,
  panel: 'south-bcu',
  meetingOn: '2026-11-26',
  agenda: { [CASE_ID]: 0 },
  attendance,
  expiresAt: '2030-01-01T00:00:00.000Z',
});
const attendees = [
  chair,
  { agency: 'croydon-yjs', practitioner: 'p-1', role: 'YJS_PRACTITIONER' },
  { agency: 'croydon-social-care', practitioner: 'p-2', role: 'SOCIAL_WORKER' },
] as const;
const gate = (
  asked: DecisionRequest,
  on: Pack,
  over: Partial<Gate> = {},
): Gate => ({
  request: asked,
  pack: on,
  meeting: meeting([...attendees]),
  panel: panelNamed('south-bcu'),
  acknowledged: [],
  ...over,
});
const blocking = (asked: DecisionRequest, on: Pack, over: Partial<Gate> = {}) =>
  blockersOf(gate(asked, on, over));
const codes = (asked: DecisionRequest, on: Pack) =>
  blocking(asked, on).map(({ code }) => code);

describe('a decision stands', () => {
  it.each([
    ['INCLUDE', request()],
    ['REFER_PARTNER', request({ outcome: 'REFER_PARTNER' })],
    ['DEFER with a reason and a date', request(deferral)],
  ])('%s, on the pack as it is, where nothing is open', (_, asked) => {
    expect(blocking(asked, pack())).toEqual([]);
  });

  it('once every gap and every divergence is acknowledged', () => {
    const acknowledgements = acknowledging(
      'NO_REPLY:slam',
      'NOT_ASKED:oxleas',
      'RISK_TO_OTHERS:1',
    );
    expect(blocking(request({ acknowledgements }), withOpenQuestions)).toEqual(
      [],
    );
  });
});

describe('a decision is blocked', () => {
  it.each(['INCLUDE', 'EXCLUDE', 'REFER_PARTNER', 'DEFER'] as const)(
    '%s on a pack that has changed since',
    (outcome) => {
      const asked = request({
        ...deferral,
        outcome,
        exclusionReason: 'AGE',
        packDigest: 'e'.repeat(64),
      });
      // A reason that holds, so that nothing but the pack stands in the way.
      const on =
        outcome === 'EXCLUDE'
          ? pack({ eligibility: eligibility('NOT_MET') })
          : pack();
      expect(codes(asked, on)).toEqual(['STALE_PACK']);
    },
  );

  it.each(['NOT_MET', 'NOT_KNOWN'] as const)(
    'where a child is included of whom a rule is %s, rule by rule',
    (finding) => {
      const blockers = blocking(
        request(),
        pack({ eligibility: eligibility(finding) }),
      );
      expect(blockers.map(({ code, about }) => [code, about])).toEqual(
        EligibilityRule.options.map((rule) => ['ELIGIBILITY_NOT_MET', rule]),
      );
    },
  );

  it.each(['EXCLUDE', 'REFER_PARTNER', 'DEFER'] as const)(
    'by no rule of eligibility where the outcome is %s',
    (outcome) => {
      const asked = request({ ...deferral, outcome, exclusionReason: 'AGE' });
      expect(
        blocking(asked, pack({ eligibility: eligibility('NOT_MET') })),
      ).toEqual([]);
    },
  );

  it('where a child is not selected and no reason is given', () => {
    expect(codes(request({ outcome: 'EXCLUDE' }), pack())).toEqual([
      'EXCLUSION_REASON_MISSING',
    ]);
  });

  it.each(['INCLUDE', 'EXCLUDE', 'REFER_PARTNER'] as const)(
    '%s by each gap and divergence that is not acknowledged',
    (outcome) => {
      const asked = request({
        outcome,
        exclusionReason: 'AGE',
        acknowledgements: acknowledging('NO_REPLY:slam'),
      });
      const on =
        outcome === 'EXCLUDE'
          ? { ...withOpenQuestions, eligibility: eligibility('NOT_MET') }
          : withOpenQuestions;
      expect(
        blocking(asked, on).map(({ code, about }) => [code, about]),
      ).toEqual([
        ['GAP_NOT_ACKNOWLEDGED', 'NOT_ASKED:oxleas'],
        ['DIVERGENCE_NOT_ACKNOWLEDGED', 'RISK_TO_OTHERS:1'],
      ]);
    },
  );

  it('by a divergence whose positions changed after it was acknowledged', () => {
    const acknowledgements = acknowledging(
      'NO_REPLY:slam',
      'NOT_ASKED:oxleas',
      'RISK_TO_OTHERS:0',
    );
    expect(codes(request({ acknowledgements }), withOpenQuestions)).toEqual([
      'DIVERGENCE_NOT_ACKNOWLEDGED',
    ]);
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
    expect(
      codes(request({ packDigest: 'e'.repeat(64), outcome: 'EXCLUDE' }), on),
    ).toEqual([
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
    expect(codes(request({ ...deferral, ...over }), withOpenQuestions)).toEqual(
      ['DEFERRAL_INCOMPLETE'],
    );
  });

  it('may return on the day after the meeting', () => {
    expect(
      blocking(request({ ...deferral, nextDate: '2026-11-27' }), pack()),
    ).toEqual([]);
  });
});

describe('who decides, and with whom', () => {
  const unquorate = (ifNotMet: 'WARN' | 'REFUSE') => {
    const panel = panelNamed('south-bcu');
    return {
      panel: { ...panel, quorum: { ...panel.quorum, ifNotMet } },
      meeting: meeting([chair]),
    };
  };

  it('is in the room, in the role that decides, for a member of the panel', () => {
    const elsewhere = [
      [],
      [{ ...chair, practitioner: 'chair-4' }],
      [{ ...chair, role: 'PANEL_COORDINATOR' as const }],
      [{ ...chair, agency: 'sutton-social-care' }],
    ];
    for (const attendance of elsewhere) {
      const found = blocking(request(), pack(), {
        meeting: meeting(attendance),
      }).map(({ code }) => code);
      expect(found).toContain('DECIDER_ABSENT');
    }
  });

  it('is a quorum where the agreement refuses without one, and stands with a warning where it warns', () => {
    expect(
      blocking(request(), pack(), unquorate('REFUSE')).map(({ code }) => code),
    ).toEqual(['QUORUM_NOT_MET']);
    expect(blocking(request(), pack(), unquorate('WARN'))).toEqual([]);
  });
});

describe('an investigation under way', () => {
  const investigated = pack({
    investigation: {
      status: 'ONGOING',
      officer: 'o-1',
      since: '2026-11-20T09:00:00.000Z',
      reviewOn: '2026-12-01',
    },
  });

  it('refuses to select and to turn away, and nothing else', () => {
    expect(codes(request(), investigated)).toEqual(['INVESTIGATION_ONGOING']);
    expect(
      codes(
        request({ outcome: 'EXCLUDE', exclusionReason: 'AGE' }),
        investigated,
      ),
    ).toContain('INVESTIGATION_ONGOING');
    expect(codes(request({ outcome: 'REFER_PARTNER' }), investigated)).toEqual(
      [],
    );
    expect(codes(request(deferral), investigated)).toEqual([]);
  });

  it('that is concluded refuses nothing', () => {
    const { investigation } = investigated;
    const concluded = pack({
      investigation: investigation && { ...investigation, status: 'CONCLUDED' },
    });
    expect(codes(request(), concluded)).toEqual([]);
  });
});

describe('an acknowledgement', () => {
  it('survives what changes elsewhere: an earlier decision’s counts for the same gap, and for no other', () => {
    const acknowledged = ['NO_REPLY:slam', 'RISK_TO_OTHERS:1'];
    const found = blocking(request(), withOpenQuestions, { acknowledged });
    expect(found.map(({ code, about }) => [code, about])).toEqual([
      ['GAP_NOT_ACKNOWLEDGED', 'NOT_ASKED:oxleas'],
    ]);
  });

  it('is needed of what is stale', () => {
    const stale = pack({
      freshness: [
        {
          stalenessId: 'STALE:croydon-yjs:2026-05-01',
          agency: 'croydon-yjs',
          asOf: '2026-05-01',
          state: 'STALE',
        },
      ],
    });
    expect(codes(request(), stale)).toEqual(['STALENESS_NOT_ACKNOWLEDGED']);
    expect(
      codes(
        request({
          acknowledgements: acknowledging('STALE:croydon-yjs:2026-05-01'),
        }),
        stale,
      ),
    ).toEqual([]);
  });
});

it('turning a child away for a reason that does not hold is refused', () => {
  const reasons = [
    'AGE',
    'WEAPON_CONVICTION',
    'OUT_OF_AREA',
    'NO_EVIDENCE',
  ] as const;
  for (const exclusionReason of reasons) {
    const asked = request({ outcome: 'EXCLUDE', exclusionReason });
    expect(codes(asked, pack())).toEqual(['EXCLUSION_NOT_FOUNDED']);
    expect(codes(asked, pack({ eligibility: eligibility('NOT_MET') }))).toEqual(
      [],
    );
  }
});
