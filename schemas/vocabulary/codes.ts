/**
 * The closed vocabularies of the programme. Every list is exhaustive: a word that is not here is
 * refused at the edge. Source unless a line says otherwise: College of Policing, Evaluation of
 * Operation Met Divan (2021), and the codes that this project derived from it.
 */
import * as z from 'zod';

/**
 * The purpose for which personal data is asked for. An agreement lists the purposes it serves; a
 * flow lists those it may be used for.
 */
export const Purpose = z.enum([
  'PANEL_SELECTION',
  'VISIT_SAFETY',
  'REFERRAL',
  'YOUTH_JUSTICE_SUPERVISION',
  'MONITORING',
  'IMMEDIATE_SAFETY',
]);
export type Purpose = z.infer<typeof Purpose>;

/**
 * The reason why this practitioner asks now. A code, never free text: it travels in a header (Data
 * Protection Act 2018 s.62).
 */
export const SharingReason = z.enum([
  'NEW_INCIDENT',
  'PANEL_PREPARATION',
  'VIEW_REQUEST',
  'PANEL_DECISION',
  'VISIT_PREPARATION',
  'REFERRAL_HANDLING',
  'SUPERVISION',
  'SAFEGUARDING_CONCERN',
  'LAWFULNESS_CHECK',
]);
export type SharingReason = z.infer<typeof SharingReason>;

/**
 * The role of a practitioner, as their own agency vouches for it. `JOB` is an unattended job with
 * an accountable officer.
 */
export const PractitionerRole = z.enum([
  'ASB_TEAM_OFFICER',
  'INTELLIGENCE_OFFICER',
  'INTELLIGENCE_ANALYST',
  'INTERVENTION_LEAD',
  'POLICE_SERGEANT',
  'PANEL_COORDINATOR',
  'PANEL_CHAIR',
  'SAFER_SCHOOLS_OFFICER',
  'SAFER_NEIGHBOURHOOD_OFFICER',
  'DEDICATED_WARD_OFFICER',
  'YOUTH_ENGAGEMENT_OFFICER',
  'OFFENDER_MANAGEMENT_OFFICER',
  'GANGS_OFFICER',
  'YJS_PRACTITIONER',
  'SOCIAL_WORKER',
  'MASH_PRACTITIONER',
  'EDUCATION_OFFICER',
  'HOUSING_OFFICER',
  'CAMHS_CLINICIAN',
  'CALDICOTT_GUARDIAN',
  'DELIVERY_WORKER',
  'DATA_PROTECTION_OFFICER',
  'INTEGRATION_ENGINEER',
  'JOB',
]);
export type PractitionerRole = z.infer<typeof PractitionerRole>;

/** The three boroughs of the south BCU, by GSS code (Office for National Statistics). */
export const BOROUGHS = {
  BROMLEY: 'E09000006',
  CROYDON: 'E09000008',
  SUTTON: 'E09000029',
} as const;

/**
 * Data Protection Act 2018 s.38(3): who the child is in this incident. A child may be several, one
 * per incident.
 */
export const SubjectCategory = z.enum([
  'SUSPECT',
  'CONVICTED',
  'VICTIM',
  'WITNESS',
  'OTHER',
]);
export type SubjectCategory = z.infer<typeof SubjectCategory>;

export const FactOrOpinion = z.enum(['FACT', 'OPINION']);

export const Sex = z.enum(['F', 'M', 'U']);

export const SourceSystem = z.enum([
  'MERLIN',
  'CRIS',
  'CRIMINT',
  'CONNECT',
  'PNC',
  'OTHER',
]);

export const IncidentType = z.enum([
  'INC_CONFIRMED',
  'INC_SUSPECTED',
  'INC_VICTIM_OR_NO_SUSPICION',
]);
export type IncidentType = z.infer<typeof IncidentType>;

export const AdditionalOffence = z.enum([
  'CRIMINAL_DAMAGE',
  'ROBBERY',
  'DRUGS',
  'THEFT',
  'AFFRAY',
  'OTHER',
]);

/** The people whom the incident was with or against. */
export const IncidentRelation = z.enum([
  'FAMILY',
  'CARER',
  'PEER',
  'STRANGER',
  'NONE',
]);

export const IncidentVenue = z.enum([
  'HOME',
  'SCHOOL',
  'STREET',
  'TRANSPORT',
  'OTHER',
]);

export const PriorContact = z.enum([
  'PRIOR_OFFENCE',
  'PRIOR_MISSING',
  'PRIOR_GANG_ASSOCIATION',
  'PRIOR_VICTIM',
]);

export const Background = z.enum([
  'BG_KNOWN_TO_PARTNER',
  'BG_MH_BEHAV_LD',
  'BG_EDUCATION',
  'BG_FAMILY_INSTABILITY',
  'BG_LIVED_AWAY',
]);

