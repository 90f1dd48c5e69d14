/**
 * An example of every body and every answer, of one child who does not exist: Robin Samplechild, of
 * 1 Example Street. It is long because it is a table. A test parses each with the schema that it is
 * an example of.
 */
import { DANGER_NOTICE } from '../contract/flags.ts';
import type { OperationId } from '../contract/operations.ts';
import {
  PROBLEMS,
  type ProblemCode,
  type ProblemDocument,
} from '../contract/problems.ts';
import { REASONS } from '../vocabulary/reasons.ts';

const CASE = 'case_0f8e2a6b4c1d4e5f8a9b0c1d2e3f4a5b';
const FLAG = 'flag_3b1f0a6c5d7e4f8291a0b3c4d5e6f708';
const VIEW_REQUEST = 'vr_9c2d4e6f8a0b4c1d9e3f5a7b8c6d0e2f';
const OTHER_VIEW_REQUEST = 'vr_1a2b3c4d5e6f4a7b8c9d0e1f2a3b4c5d';
const MEETING = 'mtg_2b3c4d5e6f7a4b8c9d0e1f2a3b4c5d6e';
const QUESTION = 'qn_4c3d2e1f0a9b4c8d7e6f5a4b3c2d1e0f';
const TRIAGE = 'tri_4d5e6f7a8b9c4d0e1f2a3b4c5d6e7f80';
const DECISION = 'dec_6e5d4c3b2a1f4e0d9c8b7a6958473625';
const ENTRY = 'le_5a6b7c8d9e0f4a1b8c2d3e4f5a6b7c8d';
const VISIT = 'visit_7d6e5f4a3b2c4d1e8f9a0b1c2d3e4f5a';
const REFERRAL = 'ref_2b3c4d5e6f7a4b8c9d0e1f2a3b4c5d6e';
const REVIEW = 'le_0d1c2b3a4f5e4d6c8b7a9f8e7d6c5b4a';
const REFERENCE = 'yp_Zk9vT2xhc2QtZXhhbXBsZS1yZWZlcmVuY2UtMDAwMDAw';
const DIGEST =
  'c0ffee5a4b3c2d1e0f9a8b7c6d5e4f30c0ffee5a4b3c2d1e0f9a8b7c6d5e4f31';
const HASH = '1e0f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f';
const LEAF = '9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a0';
const GAP = 'NO_REPLY:croydon-education';
const DIVERGENCE = 'RISK_TO_OTHERS:4d3c2b1a0f9e8d7c';

const subject = {
  givenName: 'Robin',
  familyName: 'Samplechild',
  birthDate: '2011-05-14',
};
const home = { borough: 'E09000008', formerBoroughs: [] };
const byPolice = {
  originator: 'met-police',
  agreement: 'MD-SBCU-001',
  contributedAt: '2026-11-19T09:12:30.000Z',
};
const byYjs = {
  originator: 'croydon-yjs',
  agreement: 'MD-SBCU-001',
  contributedAt: '2026-11-23T15:40:00.000Z',
};
const bySocialCare = {
  ...byYjs,
  originator: 'croydon-social-care',
  contributedAt: '2026-11-24T10:05:00.000Z',
};

const identity = {
  ...byPolice,
  ...subject,
  addressLines: ['1 Example Street', 'Croydon'],
  postcode: 'CR0 9ZZ',
  borough: 'E09000008',
};
const incident = {
  ...byPolice,
  incidentType: 'INC_SUSPECTED',
  incidentOn: '2026-11-17',
  incidentSummary:
    'Invented: said to have shown a kitchen knife to a friend on the way home from school.',
  factOrOpinion: 'OPINION',
  venue: 'STREET',
  incidentRelation: 'PEER',
  subjectCategory: 'SUSPECT',
};
const flag = {
  flagKind: 'NEED',
  statement:
    'Invented: out of school since September, and asks for help to go back.',
  factOrOpinion: 'FACT',
  subjectCategory: 'OTHER',
  contact: 'Croydon YJS duty desk',
};
const flagRecord = {
  ...byYjs,
  ...flag,
  raisedOn: '2026-10-02',
  expiresOn: '2027-03-31',
};
const yjsView = {
  riskToOthers: 'LOW',
  safetyAndWellbeing: 'MEDIUM',
  assessmentTool: 'ASSETPLUS',
  assessedOn: '2026-11-20',
  facts: ['Invented: attends a weekly mentoring session.'],
  opinions: ['Invented: carries nothing, and is afraid of somebody who does.'],
  needs: ['A way back to school'],
  protectiveFactors: ['A grandparent who is trusted'],
  wishesToHearOutcome: true,
};
const involvement = {
  knownToService: true,
  status: 'OPEN',
  startedOn: '2026-09-01',
  leadContact: 'Croydon YJS duty desk',
};
const approach = {
  safeApproachAdvice: 'Invented: ring first; do not come in uniform.',
  recommendedVenue: 'SCHOOL',
};

