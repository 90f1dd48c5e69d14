/** The reply ledger: how each agency stands, told as far as its agreement allows and not a moment earlier. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from '../../../rules/canonical.ts';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { consideredAt } from '../../../rules/cases/considered-evidence.ts';
import { tasksOf } from '../../../rules/cases/tasks.ts';
import { openAgencies, worklistOf } from '../../../rules/cases/worklist.ts';
import { entryAsSeenBy } from '../../../rules/ledger/ledger-view.ts';
import { blockersOf } from '../../../rules/pack/decision-gate.ts';
import { fingerprintOf } from '../../../rules/pack/fingerprint.ts';
import { composePack, type PackQuestion } from '../../../rules/pack/pack.ts';
import { paperPack } from '../../../rules/pack/paper-pack.ts';
import { reopenedIn } from '../../../rules/pack/reopening.ts';
import { standingOf } from '../../../rules/returns/reply-ledger.ts';
import {
  accountOf,
  disclosureOf,
  outcomeOf,
} from '../../../rules/sharing/compose.ts';
import { londonDate } from '../../../rules/time/london-time.ts';
import type { Decision, Return } from '../../../schemas/store/entities.ts';
import type { KeptEntry } from '../../../schemas/store/ledger.ts';
import { ReplyKind } from '../../../schemas/vocabulary/codes.ts';
import { proving } from '../../prove.ts';
import {
  AGREEMENTS,
  agreementNamed,
  asked,
  caseFile,
  idOf,
  NOW,
  panelNamed,
  record,
  returned,
  theCase,
  viewRequest,
} from '../given.ts';

const REPLY_BY = Date.parse('2026-11-24T00:00:00Z');
const DAY = 86_400_000;
const toYjs = viewRequest();
const toTrust = viewRequest({
  viewRequestId: idOf('vr', 2),
  agency: 'slam',
  agreement: 'MD-CAMHS-003',
});

const lineAt = (
  now: number,
  request: typeof toYjs,
  held: Partial<CaseFile> = {},
  agreements = AGREEMENTS,
) =>
  standingOf(request, { returns: [], seen: [], ...held }, agreements, now).line;

const seen = ['croydon-yjs', 'slam'].map(
  (agency) => ({ type: 'Seen', agency }) as CaseFile['seen'][number],
);
const suspended = AGREEMENTS.map((each) => ({
  ...each,
  status: 'SUSPENDED' as const,
}));

describe('an agency under an agreement that tells answers apart', () => {
  it.each([
    ['ASKED', NOW, {}],
    ['SEEN', NOW, { seen }],
    ['SEEN', REPLY_BY + DAY - 1, { seen }],
    ['LATE', REPLY_BY + DAY, {}],
    ['LATE', REPLY_BY + DAY, { seen }],
    ['REPLIED', NOW, { returns: [returned({ kind: 'VIEW' })] }],
    ['NOTHING_HELD', NOW, { returns: [returned({ kind: 'NOTHING_HELD' })] }],
    ['WITHHELD', NOW, { returns: [returned({ kind: 'WITHHELD' })], seen }],
    [
      'CANNOT_IDENTIFY',
      NOW,
      { returns: [returned({ kind: 'CANNOT_IDENTIFY' })] },
    ],
  ] as const)('is %s', (state, now, held) => {
    expect(lineAt(now, toYjs, held).state).toBe(state);
  });

  it('has FAILED where the agreement is out of force and it has not answered, and is late or corrected where it was', () => {
    expect(lineAt(NOW, toYjs, { seen }, suspended).state).toBe('FAILED');
    const late = returned({ receivedAt: '2026-11-25T00:00:00.000Z' });
    expect(
      lineAt(REPLY_BY + 2 * DAY, toYjs, { returns: [late] }),
    ).toMatchObject({ late: true, corrected: false });
    const again = returned({
      version: 2,
      kind: 'WITHHELD',
      receivedAt: '2026-11-25T00:00:00.000Z',
    });
    const both = { returns: [again, returned()] };
    expect(lineAt(NOW, toYjs, both)).toMatchObject({
      state: 'WITHHELD',
      late: false,
      corrected: true,
    });
  });

  it('for which the panel spoke is provisional until it confirms', () => {
    const onBehalf = {
      person: 'Duty',
      channel: 'TELEPHONE',
      recordedBy: 'co-1',
      confirmBy: '2026-11-24',
    } as const;
    const told = {
      person: 'Duty',
      channel: 'TELEPHONE',
      recordedBy: 'co-1',
      confirmBy: '2026-11-24',
    };
    expect(
      lineAt(NOW, toYjs, { returns: [returned({ onBehalf })] }).onBehalf,
    ).toEqual({ ...told, confirmed: false });
    const confirmed = returned({
      onBehalf: { ...onBehalf, confirmedAt: '2026-11-24T09:00:00.000Z' },
    });
    expect(lineAt(NOW, toYjs, { returns: [confirmed] }).onBehalf).toEqual({
      ...told,
      confirmed: true,
    });
  });
});

describe('an agency under a restricted agreement', () => {
  const fromTrust = (over: Partial<Return> = {}) =>
    returned({ viewRequestId: idOf('vr', 2), agency: 'slam', ...over });

  it('is ASKED until the day to answer, whatever it did, and from that day ANSWERED or still ASKED', () => {
    for (const kind of ['VIEW', 'NOTHING_HELD', 'WITHHELD'] as const) {
      const held = { returns: [fromTrust({ kind })], seen };
      expect(lineAt(REPLY_BY - 1, toTrust, held)).toMatchObject({
        state: 'ASKED',
        late: false,
        corrected: false,
      });
      expect(lineAt(REPLY_BY, toTrust, held).state).toBe('ANSWERED');
    }
    expect(lineAt(REPLY_BY + 9 * DAY, toTrust, { seen }).state).toBe('ASKED');
  });

  it('that could not tell whom it was asked about is a gap, and not before that day', () => {
    const held = { returns: [fromTrust({ kind: 'CANNOT_IDENTIFY' })] };
    expect(lineAt(REPLY_BY - 1, toTrust, held).state).toBe('ASKED');
    expect(lineAt(REPLY_BY, toTrust, held).state).toBe('CANNOT_IDENTIFY');
  });

  it('is never late, corrected or seen, and shows what came late from its arrival', () => {
    const late = fromTrust({
      version: 2,
      receivedAt: new Date(REPLY_BY + DAY).toISOString(),
    });
    expect(lineAt(REPLY_BY + DAY - 1, toTrust, { returns: [late] }).state).toBe(
      'ASKED',
    );
    const after = lineAt(REPLY_BY + DAY, toTrust, {
      returns: [fromTrust(), late],
      seen,
    });
    expect(after).toMatchObject({
      state: 'ANSWERED',
      late: false,
      corrected: false,
    });
  });

  it('has FAILED alike whether it had answered or not, as long as that may not show', () => {
    const held = { returns: [fromTrust()] };
    expect(lineAt(REPLY_BY - 1, toTrust, held, suspended)).toEqual(
      lineAt(REPLY_BY - 1, toTrust, {}, suspended),
    );
    expect(lineAt(REPLY_BY - 1, toTrust, held, suspended).state).toBe('FAILED');
  });

  it('in summer is so from midnight in London, an hour before that of UTC', () => {
    const july = { ...toTrust, replyBy: '2026-07-14' };
    const held = {
      returns: [fromTrust({ receivedAt: '2026-07-10T09:00:00.000Z' })],
    };
    expect(
      lineAt(Date.parse('2026-07-13T22:59:59.999Z'), july, held).state,
    ).toBe('ASKED');
    expect(lineAt(Date.parse('2026-07-13T23:00:00Z'), july, held).state).toBe(
      'ANSWERED',
    );
  });
});

describe('of a restricted agreement, whoever swaps "nothing held" and "withheld"', () => {
  const instant = fc.integer({
    min: Date.parse('2026-11-16T09:00:00Z'),
    max: REPLY_BY + 30 * DAY,
  });
  const approval = (n: number, contributedAt: string) =>
    record({
      recordId: idOf('rec', 30 + n),
      category: 'approval',
      originator: 'slam',
      agreement: 'MD-CAMHS-003',
      contributedAt,
      approved: true,
      fields: { approvalRole: 'CALDICOTT_GUARDIAN', approvalReason: 'Canary.' },
    });
  const health = (n: number, contributedAt: string, approved: boolean) =>
    record({
      recordId: idOf('rec', 60 + n),
      category: 'health',
      originator: 'slam',
      agreement: 'MD-CAMHS-003',
      contributedAt,
      approved,
      fields: { riskToOthers: 'HIGH', needSummary: 'In crisis.' },
    });
  const reply = fc.record({
    kind: fc.constantFrom(...ReplyKind.options),
    at: instant,
    approved: fc.boolean(),
  });
  const history = fc.array(reply, { maxLength: 4 }).map((all) =>
    all
      .toSorted((a, b) => a.at - b.at)
      .map(({ kind, at, approved }, i): Return => {
        const receivedAt = new Date(at).toISOString();
        const view = kind === 'VIEW' ? [health(i, receivedAt, approved)] : [];
        return withKind(
          returned({
            viewRequestId: idOf('vr', 2),
            agency: 'slam',
            version: i + 1,
            receivedAt,
            records: [...view, approval(i, receivedAt)],
          }),
          kind,
        );
      }),
  );
  const withKind = (given: Return, kind: Return['kind']): Return => ({
    ...given,
    kind,
    withholdingReason: kind === 'WITHHELD' ? 'LEGAL_PROCEEDINGS' : undefined,
    note: kind === 'WITHHELD' ? 'In proceedings.' : undefined,
    localIdentifier: kind === 'WITHHELD' ? 'RIO-123456' : undefined,
    contentHash: (kind === 'WITHHELD' ? 'e' : 'd').repeat(64),
  });
  const SWAPPED = {
    NOTHING_HELD: 'WITHHELD',
    WITHHELD: 'NOTHING_HELD',
  } as const;
  const swapped = (given: Return): Return =>
    withKind(given, { ...KEPT, ...SWAPPED }[given.kind]);
  const KEPT = { VIEW: 'VIEW', CANNOT_IDENTIFY: 'CANNOT_IDENTIFY' } as const;

  const situation = fc.record({
    history,
    now: instant,
    yjs: fc.constantFrom(...ReplyKind.options, undefined),
    decidedAt: fc.option(instant, { nil: undefined }),
    seen: fc.boolean(),
    attendees: fc.constantFrom(
      undefined,
      ['met-police', 'croydon-yjs'],
      ['met-police', 'harbour-mentoring'],
    ),
  });
  const decider = { practitioner: 'ch-1', role: 'PANEL_CHAIR' };
  const decisionAt = (at: number, considered: string[]) => {
    const decidedAt = new Date(at).toISOString();
    return {
      taken: { outcome: 'EXCLUDE', decidedAt, recordedAt: decidedAt },
      considered,
    } as Decision;
  };
  type Situation = typeof situation extends fc.Arbitrary<infer S> ? S : never;

  /** All that the panel's side can obtain of a case at an instant, as one text. */
  const obtained = (
    { now, yjs, decidedAt, attendees, ...held }: Situation,
    returns: readonly Return[],
  ): string => {
    const ofYjs = yjs ? [returned({ kind: yjs, records: [record()] })] : [];
    const decided = decidedAt !== undefined && decidedAt <= now;
    const until = (instant: number) => [
      ...ofYjs,
      ...returns.filter(({ receivedAt }) => Date.parse(receivedAt) <= instant),
    ];
    const listed = caseFile({
      viewRequests: [toYjs, toTrust],
      returns: until(decided ? decidedAt : now),
      seen: held.seen ? seen : [],
    });
    const file: CaseFile = {
      ...listed,
      case: theCase(
        decided
          ? { state: 'DECIDED', finalDecisionOn: londonDate(decidedAt) }
          : {},
      ),
      returns: until(now),
      decisions: decided
        ? [decisionAt(decidedAt, consideredAt(listed, AGREEMENTS, decidedAt))]
        : [],
    };
    const { recipient, ...rest } = asked();
    const panel = panelNamed('south-bcu');
    const question: PackQuestion = {
      file,
      panel,
      declaredBy: 'MD-SBCU-001',
      agreements: AGREEMENTS,
      asked: rest,
      attendees,
      now,
    };
    const { pack, decisions, ledger } = composePack(question);
    const request = {
      outcome: 'INCLUDE',
      packDigest: 'a'.repeat(64),
      acknowledgements: [],
      decider,
    } as never;
    const meeting = { attendance: [], meetingOn: '2026-11-26' } as never;
    const entry = {
      actor: { agency: 'met-police' },
      recipient,
      outcome: outcomeOf(decisions),
      status: 200,
    };
    const kept = { ...entry, ...accountOf(decisions) } as KeptEntry;
    return canonical({
      pack,
      ledger,
      fingerprint: fingerprintOf(pack, file.case.salt),
      blockers: blockersOf({ request, pack, meeting, panel, acknowledged: [] }),
      reopened: reopenedIn(question),
      paper: paperPack(question, pack),
      disclosure: disclosureOf(decisions, recipient, AGREEMENTS, idOf('le', 1)),
      worklist: worklistOf(
        tasksOf(file),
        openAgencies('south-bcu', AGREEMENTS),
        now,
      ),
      officer: entryAsSeenBy(kept, 'met-police') ?? null,
    });
  };

  it('changes no byte that the panel’s side can obtain, at any instant and whoever is in the room', () => {
    fc.assert(
      fc.property(situation, (given) => {
        expect(obtained(given, given.history.map(swapped))).toBe(
          obtained(given, given.history),
        );
      }),
      proving(10_000),
    );
  });

  it('before the day to answer there is no byte of any reply', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const before = { ...given, now: Math.min(given.now, REPLY_BY - 1) };
        expect(obtained(before, given.history)).toBe(obtained(before, []));
      }),
      proving(2000),
    );
  });

  it('and the ledger of the police’s officer holds no line of what the trust withheld', () => {
    const file = caseFile({
      viewRequests: [toTrust],
      returns: [withKind(returned({ agency: 'slam' }), 'WITHHELD')],
    });
    expect(
      obtained(
        {
          history: [],
          now: REPLY_BY,
          yjs: undefined,
          decidedAt: undefined,
          seen: true,
          attendees: undefined,
        },
        file.returns,
      ),
    ).not.toMatch(
      /LEGAL_PROCEEDINGS|In proceedings|RIO-123456|approval|WITHHELD/,
    );
  });

  it('the rule is the agreement’s: one that tells answers apart would change the bytes', () => {
    const open = agreementNamed('MD-CAMHS-003');
    open.returns = {
      ...open.returns,
      nilAndWithheld: 'DISTINCT',
      approvalRequired: false,
    };
    const state = (kind: Return['kind']) =>
      lineAt(
        REPLY_BY,
        toTrust,
        { returns: [returned({ agency: 'slam', kind })] },
        [open],
      ).state;
    expect(state('NOTHING_HELD')).not.toBe(state('WITHHELD'));
  });
});
