/** Paper says no more than may be printed, in no part of it; and what it leaves out is counted and never named. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from '../../../rules/canonical.ts';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { composePack, type PackQuestion } from '../../../rules/pack/pack.ts';
import { paperPack } from '../../../rules/pack/paper-pack.ts';
import {
  destroyBy,
  inMedium,
  keptOffPaper,
} from '../../../rules/pack/printing.ts';
import { disclosureOf } from '../../../rules/sharing/compose.ts';
import { decide, type FieldDecision } from '../../../rules/sharing/decide.ts';
import type { Question, Return } from '../../../schemas/store/entities.ts';
import { WithholdingReason } from '../../../schemas/vocabulary/codes.ts';
import { proving } from '../../prove.ts';
import {
  AGREEMENTS,
  agreementNamed,
  asked,
  caseFile,
  idOf,
  NOW,
  panelNamed,
  question,
  record,
  returned,
  theCase,
  viewRequest,
} from '../given.ts';

const DAY = 86_400_000;
const AFTER_REPLY_BY = NOW + 2 * DAY;

const of = (file: CaseFile, over: Partial<PackQuestion> = {}): PackQuestion => {
  const { recipient: _, ...rest } = asked();
  const panel = panelNamed('south-bcu');
  return {
    file,
    panel,
    declaredBy: 'MD-SBCU-001',
    agreements: AGREEMENTS,
    asked: rest,
    now: AFTER_REPLY_BY,
    ...over,
  };
};
const printed = (file: CaseFile, over: Partial<PackQuestion> = {}) => {
  const screen = composePack(of(file, over)).pack;
  return { screen, ...paperPack(of(file, over), screen) };
};

const toYjs = viewRequest();
const toCare = viewRequest({
  viewRequestId: idOf('vr', 3),
  agency: 'croydon-social-care',
});
const toTrust = viewRequest({
  viewRequestId: idOf('vr', 2),
  agency: 'slam',
  agreement: 'MD-CAMHS-003',
  categories: ['health'],
});
const view = (agency: string, n: number, riskToOthers: string): Return =>
  returned({
    viewRequestId: idOf('vr', n),
    agency,
    kind: 'VIEW',
    records: [
      record({
        recordId: idOf('rec', n),
        originator: agency,
        fields: { riskToOthers },
      }),
    ],
  });
/** Released to the panel by C7, which is not printable. */
const health = (fields: Record<string, unknown>): Return =>
  returned({
    viewRequestId: idOf('vr', 2),
    agency: 'slam',
    kind: 'VIEW',
    records: [
      record({
        recordId: idOf('rec', 20),
        category: 'health',
        originator: 'slam',
        agreement: 'MD-CAMHS-003',
        fields,
        approved: true,
      }),
    ],
  });
const inCrisis = health({
  knownToService: true,
  riskToOthers: 'VERY_HIGH',
  needSummary: 'In crisis.',
});