const releasedBy = (
  category: string,
  originator: string,
  fields: string[],
  flow: string,
) => ({
  category,
  originator,
  fields,
  basis: 'FLOW',
  agreement: 'MD-SBCU-001',
  version: 1,
  hash: HASH,
  flow,
  gateway: 'CDA_S115',
});
const disclosure = {
  ledgerEntry: ENTRY,
  released: [
    releasedBy(
      'identity',
      'met-police',
      [
        'givenName',
        'familyName',
        'birthDate',
        'addressLines',
        'postcode',
        'borough',
      ],
      'S1',
    ),
    releasedBy(
      'incident',
      'met-police',
      ['incidentType', 'incidentOn', 'incidentSummary'],
      'S2',
    ),
  ],
  withheld: [
    {
      category: 'incident',
      originator: 'met-police',
      fields: ['background'],
      reasons: [
        {
          code: 'FIELD_NOT_AGREED',
          says: REASONS.FIELD_NOT_AGREED,
          agreement: 'MD-SBCU-001',
          clause: 'S2',
        },
      ],
    },
  ],
};
const permitted = {
  reference: REFERENCE,
  records: { identity: [identity], incident: [incident], flag: [flagRecord] },
  disclosure,
};
const flagReceipt = (version: number) => ({
  flagId: FLAG,
  version,
  notice: DANGER_NOTICE,
});

const request = {
  viewRequestId: VIEW_REQUEST,
  caseId: CASE,
  panel: 'south-bcu',
  agreement: 'MD-SBCU-001',
  meetingOn: '2026-11-26',
  replyBy: '2026-11-24',
  categories: ['involvement', 'view', 'approach'],
};

const byPoliceToPartner = {
  ...byPolice,
  agreement: 'MD-VCS-005',
  contributedAt: '2026-12-02T16:05:00.000Z',
};
const referral = {
  referralId: REFERRAL,
  serviceId: 'harbour-mentoring',
  agreement: 'MD-VCS-005',
  need: 'MENTORING',
  state: 'SENT',
  sentAt: '2026-12-02T16:05:00.000Z',
  dueBy: '2026-12-09',
};

const eligibility = [
  { rule: 'UNDER_18', finding: 'MET', evidence: 'Aged 15 on 2026-11-26.' },
  {
    rule: 'NO_WEAPON_CONVICTION',
    finding: 'MET',
    evidence: 'Invented: no conviction found. (PNC)',
    checkedIn: 'PNC',
    checkedBy: 'met-police/coord-7 (PANEL_COORDINATOR)',
    checkedAt: '2026-11-20T11:00:00.000Z',
  },
  {
    rule: 'LIVES_IN_AREA',
    finding: 'MET',
    evidence: 'Lives in Croydon (E09000008).',
  },
  {
    rule: 'EVIDENCE_OF_CARRYING',
    finding: 'MET',
    evidence: 'Invented: seen by a teacher. (CRIS)',
  },
];

const decision = {
  packDigest: DIGEST,
  meetingId: MEETING,
  outcome: 'INCLUDE',
  decider: { practitioner: 'chair-3', role: 'PANEL_CHAIR' },
  rationale:
    'Invented: an early visit with a way back to school; the two views of the risk were talked through.',
  acknowledgements: [
    {
      about: GAP,
      note: 'Invented: education was rung; no attendance officer is allocated yet.',
    },
    {
      about: DIVERGENCE,
      note: 'Invented: social care speaks of one event in June, the YJS of the months since.',
    },
  ],
};

const officer = { practitioner: 'dc-41', role: 'INTELLIGENCE_OFFICER' };
const investigation = {
  status: 'ONGOING',
  officer: 'dc-41 (INTELLIGENCE_OFFICER)',
  since: '2026-11-20T09:30:00.000Z',
  reviewOn: '2026-12-04',
};
const strategyDiscussion = {
  status: 'ONGOING',
  officer: 'sw-17 (SOCIAL_WORKER)',
  since: '2026-11-23T14:00:00.000Z',
  reviewOn: '2026-11-27',
};

const meeting = {
  meetingId: MEETING,
  panel: 'south-bcu',
  meetingOn: '2026-11-26',
  startsAt: '13:30',
  place: 'Invented: Croydon, room 2',
  agenda: [CASE],
  attendance: [
    { agency: 'met-police', practitioner: 'chair-3', role: 'PANEL_CHAIR' },
    {
      agency: 'croydon-yjs',
      practitioner: 'yjs-2210',
      role: 'YJS_PRACTITIONER',
    },
  ],
  quorum: { met: true, agencies: 2, needed: 2, missing: [], ifNotMet: 'WARN' },
  ledgerEntry: ENTRY,
};

const returnLine = {
  agreement: 'MD-SBCU-001',
  replyBy: '2026-11-24',
  late: false,
  corrected: false,
};

