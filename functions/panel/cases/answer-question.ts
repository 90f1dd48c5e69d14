/** PUT /v1/cases/{id}/questions/{questionId}: the panel's answer, which the agency reads in its view request. */
import { conclude } from '../../../entrance/conclude.ts';
import { endpoint } from '../../../entrance/endpoint.ts';
import { notFound } from '../../../entrance/problem.ts';
import { taskEffects } from '../../../entrance/tasks.ts';
import { advanced } from './advanced.ts';
import { openCase } from './open-case.ts';

export const answerQuestion = endpoint('answerQuestion', async (call) => {
  const { params, body, claims, sharing, now } = call;
  const { about, opened } = await openCase(call); // R1, R2
  const before = opened?.file.questions.find(
    ({ questionId }) => questionId === params.questionId,
  );
  if (!opened || !before)
    return conclude(call, { ...about, told: { problem: notFound() } });
  // As it is held: one that is to be decided again stands as listed to its reader.
  const { file } = opened.question;
  const { caseId, questionId } = before;
  const told = (answeredAt: string) => ({
    body: { caseId, questionId, answeredAt },
  });
  // The same answer again is the same answer.
  if (before.answer?.text === body.answer) {
    return conclude(call, {
      ...about,
      told: told(before.answer.answeredAt),
      outcome: 'PERMIT',
    });
  }
  // Once the panel has decided, an answer would change nothing.
  advanced(opened.file.case, 'ANSWER_QUESTION');
  const answeredAt = new Date(now).toISOString();
  const answeredBy = `${claims.agencyId}/${sharing.practitioner.id}`;
  const answered = {
    ...before,
    answer: { text: body.answer, answeredAt, answeredBy },
  };
  const questions = file.questions.map((each) =>
    each === before ? answered : each,
  );
  const next = { ...file.case, version: file.case.version + 1 };
  return conclude(call, {
    ...about,
    told: told(answeredAt),
    outcome: 'PERMIT',
    effects: [
      { do: 'put', entity: answered, expects: 'ANY' },
      { do: 'put', entity: next, expects: file.case.version },
      ...taskEffects(file, { ...file, case: next, questions }),
    ],
  }); // W
});
