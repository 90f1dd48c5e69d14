/** What an agency gives becomes a record under the agreement that lets it give, and nothing is given without one. */
import { describe, expect, it } from 'vitest';
import {
  mayContribute,
  recordUnder,
} from '../../../rules/sharing/contribute.ts';
import { agreementNamed, idOf, NOW, subject } from '../given.ts';

const AGREEMENT = agreementNamed('MD-SBCU-001');

describe('an agency may give', () => {
  it('what a flow of an agreement in force carries from it', () => {
    expect(mayContribute(AGREEMENT, 'met-police', 'incident', NOW)).toBe(true);
    expect(mayContribute(AGREEMENT, 'croydon-yjs', 'view', NOW)).toBe(true);
  });

  it.each([
    [
      'what flows from another agency alone',
      AGREEMENT,
      'croydon-yjs',
      'incident',
      NOW,
    ],
    ['what no flow carries', AGREEMENT, 'met-police', 'takeUp', NOW],
    ['under no agreement', undefined, 'met-police', 'incident', NOW],
    [
      'before it begins',
      AGREEMENT,
      'met-police',
      'incident',
      Date.parse('2026-03-31T12:00:00Z'),
    ],
    [
      'after its review has come',
      AGREEMENT,
      'met-police',
      'incident',
      Date.parse('2027-04-01T12:00:00Z'),
    ],
  ] as const)('nothing %s', (_, agreement, originator, category, now) => {
    expect(mayContribute(agreement, originator, category, now)).toBe(false);
  });
});

it('a record says under which version it was given, and has only the fields that were given', () => {
  const contribution = {
    originator: 'croydon-yjs',
    contributedAt: '2026-11-23T10:00:00.000Z',
    subject: subject(),
    handling: { code: 'C' as const, recipients: ['panel:south-bcu'] },
    approved: true,
    expiresAt: '2027-11-23T00:00:00.000Z',
  };
  const given = { riskToOthers: 'HIGH', riskToSelf: undefined, facts: [] };
  const record = recordUnder(AGREEMENT, 'view', given, {
    ...contribution,
    newRecordId: () => idOf('rec', 7),
  });
  expect(record).toStrictEqual({
    ...contribution,
    recordId: idOf('rec', 7),
    category: 'view',
    agreement: 'MD-SBCU-001',
    contributedVersion: AGREEMENT.version,
    contributedHash: AGREEMENT.hash,
    fields: { riskToOthers: 'HIGH', facts: [] },
  });
});