const kept = {
  entryId: ENTRY,
  occurredAt: '2026-11-23T15:40:00.000Z',
  operation: 'CONSULTATION',
  endpoint: 'queryYoungPerson',
  outcome: 'PARTIAL',
  status: 200,
  actor: {
    agency: 'croydon-yjs',
    clientId: 'croydon-yjs-case-system',
    practitioner: 'yjs-2210',
    role: 'YJS_PRACTITIONER',
  },
  recipient: 'croydon-yjs',
  purpose: 'PANEL_SELECTION',
  reason: 'NEW_INCIDENT',
  released: disclosure.released,
  withheld: [
    {
      category: 'incident',
      originator: 'met-police',
      fields: ['background'],
      reasons: ['FIELD_NOT_AGREED S2'],
    },
  ],
  requestId: '7d9f2c34-5b1a-4e8d-9c0f-1a2b3c4d5e6f',
};

const party = (
  agency: string,
  sector: string,
  odsOrGss: string,
  regime: string,
) => ({
  agency,
  odsOrGss,
  sector,
  role: 'CONTROLLER',
  regime,
  dpo: `Data Protection Officer, dpo@${agency}.example`,
  spoc: `Single point of contact, divan@${agency}.example`,
});

/** Much shorter than a real one, and complete in form. */
const agreement = {
  status: 'ACTIVE',
  terms: {
    id: 'MD-SBCU-001',
    version: 1,
    title: 'South BCU early intervention panel: an example in two flows',
    tier: 'MULTI_AGENCY',
    synthetic: true,
    startsOn: '2026-04-01',
    reviewOn: '2027-03-31',
    endsOn: '2028-03-31',
    parties: [
      party('met-police', 'POLICE', 'E23000001', 'PART3'),
      party('croydon-yjs', 'YOUTH_JUSTICE', 'E09000008', 'UKGDPR'),
    ],
    purposes: [
      {
        code: 'PANEL_SELECTION',
        necessity: 'Invented for this example.',
        proportionality: 'Invented for this example.',
      },
    ],
    lawfulBases: [
      {
        party: 'croydon-yjs',
        art6: 'Art 6(1)(e)',
        art9: 'Art 9(2)(g)',
        sch1: ['Sch 1 para 18'],
      },
    ],
    gateways: [
      {
        code: 'CDA_S115',
        disclosers: ['met-police', 'croydon-yjs'],
        note: 'Crime and Disorder Act 1998 s.115',
      },
    ],
    area: ['E09000008'],
    subjectRules: { maxAge: 17, categories: ['SUSPECT', 'VICTIM', 'OTHER'] },
    panels: [
      {
        id: 'south-bcu',
        name: 'South BCU early intervention panel',
        host: 'met-police',
        area: ['E09000008'],
        members: ['met-police', 'croydon-yjs'],
        quorum: { agencies: 2, required: ['croydon-yjs'], ifNotMet: 'WARN' },
      },
    ],
    flows: [
      {
        id: 'S1',
        from: ['met-police'],
        to: ['croydon-yjs'],
        category: 'identity',
        fields: ['givenName', 'familyName', 'birthDate'],
        purposes: ['PANEL_SELECTION'],
        conditions: [
          { condition: 'SUBJECT_LIVES_OR_LIVED_IN', areas: ['E09000008'] },
        ],
        gateway: 'CDA_S115',
        printable: false,
        authorisedByLaw: 'Crime and Disorder Act 1998 s.115',
      },
      {
        id: 'S2',
        from: ['croydon-yjs'],
        to: ['panel:south-bcu'],
        category: 'view',
        fields: ['riskToOthers', 'safetyAndWellbeing'],
        purposes: ['PANEL_SELECTION'],
        conditions: [{ condition: 'CASE_OPEN' }],
        gateway: 'CDA_S115',
        printable: false,
      },
    ],
    prohibitions: [
      {
        id: 'X1',
        category: 'incidentSource',
        because: 'Sources never leave the police.',
      },
    ],
    returns: {
      nilAndWithheld: 'DISTINCT',
      dueWorkingDaysBeforePanel: 2,
      approvalRequired: false,
    },
    searchLimits: {
      queriesPerPractitionerPerDay: 40,
      queriesPerSystemPerDay: 400,
    },
    security: {
      marking: 'OFFICIAL-SENSITIVE',
      auth: 'private_key_jwt',
      minTls: '1.2',
      userVetting: 'Each agency vouches for its practitioners',
      storageRegion: 'eu-west-2',
    },
    retention: [
      {
        category: 'view',
        event: 'the case is closed',
        period: 'P6M',
        action: 'ERASE',
      },
    ],
    backupDays: 35,
    onward: { default: 'DENY', exceptions: [], originatorConsent: true },
    rights: {
      routeTo: 'The data protection officer of the originator',
      ackDays: 5,
      exemptions: [],
    },
    publish: 'A summary is published by each party.',
    breach: { notifyPartiesHours: 24, notifyRegulatorHours: 72 },
    termination: { noticeDays: 90, returnOrErase: 'ERASE' },
    operation: {
      operator: 'exchange-operator',
      processorTerms: 'Article 28 terms, invented',
      subProcessors: [],
      dpiaRef: 'DPIA-0',
      apdRef: 'APD-0',
      eqiaRef: 'EQIA-0',
      breachContacts: ['breach@divan-exchange.example'],
    },
  },
  documentHash: LEAF,
  signatures: [
    {
      agency: 'croydon-yjs',
      signatory: { name: 'Alex Signatory', role: 'Head of Service' },
      signedAt: '2026-03-25T09:05:00.000Z',
      versionHash: HASH,
      documentHash: LEAF,
    },
  ],
  suspensions: [],
};