describe('a field on paper', () => {
  const agreements = (printable: boolean) => {
    const agreement = agreementNamed('MD-SBCU-001');
    return [
      {
        ...agreement,
        flows: agreement.flows.map((flow) => ({ ...flow, printable })),
      },
    ];
  };

  it('is there where its flow is printable, and otherwise withheld with the flow that says so', () => {
    const yes = decide(question({ agreements: agreements(true) }));
    const no = decide(question({ agreements: agreements(false) }));
    expect(inMedium('PAPER', yes)).toEqual(yes);
    expect(inMedium('SCREEN', no)).toEqual(no);
    expect(inMedium('PAPER', no).fields).toEqual([
      {
        field: 'riskToOthers',
        released: false,
        reasons: [
          { code: 'NOT_PRINTABLE', agreement: 'MD-SBCU-001', clause: 'A22' },
        ],
      },
    ]);
  });

  it('that was withheld from the screen is withheld for the screen’s reasons, and not counted as kept off paper', () => {
    const denied = decide(question({ asked: asked({ purpose: 'REFERRAL' }) }));
    expect(inMedium('PAPER', denied)).toEqual(denied);
    expect(keptOffPaper([inMedium('PAPER', denied)])).toBe(0);
  });

  it('is never more than on the screen, whatever was decided', () => {
    const grounds = fc.record({
      basis: fc.constant('FLOW' as const),
      agreement: fc.constant('MD-SBCU-001'),
      version: fc.constant(1),
      hash: fc.constant('0'.repeat(64)),
      flow: fc.string(),
      gateway: fc.constant(undefined as never),
      lawfulBasis: fc.constant(undefined),
      printable: fc.boolean(),
    });
    const field = fc.oneof(
      fc.record({
        field: fc.string(),
        released: fc.constant(true as const),
        by: grounds,
      }),
      fc.record({
        field: fc.string(),
        released: fc.constant(false as const),
        reasons: fc.constant([]),
      }),
    ) as fc.Arbitrary<FieldDecision>;
    fc.assert(
      fc.property(fc.array(field), (fields) => {
        const paper = inMedium('PAPER', { record: record(), fields }).fields;
        expect(paper.map((each) => each.field)).toEqual(
          fields.map((each) => each.field),
        );
        const isOnPaper = (each: FieldDecision) =>
          each.released && each.by.basis === 'FLOW' && each.by.printable;
        expect(paper.map(({ released }) => released)).toEqual(
          fields.map(isOnPaper),
        );
      }),
      proving(1000),
    );
  });
});

