/** A file as it was: what a panel had before it in an outage can be composed again, however much has come since. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { fileAt } from '../../../rules/cases/file-at.ts';
import { composePack } from '../../../rules/pack/pack.ts';
import type {
  Flag,
  Question,
  Return,
} from '../../../schemas/store/entities.ts';
import { proving } from '../../prove.ts';
import { decision, triage } from '../events.ts';
import {
  AGREEMENTS,
  asked,
  CASE_ID,
  caseFile,
  check,
  idOf,
  nomination,
  PERSON_ID,
  panelNamed,
  record,
  returned,
  theCase,
  viewRequest,
} from '../given.ts';

const START = Date.parse('2026-11-26T10:00:00.000Z');
const iso = (minute: number): string =>
  new Date(START + minute * 60_000).toISOString();

const digestOf = (file: CaseFile, now: number): string => {
  const { recipient: _, ...rest } = asked();
  const panel = panelNamed('south-bcu');
  return composePack({
    file,
    panel,
    declaredBy: 'MD-SBCU-001',
    agreements: AGREEMENTS,
    serving: [],
    asked: rest,
    now,
  }).pack.digest;
};

const expiresAt = '2030-01-01T00:00:00.000Z';
const flagRecord = (statement: string, at: string) =>
  record({
    recordId: idOf('rec', 70),
    category: 'flag',
    contributedAt: at,
    fields: { flagKind: 'NEED', statement },
  });
const question: Question = {
  type: 'Question',
  personId: PERSON_ID,
  caseId: CASE_ID,
  questionId: idOf('qn', 1),
  viewRequestId: idOf('vr', 1),
  agency: 'croydon-yjs',
  text: 'Which school?',
  askedAt: iso(0),
  expiresAt,
};

/** Each thing that may happen to a case, at a minute of its own. What is there changes, or something comes. */
const EVENTS: ((file: CaseFile, n: number) => CaseFile)[] = [
  (file, n) => ({
    ...file,
    nominations: [
      ...file.nominations,
      nomination({ nominationId: idOf('nom', n + 2), nominatedAt: iso(n) }),
    ],
  }),
  (file, n) => ({
    ...file,
    checks: [
      ...file.checks,
      check({ checkId: `c${n}`, checkedAt: iso(n), evidence: `Look ${n}.` }),
    ],
  }),
  (file, n) => ({
    ...file,
    returns: [
      ...file.returns,
      returned({
        kind: 'VIEW',
        version: n + 1,
        receivedAt: iso(n),
        records: [
          record({
            recordId: idOf('rec', 100 + n),
            contributedAt: iso(n),
            fields: { facts: [`Fact ${n}.`] },
          }),
        ],
        onBehalf: {
          person: 'Ms Synthetic',
          channel: 'TELEPHONE',
          recordedBy: 'met-police/co-1',
          confirmBy: '2026-11-30',
        },
      }),
    ],
  }),
  (file, n) => ({
    ...file,
    returns: file.returns.map((each) => confirmed(each, n)),
  }),
  (file, n) =>
    file.flags.length > 0 ? changed(file, n) : { ...file, flags: [raised(n)] },
  (file, n) =>
    file.questions.length > 0
      ? {
          ...file,
          questions: file.questions.map((each) => ({
            ...each,
            answer: each.answer ?? {
              text: 'That one.',
              answeredAt: iso(n),
              answeredBy: 'met-police/co-1',
            },
          })),
        }
      : { ...file, questions: [{ ...question, askedAt: iso(n) }] },
  (file, n) => ({ ...file, case: investigated(file.case, n) }),
];

const confirmed = (given: Return, n: number): Return =>
  given.onBehalf === undefined || given.onBehalf.confirmedAt !== undefined
    ? given
    : {
        ...given,
        onBehalf: {
          ...given.onBehalf,
          confirmedAt: iso(n),
          confirmedBy: 'croydon-yjs/w-1',
        },
      };

const raised = (n: number): Flag => ({
  type: 'Flag',
  personId: PERSON_ID,
  flagId: idOf('flag', 1),
  version: 1,
  record: flagRecord('As it was raised.', iso(n)),
  withdrawn: false,
  history: [
    {
      version: 1,
      change: 'RAISED',
      changedAt: iso(n),
      changedBy: 'croydon-yjs/w-1',
    },
  ],
  expiresAt,
});

/** Corrected the first time, and withdrawn the second. */
const changed = (file: CaseFile, n: number): CaseFile => ({
  ...file,
  flags: file.flags.map((flag) => {
    if (flag.withdrawn) return flag;
    const change = flag.version === 1 ? 'CORRECTED' : 'WITHDRAWN';
    const version = flag.version + 1;
    const changedBy = 'croydon-yjs/w-1';
    return {
      ...flag,
      version,
      record:
        change === 'CORRECTED'
          ? flagRecord('As it was corrected.', iso(n))
          : flag.record,
      withdrawn: change === 'WITHDRAWN',
      history: [
        ...flag.history,
        { version, change, changedAt: iso(n), changedBy, before: flag.record },
      ],
    };
  }),
});