export interface OperationExample {
  body?: unknown;
  answer: unknown;
}

export const EXAMPLES: Partial<Record<OperationId, OperationExample>> = {
  queryYoungPerson: {
    body: { subject: { ...subject, identifiers: { nhsNumber: '9000000009' } } },
    answer: permitted,
  },
  readYoungPerson: { answer: permitted },
  raiseFlag: {
    body: {
      agreement: 'MD-SBCU-001',
      subject: { ...subject, ...home },
      flag: { ...flag, expiresOn: '2027-03-31' },
      handling: { code: 'P', recipients: [] },
    },
    answer: flagReceipt(1),
  },
  readFlag: {
    answer: {
      flagId: FLAG,
      version: 1,
      notice: DANGER_NOTICE,
      history: [{ version: 1, change: 'RAISED', changedOn: '2026-10-02' }],
      records: { flag: [flagRecord] },
      earlier: [],
      disclosure: {
        ...disclosure,
        released: [
          {
            ...releasedBy('flag', 'croydon-yjs', Object.keys(flag), 'S5'),
            basis: 'OWN',
          },
        ],
        withheld: [],
      },
    },
  },
  reviewFlag: {
    body: {
      expiresOn: '2027-09-30',
      note: 'Invented: still out of school; reviewed with the family.',
    },
    answer: flagReceipt(2),
  },
  contestFlag: {
    body: {
      statement: 'Invented: the school roll shows attendance since October.',
    },
    answer: flagReceipt(2),
  },
  correctFlag: {
    body: {
      flag: {
        ...flag,
        statement: 'Invented: back in school, three days a week.',
      },
      note: 'Invented: the school wrote.',
    },
    answer: flagReceipt(3),
  },
  withdrawFlag: {
    body: { reason: 'Invented: raised about another child by mistake.' },
    answer: flagReceipt(4),
  },
  nominate: {
    body: {
      panel: 'south-bcu',
      additionalAgreements: ['MD-CAMHS-003'],
      subject: {
        ...subject,
        ...home,
        otherNames: [],
        sex: 'U',
        addressLines: identity.addressLines,
        postcode: 'CR0 9ZZ',
      },
      incident: {
        incidentType: 'INC_SUSPECTED',
        incidentOn: '2026-11-17',
        incidentSummary: incident.incidentSummary,
        factOrOpinion: 'OPINION',
        additionalOffences: [],
        venue: 'STREET',
        incidentRelation: 'PEER',
        aggressionReported: false,
        subjectCategory: 'SUSPECT',
        assessment: 'B',
        priorContact: [],
        background: [
          {
            code: 'BG_EDUCATION',
            source: 'croydon-education',
            factOrOpinion: 'FACT',
          },
        ],
      },
      handling: { code: 'P', recipients: [] },
      sources: [
        {
          sourceSystem: 'CRIS',
          sourceReference: 'EXAMPLE/0000000/26',
          sourceEvaluation: '1',
        },
      ],
    },
    answer: {
      nominationId: 'nom_7b6a5948372615f4e3d2c1b0a9f8e7d6',
      caseId: CASE,
    },
  },
  listViewRequests: {
    answer: {
      viewRequests: [{ ...request, state: 'OPEN' }],
      next: 'eyJleGFtcGxlIjoiYSBjdXJzb3IifQ',
    },
  },
  readViewRequest: {
    answer: {
      ...request,
      purpose: 'PANEL_SELECTION',
      state: 'TO_CONFIRM',
      records: { identity: [identity], incident: [incident] },
      linked: { identifiers: { localIdentifier: 'CV-104233' } },
      questions: [
        {
          questionId: QUESTION,
          text: 'Invented: which of two children of that name is meant?',
          askedAt: '2026-11-20T09:00:00.000Z',
          answer: 'Invented: the elder one.',
          answeredAt: '2026-11-20T11:30:00.000Z',
        },
      ],
      toConfirm: {
        version: 1,
        kind: 'VIEW',
        person: 'Invented: the duty worker',
        channel: 'TELEPHONE',
        confirmBy: '2026-11-24',
        records: { view: [{ ...byYjs, ...yjsView }] },
      },
      replySchema: {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        oneOf: [
          {
            type: 'object',
            properties: { kind: { const: 'NOTHING_HELD' } },
            required: ['kind'],
            additionalProperties: false,
          },
        ],
      },
      disclosure,
    },
  },
  askQuestion: {
    body: { text: 'Invented: which of two children of that name is meant?' },
    answer: {
      questionId: QUESTION,
      viewRequestId: VIEW_REQUEST,
      askedAt: '2026-11-20T09:00:00.000Z',
    },
  },
  confirmReturn: {
    body: { version: 1 },
    answer: {
      viewRequestId: VIEW_REQUEST,
      version: 1,
      confirmedAt: '2026-11-24T08:45:00.000Z',
    },
  },
  answerQuestion: {
    body: { answer: 'Invented: the elder one.' },
    answer: {
      caseId: CASE,
      questionId: QUESTION,
      answeredAt: '2026-11-20T11:30:00.000Z',
    },
  },
  recordReturn: {
    body: {
      reply: { kind: 'VIEW', view: yjsView },
      person: 'Invented: the duty worker',
      channel: 'TELEPHONE',
    },
    answer: {
      caseId: CASE,
      viewRequestId: VIEW_REQUEST,
      agency: 'croydon-yjs',
      kind: 'VIEW',
      version: 1,
      confirmBy: '2026-11-24',
    },
  },
  replyToViewRequest: {
    body: { kind: 'VIEW', involvement, view: yjsView, approach },
    answer: {
      viewRequestId: VIEW_REQUEST,
      kind: 'VIEW',
      version: 1,
      receivedAt: '2026-11-23T15:40:00.000Z',
    },
  },
  readCase: {
    answer: {
      caseId: CASE,
      panel: 'south-bcu',
      borough: 'E09000008',
      state: 'LISTED',
      reopened: [],
      meetingId: MEETING,
      meetingOn: '2026-11-26',
      listingReason:
        'Invented: afraid of others who carry, and known to two agencies.',
      eligibility,
      clock: {
        startedAt: '2026-11-19T09:12:30.000Z',
        dueAt: '2026-11-21T00:00:00.000Z',
        state: 'LAPSED',
      },
      investigation,
      triage: [],
      viewRequests: [
        {
          ...returnLine,
          viewRequestId: VIEW_REQUEST,
          agency: 'croydon-yjs',
          state: 'REPLIED',
        },
        {
          ...returnLine,
          viewRequestId: OTHER_VIEW_REQUEST,
          agency: 'croydon-education',
          state: 'ASKED',
        },
      ],
      decisions: [],
      followUps: [],
      visits: [],
      referrals: [],
      ledgerEntry: ENTRY,
    },
  },
  checkEligibility: {
    body: {
      rule: 'NO_WEAPON_CONVICTION',
      finding: 'MET',
      checkedIn: 'PNC',
      evidence: 'Invented: no conviction found.',
    },
    answer: { eligibility },
  },
  listCase: {
    body: { meetingId: MEETING },
    answer: {
      caseId: CASE,
      meetingId: MEETING,
      meetingOn: '2026-11-26',
      position: 1,
    },
  },
  askForViews: {
    body: { agencies: ['croydon-yjs', 'croydon-education'] },
    answer: {
      caseId: CASE,
      viewRequests: [
        {
          viewRequestId: VIEW_REQUEST,
          agency: 'croydon-yjs',
          agreement: 'MD-SBCU-001',
          replyBy: '2026-11-24',
        },
        {
          viewRequestId: OTHER_VIEW_REQUEST,
          agency: 'croydon-education',
          agreement: 'MD-SBCU-001',
          replyBy: '2026-11-24',
        },
      ],
    },
  },
  readPack: {
    answer: {
      caseId: CASE,
      panel: 'south-bcu',
      marking: 'OFFICIAL-SENSITIVE',
      meetingId: MEETING,
      meetingOn: '2026-11-26',
      digest: DIGEST,
      records: {
        identity: [identity],
        incident: [incident],
        flag: [flagRecord],
      },
      eligibility,
      returns: [
        {
          agency: 'croydon-education',
          state: 'ASKED',
          replyBy: '2026-11-24',
          records: {},
        },
        {
          agency: 'croydon-social-care',
          state: 'REPLIED',
          replyBy: '2026-11-24',
          receivedAt: '2026-11-24T10:05:00.000Z',
          records: {
            view: [
              {
                ...bySocialCare,
                riskToOthers: 'HIGH',
                assessedOn: '2026-06-30',
              },
            ],
          },
        },
        {
          agency: 'croydon-yjs',
          state: 'REPLIED',
          replyBy: '2026-11-24',
          receivedAt: '2026-11-23T15:40:00.000Z',
          records: {
            involvement: [{ ...byYjs, ...involvement }],
            view: [{ ...byYjs, ...yjsView }],
          },
        },
      ],
      completeness: {
        asked: [
          { agency: 'croydon-education', state: 'ASKED', provisional: false },
          {
            agency: 'croydon-social-care',
            state: 'REPLIED',
            provisional: false,
          },
          { agency: 'croydon-yjs', state: 'REPLIED', provisional: false },
        ],
        notAsked: [],
      },
      questions: [],
      gaps: [
        {
          gapId: GAP,
          agency: 'croydon-education',
          kind: 'NO_REPLY',
          question: 'croydon-education has not replied. Who asks again?',
        },
      ],
      divergences: [
        {
          divergenceId: DIVERGENCE,
          about: 'RISK_TO_OTHERS',
          question:
            'croydon-social-care says HIGH, croydon-yjs says LOW. What does each know that the others do not?',
          positions: [
            { agency: 'croydon-social-care', says: 'HIGH' },
            { agency: 'croydon-yjs', says: 'LOW' },
          ],
        },
      ],
      freshness: [
        {
          stalenessId: 'STALE:croydon-social-care:2026-06-30',
          agency: 'croydon-social-care',
          asOf: '2026-06-30',
          state: 'STALE',
        },
        {
          stalenessId: 'STALE:croydon-yjs:2026-11-20',
          agency: 'croydon-yjs',
          asOf: '2026-11-20',
          state: 'FRESH',
        },
      ],
      hiddenFromAttendees: 0,
      triage: [],
      decisions: [],
      otherCases: [],
      disclosure,
    },
  },
  decideCase: {
    body: decision,
    answer: { decisionId: DECISION, caseId: CASE },
  },
  setInvestigation: {
    body: { status: 'ONGOING', officer, reviewOn: '2026-12-04' },
    answer: { investigation },
  },
  setStrategyDiscussion: {
    body: {
      status: 'ONGOING',
      officer: { practitioner: 'sw-17', role: 'SOCIAL_WORKER' },
      reviewOn: '2026-11-27',
    },
    answer: { investigation, strategyDiscussion },
  },
  triageCase: {
    body: {
      outcome: 'REFER_YJS',
      continues: true,
      officer,
      reason:
        'Invented: a kitchen knife was found, and the duty to refer does not wait for the panel.',
      officerMinutes: 15,
    },
    answer: {
      triageId: TRIAGE,
      caseId: CASE,
      state: 'LISTED',
      referralId: REFERRAL,
      referralRoute: 'EXCHANGE',
      referredTo: 'croydon-yjs',
    },
  },
  recordOutcome: {
    body: {
      kind: 'FOLLOW_UP',
      month: 3,
      cameToNotice: 'NO',
      checkedIn: 'PNC',
      officer: { practitioner: 'coord-7', role: 'PANEL_COORDINATOR' },
      officerMinutes: 5,
    },
    answer: { caseId: CASE, state: 'DELIVERED' },
  },
  openMeeting: {
    body: {
      panel: 'south-bcu',
      meetingOn: '2026-11-26',
      startsAt: '13:30',
      place: meeting.place,
    },
    answer: { meetingId: MEETING, panel: 'south-bcu', meetingOn: '2026-11-26' },
  },
  listMeetings: {
    answer: {
      meetings: [{ meetingId: MEETING, meetingOn: '2026-11-26' }],
      ledgerEntry: ENTRY,
    },
  },
  readMeeting: { answer: meeting },
  setAgenda: { body: { cases: [CASE] }, answer: meeting },
  setAttendance: { body: { present: meeting.attendance }, answer: meeting },
  readWorklist: {
    answer: {
      panel: 'south-bcu',
      borough: 'E09000008',
      tasks: [
        {
          caseId: CASE,
          initials: 'RS',
          caseState: 'LISTED',
          kind: 'UNANSWERED_REQUEST',
          about: 'croydon-education',
          dueAt: '2026-11-24T00:00:00.000Z',
          state: 'DUE',
          says: 'croydon-education has not answered, and the day to answer has come: ask again.',
        },
      ],
      more: false,
      ledgerEntry: ENTRY,
    },
  },
  readStatistics: {
    answer: {
      panel: 'south-bcu',
      quarter: '2026-Q3',
      computedAt: '2026-10-05T08:00:00.000Z',
      tables: [
        {
          table: 'SEX',
          columns: ['sex', 'borough'],
          rows: [
            { labels: ['F', 'ALL'], count: 10 },
            { labels: ['F', 'E09000006'], count: null, suppressed: true },
            { labels: ['M', 'ALL'], count: 30 },
            { labels: ['M', 'E09000006'], count: 10 },
          ],
        },
      ],
    },
  },
  allocateVisit: {
    body: {
      officer: { practitioner: 'sso-12', role: 'SAFER_SCHOOLS_OFFICER' },
      dueBy: '2026-12-04',
      venue: 'SCHOOL',
    },
    answer: { visitId: VISIT, caseId: CASE, state: 'ALLOCATED' },
  },
  updateVisit: {
    body: {
      state: 'DONE',
      at: '2026-12-02T15:20:00.000Z',
      officialNotice: '2026-02',
      items: [
        { how: 'SURRENDERED', item: 'Kitchen knife', disposal: 'DESTROYED' },
      ],
      parentOrCarerSeen: true,
      childSays: 'Invented: I took it because I was scared.',
      parentSays: 'Invented: we did not know.',
      signposted: ['southside-boxing-club'],
      officerMinutes: 55,
    },
    answer: { visitId: VISIT, caseId: CASE, state: 'DONE' },
  },
  readBrief: {
    answer: {
      visitId: VISIT,
      state: 'ALLOCATED',
      venue: 'SCHOOL',
      dueBy: '2026-12-04',
      records: { approach: [{ ...byYjs, ...approach }] },
      digest: DIGEST,
      acknowledged: false,
      disclosure: {
        ledgerEntry: ENTRY,
        released: [
          releasedBy(
            'approach',
            'croydon-yjs',
            ['recommendedVenue', 'safeApproachAdvice'],
            'A27',
          ),
        ],
        withheld: [],
      },
    },
  },
  acknowledgeBrief: {
    body: { digest: DIGEST },
    answer: {
      visitId: VISIT,
      digest: DIGEST,
      acknowledgedAt: '2026-12-02T14:50:00.000Z',
    },
  },
  listServices: {
    answer: {
      services: [
        {
          serviceId: 'harbour-mentoring',
          name: 'Harbour Mentoring (invented)',
          needs: ['MENTORING', 'POSITIVE_ACTIVITY'],
          ageFrom: 10,
          ageTo: 17,
          boroughs: ['E09000008'],
          route: 'EXCHANGE',
          agency: 'harbour-mentoring',
          contact: 'referrals@harbour-mentoring.example.org',
          feedback: { SUITED: 12 },
        },
      ],
      ledgerEntry: ENTRY,
    },
  },
  makeReferral: {
    body: {
      kind: 'REFERRED',
      serviceId: 'harbour-mentoring',
      need: 'MENTORING',
      basis: 'CONSENT',
      needSummary: 'Invented: somebody to talk to on the way back to school.',
      contactRoute: 'Invented: ring the grandparent first.',
    },
    answer: { referralId: REFERRAL, caseId: CASE },
  },
  listReferrals: { answer: { referrals: [referral] } },
  readReferral: {
    answer: {
      ...referral,
      state: 'ACCEPTED',
      records: {
        identity: [
          {
            ...byPoliceToPartner,
            givenName: 'Robin',
            familyName: 'Samplechild',
          },
        ],
        referral: [
          {
            ...byPoliceToPartner,
            need: 'Invented: somebody to talk to on the way back to school.',
          },
        ],
      },
      disclosure: {
        ledgerEntry: ENTRY,
        released: [
          {
            ...releasedBy(
              'identity',
              'met-police',
              ['familyName', 'givenName'],
              'E1',
            ),
            agreement: 'MD-VCS-005',
            gateway: 'COMMON_LAW_POLICING',
          },
        ],
        withheld: [],
      },
    },
  },
  respondToReferral: {
    body: {
      state: 'ENDED',
      outcome: 'Invented: six sessions, and back at school.',
      suitability: 'SUITED',
    },
    answer: {
      referralId: REFERRAL,
      state: 'ENDED',
      respondedAt: '2027-02-10T16:00:00.000Z',
    },
  },
  listDisclosures: {
    answer: {
      entries: [{ index: 41, leaf: LEAF, ...kept, subject: REFERENCE }],
      next: 'eyJleGFtcGxlIjoiYSBjdXJzb3IifQ',
      ledgerEntry: ENTRY,
    },
  },
  listReviews: {
    answer: {
      reviews: [
        {
          reviewId: REVIEW,
          usedAt: '2026-11-21T22:15:00.000Z',
          reviewBy: '2026-11-24T22:15:00.000Z',
          overdue: false,
          agency: 'croydon-social-care',
          clientId: 'croydon-social-care-case-system',
          practitioner: 'sw-118',
          endpoint: 'queryYoungPerson',
          originators: ['met-police'],
        },
      ],
      ledgerEntry: ENTRY,
    },
  },
  concludeReview: {
    body: {
      finding: 'JUSTIFIED',
      note: 'Invented: the child was missing, and was found that night.',
    },
    answer: { reviewId: REVIEW, finding: 'JUSTIFIED' },
  },
  listAgreements: {
    answer: {
      agreements: [
        { versionHash: HASH, inForce: true, reasons: [], agreement },
      ],
      ledgerEntry: ENTRY,
    },
  },
  explain: {
    body: {
      asked: {
        recipient: 'croydon-yjs',
        purpose: 'PANEL_SELECTION',
        practitionerRole: 'YJS_PRACTITIONER',
      },
      record: {
        originator: 'met-police',
        agreement: 'MD-SBCU-001',
        category: 'incident',
        fields: ['incidentType', 'background'],
        subject: {
          birthDate: '2011-05-14',
          borough: 'E09000008',
          formerBoroughs: [],
          category: 'SUSPECT',
        },
        expiresAt: '2027-05-17T00:00:00.000Z',
      },
    },
    answer: {
      explanation: {
        ...disclosure,
        released: [
          releasedBy('incident', 'met-police', ['incidentType'], 'S2'),
        ],
      },
    },
  },
  readFeed: {
    answer: {
      notices: [
        {
          position: 12,
          kind: 'FLAG_CORRECTED',
          at: '2026-11-22T08:30:00.000Z',
          flagId: FLAG,
        },
        {
          position: 15,
          kind: 'BREAK_GLASS_USED',
          at: '2026-11-21T22:15:00.000Z',
          reviewId: REVIEW,
          reviewBy: '2026-11-24T22:15:00.000Z',
        },
      ],
    },
  },
  issueToken: {
    body: {
      grant_type: 'client_credentials',
      client_assertion_type:
        'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion:
        'eyJleGFtcGxlIjoxfQ.eyJleGFtcGxlIjoyfQ.bm90LWEtc2lnbmF0dXJl',
      scope: 'query view',
    },
    answer: {
      access_token:
        'eyJleGFtcGxlIjoxfQ.eyJleGFtcGxlIjoyfQ.bm90LWEtc2lnbmF0dXJl',
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'query view',
    },
  },
  readAuthorizationServer: {
    answer: {
      issuer: 'https://divan-exchange.example',
      token_endpoint: 'https://divan-exchange.example/oauth2/token',
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['ES256', 'EdDSA'],
      grant_types_supported: ['client_credentials'],
      response_types_supported: [],
      scopes_supported: ['query', 'flag', 'view'],
    },
  },
  readOpenApi: {
    answer: {
      openapi: '3.1.0',
      info: { title: 'Divan Exchange', version: '1.0.0' },
      paths: {},
    },
  },
  readHealth: { answer: { status: 'up' } },
};

