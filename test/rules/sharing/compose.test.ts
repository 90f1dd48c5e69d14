/** The answer is put together of what was released, and its account tells each reader what that reader may know. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accountOf,
  anyReleased,
  composeRecords,
  disclosureOf,
  outcomeOf,
  releasedRecordIds,
} from '../../../rules/sharing/compose.ts';
import {
  decide,
  type Grounds,
  type Question,
  type RecordDecision,
} from '../../../rules/sharing/decide.ts';
import {
  Disclosure,
  PermittedRecords,
} from '../../../schemas/contract/disclosure.ts';
import { BOROUGHS } from '../../../schemas/vocabulary/codes.ts';
import { REASONS } from '../../../schemas/vocabulary/reasons.ts';
import { proving } from '../../prove.ts';
import {
  AGREEMENTS,
  asked,
  idOf,
  question,
  record,
  subject,
} from '../given.ts';
import { questions } from '../policies.ts';

const ENTRY = idOf('le', 1);

const identity = record({
  category: 'identity',
  originator: 'met-police',
  fields: {
    givenName: 'Ada',
    familyName: 'Okoro',
    sex: 'F',
    borough: BOROUGHS.CROYDON,
  },
});

const unapprovedHealth = record({
  recordId: idOf('rec', 2),
  category: 'health',
  originator: 'slam',
  agreement: 'MD-CAMHS-003',
  fields: { needSummary: 'Waits for a first appointment.' },
});

const expiredView = record({
  recordId: idOf('rec', 3),
  expiresAt: '2026-11-01T00:00:00.000Z',
});

const disclosed = (questions: Question[], recipient: string) =>
  disclosureOf(questions.map(decide), recipient, AGREEMENTS, ENTRY);

describe('an answer', () => {
  it('carries the fields that were released and no other', () => {
    fc.assert(
      fc.property(questions, (asked) => {
        const decision = decide(asked);
        const names = decision.fields
          .filter(({ released }) => released)
          .map(({ field }) => field);
        const carried = Object.values(composeRecords([decision])).flat();
        const source =
          names.length > 0 ? ['originator', 'agreement', 'contributedAt'] : [];
        expect(carried.flatMap((each) => Object.keys(each)).sort()).toEqual(
          [...source, ...names].sort(),
        );
        for (const each of carried) {
          for (const name of names)
            expect(Object.entries(each)).toContainEqual([
              name,
              asked.record.fields[name],
            ]);
        }
      }),
      proving(2000),
    );
  });

  it('leaves out a withheld field of a record of which others are released', () => {
    const toEducation = question({
      record: record({
        category: 'incident',
        originator: 'met-police',
        fields: {
          incidentSummary: 'A knife was found.',
          assessment: 'B',
          handlingCode: 'P',
          priorContact: [],
        },
      }),
      asked: asked({ recipient: 'croydon-education' }),
    });
    expect(composeRecords([decide(toEducation)])).toEqual({
      incident: [
        {
          originator: 'met-police',
          agreement: 'MD-SBCU-001',
          contributedAt: '2026-11-20T10:00:00.000Z',
          incidentSummary: 'A knife was found.',
        },
      ],
    });
  });

  it('has no trace of a record of which nothing was released, not even its category', () => {
    const decisions = [
      decide(question({ record: unapprovedHealth })),
      decide(question({ record: expiredView })),
    ];
    expect(composeRecords(decisions)).toEqual({});
    expect(anyReleased(decisions)).toBe(false);
    expect(releasedRecordIds(decisions)).toEqual([]);
  });

  it('names for a recall each record of which anything was released', () => {
    const inPart = record({
      recordId: idOf('rec', 5),
      fields: { riskToOthers: 'HIGH', notAField: 'x' },
    });
    const decisions = [
      identity,
      unapprovedHealth,
      record({ recordId: idOf('rec', 4) }),
      inPart,
    ].map((given) => decide(question({ record: given })));
    expect(releasedRecordIds(decisions)).toEqual([
      identity.recordId,
      idOf('rec', 4),
      idOf('rec', 5),
    ]);
  });

  it('keeps two records of a category apart', () => {
    const [first, second] = [
      record(),
      record({
        originator: 'croydon-education',
        fields: { riskToOthers: 'LOW' },
      }),
    ];
    const { view } = composeRecords(
      [first, second].map((given) => decide(question({ record: given }))),
    );
    expect(
      view?.map(({ originator, riskToOthers }) => [originator, riskToOthers]),
    ).toEqual([
      ['croydon-yjs', 'HIGH'],
      ['croydon-education', 'LOW'],
    ]);
  });

  it('is of the form that the contract states', () => {
    const decisions = [
      decide(question({ record: identity })),
      decide(question()),
    ];
    expect(() =>
      PermittedRecords.parse(composeRecords(decisions)),
    ).not.toThrow();
    expect(() =>
      Disclosure.parse(
        disclosureOf(decisions, 'panel:south-bcu', AGREEMENTS, ENTRY),
      ),
    ).not.toThrow();
  });
});

describe('of a record of which nothing was released', () => {
  it('an agency does not learn that it exists', () => {
    const toCare = question({
      asked: asked({ recipient: 'croydon-social-care' }),
    });
    expect(decide(toCare).fields.every(({ released }) => !released)).toBe(true);
    expect(disclosed([toCare], 'croydon-social-care')).toEqual({
      ledgerEntry: ENTRY,
      released: [],
      withheld: [],
    });
  });

  it('a panel learns why, under an agreement that tells "nothing held" from "withheld"', () => {
    const { withheld } = disclosed(
      [question({ record: expiredView })],
      'panel:south-bcu',
    );
    expect(withheld).toEqual([
      {
        category: 'view',
        originator: 'croydon-yjs',
        fields: ['riskToOthers'],
        reasons: [
          {
            code: 'RECORD_EXPIRED',
            agreement: 'MD-SBCU-001',
            says: REASONS.RECORD_EXPIRED,
          },
        ],
      },
    ]);
  });

  it('a panel learns nothing under a restricted agreement', () => {
    const { withheld } = disclosed(
      [question({ record: unapprovedHealth })],
      'panel:south-bcu',
    );
    expect(withheld).toEqual([]);
  });

  it('a panel learns nothing under an agreement that it does not hold', () => {
    const foreign = question({ record: record({ agreement: 'MD-NONE-009' }) });
    expect(disclosed([foreign], 'panel:south-bcu').withheld).toEqual([]);
  });

  it('the ledger keeps the full account', () => {
    const decisions = [decide(question({ record: unapprovedHealth }))];
    expect(accountOf(decisions)).toEqual({
      released: [],
      withheld: [
        {
          category: 'health',
          originator: 'slam',
          fields: ['needSummary'],
          reasons: ['CONDITION_NOT_MET MD-CAMHS-003 C7 APPROVED_BY_ORIGINATOR'],
        },
      ],
    });
  });
});

describe('of a record of which something was released', () => {
  const toCare = question({
    record: record({
      category: 'identifiers',
      originator: 'met-police',
      fields: { nhsNumber: '9000000009', pncId: '1979/0163001B' },
    }),
    asked: asked({ recipient: 'croydon-social-care' }),
  });

  it('the recipient learns what was withheld beside it, and why, in a sentence', () => {
    const { released, withheld } = disclosed([toCare], 'croydon-social-care');
    expect(released).toMatchObject([
      {
        category: 'identifiers',
        fields: ['nhsNumber'],
        basis: 'FLOW',
        agreement: 'MD-SBCU-001',
        flow: 'A3',
      },
    ]);
    expect(withheld).toMatchObject([
      {
        fields: ['pncId'],
        reasons: [{ code: 'FIELD_NOT_AGREED', says: REASONS.FIELD_NOT_AGREED }],
      },
    ]);
  });

  it('the ledger keeps the lawful basis, which the answer does not carry', () => {
    const decisions = [decide(toCare)];
    expect(accountOf(decisions).released[0]?.lawfulBasis).toMatchObject({
      party: 'met-police',
    });
    expect(
      JSON.stringify(disclosed([toCare], 'croydon-social-care')),
    ).not.toContain('lawfulBasis');
  });

  it('no account carries a value of a field', () => {
    const secret = 'only-in-the-record';
    const told = question({
      record: record({
        fields: { facts: [secret], contact: secret, riskToOthers: 'HIGH' },
      }),
    });
    const decisions = [decide(told)];
    expect(
      JSON.stringify([
        accountOf(decisions),
        disclosed([told], 'panel:south-bcu'),
      ]),
    ).not.toContain(secret);
  });
});

describe('fields of one record', () => {
  const by = (flow: string, agreement = 'MD-SBCU-001'): Grounds => ({
    basis: 'FLOW',
    agreement,
    version: 1,
    hash: 'a'.repeat(64),
    flow,
    gateway: 'CDA_S115',
    lawfulBasis: undefined,
    printable: true,
  });
  const decided = (...grounds: Grounds[]): RecordDecision => ({
    record: record(),
    fields: grounds.map((each, n) => ({
      field: `field${n}`,
      released: true,
      by: each,
    })),
  });

  it('stand together by the flow of the agreement that released them', () => {
    const decision = decided(by('A1'), by('A2'), by('A1'), by('A1', 'MD-2'));
    expect(accountOf([decision]).released.map(({ fields }) => fields)).toEqual([
      ['field0', 'field2'],
      ['field1'],
      ['field3'],
    ]);
  });

  it('stand apart from what the recipient gave itself', () => {
    const decision = decided({ basis: 'OWN' }, by('A1'), { basis: 'OWN' });
    expect(
      accountOf([decision]).released.map(({ basis, fields }) => [
        basis,
        fields,
      ]),
    ).toEqual([
      ['OWN', ['field0', 'field2']],
      ['FLOW', ['field1']],
    ]);
  });
});

describe('what an agency gave itself', () => {
  it('is accounted for as its own, by no flow', () => {
    const own = question({ asked: asked({ recipient: 'croydon-yjs' }) });
    expect(disclosed([own], 'croydon-yjs').released).toEqual([
      {
        category: 'view',
        originator: 'croydon-yjs',
        fields: ['riskToOthers'],
        basis: 'OWN',
      },
    ]);
  });
});

describe('the outcome of a request', () => {
  const partial = question({
    record: record({ fields: { riskToOthers: 'HIGH', horoscope: 'Mars' } }),
  });
  const outOfArea = question({
    record: record({ subject: subject({ borough: BOROUGHS.SUTTON }) }),
  });
  it.each([
    ['NIL', 'nothing was there', []],
    ['DENY', 'nothing of what was there was released', [outOfArea]],
    ['PARTIAL', 'some of one record was', [partial]],
    ['PARTIAL', 'one record of two was', [question(), outOfArea]],
    ['PERMIT', 'all was', [question()]],
  ])('is %s where %s', (outcome, _, given) => {
    expect(outcomeOf(given.map(decide))).toBe(outcome);
  });
});