/** Set once, then concluded. */
const investigated = (of: CaseFile['case'], n: number): CaseFile['case'] => {
  const { investigation } = of;
  if (investigation === undefined) {
    return {
      ...of,
      investigation: {
        status: 'ONGOING',
        officer: 'met-police/o-1',
        since: iso(n),
        reviewOn: '2026-12-01',
      },
    };
  }
  if (investigation.status === 'CONCLUDED') return of;
  const outcome = 'No further action.';
  return {
    ...of,
    investigation: {
      ...investigation,
      status: 'CONCLUDED',
      concludedAt: iso(n),
      outcome,
    },
  };
};

const empty = caseFile({ case: theCase(), viewRequests: [viewRequest()] });
const history = (events: readonly number[]): CaseFile =>
  events.reduce((file, event, n) => EVENTS[event]?.(file, n) ?? file, empty);
const events = fc.array(fc.nat({ max: EVENTS.length - 1 }), {
  minLength: 1,
  maxLength: 14,
});

describe('a file as it was at an instant', () => {
  it('composes to the pack of that instant, whatever came or was changed since', () => {
    fc.assert(
      fc.property(events, fc.nat({ max: 14 }), (all, cut) => {
        const then = history(all.slice(0, cut));
        const instant = iso(cut - 0.5);
        const now = Date.parse(instant);
        expect(digestOf(fileAt(history(all), instant), now)).toBe(
          digestOf(then, now),
        );
      }),
      proving(3000),
    );
  });

  it('has what came in that very millisecond, and not what came in the next', () => {
    const file = caseFile({
      viewRequests: [viewRequest()],
      returns: [returned({ receivedAt: iso(1) })],
    });
    expect(fileAt(file, iso(1)).returns).toHaveLength(1);
    expect(
      fileAt(file, new Date(START + 60_000 - 1).toISOString()).returns,
    ).toEqual([]);
  });

  it('has the referrals and decisions up to that instant, and none that came after it', () => {
    const file = {
      ...empty,
      triages: [1, 2].map((n) => ({
        ...triage,
        triageId: idOf('tri', n),
        taken: { ...triage.taken, takenAt: iso(n) },
      })),
      decisions: [1, 2].map((n) =>
        decision({ decidedAt: iso(n), rationale: `Synthetic ${n}.` }),
      ),
    };
    const then = fileAt(file, iso(1));
    expect(then.triages.map(({ triageId }) => triageId)).toEqual([
      idOf('tri', 1),
    ]);
    expect(then.decisions.map(({ taken }) => taken.rationale)).toEqual([
      'Synthetic 1.',
    ]);
    expect(fileAt(file, iso(2))).toEqual(file);
    expect(fileAt(file, iso(0))).toMatchObject({ triages: [], decisions: [] });
  });

  it('has each thing from the very millisecond at which it came, and not before', () => {
    const at = iso(1);
    const marker = { status: 'ONGOING', officer: 'o-1', since: at } as const;
    const file = caseFile({
      case: theCase({ investigation: marker, strategyDiscussion: marker }),
      nominations: [nomination({ nominatedAt: at })],
      checks: [check({ checkedAt: at })],
      viewRequests: [viewRequest({ askedAt: at })],
      seen: [{ agency: 'croydon-yjs', seenAt: at } as CaseFile['seen'][number]],
      questions: [{ ...question, askedAt: at }],
    });
    expect(fileAt(file, at)).toEqual(file);
    const before = fileAt(file, iso(0));
    expect(before.case).toEqual(
      theCase({ investigation: undefined, strategyDiscussion: undefined }),
    );
    const { nominations, checks, viewRequests, seen, questions } = before;
    expect([nominations, checks, viewRequests, seen, questions]).toEqual(
      Array(5).fill([]),
    );
  });

  it('has a flag that was withdrawn since, and not one that was raised since', () => {
    const file = changed(changed({ ...empty, flags: [raised(1)] }, 2), 3);
    const flagsAt = (minute: number) =>
      fileAt(file, iso(minute)).flags.map(
        ({ record: { fields }, withdrawn }) => [fields.statement, withdrawn],
      );
    expect(flagsAt(0)).toEqual([]);
    expect(flagsAt(1)).toEqual([['As it was raised.', false]]);
    expect(flagsAt(2)).toEqual([['As it was corrected.', false]]);
    expect(flagsAt(3)).toEqual([['As it was corrected.', true]]);
  });
});
