/**
 * One young person of the synthetic cohort, as the police and the partners of the sandbox would
 * between them know them.
 */
import type {
  AdditionalOffence,
  Background,
  Ethnicity,
  HandlingCode,
  IncidentRelation,
  IncidentType,
  IncidentVenue,
  IntelligenceAssessment,
  PriorContact,
  Sex,
  SourceEvaluation,
  SourceSystem,
  SubjectCategory,
} from '../../schemas/vocabulary/codes.ts';
import type { Borough, LatentClass } from './margins.ts';

export type CohortIncident = {
  incidentType: IncidentType;
  incidentOn: string;
  venue: (typeof IncidentVenue.options)[number];
  incidentRelation: (typeof IncidentRelation.options)[number];
  aggressionReported: boolean;
  additionalOffences: (typeof AdditionalOffence.options)[number][];
  /** INVARIANT: never `SUSPECT` where there is no suspicion. */
  subjectCategory: (typeof SubjectCategory.options)[number];
  /** Sanitised: says what happened, never who said so. */
  incidentSummary: string;
  sourceSystem: (typeof SourceSystem.options)[number];
  sourceReference: string;
  sourceEvaluation: (typeof SourceEvaluation.options)[number];
  /** Never `E`: what is suspected false is not nominated on. */
  assessment: (typeof IntelligenceAssessment.options)[number];
  handlingCode: (typeof HandlingCode.options)[number];
  /** Present exactly where the handling code is `C`. */
  handlingConditions?: string;
};

/** An agency that holds a record, and since when. */
export type KnownTo = { agencyId: string; since: string; closed: boolean };

export type CohortPerson = {
  /** 1 to 157; number 1 is the protagonist of the demo. */
  number: number;
  /**
   * For analysis only, to hold the margins against. INVARIANT: never part of anything the API says
   * about a child.
   */
  latentClass: LatentClass;
  givenName: string;
  familyName: string;
  otherNames: string[];
  birthDate: string;
  sex: (typeof Sex.options)[number];
  /** Invented label: as the child would describe themselves to the police. */
  ethnicity: (typeof Ethnicity.options)[number];
  addressLines: string[];
  postcode: string;
  /** GSS code of the borough lived in. */
  borough: Borough;
  formerBoroughs: Borough[];
  nhsNumber: string;
  upn: string;
  /** Exactly those with a prior offence have one. */
  pncId?: string;
  incident: CohortIncident;
  priorContact: (typeof PriorContact.options)[number][];
  background: (typeof Background.options)[number][];
  /** Invented label: bars from the programme, as a prior offence alone does not. */
  weaponConviction: boolean;
  /** Filled exactly for those with `BG_KNOWN_TO_PARTNER`. */
  knownTo: KnownTo[];
  synthetic: true;
};
