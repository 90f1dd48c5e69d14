/**
 * The meaning of a schema or field of the document, where its name does not say it, by the name of
 * the schema or `Schema.field`. A test refuses a note on what is not there.
 */
export const NOTES: Record<string, string> = {
  AgencyId: 'An organisation that is party to agreements.',
  AgreementId:
    'An information sharing agreement. Its versions are told apart by their hash.',
  CalendarDate:
    'A date in London. Starts count from 00:00; ends are inclusive.',
  CaseId: 'A case of a panel.',
  EntryId: 'An entry of the ledger: quote it to a data protection officer.',
  GssCode:
    'A London borough or other district, by its code of the Office for National Statistics.',
  Instant: 'An instant in UTC.',
  PanelId: 'A panel, declared in one agreement.',
  Recipient: 'An agency, `panel:<id>`, or `visiting-officer`.',
  Sha256: 'A SHA-256 in lower-case hexadecimal.',
  YoungPersonReference:
    'Names a young person to the agency that it was given to, and to no other. Keep it as you would keep a name.',
  NhsNumber:
    'Ten digits without spaces; the last is a check digit, and is checked.',
  Upn: 'A permanent unique pupil number; its first letter is a check letter, and is checked.',
  PncId:
    'A Police National Computer ID in its long form, `YYYY/NNNNNNND`; its check letter is checked.',
  Postcode:
    'However it is typed, it is kept and answered in capitals with one space.',
  Judgement:
    'Youth Justice Board risk levels, in ascending order: the only scale on which agencies are compared.',
  SourceEvaluation: '3x5x2 grading: how reliable the source is.',
  IntelligenceAssessment:
    '3x5x2 grading: how the information is known. `E`, suspected false, is never shown as fact.',
  HandlingCode:
    '3x5x2 handling: `P` sharing permitted, `C` permitted with conditions.',
  SubjectCategory:
    'Who the child is in this incident (Data Protection Act 2018 s.38(3)). A victim is never a suspect.',
  PractitionerRole:
    'What a practitioner is, as their own agency vouches. `JOB` is an unattended job.',
  Purpose: 'Why personal data is asked for.',
  SharingReason: 'Why this practitioner asks now.',
  Subject: 'The child that a request is about, as the caller knows them.',
  Handling: 'Who else may see it: `C` restricts it to the recipients stated.',
  'Handling.recipients': 'Agencies, or `panel:<id>`. At least one with `C`.',
  PermittedRecord: 'What the agreements release to you of one young person.',
  PermittedRecords:
    'Records as they leave, by category. A category of which nothing is released to you is absent: absence does not say that nothing is held.',
  IdentityRecord: 'Who the child is.',
  IdentifiersRecord:
    'Numbers that name the child in national and local systems.',
  IncidentRecord: 'What the police say happened.',
  IncidentSourceRecord:
    'Where the police know it from. Nobody but the police ever receives it.',
  FlagRecord: "An agency's standing concern or need.",
  'FlagRecord.contests':
    'Who disputes it, and how. Show it wherever you show the flag.',
  InvolvementRecord: 'Whether and how an agency is involved.',
  ViewRecord:
    "An agency's view of risk and need. Facts and opinions are kept apart.",
  ApproachRecord: 'How a visiting officer should approach the child.',
  HealthRecord:
    'What a health trust may say under its restricted agreement, and nothing beside it.',
  SupervisionRecord:
    'What a youth justice service and the police keep in step.',
  ReferralRecord: 'A formal handover to a delivery partner.',
  TakeUpRecord: 'What a delivery partner reports back.',
  'ViewRequestMessage.linked':
    'Your own number for the child. It is told to nobody but you.',
  'ViewRequestMessage.toConfirm':
    'What the panel recorded in your name: confirm it, or replace it by your own reply.',
  'ViewRequestMessage.replySchema':
    'JSON Schema (2020-12) of the reply that your agreement permits. Lengths are counted after spaces at either end have gone.',
  ReturnLine:
    'How an agency that was asked stands, as far as the panel may know.',
  'ReturnLine.onBehalf': 'The panel recorded it in the agency’s name.',
  QuestionLine: 'What an agency asked the panel, and what it was answered.',
  RecordReturnRequest:
    'What an agency said by other means, and who said it. Where it has replied itself, a view is added to that, side by side, and nothing replaced.',
  Disclosure: 'Why you were told what you were told, and why not the rest.',
  'Disclosure.ledgerEntry':
    'The entry that was committed before this answer was given.',
  'Disclosure.released':
    'Per category and originator, the flow that released the fields. `OWN`: you gave it yourself.',
  'Disclosure.withheld':
    'What was withheld of records of which you may know, with every reason.',
  ReasonCode:
    'Why a field is withheld. An open list: a code that you do not know means withheld; `says` puts it for a practitioner.',
  ProblemDocument: 'A problem (RFC 9457). Decide on `code`.',
  'ProblemDocument.type': 'A URN made of the code.',
  'ProblemDocument.code':
    'A closed list within a version, each with its cause and remedy in docs/problems.md.',
  'ProblemDocument.detail':
    'A sentence for a person, which may change. It holds nothing of a child.',
  'ProblemDocument.errors':
    'With CONTENT_INVALID: where (a JSON Pointer; /path and /query for parameters) and what.',
  'ProblemDocument.blockers':
    'With DECISION_BLOCKED and VISIT_BLOCKED: all that stands in the way, at once.',
  'ProblemDocument.packDigest':
    'With STALE_PACK among the blockers: the digest of the pack as it stands.',
  'ProblemDocument.allowed':
    "With ILLEGAL_TRANSITION: what the case's state allows.",
  OAuthError: 'An error of the token endpoint (RFC 6749 section 5.2).',
  TokenRequest:
    'Client credentials with private_key_jwt (RFC 7523 section 2.2).',
  'TokenRequest.scope':
    'Separated by spaces; left out, every scope that the system is registered for.',
  FlagRequest:
    'A flag, the child whom it is about, and the agreement under which it is given.',
  'FlagReceipt.version': 'Rises by one with each change of the flag.',
  'FlagReceipt.notice': 'Show it to whoever raises a flag.',
  'PermittedFlag.earlier': 'For the originator: the versions before this one.',
  NominationRequest: 'A child, what happened, and how it is known.',
  'NominationRequest.panel':
    'The agreement that declares the panel is the one that the nomination is given under.',
  'NominationRequest.sources':
    'Where the police know it from. None of it leaves them.',
  'NominationRequest.additionalAgreements':
    'Further agreements that the same facts are given under, so that their parties can be asked.',
  'AskForViews.urgent':
    'Less time than the agreement gives, and why. Required where the agreed day has passed.',
  'AskForViews.agencies':
    'Left out: every agency that an agreement in force lets the panel ask and that has not been. One that is named and has not answered is asked again, in the same request; so is, with a new day, one whose day has passed.',
  Reply: 'An agency’s return. `kind` says which of four it is.',
  ReplyView:
    'A view: at least one category, of those that the request asks for.',
  ReplyNothingHeld: 'The explicit nil return.',
  ReplyWithheld:
    'Something is held and is not given, for a reason. What the panel learns of it depends on the agreement.',
  ReplyCannotIdentify: 'The agency cannot tell which child is meant.',
  ReturnState:
    "How an agency's return stands, as far as the panel may know. Under a restricted agreement every answer is ANSWERED, but CANNOT_IDENTIFY, which is a gap.",
  CaseState:
    'The life of a case. A case is screened before it is listed, and listed before a partner is asked.',
  'ListingRequest.reason':
    'Mandatory for a child who is a victim, a witness or under no suspicion, and recorded with the case.',
  'AgendaRequest.cases':
    'Each listed case once, in the order in which they are talked about.',
  'CaseMessage.clock':
    'Of confirmed possession: it runs from the nomination until the youth justice service acknowledges a referral.',
  'CaseMessage.followUps':
    'Whether the child came to notice again. `NOT_KNOWN` is not `NO`.',
  'TriageReceipt.referralRoute':
    '`OUTSIDE`: no agreement lets an agency of the exchange receive it. Somebody has to send it another way.',
  'CaseMessage.reopened':
    'Why the final decision is to be taken again. The case then stands as LISTED for no meeting: list it, read the pack, decide.',
  'VisitRequest.overrideReason':
    'Why the panel wants the visit although a partner gives a reason not to visit. It overcomes that, and nothing else.',
  'BriefMessage.hold':
    'Do not make this visit. `DEFERRED`: the panel has put its decision off. Only another allocation ends a hold.',
  'PackMessage.otherCases':
    'Other cases of the same child before this panel, and whether a visit of one is still to be made.',
  'PackMessage.hiddenFromAttendees':
    'How many fields somebody present may not hear, with `?meeting=`.',
  'DecisionRequest.outage':
    'When the exchange was out of reach: when it was taken. Recorded within three days of the meeting.',
  'ProblemDocument.difference':
    'With STALE_PACK: which parts of the pack have changed since the one that was cited.',
  WorklistMessage:
    'What is to be done today. It is recorded which cases it showed; it is not an export.',
  StatisticsMessage:
    'The tables of a quarter. They are made once: every reading gives the same.',
  StatisticsRow:
    'A number is blurred by chance and rounded to five by itself, so that rows do not add up to each other.',
  Quorum:
    'Whether the panel may decide with those who are there, as the agreement that declares it says.',
  'Quorum.missing':
    'Agencies without which it may not, and which are not there.',
  'MeetingMessage.agenda': 'Cases by their ids, in order. No name stands here.',
  Eligibility:
    'One of the four rules, three-valued: what nobody has checked is not known, and not known is not met.',
  'Eligibility.evidence':
    'What the finding rests on, in a sentence. After another nomination a check is to be made again, and it says what was found before.',
  'Eligibility.checkedBy':
    'Who found it, or `computed`: out of what was nominated. Absent where some attendee may not hear why.',
  'Eligibility.checkedAt':
    'When they looked; of what was computed, when the facts were nominated.',
  'EligibilityCheckRequest.checkedIn':
    'Where somebody looked. A weapon conviction is found, or found absent, in the PNC alone.',
  'Attendee.practitioner':
    'One person of one agency: in one meeting nobody sits for two.',
  PackMessage: 'All that the panel has before it when it decides.',
  'PackMessage.digest':
    'Of all that the pack says, salted per case. A decision cites it.',
  'PackMessage.returns': "The agencies' returns side by side, never merged.",
  Gap: 'A place where a view is missing. The panel decides in its knowledge, or not at all.',
  Divergence:
    'A point on which views differ. It is put as a question, and never averaged.',
  'DecisionRequest.meetingId': 'The meeting for which the case is listed.',
  'DecisionRequest.packDigest':
    'The digest of the pack that the panel had before it.',
  'DecisionRequest.exclusionReason':
    'With EXCLUDE, which people read as "Not selected".',
  'DecisionRequest.nextDate': 'With DEFER: the meeting to which it returns.',
  'DecisionRequest.acknowledgements':
    'One for each gap and divergence of the pack, by its id. A deferral needs none.',
  DisclosureList: 'A page of the ledger, in its order.',
  'DisclosureList.next':
    'Send it as `after` for the next page. Absent on the last.',
  'ViewRequestList.next':
    'Send it as `after` for the next page. Absent on the last.',
  Agreement:
    'An agreement as data. `terms` is what was signed, and its hash is the version.',
  Terms: 'What was signed. The exchange executes exactly this.',
  Condition:
    'What a flow asks for beyond purpose and parties. A condition that the exchange does not know denies.',
  ReviewList: 'Uses of break-glass that are still to be reviewed.',
  ReviewConclusion: 'Whether it was justified, and what follows if it was not.',
  Feed: 'Notices in ascending order of position. Read on from the last one that you have dealt with.',
  ExplanationRequest:
    'A record that is only supposed, and who would ask for it. Never its content, and never a child.',
};