/** The detail of each problem beyond its code; those without one repeat their title. */
const SAID: Partial<Record<ProblemCode, Partial<ProblemDocument>>> = {
  HEADER_INVALID: {
    detail:
      'The header sharing-reason is missing or not allowed: Invalid option.',
  },
  IDEMPOTENCY_KEY_REQUIRED: {
    detail: 'Send an Idempotency-Key of 8 to 64 letters, digits or . _ ~ -',
  },
  TOKEN_INVALID: {
    detail:
      'Get a token at /oauth2/token and send it as "Authorization: Bearer".',
  },
  SCOPE_MISSING: {
    detail:
      'This operation needs the scope "flag", for which the system is not registered.',
  },
  NO_AGREEMENT: {
    detail:
      'Your agency is party to no agreement in force that serves REFERRAL.',
  },
  NOT_FOUND: {
    detail:
      'There is nothing here that you may know of. This answer does not say whether there is anything else.',
  },
  ILLEGAL_TRANSITION: {
    detail: 'A case that is NOMINATED does not allow ASK_FOR_VIEWS.',
    allowed: ['CHECK_ELIGIBILITY', 'SCREEN', 'TRIAGE'],
  },
  DECISION_BLOCKED: {
    detail:
      'The decision was not recorded; everything that stands in its way is listed.',
    blockers: [
      {
        code: 'STALE_PACK',
        message: 'The pack has changed since the one that the decision cites.',
      },
      {
        code: 'GAP_NOT_ACKNOWLEDGED',
        about: GAP,
        message: 'croydon-education has not replied. Who asks again?',
      },
    ],
    packDigest: DIGEST,
  },
  VISIT_BLOCKED: {
    detail:
      'The visit was not allocated; everything that stands against it is listed.',
    blockers: [
      {
        code: 'DO_NOT_VISIT',
        about: 'croydon-yjs',
        message:
          'croydon-yjs gives a reason not to visit. Say in `overrideReason` why the visit is made all the same.',
      },
    ],
  },
  BRIEF_NOT_ACKNOWLEDGED: {
    detail:
      'Read the brief as it stands now, and acknowledge it, before the visit.',
  },
  BODY_TOO_LARGE: { detail: 'The body may have at most 262144 bytes.' },
  CONTENT_INVALID: {
    detail:
      'Some of the content is missing or not allowed; each error says where.',
    errors: [
      { pointer: '/subject/birthDate', message: 'Invalid ISO date' },
      { pointer: '/subject/nickname', message: 'is not a known field' },
    ],
  },
};

const problemExample = (code: ProblemCode): ProblemDocument => ({
  type: `urn:divan:problem:${code.toLowerCase().replaceAll('_', '-')}`,
  title: PROBLEMS[code].title,
  status: PROBLEMS[code].status,
  code,
  detail: `${PROBLEMS[code].title}.`,
  ...SAID[code],
});

export const PROBLEM_EXAMPLES = Object.fromEntries(
  (Object.keys(PROBLEMS) as ProblemCode[]).map((code) => [
    code,
    problemExample(code),
  ]),
) as Record<ProblemCode, ProblemDocument>;

/** By status and error. */
export const TOKEN_REFUSALS = {
  400: {
    invalid_request: {
      error: 'invalid_request',
      error_description:
        'Send grant_type, client_assertion_type and client_assertion.',
    },
    invalid_scope: {
      error: 'invalid_scope',
      error_description: 'This system is registered for: query view.',
    },
  },
  401: {
    invalid_client: {
      error: 'invalid_client',
      error_description:
        'No valid, unused assertion for https://divan-exchange.example/oauth2/token.',
    },
  },
} as const;
