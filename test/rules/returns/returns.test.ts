/** What an agency answers is kept as it was answered: each part under its own category, and nothing of it lost. */
import { describe, expect, it } from 'vitest';
import { type Given, returnOf } from '../../../rules/returns/returns.ts';
import { Reply } from '../../../schemas/contract/view-requests.ts';
import type { Return } from '../../../schemas/store/entities.ts';
import {
  agreementNamed,
  CASE_ID,
  caseFile,
  idOf,
  incidentOf,
  NOW,
  PERSON_ID,
  viewRequest,
} from '../given.ts';

const AGREEMENT = agreementNamed('MD-SBCU-001');
const APPROVAL = {
  approvalRole: 'CALDICOTT_GUARDIAN',
  approvalPractitioner: 'guardian-1',
  approvedAt: '2026-11-20T09:00:00.000Z',
  approvalBasis: 'CONSENT',
  approvalReason: 'Synthetic.',
};

const answered = (reply: object, over: Partial<Given> = {}): Return => {
  let n = 0;
  const given = {
    reply: Reply.parse(reply),
    contentHash: 'c'.repeat(64),
    version: 3,
    ...over,
  };
  return returnOf(viewRequest(), given, {
    file: caseFile(),
    agreement: AGREEMENT,
    now: NOW,
    newRecordId: () => idOf('rec', ++n),
  });
};

const saidIn = ({ records }: Return): Record<string, unknown> =>
  Object.fromEntries(records.map(({ category, fields }) => [category, fields]));

describe('a view', () => {
  const view = {
    kind: 'VIEW',
    view: { riskToOthers: 'HIGH' },
    approach: { safeApproachAdvice: 'By day.' },
  };

  it('becomes a record in each category that it speaks in, and in no other', () => {
    expect(saidIn(answered(view))).toEqual({
      view: view.view,
      approach: view.approach,
    });
  });

  it('is the agency’s own, under the agreement and of the child that it was asked about, as long as the case is kept', () => {
    expect(answered(view).records[0]).toEqual({
      recordId: idOf('rec', 1),
      category: 'view',
      originator: 'croydon-yjs',
      agreement: 'MD-SBCU-001',
      contributedVersion: AGREEMENT.version,
      contributedHash: AGREEMENT.hash,
      contributedAt: '2026-11-23T10:00:00.000Z',
      fields: { riskToOthers: 'HIGH' },
      subject: incidentOf().records[0]?.subject,
      handling: { code: 'P', recipients: [] },
      approved: false,
      expiresAt: '2030-01-01T00:00:00.000Z',
    });
  });

  it('is stored with who was asked, when it came, and by what it is known again', () => {
    const { records: _, ...rest } = answered({
      ...view,
      localIdentifier: 'YJ 1',
    });
    expect(rest).toEqual({
      type: 'Return',
      personId: PERSON_ID,
      caseId: CASE_ID,
      viewRequestId: idOf('vr', 1),
      agency: 'croydon-yjs',
      version: 3,
      kind: 'VIEW',
      localIdentifier: 'YJ 1',
      receivedAt: '2026-11-23T10:00:00.000Z',
      contentHash: 'c'.repeat(64),
      expiresAt: '2030-01-01T00:00:00.000Z',
    });
  });

  it('gives no reason to withhold', () => {
    const { withholdingReason, note } = answered(view);
    expect([withholdingReason, note]).toEqual([undefined, undefined]);
  });
});

describe('an agency that withholds', () => {
  it('is known to withhold for the reason that it gave, with its note', () => {
    const withheld = answered({
      kind: 'WITHHELD',
      reason: 'LEGAL_PROCEEDINGS',
      note: 'Synthetic.',
    });
    expect(withheld).toMatchObject({
      kind: 'WITHHELD',
      withholdingReason: 'LEGAL_PROCEEDINGS',
      note: 'Synthetic.',
      records: [],
    });
  });
});

describe('an approval', () => {
  it.each([
    [{ kind: 'VIEW', view: { riskToOthers: 'HIGH' } }, ['view', 'approval']],
    [{ kind: 'NOTHING_HELD' }, ['approval']],
    [{ kind: 'WITHHELD', reason: 'LEGAL_PROCEEDINGS' }, ['approval']],
    [{ kind: 'CANNOT_IDENTIFY' }, ['approval']],
  ])(
    'is kept beside what it approves, as a record of its own: %j',
    (reply, categories) => {
      const { records } = answered({ ...reply, approval: APPROVAL });
      expect(records.map(({ category }) => category)).toEqual(categories);
      expect(records.at(-1)?.fields).toEqual(APPROVAL);
      expect(records.every(({ approved }) => approved)).toBe(true);
    },
  );
});

it('what the panel records in an agency’s name says who said it, and how', () => {
  const onBehalf = {
    person: 'Ms Synthetic',
    channel: 'TELEPHONE' as const,
    recordedBy: 'met-police/co-1',
    confirmBy: '2026-11-30',
  };
  expect(answered({ kind: 'NOTHING_HELD' }, { onBehalf }).onBehalf).toEqual(
    onBehalf,
  );
  expect(answered({ kind: 'NOTHING_HELD' }).onBehalf).toBeUndefined();
});
