/** A pack in which everything that the message can say is said once, each free text in words of its own. */
import type {
  PackOnPaper,
  PrintedFor,
  PrintedPack,
} from '../../schemas/contract/printed.ts';

export const PRINTED: PrintedFor = {
  agency: 'met-police',
  practitioner: 'co-1',
  role: 'PANEL_COORDINATOR',
  printedAt: '2026-11-24T10:00:00.000Z',
  destroyBy: '2026-12-03',
  synthetic: true,
};

const source = (originator: string) => ({
  originator,
  agreement: 'MD-SBCU-001',
  contributedAt: '2026-11-20T09:00:00.000Z',
});
const id = (prefix: string, digit: string) => `${prefix}_${digit.repeat(32)}`;
const computed = {
  checkedBy: 'computed',
  checkedAt: '2026-11-18T09:00:00.000Z',
};
const onBehalf = {
  person: 'words-person',
  channel: 'TELEPHONE',
  recordedBy: 'words-recorder',
  confirmBy: '2026-11-27',
  confirmed: false,
};

/** @param words makes every free text of its name, so that a test can make them hostile, long or recognisable. */
export const richPack = (words: (name: string) => string): PackOnPaper =>
  ({
    caseId: id('case', '1'),
    panel: 'south-bcu',
    marking: 'OFFICIAL-SENSITIVE',
    meetingId: id('mtg', '2'),
    meetingOn: '2026-11-26',
    digest: 'd'.repeat(64),
    records: {
      identity: [
        {
          ...source('met-police'),
          givenName: words('given'),
          familyName: words('family'),
          otherNames: [words('other-name')],
          birthDate: '2011-05-04',
          sex: 'F',
          ethnicity: 'B2',
          addressLines: [words('address-1'), words('address-2')],
          postcode: 'CR0 9ZZ',
          borough: 'E09000008',
          formerBoroughs: ['E09000006'],
        },
      ],
      identifiers: [
        { ...source('met-police'), localIdentifier: words('local-identifier') },
      ],
      incident: [
        {
          ...source('met-police'),
          incidentType: 'INC_VICTIM_OR_NO_SUSPICION',
          incidentOn: '2026-11-17',
          incidentSummary: words('incident'),
          factOrOpinion: 'OPINION',
          additionalOffences: ['ROBBERY'],
          venue: 'STREET',
          incidentRelation: 'PEER',
          aggressionReported: true,
          subjectCategory: 'VICTIM',
          assessment: 'E',
          handlingCode: 'C',
          handlingConditions: words('handling'),
          priorContact: [
            {
              code: 'PRIOR_MISSING',
              source: 'met-police',
              factOrOpinion: 'FACT',
            },
          ],
          background: [
            {
              code: 'BG_EDUCATION',
              source: 'croydon-education',
              factOrOpinion: 'OPINION',
            },
          ],
        },
      ],
      incidentSource: [
        { ...source('met-police'), sourceReport: words('source-report') },
      ],
      flag: [
        {
          ...source('croydon-yjs'),
          flagKind: 'NEED',
          statement: words('flag'),
          factOrOpinion: 'FACT',
          subjectCategory: 'OTHER',
          sourceEvaluation: '2',
          assessment: 'E',
          raisedOn: '2026-10-02',
          expiresOn: '2027-03-31',
          contact: words('flag-contact'),
          contests: [
            {
              agency: 'croydon-education',
              contestedOn: '2026-10-09',
              statement: words('contest'),
            },
          ],
        },
      ],
      supervision: [
        { ...source('croydon-yjs'), officer: words('supervising-officer') },
      ],
    },
    listingReason: words('listing-reason'),
    eligibility: [
      {
        rule: 'UNDER_18',
        finding: 'MET',
        evidence: words('evidence-1'),
        ...computed,
      },
      {
        rule: 'NO_WEAPON_CONVICTION',
        finding: 'NOT_KNOWN',
        evidence: words('evidence-2'),
        checkedIn: 'PNC',
        checkedBy: words('checker'),
        checkedAt: '2026-11-20T09:00:00.000Z',
      },
      {
        rule: 'LIVES_IN_AREA',
        finding: 'MET',
        evidence: words('evidence-3'),
        ...computed,
      },
      // As it is told where somebody in the room may not hear why.
      {
        rule: 'EVIDENCE_OF_CARRYING',
        finding: 'NOT_MET',
        evidence: words('evidence-4'),
      },
    ],
    investigation: {
      status: 'ONGOING',
      officer: words('investigator'),
      since: '2026-11-18T09:00:00.000Z',
      reviewOn: '2026-12-01',
    },
    strategyDiscussion: {
      status: 'CONCLUDED',
      officer: words('strategist'),
      since: '2026-11-18T09:00:00.000Z',
      concludedAt: '2026-11-20T09:00:00.000Z',
      outcome: words('strategy-outcome'),
    },
    returns: [
      {
        agency: 'croydon-social-care',
        state: 'REPLIED',
        replyBy: '2026-11-24',
        receivedAt: '2026-11-23T09:00:00.000Z',
        onBehalf,
        records: {
          involvement: [
            {
              ...source('croydon-social-care'),
              knownToService: true,
              status: 'CP',
              startedOn: '2025-01-01',
              leadProfessional: words('lead'),
              leadContact: words('lead-contact'),
            },
          ],
          view: [
            {
              ...source('croydon-social-care'),
              riskToOthers: 'HIGH',
              safetyAndWellbeing: 'VERY_HIGH',
              assessmentTool: 'OTHER',
              assessedOn: '2026-11-01',
              ratings: [
                {
                  scale: words('scale'),
                  rating: words('rating'),
                  tool: words('tool'),
                  assessedOn: '2026-11-02',
                },
              ],
              facts: [words('fact-1'), words('fact-2')],
              statedFacts: [
                { topic: 'LOOKED_AFTER', is: false, asOf: '2026-11-03' },
              ],
              opinions: [words('opinion')],
              needs: [words('need')],
              protectiveFactors: [words('protective')],
              wishesToHearOutcome: true,
            },
          ],
          approach: [
            {
              ...source('croydon-social-care'),
              safeApproachAdvice: words('advice'),
              doNotVisitReason: words('do-not-visit'),
              recommendedVenue: 'OTHER_SAFE_PLACE',
            },
          ],
        },
      },
      {
        agency: 'croydon-yjs',
        state: 'REPLIED',
        replyBy: '2026-11-24',
        receivedAt: '2026-11-22T09:00:00.000Z',
        records: {
          view: [
            {
              ...source('croydon-yjs'),
              riskToOthers: 'LOW',
              safetyAndWellbeing: 'LOW',
              facts: [words('fact-3')],
            },
          ],
        },
      },
      {
        agency: 'slam',
        state: 'ANSWERED',
        replyBy: '2026-11-24',
        records: {
          health: [
            {
              ...source('slam'),
              agreement: 'MD-CAMHS-003',
              knownToService: true,
              openStatus: 'OPEN',
              thriveGroup: 'GETTING_HELP',
              needSummary: words('health-need'),
              safeApproachAdvice: words('health-advice'),
              contactRoute: words('contact-route'),
              validUntil: '2027-05-01',
            },
          ],
        },
      },
      {
        agency: 'croydon-education',
        state: 'WITHHELD',
        replyBy: '2026-11-24',
        withholdingReason: 'LEGAL_PROCEEDINGS',
        records: {},
      },
    ],
    completeness: {
      asked: [
        { agency: 'croydon-social-care', state: 'REPLIED', provisional: true },
        { agency: 'croydon-yjs', state: 'REPLIED', provisional: false },
        { agency: 'slam', state: 'ANSWERED', provisional: false },
        { agency: 'croydon-education', state: 'WITHHELD', provisional: false },
      ],
      notAsked: [{ agency: 'south-housing', reason: 'NO_AGREEMENT' }],
    },
    questions: [
      {
        questionId: id('qn', '3'),
        agency: 'croydon-education',
        text: words('question'),
        askedAt: '2026-11-20T09:00:00.000Z',
        answer: words('answer'),
      },
    ],
    gaps: [
      {
        gapId: 'WITHHELD:croydon-education',
        agency: 'croydon-education',
        kind: 'WITHHELD',
        question: words('gap'),
      },
    ],
    divergences: [
      {
        divergenceId: 'RISK_TO_OTHERS:1',
        about: 'RISK_TO_OTHERS',
        question: words('divergence'),
        positions: [
          { agency: 'croydon-social-care', says: 'HIGH' },
          { agency: 'croydon-yjs', says: words('position') },
        ],
      },
    ],
    freshness: [
      {
        stalenessId: 'STALE:croydon-yjs:2025-05-04',
        agency: 'croydon-yjs',
        asOf: '2025-05-04',
        state: 'STALE',
      },
    ],
    hiddenFromAttendees: 4,
    triage: [
      {
        triageId: id('tri', '4'),
        outcome: 'REFER_SAFEGUARDING',
        route: 'SECTION_47',
        continues: true,
        officer: words('triage-officer'),
        reason: words('triage-reason'),
        takenAt: '2026-11-19T09:00:00.000Z',
      },
    ],
    decisions: [
      {
        decisionId: id('dec', '5'),
        outcome: 'DEFER',
        reason: 'PARTNER_VIEWS_DIFFER',
        nextDate: '2026-11-26',
        decidedAt: '2026-11-12T11:00:00.000Z',
        recordedAt: '2026-11-13T08:00:00.000Z',
        meetingId: id('mtg', '7'),
        meetingOn: '2026-11-12',
        present: [],
        notQuorate: true,
        decider: words('decider'),
        rationale: words('rationale'),
        dissent: words('dissent'),
        packDigest: 'e'.repeat(64),
        acknowledgements: [
          { about: 'NO_REPLY:croydon-yjs', note: words('acknowledgement') },
        ],
      },
    ],
    otherCases: [
      {
        caseId: id('case', '8'),
        state: 'CLOSED',
        outcome: 'EXCLUDE',
        reason: 'NO_EVIDENCE',
        decidedOn: '2026-03-05',
        closedOn: '2026-03-20',
      },
      {
        caseId: id('case', '9'),
        state: 'DECIDED',
        outcome: 'INCLUDE',
        decidedOn: '2026-09-03',
        visit: 'ALLOCATED',
      },
    ],
    disclosure: {
      ledgerEntry: id('le', '6'),
      released: [],
      withheld: [
        {
          category: 'identifiers',
          originator: 'met-police',
          fields: ['nhsNumber'],
          reasons: [
            {
              code: 'NOT_PRINTABLE',
              says: words('withheld-because'),
              agreement: 'MD-SBCU-001',
            },
          ],
        },
      ],
    },
    copy: 3,
    screenOnly: { fields: 7, points: 2 },
  }) as PackOnPaper;

export const printedPack = (
  words: (name: string) => string = (name) => `words-${name}`,
): PrintedPack => ({
  printed: PRINTED,
  pack: richPack(words),
});
