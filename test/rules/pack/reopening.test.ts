/** What came after a decision takes it up again only where it changes what the decision rested on; and then always. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { consideredAt } from '../../../rules/cases/considered-evidence.ts';
import { composePack, type PackQuestion } from '../../../rules/pack/pack.ts';
import { reopenedIn } from '../../../rules/pack/reopening.ts';
import type { Return } from '../../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../../schemas/store/personal-record.ts';
import { Judgement } from '../../../schemas/vocabulary/codes.ts';
import { proving } from '../../prove.ts';
import {
  AGREEMENTS,
  asked,
  CASE_ID,
  caseFile,
  check,
  idOf,
  MEETING_ID,
  nomination,
  PERSON_ID,
  panelNamed,
  record,
  returned,
  theCase,
  viewRequest,
} from '../given.ts';

const DECIDED = Date.parse('2026-11-26T14:00:00Z');
const LATER = Date.parse('2026-11-27T09:00:00Z');
const latest = Date.parse('2027-03-31T22:59:59.999Z');

const toYjs = viewRequest();
const toCare = viewRequest({
  viewRequestId: idOf('vr', 2),
  agency: 'croydon-social-care',
});
const toTrust = viewRequest({
  viewRequestId: idOf('vr', 3),
  agency: 'slam',
  agreement: 'MD-CAMHS-003',
  categories: ['health'],
});
const viewRequests = [toYjs, toCare, toTrust];

type Said = Partial<Pick<Return, 'version' | 'kind' | 'receivedAt'>> & {
  view?: object;
  approach?: object;
};

const from = (
  { viewRequestId, agency }: typeof toYjs,
  { view, approach, ...over }: Said,
): Return => {
  const { version = 1, receivedAt = '2026-11-20T10:00:00.000Z' } = over;
  const said = (
    category: PersonalRecord['category'],
    fields: object,
    n: number,
  ) =>
    record({
      recordId: idOf('rec', version * 10 + n),
      originator: agency,
      contributedAt: receivedAt,
      category,
      fields: fields as PersonalRecord['fields'],
    });
  return returned({
    viewRequestId,
    agency,
    kind: 'VIEW',
    records: [
      ...(view ? [said('view', view, 1)] : []),
      ...(approach ? [said('approach', approach, 2)] : []),
    ],
    ...over,
  });
};

/** The YJS had answered when the panel decided, with advice; the others had not. */
const yjs = from(toYjs, {
  view: { riskToOthers: 'MEDIUM' },
  approach: { safeApproachAdvice: 'Call first.' },
});
const before = caseFile({ viewRequests, returns: [yjs] });

/** The case as it is after a decision on a file, taken at an instant, and whatever has come since. */
const decidedOn = (
  had: CaseFile,
  since: Partial<CaseFile> = {},
  at = DECIDED,
): CaseFile => ({
  ...had,
  ...since,
  case: theCase({ state: 'DECIDED', finalDecisionOn: '2026-11-26' }),
  decisions: [
    {
      type: 'Decision',
      personId: PERSON_ID,
      caseId: CASE_ID,
      decisionId: idOf('dec', 1),
      taken: {
        decisionId: idOf('dec', 1),
        outcome: 'INCLUDE',
        decidedAt: new Date(at).toISOString(),
        recordedAt: new Date(at).toISOString(),
        meetingId: MEETING_ID,
        meetingOn: '2026-11-26',
        present: [],
        notQuorate: false,
        decider: 'met-police/ch-1 (PANEL_CHAIR)',
        rationale: 'Synthetic.',
        packDigest: 'd'.repeat(64),
        acknowledgements: [],
      },
      considered: consideredAt(had, AGREEMENTS, at),
      gaps: [],
      expiresAt: '2030-01-01T00:00:00.000Z',
    },
  ],
});

