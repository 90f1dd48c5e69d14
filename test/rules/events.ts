/** What happens to a case, in the smallest sound form, and what it is counted with: one child of Croydon, whom the police gave. */
import type { CaseFile } from '../../rules/cases/case-file.ts';
import type { Counting } from '../../rules/statistics/tallies.ts';
import {
  Decision,
  FollowUpEntity,
  Referral,
  Triage,
  Visit,
} from '../../schemas/store/entities.ts';
import {
  AGREEMENTS,
  CASE_ID,
  caseFile,
  idOf,
  NOW,
  nomination,
  PERSON_ID,
  panelNamed,
  record,
} from './given.ts';

const of = {
  personId: PERSON_ID,
  caseId: CASE_ID,
  expiresAt: '2030-01-01T00:00:00.000Z',
};
const police = { originator: 'met-police' };
export const identity = record({
  ...police,
  category: 'identity',
  fields: {
    givenName: 'Ada',
    familyName: 'Okoro',
    birthDate: '2011-05-04',
    sex: 'F',
    ethnicity: 'B2',
    borough: 'E09000008',
  },
});
const profiled = (code: string) => ({
  code,
  source: 'met-police',
  factOrOpinion: 'FACT',
});
export const incident = record({
  ...police,
  category: 'incident',
  fields: {
    incidentType: 'INC_CONFIRMED',
    incidentSummary: 'CANARY narrative.',
    additionalOffences: ['ROBBERY'],
    priorContact: [profiled('PRIOR_MISSING'), profiled('PRIOR_MISSING')],
    background: [],
  },
});
export const given = (over: Partial<CaseFile> = {}): CaseFile =>
  caseFile({
    nominations: [nomination({ records: [identity, incident] })],
    ...over,
  });
export const counting = (over: Partial<Counting> = {}): Counting => ({
  file: given(),
  panel: panelNamed('south-bcu'),
  agreements: AGREEMENTS,
  now: NOW,
  ...over,
});
export const decision = (over: object = {}): Decision =>
  Decision.parse({
    type: 'Decision',
    ...of,
    decisionId: idOf('dec', 1),
    taken: {
      decisionId: idOf('dec', 1),
      outcome: 'EXCLUDE',
      reason: 'NO_EVIDENCE',
      decidedAt: '2026-11-23T10:00:00.000Z',
      recordedAt: '2026-11-23T10:00:00.000Z',
      meetingId: idOf('mtg', 1),
      present: [],
      notQuorate: false,
      meetingOn: '2026-11-26',
      decider: 'met-police/ch-1 (PANEL_CHAIR)',
      rationale: 'CANARY rationale.',
      packDigest: 'a'.repeat(64),
      acknowledgements: [],
      ...over,
    },
    considered: [],
    gaps: [],
  });
export const triage = Triage.parse({
  type: 'Triage',
  ...of,
  triageId: idOf('tri', 1),
  taken: {
    triageId: idOf('tri', 1),
    outcome: 'REFER_YJS',
    continues: true,
    officer: 'met-police/so-1',
    reason: 'CANARY reason.',
    takenAt: '2026-11-23T10:00:00.000Z',
  },
});
export const visit = (result: object | undefined) =>
  Visit.parse({
    type: 'Visit',
    ...of,
    visitId: idOf('visit', 1),
    version: 1,
    panel: 'south-bcu',
    state: 'ALLOCATED',
    officer: { practitioner: 'sso-1', role: 'SAFER_SCHOOLS_OFFICER' },
    allocatedAt: '2026-11-26T15:00:00.000Z',
    allocatedBy: 'met-police/co-1',
    dueBy: '2026-12-10',
    venue: 'SCHOOL',
    acknowledged: [],
    attempts: [],
    result,
  });
export const referral = (over: object = {}) =>
  Referral.parse({
    type: 'Referral',
    ...of,
    referralId: idOf('ref', 1),
    version: 1,
    panel: 'south-bcu',
    kind: 'REFERRED',
    serviceId: 'safer-paths',
    agency: 'safer-paths',
    agreement: 'MD-VCS-005',
    need: 'MENTORING',
    basis: 'CONSENT',
    state: 'SENT',
    sentAt: '2026-11-27T10:00:00.000Z',
    sentBy: 'met-police/co-1',
    countedIn: 'E09000008',
    records: [],
    history: [],
    ...over,
  });
export const acknowledgedAt = '2026-11-28T10:00:00.000Z';

export const followUp = (cameToNotice: string, month = 6) =>
  FollowUpEntity.parse({
    type: 'FollowUp',
    ...of,
    found: {
      month,
      cameToNotice,
      checkedIn: 'PNC',
      checkedBy: 'x',
      checkedAt: acknowledgedAt,
    },
  });

/** A visit that was made, eleven days after it was decided on. */
export const made = (over: object = {}) =>
  visit({
    state: 'DONE',
    at: '2026-12-04T15:00:00.000Z',
    parentOrCarerSeen: true,
    childSays: 'CANARY words.',
    signposted: ['safer-paths'],
    ...over,
  });
