/** What the tests of the rules start from: the five real agreements, and one child's facts in the smallest sound form. */
import { loadAgreements } from '../../local/registry/agreements.ts';
import { type CaseFile, fileOf } from '../../rules/cases/case-file.ts';
import {
  type LiveAgreement,
  liveAgreement,
} from '../../rules/sharing/agreement.ts';
import type { Asked } from '../../rules/sharing/conditions.ts';
import { decide, type Question } from '../../rules/sharing/decide.ts';
import type { Panel } from '../../schemas/contract/agreement/agreement.ts';
import type {
  Case,
  EligibilityCheck,
  Nomination,
  Person,
  Return,
  ViewRequest,
} from '../../schemas/store/entities.ts';
import type {
  PersonalRecord,
  SubjectFacts,
} from '../../schemas/store/personal-record.ts';
import { BOROUGHS } from '../../schemas/vocabulary/codes.ts';

export const NOW = Date.parse('2026-11-23T10:00:00Z');
export const CASE_ID = `case_${'1'.repeat(32)}`;
export const PERSON_ID = 'a'.repeat(32);

export const AGREEMENTS: readonly LiveAgreement[] =
  loadAgreements().map(liveAgreement);

export const agreementNamed = (id: string): LiveAgreement => {
  const found = AGREEMENTS.find((agreement) => agreement.id === id);
  if (!found) throw new Error(`no agreement ${id}`);
  return structuredClone(found);
};

export const panelNamed = (id: string): Panel => {
  const found = AGREEMENTS.flatMap(({ panels }) => panels).find(
    (panel) => panel.id === id,
  );
  if (!found) throw new Error(`no panel ${id}`);
  return found;
};

export const idOf = (prefix: string, n: number): string =>
  `${prefix}_${n.toString(16).padStart(32, '0')}`;

export const subject = (over: Partial<SubjectFacts> = {}): SubjectFacts => ({
  birthDate: '2011-05-04',
  borough: BOROUGHS.CROYDON,
  formerBoroughs: [],
  category: 'SUSPECT',
  ...over,
});

/** By default a Croydon YJS view under the south BCU agreement, which flow A22 releases to its panel. */
export const record = (over: Partial<PersonalRecord> = {}): PersonalRecord => ({
  recordId: idOf('rec', 1),
  category: 'view',
  originator: 'croydon-yjs',
  agreement: 'MD-SBCU-001',
  contributedVersion: 1,
  contributedHash: '0'.repeat(64),
  contributedAt: '2026-11-20T10:00:00.000Z',
  fields: { riskToOthers: 'HIGH' },
  subject: subject(),
  handling: { code: 'P', recipients: [] },
  approved: false,
  expiresAt: '2030-01-01T00:00:00.000Z',
  ...over,
});

export const asked = (over: Partial<Asked> = {}): Asked => ({
  recipient: 'panel:south-bcu',
  purpose: 'PANEL_SELECTION',
  practitionerRole: 'PANEL_COORDINATOR',
  ...over,
});

export const question = (over: Partial<Question> = {}): Question => ({
  record: record(),
  asked: asked(),
  circumstances: { case: { open: true, asked: [] } },
  agreements: AGREEMENTS,
  now: NOW,
  ...over,
});

export const releasedFields = (given: Question): string[] =>
  decide(given).fields.flatMap((field) =>
    field.released ? [field.field] : [],
  );

export const reasonCodes = (given: Question): string[] => [
  ...new Set(
    decide(given).fields.flatMap((field) =>
      field.released ? [] : field.reasons.map(({ code }) => code),
    ),
  ),
];

export const nomination = (over: Partial<Nomination> = {}): Nomination => ({
  type: 'Nomination',
  personId: PERSON_ID,
  caseId: CASE_ID,
  nominationId: idOf('nom', 1),
  nominatedAt: '2026-11-10T09:00:00.000Z',
  nominatedBy: 'met-police',
  birthDate: '2011-05-04',
  borough: BOROUGHS.CROYDON,
  incidentType: 'INC_CONFIRMED',
  records: [
    record({
      recordId: idOf('rec', 90),
      category: 'identity',
      originator: 'met-police',
      fields: {
        givenName: 'Ada',
        familyName: 'Okoro',
        birthDate: '2011-05-04',
        borough: BOROUGHS.CROYDON,
      },
    }),
  ],
  expiresAt: '2030-01-01T00:00:00.000Z',
  ...over,
});

