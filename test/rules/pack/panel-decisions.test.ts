/** Whether the panel may know of the child is one decision, whether or not a pack is composed of it. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import { composePack, type PackQuestion } from '../../../rules/pack/pack.ts';
import { panelMayKnow } from '../../../rules/pack/panel-decisions.ts';
import { anyReleased } from '../../../rules/sharing/compose.ts';
import type { Flag } from '../../../schemas/store/entities.ts';
import type { PersonalRecord } from '../../../schemas/store/personal-record.ts';
import { Purpose } from '../../../schemas/vocabulary/codes.ts';
import { proving } from '../../prove.ts';
import {
  AGREEMENTS,
  agreementNamed,
  asked,
  caseFile,
  idOf,
  incidentOf,
  NOT_FOR_THE_PANEL,
  nomination,
  panelNamed,
  record,
  returned,
  viewRequest,
} from '../given.ts';

const suspended = {
  ...agreementNamed('MD-SBCU-001'),
  suspensions: [{ from: '2026-01-01T00:00:00Z' }],
};

const handling = fc.constantFrom<PersonalRecord['handling']>(
  { code: 'P', recipients: [] },
  NOT_FOR_THE_PANEL,
);
const expiresAt = fc.constantFrom(
  '2026-11-21T00:00:00.000Z',
  '2030-01-01T00:00:00.000Z',
);
const flagged = fc
  .record({ handling, expiresAt, withdrawn: fc.boolean() })
  .map(({ withdrawn, ...over }) => {
    const flag = record({
      recordId: idOf('rec', 40),
      category: 'flag',
      fields: { summary: 'Synthetic.' },
      ...over,
    });
    return { record: flag, withdrawn: withdrawn ? {} : undefined };
  });

const toTrust = viewRequest({
  viewRequestId: idOf('vr', 2),
  agency: 'slam',
  agreement: 'MD-CAMHS-003',
  categories: ['health'],
});
const fromTrust = fc.record({ approved: fc.boolean(), expiresAt }).map((over) =>
  returned({
    viewRequestId: idOf('vr', 2),
    agency: 'slam',
    kind: 'VIEW',
    records: [
      record({
        recordId: idOf('rec', 20),
        category: 'health',
        originator: 'slam',
        agreement: 'MD-CAMHS-003',
        fields: { riskToOthers: 'HIGH' },
        ...over,
      }),
    ],
  }),
);
const fromYjs = expiresAt.map((expires) =>
  returned({ kind: 'VIEW', records: [record({ expiresAt: expires })] }),
);

const files = fc.record({
  nominations: fc.oneof(
    fc.constant([nomination()]),
    handling.map((each) => [incidentOf({ handling: each })]),
    fc.constant([nomination({ records: [] })]),
  ),
  flags: fc.array(flagged, { maxLength: 2 }) as fc.Arbitrary<
    unknown[]
  > as fc.Arbitrary<Flag[]>,
  viewRequests: fc.subarray([viewRequest(), toTrust]),
  returns: fc
    .tuple(fc.option(fromYjs), fc.option(fromTrust))
    .map((all) => all.filter((each) => each !== null)),
}) satisfies fc.Arbitrary<Partial<CaseFile>>;

const questions = fc
  .record({
    file: files.map(caseFile),
    agreements: fc.constantFrom(
      AGREEMENTS,
      AGREEMENTS,
      AGREEMENTS,
      [],
      [suspended],
      AGREEMENTS.filter(({ id }) => id !== 'MD-SBCU-001'),
    ),
    declaredBy: fc.constantFrom('MD-SBCU-001', 'MD-YJS-002'),
    attendees: fc.constantFrom(undefined, [], ['harbour-mentoring']),
    purpose: fc.oneof(
      fc.constant('PANEL_SELECTION' as const),
      fc.constantFrom(...Purpose.options),
    ),
    agreement: fc.constantFrom(
      undefined,
      undefined,
      'MD-SBCU-001',
      'MD-CAMHS-003',
    ),
    // Half of them in the week of the meeting, when there is something to know.
    now: fc.oneof(
      fc.integer({
        min: Date.parse('2026-11-20T09:00:00Z'),
        max: Date.parse('2026-11-26T09:00:00Z'),
      }),
      fc.integer({
        min: Date.parse('2026-11-16T09:00:00Z'),
        max: Date.parse('2029-12-01T00:00:00Z'),
      }),
    ),
  })
  .map(({ purpose, agreement, ...of }): PackQuestion => {
    const { recipient: _, ...rest } = asked({ purpose, agreement });
    return { ...of, panel: panelNamed('south-bcu'), asked: rest };
  });

it('whether the panel may know is what the whole pack would tell, whoever is present and at any instant', () => {
  const answers = { true: 0, false: 0 };
  fc.assert(
    fc.property(questions, (question) => {
      const may = panelMayKnow(question);
      answers[`${may}`] += 1;
      expect(may).toBe(anyReleased(composePack(question).permitted));
    }),
    proving(5000),
  );
  expect(Math.min(answers.true, answers.false)).toBeGreaterThan(0);
});