/** 3x5x2 intelligence grading: how reliable the source is. */
export const SourceEvaluation = z.enum(['1', '2', '3']);
/**
 * 3x5x2 intelligence grading: how the information is known. `E`, suspected false, is never shown as
 * fact.
 */
export const IntelligenceAssessment = z.enum(['A', 'B', 'C', 'D', 'E']);
/** 3x5x2 intelligence grading: P sharing permitted, C permitted with conditions. */
export const HandlingCode = z.enum(['P', 'C']);

/**
 * Youth Justice Board risk levels, the only scale on which agencies are compared. In ascending
 * order.
 */
export const Judgement = z.enum(['LOW', 'MEDIUM', 'HIGH', 'VERY_HIGH']);
export type Judgement = z.infer<typeof Judgement>;

export const AssessmentTool = z.enum(['ASSETPLUS', 'PDAT', 'OTHER']);

/** THRIVE framework needs-based groups. */
export const ThriveGroup = z.enum([
  'THRIVING',
  'GETTING_ADVICE',
  'GETTING_HELP',
  'GETTING_MORE_HELP',
  'GETTING_RISK_SUPPORT',
]);

export const InvolvementStatus = z.enum([
  'NOT_KNOWN',
  'OPEN',
  'EARLY_HELP',
  'CIN',
  'CP',
  'LAC',
  'CARE_LEAVER',
  'CLOSED',
]);

export const VisitVenue = z.enum(['HOME', 'SCHOOL', 'OTHER_SAFE_PLACE']);

/** The four eligibility rules of the programme, all of which must be met. */
export const EligibilityRule = z.enum([
  'UNDER_18',
  'NO_WEAPON_CONVICTION',
  'LIVES_IN_AREA',
  'EVIDENCE_OF_CARRYING',
]);
export type EligibilityRule = z.infer<typeof EligibilityRule>;

export const Finding = z.enum(['MET', 'NOT_MET', 'NOT_KNOWN']);
export type Finding = z.infer<typeof Finding>;

/**
 * The outcomes that a named officer settles without a meeting: a duty to refer, or facts that end
 * the matter. Home Office and MoJ, Guidance for child knife possession offences (2026): possession
 * is referred to the YJS within one working day.
 */
export const TriageOutcome = z.enum([
  'REFER_YJS',
  'REFER_SAFEGUARDING',
  'NOT_ELIGIBLE_ON_FACTS',
]);
export type TriageOutcome = z.infer<typeof TriageOutcome>;

/**
 * The route of a safeguarding concern: an enquiry under the Children Act 1989 s.47, or the
 * multi-agency hub.
 */
export const SafeguardingRoute = z.enum(['SECTION_47', 'MASH']);

export const DecisionOutcome = z.enum([
  'INCLUDE',
  'EXCLUDE',
  'DEFER',
  'REFER_PARTNER',
]);
export const ExclusionReason = z.enum([
  'AGE',
  'WEAPON_CONVICTION',
  'OUT_OF_AREA',
  'NO_EVIDENCE',
]);
export const DeferralReason = z.enum([
  'ONGOING_INVESTIGATION',
  'PARTNER_VIEWS_DIFFER',
  'INSUFFICIENT_INFORMATION',
]);

/**
 * The reason for less time to reply than was agreed. A code, never free text: it goes to every
 * agency that is asked, under no flow.
 */
export const UrgencyReason = z.enum([
  'LATE_NOMINATION',
  'MEETING_BROUGHT_FORWARD',
  'NEW_INCIDENT',
  'RISK_HAS_RISEN',
]);

/** The channel of a reply by an agency without a system, or by an attendee. */
export const RecordingChannel = z.enum([
  'TELEPHONE',
  'EMAIL',
  'IN_PERSON',
  'LETTER',
]);

/** The topics on which agencies may state facts, so that those of several can be compared. */
export const FactTopic = z.enum([
  'LIVES_AT_HOME_ADDRESS',
  'ATTENDS_SCHOOL',
  'LOOKED_AFTER',
  'MISSING_NOW',
  'PARENT_KNOWS_OF_CONCERN',
  'CARRIED_A_WEAPON',
]);
export type FactTopic = z.infer<typeof FactTopic>;

/** The visiting officers: programme terms SSO, SNO, YEO. */
export const VisitingRole = PractitionerRole.extract([
  'SAFER_SCHOOLS_OFFICER',
  'SAFER_NEIGHBOURHOOD_OFFICER',
  'YOUTH_ENGAGEMENT_OFFICER',
]);

export const VisitState = z.enum([
  'ALLOCATED',
  'ATTEMPTED',
  'DONE',
  'DECLINED',
  'NOT_DONE',
  'HOLD',
]);
export type VisitState = z.infer<typeof VisitState>;