describe('the pack on paper', () => {
  it('has no byte of what may not be printed, not even in a divergence that the screen makes of it', () => {
    const file = caseFile({
      viewRequests: [toYjs, toTrust],
      returns: [view('croydon-yjs', 1, 'LOW'), inCrisis],
    });
    const { screen, pack, decisions, screenOnly } = printed(file);
    expect(screen.divergences).toHaveLength(1);
    expect(pack.divergences).toEqual([]);
    expect(screenOnly).toEqual({ fields: 3, points: 1 });
    const told = canonical({
      ...pack,
      disclosure: disclosureOf(
        decisions,
        'panel:south-bcu',
        AGREEMENTS,
        'le_1',
      ),
    });
    for (const secret of [
      'VERY_HIGH',
      'crisis',
      'needSummary',
      'knownToService',
    ]) {
      expect(canonical(screen)).toContain(secret);
      expect(told).not.toContain(secret);
    }
  });

  it('keeps what differs among the views that may be printed', () => {
    const file = caseFile({
      viewRequests: [toYjs, toCare, toTrust],
      returns: [
        view('croydon-yjs', 1, 'LOW'),
        view('croydon-social-care', 3, 'HIGH'),
        inCrisis,
      ],
    });
    const { screen, pack, screenOnly } = printed(file);
    expect(
      pack.divergences.map(({ positions }) =>
        positions.map(({ says }) => says).sort(),
      ),
    ).toEqual([['HIGH', 'LOW']]);
    // The screen's rests on the trust's view too: it is another one, and the page says that there is one more.
    expect(pack.divergences[0]?.divergenceId).not.toBe(
      screen.divergences[0]?.divergenceId,
    );
    expect(screenOnly.points).toBe(1);
  });

  it('has no gap that the screen does not have: an answer that may not be printed is not missing', () => {
    const notPrintable = agreementNamed('MD-SBCU-001');
    const flows = notPrintable.flows.map((flow) => ({
      ...flow,
      printable: flow.category === 'identity',
    }));
    const agreements = [
      { ...notPrintable, flows },
      ...AGREEMENTS.filter(({ id }) => id !== 'MD-SBCU-001'),
    ];
    const file = caseFile({
      viewRequests: [toYjs],
      returns: [view('croydon-yjs', 1, 'LOW')],
    });
    const { screen, pack } = printed(file, { agreements });
    expect(pack.returns[0]?.records).toEqual({});
    expect(pack.gaps).toEqual(screen.gaps);
    expect(pack.gaps.map(({ gapId }) => gapId)).not.toContain(
      'WITHHELD:croydon-yjs',
    );
  });

  it('has no question of a trust, whose agreement lets nothing be printed: it is one more point on the screen', () => {
    const ask = (n: number, agency: string, viewRequestId: string) =>
      ({
        questionId: idOf('qn', n),
        viewRequestId,
        agency,
        text: `Of ${agency}?`,
        askedAt: '2026-11-20T10:00:00.000Z',
      }) as Question;
    const questions = [
      ask(1, 'croydon-yjs', toYjs.viewRequestId),
      ask(2, 'slam', toTrust.viewRequestId),
    ];
    const { screen, pack, screenOnly } = printed(
      caseFile({ viewRequests: [toYjs, toTrust], questions }),
    );
    expect(screen.questions.map(({ agency }) => agency)).toEqual([
      'croydon-yjs',
      'slam',
    ]);
    expect(pack.questions.map(({ agency }) => agency)).toEqual(['croydon-yjs']);
    expect(JSON.stringify(pack)).not.toContain('Of slam?');
    expect(screenOnly.points).toBe(1);
  });

  it('bears the digest of the screen, which a decision cites, and the screen’s count of what the room hides', () => {
    const file = caseFile({
      viewRequests: [toYjs, toTrust],
      returns: [inCrisis],
    });
    const { screen, pack } = printed(file, {
      attendees: ['met-police', 'safer-paths'],
    });
    expect(screen.hiddenFromAttendees).toBeGreaterThan(0);
    expect([pack.digest, pack.hiddenFromAttendees]).toEqual([
      screen.digest,
      screen.hiddenFromAttendees,
    ]);
  });

  it('says nothing by which "nothing held", "withheld" and what was not approved could be told apart', () => {
    const nil = returned({
      viewRequestId: idOf('vr', 2),
      agency: 'slam',
      kind: 'NOTHING_HELD',
    });
    const unapproved = {
      ...inCrisis,
      records: inCrisis.records.map((each) => ({ ...each, approved: false })),
    };
    const paper = (given: Return, now: number): string => {
      const {
        screen: _,
        decisions,
        ...rest
      } = printed(
        caseFile({ viewRequests: [toYjs, toTrust], returns: [given] }),
        {
          now,
        },
      );
      return canonical({
        ...rest,
        disclosure: disclosureOf(
          decisions,
          'panel:south-bcu',
          AGREEMENTS,
          'le_1',
        ),
      });
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...WithholdingReason.options),
        fc.integer({ min: NOW, max: NOW + 90 * DAY }),
        (withholdingReason, now) => {
          const withheld: Return = {
            ...nil,
            kind: 'WITHHELD',
            withholdingReason,
            note: 'In proceedings.',
          };
          expect(paper(withheld, now)).toBe(paper(nil, now));
          expect(paper(unapproved, now)).toBe(paper(nil, now));
        },
      ),
      proving(300),
    );
  });

  it('of a case of which nothing may be printed releases nothing', () => {
    const agreement = agreementNamed('MD-SBCU-001');
    const none = [
      {
        ...agreement,
        flows: agreement.flows.map((flow) => ({ ...flow, printable: false })),
      },
    ];
    const { decisions } = printed(caseFile({ case: theCase() }), {
      agreements: none,
    });
    expect(
      decisions
        .flatMap(({ fields }) => fields)
        .filter(({ released }) => released),
    ).toEqual([]);
  });
});

it('is destroyed seven days after the meeting, over the ends of months and of summer time', () => {
  expect(['2026-11-26', '2026-10-22', '2028-02-25'].map(destroyBy)).toEqual([
    '2026-12-03',
    '2026-10-29',
    '2028-03-03',
  ]);
});
