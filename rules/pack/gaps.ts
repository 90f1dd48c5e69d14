/** Where a view is missing. Each is a question to the panel, which decides in its knowledge or not at all. */
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

/** @param which of several of this kind of this agency: that one was acknowledged says nothing of the next. */
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

const ofReturn = ({
  agency,
  state,
  records,
  withholdingReason,
}: AgencyReturn): Gap[] => {
  switch (state) {
    case 'ASKED':
    case 'SEEN':
    case 'LATE':
      return [
        gap(
          'NO_REPLY',
          agency,
          `${agency} has not answered. What may it know that the panel does not?`,
        ),
      ];
    case 'CANNOT_IDENTIFY':
      return [
        gap(
          state,
          agency,
          `${agency} could not tell whom it was asked about. Is that settled?`,
        ),
      ];
    case 'WITHHELD':
      return [
        gap(
          state,
          agency,
          `${agency} holds something that it does not share. Can the panel decide without it?`,
          withholdingReason,
        ),
      ];
    case 'REPLIED':
      return Object.keys(records).length > 0
        ? []
        : [gap('WITHHELD', agency, notShown(agency))];
    case 'NOTHING_HELD':
    case 'ANSWERED':
      return [];
    case 'FAILED':
      return [
        gap(
          state,
          agency,
          `The agreement with ${agency} is not in force. Can the panel decide without it?`,
        ),
      ];
    case 'HIDDEN_FROM_ATTENDEES':
      return [
        gap(
          state,
          agency,
          `What ${agency} says cannot be heard by all who are here. Who needs to leave?`,
        ),
      ];
  }
};

const notShown = (agency: string): string =>
  `${agency} has answered, and its answer may not be shown now. Can the panel decide without it?`;

const unconfirmed = ({ agency, onBehalf, receivedAt }: AgencyReturn): Gap[] =>
  onBehalf && !onBehalf.confirmed
    ? [
        gap(
          'UNCONFIRMED',
          agency,
          `${agency} has not confirmed what was recorded in its name. Does it stand?`,
          receivedAt,
        ),
      ]
    : [];

const unanswered = (questions: PackMessage['questions']): Gap[] =>
  questions
    .filter(({ answer }) => answer === undefined)
    .map(({ agency, questionId }) =>
      gap(
        'OPEN_QUESTION',
        agency,
        `${agency} asked a question before it answers. What does the panel say?`,
        questionId,
      ),
    );

const ofNotAsked = ({ agency, reason }: NotAsked): Gap => {
  const structural = (why: string) =>
    gap('NO_AGREEMENT', agency, `${why} Can the panel decide without it?`);
  switch (reason) {
    case 'NOT_YET':
      return gap(
        'NOT_ASKED',
        agency,
        `${agency} could be asked and has not been. Why not?`,
      );
    case 'HANDLING_RESTRICTED':
      return gap(
        'NOT_ASKED',
        agency,
        `What the police gave may not reach ${agency}, so it was not asked. Is that right?`,
      );
    case 'AGREEMENT_NOT_IN_FORCE':
      return structural(`The agreement with ${agency} is not in force.`);
    case 'NO_AGREEMENT':
      return structural(`No agreement lets the panel ask ${agency}.`);
  }
};