export const NotDoneReason = z.enum([
  'CAPACITY',
  'NO_CONTACT',
  'UNSAFE',
  'MOVED_AWAY',
  /** The panel allocated another in its place. */
  'REALLOCATED',
  /** The panel decided again, and did not select the child. */
  'NOT_SELECTED',
  /** The child came of age before it was made, and the panel closed the case. */
  'OF_AGE',
  'OTHER',
]);
export type NotDoneReason = z.infer<typeof NotDoneReason>;

/**
 * The reasons that hold a visit that has not been made. Nothing else does. `DEFERRED`: the panel
 * took its decision up again, and put it off.
 */
export const HoldReason = z.enum([
  'DO_NOT_VISIT',
  'STRATEGY_DISCUSSION',
  'NOT_ELIGIBLE',
  'DEFERRED',
]);
export type HoldReason = z.infer<typeof HoldReason>;

export const Disposal = z.enum([
  'DESTROYED',
  'RETAINED_AS_EVIDENCE',
  'RETURNED_TO_OWNER',
]);

/**
 * `SIGNPOSTED` is information only; `REFERRED` is a formal handover. One is never counted as the
 * other.
 */
export const ReferralKind = z.enum(['SIGNPOSTED', 'REFERRED']);

export const ReferralBasis = z.enum([
  'CONSENT',
  'PUBLIC_TASK',
  'SAFEGUARDING_DUTY',
  'LEGAL_DUTY',
]);

export const ReferralState = z.enum([
  'SENT',
  'ACKNOWLEDGED',
  'ACCEPTED',
  'DECLINED',
  'STARTED',
  'ENDED',
  'NO_CONTACT',
]);
export type ReferralState = z.infer<typeof ReferralState>;

/**
 * The reason why a service does not take a referral on. A code, so that declining discloses nothing
 * of the child.
 */
export const ReferralDeclineReason = z.enum([
  'NO_CAPACITY',
  'NOT_SUITABLE',
  'ALREADY_HELPING',
  'NOT_WANTED',
  'OTHER',
]);

/** The suitability of the service for the child, as the people who worked there found it. */
export const Suitability = z.enum(['SUITED', 'PARTLY', 'NOT_SUITED']);
export type Suitability = z.infer<typeof Suitability>;

/** The needs that a service helps with. */
export const Need = z.enum([
  'MENTORING',
  'EDUCATION',
  'MENTAL_HEALTH',
  'FAMILY_SUPPORT',
  'HOUSING',
  'SUBSTANCE_USE',
  'EXPLOITATION',
  'POSITIVE_ACTIVITY',
  'YOUTH_JUSTICE',
  'SAFEGUARDING',
]);

/**
 * Says whether the child came to police or school attention again for carrying. `NOT_KNOWN` is not
 * `NO`.
 */
export const CameToNotice = z.enum(['YES', 'NO', 'NOT_KNOWN']);

/** Police self-defined ethnicity (Criminal Justice Hub; W3, W5, A4 and O2 of HMPPS's newer set). */
export const Ethnicity = z.enum([
  'W1',
  'W2',
  'W3',
  'W5',
  'W9',
  'M1',
  'M2',
  'M3',
  'M9',
  'A1',
  'A2',
  'A3',
  'A4',
  'A9',
  'B1',
  'B2',
  'B9',
  'O1',
  'O2',
  'O9',
  'NS',
]);

/**
 * The kinds of answer to a view request. `NOTHING_HELD` is the explicit nil return, never silence.
 */
export const ReplyKind = z.enum([
  'VIEW',
  'NOTHING_HELD',
  'WITHHELD',
  'CANNOT_IDENTIFY',
]);
export type ReplyKind = z.infer<typeof ReplyKind>;

export const WithholdingReason = z.enum([
  'CONSENT_NOT_GIVEN',
  'MORE_DETRIMENTAL_TO_CHILD',
  'LEGAL_PROCEEDINGS',
  'CONFIDENTIALITY_OUTWEIGHS',
  'OTHER',
]);

export const ApprovalBasis = z.enum([
  'CONSENT',
  'PUBLIC_INTEREST',
  'LEGAL_DUTY',
]);

/** Operations of the Data Protection Act 2018 s.62(1). */
export const LoggedOperation = z.enum([
  'COLLECTION',
  'ALTERATION',
  'CONSULTATION',
  'DISCLOSURE',
  'COMBINATION',
  'ERASURE',
]);
export type LoggedOperation = z.infer<typeof LoggedOperation>;

/** The scopes that a client system may be registered for. */
export const Scope = z.enum([
  'query',
  'flag',
  'nominate',
  'view',
  'panel',
  'panel:decide',
  'visit',
  'statistics',
  'referral',
  'feed',
  'sync',
  'agreement',
  'ledger',
  'rights',
  'match',
  'registry',
  'retention',
]);
export type Scope = z.infer<typeof Scope>;
