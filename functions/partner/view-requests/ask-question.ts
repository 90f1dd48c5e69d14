/** POST /v1/view-requests/{id}/questions: what an agency needs to know before it can answer. Open, it is a gap in the pack. */
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import {
  contentInvalid,
  notFound,
  Problem,
} from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import { isOpen } from '../../../rules/cases/case-state.ts';
import { approvalErrors } from '../../../rules/returns/reply-schema.ts';
import { ownRecord } from '../../../rules/returns/returns.ts';
import type { Question } from '../../../schemas/store/entities.ts';
import { askedUnder, openViewRequest } from './open-view-request.ts';

/** Who has more to ask speaks to the panel: a pack is read before a meeting, whole. */
const MOST_QUESTIONS = 10;

export const askQuestion = endpoint('askQuestion', async (call) => {
  const { world, body, now } = call;
  const opened = await openViewRequest(call); // R1, R2
  const { earlier, personId, asked } = opened;
  if (!asked)
    return conclude(call, {
      told: { problem: notFound() },
      markedWith: personId,
    });
  const { request, file } = asked;
  const { viewRequestId, caseId, agency } = request;
  const receipt = ({ questionId = '', askedAt = '' }) => ({
    questionId,
    viewRequestId,
    askedAt,
  });
  if (earlier) return replayed(call, earlier, receipt);
  const agreement = askedUnder(opened, request, now);
  const errors = approvalErrors(body, agreement);
  if (errors.length > 0) throw contentInvalid(errors);
  if (!isOpen(file.case.state)) {
    throw new Problem(
      'ILLEGAL_TRANSITION',
      'The panel has decided; it answers no more questions.',
      {
        allowed: ['REPLY'],
      },
    );
  }
  if (
    file.questions.filter((each) => each.agency === agency).length >=
    MOST_QUESTIONS
  ) {
    throw contentInvalid([
      {
        pointer: '/text',
        message: `is one more than the ${MOST_QUESTIONS} that a request takes`,
      },
    ]);
  }
  const newRecordId = () => `rec_${world.randomId()}`;
  const question: Question = {
    type: 'Question',
    personId: request.personId,
    caseId,
    questionId: `qn_${world.randomId()}`,
    viewRequestId,
    agency,
    text: body.text,
    approval:
      body.approval &&
      ownRecord(request, 'approval', body.approval, true, {
        file,
        agreement,
        now,
        newRecordId,
      }),
    askedAt: new Date(now).toISOString(),
    expiresAt: file.case.expiresAt,
  };
  const { questionId, askedAt } = question;
  return conclude(call, {
    personId,
    markedWith: personId,
    caseId,
    outcome: 'PERMIT',
    told: { body: receipt(question) },
    made: { questionId, askedAt },
    effects: [
      { do: 'put', entity: question, expects: 'ABSENT' },
      // A decision at the same moment either knows of the question or comes first.
      { do: 'touch', entity: file.case, while: file.case.state },
      ...taskEffects(file, {
        ...file,
        questions: [...file.questions, question],
      }),
    ],
  }); // W
});
