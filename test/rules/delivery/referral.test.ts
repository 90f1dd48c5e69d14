/** What is given with a referral: to whom the host may give it, for as long as the service has work to do, and nothing unsaid. */
import { describe, expect, it } from 'vitest';
import {
  acknowledgeBy,
  leadingTo,
  notCarried,
  recordsOf,
  referralItemOf,
  referralRecords,
  takeUpOf,
} from '../../../rules/delivery/referral.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import type { ReferralRequest } from '../../../schemas/contract/referrals.ts';
import type { Service } from '../../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../../schemas/store/personal-record.ts';
import { Need } from '../../../schemas/vocabulary/codes.ts';
import { referral } from '../events.ts';
import {
  AGREEMENTS,
  agreementNamed,
  CASE_ID,
  caseFile,
  idOf,
  NOW,
  nomination,
  record,
  subject,
} from '../given.ts';

const POLICE = 'met-police';
const MENTORS = 'safer-paths';
const YJS = 'croydon-yjs';
const HANDING_OVER = agreementNamed('MD-VCS-005');
const PANELS = agreementNamed('MD-SBCU-001');

const serviceOf = (agency: string | undefined): Service => ({
  type: 'Service',
  serviceId: 'a-service',
  name: 'Synthetic',
  needs: ['MENTORING'],
  ageFrom: 10,
  ageTo: 17,
  boroughs: [],
  route: agency === undefined ? 'OUTSIDE' : 'EXCHANGE',
  agency,
  contact: 'Synthetic.',
});

const nominated = (over: Partial<PersonalRecord> = {}) =>
  nomination({
    records: [
      record({
        recordId: idOf('rec', 90),
        category: 'identity',
        originator: POLICE,
        fields: {
          givenName: 'Ada',
          familyName: 'Okoro',
          birthDate: '2011-05-04',
        },
        ...over,
      }),
    ],
  });
const keptFor = (...recipients: string[]) => ({
  handling: { code: 'C' as const, recipients },
});

describe('a service says that it has a referral', () => {
  it.each(Need.options)(
    'within one working day where there is a duty to refer, else within five: %s',
    (need) => {
      const urgent = ['YOUTH_JUSTICE', 'SAFEGUARDING'].includes(need);
      // Over a weekend.
      expect(acknowledgeBy('2026-11-27', need)).toBe(
        urgent ? '2026-11-30' : '2026-12-04',
      );
    },
  );
});

