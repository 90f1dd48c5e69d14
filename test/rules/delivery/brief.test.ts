/** The brief: what helps an officer at the door and nothing else, while there is a visit to make to a child. */
import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import {
  type BriefQuestion,
  composeBrief,
  daysOfBrief,
} from '../../../rules/delivery/brief.ts';
import type { Visit } from '../../../schemas/store/entities.ts';
import { visit } from '../events.ts';
import {
  AGREEMENTS,
  agreementNamed,
  asked,
  caseFile,
  idOf,
  record,
  returned,
  theCase,
  viewRequest,
} from '../given.ts';

const PANEL = agreementNamed('MD-SBCU-001');
const ALLOCATED = Date.parse('2026-11-26T15:00:00.000Z');
const DAY = 86_400_000;

const approach = record({
  category: 'approach',
  fields: {
    safeApproachAdvice: 'By day.',
    doNotVisitReason: 'A dog.',
    recommendedVenue: 'SCHOOL',
  },
});
const health = (over: object = {}) =>
  record({
    recordId: idOf('rec', 20),
    category: 'health',
    originator: 'slam',
    agreement: 'MD-CAMHS-003',
    fields: { safeApproachAdvice: 'Slowly.', needSummary: 'CANARY need.' },
    approved: true,
    ...over,
  });
const toTrust = viewRequest({
  viewRequestId: idOf('vr', 2),
  agency: 'slam',
  agreement: 'MD-CAMHS-003',
});
const answered = (
  records = [approach],
  over: Partial<CaseFile> = {},
): CaseFile =>
  caseFile({
    case: theCase({ state: 'DECIDED', finalDecisionOn: '2026-11-26' }),
    viewRequests: [viewRequest(), toTrust],
    returns: [
      returned({ kind: 'VIEW', records }),
      returned({
        agency: 'slam',
        viewRequestId: idOf('vr', 2),
        kind: 'VIEW',
        records: [health()],
      }),
    ],
    ...over,
  });

const brief = (over: Partial<BriefQuestion> = {}, of: Partial<Visit> = {}) => {
  const { recipient: _, ...rest } = asked({
    purpose: 'VISIT_SAFETY',
    practitionerRole: 'SAFER_SCHOOLS_OFFICER',
  });
  return composeBrief({
    file: answered(),
    visit: { ...visit(undefined), ...of },
    declaredBy: PANEL,
    agreements: AGREEMENTS,
    asked: rest,
    now: ALLOCATED,
    ...over,
  });
};

describe('a brief', () => {
  it('is the advice of each agency, with whose it is; a trust’s is dated by the day that it was asked for', () => {
    const contributedAt = '2026-11-20T10:00:00.000Z';
    expect(brief()?.records).toEqual({
      approach: [
        {
          originator: 'croydon-yjs',
          agreement: 'MD-SBCU-001',
          contributedAt,
          ...approach.fields,
        },
      ],
      health: [
        {
          originator: 'slam',
          agreement: 'MD-CAMHS-003',
          contributedAt: '2026-11-24T00:00:00.000Z',
          safeApproachAdvice: 'Slowly.',
        },
      ],
    });
  });

  it('holds nothing else of a record, and no other record', () => {
    const view = record({
      recordId: idOf('rec', 3),
      fields: { facts: ['CANARY fact.'], safeApproachAdvice: 'CANARY.' },
    });
    const { decisions, records } =
      brief({ file: answered([approach, view]) }) ?? {};
    expect(JSON.stringify([records, decisions])).not.toContain('CANARY');
    expect(decisions?.map(({ record: { category } }) => category)).toEqual([
      'approach',
      'health',
    ]);
  });

  it('is of an agency’s latest return alone, and of those who were asked', () => {
    const later = {
      ...approach,
      fields: { safeApproachAdvice: 'In the evening.' },
    };
    const file = answered();
    const returns = [
      returned({ version: 2, kind: 'VIEW', records: [later] }),
      ...file.returns,
    ];
    expect(
      brief({ file: { ...file, returns } })?.records.approach,
    ).toMatchObject([{ safeApproachAdvice: 'In the evening.' }]);
    expect(
      brief({ file: { ...file, viewRequests: [toTrust] } })?.records.approach,
    ).toBeUndefined();
    expect(brief({ file: { ...file, returns: [] } })?.records).toEqual({});
  });

  it('is the same in whatever order the answers stand', () => {
    const file = answered();
    const turned = {
      ...file,
      viewRequests: file.viewRequests.toReversed(),
      returns: file.returns.toReversed(),
    };
    expect(brief({ file: turned })).toEqual(brief());
  });
});

