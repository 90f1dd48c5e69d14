/**
 * The pack: what the panel sees before it decides. Views stand side by side; what is missing and what differs is named.
 * Nothing is averaged, scored or ranked. Masking comes first: gaps, divergences and the digest are made of what the panel
 * may see, so that they cannot say what it may not.
 */
import { type Panel, panelRecipient } from '../schemas/agreement.ts';
import type { Return, ViewRequest } from '../schemas/entities.ts';
import type { Gap, PackMessage, ReturnState } from '../schemas/pack.ts';
import type { PersonalRecord } from '../schemas/personal-record.ts';
import type { LiveAgreement } from './agreement.ts';
import { askableAgencies } from './asking.ts';
import { canonical, sha256 } from './canonical.ts';
import { type CaseFile, circumstancesOf, currentReturn, givenOf, judgedOn, subjectOf } from './case-file.ts';
import { composeRecords } from './compose.ts';
import type { Asked } from './conditions.ts';
import { decide, type RecordDecision } from './decide.ts';
import { divergencesOf } from './divergence.ts';
import { eligibilityOf } from './eligibility.ts';
import { londonDate } from './london-time.ts';
import { inMedium, type Medium } from './printing.ts';

/** All of the pack but the account of its disclosure, which is another one at each reading. */
export type Pack = Omit<PackMessage, 'disclosure'>;
type AgencyReturn = PackMessage['returns'][number];

export interface PackQuestion {
  file: CaseFile;
  panel: Panel;
  /** The agreement that declares the panel: the police's facts are given to it under this one. */
  declaredBy: string;
  agreements: readonly LiveAgreement[];
  asked: Omit<Asked, 'recipient'>;
  now: number;
  /** Where the pack will be read; left out, on a screen. */
  medium?: Medium;
}

/** @returns the pack, and every decision that made it, for the ledger. */
export const composePack = (question: PackQuestion): { pack: Pack; decisions: RecordDecision[] } => {
  const { file, panel, now } = question;
  const known = file.nominations.flatMap(({ records }) => records).filter((r) => r.agreement === question.declaredBy);
  const background = decideAll(
    [...known, ...file.flags.filter(({ withdrawn }) => !withdrawn).map(({ record }) => record)],
    question,
  );
  const returns = file.viewRequests
    .toSorted((a, b) => (a.agency < b.agency ? -1 : 1))
    .map((request) => composeReturn(request, question));
  const answers = returns.map(({ answer }) => answer);
  const content = {
    caseId: file.case.caseId,
    panel: panel.id,
    meetingId: file.case.meetingId,
    meetingOn: file.case.meetingOn,
    marking: 'OFFICIAL-SENSITIVE' as const,
    records: composeRecords(background),
    listingReason: file.case.listingReason,
    eligibility: eligibilityOf({ ...file, area: panel.area, on: judgedOn(file) }),
    investigation: file.case.investigation,
    strategyDiscussion: file.case.strategyDiscussion,
    returns: answers,
    completeness: {
      asked: answers.map(({ agency, state }) => ({ agency, state, provisional: false })),
      notAsked: notAsked(question, now).map(({ agency }) => ({ agency, because: 'NOT_YET' as const })),
    },
    questions: [],
    freshness: [],
    hiddenFromRoom: 0,
    triage: file.triages.map(({ taken }) => taken),
    gaps: [...answers.flatMap(gapOf), ...notAsked(question, now)],
    divergences: divergencesOf(answers),
    decisions: file.decisions.map(({ taken }) => taken).toSorted((a, b) => (a.decidedAt < b.decidedAt ? -1 : 1)),
  };
  return {
    pack: { ...content, digest: sha256(file.case.salt + canonical(content)) },
    decisions: [...background, ...returns.flatMap(({ decisions }) => decisions)],
  };
};

const decideAll = (records: readonly PersonalRecord[], question: PackQuestion): RecordDecision[] => {
  const { file, panel, agreements, asked, now, medium = 'SCREEN' } = question;
  const circumstances = circumstancesOf(file);
  const recipient = panelRecipient(panel.id);
  return records
    .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
    .map((record) =>
      inMedium(medium, decide({ record, asked: { ...asked, recipient }, circumstances, agreements, now })),
    );
};

const sortKey = ({ category, originator, contributedAt, recordId }: PersonalRecord): string =>
  [category, originator, contributedAt, recordId].join('|');

const composeReturn = (request: ViewRequest, question: PackQuestion) => {
  const current = currentReturn(question.file, request.agency);
  const decisions = decideAll(current?.records ?? [], question);
  const restricted =
    question.agreements.find(({ id }) => id === request.agreement)?.returns.nilAndWithheld !== 'DISTINCT';
  const state = stateOf(request, current, { restricted, now: question.now });
  const dated = current && !restricted;
  const answer: AgencyReturn = {
    agency: request.agency,
    state,
    replyBy: request.replyBy,
    receivedAt: dated ? current.receivedAt : undefined,
    withholdingReason: restricted ? undefined : current?.withholdingReason,
    records: composeRecords(decisions),
  };
  return { answer, decisions };
};

/**
 * How a return stands, as far as the panel may know. INVARIANT: under a restricted agreement nothing tells "nothing held"
 * from "withheld": not the state, not its time. Both show from the day after `replyBy`, or from arrival if that is later.
 */
export const stateOf = (
  request: ViewRequest,
  current: Return | undefined,
  { restricted, now }: { restricted: boolean; now: number },
): ReturnState => {
  if (!current) return 'ASKED';
  if (!restricted) return current.kind === 'VIEW' ? 'REPLIED' : current.kind;
  return londonDate(now) >= request.replyBy ? 'ANSWERED' : 'ASKED';
};

const gapOf = ({ agency, state, records }: AgencyReturn): Gap[] => {
  const gap = (kind: Gap['kind'], question: string): Gap[] => [{ gapId: `${kind}:${agency}`, agency, kind, question }];
  switch (state) {
    case 'ASKED':
    case 'SEEN':
    case 'LATE':
      return gap('NO_REPLY', `${agency} has not answered. What may it know that the panel does not?`);
    case 'CANNOT_IDENTIFY':
      return gap('CANNOT_IDENTIFY', `${agency} could not tell whom it was asked about. Is that settled?`);
    case 'WITHHELD':
      return gap('WITHHELD', `${agency} holds something that it does not share. Can the panel decide without it?`);
    case 'REPLIED':
      return Object.keys(records).length > 0
        ? []
        : gap(
            'WITHHELD',
            `${agency} has answered, and its answer may not be shown now. Can the panel decide without it?`,
          );
    case 'NOTHING_HELD':
    case 'ANSWERED':
      return [];
    case 'FAILED':
    case 'HIDDEN_FROM_ROOM':
      return gap(state, `What ${agency} says cannot be heard here. Can the panel decide without it?`);
  }
};

const notAsked = ({ file, panel, agreements }: PackQuestion, now: number): Gap[] => {
  const subject = subjectOf(file);
  if (!subject) return [];
  const asked = new Set(file.viewRequests.map(({ agency }) => agency));
  return askableAgencies(panel.id, subject, agreements, now, givenOf(file))
    .filter(({ agency }) => !asked.has(agency))
    .map(({ agency }) => ({
      gapId: `NOT_ASKED:${agency}`,
      agency,
      kind: 'NOT_ASKED',
      question: `${agency} could be asked and has not been. Why not?`,
    }));
};