describe('the agreement that leads to a service', () => {
  const leading = (
    agency: string | undefined,
    {
      nominations = [nominated()],
      agreements = AGREEMENTS,
      now = NOW,
      host = POLICE,
    }: {
      nominations?: (typeof nominated extends () => infer N ? N : never)[];
      agreements?: readonly LiveAgreement[];
      now?: number;
      host?: string;
    } = {},
  ) => leadingTo(serviceOf(agency), host, { nominations }, agreements, now)?.id;

  it('is the one that is made for handing over', () => {
    expect(leading(MENTORS)).toBe('MD-VCS-005');
    expect(leading(MENTORS, { agreements: AGREEMENTS.toReversed() })).toBe(
      'MD-VCS-005',
    );
  });

  it('is the first that is held, where several would do', () => {
    const twice = (id: string) => [
      { ...agreementNamed(id), id: 'MD-ONE-001' },
      { ...agreementNamed(id), id: 'MD-TWO-002' },
    ];
    const nominations = ['MD-ONE-001', 'MD-TWO-002'].map((agreement) =>
      nominated({ agreement }),
    );
    for (const [agency, id] of [
      [MENTORS, 'MD-VCS-005'],
      [YJS, 'MD-SBCU-001'],
    ] as const)
      expect(leading(agency, { nominations, agreements: twice(id) })).toBe(
        'MD-ONE-001',
      );
  });

  it('else one under which the child was nominated, and no other', () => {
    expect(leading(YJS)).toBe('MD-SBCU-001');
    expect(
      leading(YJS, { nominations: [nominated({ agreement: 'MD-SUT-004' })] }),
    ).toBeUndefined();
    expect(
      leading(YJS, { nominations: [nominated({ category: 'incident' })] }),
    ).toBeUndefined();
    expect(leading(YJS, { nominations: [] })).toBeUndefined();
  });

  it('is none for a service outside the exchange, or that nobody has signed with', () => {
    expect(leading(undefined)).toBeUndefined();
    expect(leading('oxleas')).toBeUndefined();
  });

  it('is none for a host that is no party to it', () => {
    expect(leading(MENTORS, { host: YJS })).toBeUndefined();
    expect(leading(YJS, { host: YJS })).toBeUndefined();
  });

  it('is none that is not in force', () => {
    const now = Date.parse('2027-04-01T12:00:00Z');
    expect([leading(MENTORS, { now }), leading(YJS, { now })]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('is none that is not for referring', () => {
    const agreements = AGREEMENTS.map((each) => ({
      ...each,
      flows: each.flows.map((flow) => ({
        ...flow,
        purposes: flow.purposes.filter((purpose) => purpose !== 'REFERRAL'),
      })),
    }));
    expect([
      leading(MENTORS, { agreements }),
      leading(YJS, { agreements }),
    ]).toEqual([undefined, undefined]);
  });

  it('reaches nobody from whom the police keep who the child is', () => {
    const kept = [nominated(keptFor('panel:south-bcu'))];
    expect([
      leading(MENTORS, { nominations: kept }),
      leading(YJS, { nominations: kept }),
    ]).toEqual([undefined, undefined]);
    expect(
      leading(MENTORS, { nominations: [nominated(keptFor(MENTORS))] }),
    ).toBe('MD-VCS-005');
    expect(leading(YJS, { nominations: [nominated(keptFor(YJS))] })).toBe(
      'MD-SBCU-001',
    );
  });

  it('hands over nothing of which the host itself has kept any part from the service', () => {
    const nominations = [nominated(), nominated(keptFor('panel:south-bcu'))];
    expect(leading(MENTORS, { nominations })).toBeUndefined();
    const ofAnother = [
      nominated(),
      nominated({ ...keptFor('panel:south-bcu'), originator: YJS }),
    ];
    expect(leading(MENTORS, { nominations: ofAnother })).toBe('MD-VCS-005');
  });
});

const REQUEST = {
  kind: 'REFERRED',
  serviceId: 'a-service',
  need: 'MENTORING',
  basis: 'CONSENT',
  needSummary: 'Somebody to talk to.',
  safeContactAdvice: 'By day.',
} as Extract<ReferralRequest, { kind: 'REFERRED' }>;

describe('words for a service', () => {
  it('are refused where no agreement carries them, each by its name', () => {
    const refused = ['/needSummary', '/safeContactAdvice'];
    const pointersOf = (agreement: LiveAgreement | undefined): string[] =>
      notCarried(REQUEST, agreement, POLICE, NOW).map(({ pointer }) => pointer);
    expect(pointersOf(HANDING_OVER)).toEqual([]);
    expect(pointersOf(PANELS)).toEqual(refused);
    expect(pointersOf(undefined)).toEqual(refused);
    const [first] = notCarried(REQUEST, undefined, POLICE, NOW);
    expect(first?.message).toContain('by no agreement');
  });
});

describe('what the host gives with a referral', () => {
  const contribution = {
    originator: POLICE,
    contributedAt: '2026-11-23T10:00:00.000Z',
    approved: false,
    expiresAt: '2027-01-01T00:00:00.000Z',
    newRecordId: () => idOf('rec', 1),
  };
  const own = nominated({
    ...keptFor(MENTORS),
    subject: subject({ category: 'VICTIM' }),
  });
  const givenWith = (
    request = REQUEST,
    agreement = HANDING_OVER,
    from = own,
    over: Partial<typeof contribution> = {},
  ): PersonalRecord[] =>
    referralRecords(
      request,
      agreement,
      from,
      { ...contribution, ...over },
      NOW,
    );

  it('is the name and the words, under the agreement that leads there, as the child was nominated and handled', () => {
    const { newRecordId: _, ...common } = contribution;
    const all = {
      ...common,
      recordId: idOf('rec', 1),
      agreement: 'MD-VCS-005',
      contributedVersion: HANDING_OVER.version,
      contributedHash: HANDING_OVER.hash,
      subject: subject({ category: 'VICTIM' }),
      handling: { code: 'C', recipients: [MENTORS] },
    };
    expect(givenWith()).toEqual([
      {
        ...all,
        category: 'identity',
        fields: { givenName: 'Ada', familyName: 'Okoro' },
      },
      {
        ...all,
        category: 'referral',
        fields: { need: 'Somebody to talk to.', safeContactAdvice: 'By day.' },
      },
    ]);
  });

  it('is the name alone where nothing is said', () => {
    const { needSummary: _, safeContactAdvice: __, ...silent } = REQUEST;
    expect(givenWith(silent).map(({ category }) => category)).toEqual([
      'identity',
    ]);
    expect(
      givenWith({ ...silent, contactRoute: 'By post.' }).at(-1)?.fields,
    ).toEqual({ contactRoute: 'By post.' });
  });

  it('is nothing where the nomination serves, or the host did not nominate', () => {
    expect(givenWith(REQUEST, PANELS)).toEqual([]);
    expect(
      givenWith(REQUEST, HANDING_OVER, nominated({ originator: YJS })),
    ).toEqual([]);
    expect(
      givenWith(REQUEST, HANDING_OVER, nominated({ category: 'incident' })),
    ).toEqual([]);
  });
});

describe('of a referral', () => {
  const words = record({
    recordId: idOf('rec', 2),
    originator: POLICE,
    category: 'referral',
    agreement: 'MD-VCS-005',
  });
  const takeUp = record({
    recordId: idOf('rec', 3),
    originator: MENTORS,
    category: 'takeUp',
    agreement: 'MD-VCS-005',
  });
  const sent = (over: object = {}) =>
    referral({ records: [words, takeUp], ...over });
  const read = (
    given: ReturnType<typeof sent>,
    reader: string,
    file = caseFile(),
  ): string[] => recordsOf(given, file, reader).map(({ recordId }) => recordId);
  const both = [words.recordId, takeUp.recordId];

  it('the host reads all, and the service all while it has work to do', () => {
    expect(read(sent(), POLICE)).toEqual(both);
    expect(read(sent({ state: 'ENDED' }), POLICE)).toEqual(both);
    expect(read(sent(), MENTORS)).toEqual(both);
  });

  it('the service reads afterwards what it said itself', () => {
    expect(read(sent({ state: 'ENDED' }), MENTORS)).toEqual([takeUp.recordId]);
    expect(read(sent({ state: 'DECLINED' }), MENTORS)).toEqual([
      takeUp.recordId,
    ]);
  });

  it('the service reads the nomination where nothing else was given: who it is and what happened, under that agreement', () => {
    const of = (n: number, category: string, agreement = 'MD-SBCU-001') =>
      record({
        recordId: idOf('rec', n),
        category,
        agreement,
        originator: POLICE,
      });
    const records = [
      of(11, 'identity'),
      of(12, 'identifiers'),
      of(13, 'incident'),
      of(14, 'view'),
      of(15, 'identity', 'MD-CAMHS-003'),
    ];
    const file = caseFile({ nominations: [nomination({ records })] });
    const bare = sent({ agency: YJS, agreement: 'MD-SBCU-001', records: [] });
    expect(read(bare, YJS, file)).toEqual(
      [11, 12, 13].map((n) => idOf('rec', n)),
    );
    const answered = {
      ...bare,
      records: [
        record({
          recordId: idOf('rec', 16),
          originator: YJS,
          category: 'takeUp',
        }),
      ],
    };
    expect(read(answered, YJS, file)).toEqual(
      [11, 12, 13, 16].map((n) => idOf('rec', n)),
    );
    expect(read(bare, POLICE, file)).toEqual([]);
    expect(read({ ...bare, state: 'ENDED' }, YJS, file)).toEqual([]);
  });

  it('an inbox says all but whose it is', () => {
    const dueBy = '2026-12-04';
    expect(referralItemOf(sent({ dueBy }))).toEqual({
      type: 'ReferralItem',
      agency: MENTORS,
      referralId: idOf('ref', 1),
      caseId: CASE_ID,
      serviceId: 'safer-paths',
      agreement: 'MD-VCS-005',
      need: 'MENTORING',
      state: 'SENT',
      sentAt: '2026-11-27T10:00:00.000Z',
      dueBy,
      expiresAt: '2030-01-01T00:00:00.000Z',
    });
    expect(referralItemOf(sent({ agency: undefined }))).toBeUndefined();
    expect(referralItemOf(sent({ agreement: undefined }))).toBeUndefined();
  });
});

describe('how far a child took it up', () => {
  const before = record({
    category: 'takeUp',
    fields: { takeUp: 'STARTED', outcome: 'Before.' },
  });

  it('is what the service reports, with its words', () => {
    expect(takeUpOf({ state: 'STARTED', outcome: 'Well.' }, undefined)).toEqual(
      { takeUp: 'STARTED', outcome: 'Well.' },
    );
    expect(takeUpOf({ state: 'NO_CONTACT' }, before)).toEqual({
      takeUp: 'NO_CONTACT',
      outcome: undefined,
    });
    expect(
      takeUpOf({ state: 'DECLINED', reason: 'CAPACITY' } as never, before),
    ).toMatchObject({ takeUp: 'DECLINED' });
  });

  it('stands when the service ends its work', () => {
    expect(takeUpOf({ state: 'ENDED', outcome: 'Done.' }, before)).toEqual({
      takeUp: 'STARTED',
      outcome: 'Done.',
    });
    expect(takeUpOf({ state: 'ENDED' }, undefined)).toEqual({
      takeUp: undefined,
      outcome: undefined,
    });
  });

  it('is not said by a service that has only seen it', () => {
    expect(takeUpOf({ state: 'ACKNOWLEDGED' }, before)).toBeUndefined();
  });
});
