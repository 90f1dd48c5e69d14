/**
 * Describes how each operation behaves, to somebody who will call it, where the summary is too
 * short.
 */
import type * as z from 'zod';
import type { OperationId } from '../contract/operations.ts';
import {
  AgencyId,
  CaseId,
  EntryId,
  FlagId,
  MeetingId,
  QuestionId,
  ReferralId,
  ViewRequestId,
  VisitId,
  YoungPersonReference,
} from '../vocabulary/shapes.ts';

const ONE_404 =
  'Whoever is not known, of whom nothing may be released to you, or who is sealed: the same 404, which says nothing.';
const ON_PAPER =
  '`Accept: text/html` gives the printed page (a browser asks for it by itself, and each is a numbered copy): only what may be printed, with the number of the copy, who holds it, and by when it is destroyed.';
const WHOLE_REPLACED = 'Every version is kept; the latest one counts.';

export const DESCRIPTIONS: Partial<Record<OperationId, string>> = {
  queryYoungPerson: `Name one child by given name, family name and birth date, with national identifiers where you have them. You get what the agreements release to your agency for your purpose, field by field, and a reference that only your agency can use. An uncertain match is no match. ${ONE_404}`,
  readYoungPerson: `The same answer as a query, for a reference that your agency was given. It is decided anew at each reading: an agreement that has been suspended since releases nothing. ${ONE_404}`,
  raiseFlag:
    'Given under one agreement, graded, and with a date at which it ends unless it is reviewed. The answer holds the id of the flag and no reference: whether the child was known before is not said. It alerts nobody: a child in immediate danger is a matter for 999 or the MASH.',
  readFlag: `A flag that your agency raised, or that an agreement releases to it, with its history. ${ONE_404}`,
  reviewFlag:
    'By the agency that raised it. Extends the flag to a new date, with a note. Who had seen it is told.',
  contestFlag:
    "By any agency that may see the flag, except the one that raised it. The contest travels with the flag wherever it goes; the flag stays its originator's.",
  correctFlag:
    'By the agency that raised it. What the flag said before is kept and shown to its originator only; everybody who had seen it is told that it has changed.',
  withdrawFlag:
    'By the agency that raised it. It cannot be undone. Everybody who had seen it is told to stop relying on it.',
  nominate:
    'Opens a case with a panel, or adds to the one that is open. The facts are given under the agreement that declares the panel, and under each of `additionalAgreements`, so that the parties of those can be asked too. What the police know it from (`sources`) never leaves the police.',
  listViewRequests:
    'In the order in which they are due. It names no child: open a request to learn whom it is about, which is recorded. A request may come again with another meeting and another day: poll, and go by `viewRequestId`. CLOSED: the panel has decided; a reply is still taken.',
  readViewRequest: `Whom you are asked about, the categories that you may answer in, and what the agreement lets you know of the case. ${ONE_404}`,
  replyToViewRequest: `One of four: a view, nothing held, withheld, or cannot identify. Silence is none of them: the panel sees it as a gap. Sending the same reply again changes nothing; another one is a new version. ${WHOLE_REPLACED} Under a restricted agreement a reply carries the approval that the agreement asks for.`,
  askQuestion:
    'An open question is a gap in the panel’s pack; the answer stands in the view request when you read it again. It replaces no reply. Under a restricted agreement it carries the approval that a reply would. A request takes ten.',
  confirmReturn:
    'Read the request first: `toConfirm` holds what was recorded and its version. To say something else, send your own reply, which replaces it.',
  answerQuestion:
    'The same answer again changes nothing; another one replaces it. Only the agency that asked reads it. Say no more of the child than that agency may know: what is written here no flow narrows.',
  recordReturn: `For an agency that was asked; a view is added to what it has replied itself, and replaces nothing of that. It is provisional, and a gap, until the agency confirms it, which it is asked to do within two working days; its own reply replaces it. Never for an agency under a restricted agreement, which answers for itself. ${WHOLE_REPLACED}`,
  readCase: `For the panel whose case it is, with its scope and \`Sharing-Case\`. ${ONE_404}`,
  checkEligibility:
    'The two rules that somebody has to look up. Age and residence are computed from the facts of the nomination. With a check of NO_WEAPON_CONVICTION the case is screened, whatever was found. A later check of the same rule counts in place of the earlier, which is kept.',
  listCase: `Puts the case on the agenda of a meeting to come of its panel, or moves it to another's, and the view requests with it: who has not answered has until the agreed day before that meeting. A case is screened first; partners are asked once it is listed. A child who is no suspect is listed only with a reason. ${ONE_404}`,
  askForViews:
    'For the meeting for which the case is listed: two working days before it is the day to reply, unless the agreement says otherwise or it is urgent. Asks the agencies named, or every agency that an agreement in force lets the panel ask. Each is asked under one agreement, in the categories that it allows. One that is named and has not answered is asked again in the same request, with a new day; with `urgent`, so is each whose day has passed. Left out, `agencies` asks those that have not been asked yet, and the list may be empty. The day of a request under a restricted agreement never comes nearer: such a request is left out of the answer.',
  readPack: `What the panel may see, side by side and never averaged, with every gap and divergence as a question. The \`digest\` (also the \`ETag\`) is of exactly this pack; a decision cites it. ${ON_PAPER} ${ONE_404}`,
  decideCase:
    'Recorded only on the pack as it stands, which somebody was given: cite its digest. Read it with `?meeting=` once the attendance is recorded: it is judged as all who are there may hear it, under all agreements at once. What stands in the way is listed all at once: a pack that has changed, gaps and divergences that nobody has acknowledged, a rule of eligibility that is not met. Acknowledgements are the panel’s: no system may make them up.',
  setInvestigation: `Set with the officer who leads it and the day on which somebody looks again, at most 92 days ahead; concluded with its outcome. What is not under way is not concluded. While it is under way the panel neither selects nor turns away, and may defer, refer and triage. ${ONE_404}`,
  setStrategyDiscussion: `Set and concluded as an investigation is. From the same moment a visit that has not been made is on hold; that it is concluded releases none. ${ONE_404}`,
  triageCase: `By a named officer, at any time until the case is closed and during an investigation; once the panel has decided, only with \`continues: true\`. REFER_YJS and REFER_SAFEGUARDING go to the service of the borough in which the child lives now, where an agreement in force lets it know; else the referral is recorded as to be sent outside, and \`referralRoute\` says so. \`continues\` says whether the panel still considers the child; where it does not, the case is closed. ${ONE_404}`,
  recordOutcome: `FOLLOW_UP 3, 6 and 12 months after delivery, not before its month has come; what is recorded last of a month counts. CLOSE once the case has been decided or delivered and no visit is still to be made: it sets the day on which the case is erased. ${ONE_404}`,
  openMeeting:
    'Of a panel that your agency hosts. A meeting holds no data of a child: cases are listed for it by their own call.',
  listMeetings:
    'Between two dates, both inclusive, and at most 366 days apart.',
  readMeeting: `Whether the panel is quorate is worked out from the attendance and the agreement. A meeting of another panel is a meeting of a panel that your system does not act for. ${ON_PAPER} The page of a meeting is its agenda with the pack of each listed case, as all who are present may hear it, of at most 16 cases; it is about children, so it needs \`Sharing-Purpose\`, and each pack is a disclosure of its own in the ledger.`,
  setAgenda:
    'Names each listed case exactly once, in the new order. It lists nobody and takes nobody off: that is the case’s own call.',
  setAttendance:
    'The whole attendance, in place of what was said before. Only members of the panel make its quorum.',
  readWorklist:
    'Tasks that are due by the end of today in London, or before the next working day, what has newly arisen, and every clock of a referral to the youth justice service that runs. At most 50, the most overdue first; `more` says that there are others. There is no further page and no filter: do what is shown, and ask again. A decision that is to be taken again stands here as DECIDED: where the case says `reopened`, list it. Initials stand where the panel may know the name.',
  readStatistics:
    'A fixed set of tables, made when they are first asked for after the quarter is over, and then the same for ever. Every count is blurred by chance and then rounded to five, and is not said where fewer than five were counted or the blurred number is under five: rows do not add up. Asked for with the purpose MONITORING, by a system of the agency that hosts the panel. Nothing of a health trust is in it.',
  allocateVisit: `After the panel has selected the child. What stands against the visit is listed all at once; a reason not to visit alone is overcome, by \`overrideReason\`. A new allocation replaces a visit that has not been made, and ends a hold. ${ONE_404}`,
  updateVisit: `By the officer to whom the visit is allocated, and by nobody else. To have been there needs the brief acknowledged before, as it stood at \`at\`; else, and against a hold, \`overrideReason\` says why, and the report is recorded. A visit that is done or declined delivers the case; one that is not done leaves it to be allocated anew. The same report again changes nothing. ${ONE_404}`,
  readBrief: `For the allocated officer, for the purpose VISIT_SAFETY, until the visit is over or its time has run out. Of the latest returns only. Who the child is and what happened is not in it: an officer is told by the panel. ${ONE_404}`,
  acknowledgeBrief: `With the \`digest\` of the brief that the officer has read. A brief that has changed since is another, and is acknowledged anew. ${ONE_404}`,
  listServices:
    'Services that receive referrals here and services outside. Feedback is a count of referrals; a count below five is left out.',
  makeReferral: `SIGNPOSTED records that information was given, and sends nothing. REFERRED hands over: to a service of the exchange under the agreement that leads to it, or, recorded, outside. The child’s age and borough must fit the service. ${ONE_404}`,
  listReferrals:
    'In no order that says anything. It names no child: open a referral to learn whom it is about, which is recorded.',
  readReferral: `Of the child what the agreement of the referral releases to you: to a delivery partner nothing before it has accepted, and nothing after the referral has ended. The panel's host reads what came of it. ${ONE_404}`,
  respondToReferral: `By the service; for a service outside, by the panel's host. Acknowledging a referral to a youth justice service stops its clock; declining does not. The same response again changes nothing. ${ONE_404}`,
  listDisclosures:
    'An agency sees what it asked, was told, or gave; the operator sees all. A child is named by your own reference and by nothing else. It never holds the data that was disclosed. Entries appear as soon as they are in the log, within seconds.',
  listReviews:
    'Each use of the break-glass purpose must be reviewed by a data protection officer within its time.',
  concludeReview:
    'By somebody other than who broke the glass. It can be concluded once.',
  listAgreements:
    'With the whole text that the exchange executes, the signatures over it, and, where one is not in force, every reason why.',
  explain:
    'The decision that would be taken of a record that you only suppose, with the same code that decides on real ones. No child is looked up. Test your integration and your agreement with it.',
  readFeed:
    'Poll it with the position of the last notice that you have dealt with. Positions ascend, with gaps. No notice names a child: it names the flag, view request, visit or review that you were given before.',
  issueToken:
    'The client authenticates with an assertion that it signs (see the security scheme). An assertion works once. Left out, `scope` is every scope that the system is registered for. Its errors are those of OAuth, not problem documents.',
  readAuthorizationServer:
    'Authorisation server metadata: read the token endpoint and its algorithms here, rather than write them down.',
  readOpenApi:
    'OpenAPI 3.1. The same document that clients are generated from and that the tests compare the exchange with.',
  readHealth:
    'It reads no data and says nothing of the store behind it. For monitors.',
};

