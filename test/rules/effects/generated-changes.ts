/** Pairs of files: one, and what a step that an operation can make leaves of it. */
import fc from 'fast-check';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import type {
  Decision,
  EligibilityCheck,
  Question,
  Referral,
  Return,
  Triage,
  Visit,
} from '../../../schemas/store/entities.ts';
import { files } from '../generated-files.ts';
import {
  CASE_ID,
  check,
  idOf,
  NOW,
  nomination,
  PERSON_ID,
  record,
  returned,
  viewRequest,
} from '../given.ts';

const AT = new Date(NOW).toISOString();
const KEPT = '2030-01-01T00:00:00.000Z';
const of = { personId: PERSON_ID, caseId: CASE_ID, expiresAt: KEPT };

export const visitTo = (visitId: string, over: Partial<Visit> = {}): Visit => ({
  type: 'Visit',
  ...of,
  visitId,
  version: 1,
  panel: 'south-bcu',
  state: 'ALLOCATED',
  officer: { practitioner: 'pc-1', role: 'POLICE_SERGEANT' },
  allocatedAt: AT,
  allocatedBy: 'met-police/co-1',
  dueBy: '2026-11-30',
  venue: 'HOME',
  acknowledged: [],
  attempts: [],
  ...over,
});

export const decisionOf = (
  outcome: Decision['taken']['outcome'],
  decisionId = idOf('dec', 9),
): Decision => ({
  type: 'Decision',
  ...of,
  decisionId,
  considered: [],
  gaps: [],
  taken: {
    decisionId,
    outcome,
    decidedAt: AT,
    recordedAt: AT,
    meetingId: idOf('mtg', 1),
    meetingOn: '2026-11-23',
    present: [],
    notQuorate: false,
    decider: 'met-police/ch-1 (PANEL_CHAIR)',
    rationale: 'Synthetic.',
    packDigest: 'd'.repeat(64),
    acknowledgements: [],
  } as Decision['taken'],
});

const replyOf = (fields: Record<string, unknown>): Return =>
  returned({
    viewRequestId: idOf('vr', 2),
    version: 7,
    records: [record({ category: 'approach', fields })],
    receivedAt: AT,
  });

/** What one operation does to a file, by what it is. */
export const STEPS = {
  nothing: (file) => file,
  asked: (file) => ({
    ...file,
    viewRequests: [
      ...file.viewRequests,
      viewRequest({
        viewRequestId: idOf('vr', 90),
        agency: 'croydon-education',
      }),
    ],
  }),
  replied: (file) => ({ ...file, returns: [...file.returns, replyOf({})] }),
  repliedAgainstVisit: (file) => ({
    ...file,
    returns: [...file.returns, replyOf({ doNotVisitReason: 'Synthetic.' })],
  }),
  checked: (file) => ({
    ...file,
    checks: [...file.checks, { ...check(), checkId: 'c9', checkedAt: AT }],
  }),
  checkedNotMet: (file) => ({
    ...file,
    checks: [
      ...file.checks,
      {
        ...check(),
        checkId: 'c9',
        checkedAt: AT,
        finding: 'NOT_MET',
      } as EligibilityCheck,
    ],
  }),
  questioned: (file) => ({
    ...file,
    questions: [
      ...file.questions,
      {
        type: 'Question',
        ...of,
        questionId: idOf('qn', 90),
        viewRequestId: idOf('vr', 1),
        agency: 'croydon-yjs',
        text: 'Synthetic?',
        askedAt: AT,
      } as Question,
    ],
  }),
  discussed: (file) => ({
    ...file,
    case: {
      ...file.case,
      strategyDiscussion: {
        status: 'ONGOING',
        officer: 'dc-9',
        since: AT,
        reviewOn: '2026-12-01',
      },
    },
  }),
  selected: (file) => decidedWith(file, 'INCLUDE'),
  excluded: (file) => decidedWith(file, 'EXCLUDE'),
  deferred: (file) => ({
    ...file,
    case: { ...file.case, meetingId: undefined, meetingOn: '2026-12-03' },
    decisions: [...file.decisions, decisionOf('DEFER')],
  }),
  allocated: (file) => ({
    ...file,
    visits: [...file.visits, visitTo(idOf('visit', 90))],
  }),
  referred: (file) => ({
    ...file,
    referrals: [
      ...file.referrals,
      {
        type: 'Referral',
        ...of,
        referralId: idOf('ref', 90),
        version: 1,
        panel: 'south-bcu',
        kind: 'REFERRED',
        serviceId: 'croydon-yjs',
        agency: 'croydon-yjs',
        agreement: 'MD-SBCU-001',
        need: 'YOUTH_JUSTICE',
        basis: 'LEGAL_DUTY',
        state: 'SENT',
        sentAt: AT,
        sentBy: 'met-police/co-1',
        records: [],
        history: [{ state: 'SENT', at: AT, by: 'met-police/co-1' }],
      } as Referral,
    ],
  }),
  triagedAway: (file) => ({
    ...file,
    case: { ...file.case, state: 'CLOSED', closedOn: '2026-11-23' },
    triages: [
      ...file.triages,
      {
        type: 'Triage',
        ...of,
        triageId: idOf('tri', 90),
        taken: { outcome: 'REFER_YJS', takenAt: AT, continues: false },
      } as Triage,
    ],
  }),
  nominated: (file) => ({
    ...file,
    nominations: [
      ...file.nominations,
      nomination({ nominationId: idOf('nom', 90), nominatedAt: AT }),
    ],
  }),
  copied: (file) => ({
    ...file,
    case: { ...file.case, copies: file.case.copies + 1 },
  }),
} as const satisfies Record<string, (file: CaseFile) => CaseFile>;

const decidedWith = (
  file: CaseFile,
  outcome: 'INCLUDE' | 'EXCLUDE',
): CaseFile => ({
  ...file,
  case: { ...file.case, state: 'DECIDED', finalDecisionOn: '2026-11-23' },
  decisions: [...file.decisions, decisionOf(outcome)],
});

export type Step = keyof typeof STEPS;

/** Another case of the same child, with a visit that waits. */
const otherCase = (file: CaseFile): CaseFile => ({
  ...file,
  others: [
    {
      case: { ...file.case, caseId: idOf('case', 2) },
      nominations: [],
      decisions: [],
      visits: [visitTo(idOf('visit', 80), { caseId: idOf('case', 2) })],
    },
  ],
});

export const changes = fc
  .record({
    before: fc.oneof(files, files.map(otherCase)),
    step: fc.constantFrom(...(Object.keys(STEPS) as Step[])),
  })
  .map(({ before, step }) => ({ before, step, after: STEPS[step](before) }));
