/** A nomination as records: the same facts under each agreement that lets the police give them, and the source under none that leads on. */
import { describe, expect, it } from 'vitest';
import { nominationRecords } from '../../../rules/cases/nomination.ts';
import type { NominationRequest } from '../../../schemas/contract/young-people.ts';
import { agreementNamed, idOf, NOW, subject } from '../given.ts';

const PANEL = agreementNamed('MD-SBCU-001');
const TRUSTS = agreementNamed('MD-CAMHS-003');
const REQUEST = {
  subject: {
    givenName: 'Ada',
    familyName: 'Okoro',
    identifiers: { nhsNumber: '9000000009' },
  },
  incident: { incidentType: 'INC_CONFIRMED', incidentSummary: 'Synthetic.' },
  handling: {
    code: 'C',
    recipients: ['croydon-yjs'],
    conditions: 'Ask first.',
  },
  sources: [
    { sourceSystem: 'CRIS', sourceReference: '1' },
    { sourceSystem: 'CRIS', sourceReference: '2' },
  ],
} as unknown as NominationRequest;

const recordsOf = (
  request = REQUEST,
  under: Parameters<typeof nominationRecords>[1] = [PANEL, TRUSTS],
  originator = 'met-police',
) => {
  let n = 0;
  const contribution = {
    originator,
    contributedAt: '2026-11-23T10:00:00.000Z',
    subject: subject(),
    handling: { code: 'C' as const, recipients: ['croydon-yjs'] },
    approved: false,
    expiresAt: '2027-11-23T10:00:00.000Z',
    newRecordId: () => idOf('rec', ++n),
  };
  return nominationRecords(request, under, contribution, NOW);
};
const placesOf = (records: ReturnType<typeof recordsOf>) =>
  records.map(({ agreement, category }) => `${agreement} ${category}`);

const OWN = [
  'MD-SBCU-001 identity',
  'MD-SBCU-001 identifiers',
  'MD-SBCU-001 incident',
];
const SOURCES = ['MD-SBCU-001 incidentSource', 'MD-SBCU-001 incidentSource'];

describe('a nomination', () => {
  it('is given under each agreement as far as it has flows of it; its sources under the panel’s own alone', () => {
    const ofTrusts = placesOf(recordsOf()).filter((place) =>
      place.startsWith('MD-CAMHS-003'),
    );
    expect(ofTrusts).toContain('MD-CAMHS-003 identity');
    expect(ofTrusts).not.toContain('MD-CAMHS-003 incidentSource');
    expect(placesOf(recordsOf())).toEqual([...OWN, ...ofTrusts, ...SOURCES]);
    expect(placesOf(recordsOf(REQUEST, [PANEL]))).toEqual([...OWN, ...SOURCES]);
  });

  it('says each fact where it belongs, with how the police want it handled', () => {
    expect(
      Object.fromEntries(
        recordsOf(REQUEST, [PANEL]).map(({ category, fields }) => [
          category,
          fields,
        ]),
      ),
    ).toEqual({
      identity: { givenName: 'Ada', familyName: 'Okoro' },
      identifiers: { nhsNumber: '9000000009' },
      incident: {
        incidentType: 'INC_CONFIRMED',
        incidentSummary: 'Synthetic.',
        handlingCode: 'C',
        handlingConditions: 'Ask first.',
      },
      incidentSource: { sourceSystem: 'CRIS', sourceReference: '2' },
    });
  });

  it('has a record of numbers also where none are given, so that all nominations look alike', () => {
    const { identifiers: _, ...unnumbered } = REQUEST.subject;
    const records = recordsOf(
      { ...REQUEST, subject: unnumbered as typeof REQUEST.subject },
      [PANEL],
    );
    expect(
      records.find(({ category }) => category === 'identifiers')?.fields,
    ).toEqual({});
  });

  it('is each record once, with an id of its own', () => {
    const ids = recordsOf().map(({ recordId }) => recordId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      recordsOf().every(({ originator }) => originator === 'met-police'),
    ).toBe(true);
  });

  it('is nothing but its sources from whom no flow leads', () => {
    expect(
      placesOf(recordsOf(REQUEST, [PANEL, TRUSTS], 'croydon-yjs')),
    ).toEqual(SOURCES);
  });
});
