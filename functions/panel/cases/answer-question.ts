/**
 * PUT /v1/cases/{id}/questions/{questionId}: the panel's answer, which the agency reads in its view
 * request.
 */
import type { Call } from '../../../entrance/call.ts';
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { notFound } from '../../../entrance/problem.ts';
import { advanced } from '../../../entrance/transition.ts';
import type { CaseFile } from '../../../rules/cases/case-file.ts';
import type { Question } from '../../../schemas/store/entities.ts';
import { openCase } from './open-case.ts';

export const answerQuestion = endpoint('answerQuestion', async (call) => {
  const { params, body } = call;
  const { about, opened } = await openCase(call); // R1, R2
  const question = opened?.file.questions.find(
    ({ questionId }) => questionId === params.questionId,
  );
  if (!opened || !question)
    return conclude(call, { ...about, answer: { problem: notFound() } });
  // The same answer again is the same answer.
  if (question.answer?.text === body.answer) {
    return conclude(call, {
      ...about,
      ...receipt(question),
      outcome: 'PERMIT',
    });
  }
  // Once the panel has decided, an answer would change nothing.
  advanced(opened.standing(), 'ANSWER_QUESTION');
  const answered = answeredBy(call, question);
  const { file } = opened;
  return conclude(call, {
    ...about,
    ...receipt(answered),
    outcome: 'PERMIT',
    changes: [
      { before: { file }, after: { file: withQuestion(file, answered) } },
    ],
  }); // W
});

const answeredBy = (
  { body, actor, now }: Call<'answerQuestion'>,
  question: Question,
): Question => ({
  ...question,
  answer: {
    text: body.answer,
    answeredAt: new Date(now).toISOString(),
    answeredBy: actor,
  },
});

const withQuestion = (file: CaseFile, answered: Question): CaseFile => ({
  ...file,
  questions: file.questions.map((each) =>
    each.questionId === answered.questionId ? answered : each,
  ),
});

const receipt = ({ caseId, questionId, answer }: Question) => ({
  answer: {
    body: { caseId, questionId, answeredAt: answer?.answeredAt ?? '' },
  },
});
