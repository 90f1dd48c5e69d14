/**
 * The closed registry of what personal data there is: each category and its fields. An agreement
 * can name nothing else, an answer can carry nothing else, and what is not here is denied.
 */

export const CATEGORIES = {
  /** The identity of the child. */
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
  /** The incident, as the police state it. */
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
  /** The police's source. It never leaves the police. */
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
  /** The involvement of an agency. */
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
  /** Advice on how a visiting officer should approach the child. */
  approach: ['safeApproachAdvice', 'doNotVisitReason', 'recommendedVenue'],
  /** All that a health trust may say, under its restricted agreement. */
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
  /**
   * The records that a youth justice service and the police keep in step. Judgements, never
   * narrative.
   */
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
  /** The report of a delivery partner. */
  takeUp: ['takeUp', 'outcome'],
} as const satisfies Record<string, readonly string[]>;

export type Category = keyof typeof CATEGORIES;

export const categoryNames = Object.keys(CATEGORIES) as Category[];

export const isCategory = (name: string): name is Category =>
  Object.hasOwn(CATEGORIES, name);

export const isFieldOf = (category: Category, field: string): boolean =>
  (CATEGORIES[category] as readonly string[]).includes(field);
