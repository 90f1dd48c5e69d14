/** What stands in the way of a visit: all of it is named at once, and only a reason not to visit can be overcome. */
import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import {
  givesReasonNotToVisit,
  visitBlockers,
} from '../../../rules/delivery/visit-gate.ts';
import { decision, given } from '../events.ts';
import {
  caseFile,
  check,
  idOf,
  incidentOf,
  panelNamed,
  record,
  returned,
  theCase,
  viewRequest,
} from '../given.ts';

const AREA = panelNamed('south-bcu').area;
const DUE = '2026-12-10';
const included = decision({ outcome: 'INCLUDE' });
const selected = (over: Partial<CaseFile> = {}): CaseFile =>
  caseFile({ nominations: [incidentOf()], decisions: [included], ...over });
const discussed = (status: 'ONGOING' | 'CONCLUDED') =>
  theCase({
    strategyDiscussion: {
      status,
      officer: 'met-police/o-1',
      since: '2026-11-20T10:00:00.000Z',
    },
  });

const codesOf = (
  file: CaseFile,
  over: { dueBy?: string; overrideReason?: string } = {},
): string[] =>
  visitBlockers(
    file,
    { dueBy: DUE, overrideReason: undefined, ...over },
    AREA,
  ).map(({ code }) => code);

const warned = {
  viewRequests: [
    viewRequest(),
    viewRequest({ viewRequestId: idOf('vr', 2), agency: 'croydon-education' }),
  ],
  returns: [
    returned({
      kind: 'VIEW',
      records: [
        record({
          category: 'approach',
          fields: { doNotVisitReason: 'A dog.' },
        }),
      ],
    }),
    returned({ agency: 'croydon-education' }),
  ],
};

describe('a visit', () => {
  it('may be made of a child whom the panel selected and nothing speaks against', () => {
    expect(codesOf(selected())).toEqual([]);
    expect(codesOf(selected({ case: discussed('CONCLUDED') }))).toEqual([]);
  });

  it.each([
    ['whom nobody decided on', []],
    ['whom the panel did not select', [decision({ outcome: 'EXCLUDE' })]],
    [
      'whom it selected, and then put off',
      [
        included,
        decision({ outcome: 'DEFER', recordedAt: '2026-11-24T10:00:00.000Z' }),
      ],
    ],
  ])('waits of a child %s', (_, decisions) => {
    expect(codesOf(selected({ decisions }))).toEqual(['NOT_SELECTED']);
  });

  it('waits while a strategy discussion is under way, in this case or another of the child', () => {
    const ongoing = discussed('ONGOING');
    expect(codesOf(selected({ case: ongoing }))).toEqual([
      'STRATEGY_DISCUSSION',
    ]);
    const [elsewhere, over] = (['ONGOING', 'CONCLUDED'] as const).map(
      (status) => [
        { case: discussed(status), nominations: [], decisions: [], visits: [] },
      ],
    );
    expect(codesOf(selected({ others: elsewhere }))).toEqual([
      'STRATEGY_DISCUSSION',
    ]);
    expect(codesOf(selected({ others: over }))).toEqual([]);
  });

  it('waits where a rule is not met, and says which and why', () => {
    const checks = [
      check({ finding: 'NOT_MET', evidence: 'A conviction of 2025.' }),
    ];
    expect(
      visitBlockers(
        selected({ checks }),
        { dueBy: DUE, overrideReason: undefined },
        AREA,
      ),
    ).toEqual([
      {
        code: 'ELIGIBILITY_NOT_MET',
        about: 'NO_WEAPON_CONVICTION',
        message:
          'NO_WEAPON_CONVICTION is NOT_MET on the day by which the visit is due. A conviction of 2025. (PNC)',
      },
    ]);
  });

  it('waits where the child will be of age on the last day on which it may be made', () => {
    expect(codesOf(selected(), { dueBy: '2029-05-03' })).toEqual([]);
    expect(codesOf(selected(), { dueBy: '2029-05-04' })).toEqual([
      'ELIGIBILITY_NOT_MET',
    ]);
  });

  it('waits where an agency gives a reason not to visit, which names the agency', () => {
    expect(
      visitBlockers(
        selected(warned),
        { dueBy: DUE, overrideReason: undefined },
        AREA,
      ),
    ).toEqual([
      {
        code: 'DO_NOT_VISIT',
        about: 'croydon-yjs',
        message: expect.stringContaining('`overrideReason`'),
      },
    ]);
    expect(givesReasonNotToVisit(selected(warned))).toBe(true);
    expect(givesReasonNotToVisit(selected())).toBe(false);
  });

  it('is made against such a reason with a note, and against nothing else', () => {
    const overrideReason = 'Two officers go.';
    expect(codesOf(selected(warned), { overrideReason })).toEqual([]);
    expect(
      codesOf(
        selected({ ...warned, case: discussed('ONGOING'), decisions: [] }),
        { overrideReason },
      ),
    ).toEqual(['NOT_SELECTED', 'STRATEGY_DISCUSSION']);
  });

  it('hears at once of all that stands in its way', () => {
    const file = given({
      ...warned,
      case: discussed('ONGOING'),
      checks: [check({ finding: 'NOT_MET' })],
    });
    expect(codesOf(file)).toEqual(
      expect.arrayContaining([
        'NOT_SELECTED',
        'STRATEGY_DISCUSSION',
        'ELIGIBILITY_NOT_MET',
        'DO_NOT_VISIT',
      ]),
    );
  });
});
