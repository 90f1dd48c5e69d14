/** Messages about a young person: queries, the permitted record, flags, nominations. */
import * as z from 'zod';
import { administrative } from '../vocabulary/classification.ts';
import { HandlingCode } from '../vocabulary/codes.ts';
import { FIELDS } from '../vocabulary/fields.ts';
import {
  AgencyId,
  AgreementId,
  CalendarDate,
  CaseId,
  GssCode,
  line,
  NominationId,
  PanelId,
  prose,
  YoungPersonReference,
} from '../vocabulary/shapes.ts';
import { panelRecipient, Recipient } from './agreement/agreement.ts';
import { Disclosure, PermittedRecords } from './disclosure.ts';

const { identity, identifiers, incident, incidentSource } = FIELDS;

const Identifiers = z.strictObject({
  nhsNumber: identifiers.nhsNumber.optional(),
  upn: identifiers.upn.optional(),
  pncId: identifiers.pncId.optional(),
});

/** The child whom a request is about, as the caller knows them. */
export const Subject = z.strictObject({
  givenName: identity.givenName,
  familyName: identity.familyName,
  birthDate: CalendarDate,
  identifiers: Identifiers.optional(),
});
export type Subject = z.infer<typeof Subject>;

export const QueryRequest = z.strictObject({ subject: Subject });

export const PermittedRecord = z.strictObject({
  /** Names the young person to the calling agency, and to no other. */
  reference: administrative(YoungPersonReference),
  records: PermittedRecords,
  disclosure: Disclosure,
});

/** The handling: `C` restricts it to the recipients stated (agencies, or `panel:<id>`). */
export const Handling = z
  .strictObject({
    code: HandlingCode,
    conditions: prose(400).optional(),
    recipients: z.array(Recipient).max(20),
  })
  .refine(({ code, recipients }) => code === 'P' || recipients.length > 0, {
    message: 'handling code C states its recipients',
    path: ['recipients'],
  });

export const NominationRequest = z
  .strictObject({
    /**
     * The panel that is to decide. The agreement that declares it is the one the nomination is
     * given under.
     */
    panel: PanelId,
    /**
     * Further agreements that the same facts are given under, so that their parties can be asked
     * (e.g. MD-CAMHS-003).
     */
    additionalAgreements: z.array(AgreementId).max(5).default([]),
    subject: Subject.extend({
      otherNames: identity.otherNames.default([]),
      sex: identity.sex,
      ethnicity: identity.ethnicity.optional(),
      addressLines: identity.addressLines,
      postcode: identity.postcode,
      borough: GssCode,
      formerBoroughs: z.array(GssCode).max(10).default([]),
    }),
    incident: z.strictObject({
      incidentType: incident.incidentType,
      incidentOn: CalendarDate,
      incidentSummary: incident.incidentSummary,
      factOrOpinion: incident.factOrOpinion,
      additionalOffences: incident.additionalOffences.default([]),
      venue: incident.venue,
      incidentRelation: incident.incidentRelation,
      aggressionReported: incident.aggressionReported,
      subjectCategory: incident.subjectCategory,
      assessment: incident.assessment,
      priorContact: incident.priorContact.default([]),
      background: incident.background.default([]),
    }),
    handling: Handling.default({ code: 'P', recipients: [] }),
    /** The police's sources; none of it leaves them. */
    sources: z
      .array(
        z.strictObject({
          sourceSystem: incidentSource.sourceSystem,
          sourceReference: line(60),
          sourceEvaluation: incidentSource.sourceEvaluation,
          sourceReport: incidentSource.sourceReport.optional(),
        }),
      )
      .min(1)
      .max(6),
  })
  .refine(
    // Gangs Matrix finding: victims and the unsuspected are never labelled suspects.
    ({ incident: { incidentType, subjectCategory } }) =>
      incidentType !== 'INC_VICTIM_OR_NO_SUSPICION' ||
      !['SUSPECT', 'CONVICTED'].includes(subjectCategory),
    {
      message: 'a victim or a child under no suspicion is not a suspect',
      path: ['incident', 'subjectCategory'],
    },
  )
  .refine(
    ({ incident: { assessment, factOrOpinion } }) =>
      assessment !== 'E' || factOrOpinion === 'OPINION',
    {
      message: 'what is suspected to be false (E) is not a fact',
      path: ['incident', 'factOrOpinion'],
    },
  )
  .refine(
    // Of a case that its panel may not know of, the tasks would stand and nobody could open it.
    ({ panel, handling: { code, recipients } }) =>
      code === 'P' ||
      recipients.length === 0 ||
      recipients.includes(panelRecipient(panel)),
    {
      message: 'leaves out the panel that it is nominated to',
      path: ['handling', 'recipients'],
    },
  );
export type NominationRequest = z.infer<typeof NominationRequest>;

export const NominationReceipt = z.strictObject({
  nominationId: administrative(NominationId),
  caseId: administrative(CaseId),
});

export const YoungPersonParams = z.strictObject({ ref: z.string().max(80) });
export const Agencies = z.array(AgencyId).min(1).max(40);