const reopened = (
  file: CaseFile,
  now = LATER,
  over: Partial<PackQuestion> = {},
): string[] => {
  const { recipient: _, ...rest } = asked();
  const panel = panelNamed('south-bcu');
  const agreements = AGREEMENTS;
  const question = {
    file,
    panel,
    declaredBy: 'MD-SBCU-001',
    agreements,
    serving: [],
    asked: rest,
    now,
    ...over,
  };
  const because = reopenedIn(question);
  // The present pack only saves composing it: no question is answered otherwise by having it.
  expect(reopenedIn(question, composePack(question).pack)).toEqual(because);
  return because;
};

const since = (given: Partial<CaseFile>) => decidedOn(before, given);
const second = (said: Said) =>
  from(toYjs, { version: 2, receivedAt: '2026-11-27T08:00:00.000Z', ...said });

describe('a decision stands', () => {
  it('at every later instant, if nothing has come: a clock alone takes nothing up again', () => {
    fc.assert(
      fc.property(fc.integer({ min: DECIDED, max: latest }), (now) => {
        expect(reopened(decidedOn(before), now)).toEqual([]);
      }),
      proving(500),
    );
  });

  it('on the day of the child’s 18th birthday', () => {
    const had = {
      ...before,
      nominations: [nomination({ birthDate: '2008-11-27' })],
    };
    expect(
      reopened(decidedOn(had), Date.parse('2026-11-27T12:00:00Z')),
    ).toEqual([]);
  });

  it('whatever a further reply changes of ratings, opinions, needs and facts, if no agency then differs', () => {
    const text = fc.string({ minLength: 1, maxLength: 30 });
    const view = fc.record({
      riskToOthers: fc.constantFrom(...Judgement.options),
      safetyAndWellbeing: fc.constantFrom(...Judgement.options),
      facts: fc.array(text, { maxLength: 3 }),
      opinions: fc.array(text, { maxLength: 3 }),
      needs: fc.array(text, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(view, (says) => {
        const again = second({
          view: says,
          approach: { safeApproachAdvice: 'Call first.' },
        });
        expect(reopened(since({ returns: [yjs, again] }))).toEqual([]);
      }),
      proving(1000),
    );
  });

  it('where a rule is checked again with the same finding, on other evidence', () => {
    const again = check({
      checkId: 'c2',
      checkedAt: '2026-11-27T08:00:00.000Z',
      evidence: 'Looked at again.',
    });
    expect(reopened(since({ checks: [check(), again] }))).toEqual([]);
  });
});

describe('a decision is to be taken again', () => {
  const advice = { safeApproachAdvice: 'Call first.' };
  it.each<[string, Partial<CaseFile>, string[]]>([
    [
      'an agency that had not answered does',
      {
        returns: [
          yjs,
          from(toCare, {
            kind: 'NOTHING_HELD',
            receivedAt: '2026-11-27T08:00:00.000Z',
          }),
        ],
      },
      ['gap NO_REPLY:croydon-social-care'],
    ],
    [
      'a trust that had not answered does, whatever it says',
      {
        returns: [
          yjs,
          returned({
            viewRequestId: idOf('vr', 3),
            agency: 'slam',
            kind: 'WITHHELD',
          }),
        ],
      },
      ['gap NO_REPLY:slam'],
    ],
    [
      'an agency takes back what it said',
      { returns: [yjs, second({ kind: 'WITHHELD' })] },
      ['approach advice', 'gap WITHHELD:croydon-yjs'],
    ],
    [
      'an agency advises otherwise',
      {
        returns: [
          yjs,
          second({
            view: { riskToOthers: 'MEDIUM' },
            approach: { safeApproachAdvice: 'Never alone.' },
          }),
        ],
      },
      ['approach advice'],
    ],
    [
      'an agency says that nobody should visit',
      {
        returns: [
          yjs,
          second({
            view: { riskToOthers: 'MEDIUM' },
            approach: { ...advice, doNotVisitReason: 'Unsafe.' },
          }),
        ],
      },
      ['approach advice'],
    ],
    [
      'a rule of eligibility is found otherwise',
      {
        checks: [
          check(),
          check({
            checkId: 'c2',
            finding: 'NOT_MET',
            checkedAt: '2026-11-27T08:00:00.000Z',
          }),
        ],
      },
      [
        'eligibility NO_WEAPON_CONVICTION MET',
        'eligibility NO_WEAPON_CONVICTION NOT_MET',
      ],
    ],
  ])('where %s', (_, given, because) => {
    expect(reopened(since(given)).sort()).toEqual(because);
  });

  it('wherever two agencies come to differ by two steps, and only there', () => {
    const judgement = fc.constantFrom(...Judgement.options);
    const had = {
      ...before,
      returns: [yjs, from(toCare, { view: { riskToOthers: 'MEDIUM' } })],
    };
    fc.assert(
      fc.property(judgement, (riskToOthers) => {
        const again = second({ view: { riskToOthers }, approach: advice });
        const because = reopened(
          decidedOn(had, { returns: [...had.returns, again] }),
        );
        const apart = Math.abs(
          Judgement.options.indexOf(riskToOthers) -
            Judgement.options.indexOf('MEDIUM'),
        );
        expect(because.length > 0).toBe(apart >= 2);
        if (apart >= 2)
          expect(because).toEqual([
            expect.stringMatching(/^divergence RISK_TO_OTHERS:/),
          ]);
      }),
      proving(200),
    );
  });

  it('by a reply that was begun before the decision and stored after it', () => {
    const begun = from(toCare, {
      kind: 'NOTHING_HELD',
      receivedAt: new Date(DECIDED - 1).toISOString(),
    });
    expect(reopened(since({ returns: [yjs, begun] }))).toEqual([
      'gap NO_REPLY:croydon-social-care',
    ]);
  });

  it('by a nomination that it did not have before it, since nobody has checked with that in mind', () => {
    const further = nomination({
      nominationId: idOf('nom', 2),
      nominatedAt: '2026-11-26T15:00:00.000Z',
    });
    expect(
      reopened(since({ nominations: [...before.nominations, further] })),
    ).toEqual([
      'eligibility NO_WEAPON_CONVICTION MET',
      'eligibility NO_WEAPON_CONVICTION NOT_KNOWN',
    ]);
  });

  it('by a trust’s reply that was there and which the panel could not see yet, once it can', () => {
    const early = Date.parse('2026-11-23T14:00:00Z');
    const hidden = returned({
      viewRequestId: idOf('vr', 3),
      agency: 'slam',
      kind: 'NOTHING_HELD',
    });
    const file = decidedOn({ ...before, returns: [yjs, hidden] }, {}, early);
    expect(reopened(file, Date.parse('2026-11-23T23:59:59.999Z'))).toEqual([]);
    expect(reopened(file, Date.parse('2026-11-24T00:00:00Z'))).toEqual([
      'gap NO_REPLY:slam',
    ]);
  });

  it('for every reader alike: whoever is in the room, and whichever agreement the reader names', () => {
    const file = since({
      returns: [yjs, second({ view: { riskToOthers: 'MEDIUM' } })],
    });
    const { recipient: _, ...rest } = asked({ agreement: 'MD-CAMHS-003' });
    expect(reopened(file)).toEqual(['approach advice']);
    expect(
      reopened(file, LATER, { attendees: ['bromley-yjs', 'a-visitor'] }),
    ).toEqual(['approach advice']);
    expect(reopened(file, LATER, { asked: rest })).toEqual(['approach advice']);
  });
});

it('what has not been decided, or has been delivered, is not taken up again', () => {
  const came = { returns: [yjs, from(toCare, { kind: 'NOTHING_HELD' })] };
  for (const state of ['LISTED', 'DELIVERED', 'CLOSED'] as const) {
    expect(reopened({ ...since(came), case: theCase({ state }) })).toEqual([]);
  }
});

it('a further decision on what has come closes it', () => {
  const came = {
    ...before,
    returns: [yjs, from(toCare, { kind: 'NOTHING_HELD' })],
  };
  const first = decidedOn(before, { returns: came.returns });
  const again = decidedOn(came, {}, LATER);
  expect(reopened(first)).not.toEqual([]);
  expect(
    reopened(
      { ...again, decisions: [...first.decisions, ...again.decisions] },
      LATER + 1,
    ),
  ).toEqual([]);
});