/** A nomination with its incident: who the child is in it, how it is assessed, and who may know of it. */
export const incidentOf = ({
  category = 'SUSPECT' as SubjectFacts['category'],
  assessment = 'A',
  handling = { code: 'P', recipients: [] } as PersonalRecord['handling'],
  ...over
}: Partial<Nomination> & {
  category?: SubjectFacts['category'];
  assessment?: string;
  handling?: PersonalRecord['handling'];
} = {}): Nomination => {
  const of = {
    originator: 'met-police',
    subject: subject({ category }),
    handling,
  };
  return nomination({
    records: [
      record({
        ...of,
        recordId: idOf('rec', 90),
        category: 'identity',
        fields: { givenName: 'Ada', familyName: 'Okoro' },
      }),
      record({
        ...of,
        recordId: idOf('rec', 91),
        category: 'incident',
        fields: { assessment },
      }),
    ],
    ...over,
  });
};

/** What the police give to others than the panel. */
export const NOT_FOR_THE_PANEL: PersonalRecord['handling'] = {
  code: 'C',
  recipients: ['croydon-yjs'],
};

export const MEETING_ID = idOf('mtg', 1);

export const check = (
  over: Partial<EligibilityCheck> = {},
): EligibilityCheck => ({
  type: 'EligibilityCheck',
  checkId: 'c1',
  personId: PERSON_ID,
  caseId: CASE_ID,
  rule: 'NO_WEAPON_CONVICTION',
  finding: 'MET',
  evidence: 'No conviction is recorded.',
  checkedIn: 'PNC',
  checkedBy: 'io-17',
  checkedAt: '2026-11-12T09:00:00.000Z',
  expiresAt: '2030-01-01T00:00:00.000Z',
  ...over,
});

export const viewRequest = (over: Partial<ViewRequest> = {}): ViewRequest => ({
  type: 'ViewRequest',
  personId: PERSON_ID,
  caseId: CASE_ID,
  viewRequestId: idOf('vr', 1),
  agency: 'croydon-yjs',
  panel: 'south-bcu',
  agreement: 'MD-SBCU-001',
  categories: ['view'],
  meetingId: MEETING_ID,
  meetingOn: '2026-11-26',
  replyBy: '2026-11-24',
  askedAt: '2026-11-16T09:00:00.000Z',
  expiresAt: '2030-01-01T00:00:00.000Z',
  ...over,
});

export const returned = (over: Partial<Return> = {}): Return => ({
  type: 'Return',
  personId: PERSON_ID,
  caseId: CASE_ID,
  viewRequestId: idOf('vr', 1),
  agency: 'croydon-yjs',
  version: 1,
  kind: 'NOTHING_HELD',
  records: [],
  receivedAt: '2026-11-20T10:00:00.000Z',
  contentHash: 'c'.repeat(64),
  expiresAt: '2030-01-01T00:00:00.000Z',
  ...over,
});

export const theCase = (over: Partial<Case> = {}): Case => ({
  type: 'Case',
  personId: PERSON_ID,
  caseId: CASE_ID,
  version: 1,
  panel: 'south-bcu',
  borough: BOROUGHS.CROYDON,
  state: 'LISTED',
  meetingId: MEETING_ID,
  copies: 0,
  meetingOn: '2026-11-26',
  salt: 'the-salt-of-this-case',
  expiresAt: '2030-01-01T00:00:00.000Z',
  ...over,
});

export const caseFile = (over: Partial<CaseFile> = {}): CaseFile => ({
  ...fileOf(theCase(), [nomination()]),
  checks: [check()],
  ...over,
});

export const person = (
  personId: string,
  records: PersonalRecord[],
): Person => ({
  type: 'Person',
  personId,
  version: 1,
  openCases: [],
  records,
  expiresAt: '2030-01-01T00:00:00.000Z',
});
