/** The requests that are measured, as their systems would send them. */
import { randomUUID } from 'node:crypto';
import type { CohortPerson } from '../local/cohort/cohort.ts';
import { nominationOf } from '../local/sandbox.ts';
import { daysAfter, londonDate } from '../rules/time/london-time.ts';
import { BOROUGHS } from '../schemas/vocabulary/codes.ts';
import type { Ready } from './http.ts';

const POLICE = 'met-police-intelligence';
const PANEL = 'met-police-panel';
const YJS = 'croydon-yjs-case-system';

/** What each request says of itself. */
const said = (
  role: string,
  more: Record<string, string> = {},
): Record<string, string> => ({
  'sharing-purpose': 'PANEL_SELECTION',
  'sharing-practitioner': `prac-1; role=${role}`,
  'sharing-reason': 'NEW_INCIDENT',
  ...more,
});

const withBody = (body: unknown) => ({ body: JSON.stringify(body) });
const JSON_TYPE = { 'content-type': 'application/json' };
const once = () => ({ ...JSON_TYPE, 'idempotency-key': randomUUID() });

/** As a person would be looked for: name and birth date, without numbers. */
export const query = ({
  givenName,
  familyName,
  birthDate,
}: CohortPerson): Ready => ({
  clientId: YJS,
  method: 'POST',
  path: '/v1/queries',
  headers: said('YJS_PRACTITIONER', JSON_TYPE),
  ...withBody({ subject: { givenName, familyName, birthDate } }),
});

export const read = (reference: string): Ready => ({
  clientId: YJS,
  method: 'GET',
  path: `/v1/young-people/${reference}`,
  headers: said('YJS_PRACTITIONER'),
});

export const nominate = (person: CohortPerson): Ready => ({
  clientId: POLICE,
  method: 'POST',
  path: '/v1/nominations',
  headers: said('INTELLIGENCE_OFFICER', once()),
  ...withBody(nominationOf(person)),
});

export const raise = (person: CohortPerson, now: number): Ready => ({
  clientId: YJS,
  method: 'POST',
  path: '/v1/flags',
  headers: said('YJS_PRACTITIONER', once()),
  ...withBody(flagOn(person, now)),
});

export const flagOn = (
  { givenName, familyName, birthDate }: CohortPerson,
  now: number,
) => ({
  agreement: 'MD-SBCU-001',
  subject: {
    givenName,
    familyName,
    birthDate,
    borough: BOROUGHS.CROYDON,
    formerBoroughs: [],
  },
  flag: {
    flagKind: 'NEED',
    statement:
      'Synthetic: has stopped coming to sessions since the summer, and says that the way there is not safe.',
    factOrOpinion: 'OPINION',
    subjectCategory: 'OTHER',
    expiresOn: daysAfter(londonDate(now), 90),
    contact: 'duty desk, duty@yjs.croydon.example.org',
  },
});

const ofCase = (
  method: Ready['method'],
  caseId: string,
  rest: string,
): Ready => ({
  clientId: PANEL,
  method,
  path: `/v1/cases/${caseId}${rest}`,
  headers: said('PANEL_COORDINATOR', { 'sharing-case': caseId }),
});

export const pack = (caseId: string): Ready => ofCase('GET', caseId, '/pack');
export const readCase = (caseId: string): Ready => ofCase('GET', caseId, '');

/** So far ahead that the agreed day to reply is still to come, whatever bank holidays lie between. */
const MEETS_IN_DAYS = 14;

export const openMeeting = (now: number, days = MEETS_IN_DAYS): Ready => ({
  clientId: PANEL,
  method: 'POST',
  path: '/v1/meetings',
  headers: said('PANEL_COORDINATOR', once()),
  ...withBody({
    panel: 'south-bcu',
    meetingOn: daysAfter(londonDate(now), days),
  }),
});