describe('the digest of a brief', () => {
  const digest = (...given: Parameters<typeof brief>) =>
    brief(...given)?.digest;

  it('is another where the officer reads something else', () => {
    const other = {
      ...approach,
      fields: { safeApproachAdvice: 'In the evening.' },
    };
    const others = [
      digest({ file: answered([other]) }),
      digest({}, { visitId: idOf('visit', 2) }),
      digest({}, { venue: 'HOME' }),
      digest({}, { overrideReason: 'Two officers go.' }),
      digest({
        file: answered([approach], {
          case: theCase({ state: 'DECIDED', salt: 'another-salt' }),
        }),
      }),
    ];
    expect(new Set([digest(), ...others]).size).toBe(6);
    expect(digest()).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is the same whenever the advice was given or the brief is read', () => {
    expect(
      digest({
        file: answered([
          { ...approach, contributedAt: '2026-11-21T10:00:00.000Z' },
        ]),
      }),
    ).toBe(digest());
    expect(digest({ now: ALLOCATED + DAY })).toBe(digest());
  });
});

describe('nobody is briefed', () => {
  it('once the visit is over', () => {
    for (const state of ['DONE', 'DECLINED', 'NOT_DONE'] as const)
      expect(brief({}, { state })).toBeUndefined();
    for (const state of ['ALLOCATED', 'ATTEMPTED', 'HOLD'] as const)
      expect(brief({}, { state })).toBeDefined();
  });

  it('after the days that the panel’s agreement gives', () => {
    expect(daysOfBrief(PANEL)).toBe(28);
    expect(brief({ now: ALLOCATED + 28 * DAY })).toBeDefined();
    expect(brief({ now: ALLOCATED + 29 * DAY })).toBeUndefined();
  });

  it('while the panel’s agreement is not in force', () => {
    const suspensions = [{ from: '2026-11-01T00:00:00.000Z' }];
    expect(brief({ declaredBy: { ...PANEL, suspensions } })).toBeUndefined();
  });

  it('for another purpose than a safe visit', () => {
    const { recipient: _, ...rest } = asked({
      practitionerRole: 'SAFER_SCHOOLS_OFFICER',
    });
    expect(brief({ asked: rest })).toBeUndefined();
  });

  it('about somebody who has come of age, or of whom nothing may be known', () => {
    const born = (birthDate: string): CaseFile => {
      const file = answered();
      const nominations = file.nominations.map((each) => ({
        ...each,
        records: each.records.map((of) => ({
          ...of,
          subject: { ...of.subject, birthDate },
        })),
      }));
      return { ...file, nominations };
    };
    expect(brief({ file: born('2008-11-27') })).toBeDefined();
    expect(brief({ file: born('2008-11-26') })).toBeUndefined();
    expect(
      brief({ file: answered([approach], { nominations: [] }) }),
    ).toBeUndefined();
  });
});

it('an agreement that says nothing of visits gives no days, and of several the most', () => {
  expect(daysOfBrief(undefined)).toBe(0);
  expect(daysOfBrief(agreementNamed('MD-VCS-005'))).toBe(0);
  const shorter = PANEL.flows.map((flow, n) => ({
    ...flow,
    conditions: flow.conditions.map((each) =>
      each.condition === 'VISIT_PENDING' ? { ...each, days: n } : each,
    ),
  }));
  const most = Math.max(
    ...shorter.flatMap(({ to }, n) =>
      to.includes('visiting-officer') ? [n] : [],
    ),
  );
  expect(daysOfBrief({ ...PANEL, flows: shorter })).toBe(most);
});
