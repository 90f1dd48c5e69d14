/** Each condition of the closed registry: when it holds, when it does not, and that what is not stated does not. */
import { describe, expect, it } from 'vitest';
import {
  type Circumstances,
  holds,
} from '../../../rules/sharing/conditions.ts';
import type { Question } from '../../../rules/sharing/decide.ts';
import { BOROUGHS } from '../../../schemas/vocabulary/codes.ts';
import {
  Condition,
  type ConditionName,
} from '../../../schemas/vocabulary/conditions.ts';
import { asked, question, record, subject } from '../given.ts';

const { CROYDON, BROMLEY, SUTTON } = BOROUGHS;

const living = (
  borough: string | undefined,
  ...formerBoroughs: string[]
): Partial<Question> => ({
  record: record({
    subject: {
      birthDate: '2011-05-04',
      category: 'SUSPECT',
      borough,
      formerBoroughs,
    },
  }),
});

const during = (circumstances: Circumstances): Partial<Question> => ({
  circumstances,
});

const nothing: Partial<Question> = {
  ...living(undefined),
  circumstances: {},
};

interface Case {
  condition: Condition;
  holds: [string, Partial<Question>][];
  doesNot: [string, Partial<Question>][];
}

// NOW is 23 November 2026.
const CASES: Record<ConditionName, Case> = {
  SUBJECT_LIVES_IN: {
    condition: { condition: 'SUBJECT_LIVES_IN', areas: [CROYDON, BROMLEY] },
    holds: [['the child lives in one of the areas', living(BROMLEY)]],
    doesNot: [
      ['the child lives elsewhere', living(SUTTON)],
      ['the child has moved away', living(SUTTON, CROYDON)],
      ['no address is known, only a former one', living(undefined, CROYDON)],
    ],
  },
  SUBJECT_LIVES_OR_LIVED_IN: {
    condition: { condition: 'SUBJECT_LIVES_OR_LIVED_IN', areas: [CROYDON] },
    holds: [
      ['the child lives there', living(CROYDON)],
      ['the child has moved away', living(SUTTON, BROMLEY, CROYDON)],
      ['only the former address is known', living(undefined, CROYDON)],
    ],
    doesNot: [['the child never lived there', living(SUTTON, BROMLEY)]],
  },
  CASE_OPEN: {
    condition: { condition: 'CASE_OPEN' },
    holds: [['the case is open', during({ case: { open: true, asked: [] } })]],
    doesNot: [
      ['the case is closed', during({ case: { open: false, asked: [] } })],
    ],
  },
  VIEW_REQUESTED: {
    condition: { condition: 'VIEW_REQUESTED' },
    holds: [
      [
        'the panel has asked the recipient',
        {
          ...during({ case: { open: true, asked: ['slam'] } }),
          asked: asked({ recipient: 'slam' }),
        },
      ],
    ],
    doesNot: [
      [
        'the panel has asked another agency',
        {
          ...during({ case: { open: true, asked: ['slam'] } }),
          asked: asked({ recipient: 'oxleas' }),
        },
      ],
    ],
  },
  APPROVED_BY_ORIGINATOR: {
    condition: { condition: 'APPROVED_BY_ORIGINATOR' },
    holds: [
      ['this very record is approved', { record: record({ approved: true }) }],
    ],
    doesNot: [['it is not', { record: record({ approved: false }) }]],
  },
  DAYS_AFTER_FINAL_DECISION: {
    condition: { condition: 'DAYS_AFTER_FINAL_DECISION', days: 7 },
    holds: [
      ['no decision is final yet', during({ case: { open: true, asked: [] } })],
      [
        'it is the seventh day',
        during({
          case: { open: false, asked: [], finalDecisionOn: '2026-11-16' },
        }),
      ],
    ],
    doesNot: [
      [
        'it is the eighth',
        during({
          case: { open: false, asked: [], finalDecisionOn: '2026-11-15' },
        }),
      ],
    ],
  },
  VISIT_PENDING: {
    condition: { condition: 'VISIT_PENDING', days: 28 },
    holds: [
      [
        'the visit was allocated 28 days ago',
        during({ visit: { allocatedOn: '2026-10-26', done: false } }),
      ],
    ],
    doesNot: [
      [
        'it was allocated 29 days ago',
        during({ visit: { allocatedOn: '2026-10-25', done: false } }),
      ],
      [
        'it is done',
        during({ visit: { allocatedOn: '2026-11-20', done: true } }),
      ],
    ],
  },
  REFERRAL_ACCEPTED: {
    condition: { condition: 'REFERRAL_ACCEPTED' },
    holds: [
      [
        'the recipient has accepted',
        {
          ...during({ referralAcceptedBy: ['safer-paths'] }),
          asked: asked({ recipient: 'safer-paths' }),
        },
      ],
      [
        'the originator has, and reports back',
        {
          ...during({ referralAcceptedBy: ['safer-paths'] }),
          record: record({ originator: 'safer-paths' }),
        },
      ],
    ],
    doesNot: [
      [
        'another partner has accepted',
        {
          ...during({ referralAcceptedBy: ['safer-paths'] }),
          asked: asked({ recipient: 'harbour-mentoring' }),
        },
      ],
      [
        'nobody has',
        {
          ...during({ referralAcceptedBy: [] }),
          asked: asked({ recipient: 'safer-paths' }),
        },
      ],
    ],
  },
  PRACTITIONER_ROLE_IN: {
    condition: {
      condition: 'PRACTITIONER_ROLE_IN',
      roles: ['CALDICOTT_GUARDIAN', 'CAMHS_CLINICIAN'],
    },
    holds: [
      [
        'the role is one of these',
        { asked: asked({ practitionerRole: 'CAMHS_CLINICIAN' }) },
      ],
    ],
    doesNot: [['it is another', { asked: asked({ practitionerRole: 'JOB' }) }]],
  },
};

describe.each(Object.entries(CASES))(
  '%s',
  (_, { condition, holds: yes, doesNot: no }) => {
    it.each(yes)('holds where %s', (_, over) => {
      expect(holds(condition, question(over))).toBe(true);
    });

    it.each(no)('does not hold where %s', (_, over) => {
      expect(holds(condition, question(over))).toBe(false);
    });

    it('does not hold where nothing is stated', () => {
      expect(holds(condition, question(nothing))).toBe(false);
    });
  },
);

describe('the registry of conditions', () => {
  it('is tested here word for word', () => {
    const words = Condition.options.map(({ shape }) => shape.condition.value);
    expect(Object.keys(CASES).sort()).toEqual([...words].sort());
  });

  it.each([
    'MOON_IS_FULL',
    'case_open',
    'constructor',
    'toString',
    '__proto__',
    '',
  ])(
    'does not know %j, which is said to be unknown and never to hold',
    (word) => {
      expect(
        holds({ condition: word } as unknown as Condition, question()),
      ).toBe('UNKNOWN');
    },
  );

  it('is asked of the record alone: another address that the request claims changes nothing', () => {
    const elsewhere = question({
      record: record({ subject: subject({ borough: SUTTON }) }),
    });
    expect(
      holds({ condition: 'SUBJECT_LIVES_IN', areas: [CROYDON] }, elsewhere),
    ).toBe(false);
  });
});
