/** Where agencies' views differ, the panel is asked a question; no answer is worked out for it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divergencesOf } from '../../../rules/pack/divergence.ts';
import type { PermittedRecords } from '../../../schemas/contract/disclosure.ts';
import type { PackMessage } from '../../../schemas/contract/pack.ts';
import { Judgement, VisitVenue } from '../../../schemas/vocabulary/codes.ts';
import { proving } from '../../prove.ts';

type AgencyReturn = PackMessage['returns'][number];
type Views = {
  [C in keyof PermittedRecords]: Partial<
    NonNullable<PermittedRecords[C]>[number]
  >;
};

const SOURCE = {
  agreement: 'MD-SBCU-001',
  contributedAt: '2026-11-20T10:00:00.000Z',
};

const returnOf = (agency: string, said: Views): AgencyReturn => ({
  agency,
  state: 'REPLIED',
  replyBy: '2026-11-24',
  records: Object.fromEntries(
    Object.entries(said).map(([category, fields]) => [
      category,
      [{ originator: agency, ...SOURCE, ...fields }],
    ]),
  ),
});

const judged = (agency: string, riskToOthers: Judgement) =>
  returnOf(agency, { view: { riskToOthers } });

describe('judgements diverge', () => {
  const steps = Judgement.options.flatMap((one, i) =>
    Judgement.options.map((other, j) => ({
      one,
      other,
      apart: Math.abs(i - j),
    })),
  );

  it.each(steps.filter(({ apart }) => apart >= 2))(
    'two steps apart or more: $one and $other',
    ({ one, other }) => {
      expect(
        divergencesOf([
          judged('croydon-yjs', one),
          judged('croydon-social-care', other),
        ]),
      ).toMatchObject([
        {
          about: 'RISK_TO_OTHERS',
          positions: [
            { agency: 'croydon-yjs', says: one },
            { agency: 'croydon-social-care', says: other },
          ],
        },
      ]);
    },
  );

  it.each(steps.filter(({ apart }) => apart < 2))(
    'not one step apart: $one and $other',
    ({ one, other }) => {
      expect(
        divergencesOf([
          judged('croydon-yjs', one),
          judged('croydon-social-care', other),
        ]),
      ).toEqual([]);
    },
  );

  it('between the outermost of several, of whom all are named', () => {
    const [found] = divergencesOf([
      judged('a', 'LOW'),
      judged('b', 'MEDIUM'),
      judged('c', 'HIGH'),
    ]);
    expect(found?.positions.map(({ agency }) => agency)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('between a view and a health judgement too', () => {
    const health = returnOf('slam', { health: { riskToOthers: 'VERY_HIGH' } });
    expect(divergencesOf([judged('croydon-yjs', 'LOW'), health])).toHaveLength(
      1,
    );
  });

  it('on safety and wellbeing apart from risk to others: the two scales are never compared', () => {
    const one = returnOf('croydon-yjs', {
      view: { riskToOthers: 'LOW', safetyAndWellbeing: 'LOW' },
    });
    const other = returnOf('croydon-social-care', {
      view: { riskToOthers: 'LOW', safetyAndWellbeing: 'HIGH' },
    });
    expect(divergencesOf([one, other]).map(({ about }) => about)).toEqual([
      'SAFETY_AND_WELLBEING',
    ]);
    const crossed = returnOf('croydon-education', {
      view: { safetyAndWellbeing: 'VERY_HIGH' },
    });
    expect(divergencesOf([judged('croydon-yjs', 'LOW'), crossed])).toEqual([]);
  });

  it('never where only one has judged, or nobody has', () => {
    expect(divergencesOf([judged('croydon-yjs', 'VERY_HIGH')])).toEqual([]);
    expect(
      divergencesOf([
        returnOf('croydon-yjs', { view: { facts: ['Known since May.'] } }),
      ]),
    ).toEqual([]);
    expect(divergencesOf([])).toEqual([]);
  });
});

describe('visits diverge', () => {
  it('where agencies recommend different places', () => {
    const home = returnOf('croydon-yjs', {
      approach: { recommendedVenue: 'HOME' },
    });
    const school = returnOf('croydon-education', {
      approach: { recommendedVenue: 'SCHOOL' },
    });
    expect(divergencesOf([home, school]).map(({ about }) => about)).toEqual([
      'APPROACH',
    ]);
    expect(
      divergencesOf([home, { ...home, agency: 'croydon-education' }]),
    ).toEqual([]);
  });

  it('where one recommends a place and another says not to visit; its reason is not repeated', () => {
    const home = returnOf('croydon-yjs', {
      approach: { recommendedVenue: 'HOME' },
    });
    const never = returnOf('croydon-social-care', {
      approach: { doNotVisitReason: 'A parent has been threatened.' },
    });
    const [found] = divergencesOf([home, never]);
    expect(found?.positions).toContainEqual({
      agency: 'croydon-social-care',
      says: 'DO_NOT_VISIT',
    });
    expect(JSON.stringify(found)).not.toContain('threatened');
  });
});

describe('a divergence', () => {
  const returns = [
    judged('croydon-yjs', 'LOW'),
    judged('croydon-social-care', 'HIGH'),
  ];

  it('is a question that names who says what', () => {
    const [found] = divergencesOf(returns);
    expect(found?.question).toMatch(
      /^croydon-yjs says LOW, croydon-social-care says HIGH\. .*\?$/,
    );
  });

  it('keeps its id while the positions stand, so that an acknowledgement stands', () => {
    expect(divergencesOf(structuredClone(returns))).toEqual(
      divergencesOf(returns),
    );
  });

  it('has another id as soon as anybody says otherwise, or somebody else says it', () => {
    const id = divergencesOf(returns)[0]?.divergenceId;
    const changes = [
      [
        judged('croydon-yjs', 'LOW'),
        judged('croydon-social-care', 'VERY_HIGH'),
      ],
      [
        judged('croydon-yjs', 'MEDIUM'),
        judged('croydon-social-care', 'VERY_HIGH'),
      ],
      [judged('croydon-yjs', 'LOW'), judged('bromley-social-care', 'HIGH')],
      [...returns, judged('croydon-education', 'MEDIUM')],
    ];
    for (const changed of changes) {
      const [found] = divergencesOf(changed);
      expect(found).toBeDefined();
      expect(found?.divergenceId).not.toBe(id);
    }
  });

  it('is never averaged: it says only what an agency has said, and contains no number', () => {
    const views = fc.array(
      fc.record({
        riskToOthers: fc.constantFrom(...Judgement.options),
        safetyAndWellbeing: fc.constantFrom(...Judgement.options),
        recommendedVenue: fc.constantFrom(...VisitVenue.options),
      }),
      { maxLength: 6 },
    );
    const agency = (i: number) => `agency-${'abcdef'[i]}`;
    fc.assert(
      fc.property(views, (said) => {
        const given = said.map(({ recommendedVenue, ...view }, i) =>
          returnOf(agency(i), { view, approach: { recommendedVenue } }),
        );
        for (const { about, positions, question } of divergencesOf(given)) {
          const field = {
            RISK_TO_OTHERS: 'riskToOthers',
            SAFETY_AND_WELLBEING: 'safetyAndWellbeing',
            APPROACH: 'recommendedVenue',
          } as const;
          expect(positions).toEqual(
            said.map((each, i) => ({
              agency: agency(i),
              says: each[field[about as keyof typeof field]],
            })),
          );
          expect(question).not.toMatch(/\d/);
        }
      }),
      proving(1000),
    );
  });
});

type Fact = NonNullable<
  NonNullable<AgencyReturn['records']['view']>[number]['statedFacts']
>[number];

describe('facts diverge', () => {
  const stating = (agency: string, ...statedFacts: Fact[]) =>
    returnOf(agency, { view: { statedFacts } });
  const lookedAfter: Fact = {
    topic: 'LOOKED_AFTER',
    is: true,
    asOf: '2026-11-01',
  };

  it('where agencies state the same topic otherwise, each with its date and as a question', () => {
    const [found, ...more] = divergencesOf([
      stating('croydon-yjs', lookedAfter),
      stating('croydon-social-care', {
        ...lookedAfter,
        is: false,
        asOf: '2026-11-20',
      }),
    ]);
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      about: 'FACT',
      topic: 'LOOKED_AFTER',
      positions: [
        { agency: 'croydon-yjs', says: 'YES (2026-11-01)' },
        { agency: 'croydon-social-care', says: 'NO (2026-11-20)' },
      ],
    });
    expect(found?.question).toContain('which is so now');
  });

  it('not where they agree, speak of different things, or one contradicts itself alone', () => {
    expect(
      divergencesOf([
        stating('a', lookedAfter),
        stating('b', { ...lookedAfter, asOf: '2026-11-09' }),
      ]),
    ).toEqual([]);
    const missing: Fact = { ...lookedAfter, topic: 'MISSING_NOW', is: false };
    expect(
      divergencesOf([stating('a', lookedAfter), stating('b', missing)]),
    ).toEqual([]);
    expect(
      divergencesOf([stating('a', lookedAfter, { ...lookedAfter, is: false })]),
    ).toEqual([]);
  });

  it('each topic by itself: an acknowledgement of one is none of another', () => {
    const missing: Fact = { ...lookedAfter, topic: 'MISSING_NOW' };
    const not = (fact: Fact): Fact => ({ ...fact, is: false });
    const found = divergencesOf([
      stating('a', lookedAfter, missing),
      stating('b', not(lookedAfter), not(missing)),
    ]);
    expect(new Set(found.map(({ divergenceId }) => divergenceId)).size).toBe(2);
  });
});
