/** Every list of a case that somebody can lengthen is refused past its bound, and what is full can still be ended. */
import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { overflowOf } from '../../../rules/effects/overflow.ts';
import { BOUNDS, type BoundName } from '../../../schemas/vocabulary/bounds.ts';
import {
  caseFile,
  check,
  idOf,
  nomination,
  returned,
  viewRequest,
} from '../given.ts';
import { decisionOf, visitTo } from './generated-changes.ts';

type Fill = (n: number) => Partial<CaseFile>;

const times = <T>(n: number, make: (i: number) => T): T[] =>
  Array.from({ length: n }, (_, i) => make(i));

const question = (i: number) =>
  ({
    questionId: idOf('qn', i),
    viewRequestId: idOf('vr', 1),
  }) as CaseFile['questions'][number];

const FILLED: [BoundName, Fill][] = [
  [
    'nominationsOfCase',
    (n) => ({
      nominations: times(n, (i) =>
        nomination({ nominationId: idOf('nom', i) }),
      ),
    }),
  ],
  [
    'viewRequestsOfCase',
    (n) => ({
      viewRequests: times(n, (i) =>
        viewRequest({ viewRequestId: idOf('vr', i) }),
      ),
    }),
  ],
  ['questionsOfRequest', (n) => ({ questions: times(n, (i) => question(i)) })],
  [
    'repliesOfRequest',
    (n) => ({ returns: times(n, (i) => returned({ version: i })) }),
  ],
  [
    'checksOfCase',
    (n) => ({ checks: times(n, (i) => ({ ...check(), checkId: String(i) })) }),
  ],
  [
    'triagesOfCase',
    (n) => ({
      triages: times(
        n,
        (i) => ({ triageId: idOf('tri', i) }) as CaseFile['triages'][number],
      ),
    }),
  ],
  [
    'decisionsOfCase',
    (n) => ({
      decisions: times(n, (i) => decisionOf('DEFER', idOf('dec', i))),
    }),
  ],
  [
    'visitsOfCase',
    (n) => ({
      visits: times(n, (i) => visitTo(idOf('visit', i), { state: 'DONE' })),
    }),
  ],
  [
    'openVisitsOfCase',
    (n) => ({ visits: times(n, (i) => visitTo(idOf('visit', i))) }),
  ],
  [
    'attemptsOfVisit',
    (n) => ({
      visits: [
        visitTo(idOf('visit', 1), {
          attempts: times(n, () => ({ at: '2026-11-23T10:00:00.000Z' })),
        }),
      ],
    }),
  ],
  [
    'briefsOfVisit',
    (n) => ({
      visits: [
        visitTo(idOf('visit', 1), {
          acknowledged: times(n, () => ({
            digest: 'd'.repeat(64),
            at: '2026-11-23T10:00:00.000Z',
          })),
        }),
      ],
    }),
  ],
  [
    'referralsOfCase',
    (n) => ({
      referrals: times(
        n,
        (i) =>
          ({
            referralId: idOf('ref', i),
            history: [],
          }) as unknown as CaseFile['referrals'][number],
      ),
    }),
  ],
];

const changeOf = (before: Partial<CaseFile>, after: Partial<CaseFile>) => ({
  before: { file: caseFile(before) },
  after: { file: caseFile(after) },
});

describe.each(FILLED)('%s', (bound, fill) => {
  const most = BOUNDS[bound];

  it('takes as many as it says', () => {
    expect(overflowOf(changeOf(fill(most - 1), fill(most)))).toBeUndefined();
  });

  it('refuses one more, and names itself', () => {
    expect(overflowOf(changeOf(fill(most), fill(most + 1)))).toEqual({
      bound,
      most,
    });
  });

  it('refuses nothing that leaves it as long as it is', () => {
    const over = caseFile(fill(most + 3));
    const closed = {
      ...over,
      case: { ...over.case, state: 'CLOSED' as const },
    };
    expect(
      overflowOf({ before: { file: over }, after: { file: closed } }),
    ).toBeUndefined();
  });
});
