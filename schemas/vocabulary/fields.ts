/**
 * The type of every field of every category. Contributions are parsed with these; answers are made
 * of them.
 */
import * as z from 'zod';
import type { CATEGORIES, Category } from './categories.ts';
import { administrative, personal } from './classification.ts';
import * as v from './codes.ts';
import { NhsNumber, PncId, Postcode, Upn } from './identifiers.ts';
import {
  AgencyId,
  AgreementId,
  CalendarDate,
  GssCode,
  Instant,
  line,
  personName,
  prose,
} from './shapes.ts';

type Shapes = {
  [C in Category]: { [F in (typeof CATEGORIES)[C][number]]: z.ZodType };
};

const statements = z.array(prose(600)).max(20);

/** A code of the case profile: who says so, and whether as fact. */
const profiled = <C extends z.ZodType>(code: C) =>
  z.strictObject({ code, source: AgencyId, factOrOpinion: v.FactOrOpinion });

export const FIELDS = {
  identity: {
    givenName: personName(80),
    familyName: personName(80),
    otherNames: z.array(personName(160)).max(10),
    birthDate: CalendarDate,
    sex: v.Sex,
    ethnicity: v.Ethnicity,
    addressLines: z.array(line(120)).min(1).max(5),
    postcode: Postcode,
    borough: GssCode,
    formerBoroughs: z.array(GssCode).max(10),
  },
  identifiers: {
    nhsNumber: NhsNumber,
    upn: Upn,
    pncId: PncId,
    localIdentifier: line(40),
  },
  incident: {
    incidentType: v.IncidentType,
    incidentOn: CalendarDate,
    incidentSummary: prose(1500),
    /** An account that is suspected to be false (E) is never told as fact. */
    factOrOpinion: v.FactOrOpinion,
    additionalOffences: z.array(v.AdditionalOffence).max(6),
    venue: v.IncidentVenue,
    incidentRelation: v.IncidentRelation,
    aggressionReported: z.boolean(),
    subjectCategory: v.SubjectCategory,
    assessment: v.IntelligenceAssessment,
    handlingCode: v.HandlingCode,
    handlingConditions: prose(400),
    priorContact: z.array(profiled(v.PriorContact)).max(4),
    background: z.array(profiled(v.Background)).max(5),
  },
  incidentSource: {
    sourceSystem: v.SourceSystem,
    sourceReference: line(60),
    sourceEvaluation: v.SourceEvaluation,
    sourceReport: prose(1500),
  },
  flag: {
    flagKind: z.enum(['RISK', 'NEED', 'SAFEGUARDING']),
    statement: prose(1500),
    factOrOpinion: v.FactOrOpinion,
    subjectCategory: v.SubjectCategory,
    sourceEvaluation: v.SourceEvaluation,
    assessment: v.IntelligenceAssessment,
    handlingCode: v.HandlingCode,
    handlingConditions: prose(400),
    raisedOn: CalendarDate,
    reviewedOn: CalendarDate,
    expiresOn: CalendarDate,
    contact: line(120),
    /**
     * The agency that disputes it, and its statement. It travels with the flag wherever the flag
     * goes.
     */
    contests: z
      .array(
        z.strictObject({
          agency: AgencyId,
          contestedOn: CalendarDate,
          statement: prose(1000),
        }),
      )
      .max(20),
  },
  involvement: {
    knownToService: z.boolean(),
    status: v.InvolvementStatus,
    startedOn: CalendarDate,
    endedOn: CalendarDate,
    leadProfessional: line(120),
    leadContact: line(120),
  },
  view: {
    riskToOthers: v.Judgement,
    safetyAndWellbeing: v.Judgement,
    assessmentTool: v.AssessmentTool,
    assessedOn: CalendarDate,
    /** On the agency's own scales, never compared with another's. */
    ratings: z
      .array(
        z.strictObject({
          scale: line(80),
          rating: line(60),
          tool: line(60),
          assessedOn: CalendarDate,
        }),
      )
      .max(12),
    facts: statements,
    /** Facts that can be held against what other agencies state. */
    statedFacts: z
      .array(
        z.strictObject({
          topic: v.FactTopic,
          is: z.boolean(),
          asOf: CalendarDate,
        }),
      )
      .max(v.FactTopic.options.length),
    opinions: statements,
    needs: statements,
    protectiveFactors: statements,
    wishesToHearOutcome: z.boolean(),
  },
  approach: {
    safeApproachAdvice: prose(600),
    doNotVisitReason: prose(400),
    recommendedVenue: v.VisitVenue,
  },
  health: {
    knownToService: z.boolean(),
    openStatus: z.enum(['OPEN', 'CLOSED']),
    thriveGroup: v.ThriveGroup,
    needSummary: prose(500),
    riskToOthers: v.Judgement,
    safetyAndWellbeing: v.Judgement,
    safeApproachAdvice: prose(600),
    contactRoute: line(160),
    validUntil: CalendarDate,
  },
  approval: {
    approvalRole: z.enum(['CALDICOTT_GUARDIAN', 'DELEGATE']),
    approvalPractitioner: line(80),
    approvedAt: Instant,
    approvalBasis: v.ApprovalBasis,
    approvalReason: prose(600),
  },
  supervision: {
    openStatus: z.enum(['OPEN', 'CLOSED']),
    riskToOthers: v.Judgement,
    safetyAndWellbeing: v.Judgement,
    likelihoodOfReoffending: v.Judgement,
    assessmentTool: v.AssessmentTool,
    assessedOn: CalendarDate,
    officer: line(120),
    interventionStatus: line(80),
    visitOutcome: line(80),
  },
  referral: {
    need: prose(600),
    contactRoute: line(160),
    safeContactAdvice: prose(600),
  },
  takeUp: {
    takeUp: z.enum(['ACCEPTED', 'STARTED', 'DECLINED', 'NO_CONTACT']),
    outcome: prose(600),
  },
} satisfies Shapes;

/** The source of a released record. */
const source = {
  originator: administrative(AgencyId),
  agreement: administrative(AgreementId),
  contributedAt: administrative(Instant),
};

/**
 * A record as it leaves: its source, and such of its category's fields as the decision released.
 */
export const released = <C extends Category>(category: C) =>
  z.strictObject({ ...source, ...releasable(category) });

type Releasable<C extends Category> = {
  [F in keyof (typeof FIELDS)[C]]: z.ZodOptional<
    (typeof FIELDS)[C][F] & z.ZodType
  >;
};

const releasable = <C extends Category>(category: C): Releasable<C> =>
  Object.fromEntries(
    Object.entries(FIELDS[category]).map(([field, schema]) => [
      field,
      personal(`${category}.${field}`, schema as z.ZodType).optional(),
    ]),
  ) as Releasable<C>;
