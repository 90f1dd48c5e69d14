/**
 * Finds where a view is missing. Each gap is a question to the panel, which decides knowing of it
 * or not at all.
 */
import type { Gap, PackMessage } from '../../schemas/contract/pack.ts';
import type { NotAsked } from '../returns/asking.ts';

type AgencyReturn = PackMessage['returns'][number];

export const gapsOf = (
  { returns, questions }: Pick<PackMessage, 'returns' | 'questions'>,
  notAsked: readonly NotAsked[],
): Gap[] => [
  ...returns.flatMap(ofReturn),
  ...returns.flatMap(unconfirmed),
  ...unanswered(questions),
  ...notAsked.map(ofNotAsked),
];

/**
 * @param which of several of this kind of this agency: that one was acknowledged says nothing of
 * the next.
 */
const gap = (
  kind: Gap['kind'],
  agency: string,
  question: string,
  which?: string,
): Gap => ({
  gapId: [kind, agency, ...(which === undefined ? [] : [which])].join(':'),
  agency,
  kind,
  question,
});

const ofReturn = (answer: AgencyReturn): Gap[] => {
  const { agency, state } = answer;
  switch (state) {
    case 'NOTHING_HELD':
    case 'ANSWERED':
      return [];
    case 'REPLIED':
      return Object.keys(answer.records).length > 0
        ? []
        : [gap('WITHHELD', agency, notShown(agency))];
    case 'WITHHELD':
      return [
        gap(state, agency, MISSING[state](agency), answer.withholdingReason),
      ];
    case 'ASKED':
    case 'SEEN':
    case 'LATE':
      return [gap('NO_REPLY', agency, MISSING.NO_REPLY(agency))];
    case 'CANNOT_IDENTIFY':
    case 'FAILED':
    case 'HIDDEN_FROM_ATTENDEES':
      return [gap(state, agency, MISSING[state](agency))];
  }
};

const MISSING = {
  NO_REPLY: (agency: string) =>
    `${agency} has not answered. What may it know that the panel does not?`,
  CANNOT_IDENTIFY: (agency: string) =>
    `${agency} could not tell whom it was asked about. Is that settled?`,
  WITHHELD: (agency: string) =>
    `${agency} holds something that it does not share. Can the panel decide without it?`,
  FAILED: (agency: string) =>
    `The agreement with ${agency} is not in force. Can the panel decide without it?`,
  HIDDEN_FROM_ATTENDEES: (agency: string) =>
    `What ${agency} says cannot be heard by all who are here. Who needs to leave?`,
};

const notShown = (agency: string): string =>
  `${agency} has answered, and its answer may not be shown now. Can the panel decide without it?`;

const unconfirmed = ({ agency, onBehalf, receivedAt }: AgencyReturn): Gap[] => {
  if (!onBehalf || onBehalf.confirmed) return [];
  const question = `${agency} has not confirmed what was recorded in its name. Does it stand?`;
  return [gap('UNCONFIRMED', agency, question, receivedAt)];
};

const unanswered = (questions: PackMessage['questions']): Gap[] =>
  questions
    .filter(({ answer }) => answer === undefined)
    .map(({ agency, questionId }) => {
      const question = `${agency} asked a question before it answers. What does the panel say?`;
      return gap('OPEN_QUESTION', agency, question, questionId);
    });

const ofNotAsked = ({ agency, reason }: NotAsked): Gap => {
  const [kind, question] = NOT_ASKED[reason](agency);
  return gap(kind, agency, question);
};

const NOT_ASKED: Record<
  NotAsked['reason'],
  (agency: string) => [kind: Gap['kind'], question: string]
> = {
  NOT_YET: (agency) => [
    'NOT_ASKED',
    `${agency} could be asked and has not been. Why not?`,
  ],
  HANDLING_RESTRICTED: (agency) => [
    'NOT_ASKED',
    `What the police gave may not reach ${agency}, so it was not asked. Is that right?`,
  ],
  AGREEMENT_NOT_IN_FORCE: (agency) => [
    'NO_AGREEMENT',
    `The agreement with ${agency} is not in force. Can the panel decide without it?`,
  ],
  NO_AGREEMENT: (agency) => [
    'NO_AGREEMENT',
    `No agreement lets the panel ask ${agency}. Can the panel decide without it?`,
  ],
};