interface IdInPath {
  schema: z.ZodType;
  description: string;
  example: string;
}

/** By the part of the path that the id follows. */
export const IDS_IN_PATHS: Record<string, IdInPath> = {
  'young-people': {
    schema: YoungPersonReference,
    description:
      'The reference that your agency was given. It is meaningless to every other agency.',
    example: 'yp_Zk9vT2xhc2QtZXhhbXBsZS1yZWZlcmVuY2UtMDAwMDAw',
  },
  flags: {
    schema: FlagId,
    description: 'The id of the flag.',
    example: 'flag_3b1f0a6c5d7e4f8291a0b3c4d5e6f708',
  },
  'view-requests': {
    schema: ViewRequestId,
    description: 'The id of the view request.',
    example: 'vr_9c2d4e6f8a0b4c1d9e3f5a7b8c6d0e2f',
  },
  cases: {
    schema: CaseId,
    description: 'The id of the case.',
    example: 'case_0f8e2a6b4c1d4e5f8a9b0c1d2e3f4a5b',
  },
  meetings: {
    schema: MeetingId,
    description: 'The id of the meeting.',
    example: 'mtg_2b3c4d5e6f7a4b8c9d0e1f2a3b4c5d6e',
  },
  questions: {
    schema: QuestionId,
    description: 'The id of the question.',
    example: 'qn_4c3d2e1f0a9b4c8d7e6f5a4b3c2d1e0f',
  },
  returns: {
    schema: AgencyId,
    description: 'The agency in whose name it is recorded.',
    example: 'croydon-education',
  },
  visits: {
    schema: VisitId,
    description: 'The id of the visit.',
    example: 'visit_7d6e5f4a3b2c4d1e8f9a0b1c2d3e4f5a',
  },
  referrals: {
    schema: ReferralId,
    description: 'The id of the referral.',
    example: 'ref_2b3c4d5e6f7a4b8c9d0e1f2a3b4c5d6e',
  },
  reviews: {
    schema: EntryId,
    description: 'The id of the review.',
    example: 'le_5a6b7c8d9e0f4a1b8c2d3e4f5a6b7c8d',
  },
};

/** Whose answers carry the version of what was answered. */
export const WITH_ETAG: ReadonlySet<OperationId> = new Set([
  'replyToViewRequest',
  'readPack',
  'readBrief',
]);
