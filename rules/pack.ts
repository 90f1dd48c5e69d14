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
import { canonical, sha256 } from './canonical.ts';
import { type CaseFile, circumstancesOf, currentReturn, givenOf, judgedOn, subjectOf } from './case-file.ts';
import { anyReleased, composeRecords } from './compose.ts';
import type { Asked } from './conditions.ts';
import { decide, type RecordDecision } from './decide.ts';
import { divergencesOf } from './divergence.ts';
import { eligibilityOf } from './eligibility.ts';
import { freshnessOf } from './freshness.ts';
import { isRestricted, notAskedOf, returnStateOf, type Serving, shownReturn } from './reply-ledger.ts';
import { heardInRoom, hiddenBy } from './room.ts';

/** All of the pack but the account of its disclosure, which is another one at each reading. */
export type Pack = Omit<PackMessage, 'disclosure'>;
type AgencyReturn = PackMessage['returns'][number];

export interface PackQuestion {
  file: CaseFile;
  panel: Panel;
  /** The agreement that declares the panel: the police's facts are given to it under this one. */
  declaredBy: string;
  agreements: readonly LiveAgreement[];
  /** The agencies of the panel's boroughs, whether or not they have signed anything. */
  serving: readonly Serving[];
  /** The agencies present at a meeting; left out, nobody but the panel's own system reads. */
  room?: readonly string[] | undefined;
  asked: Omit<Asked, 'recipient'>;
  now: number;
}

export interface Composed {
  pack: Pack;
  /** Every decision that made it, for the ledger. */
  decisions: RecordDecision[];
  /** Whether anything of the child flows to the panel at all, whoever else is in the room. */
  flows: boolean;
}

export const composePack = (question: PackQuestion): Composed => {
  const { file, panel } = question;
  const background = decideAll(backgroundOf(question), question);
  const returns = file.viewRequests
    .toSorted((a, b) => (a.agency < b.agency ? -1 : 1))
    .map((request) => composeReturn(request, question));
  const answers = returns.map(({ answer }) => answer);
  const unasked = unaskedIn(question);
  const content = {
    caseId: file.case.caseId,
    panel: panel.id,
    meetingId: file.case.meetingId,
    meetingOn: file.case.meetingOn,
    marking: 'OFFICIAL-SENSITIVE' as const,
    records: composeRecords(background.heard),
    listingReason: file.case.listingReason,
    eligibility: eligibilityOf({ ...file, area: panel.area, on: judgedOn(file) }),
    investigation: file.case.investigation,
    strategyDiscussion: file.case.strategyDiscussion,
    returns: answers,
    completeness: {
      asked: answers.map(({ agency, state, onBehalf }) => ({
        agency,
        state,
        provisional: onBehalf?.confirmed === false,
      })),
      notAsked: unasked,
    },
    questions: questionsOf(file),
    gaps: [...answers.flatMap(gapsOf), ...unasked.map(gapOfUnasked), ...questionsOf(file).flatMap(gapOfQuestion)],
    divergences: divergencesOf(answers),
    freshness: freshnessOf(answers, judgedOn(file)),
    hiddenFromRoom: [background, ...returns].reduce((sum, { hidden }) => sum + hidden, 0),
    triage: file.triages.map(({ taken }) => taken).toSorted((a, b) => (a.takenAt < b.takenAt ? -1 : 1)),
    decisions: file.decisions.map(({ taken }) => taken).toSorted((a, b) => (a.decidedAt < b.decidedAt ? -1 : 1)),
  };
  return {
    pack: { ...content, digest: sha256(file.case.salt + canonical(withoutClock(content))) },
    decisions: [...background.heard, ...returns.flatMap(({ heard }) => heard)],
    flows: [background, ...returns].some(({ decisions }) => anyReleased(decisions)),
  };
};

/** That a request was opened, or that the day to answer it has passed, makes no other pack: only an answer does. */
export const withoutClock = <C extends Pick<Pack, 'returns' | 'completeness'>>(content: C): C => {
  const plain = <S extends { state: ReturnState }>(each: S): S =>
    each.state === 'SEEN' || each.state === 'LATE' ? { ...each, state: 'ASKED' } : each;
  const { returns, completeness } = content;
  return {
    ...content,
    returns: returns.map(plain),
    completeness: { ...completeness, asked: completeness.asked.map(plain) },
  };
};

/** Who the child is and what happened, as given under the panel's agreement, and what agencies had flagged. */
const backgroundOf = ({ file, declaredBy }: PackQuestion): PersonalRecord[] => [
  ...givenOf(file).filter(({ agreement }) => agreement === declaredBy),
  ...file.flags.filter(({ withdrawn }) => !withdrawn).map(({ record }) => record),
];

/** Every decision as the panel's system may read it, and as everybody in the room may hear it. */
const decideAll = (records: readonly PersonalRecord[], question: PackQuestion) => {
  const { file, panel, agreements, asked, room, now } = question;
  const circumstances = circumstancesOf(file);
  const recipient = panelRecipient(panel.id);
  const decisions = records
    .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
    .map((record) => decide({ record, asked: { ...asked, recipient }, circumstances, agreements, now }));
  const heard = room ? heardInRoom(decisions, { panel, agreements, present: room }) : decisions;
  return { decisions, heard, hidden: hiddenBy(decisions, heard) };
};

