/** Who receives the referral of a triage: the service of the present address, and only where an agreement in force lets it know. */
import { describe, expect, it } from 'vitest';
import {
  DUTIES,
  referralTarget,
} from '../../../rules/delivery/referral-target.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import type { Sector } from '../../../schemas/contract/agreement/agreement.ts';
import { BOROUGHS } from '../../../schemas/vocabulary/codes.ts';
import { AGREEMENTS, agreementNamed, NOW, record, subject } from '../given.ts';

const { CROYDON, BROMLEY, SUTTON } = BOROUGHS;
const given = (agreement = 'MD-SBCU-001', over = {}) => [
  record({
    category: 'identity',
    originator: 'met-police',
    agreement,
    fields: { givenName: 'Ada' },
    ...over,
  }),
];
const target = (
  over: Partial<Parameters<typeof referralTarget>[0]> & {
    sector?: Sector;
  } = {},
  agreement = 'MD-SBCU-001',
) =>
  referralTarget({
    from: 'met-police',
    sector: 'YOUTH_JUSTICE',
    subject: subject(),
    agreements: AGREEMENTS,
    given: given(agreement),
    now: NOW,
    ...over,
  })?.agency;
/** Only the south BCU agreement, changed. */
const only = (
  change: (agreement: LiveAgreement) => Partial<LiveAgreement>,
): LiveAgreement[] => {
  const agreement = agreementNamed('MD-SBCU-001');
  return [{ ...agreement, ...change(agreement) }];
};

describe('a referral reaches', () => {
  it.each([
    ['YOUTH_JUSTICE', CROYDON, 'MD-SBCU-001', 'croydon-yjs'],
    ['YOUTH_JUSTICE', BROMLEY, 'MD-SBCU-001', 'bromley-yjs'],
    ['YOUTH_JUSTICE', SUTTON, 'MD-SUT-004', 'sutton-yjs'],
    ['SOCIAL_CARE', CROYDON, 'MD-SBCU-001', 'croydon-social-care'],
    ['SOCIAL_CARE', BROMLEY, 'MD-SBCU-001', 'bromley-social-care'],
  ] as const)('the %s of %s', (sector, borough, agreement, agency) => {
    expect(target({ sector, subject: subject({ borough }) }, agreement)).toBe(
      agency,
    );
  });

  it('where the child lives now, and not where they lived', () => {
    const moved = subject({ borough: BROMLEY, formerBoroughs: [CROYDON] });
    expect(target({ subject: moved })).toBe('bromley-yjs');
  });

  it('the same agency in whatever order the agreements and their flows stand', () => {
    const reversed = AGREEMENTS.toReversed().map((each) => ({
      ...each,
      flows: each.flows.toReversed(),
    }));
    expect(target({ agreements: reversed })).toBe('croydon-yjs');
  });
});

it('of two agreements that lead to it, the first by id in whatever order they are held', () => {
  const [first, second] = ['MD-AAA-001', 'MD-ZZZ-009'].map((id) => ({
    ...agreementNamed('MD-SBCU-001'),
    id,
  })) as [LiveAgreement, LiveAgreement];
  for (const agreements of [
    [first, second],
    [second, first],
  ]) {
    const found = referralTarget({
      from: 'met-police',
      sector: 'YOUTH_JUSTICE',
      subject: subject(),
      agreements,
      given: [...given('MD-AAA-001'), ...given('MD-ZZZ-009')],
      now: NOW,
    });
    expect(found).toEqual({ agency: 'croydon-yjs', agreement: 'MD-AAA-001' });
  }
});

it('each outcome of a triage that hands a child over does so on its own duty', () => {
  expect(
    Object.entries(DUTIES).map(([outcome, { sector, need, basis }]) => [
      outcome,
      sector,
      need,
      basis,
    ]),
  ).toEqual([
    ['REFER_YJS', 'YOUTH_JUSTICE', 'YOUTH_JUSTICE', 'LEGAL_DUTY'],
    ['REFER_SAFEGUARDING', 'SOCIAL_CARE', 'SAFEGUARDING', 'SAFEGUARDING_DUTY'],
  ]);
  const outside = Object.values(DUTIES).map((duty) => duty.outside);
  expect(new Set(outside).size).toBe(2);
  for (const name of outside) expect(name).toMatch(/-outside-exchange$/);
});

describe('a referral reaches nobody', () => {
  it.each([
    [
      'in Sutton’s social care, which has signed nothing',
      { sector: 'SOCIAL_CARE' as const, subject: subject({ borough: SUTTON }) },
    ],
    [
      'of a borough that the agreement does not cover',
      { subject: subject({ borough: 'E09000022' }) },
    ],
    [
      'because a child once lived there',
      { subject: subject({ borough: 'E09000022', formerBoroughs: [CROYDON] }) },
    ],
    [
      'of a child who is of age',
      { subject: subject({ birthDate: '2008-11-23' }) },
    ],
    [
      'where nobody knows where the child lives',
      { subject: subject({ borough: undefined }) },
    ],
    ['where nothing is known of the child', { subject: undefined }],
    ['from an agency that is not the police', { from: 'croydon-education' }],
    [
      'before the agreement begins',
      { now: Date.parse('2026-03-01T00:00:00Z') },
    ],
    ['after its review has come', { now: Date.parse('2027-04-01T12:00:00Z') }],
    ['who may not be told whom it is about', { given: [] }],
    [
      'under an agreement that it was not given under',
      { given: given('MD-CAMHS-003') },
    ],
    [
      'from which the police keep it',
      {
        given: given('MD-SBCU-001', {
          handling: { code: 'C', recipients: ['panel:south-bcu'] },
        }),
      },
    ],
  ])('%s', (_, over) => {
    expect(target(over)).toBeUndefined();
  });

  it('where no flow of identity is for referrals', () => {
    const agreements = only(({ flows }) => ({
      flows: flows.map((flow) => ({
        ...flow,
        purposes: flow.purposes.filter((purpose) => purpose !== 'REFERRAL'),
      })),
    }));
    expect(target({ agreements })).toBeUndefined();
  });

  it('while the agreement is suspended', () => {
    expect(
      target({
        agreements: only(() => ({
          suspensions: [{ from: '2026-11-01T00:00:00Z' }],
        })),
      }),
    ).toBeUndefined();
  });
});
