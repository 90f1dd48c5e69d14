/**
 * POST /v1/view-requests/{id}/questions: what an agency needs to know before it can answer. Open,
 * it is a gap in the pack.
 */
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import {
  contentInvalid,
  notFound,
  Problem,
} from '../../../entrance/problem.ts';
import { replayed } from '../../../entrance/replay.ts';
import { isOpen } from '../../../rules/cases/case-state.ts';
import { approvalErrors } from '../../../rules/returns/reply-schema.ts';
import { ownRecord } from '../../../rules/returns/returns.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import type { Question } from '../../../schemas/store/entities.ts';
import {
  type AskedOf,
  askedUnder,
  openViewRequest,
} from './open-view-request.ts';

type Asking = Call<'askQuestion'>;

export const askQuestion = endpoint('askQuestion', async (call) => {
  const found = await openViewRequest(call); // R1, R2
  const { earlier, personId, asked } = found;
  if (!asked) {
    return conclude(call, {
      answer: { problem: notFound() },
      markedWith: personId,
    });
  }
  const { request, file } = asked;
  const { viewRequestId, caseId } = request;
  if (earlier)
    return replayed(call, earlier, (made) => ({ ...made, viewRequestId }));
  const agreement = askedUnder(found, request, call.now);
  checkQuestion(call, asked, agreement);
  const question = questionIn(call, asked, agreement);
  const { questionId, askedAt } = question;
  const after = { ...file, questions: [...file.questions, question] };
  return conclude(call, {
    personId,
    markedWith: personId,
    caseId,
    outcome: 'PERMIT',
    answer: { body: { questionId, viewRequestId, askedAt } },
    made: { questionId, askedAt },
    changes: [{ before: { file }, after: { file: after } }],
  }); // W
});

/** @throws Problem CONTENT_INVALID, ILLEGAL_TRANSITION. */
const checkQuestion = (
  { body }: Asking,
  { file }: AskedOf,
  agreement: LiveAgreement,
): void => {
  const errors = approvalErrors(body, agreement);
  if (errors.length > 0) throw contentInvalid(errors);
  if (!isOpen(file.case.state)) {
    const detail = 'The panel has decided; it answers no more questions.';
    throw new Problem('ILLEGAL_TRANSITION', detail, { allowed: ['REPLY'] });
  }
};

const questionIn = (
  { world, body, now }: Asking,
  { request, file }: AskedOf,
  agreement: LiveAgreement,
): Question => {
  const { personId, caseId, viewRequestId, agency } = request;
  const newRecordId = () => `rec_${world.randomId()}`;
  const given = { file, agreement, now, newRecordId };
  return {
    type: 'Question',
    personId,
    caseId,
    questionId: `qn_${world.randomId()}`,
    viewRequestId,
    agency,
    text: body.text,
    approval:
      body.approval &&
      ownRecord(request, 'approval', body.approval, true, given),
    askedAt: new Date(now).toISOString(),
    expiresAt: file.case.expiresAt,
  };
};