const sortKey = ({ category, originator, contributedAt, recordId }: PersonalRecord): string =>
  [category, originator, contributedAt, recordId].join('|');

const composeReturn = (request: ViewRequest, question: PackQuestion) => {
  const { file, agreements, now } = question;
  const restricted = isRestricted(request, agreements);
  const shown = shownReturn(request, currentReturn(file, request.agency), restricted, now);
  const decided = decideAll(shown?.records ?? [], question);
  const seen = file.seen.some(({ agency }) => agency === request.agency);
  const state = returnStateOf({ request, shown, restricted, seen, agreements, now });
  const hiddenWhole = decided.hidden > 0 && !anyReleased(decided.heard);
  const answer: AgencyReturn = {
    agency: request.agency,
    state: hiddenWhole ? 'HIDDEN_FROM_ROOM' : state,
    replyBy: request.replyBy,
    receivedAt: restricted || hiddenWhole ? undefined : shown?.receivedAt,
    withholdingReason: restricted ? undefined : shown?.withholdingReason,
    onBehalf: shown?.onBehalf && onBehalfOf(shown.onBehalf),
    records: composeRecords(decided.heard),
  };
  return { answer, ...decided };
};

const onBehalfOf = ({ channel, recordedBy, confirmBy, confirmedAt }: NonNullable<Return['onBehalf']>) => ({
  channel,
  recordedBy,
  confirmBy,
  confirmed: confirmedAt !== undefined,
});

const gapsOf = (answer: AgencyReturn): Gap[] => [
  ...gapOfState(answer),
  ...(answer.onBehalf?.confirmed === false
    ? [gap('UNCONFIRMED', answer.agency, `${answer.agency} has not confirmed what was recorded in its name. Is it so?`)]
    : []),
];

const gap = (kind: Gap['kind'], agency: string, question: string): Gap => ({
  gapId: `${kind}:${agency}`,
  agency,
  kind,
  question,
});

const gapOfState = ({ agency, state, records }: AgencyReturn): Gap[] => {
  switch (state) {
    case 'ASKED':
    case 'SEEN':
    case 'LATE':
      return [gap('NO_REPLY', agency, `${agency} has not answered. What may it know that the panel does not?`)];
    case 'CANNOT_IDENTIFY':
      return [gap(state, agency, `${agency} could not tell whom it was asked about. Is that settled?`)];
    case 'WITHHELD':
      return [gap(state, agency, `${agency} holds something that it does not share. Can the panel decide without it?`)];
    case 'REPLIED':
      return Object.keys(records).length > 0
        ? []
        : [
            gap(
              'WITHHELD',
              agency,
              `${agency} has answered, and its answer may not be shown now. Can the panel decide without it?`,
            ),
          ];
    case 'NOTHING_HELD':
    case 'ANSWERED':
      return [];
    case 'FAILED':
      return [
        gap(
          state,
          agency,
          `${agency} cannot answer: the agreement under which it was asked is not in force. What is lost?`,
        ),
      ];
    case 'HIDDEN_FROM_ROOM':
      return [gap(state, agency, `Somebody here may not hear what ${agency} says. Can the panel decide without it?`)];
  }
};

const unaskedIn = ({ file, panel, agreements, serving, now }: PackQuestion): Pack['completeness']['notAsked'] => {
  const subject = subjectOf(file);
  if (!subject) return [];
  const asked = new Set(file.viewRequests.map(({ agency }) => agency));
  return notAskedOf({ subject, panelId: panel.id, agreements, serving, given: givenOf(file), asked, now });
};

const gapOfUnasked = ({ agency, because }: Pack['completeness']['notAsked'][number]): Gap => {
  switch (because) {
    case 'NOT_YET':
      return gap('NOT_ASKED', agency, `${agency} could be asked and has not been. Why not?`);
    case 'NO_AGREEMENT':
      return gap(
        because,
        agency,
        `No agreement lets the panel ask ${agency}. What may it know that the panel does not?`,
      );
    case 'AGREEMENT_NOT_IN_FORCE':
      return gap('NOT_ASKED', agency, `${agency} cannot be asked while its agreement is not in force. What is lost?`);
    case 'HANDLING_RESTRICTED':
      return gap(
        'NOT_ASKED',
        agency,
        `The police restricted what they gave, so ${agency} cannot be asked. Must it be so?`,
      );
  }
};

const questionsOf = ({ questions }: CaseFile): Pack['questions'] =>
  questions
    .toSorted((a, b) => (a.askedAt < b.askedAt ? -1 : 1))
    .map(({ questionId, agency, text, askedAt, answer }) => ({
      questionId,
      agency,
      text,
      askedAt,
      answer: answer?.text,
    }));

const gapOfQuestion = ({ agency, text, answer }: Pack['questions'][number]): Gap[] =>
  answer === undefined ? [gap('OPEN_QUESTION', agency, `${agency} asks: ${text}`)] : [];
