/** A decision in full: on what each field is released, or why it is withheld, under small agreements changed by hand. */
import { describe, expect, it } from 'vitest';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import { decide, type Question } from '../../../rules/sharing/decide.ts';
import { agreementNamed, asked, question, record } from '../given.ts';

const AGREEMENT = agreementNamed('MD-SBCU-001');
const view = record({
  fields: { riskToOthers: 'HIGH', facts: ['Synthetic.'] },
});

const changed = (over: Partial<LiveAgreement>): readonly LiveAgreement[] => [
  { ...AGREEMENT, ...over },
];
const decidedOn = (over: Partial<Question> = {}) =>
  decide(question({ record: view, ...over })).fields;
const releasedOf = (over: Partial<Question> = {}): string[] =>
  decidedOn(over).flatMap(({ field, released }) => (released ? [field] : []));

describe('a field is released', () => {
  it('on a flow, by its agreement, version, gateway and the originator’s lawful basis', () => {
    const flow = AGREEMENT.flows.find(
      ({ id, category, from }) =>
        id === 'A22' && category === 'view' && from.includes('croydon-yjs'),
    );
    const basis = AGREEMENT.lawfulBases.find(
      ({ party }) => party === 'croydon-yjs',
    );
    expect([flow?.id, basis?.party]).toEqual(['A22', 'croydon-yjs']);
    const by = {
      basis: 'FLOW',
      agreement: 'MD-SBCU-001',
      version: AGREEMENT.version,
      hash: AGREEMENT.hash,
      flow: 'A22',
      gateway: flow?.gateway,
      lawfulBasis: basis,
      printable: flow?.printable,
    };
    expect(decidedOn()).toEqual([
      { field: 'facts', released: true, by },
      { field: 'riskToOthers', released: true, by },
    ]);
  });

  it('to the agency that gave it, as its own', () => {
    const by = { basis: 'OWN' };
    expect(decidedOn({ asked: asked({ recipient: 'croydon-yjs' }) })).toEqual([
      { field: 'facts', released: true, by },
      { field: 'riskToOthers', released: true, by },
    ]);
  });

  it('in the order of the alphabet, however the record was written', () => {
    const { facts, riskToOthers } = view.fields;
    const orders = [
      { facts, riskToOthers },
      { riskToOthers, facts },
    ].map((fields) =>
      decidedOn({ record: { ...view, fields } }).map(({ field }) => field),
    );
    expect(orders).toEqual([
      ['facts', 'riskToOthers'],
      ['facts', 'riskToOthers'],
    ]);
  });
});

describe('a field is withheld', () => {
  it('with every reason, once, in the order of the words', () => {
    const fields = decidedOn({
      record: {
        ...view,
        fields: { facts: [] },
        handling: { code: 'C', recipients: [] },
      },
      asked: asked({ agreement: 'MD-SUT-004' }),
      now: Date.parse('2031-01-01T00:00:00Z'),
    });
    const agreement = 'MD-SBCU-001';
    expect(fields).toStrictEqual([
      {
        field: 'facts',
        released: false,
        reasons: expect.arrayContaining([
          { code: 'AGREEMENT_NOT_NAMED', agreement },
          { code: 'HANDLING_RESTRICTED', agreement },
          { code: 'RECORD_EXPIRED', agreement },
        ]),
      },
    ]);
  });

  it.each([
    [
      'of an unknown category',
      { record: record({ category: 'gossip' }) },
      'CATEGORY_UNKNOWN',
    ],
    [
      'of an unknown name',
      { record: record({ fields: { gossip: 'x' } }) },
      'FIELD_UNKNOWN',
    ],
  ])('where it is %s', (_, over, code) => {
    expect(decidedOn(over)).toEqual([
      { field: expect.any(String), released: false, reasons: [{ code }] },
    ]);
  });
});

describe('a prohibition', () => {
  const barring = (over: object) => ({
    agreements: changed({
      prohibitions: [
        { id: 'X-P1', category: 'view', because: 'Synthetic.', ...over },
      ],
    }),
  });

  it('takes back what a flow permits, and says by which clause', () => {
    expect(decidedOn(barring({}))[0]).toEqual({
      field: 'facts',
      released: false,
      reasons: [
        { code: 'PROHIBITED', agreement: 'MD-SBCU-001', clause: 'X-P1' },
      ],
    });
  });

  it('of single fields leaves the others as they are', () => {
    expect(releasedOf(barring({ fields: ['facts'] }))).toEqual([
      'riskToOthers',
    ]);
  });

  it.each([
    ['category', { category: 'incident' }],
    ['originator', { from: ['met-police'] }],
    ['recipient', { to: ['croydon-education'] }],
    ['purpose', { purposes: ['REFERRAL'] }],
  ])('of another %s bars nothing', (_, over) => {
    expect(releasedOf(barring(over))).toEqual(['facts', 'riskToOthers']);
  });

  it.each([
    ['originator', { from: ['croydon-yjs'] }],
    ['recipient', { to: ['panel:south-bcu'] }],
    ['purpose', { purposes: ['PANEL_SELECTION'] }],
  ])('of this %s bars all', (_, over) => {
    expect(releasedOf(barring(over))).toEqual([]);
  });

  it('bars only where all that it names is so', () => {
    const own = {
      from: ['croydon-yjs'],
      to: ['panel:south-bcu'],
      purposes: ['PANEL_SELECTION'],
    };
    expect(releasedOf(barring(own))).toEqual([]);
    expect(releasedOf(barring({ ...own, from: ['met-police'] }))).toHaveLength(
      2,
    );
    expect(
      releasedOf(barring({ ...own, to: ['croydon-education'] })),
    ).toHaveLength(2);
    expect(
      releasedOf(barring({ ...own, purposes: ['REFERRAL'] })),
    ).toHaveLength(2);
  });
});
