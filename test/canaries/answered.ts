/**
 * Where each operation is answered with canaries about. Each file finds its operations in the ledger at its end, so that the
 * table cannot claim what is not so. Refusals of every operation are in refusals.test.ts.
 */
import {
  type OperationId,
  operationIds,
} from '../../schemas/contract/operations.ts';

export const FILES = [
  'cases',
  'delivery',
  'flags',
  'panel-work',
  'people',
] as const;
export type File = (typeof FILES)[number];

/** `WORLD`: the children of every file are made with it (world.ts). */
export const ANSWERED: Partial<Record<OperationId, File | 'WORLD'>> = {
  queryYoungPerson: 'people',
  readYoungPerson: 'people',
  raiseFlag: 'WORLD',
  readFlag: 'flags',
  reviewFlag: 'WORLD',
  contestFlag: 'WORLD',
  correctFlag: 'WORLD',
  withdrawFlag: 'WORLD',
  nominate: 'WORLD',
  listViewRequests: 'cases',
  readViewRequest: 'cases',
  replyToViewRequest: 'WORLD',
  askQuestion: 'WORLD',
  confirmReturn: 'WORLD',
  answerQuestion: 'WORLD',
  recordReturn: 'WORLD',
  readCase: 'cases',
  checkEligibility: 'WORLD',
  listCase: 'WORLD',
  askForViews: 'WORLD',
  readPack: 'cases',
  decideCase: 'WORLD',
  setInvestigation: 'WORLD',
  setStrategyDiscussion: 'WORLD',
  triageCase: 'WORLD',
  recordOutcome: 'WORLD',
  openMeeting: 'WORLD',
  listMeetings: 'cases',
  readMeeting: 'cases',
  setAttendance: 'WORLD',
  allocateVisit: 'WORLD',
  updateVisit: 'WORLD',
  readBrief: 'delivery',
  acknowledgeBrief: 'WORLD',
  listServices: 'delivery',
  makeReferral: 'WORLD',
  listReferrals: 'delivery',
  readReferral: 'delivery',
  respondToReferral: 'WORLD',
  readWorklist: 'panel-work',
  readStatistics: 'panel-work',
  listDisclosures: 'cases',
  listReviews: 'cases',
  readFeed: 'cases',
  listAgreements: 'cases',
};

export const NOT_HERE: Partial<Record<OperationId, string>> = {
  setAgenda: 'It answers with the meeting, as readMeeting does.',
  concludeReview: 'It reads no child: a review says who broke the glass.',
  explain: 'It reads no child: the record that is asked about is supposed.',
  issueToken: 'It reads no child: a token is a system’s.',
  readAuthorizationServer: 'It asks nothing of the store.',
  readOpenApi: 'It asks nothing of the store.',
  readHealth: 'It asks nothing of the store.',
};

/** What a file must have had an answer of; where the table names none of its own, what the world is made with. */
export const answeredIn = (file: File | 'WORLD'): OperationId[] =>
  operationIds.filter((id) =>
    ['WORLD', file].includes(ANSWERED[id] ?? 'NOWHERE'),
  );
