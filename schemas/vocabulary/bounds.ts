/**
 * How long each list may become that somebody can lengthen. Every bound is checked on the way in, and below all of them
 * together each operation stays within sixty of DynamoDB's hundred actions, and each item far below its 400 KB. What
 * an answer's schema says never bounds the store.
 *
 * A final decision is the largest write: it closes each request and its task, keeps each nomination as long as the
 * case, ends each visit and takes each task away. An agency that is asked costs four actions: request, locator, inbox item, task.
 */
export const BOUNDS = {
  /** A case: one is enough to meet on; who knows of more incidents adds them to the police's own record. */
  nominationsOfCase: 10,
  /** A case: the agencies of three boroughs, each once (youth justice, social care, education), and three trusts. */
  viewRequestsOfCase: 12,
  /** A request, answered or not: who has more to ask speaks to the panel. A pack is read before a meeting, whole. */
  questionsOfRequest: 10,
  /** A request: each version is kept, and a reply that is the same again makes none. */
  repliesOfRequest: 10,
  /** A case: four rules, each looked at again as often as an adjournment makes necessary. */
  checksOfCase: 40,
  /** A case: a panel that has triaged so often should meet. */
  triagesOfCase: 10,
  /** A case: a year of weekly meetings is longer than any case is open. */
  decisionsOfCase: 20,
  /** A case, at one time: visits that have not ended. Each is held or ended by what speaks against it. */
  openVisitsOfCase: 3,
  /** A case: allocated, whatever came of them. */
  visitsOfCase: 10,
  /** A visit: after so many the panel should think of something else. */
  attemptsOfVisit: 10,
  /** A visit: briefs that its officer has read, each by its digest. */
  briefsOfVisit: 20,
  /** A case: one to each service that could help, and again where it declined. */
  referralsOfCase: 10,
  /** A referral: how often its state may change. */
  changesOfReferral: 12,
  /** A case: packs by which a stale decision is told apart. The oldest may go. */
  fingerprintsOfCase: 50,
  /** A flag: contests, of all agencies together. Where they are long, `bytesOfFlag` is reached first. */
  contestsOfFlag: 20,
  /** A flag: who corrects one so often should withdraw it and raise another. */
  changesOfFlag: 40,
  /** A flag with its history, as JSON: below DynamoDB's 400 KB by more than a withdrawal adds, so that one always fits. */
  bytesOfFlag: 300_000,
  /** A child: cases that are open at the same time, each before another panel or after another incident. */
  openCasesOfPerson: 10,
  /** A meeting: more than a panel can hear of in a day. */
  agendaOfMeeting: 40,
  /** A meeting on paper in one answer: a case takes five actions, and the meeting two. */
  printedOfMeeting: 11,
  /** A meeting: everybody of every agency of a panel. */
  attendanceOfMeeting: 60,
  /** A decision: every gap and divergence of a pack. The agencies, their questions and the topics on which views can differ. */
  acknowledgementsOfDecision: 60,
  /** An agency: what it has signed is read with each of its requests, half a kilobyte each. */
  agreementsOfAgency: 24,
  /** An agency: data protection officers review them within a day; more at one time is an incident of its own. */
  openReviewsOfAgency: 100,
} as const;

export type BoundName = keyof typeof BOUNDS;
