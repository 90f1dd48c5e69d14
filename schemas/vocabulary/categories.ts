/**
 * The closed registry of what personal data there is: each category and its fields. An agreement can name nothing else,
 * an answer can carry nothing else, and what is not here is denied.
 */

export const CATEGORIES = {
  /** Who the child is. */
  identity: [
    'givenName',
    'familyName',
    'otherNames',
    'birthDate',
    'sex',
    'ethnicity',
    'addressLines',
    'postcode',
    'borough',
    'formerBoroughs',
  ],
  /** Numbers that name the child in national and local systems. */
  identifiers: ['nhsNumber', 'upn', 'pncId', 'localIdentifier'],
  /** What the police say happened. */
  incident: [
    'incidentType',
    'incidentOn',
    'incidentSummary',
    'factOrOpinion',
    'additionalOffences',
    'venue',
    'incidentRelation',
    'aggressionReported',
    'subjectCategory',
    'assessment',
    'handlingCode',
    'handlingConditions',
    'priorContact',
    'background',
  ],
  /** Where the police know it from. It never leaves the police. */
  incidentSource: [
    'sourceSystem',
    'sourceReference',
    'sourceEvaluation',
    'sourceReport',
  ],
  /** An agency's standing concern or need, given before anyone asks. */
  flag: [
    'flagKind',
    'statement',
    'factOrOpinion',
    'subjectCategory',
    'sourceEvaluation',
    'assessment',
    'handlingCode',
    'handlingConditions',
    'raisedOn',
    'reviewedOn',
    'expiresOn',
    'contact',
    'contests',
  ],
  /** Whether and how an agency is involved. */
  involvement: [
    'knownToService',
    'status',
    'startedOn',
    'endedOn',
    'leadProfessional',
    'leadContact',
  ],
  /** An agency's view of risk and need. */
  view: [
    'riskToOthers',
    'safetyAndWellbeing',
    'assessmentTool',
    'assessedOn',
    'ratings',
    'facts',
    'statedFacts',
    'opinions',
    'needs',
    'protectiveFactors',
    'wishesToHearOutcome',
  ],
  /** How a visiting officer should approach the child. */
  approach: ['safeApproachAdvice', 'doNotVisitReason', 'recommendedVenue'],
  /** What a health trust may say, under its restricted agreement, and nothing beside it. */
  health: [
    'knownToService',
    'openStatus',
    'thriveGroup',
    'needSummary',
    'riskToOthers',
    'safetyAndWellbeing',
    'safeApproachAdvice',
    'contactRoute',
    'validUntil',
  ],
  /** A Caldicott Guardian's approval of a health reply. It stays with the trust. */
  approval: [
    'approvalRole',
    'approvalPractitioner',
    'approvedAt',
    'approvalBasis',
    'approvalReason',
  ],
  /** What a youth justice service and the police keep in step. Judgements, never narrative. */
  supervision: [
    'openStatus',
    'riskToOthers',
    'safetyAndWellbeing',
    'likelihoodOfReoffending',
    'assessmentTool',
    'assessedOn',
    'officer',
    'interventionStatus',
    'visitOutcome',
  ],
  /** A formal handover to a delivery partner. */
  referral: ['need', 'contactRoute', 'safeContactAdvice'],
  /** What a delivery partner reports back. */
  takeUp: ['takeUp', 'outcome'],
} as const satisfies Record<string, readonly string[]>;

export type Category = keyof typeof CATEGORIES;

export const categoryNames = Object.keys(CATEGORIES) as Category[];

export const isCategory = (name: string): name is Category =>
  Object.hasOwn(CATEGORIES, name);

export const isFieldOf = (category: Category, field: string): boolean =>
  (CATEGORIES[category] as readonly string[]).includes(field);
