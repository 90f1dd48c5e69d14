/** What the panel sees: everything that it may, and nothing by which it could tell what it may not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from '../../../rules/canonical.ts';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { composePack, type PackQuestion } from '../../../rules/pack/pack.ts';
import { standingOf } from '../../../rules/returns/reply-ledger.ts';
import { disclosureOf } from '../../../rules/sharing/compose.ts';
import { PackMessage } from '../../../schemas/contract/pack.ts';
import type { Return } from '../../../schemas/store/entities.ts';
import { WithholdingReason } from '../../../schemas/vocabulary/codes.ts';
import { proving } from '../../prove.ts';
import { decision, triage } from '../events.ts';
import {
  AGREEMENTS,
  agreementNamed,
  asked,
  caseFile,
  check,
  idOf,
  incidentOf,
  NOT_FOR_THE_PANEL,
  NOW,
  nomination,
  panelNamed,
  record,
  returned,
  theCase,
  viewRequest,
} from '../given.ts';

const question = (file: CaseFile, now = NOW): PackQuestion => {
  const { recipient: _, ...rest } = asked();
  return {
    file,
    panel: panelNamed('south-bcu'),
    declaredBy: 'MD-SBCU-001',
    agreements: AGREEMENTS,
    asked: rest,
    now,
  };
};

const packAt = (file: CaseFile, now = NOW) =>
  composePack(question(file, now)).pack;

const toTrust = viewRequest({
  viewRequestId: idOf('vr', 2),
  agency: 'slam',
  agreement: 'MD-CAMHS-003',
  categories: ['health'],
});
const toYjs = viewRequest();

const approval = (n: number, contributedAt: string) =>
  record({
    recordId: idOf('rec', n),
    category: 'approval',
    originator: 'slam',
    agreement: 'MD-CAMHS-003',
    contributedAt,
    fields: {
      approvalRole: 'CALDICOTT_GUARDIAN',
      approvalReason: `reason ${n}`,
    },
    approved: true,
  });

const health = (
  approved: boolean,
  contributedAt = '2026-11-20T10:00:00.000Z',
) =>
  record({
    recordId: idOf('rec', 20),
    category: 'health',
    originator: 'slam',
    agreement: 'MD-CAMHS-003',
    contributedAt,
    fields: {
      riskToOthers: 'VERY_HIGH',
      safetyAndWellbeing: 'VERY_HIGH',
      needSummary: 'In crisis.',
    },
    approved,
  });

const fromTrust = (over: Partial<Return>): Return =>
  returned({ viewRequestId: idOf('vr', 2), agency: 'slam', ...over });

const yjsView = (riskToOthers: string) =>
  returned({
    kind: 'VIEW',
    records: [
      record({ fields: { riskToOthers, facts: ['Known since May.'] } }),
    ],
  });

describe('under a restricted agreement', () => {
  // The panel asked on 16 November for an answer by the 24th: an answer shows from the first instant of that day.
  const REPLY_BY = Date.parse('2026-11-24T00:00:00Z');
  const instant = (from: string, to: number) =>
    fc.integer({ min: Date.parse(from), max: to });

  const arrival = instant('2026-11-16T09:00:00Z', REPLY_BY - 1).map((at) =>
    new Date(at).toISOString(),
  );

  const nothingHeld = fc
    .tuple(arrival, fc.integer({ min: 1, max: 9 }))
    .map(([receivedAt, version]) =>
      fromTrust({
        kind: 'NOTHING_HELD',
        receivedAt,
        version,
        records: [approval(30 + version, receivedAt)],
      }),
    );
  const withheld = fc
    .tuple(
      arrival,
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom(...WithholdingReason.options),
    )
    .map(([receivedAt, version, withholdingReason]) =>
      fromTrust({
        kind: 'WITHHELD',
        receivedAt,
        version,
        withholdingReason,
        note: 'In proceedings.',
        contentHash: 'e'.repeat(64),
        records: [approval(40 + version, receivedAt)],
      }),
    );
  const unapproved = arrival.map((receivedAt) =>
    fromTrust({
      kind: 'VIEW',
      receivedAt,
      records: [health(false, receivedAt)],
    }),
  );

  const seen = (given: Return, now: number): string => {
    const file = caseFile({
      viewRequests: [toYjs, toTrust],
      returns: [yjsView('LOW'), given],
    });
    const { pack, decisions } = composePack(question(file, now));
    const disclosure = disclosureOf(
      decisions,
      'panel:south-bcu',
      AGREEMENTS,
      idOf('le', 1),
    );
    return canonical({ ...pack, disclosure });
  };

  it('no byte of the pack, its digest or its account tells "nothing held" from "withheld", at any instant', () => {
    fc.assert(
      fc.property(
        nothingHeld,
        withheld,
        instant('2026-11-23T23:59:59Z', REPLY_BY + 90 * 86_400_000),
        (nil, no, now) => {
          expect(seen(no, now)).toBe(seen(nil, now));
        },
      ),
      proving(1000),
    );
  });

  it('nor do they before that day, whether either has arrived yet or not', () => {
    const silent = (now: number) => {
      const file = caseFile({
        viewRequests: [toYjs, toTrust],
        returns: [yjsView('LOW')],
      });
      const { pack, decisions } = composePack(question(file, now));
      return canonical({
        ...pack,
        disclosure: disclosureOf(
          decisions,
          'panel:south-bcu',
          AGREEMENTS,
          idOf('le', 1),
        ),
      });
    };
    fc.assert(
      fc.property(
        nothingHeld,
        withheld,
        instant('2026-11-16T09:00:00Z', REPLY_BY - 1),
        (nil, no, now) => {
          expect(seen(nil, now)).toBe(silent(now));
          expect(seen(no, now)).toBe(silent(now));
        },
      ),
      proving(1000),
    );
  });

  it('a view that may not be shown reads as either of them', () => {
    fc.assert(
      fc.property(
        nothingHeld,
        unapproved,
        instant('2026-11-16T09:00:00Z', REPLY_BY + 90 * 86_400_000),
        (nil, view, now) => {
          expect(seen(view, now)).toBe(seen(nil, now));
        },
      ),
      proving(1000),
    );
  });

  const stateAt = (now: number, ...returns: Return[]) =>
    standingOf(toTrust, { returns, seen: [] }, AGREEMENTS, now).line.state;

  it('either shows from the first instant of the day by which it was due, and so does a view', () => {
    for (const kind of ['NOTHING_HELD', 'WITHHELD', 'VIEW'] as const) {
      const given = fromTrust({ kind });
      expect(stateAt(REPLY_BY - 1, given)).toBe('ASKED');
      expect(stateAt(REPLY_BY, given)).toBe('ANSWERED');
    }
  });

  it('an agency that has not answered is never taken to have nothing', () => {
    expect(stateAt(REPLY_BY + 86_400_000)).toBe('ASKED');
  });

  it('an answer that says nothing leaves no gap', () => {
    const file = caseFile({
      viewRequests: [toTrust],
      returns: [fromTrust({ kind: 'WITHHELD' })],
    });
    const gapsOf = (now: number) =>
      packAt(file, now).gaps.filter(({ agency }) => agency === 'slam');
    expect(gapsOf(REPLY_BY - 1).map(({ kind }) => kind)).toEqual(['NO_REPLY']);
    expect(gapsOf(REPLY_BY)).toEqual([]);
  });

  it('an approved view shows from that day, and never when it came', () => {
    const file = caseFile({
      viewRequests: [toTrust],
      returns: [
        fromTrust({
          kind: 'VIEW',
          records: [health(true), approval(31, '2026-11-20T10:00:00.000Z')],
        }),
      ],
    });
    const [answer] = packAt(file, REPLY_BY).returns;
    expect(answer).toMatchObject({ state: 'ANSWERED', receivedAt: undefined });
    expect(Object.keys(answer?.records ?? {})).toEqual(['health']);
    expect(answer?.records.health).toMatchObject([
      { contributedAt: '2026-11-24T00:00:00.000Z' },
    ]);
  });

  it('so does an agreement that the panel does not hold', () => {
    const file = caseFile({
      viewRequests: [viewRequest({ agreement: 'MD-NONE-009' })],
      returns: [
        returned({ kind: 'WITHHELD', withholdingReason: 'LEGAL_PROCEEDINGS' }),
      ],
    });
    const after = packAt(file, REPLY_BY);
    expect(after.returns).toMatchObject([{ state: 'ANSWERED' }]);
    expect(JSON.stringify(after)).not.toMatch(/WITHHELD|LEGAL_PROCEEDINGS/);
  });
});

describe('under an agreement that tells them apart', () => {
  it.each([
    ['NOTHING_HELD', undefined, []],
    ['WITHHELD', 'LEGAL_PROCEEDINGS', ['WITHHELD']],
    ['CANNOT_IDENTIFY', undefined, ['CANNOT_IDENTIFY']],
  ] as const)(
    '%s shows at once, with its gap where it leaves one',
    (kind, withholdingReason, gaps) => {
      const file = caseFile({
        viewRequests: [toYjs],
        returns: [returned({ kind, withholdingReason })],
      });
      const pack = packAt(file);
      expect(pack.returns).toMatchObject([
        { state: kind, receivedAt: '2026-11-20T10:00:00.000Z' },
      ]);
      expect(pack.returns[0]?.withholdingReason).toBe(withholdingReason);
      expect(
        pack.gaps
          .filter(({ agency }) => agency === 'croydon-yjs')
          .map((gap) => gap.kind),
      ).toEqual(gaps);
    },
  );

  it('the latest version of a return counts, in whatever order they stand', () => {
    const returns = [
      returned({ version: 2, kind: 'WITHHELD' }),
      returned({ version: 1, kind: 'NOTHING_HELD' }),
    ];
    for (const given of [returns, returns.toReversed()]) {
      expect(
        packAt(caseFile({ viewRequests: [toYjs], returns: given })).returns,
      ).toMatchObject([{ state: 'WITHHELD' }]);
    }
  });
});

describe('masking comes before everything that is made of views', () => {
  const SHOWN = Date.parse('2026-11-24T00:00:00Z');
  const returnsWith = (approved: boolean) => [
    yjsView('LOW'),
    fromTrust({ kind: 'VIEW', records: [health(approved)] }),
  ];
  const fileWith = (approved: boolean) =>
    caseFile({
      viewRequests: [toYjs, toTrust],
      returns: returnsWith(approved),
    });

  it('an approved health judgement diverges from a view', () => {
    expect(packAt(fileWith(true), SHOWN).divergences).toMatchObject([
      {
        about: 'RISK_TO_OTHERS',
        positions: [
          { agency: 'croydon-yjs' },
          { agency: 'slam', says: 'VERY_HIGH' },
        ],
      },
    ]);
  });

  it('one that is not approved shows in no divergence, and nowhere else', () => {
    const pack = packAt(fileWith(false), SHOWN);
    expect(pack.divergences).toEqual([]);
    expect(JSON.stringify(pack)).not.toMatch(/VERY_HIGH|In crisis/);
  });

  it('an approved one is gone from both on the eighth day after the final decision', () => {
    const decided = {
      ...fileWith(true),
      case: theCase({ state: 'DECIDED', finalDecisionOn: '2026-11-26' }),
    };
    expect(
      packAt(decided, Date.parse('2026-12-03T23:59:59.999Z')).divergences,
    ).toHaveLength(1);
    const after = packAt(decided, Date.parse('2026-12-04T00:00:00Z'));
    expect(after.divergences).toEqual([]);
    expect(JSON.stringify(after)).not.toMatch(/VERY_HIGH|In crisis/);
  });

  it('no value that was withheld is in the pack, whoever it came from', () => {
    const secret = 'said-in-confidence';
    const kept = [
      record({
        recordId: idOf('rec', 50),
        category: 'incidentSource',
        originator: 'met-police',
        fields: { sourceReport: secret },
      }),
      record({
        recordId: idOf('rec', 51),
        category: 'health',
        originator: 'croydon-social-care',
        fields: { needSummary: secret },
      }),
    ];
    const file = caseFile({
      nominations: [
        nomination({ records: [...nomination().records, ...kept] }),
      ],
      viewRequests: [toYjs],
      returns: [
        returned({
          kind: 'VIEW',
          records: [
            record({ agreement: 'MD-SUT-004', fields: { facts: [secret] } }),
          ],
        }),
      ],
    });
    expect(JSON.stringify(packAt(file))).not.toContain(secret);
  });
});

describe('in whatever order the store gives what a case holds', () => {
  const at = (n: number) => `2026-11-2${n}T10:00:00.000Z`;
  const three = [1, 2, 3];
  const decidedIn = (n: number) => ({
    case: theCase({
      caseId: idOf('case', n),
      finalDecisionOn: n === 3 ? undefined : `2026-0${n}-01`,
    }),
    nominations: [],
    decisions: [],
    visits: [],
  });
  const flag = (n: number) =>
    ({
      withdrawn: n === 2,
      record: record({
        recordId: idOf('rec', 70 + n),
        category: 'flag',
        fields: { flagKind: 'NEED', statement: `Flag ${n}.` },
      }),
    }) as CaseFile['flags'][number];
  const whole = caseFile({
    nominations: three.map((n) =>
      nomination({ nominationId: idOf('nom', n), nominatedAt: at(n) }),
    ),
    viewRequests: [toYjs, toTrust],
    returns: [yjsView('LOW'), fromTrust({ kind: 'NOTHING_HELD' })],
    triages: three.map((n) => ({
      ...triage,
      taken: { ...triage.taken, triageId: idOf('tri', n), takenAt: at(n) },
    })),
    decisions: three.map((n) =>
      decision({ decisionId: idOf('dec', n), decidedAt: at(n) }),
    ),
    questions: three.map(
      (n) =>
        ({
          questionId: idOf('qn', n),
          viewRequestId: toYjs.viewRequestId,
          agency: 'croydon-yjs',
          text: `Question ${n}?`,
          askedAt: at(n),
        }) as CaseFile['questions'][number],
    ),
    flags: three.map(flag),
    others: three.map(decidedIn),
  });

  it('the pack is the same', () => {
    const shuffled = fc
      .tuple(
        ...(
          [
            'nominations',
            'viewRequests',
            'returns',
            'triages',
            'decisions',
            'questions',
            'flags',
            'others',
          ] as const
        ).map((part) =>
          fc
            .shuffledSubarray([...whole[part]] as unknown[], {
              minLength: whole[part].length,
            })
            .map((all) => [part, all] as const),
        ),
      )
      .map((parts) => ({ ...whole, ...Object.fromEntries(parts) }) as CaseFile);
    fc.assert(
      fc.property(shuffled, (file) => {
        expect(packAt(file)).toEqual(packAt(whole));
      }),
      proving(300),
    );
  });

  it('what happened stands with the earliest first', () => {
    const pack = packAt(whole);
    expect(pack.triage.map(({ takenAt }) => takenAt)).toEqual(three.map(at));
    expect(pack.decisions.map(({ decidedAt }) => decidedAt)).toEqual(
      three.map(at),
    );
    expect(pack.questions.map(({ askedAt }) => askedAt)).toEqual(three.map(at));
    expect(pack.otherCases.map(({ caseId }) => caseId)).toEqual(
      three.map((n) => idOf('case', n)),
    );
    expect(pack.returns.map(({ agency }) => agency)).toEqual([
      'croydon-yjs',
      'slam',
    ]);
    expect(JSON.stringify(pack)).not.toContain('Flag 2.');
  });
});

describe('the digest of a pack', () => {
  const REPLY_BY_PASSED = Date.parse('2026-11-25T09:00:00Z');
  const file = caseFile({
    viewRequests: [toYjs, toTrust],
    returns: [yjsView('LOW')],
  });
  const asking = {
    questionId: idOf('qn', 1),
    viewRequestId: idOf('vr', 1),
    agency: 'croydon-yjs',
    text: 'Who?',
    askedAt: '2026-11-20T10:00:00.000Z',
  } as CaseFile['questions'][number];
  const answer = {
    text: 'The elder.',
    answeredAt: '2026-11-20T11:00:00.000Z',
    answeredBy: 'co-1',
  };
  const stating = (is: boolean) =>
    returned({
      kind: 'VIEW',
      records: [
        record({
          fields: {
            statedFacts: [{ topic: 'LOOKED_AFTER', is, asOf: '2026-11-01' }],
          },
        }),
      ],
    });

  it('covers no clock: the same at two instants between which nothing changed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: NOW, max: Date.parse('2027-03-31T22:59:59.999Z') }),
        fc.integer({ min: NOW, max: Date.parse('2027-03-31T22:59:59.999Z') }),
        (one, other) => {
          expect(packAt(file, one).digest).toBe(packAt(file, other).digest);
        },
      ),
      proving(500),
    );
  });

  it('covers no look and no arrival: an opened request, a day that passes and who asks change nothing', () => {
    const seen = [
      { type: 'Seen', agency: 'croydon-education' } as CaseFile['seen'][number],
    ];
    const silent = {
      ...file,
      viewRequests: [
        ...file.viewRequests,
        viewRequest({ agency: 'croydon-education' }),
      ],
    };
    const { digest } = packAt(silent);
    expect(packAt({ ...silent, seen }).digest).toBe(digest);
    expect(
      packAt({ ...silent, seen }, REPLY_BY_PASSED).returns.map(
        ({ state }) => state,
      ),
    ).toContain('LATE');
    expect(packAt({ ...silent, seen }, REPLY_BY_PASSED).digest).toBe(digest);
    const other = question(silent);
    const asking = {
      ...other,
      asked: { ...other.asked, practitionerRole: 'PANEL_CHAIR' as const },
    };
    expect(composePack(asking).pack.digest).toBe(digest);
  });

  it('does not depend on the order in which things were read', () => {
    // Of a flag the pack reads its record, and that it stands.
    const flag = (n: number) =>
      ({
        type: 'Flag',
        flagId: idOf('flag', n),
        record: record({
          recordId: idOf('rec', 60 + n),
          category: 'flag',
          fields: { flagKind: 'NEED' },
        }),
        withdrawn: false,
      }) as CaseFile['flags'][number];
    const one = {
      ...file,
      flags: [flag(1), flag(2)],
      checks: [check(), check({ rule: 'EVIDENCE_OF_CARRYING' })],
    };
    const other = {
      ...one,
      flags: one.flags.toReversed(),
      checks: one.checks.toReversed(),
      viewRequests: one.viewRequests.toReversed(),
      returns: one.returns.toReversed(),
    };
    expect(packAt(other)).toEqual(packAt(one));
  });

  it.each<[string, CaseFile]>([
    ['a changed judgement', { ...file, returns: [yjsView('MEDIUM')] }],
    ['another reply', { ...file, returns: [returned({ kind: 'WITHHELD' })] }],
    [
      'a reply that came',
      {
        ...file,
        viewRequests: [
          ...file.viewRequests,
          viewRequest({ agency: 'croydon-education' }),
        ],
      },
    ],
    [
      'a check of eligibility',
      { ...file, checks: [check({ finding: 'NOT_MET' })] },
    ],
    [
      'another date of the meeting, on which age is judged',
      { ...file, case: theCase({ meetingOn: '2029-11-26' }) },
    ],
    ['an agency that was not asked', { ...file, viewRequests: [toYjs] }],
    ['a question', { ...file, questions: [asking] }],
    ['its answer', { ...file, questions: [{ ...asking, answer }] }],
    ['a fact that was stated', { ...file, returns: [stating(true)] }],
    [
      'another case with the same content',
      { ...file, case: theCase({ salt: 'another-salt' }) },
    ],
  ])('changes with %s', (_, changed) => {
    expect(packAt(changed).digest).not.toBe(packAt(file).digest);
  });

  it('does not change with what the panel may not see', () => {
    const unseen = {
      ...file,
      returns: [
        yjsView('LOW'),
        fromTrust({ kind: 'VIEW', records: [health(false)] }),
      ],
    };
    expect(packAt(unseen).digest).toBe(packAt(file).digest);
  });
});

describe('a nomination that is kept from the panel', () => {
  const kept = incidentOf({
    ...{
      nominationId: idOf('nom', 2),
      nominatedAt: '2026-11-20T09:00:00.000Z',
      handling: NOT_FOR_THE_PANEL,
    },
    ...{ birthDate: '2000-01-01', borough: 'E09000006' },
  });
  const elsewhere = {
    ...kept,
    records: kept.records.map((r) => ({
      ...r,
      subject: { ...r.subject, borough: 'E09000006' },
    })),
  };

  it('changes nothing of its pack: what is found, who could be asked, the digest', () => {
    const first = incidentOf({ incidentType: 'INC_SUSPECTED' });
    const of = (...nominations: (typeof kept)[]) =>
      packAt(
        caseFile({
          case: theCase({ meetingOn: undefined }),
          nominations,
          viewRequests: [],
        }),
      );
    expect(of(first, elsewhere)).toEqual(of(first));
    const toPanel = incidentOf({
      handling: { code: 'C', recipients: ['panel:south-bcu'] },
    });
    expect(of(toPanel, elsewhere)).toEqual(of(toPanel));
  });
});

describe('a pack', () => {
  it('names each agency that could be asked and has not been', () => {
    const { gaps } = packAt(caseFile({ viewRequests: [toYjs] }));
    expect(gaps.map(({ gapId }) => gapId)).toEqual([
      'NO_REPLY:croydon-yjs',
      'NOT_ASKED:croydon-education',
      'NOT_ASKED:croydon-social-care',
    ]);
    // A trust can be asked only about a child whom the police named under its agreement too.
    expect(gaps.some(({ agency }) => agency === 'slam')).toBe(false);
  });

  it('names an open question and a return that nobody has confirmed as gaps, and says what is provisional', () => {
    const onBehalf = {
      person: 'Duty',
      channel: 'IN_PERSON',
      recordedBy: 'co-1',
      confirmBy: '2026-11-24',
    } as const;
    const open = {
      questionId: idOf('qn', 1),
      viewRequestId: idOf('vr', 1),
      agency: 'croydon-yjs',
      text: 'Who is it?',
      askedAt: '2026-11-20T10:00:00.000Z',
    };
    const asked = [open as CaseFile['questions'][number]];
    const pack = packAt(
      caseFile({
        viewRequests: [toYjs],
        returns: [returned({ onBehalf })],
        questions: asked,
      }),
    );
    const gaps = pack.gaps
      .filter(({ agency }) => agency === 'croydon-yjs')
      .map(({ gapId }) => gapId);
    expect(gaps).toEqual([
      'UNCONFIRMED:croydon-yjs:2026-11-20T10:00:00.000Z',
      `OPEN_QUESTION:croydon-yjs:${idOf('qn', 1)}`,
    ]);
    expect(pack.completeness.asked).toEqual([
      { agency: 'croydon-yjs', state: 'NOTHING_HELD', provisional: true },
    ]);
    expect(pack.questions).toEqual(
      [open].map(({ viewRequestId: _, ...shown }) => shown),
    );
  });

  it('names the other cases of the child before this panel, and none of another', () => {
    const at = '2026-06-04T14:00:00.000Z';
    const taken = {
      outcome: 'INCLUDE',
      decidedAt: at,
      recordedAt: at,
    } as CaseFile['decisions'][number]['taken'];
    const other = {
      case: theCase({
        caseId: idOf('case', 7),
        state: 'DECIDED',
        finalDecisionOn: '2026-06-04',
      }),
      nominations: [],
      decisions: [
        { taken, held: [] } as unknown as CaseFile['decisions'][number],
      ],
      visits: [{ state: 'ALLOCATED' } as CaseFile['visits'][number]],
    };
    const told = {
      ...{
        caseId: idOf('case', 7),
        state: 'DECIDED',
        outcome: 'INCLUDE',
        decidedOn: '2026-06-04',
        visit: 'ALLOCATED',
      },
      ...{ reason: undefined, deliveredOn: undefined, closedOn: undefined },
    };
    expect(packAt(caseFile({ others: [other] })).otherCases).toEqual([told]);
    expect(packAt(caseFile({ others: [other] })).digest).not.toBe(
      packAt(caseFile({})).digest,
    );
  });

  it('shows a question no longer than the agreement under which it was asked is in force', () => {
    const open = {
      questionId: idOf('qn', 1),
      viewRequestId: idOf('vr', 1),
      agency: 'croydon-yjs',
      text: 'Who is it?',
    };
    const questions = [
      {
        ...open,
        askedAt: '2026-11-20T10:00:00.000Z',
      } as CaseFile['questions'][number],
    ];
    const file = caseFile({ viewRequests: [toYjs], questions });
    const suspended = {
      ...agreementNamed('MD-SBCU-001'),
      suspensions: [{ from: '2026-01-01T00:00:00Z' }],
    };
    expect(packAt(file).questions).toHaveLength(1);
    expect(
      composePack({ ...question(file, NOW), agreements: [suspended] }).pack
        .questions,
    ).toEqual([]);
  });

  it('names a gap where an answer may not be shown any more', () => {
    const expired = record({ expiresAt: '2026-11-21T00:00:00.000Z' });
    const file = caseFile({
      viewRequests: [toYjs],
      returns: [returned({ kind: 'VIEW', records: [expired] })],
    });
    expect(packAt(file).gaps.map(({ gapId }) => gapId)).toContain(
      'WITHHELD:croydon-yjs',
    );
  });

  it('has what the police said once, as given under the agreement that declares the panel', () => {
    const twice = nomination().records.flatMap((given) => [
      given,
      { ...given, recordId: idOf('rec', 91), agreement: 'MD-CAMHS-003' },
    ]);
    const { pack, decisions } = composePack(
      question(caseFile({ nominations: [nomination({ records: twice })] })),
    );
    expect(pack.records.identity).toHaveLength(1);
    expect(decisions.map(({ record: { agreement } }) => agreement)).toEqual([
      'MD-SBCU-001',
    ]);
  });

  it('is of the form that the contract states', () => {
    const file = caseFile({
      viewRequests: [toYjs, toTrust],
      returns: [yjsView('LOW')],
    });
    const { pack, decisions } = composePack(question(file));
    const disclosure = disclosureOf(
      decisions,
      'panel:south-bcu',
      AGREEMENTS,
      idOf('le', 1),
    );
    expect(() => PackMessage.parse({ ...pack, disclosure })).not.toThrow();
  });

  it('has no score: of judgements, only those that an agency gave', () => {
    const text = JSON.stringify(
      packAt(caseFile({ viewRequests: [toYjs], returns: [yjsView('LOW')] })),
    );
    expect(text.match(/"(LOW|MEDIUM|HIGH|VERY_HIGH)"/g)).toEqual(['"LOW"']);
  });
});