/** Everybody whom a decision needs is at the meeting. */
export const attend = (meetingId: string): Ready => ({
  clientId: PANEL,
  method: 'PUT',
  path: `/v1/meetings/${meetingId}/attendance`,
  headers: said('PANEL_COORDINATOR', JSON_TYPE),
  ...withBody({
    present: [
      { agency: 'met-police', practitioner: 'ch-1', role: 'PANEL_CHAIR' },
      {
        agency: 'croydon-yjs',
        practitioner: 'prac-1',
        role: 'YJS_PRACTITIONER',
      },
      {
        agency: 'croydon-social-care',
        practitioner: 'prac-2',
        role: 'SOCIAL_WORKER',
      },
    ],
  }),
});

const changeCase = (
  method: 'POST' | 'PUT',
  caseId: string,
  rest: string,
  body: object,
): Ready => {
  const asked = ofCase(method, caseId, rest);
  return {
    ...asked,
    headers: { ...asked.headers, ...(method === 'POST' ? once() : JSON_TYPE) },
    ...withBody(body),
  };
};

export const screen = (caseId: string, rule = 'NO_WEAPON_CONVICTION'): Ready =>
  changeCase('PUT', caseId, '/eligibility', {
    rule,
    finding: 'MET',
    checkedIn: 'PNC',
    evidence: 'Synthetic: none on the PNC.',
  });

export const list = (caseId: string, meetingId: string): Ready =>
  changeCase('PUT', caseId, '/listing', { meetingId, reason: 'Synthetic.' });

export const askForViews = (caseId: string): Ready =>
  changeCase('POST', caseId, '/view-requests', {});

/** For a meeting that is today. */
export const askForViewsToday = (caseId: string, now: number): Ready =>
  changeCase('POST', caseId, '/view-requests', {
    urgent: { replyBy: londonDate(now), reason: 'LATE_NOMINATION' },
  });

/** What a pack says that has to be acknowledged. */
export interface PackSeen {
  digest: string;
  meetingId: string;
  gaps: { gapId: string }[];
  freshness: { stalenessId: string }[];
  divergences: { divergenceId: string }[];
}

/** The child is to be visited: decided on a pack, with all that it lacks acknowledged. */
export const decide = (
  caseId: string,
  { digest, meetingId, gaps, freshness, divergences }: PackSeen,
): Ready => {
  const lacking = [
    ...gaps.map(({ gapId }) => gapId),
    ...freshness.map(({ stalenessId }) => stalenessId),
    ...divergences.map(({ divergenceId }) => divergenceId),
  ];
  return changeCase('POST', caseId, '/decisions', {
    packDigest: digest,
    meetingId,
    outcome: 'INCLUDE',
    decider: { practitioner: 'ch-1', role: 'PANEL_CHAIR' },
    rationale: 'Synthetic: an early visit may keep this child out of trouble.',
    acknowledgements: lacking.map((about) => ({
      about,
      note: 'Synthetic: known to the panel.',
    })),
  });
};

export const readViewRequest = (
  clientId: string,
  viewRequestId: string,
): Ready => ({
  clientId,
  method: 'GET',
  path: `/v1/view-requests/${viewRequestId}`,
  headers: said('YJS_PRACTITIONER'),
});

export const reply = (
  clientId: string,
  viewRequestId: string,
  health: boolean,
): Ready => ({
  clientId,
  method: 'PUT',
  path: `/v1/view-requests/${viewRequestId}/reply`,
  headers: said('YJS_PRACTITIONER', JSON_TYPE),
  ...withBody(health ? HEALTH_VIEW : VIEW),
});

export const VIEW = {
  kind: 'VIEW',
  view: {
    riskToOthers: 'LOW',
    safetyAndWellbeing: 'HIGH',
    facts: [
      'Synthetic: attended four of six sessions.',
      'Synthetic: moved school in September.',
    ],
    opinions: [
      'Synthetic: is open about what happened, and afraid of the older group.',
    ],
  },
};

const HEALTH_VIEW = {
  kind: 'VIEW',
  health: {
    knownToService: true,
    openStatus: 'OPEN',
    needSummary: 'Synthetic need.',
    riskToOthers: 'LOW',
  },
  approval: {
    approvalRole: 'CALDICOTT_GUARDIAN',
    approvalPractitioner: 'cg-1',
    approvedAt: '2026-11-20T09:00:00.000Z',
    approvalBasis: 'CONSENT',
    approvalReason: 'Synthetic reason.',
  },
};
